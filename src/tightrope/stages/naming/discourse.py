"""Who can be meant by "he", "it", "the minister", "the two countries": the thread of a text.

An antecedent is taken only when it is clear: the subject of the clause or sentence before, or the
only candidate. What stays unclear stays open.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from tightrope.records.actors import Sector
from tightrope.stages.naming.persons import Person

_SENTENCES_BACK = 2
_PAIR_SENTENCES_BACK = 4
_INANIMATE = frozenset({"state", "organisation", "institution"})
_ONE_COMMA = 2
_OFTEN = 2
_WRITTEN_THERE = 3
"""So many namings it is worth that a report was written in the state."""
# Powers and organisations come up in texts about everybody, and go by name there ("Washington",
# "the Kremlin", "Brussels"); the state whose government is just "the government" is another one
# unless they are named far more often.
_POWERS = frozenset({"USA", "CHN", "RUS", "GBR", "FRA"})
_POWER_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Referent:
    """Something named at a place of the text, as a later word may take it up."""

    states: tuple[str, ...]
    name: str
    kind: str
    sector: Sector
    sentence: int
    token: int
    subject: bool = False
    plural: bool = False
    adjectival: bool = False
    office: str = ""
    person: Person | None = None
    coordination: int = -1


class Discourse:
    """Referents in the order of the text, and the state that the text is about."""

    def __init__(
        self,
        counts: dict[str, int],
        outlet_state: tuple[str, ...] = (),
        first_named: Sequence[str] = (),
        at: Collection[str] = (),
        organisations: frozenset[str] = frozenset(),
    ) -> None:
        """Begin with what is known before the text is read.

        Args:
            counts: how often each state is named in it.
            outlet_state: where its outlet is at home.
            first_named: its states in the order in which they are first named.
            at: the states of the place from which it is reported.
            organisations: which of the counted are organisations.
        """
        self._referents: list[Referent] = []
        self.home = _home(counts, first_named, at, organisations) or outlet_state
        self.outlets: list[tuple[str, tuple[str, ...]]] = []

    def note(self, referent: Referent) -> None:
        """Put ``referent`` at the end of the thread."""
        self._referents.append(referent)

    def _near(self, sentence: int, accept: Callable[[Referent], bool]) -> list[Referent]:
        found = []
        for referent in reversed(self._referents):
            if sentence - referent.sentence > _SENTENCES_BACK:
                break
            if accept(referent):
                found.append(referent)
        return found

    def person(self, sentence: int, gender: str, besides: int | None = None) -> Referent | None:
        """The person that "he" or "she" means; not the one named at token ``besides``."""
        other = next(
            (
                r.person
                for r in reversed(self._referents)
                if (r.sentence, r.token) == (sentence, besides) and r.person is not None
            ),
            None,
        )

        def fits(referent: Referent) -> bool:
            person = referent.person
            if person is not None and person is other:
                return False
            return person is not None and person.gender in ("", gender) and not referent.adjectival

        near = self._near(sentence, fits)
        if not near:
            return None
        latest = near[0].sentence
        if latest == sentence:
            here = [r for r in near if r.sentence == sentence]
            distinct = {id(r.person) for r in here}
            if len(distinct) == 1:
                return here[0]
            subjects = [r for r in here if r.subject]
            certain = [r for r in here if r.person is not None and r.person.gender == gender]
            if len({id(r.person) for r in certain}) == 1:
                return certain[0]
            return subjects[-1] if len({id(r.person) for r in subjects}) == 1 else None
        there = [r for r in near if r.sentence == latest]
        if len({id(r.person) for r in there}) == 1:
            return there[0]
        subjects = [r for r in there if r.subject]
        return subjects[-1] if len({id(r.person) for r in subjects}) == 1 else None

    def thing(self, sentence: int) -> Referent | None:
        """The state, organisation or institution that "it" or "its" means."""
        near = self._near(
            sentence, lambda r: r.kind in _INANIMATE and not r.adjectival and len(r.states) < 2
        )
        for back in range(_SENTENCES_BACK):
            there = [r for r in near if sentence - r.sentence == back]
            if not there:
                continue
            subjects = [r for r in there if r.subject]
            for choice in (subjects, there):
                if len({(r.states, r.kind == "state") for r in choice}) == 1:
                    return choice[0]
            if subjects and back == 0:
                return subjects[0]
            return None
        return None

    def many(self, sentence: int) -> Referent | None:
        """Those that "they" means: several states or people named together."""
        near = self._near(sentence, lambda r: r.plural and not r.adjectival)
        for back in range(_SENTENCES_BACK):
            there = [r for r in near if sentence - r.sentence == back]
            subjects = [r for r in there if r.subject]
            for choice in (subjects, there):
                if len({(r.name, r.states) for r in choice}) == 1:
                    return choice[0]
            if there:
                return None
        return self._subjects_together(sentence)

    def _subjects_together(self, sentence: int) -> Referent | None:
        """Two states that are the subject together ("Chad and Sudan signed")."""
        states = self._named_together(sentence)
        latest = next((r for r in reversed(self._referents) if r.states), None)
        if not states or latest is None or sentence - latest.sentence > 1:
            return None
        acting = any(r.subject and r.states == states[:1] for r in self._referents[-4:])
        if not acting:
            return None
        return replace(latest, states=states, name=" and ".join(states), kind="state", person=None)

    def office(self, office: str, sector: Sector) -> Referent | None:
        """The person introduced before whose office "the minister" names."""
        for referent in reversed(self._referents):
            person = referent.person
            if person is None or not person.office or referent.adjectival:
                continue
            held = person.office
            if held == office or (held.endswith(" " + office) and not held.startswith("former ")):
                return referent
        return None

    def institution(self, name: str) -> Referent | None:
        """The institution named before that "the ministry" takes up."""
        for referent in reversed(self._referents):
            if referent.kind == "institution" and referent.states and not referent.plural:
                words = referent.name.lower().split()
                if words and words[-1] == name.split()[-1]:
                    return referent
        return None

    def organisation(self) -> Referent | None:
        """The organisation that "the bloc" means: the last one named."""
        for referent in reversed(self._referents):
            if referent.kind == "organisation" and referent.sector is Sector.IGO:
                return referent
        return None

    def other_state(self, own: str, sentence: int) -> tuple[str, ...]:
        """The one state beside ``own`` that is spoken of near by; nothing when there are more."""
        near = self._near(sentence, lambda r: r.kind == "state" and len(r.states) == 1)
        others = {r.states for r in near if r.states != (own,)}
        return others.pop() if len(others) == 1 else ()

    def pair_of_states(self, sentence: int) -> tuple[str, ...]:
        """The two states that "the two countries" are; nothing when they are not just two."""
        together = self._named_together(sentence)
        if together:
            return together
        partner = self._partner()
        if partner:
            return (*self.home, partner)
        found: list[str] = []
        current = None
        for referent in reversed(self._referents):
            if sentence - referent.sentence > _PAIR_SENTENCES_BACK:
                break
            if referent.sentence != current and len(found) >= 2:
                break
            current = referent.sentence
            for state in reversed(referent.states):
                if state not in found and (
                    referent.kind == "state" or referent.sector in _OFFICIAL
                ):
                    found.append(state)
        return tuple(reversed(found)) if len(found) == 2 else ()

    def _partner(self) -> str:
        """The state that a text about one state deals with besides: clearly the most named."""
        if not self.home:
            return ""
        named = Counter(
            state
            for r in self._referents
            if r.kind != "outlet" and len(r.states) == 1
            for state in r.states
            if state != self.home[0]
        )
        first = named.most_common(2)
        if not first or first[0][1] < _OFTEN:
            return ""
        return first[0][0] if len(first) == 1 or first[0][1] > first[1][1] else ""

    def _named_together(self, sentence: int) -> tuple[str, ...]:
        """Two states in one coordination ("Chad and Sudan"), in the nearest sentence with one."""
        groups: dict[tuple[int, int], list[Referent]] = {}
        for referent in reversed(self._referents):
            if sentence - referent.sentence > _SENTENCES_BACK:
                break
            if referent.states and referent.coordination >= 0 and len(referent.states) == 1:
                groups.setdefault((referent.sentence, referent.coordination), []).append(referent)
        for (index, _), group in groups.items():
            states = dict.fromkeys(r.states[0] for r in reversed(group))
            first = min(r.token for r in group)
            beside = {
                state
                for r in self._referents
                if r.sentence == index and not r.adjectival and r.kind == "state"
                # A third one before them, as in a list whose first part was read apart.
                if r.subject or 0 < first - r.token <= _ONE_COMMA
                for state in r.states
            }
            if len(states) == 2 and beside <= set(states):
                return tuple(states)
        return ()

    def pair_of_people(self, sentence: int) -> tuple[str, ...]:
        """The states of the last two people named, when they serve two states."""
        people: dict[str, tuple[str, ...]] = {}
        for referent in reversed(self._referents):
            if sentence - referent.sentence > _PAIR_SENTENCES_BACK or len(people) == 2:
                break
            if referent.person is not None:
                people.setdefault(referent.person.name, referent.states)
        states = tuple(dict.fromkeys(s for codes in reversed(people.values()) for s in codes))
        return states if len(people) == 2 and len(states) == 2 else ()

    def country(self, sentence: int) -> tuple[str, ...]:
        """The state that "the country" means."""
        near = self._near(
            sentence,
            lambda r: bool(r.states) and (r.kind == "state" or r.person is not None),
        )
        for back in (0, 1):
            there = [r for r in near if sentence - r.sentence == back and not r.adjectival]
            if self.home and any(self.home[0] in r.states for r in near):
                return self.home
            for choice in ([r for r in there if r.subject], there):
                if len({r.states for r in choice}) == 1 and len(choice[0].states) == 1:
                    return choice[0].states
            if there:
                break
        return self.home

    def speaking(self, sentence: int) -> tuple[str, ...]:
        """For whom an unnamed official speaks: the state whose body or people were the subject
        last, within this sentence or the one before; nothing when there were several."""
        near = self._near(
            sentence,
            lambda r: len(r.states) == 1 and not r.adjectival
            and (r.kind == "state" or r.sector in _OFFICIAL),
        )  # fmt: skip
        for back in (0, 1):
            subjects = {r.states for r in near if r.subject and sentence - r.sentence == back}
            if subjects:
                return subjects.pop() if len(subjects) == 1 else ()
        return ()

    def one_of(self, candidates: frozenset[str]) -> tuple[str, ...]:
        """The state that "the kingdom" means: the one such state named, else the text's own."""
        if self.home and self.home[0] in candidates:
            return self.home
        named = {r.states for r in self._referents if len(r.states) == 1} & {
            (c,) for c in candidates
        }
        return named.pop() if len(named) == 1 else ()

    def own_state(self, sentence: int) -> tuple[str, ...]:
        """The state whose government "the government" is."""
        if self.home:
            return self.home
        near = self._near(sentence, lambda r: bool(r.states) and r.sector in _OFFICIAL)
        for back in (0, 1):
            there = [r for r in near if sentence - r.sentence == back and not r.adjectival]
            if back and self.home:
                return self.home
            for choice in ([r for r in there if r.subject], there):
                states = {s for r in choice for s in r.states}
                if len(states) == 1:
                    return (next(iter(states)),)
            if there:
                break
        return self.home


_OFFICIAL = frozenset({Sector.GOV, Sector.MIL, Sector.SPY, Sector.LEG})


def _home(
    counts: dict[str, int],
    first_named: Sequence[str],
    at: Collection[str],
    organisations: frozenset[str],
) -> tuple[str, ...]:
    """The state that a text is about, or nothing when none is named often enough."""
    if len(counts) == 1 and max(counts.values()) > 1:
        return tuple(counts)

    def weight(state: str) -> float:
        if state in organisations:
            return counts[state] * _POWER_SHARE
        if state in _POWERS:
            return counts[state] * (1 if state in at else _POWER_SHARE)
        return counts[state] + _WRITTEN_THERE * (state in at)

    often = [s for s in first_named if counts.get(s, 0) >= _OFTEN]
    # Of two that weigh as much it is the one with which the text opens.
    best = max(often, key=weight, default=None)
    return (best,) if best is not None else ()
