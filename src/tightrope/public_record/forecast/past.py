"""Roll calls that a forecast may look at, and those whose votes it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tightrope.public_record.forecast.texts import Text, text_of
from tightrope.public_record.votes.matrix import NONE, POSITIONS, Floats, VoteMatrix

#: A forecast looks back so many sessions: the Assembly's questions and members change.
SESSIONS_BACK = 6


@dataclass(frozen=True, slots=True)
class Past:
    """Roll calls that are known, in whole or in part.

    Attributes:
        votes: (roll calls, states), NO, ABSTAIN, YES or NONE.
        sessions: (roll calls,).
        texts: one a roll call.
    """

    votes: npt.NDArray[np.int8]
    sessions: npt.NDArray[np.int32]
    texts: Sequence[Text]


@dataclass(frozen=True, slots=True)
class Targets:
    """Roll calls to forecast, all of one session.

    Attributes:
        session: in which they are held.
        seen: (targets, states) votes that are known already; NONE where they are not.
        texts: one a target.
        rows: (targets,) where each stands among the past, when the votes that are seen count there
            too; -1 when it does not.
    """

    session: int
    seen: npt.NDArray[np.int8]
    texts: Sequence[Text]
    rows: npt.NDArray[np.int32]


def past_of(matrix: VoteMatrix, rows: npt.NDArray[np.intp], votes: npt.NDArray[np.int8]) -> Past:
    """Some roll calls of a matrix as the past, with those of ``votes`` that may be known."""
    return Past(votes[rows], matrix.sessions[rows], [text_of(matrix.roll_calls[n]) for n in rows])


def one_hot(votes: npt.NDArray[np.int8]) -> Floats:
    """(..., 3) float32: 1 where that position was taken; all 0 where none was."""
    return np.stack([votes == k for k in range(len(POSITIONS))], axis=-1).astype(np.float32)


def is_seen(votes: npt.NDArray[np.int8]) -> Floats:
    """1 where a position is known, float32."""
    made: Floats = (votes != NONE).astype(np.float32)
    return made
