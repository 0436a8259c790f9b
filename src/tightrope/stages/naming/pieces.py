"""What a sentence is made of for naming: hits of the tables on its tokens, and runs of names."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from tightrope.records.actors import Sector
from tightrope.records.sentences import Sentence, Token
from tightrope.reference.actors import Actor, ActorNoun, Title, actor_nouns, state_names, titles
from tightrope.reference.ambiguity import Ambiguity, is_ambiguous, is_town, others
from tightrope.reference.gazetteer import Gazetteer, Hit, actor_gazetteer, lowered, title_gazetteer

PieceKind = Literal["actor", "title", "noun", "name"]

# Inside a personal name: "bin Salman", "van der Bellen", "ul-Haq".
_PARTICLES = frozenset(
    {"bin", "ibn", "al", "el", "ul", "ur", "ud", "uz", "as", "abu", "de", "da", "do", "dos", "du"}
    | {"van", "von", "der", "den", "la", "le", "ter"}
)
# Words before a state's name that do not make it somebody's surname.
_DIRECTIONS = frozenset(
    {"East", "West", "North", "South", "Eastern", "Western", "Northern", "Southern", "Central"}
    | {"Greater", "Mainland", "Communist", "Nazi", "Imperial", "Modern", "Upper", "Lower"}
    | {"Inner", "Outer", "Republic", "Embassy", "Islamic"}
)
_LONGEST_ABBREVIATION = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens ``first`` .. ``last`` (inclusive) and what a table says of them."""

    first: int
    last: int
    kind: PieceKind
    actor: Actor | None = None
    title: Title | None = None
    noun: ActorNoun | None = None


