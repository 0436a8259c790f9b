"""One pass over a text that finds every written form of a table, longest first.

Aho-Corasick over code points; a hit stands between word boundaries, and where hits overlap the one
that starts first, then the longest, wins.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from tightrope.reference.actors import Actor, ActorNoun, Title, actor_nouns, load_actors, titles
from tightrope.reference.own_actors import Files, kept, own_files

T = TypeVar("T")

# Typographic variants of one character; the text keeps its length.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "‐": "-", "‑": "-", "–": "-"})
# Shorter names are words of their own in capitals ("US" or "us", "WHO" or "who").
_SHORTEST_IN_CAPITALS = 5
# Nouns whose form in -s is the only one that means what the table says.
_NO_PLURAL = ("forces", "ss", "authorities", "customs", "marines", "troops", "media", "police")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A form found at ``start`` .. ``end`` (code points of the text searched)."""

    start: int
    end: int
    entry: T


class Gazetteer(Generic[T]):
    """An automaton over written forms; immutable, safe to share."""

    def __init__(self, forms: Mapping[str, T]) -> None:
        self._entries = tuple(forms.values())
        patterns = [form.translate(_PLAIN) for form in forms]
        self._automaton = AhoCorasick(
            patterns, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
        )

    def find(self, text: str, taken: Iterable[tuple[int, int]] = ()) -> list[Hit[T]]:
        """Hits in order, none overlapping another or a stretch that is ``taken``."""
        plain = text.translate(_PLAIN)
        matches = self._automaton.find_matches_as_indexes(plain, overlapping=True)
        found = [
            (start, -end, index) for index, start, end in matches if _bounded(plain, start, end)
        ]
        blocked = {i for low, high in taken for i in range(low, high)}
        if blocked:
            found = [f for f in found if blocked.isdisjoint(range(f[0], -f[1]))]
        found.sort()
        hits: list[Hit[T]] = []
        last = 0
        for start, minus_end, index in found:
            if start >= last:
                last = -minus_end
                hits.append(Hit(start, last, self._entries[index]))
        return hits


def _bounded(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or (after.isalnum() and text[end - 1].isalnum()))


def lowered(text: str) -> str:
    """``text`` in lower case at its own length (a few capitals grow when they are lowered)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def actor_gazetteer(extra: Path | None = None) -> Gazetteer[Actor]:
    """Names of states, organisations, institutions and outlets; case matters.

    Forms of five letters and more are also found in capitals, as headlines write them.
    """
    return _actors_by_name(extra, own_files())


@lru_cache(maxsize=4)
def _actors_by_name(extra: Path | None, _: Files) -> Gazetteer[Actor]:
    forms: dict[str, Actor] = {a.written: a for a in load_actors(extra)}
    for written, actor in list(forms.items()):
        shortest = 4 if actor.kind == "state" else _SHORTEST_IN_CAPITALS
        if len(written) >= shortest:
            forms.setdefault(written.upper(), actor)
    return Gazetteer(forms)


@kept
def title_gazetteer() -> Gazetteer[Title | ActorNoun]:
    """Titles of offices and actor nouns, in lower case: search in :func:`lowered` text."""
    forms: dict[str, Title | ActorNoun] = dict(actor_nouns())
    for written, noun in actor_nouns().items():
        other = written[:-1] if written.endswith("s") else _plural(written)
        if not written.endswith(_NO_PLURAL):
            forms.setdefault(other, noun)
    for written, title in titles().items():
        forms[written] = title
        if not written.endswith("."):
            forms.setdefault(_plural(written), title)
    return Gazetteer(forms)


def _plural(written: str) -> str:
    return written[:-1] + "ies" if written.endswith("y") else written + "s"
