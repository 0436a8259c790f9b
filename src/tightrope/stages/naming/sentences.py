"""One sentence's mentions: phrases, people, states and the words that take them up, in order."""

from collections.abc import Iterator
from dataclasses import replace

from tightrope.records.actors import Mention, Sector
from tightrope.records.sentences import Token
from tightrope.reference.actors import anaphora, given_names, organisation_words, state_names
from tightrope.reference.cues import cues
from tightrope.reference.gazetteer import lowered
from tightrope.stages.naming.discourse import Discourse, Referent
from tightrope.stages.naming.persons import (
    HONORIFICS,
    Person,
    PersonBook,
    gender_of,
    without_honorifics,
)
from tightrope.stages.naming.phrases import RANKS, Phrase, phrases
from tightrope.stages.naming.pieces import Piece, Pieces
from tightrope.stages.naming.states import name_state

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "themselves"})
_PAIR_WORDS = frozenset({"two", "both", "either", "neither"})
_EACH = frozenset({"each", "every", "any", "whoever", "whichever"})
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
        self._last: tuple[int, Person | None] = (-1, None)

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
                found.extend(self._from_word(i))
            i += 1
        return _apart(sorted(found, key=lambda m: (m.span, m.adjectival)))

    # Phrases --------------------------------------------------------------------------------

    def _from_phrase(self, phrase: Phrase) -> Iterator[Mention]:
        states, basis = phrase.states, phrase.basis
        yield from self._aside(phrase)
        if not states and phrase.owner is not None:
            owner = self._person(self._words(phrase.owner), titled=True)
            if owner is not None:
                states, basis = owner.states, f"of {owner.name}"
        if not states and phrase.possessor is not None:
            antecedent = self._antecedent(phrase.possessor)
            if antecedent is not None:
                states, basis = antecedent.states, "pronoun"
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
        words, honorific = without_honorifics(self._words(phrase.name))
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
        yield self._mention(
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
        if not states and phrase.definite and not plural and not phrase.modifies:
            known = self._discourse.office(phrase.office, phrase.sector)
            if known is not None and known.person is not None:
                person = known.person
                yield self._mention(
                    phrase.first, phrase.last, name=person.name, states=person.states,
                    sector=person.sector, office=person.office, kind="person",
                    basis="title, named earlier in the text", head=phrase.head, person=person,
                )  # fmt: skip
                return
            states, basis = self._implied_state(phrase)
        if not states and (
            phrase.modifies or title.office not in _SPEAK_UNNAMED or title.sector is Sector.UNK
        ):
            return
        name = self._text(phrase.first, phrase.last)
        unnamed = None
        if states and not plural and not phrase.modifies:
            # Not in the book: nobody may mean this person by name later, only as "he" or "she".
            unnamed = Person(
                name, states, phrase.sector, phrase.office, gender_of("", title.written)
            )
        yield self._mention(
            phrase.first,
            phrase.last,
            person=unnamed,
            name=name,
            states=states,
            sector=phrase.sector,
            office=phrase.office,
            kind="person" if phrase.definite and not plural else "unnamed",
            basis=basis or "not named",
            head=phrase.head,
            adjectival=phrase.modifies,
            plural=plural,
        )

    def _noun(self, phrase: Phrase, states: tuple[str, ...], basis: str) -> Iterator[Mention]:
        noun = phrase.core.noun
        assert noun is not None
        pair = self._pair(phrase.core.last)
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
            else:
                states, basis = (
                    self._discourse.own_state(self._sentence.index),
                    "the text's own state",
                )
        alone = noun.kind == "unnamed" or phrase.sector in _ARMED or phrase.sector is Sector.CVL
        if not states and (phrase.modifies or not alone or self._is_predicate(phrase)):
            return
        if noun.kind == "outlet" and not phrase.definite:
            states = ()
        plural = self._tokens[phrase.core.last].tag in ("NNS", "NNPS")
        name = self._text(phrase.first, phrase.last)
        yield self._mention(
            phrase.first,
            phrase.last,
            name=name,
            states=states,
            sector=phrase.sector,
            kind=noun.kind,
            basis=basis or "not named",
            head=phrase.head,
            adjectival=phrase.modifies,
            plural=plural,
        )

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

    def _is_predicate(self, phrase: Phrase) -> bool:
        """ "Served as Pakistan's foreign minister", "is a diplomat": nobody new is named."""
        head = self._tokens[phrase.head]
        if head.dep in ("attr", "oprd"):
            return True
        governor = self._tokens[head.head]
        return head.dep == "pobj" and governor.lemma == "as" and not phrase.definite

    def _counterpart(self) -> tuple[str, Sector]:
        person = self._last[1]
        return (person.office, person.sector) if person is not None else ("", Sector.GOV)

    # Names and states -----------------------------------------------------------------------

    def _from_piece(self, piece: Piece) -> Iterator[Mention]:
        if piece.kind == "actor":
            yield self._state(piece)
        elif piece.kind == "name":
            yield from self._name(piece)

    def _state(self, piece: Piece, adjectival: bool | None = None) -> Mention:
        mention, plural = name_state(self._pieces, piece)
        if adjectival is not None:
            mention = replace(mention, adjectival=adjectival)
        self._note(mention, piece.first, piece.last, plural=plural)
        if mention.kind == "outlet":
            self._discourse.outlets.append(mention.name)
        return mention

    def _name(self, piece: Piece) -> Iterator[Mention]:
        words, honorific = without_honorifics(self._words(piece))
        name = " ".join(words)
        titled = bool(honorific) or (
            self._words(piece)[0].lower() in HONORIFICS and len(self._words(piece)) > 1
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
                yield from self._outlet_again(piece, words)
                return
            person = self._book.introduce(
                Person(name, owner, gender=honorific or gender_of(name), basis="named in the text")
            )
        if honorific and not person.gender:
            person.gender = honorific
        yield self._mention(
            piece.first, piece.last, name=person.name, states=person.states, sector=person.sector,
            office=person.office, kind="person", basis=person.basis, person=person,
            head=self._pieces.head(piece.first, piece.last),
        )  # fmt: skip

    def _outlet_again(self, piece: Piece, words: list[str]) -> Iterator[Mention]:
        """ "The Post" after The Washington Post was named."""
        before = lowered(self._tokens[piece.first - 1].text) if piece.first else ""
        known = next(
            (o for o in reversed(self._discourse.outlets) if o.split()[-1:] == words), None
        )
        if known is not None and (before == "the" or words[0] == "The"):
            yield self._mention(
                piece.first, piece.last, name=known, states=(), sector=Sector.MED, kind="outlet",
                basis="named earlier in the text", head=piece.last,
            )  # fmt: skip

    def _person(self, words: list[str], titled: bool) -> Person | None:
        name = " ".join(words)
        return self._book.recall(name, titled) or self._book.known(
            name, titled=titled, near=self._states
        )

    def _organisation(self, piece: Piece, states: tuple[str, ...]) -> Iterator[Mention]:
        words = self._words(piece)
        head = self._pieces.head(piece.first, piece.last)
        if self._tokens[head].dep in ("compound", "nmod", "amod") and not states:
            return
        yield self._mention(
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

    # Words that take up something named before ----------------------------------------------

    def _from_word(self, i: int) -> Iterator[Mention]:
        token = self._tokens[i]
        word = lowered(token.text)
        if token.tag in ("PRP", "PRP$"):
            yield from self._pronoun(i, word)
            return
        if token.text[:1].isupper() and len(word) > 3 and token.tag not in ("NNP", "NNPS"):
            # A name at the start of a sentence is easily read as a verb or an adverb.
            person = self._book.recall(token.text)
            if person is None and i <= 1 and token.pos not in ("DET", "ADP", "SCONJ", "PRON"):
                person = self._book.known(token.text, near=self._states)
            if person is not None:
                yield self._mention(
                    i, i, name=person.name, states=person.states, sector=person.sector,
                    office=person.office, kind="person", basis=person.basis, head=i, person=person,
                )  # fmt: skip
                return
        means = anaphora().get(word)
        if means is None or token.pos not in ("NOUN", "PROPN"):
            return
        pair = self._pair(i)
        if pair is not None:
            yield pair
            return
        first = lowered(self._tokens[i - 1].text) if i else ""
        if means == "state" and token.dep not in ("compound",):
            yield from self._country(i, first)
        elif means == "organisation" and first in ("the", "this") and token.dep != "compound":
            known = self._discourse.organisation()
            if known is not None:
                yield self._mention(
                    i - 1, i, name=known.name, states=known.states, sector=known.sector,
                    kind="organisation", basis="named earlier in the text", head=i,
                )  # fmt: skip
        elif means == "outlet" and first in ("the", "this") and self._discourse.outlets:
            yield self._mention(
                i - 1, i, name=self._discourse.outlets[-1], states=(), sector=Sector.MED,
                kind="outlet", basis="named earlier in the text", head=i,
            )  # fmt: skip

    def _country(self, i: int, before: str) -> Iterator[Mention]:
        states: tuple[str, ...] = ()
        basis = "named earlier in the text"
        if before in ("the", "this"):
            states = self._discourse.country(self._sentence.index)
        elif i and self._tokens[i - 1].tag == "PRP$":
            antecedent = self._antecedent(i - 1)
            if antecedent is not None and antecedent.person is not None:
                states, basis = antecedent.states, "pronoun"
        if len(states) == 1:
            yield self._mention(
                i - 1, i, name=_name_of(states), states=states, sector=Sector.GOV, kind="state",
                basis=basis, head=i, adjectival=self._is_place(i),
            )  # fmt: skip

    def _is_place(self, i: int) -> bool:
        token = self._tokens[i]
        return token.dep == "pobj" and self._tokens[token.head].lemma in ("in", "across", "around")

    def _pair(self, i: int) -> Mention | None:
        """ "The two countries", "both sides", "either side"."""
        token = self._tokens[i]
        word = lowered(token.text)
        singular = word in ("side", "country", "party", "government")
        means = anaphora().get(word) or ("pair_of_states" if singular else None)
        if means not in ("pair_of_states", "pair_of_people", "state"):
            return None
        k = i - 1
        while k >= 0 and self._tokens[k].pos in ("ADJ",):
            k -= 1
        if k < 0 or lowered(self._tokens[k].text) not in _PAIR_WORDS:
            return None
        if lowered(self._tokens[k].text) in ("two", "both") and singular:
            return None
        if k and lowered(self._tokens[k - 1].text) in ("the", "these", "between"):
            k -= lowered(self._tokens[k - 1].text) != "between"
        elif lowered(self._tokens[k].text) == "two":
            return None
        index = self._sentence.index
        states: tuple[str, ...] = ()
        if means == "pair_of_people":
            states = self._discourse.pair_of_people(index)
        states = states or self._discourse.pair_of_states(index)
        if len(states) != 2:
            return None
        return self._mention(
            k, i, name=_name_of(states), states=states, sector=Sector.GOV, kind="state",
            basis="the two named earlier in the text", head=i, plural=True,
        )  # fmt: skip

    def _pronoun(self, i: int, word: str) -> Iterator[Mention]:
        referent = self._antecedent(i)
        if referent is None or (not referent.states and referent.person is None):
            return
        if referent.person is not None and not referent.person.gender:
            referent.person.gender = "m" if word in _HE else "f" if word in _SHE else ""
        yield self._mention(
            i, i, name=referent.name, states=referent.states, sector=referent.sector,
            office=referent.office, kind=referent.kind, basis="pronoun", head=i,
            person=referent.person, plural=referent.plural,
        )  # fmt: skip

    def _antecedent(self, i: int) -> Referent | None:
        word, index = lowered(self._tokens[i].text), self._sentence.index
        if word in _HE:
            return self._discourse.person(index, "m")
        if word in _SHE:
            return self._discourse.person(index, "f")
        if word in _IT:
            generic = any(lowered(t.text) in _EACH for t in self._tokens[:i])
            if generic or _is_expletive(self._tokens, i):
                return None
            return self._discourse.thing(index)
        if word in _THEY:
            return self._discourse.many(index)
        return None

    # Making mentions ------------------------------------------------------------------------

    def _words(self, piece: Piece) -> list[str]:
        return self._text(piece.first, piece.last).split()

    def _text(self, first: int, last: int) -> str:
        return self._sentence.text[self._tokens[first].start : self._tokens[last].end]

    def _mention(
        self,
        first: int,
        last: int,
        *,
        name: str,
        states: tuple[str, ...],
        sector: Sector,
        kind: str,
        basis: str,
        head: int,
        office: str = "",
        adjectival: bool = False,
        plural: bool = False,
        person: Person | None = None,
    ) -> Mention:
        mention = Mention(
            span=self._sentence.span_of(first, last),
            text=self._text(first, last),
            name=name,
            states=states,
            sector=sector,
            office=office,
            kind=kind,
            basis=basis,
            head=self._sentence.start + self._tokens[head].start,
            adjectival=adjectival,
        )
        self._note(mention, head, head, plural=plural, person=person)
        return mention

    def _note(
        self, mention: Mention, first: int, last: int, *, plural: bool = False,
        person: Person | None = None,
    ) -> None:  # fmt: skip
        head = self._pieces.head(first, last)
        if person is not None:
            self._last = (head, person)
        self._discourse.note(
            Referent(
                states=mention.states,
                name=mention.name,
                kind=mention.kind,
                sector=mention.sector,
                sentence=self._sentence.index,
                token=head,
                subject=self._tokens[head].dep in _SUBJECTS,
                plural=plural,
                adjectival=mention.adjectival,
                office=mention.office,
                person=person,
            )
        )


def _name_of(states: tuple[str, ...]) -> str:
    names = state_names()
    return " and ".join(names.get(s, s) for s in states)


_HEADS_AT_HOME = frozenset(
    {"president", "prime minister", "foreign minister", "defence minister", "army chief",
     "finance minister", "interior minister", "chancellor", "monarch", "minister",
     "energy minister", "trade minister"}
)  # fmt: skip
_OFFICIAL = frozenset({Sector.GOV, Sector.MIL})
_SPEAK_UNNAMED = frozenset(
    {"spokesperson", "diplomat", "military spokesperson", "analyst", "expert", "scholar",
     "professor", "ambassador", "adviser", "negotiator", "lawmaker", "officer"}
)  # fmt: skip
_FORMAL_SUBJECT_VERBS = frozenset({"be", "seem", "appear", "become", "remain", "take", "make"})


def _is_expletive(tokens: tuple[Token, ...], i: int) -> bool:
    """ "It is clear that": the word stands for the clause that follows."""
    token = tokens[i]
    if token.dep == "expl":
        return True
    if token.dep not in ("nsubj", "nsubjpass"):
        return False
    verb = tokens[token.head]
    if verb.lemma not in _FORMAL_SUBJECT_VERBS and verb.pos != "AUX":
        return token.dep == "nsubjpass" and any(
            t.head == verb.i and t.dep in ("ccomp", "xcomp") for t in tokens
        )
    return any(
        t.head == verb.i and t.dep in ("ccomp", "xcomp", "acomp", "advcl", "csubj") for t in tokens
    ) or any(
        t.dep in ("relcl", "acl", "ccomp", "xcomp") and tokens[t.head].head == verb.i
        for t in tokens
    )


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