class Pieces:
    """The pieces of one sentence, in order, none overlapping another."""

    def __init__(
        self, sentence: Sentence, ambiguity: Ambiguity, actors: Gazetteer[Actor] | None = None
    ) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self._starts = [t.start for t in self.tokens]
        self.at: list[Piece | None] = [None] * len(self.tokens)
        # The parser reads only the beginning of an endless line; the rest holds no tokens.
        text = sentence.text[: self.tokens[-1].end] if self.tokens else ""
        hits = (actors or actor_gazetteer()).find(text)
        taken = []
        for n, hit in enumerate(hits):
            before = hits[n - 1] if n else None
            if _is_common_noun_of(hit, before, text):
                continue
            piece = self._actor_piece(hit, text, ambiguity)
            if piece is not None:
                self._put(piece)
            if piece is not None or hit.entry.kind == "place":
                taken.append((hit.start, hit.end))
        for found in title_gazetteer().find(lowered(text), taken):
            other = self._title_piece(found, text)
            if other is not None:
                self._put(other)
        for run in self._name_runs():
            self._put(run)
        self.pieces = tuple(p for i, p in enumerate(self.at) if p is not None and p.first == i)

    def head(self, first: int, last: int) -> int:
        """The token of ``first`` .. ``last`` that is governed from outside of them."""
        for i in range(last, first - 1, -1):
            token = self.tokens[i]
            if token.head == i or not first <= token.head <= last:
                return i
        return last

    def _put(self, piece: Piece) -> None:
        for i in range(piece.first, piece.last + 1):
            self.at[i] = piece

    def _range(self, start: int, end: int) -> tuple[int, int] | None:
        """Tokens from ``start`` to ``end``; None when no token begins there."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        if first < 0 or last < first or self.tokens[first].end <= start:
            return None
        return first, last

    def _actor_piece(self, hit: Hit[Actor], text: str, ambiguity: Ambiguity) -> Piece | None:
        actor = hit.entry
        tokens = self._range(hit.start, hit.end)
        if actor.kind == "place" or tokens is None:
            return None
        first, last = tokens
        written = text[hit.start : hit.end]
        if written.isupper() and not actor.written.isupper() and not self._shouted(first, last):
            return None
        if actor.form == "prefix" and text[hit.end : hit.end + 1] not in ("-", "–", "‑"):
            return None
        if not ambiguity.admits(actor.written):
            other = others().get(actor.written)
            if other is None:
                return None
            actor = replace(actor, name=state_names()[other], states=(other,), sector=Sector.GOV)
        if actor.kind == "state" and actor.form in ("name", "capital", "demonym", "city"):
            if self._inside_name(first, last, actor):
                return None
            if actor.form in ("name", "capital") and is_town(text, hit.end):
                return None
            if (actor.form == "city" or is_ambiguous(actor.written)) and self._given_name(last):
                return None
            if actor.form == "demonym" and self.tokens[last].pos == "VERB":
                return None
        return Piece(first, last, "actor", actor=actor)

    def _shouted(self, first: int, last: int) -> bool:
        """Whether a neighbour is in capitals too: a headline or a dateline."""
        around = [
            t.text
            for t in (*self.tokens[max(0, first - 2) : first], *self.tokens[last + 1 : last + 3])
            if t.text.isalpha() and len(t.text) > 1
        ]
        return first == 0 or any(w.isupper() for w in around)

    def _inside_name(self, first: int, last: int, actor: Actor) -> bool:
        """Whether a hit is part of somebody's or something's name ("Michael Jordan")."""
        if actor.form == "name" and actor.written.isupper():
            return False
        if first > 0:
            before = self.tokens[first - 1]
            if (
                before.tag in ("NNP", "NNPS")
                and before.head in range(first, last + 1)
                and before.dep == "compound"
                and before.text not in _DIRECTIONS
                and before.text[:1].isupper()
                and not before.text.isupper()
                and self.at[first - 1] is None
                and lowered(before.text) not in titles()
            ):
                return True
        return False

    def _given_name(self, last: int) -> bool:
        """Whether a name goes on behind a hit: "Jordan Henderson", "Chad Wolf"."""
        if last + 1 >= len(self.tokens):
            return False
        token, following = self.tokens[last], self.tokens[last + 1]
        return (
            following.tag == "NNP"
            and token.dep == "compound"
            and token.head > last
            and following.text[:1].isupper()
            and lowered(following.text) not in titles()
        )

    def _title_piece(self, hit: Hit[Title | ActorNoun], text: str) -> Piece | None:
        tokens = self._range(hit.start, hit.end)
        if tokens is None:
            return None
        first, last = tokens
        written = text[hit.start : hit.end]
        entry = hit.entry
        short = entry.written.rstrip(".")
        if (len(short) <= _LONGEST_ABBREVIATION or entry.written.endswith(".")) and not (
            written[:1].isupper()
        ):
            return None
        if self.tokens[last].pos not in ("NOUN", "PROPN", "ADJ", "X"):
            return None
        if isinstance(entry, Title):
            return Piece(first, last, "title", title=entry)
        return Piece(first, last, "noun", noun=entry)

    def _name_runs(self) -> Iterator[Piece]:
        tokens, i, n = self.tokens, 0, len(self.tokens)
        while i < n:
            if self.at[i] is not None or not _may_name(tokens[i]):
                i += 1
                continue
            j = i
            while j + 1 < n and self.at[j + 1] is None:
                following = tokens[j + 1]
                if _may_name(following) and not _breaks(tokens[j], following):
                    j += 1
                elif (
                    (following.text in "-‐'’" or lowered(following.text) in _PARTICLES)
                    and j + 2 < n
                    and self.at[j + 2] is None
                    and (_may_name(tokens[j + 2]) or lowered(tokens[j + 2].text) in _PARTICLES)
                    and (following.text not in "-‐'’" or tokens[j].end == following.start)
                ):
                    j += 2 if _may_name(tokens[j + 2]) else 1
                else:
                    break
            yield Piece(i, j, "name")
            i = j + 1


def _is_common_noun_of(hit: Hit[Actor], before: Hit[Actor] | None, text: str) -> bool:
    """ "Peru's Congress": a body that many states have, with the state named before it."""
    return (
        before is not None
        and hit.entry.kind == "institution"
        and lowered(text[hit.start : hit.end]) in actor_nouns()
        and before.entry.kind == "state"
        and before.entry.states != hit.entry.states
        and text[before.end : hit.start] in (" ", "'s ", "’s ", "' ", "’ ")
    )


def _may_name(token: Token) -> bool:
    return token.tag in ("NNP", "NNPS") and token.text[:1].isupper() and token.text[:1].isalpha()


def _breaks(token: Token, following: Token) -> bool:
    """A name does not run on over a full stop that ends a sentence within the segment."""
    return len(token.text) > 3 and token.text.endswith(".") and following.start > token.end
