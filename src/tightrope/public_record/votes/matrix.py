"""Roll calls as one matrix, in which measures count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tightrope.records.events import VotePosition
from tightrope.records.votes import RollCall

# In order of approval, as ordinal measures need them; what is missing or absent is NONE.
NO, ABSTAIN, YES, NONE = 0, 1, 2, -1
CODES: Mapping[VotePosition, int] = {
    VotePosition.NO: NO,
    VotePosition.ABSTAIN: ABSTAIN,
    VotePosition.YES: YES,
    VotePosition.ABSENT: NONE,
}
POSITIONS = (VotePosition.NO, VotePosition.ABSTAIN, VotePosition.YES)

Integers = npt.NDArray[np.integer[Any]]
Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class VoteMatrix:
    """Positions of every state in every roll call.

    Attributes:
        roll_calls: in order of day.
        states: codes, in order.
        votes: (roll calls, states), int8: NO, ABSTAIN, YES, or NONE.
        sessions: (roll calls,), int32.
    """

    roll_calls: tuple[RollCall, ...]
    states: tuple[str, ...]
    votes: npt.NDArray[np.int8]
    sessions: npt.NDArray[np.int32]

    def column(self, state: str) -> int | None:
        """Where a state stands among the columns; None when it never voted."""
        try:
            return self.states.index(state)
        except ValueError:
            return None


def vote_matrix(roll_calls: Iterable[RollCall]) -> VoteMatrix:
    """Roll calls as a matrix, in order of day and identifier."""
    ordered = tuple(sorted(roll_calls, key=lambda r: (r.date, r.id)))
    states = tuple(sorted({state for r in ordered for state in r.states}))
    column = {state: n for n, state in enumerate(states)}
    votes = np.full((len(ordered), len(states)), NONE, np.int8)
    for n, roll_call in enumerate(ordered):
        where = [column[state] for state in roll_call.states]
        votes[n, where] = [CODES[position] for position in roll_call.positions]
    sessions = np.array([r.session for r in ordered], np.int32)
    return VoteMatrix(ordered, states, votes, sessions)
