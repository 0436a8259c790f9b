"""One sentence's mentions in order: phrases, people and states; what takes them up is next door."""

from collections.abc import Iterator
from dataclasses import replace

from tightrope.records.actors import Mention, Sector
from tightrope.reference.actors import given_names, organisation_words
from tightrope.reference.cues import cues
from tightrope.reference.gazetteer import lowered
from tightrope.stages.naming.anaphors import Anaphors
from tightrope.stages.naming.discourse import Discourse
from tightrope.stages.naming.persons import (
    HONORIFICS,
    Person,
    PersonBook,
    gender_of,
    without_honorifics,
)
from tightrope.stages.naming.phrases import RANKS, Phrase, phrases
from tightrope.stages.naming.pieces import Piece, Pieces
from tightrope.stages.naming.scribe import Scribe
from tightrope.stages.naming.states import name_state

_ARMED = frozenset({Sector.REB, Sector.UAF})
# Groups that are named even when no state is: they act on their own.
_EXPERTS = frozenset({Sector.EDU, Sector.MED, Sector.CVL, Sector.BUS, Sector.NGO})


class SentenceNamer:
    """Names the actors of one sentence, given what the text has said so far."""

    def __init__(
        self, pieces: Pieces, discourse: Discourse, book: PersonBook, states: frozenset[str]
    ) -> None:
        self._pieces = pieces
        self._sentence = pieces.sentence
        self._tokens = pieces.tokens
        self._discourse = discourse
        self._book = book
        self._states = states
        self._phrases = {p.core.first: p for p in phrases(pieces)}
        self._in_phrase: dict[int, Phrase] = {
            i: phrase for phrase in self._phrases.values() for i in phrase.tokens
        }
        self._scribe = Scribe(pieces, discourse)
        self._anaphors = Anaphors(self._scribe, book, states)

    def mentions(self) -> list[Mention]:
        """The mentions in order of their spans."""
        found: list[Mention] = []
        done: set[int] = set()
        i = 0
        while i < len(self._tokens):
            phrase = self._in_phrase.get(i)
            if phrase is not None and id(phrase) not in done:
                done.add(id(phrase))
                found.extend(self._from_phrase(phrase))
            piece = self._pieces.at[i]
            if phrase is None and piece is not None and piece.first == i:
                found.extend(self._from_piece(piece))
                i = piece.last + 1
                continue
            if piece is None and not (phrase is not None and phrase.possessor != i):
                found.extend(self._anaphors.from_word(i))
            i += 1
        return _apart(sorted(found, key=lambda m: (m.span, m.adjectival)))

    # Phrases --------------------------------------------------------------------------------

    def _from_phrase(self, phrase: Phrase) -> Iterator[Mention]:
        states, basis = phrase.states, phrase.basis
        yield from self._aside(phrase)
        if not states and phrase.owner is not None:
            owner = self._person(self._scribe.words(phrase.owner), titled=True)
            if owner is not None:
                states, basis = owner.states, f"of {owner.name}"
        if not states and phrase.possessor is not None:
            antecedent = self._anaphors.antecedent(phrase.possessor)
            if antecedent is not None:
                states, basis = antecedent.states, "pronoun"
                if antecedent.kind == "organisation" and phrase.sector is Sector.GOV:
                    phrase.sector = antecedent.sector
        if phrase.core.title is not None and phrase.core.title.written == "counterpart":
            phrase.office, phrase.sector = self._counterpart()
        if phrase.name is not None:
            yield from self._titled_person(phrase, states, basis)
            return
        if phrase.core.title is not None:
            yield from self._bare_title(phrase, states, basis)
        else:
            yield from self._noun(phrase, states, basis)

    def _aside(self, phrase: Phrase) -> Iterator[Mention]:
        for piece in phrase.aside:
            assert piece.actor is not None
            if not phrase.first <= piece.first <= phrase.last:
                yield self._state(piece, adjectival=True)

    def _titled_person(
        self, phrase: Phrase, states: tuple[str, ...], basis: str
    ) -> Iterator[Mention]:
        assert phrase.name is not None
        words, honorific = without_honorifics(self._scribe.words(phrase.name))
        name = " ".join(words)
        assert phrase.core.title is not None
        title = phrase.core.title.written
        if words[-1] in organisation_words():
            yield from self._organisation(phrase.name, states)
            return
        person = self._book.recall(name, titled=True)
        if person is None or (states and person.states and not set(states) & set(person.states)):
            person = self._book.known(name, titled=True, states=states, near=self._states)
        if person is None:
            person = self._book.known(f"{title} {name}", titled=True, states=states)
        if person is None:
            if not states and phrase.home and phrase.sector in _EXPERTS:
                states, basis = phrase.home, "institution's country"
            if not states and phrase.core.title is not None:
                states, basis = self._implied_state(phrase)
            person = self._book.introduce(
                Person(
                    name=name,
                    states=states,
                    sector=phrase.sector,
                    office=phrase.office,
                    gender=honorific or gender_of(name, title),
                    basis=basis or "title",
                )
            )
        else:
            person.states = person.states or states
            person.gender = person.gender or honorific or gender_of(name, title)
            renamed = not person.office or person.office.startswith("former")
            if renamed and phrase.office and phrase.office not in RANKS:
                person.office = phrase.office
            if person.sector is Sector.UNK:
                person.sector = phrase.sector
        if phrase.contiguous:
            first, last = phrase.first, phrase.name.last
        else:
            first, last = phrase.name.first, phrase.name.last
            for piece in phrase.actors:
                if not first <= piece.first <= last:
                    yield self._state(piece, adjectival=True)
        office = phrase.office
        if office in RANKS or phrase.core.title.written == "counterpart":
            office = person.office or office
        sector = person.sector if phrase.sector in (Sector.UNK, Sector.GOV) else phrase.sector
        if phrase.former and not office.startswith("former"):
            office, sector = f"former {office}", Sector.UNK
            person.office, person.sector = office, sector
        elif phrase.then:  # in office when it happened
            office, sector = phrase.office or office, phrase.sector
        yield self._scribe.mention(
            first,
            last,
            name=person.name,
            states=person.states,
            sector=sector,
            office=office,
            kind="person",
            basis=basis or person.basis,
            head=phrase.head,
            person=person,
        )

    def _bare_title(self, phrase: Phrase, states: tuple[str, ...], basis: str) -> Iterator[Mention]:
        title = phrase.core.title
        assert title is not None
        token = self._tokens[phrase.core.last]
        plural = token.tag in ("NNS", "NNPS")
        if self._is_predicate(phrase):
            for piece in phrase.actors:
                yield self._state(piece, adjectival=True)
            return
        office = f"former {phrase.office}" if phrase.former else phrase.office
        sector = Sector.UNK if phrase.former else phrase.sector
        if not states and phrase.definite and not plural and not phrase.modifies:
            known = self._discourse.office(office, phrase.sector)
            if known is not None and known.person is not None:
                person = known.person
                yield self._scribe.mention(
                    phrase.first, phrase.last, name=person.name, states=person.states,
                    sector=person.sector, office=person.office, kind="person",
                    basis="title, named earlier in the text", head=phrase.head, person=person,
                )  # fmt: skip
                return
            known = self._discourse.organisation()
            if phrase.office == "secretary-general" and known is not None:
                states, basis, sector = known.states, "named earlier in the text", known.sector
            else:
                states, basis = self._implied_state(phrase)
        if not states and not plural and not phrase.modifies and not phrase.former:
            states, basis = self._spoken_for(phrase)
        if not states and (
            phrase.modifies or title.office not in _SPEAK_UNNAMED or title.sector is Sector.UNK
        ):
            return
        name = self._scribe.text(phrase.first, phrase.last)
        unnamed = None
        if states and not plural and not phrase.modifies:
            # Not in the book: nobody may mean this person by name later, only as "he" or "she".
            unnamed = Person(name, states, sector, office, gender_of("", title.written))
        yield self._scribe.mention(
            phrase.first,
            phrase.last,
            person=unnamed,
            name=name,
            states=states,
            sector=sector,
            office=office,
            kind="person" if phrase.definite and not plural else "unnamed",
            basis=basis or "not named",
            head=phrase.head,
            adjectival=phrase.modifies,
            plural=plural,
        )

    def _noun(self, phrase: Phrase, states: tuple[str, ...], basis: str) -> Iterator[Mention]:
        noun = phrase.core.noun
        assert noun is not None
        pair = self._anaphors.pair(phrase.core.last)
        if pair is not None:
            yield pair
            return
        if noun.written == "opposition" and self._is_attitude(phrase):
            return
        if not states and phrase.home and phrase.sector in _EXPERTS:
            states, basis = phrase.home, "institution's country"
        if not states and phrase.definite and noun.definite and not phrase.modifies:
            earlier = self._discourse.institution(noun.written)
            if earlier is not None:
                states, basis = earlier.states, "named earlier in the text"
            elif noun.home and not noun.unless & self._states:
                states, basis = (noun.home,), "usual state of the body"
            else:
                states, basis = (
                    self._discourse.own_state(self._sentence.index),
                    "the text's own state",
                )
        alone = noun.kind == "unnamed" or phrase.sector in _ARMED or phrase.sector is Sector.CVL
        if not states and (phrase.modifies or not alone or self._is_predicate(phrase)):
            return
        if not states and not self._may_speak(phrase):
            return
        plural = self._tokens[phrase.core.last].tag in ("NNS", "NNPS")
        name = self._scribe.text(phrase.first, phrase.last)
        yield self._scribe.mention(
            phrase.first,
            phrase.last,
            name=name,
            states=states,
            sector=Sector.UNK if phrase.former else phrase.sector,
            office=f"former {noun.written}" if phrase.former else "",
            kind=noun.kind,
            basis=basis or "not named",
            head=phrase.head,
            adjectival=phrase.modifies,
            plural=plural,
        )

    def _may_speak(self, phrase: Phrase) -> bool:
        """Whether an unnamed phrase stands where sources and doers do."""
        head = self._tokens[phrase.head]
        if phrase.sector is Sector.MED and head.dep in ("dobj", "dative"):
            return self._tokens[head.head].lemma in ("tell", "brief", "inform", "address")
        if head.dep != "pobj":
            return head.dep not in ("dobj", "attr", "compound", "oprd")
        return lowered(self._tokens[head.head].text) in ("by", "to", "with", "of")

    def _is_attitude(self, phrase: Phrase) -> bool:
        """ "The opposition from its neighbours" is no party."""
        after = phrase.core.last + 1
        return after < len(self._tokens) and self._tokens[after].tag in ("IN", "TO")

    def _implied_state(self, phrase: Phrase) -> tuple[tuple[str, ...], str]:
        """The state of a title that stands without one."""
        title = phrase.core.title
        assert title is not None
        if title.home and not title.unless & self._states:
            return (title.home,), "usual state of the title"
        if title.definite and title.sector in _OFFICIAL and phrase.office not in RANKS:
            states = self._discourse.own_state(self._sentence.index)
            if states and phrase.office in _HEADS_AT_HOME:
                return states, "the text's own state"
        return (), ""

    def _spoken_for(self, phrase: Phrase) -> tuple[tuple[str, ...], str]:
        """ "The ministry denies it. A spokesman said": he speaks for whom was the subject."""
        title = phrase.core.title
        assert title is not None
        head = self._tokens[phrase.head]
        if title.sector not in _OFFICIAL or head.dep != "nsubj" or phrase.office in RANKS:
            return (), ""
        states = self._discourse.speaking(self._sentence.index)
        return (states, "spoken of just before") if states else ((), "")

    def _is_predicate(self, phrase: Phrase) -> bool:
        """ "Served as Pakistan's foreign minister", "is a diplomat": nobody new is named."""
        head = self._tokens[phrase.head]
        if head.dep in ("attr", "oprd"):
            return True
        governor = self._tokens[head.head]
        return head.dep == "pobj" and governor.lemma == "as" and not phrase.definite

    def _counterpart(self) -> tuple[str, Sector]:
        person = self._scribe.last_person
        return (person.office, person.sector) if person is not None else ("", Sector.GOV)

    # Names and states -----------------------------------------------------------------------

    def _from_piece(self, piece: Piece) -> Iterator[Mention]:
        if piece.kind == "actor":
            if not self._merged(piece):
                yield self._state(piece)
        elif piece.kind == "name":
            yield from self._name(piece)

    def _merged(self, piece: Piece) -> bool:
        """Whether "Iran's" goes into the mention of "Iran's Revolutionary Guards" behind it."""
        i = piece.last + 1
        if i < len(self._tokens) and self._tokens[i].tag == "POS":
            i += 1
        following = self._pieces.at[i] if i < len(self._tokens) else None
        return (
            following is not None
            and following.actor is not None
            and following.actor.kind in ("institution", "group")
            and piece.actor is not None
            and piece.actor.kind == "state"
            and piece.actor.states == following.actor.states
            and i not in self._in_phrase
        )

    def _state_before(self, first: int, states: tuple[str, ...]) -> int:
        """The first token of a state of the same code right before ``first``, else ``first``."""
        k = first - 1
        if k > 0 and self._tokens[k].tag == "POS":
            k -= 1
        before = self._pieces.at[k] if k >= 0 else None
        if (
            before is not None
            and before.actor is not None
            and before.actor.kind == "state"
            and before.actor.states == states
            and k not in self._in_phrase
        ):
            return before.first
        return first

    def _state(self, piece: Piece, adjectival: bool | None = None) -> Mention:
        mention, plural = name_state(self._pieces, piece)
        if mention.kind in ("institution", "group"):
            first = self._state_before(piece.first, mention.states)
            span = self._sentence.span_of(first, piece.last)
            mention = replace(mention, span=span, text=self._scribe.text(first, piece.last))
        if adjectival is not None:
            mention = replace(mention, adjectival=adjectival)
        self._scribe.note(mention, piece.first, piece.last, plural=plural)
        if mention.kind == "outlet":
            self._discourse.outlets.append((mention.name, mention.states))
        return mention

    def _name(self, piece: Piece) -> Iterator[Mention]:
        words, honorific = without_honorifics(self._scribe.words(piece))
        name = " ".join(words)
        titled = bool(honorific) or (
            self._scribe.words(piece)[0].lower() in HONORIFICS
            and len(self._scribe.words(piece)) > 1
        )
        owner = self._possessor_state(piece)
        if words[-1] in organisation_words() and len(words) > 1:
            yield from self._organisation(piece, owner)
            return
        person = self._person(words, titled=titled)
        if person is not None and owner and person.states and not set(owner) & set(person.states):
            person = None
        if person is None:
            full = len(words) > 1 and self._sentence.role != "title"
            introduces = titled or (
                full and (self._speaks(piece) or (owner and words[0] in given_names()))
            )
            if not introduces:
                yield from self._hyphened_pair(piece)
                yield from self._outlet_again(piece, words)
                return
            person = self._book.introduce(
                Person(name, owner, gender=honorific or gender_of(name), basis="named in the text")
            )
        if honorific and not person.gender:
            person.gender = honorific
        first = self._state_before(piece.first, person.states) if owner else piece.first
        yield self._scribe.mention(
            first, piece.last, name=person.name, states=person.states, sector=person.sector,
            office=person.office, kind="person", basis=person.basis, person=person,
            head=self._pieces.head(piece.first, piece.last),
        )  # fmt: skip

    def _hyphened_pair(self, piece: Piece) -> Iterator[Mention]:
        """ "The Castro-Pinera call": two people named before, in one compound."""
        if piece.last - piece.first != 2 or self._tokens[piece.first + 1].text not in ("-", "–"):
            return
        ends = (piece.first, piece.last)
        people = [self._book.recall(self._tokens[i].text) for i in ends]
        for i, person in zip(ends, people, strict=True):
            if person is not None and None not in people:
                yield self._scribe.mention(
                    i, i, name=person.name, states=person.states, sector=person.sector,
                    office=person.office, kind="person", basis=person.basis, head=i,
                    person=person, adjectival=True,
                )  # fmt: skip

    def _outlet_again(self, piece: Piece, words: list[str]) -> Iterator[Mention]:
        """ "The Post" after The Washington Post was named."""
        before = lowered(self._tokens[piece.first - 1].text) if piece.first else ""
        known = next(
            (o for o in reversed(self._discourse.outlets) if o[0].split()[-1:] == words), None
        )
        if known is not None and (before == "the" or words[0] == "The"):
            yield self._scribe.mention(
                piece.first, piece.last, name=known[0], states=known[1], sector=Sector.MED,
                kind="outlet", basis="named earlier in the text", head=piece.last,
            )  # fmt: skip

    def _person(self, words: list[str], titled: bool) -> Person | None:
        name = " ".join(words)
        return self._book.recall(name, titled) or self._book.known(
            name, titled=titled, near=self._states
        )

    def _organisation(self, piece: Piece, states: tuple[str, ...]) -> Iterator[Mention]:
        words = self._scribe.words(piece)
        head = self._pieces.head(piece.first, piece.last)
        if self._tokens[head].dep in ("compound", "nmod", "amod") and not states:
            return
        yield self._scribe.mention(
            piece.first, piece.last, name=" ".join(words), states=states,
            sector=organisation_words()[words[-1]], kind="institution",
            basis="named with its state" if states else "name of an organisation", head=head,
        )  # fmt: skip

    def _possessor_state(self, piece: Piece) -> tuple[str, ...]:
        """The state in "Kenya's William Ruto"."""
        k = piece.first - 1
        if k > 0 and self._tokens[k].tag == "POS":
            before = self._pieces.at[k - 1]
            if before is not None and before.actor is not None and before.actor.kind == "state":
                return before.actor.states
        return ()

    def _speaks(self, piece: Piece) -> bool:
        head = self._tokens[self._pieces.head(piece.first, piece.last)]
        verb = self._tokens[head.head]
        return head.dep == "nsubj" and ("verb", verb.lemma) in cues()


_HEADS_AT_HOME = frozenset(
    {"president", "prime minister", "foreign minister", "defence minister", "army chief",
     "finance minister", "interior minister", "chancellor", "minister",
     "energy minister", "trade minister"}
)  # fmt: skip
_OFFICIAL = frozenset({Sector.GOV, Sector.MIL})
_SPEAK_UNNAMED = frozenset(
    {"spokesperson", "diplomat", "military spokesperson", "analyst", "expert", "scholar",
     "professor", "ambassador", "adviser", "negotiator", "lawmaker"}
)  # fmt: skip


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Of overlapping mentions keep the longest acting one."""
    kept: list[Mention] = []
    for mention in mentions:
        if kept and kept[-1].span.overlaps(mention.span):
            old = kept[-1]
            better = (not mention.adjectival, mention.span.end - mention.span.start)
            if better > (not old.adjectival, old.span.end - old.span.start):
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept
