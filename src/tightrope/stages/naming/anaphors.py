"""Words that take up somebody named before: pronouns, "the country", "both sides", "the bloc"."""

from collections.abc import Iterator

from tightrope.records.actors import Mention, Sector
from tightrope.records.sentences import Token
from tightrope.reference.actors import anaphora, state_names, states_called
from tightrope.reference.gazetteer import lowered
from tightrope.stages.naming.discourse import Referent
from tightrope.stages.naming.persons import PersonBook
from tightrope.stages.naming.scribe import Scribe

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_HONOURING = frozenset({"his", "her", "their"})
_HONOURED = frozenset(
    {"highness", "highnesses", "excellency", "excellencies", "majesty", "majesties", "holiness"}
)
_THEY = frozenset({"they", "them", "their", "themselves"})
_PAIR_WORDS = frozenset({"two", "both", "either", "neither"})
_EACH = frozenset({"each", "every", "any", "whoever", "whichever"})
_FORMAL_SUBJECT_VERBS = frozenset({"be", "seem", "appear", "become", "remain", "take", "make"})

_GUESTS = frozenset({"guest", "guests", "visitor", "visitors"})
_WHOLE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_GOES_ON = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "ADP"})
_OBJECTS = frozenset({"dobj", "dative", "iobj"})
_NAMING_VERBS = frozenset(
    {"call", "deem", "consider", "label", "brand", "term", "dub", "think", "find"}
)


