"""The narrow gate of fast reading: only what can hold an act or words between states.

General news names its own state in every paragraph and mostly tells what happens at home. Here a
sentence is read when it names a state that is not the one the text is about most. A text in which
such sentences are many is about relations, and in it every sentence that names a state is read,
and what follows one by taking somebody up ("They signed on Monday"). A text that names one state
only is not read at all.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from tightrope.language.gate import MUCH_LOCAL_NEWS, takes_up
from tightrope.reference.actors import common_surnames, load_actors
from tightrope.reference.offices import all_terms
from tightrope.reference.own_actors import kept

RELATIONS_SHARE = 0.4
"""Of the sentences that name a state, from which share on that name another than the text's own
the text is about relations between states."""
_SHORTEST_IN_CAPITALS = 4


class StateGate:
    """Which sentences name the states of a text; immutable, safe to share between threads."""

    def __init__(self) -> None:
        names: dict[str, tuple[str, ...]] = {}
        for written, states in _names():
            names.setdefault(written, states)
        self._states = list(names.values())
        self._automaton = AhoCorasick(
            list(names),
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )

    def states_in(self, text: str) -> frozenset[str]:
        """Codes of the states and their organisations that a sentence names."""
        found: set[str] = set()
        for number, start, end in self._automaton.find_matches_as_indexes(text.replace("’", "'")):
            if start and text[start - 1].isalnum():
                continue
            if end < len(text) and text[end].isalnum():
                continue
            found.update(self._states[number])
        return frozenset(found)

    def select(self, sentences: Sequence[str]) -> list[bool]:
        """For the sentences of one text in order, which ones can tell of states and each other."""
        named = [self.states_in(text) for text in sentences]
        counts = Counter(state for states in named for state in states)
        if len(counts) < 2:
            return [False] * len(sentences)
        home = max(counts, key=lambda state: (counts[state], state))
        abroad = [bool(states - {home}) for states in named]
        if sum(abroad) < RELATIONS_SHARE * sum(map(bool, named)):
            return abroad
        passed: list[bool] = []
        for text, states in zip(sentences, named, strict=True):
            follows = bool(passed) and passed[-1]
            passed.append(bool(states) or (follows and takes_up(text)))
        return passed


def _names() -> Iterator[tuple[str, tuple[str, ...]]]:
    for actor in load_actors():
        local = actor.form == "city" and actor.states[0] in MUCH_LOCAL_NEWS
        if actor.kind == "outlet" or local:
            continue
        # Longer names that hold a state's and mean none ("New Mexico") match first, with no state.
        states = () if actor.kind == "place" else actor.states
        written = actor.written.replace("’", "'")
        yield written, states
        if len(written) >= _SHORTEST_IN_CAPITALS:
            yield written.upper(), states
    rare = common_surnames()
    for term in all_terms():
        last = term.name.split()[-1]
        for name in (term.name, *term.aliases, last):
            if name.casefold() not in rare:
                yield name, (term.iso3,)


@kept
def state_gate() -> StateGate:
    """The narrow gate of this process, built at first use."""
    return StateGate()