class Anaphors:
    """Resolves the words of one sentence that take up somebody named before."""

    def __init__(self, scribe: Scribe, book: PersonBook, states: frozenset[str]) -> None:
        self._scribe = scribe
        self._tokens = scribe.tokens
        self._discourse = scribe.discourse
        self._book = book
        self._states = states

    def from_word(self, i: int) -> Iterator[Mention]:
        """The mention of a word that takes somebody up, if token ``i`` is one."""
        token = self._tokens[i]
        word = lowered(token.text)
        if word in _HONOURING and self._is_honoured(i):
            yield from self._honoured(i)
            return
        if token.tag in ("PRP", "PRP$"):
            yield from self._pronoun(i, word)
            return
        if token.text[:1].isupper() and len(word) > 3 and token.tag not in ("NNP", "NNPS"):
            # A name at the start of a sentence is easily read as a verb or an adverb.
            person = self._book.recall(token.text)
            if person is None and i <= 1 and token.pos not in ("DET", "ADP", "SCONJ", "PRON"):
                person = self._book.known(token.text, near=self._states)
            if person is not None:
                yield self._scribe.mention(
                    i, i, name=person.name, states=person.states, sector=person.sector,
                    office=person.office, kind="person", basis=person.basis, head=i, person=person,
                )  # fmt: skip
                return
        if word in ("two", "both"):
            yield from self._bare_pair(i)
            return
        means = anaphora().get(word)
        if means is None or token.pos not in ("NOUN", "PROPN"):
            return
        pair = self.pair(i)
        if pair is not None:
            yield pair
            return
        first = lowered(self._tokens[i - 1].text) if i else ""
        if means == "other_state":
            yield from self._other_state(i)
        elif means == "state" and token.dep not in ("compound",):
            yield from self._country(i, first)
        elif means == "organisation" and first in ("the", "this") and token.dep != "compound":
            known = self._discourse.organisation()
            if known is not None:
                yield self._scribe.mention(
                    i - 1, i, name=known.name, states=known.states, sector=known.sector,
                    kind="organisation", basis="named earlier in the text", head=i,
                )  # fmt: skip
        elif means == "outlet" and first in ("the", "this") and self._discourse.outlets:
            yield self._scribe.mention(
                i - 1, i, name=self._discourse.outlets[-1][0], sector=Sector.MED, kind="outlet",
                states=self._discourse.outlets[-1][1], basis="named earlier in the text", head=i,
            )  # fmt: skip

    def _is_honoured(self, i: int) -> bool:
        following = self._tokens[i + 1] if i + 1 < len(self._tokens) else None
        return following is not None and lowered(following.text) in _HONOURED

    def _honoured(self, i: int) -> Iterator[Mention]:
        """ "His Excellency", where no name or office follows: whom the statement is about."""
        after = i + 2
        if after < len(self._tokens):
            following = self._tokens[after]
            named = self._scribe.pieces.at[after] is not None or following.tag in ("NNP", "DT")
            if named or lowered(following.text) == "the":
                return
        states = self._discourse.own_state(self._scribe.sentence.index)
        if states:
            yield self._scribe.mention(
                i, i + 1, name=self._scribe.text(i, i + 1), states=states, sector=Sector.GOV,
                kind="person", basis="the text's own state", head=i + 1,
            )  # fmt: skip

    def _country(self, i: int, before: str) -> Iterator[Mention]:
        states: tuple[str, ...] = ()
        basis = "named earlier in the text"
        if before in ("the", "this"):
            so_called = states_called(lowered(self._tokens[i].text))
            states = (
                self._discourse.one_of(so_called)
                if so_called
                else self._discourse.country(self._scribe.sentence.index)
            )
        elif i and self._tokens[i - 1].tag == "PRP$":
            antecedent = self.antecedent(i - 1)
            if antecedent is not None and antecedent.person is not None:
                states, basis = antecedent.states, "pronoun"
        if len(states) == 1:
            yield self._scribe.mention(
                i - 1, i, name=_name_of(states), states=states, sector=Sector.GOV, kind="state",
                basis=basis, head=i, adjectival=self._is_place(i),
            )  # fmt: skip

    def _other_state(self, i: int) -> Iterator[Mention]:
        """ "Its southern neighbour", when only one other state is spoken of."""
        k = i - 1
        while k > 0 and self._tokens[k].pos in ("ADJ", "ADV", "PUNCT"):
            k -= 1
        if k < 0:
            return
        if self._tokens[k].tag == "PRP$":
            owner = self.antecedent(k)
            own = owner.states if owner is not None else ()
        elif lowered(self._tokens[i].text) in _GUESTS and lowered(self._tokens[k].text) == "the":
            own = self._discourse.home
        else:
            return
        if len(own) != 1:
            return
        states = self._discourse.other_state(own[0], self._scribe.sentence.index)
        if states:
            yield self._scribe.mention(
                k, i, name=_name_of(states), states=states, sector=Sector.GOV, kind="state",
                basis="the other state named", head=i, adjectival=self._is_place(i),
            )  # fmt: skip

    def _is_place(self, i: int) -> bool:
        token = self._tokens[i]
        return token.dep == "pobj" and self._tokens[token.head].lemma in ("in", "across", "around")

    def pair(self, i: int) -> Mention | None:
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
        index = self._scribe.sentence.index
        states: tuple[str, ...] = ()
        if means == "pair_of_people":
            states = self._discourse.pair_of_people(index)
        states = states or self._discourse.pair_of_states(index)
        if len(states) != 2:
            return None
        return self._scribe.mention(
            k, i, name=_name_of(states), states=states, sector=Sector.GOV, kind="state",
            basis="the two named earlier in the text", head=i, plural=True,
        )  # fmt: skip

    def _bare_pair(self, i: int) -> Iterator[Mention]:
        """ "The two fought", "both signed": without a noun."""
        token = self._tokens[i]
        first = i
        if lowered(token.text) == "two":
            if not i or lowered(self._tokens[i - 1].text) != "the":
                return
            first = i - 1
        follows = self._tokens[i + 1] if i + 1 < len(self._tokens) else None
        if token.dep not in _WHOLE or (follows is not None and follows.pos in _GOES_ON):
            return
        states = self._discourse.pair_of_states(self._scribe.sentence.index)
        if len(states) == 2:
            yield self._scribe.mention(
                first, i, name=_name_of(states), states=states, sector=Sector.GOV, kind="state",
                basis="the two named earlier in the text", head=i, plural=True,
            )  # fmt: skip

    def _pronoun(self, i: int, word: str) -> Iterator[Mention]:
        referent = self.antecedent(i)
        if referent is None or (not referent.states and referent.person is None):
            return
        if referent.person is not None and not referent.person.gender:
            referent.person.gender = "m" if word in _HE else "f" if word in _SHE else ""
        yield self._scribe.mention(
            i, i, name=referent.name, states=referent.states, sector=referent.sector,
            office=referent.office, kind=referent.kind, basis="pronoun", head=i,
            person=referent.person, plural=referent.plural,
        )  # fmt: skip

    def antecedent(self, i: int) -> Referent | None:
        """Whom the pronoun at token ``i`` means; None when that is not clear."""
        word, index = lowered(self._tokens[i].text), self._scribe.sentence.index
        if word in _HE or word in _SHE:
            gender = "m" if word in _HE else "f"
            return self._discourse.person(index, gender, besides=self._subject_over(i))
        if word in _IT:
            generic = any(lowered(t.text) in _EACH for t in self._tokens[:i])
            if generic or _is_expletive(self._tokens, i):
                return None
            return self._discourse.thing(index)
        if word in _THEY:
            return self._discourse.many(index)
        return None

    def _subject_over(self, i: int) -> int | None:
        """The subject of the verb whose object token ``i`` is: "him" is somebody else."""
        token = self._tokens[i]
        verb = token.head if token.dep in _OBJECTS else None
        if token.dep == "pobj":
            governor = self._tokens[token.head]
            verb = governor.head if governor.dep in ("prep", "dative", "agent") else None
        if verb is None or lowered(token.text).endswith("self"):
            return None
        return next(
            (t.i for t in self._tokens if t.head == verb and t.dep in ("nsubj", "nsubjpass")), None
        )


def _name_of(states: tuple[str, ...]) -> str:
    names = state_names()
    return " and ".join(names.get(s, s) for s in states)


def _is_expletive(tokens: tuple[Token, ...], i: int) -> bool:
    """ "It is clear that": the word stands for the clause that follows."""
    token = tokens[i]
    if token.dep == "expl":
        return True
    governor = tokens[token.head]
    # "Called it a mistake": the word stands for what was done.
    if governor.lemma in _NAMING_VERBS and token.dep in ("dobj", "nsubj") and token.i > governor.i:
        return True
    if token.dep == "nsubj" and governor.dep in ("ccomp", "oprd", "xcomp"):
        above = tokens[governor.head]
        if above.lemma in _NAMING_VERBS and above.i < token.i < governor.i:
            return governor.pos in ("NOUN", "ADJ", "PROPN")
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
