"""What similar resolutions make likely: a Gaussian process over roll calls, for all states at once.

Each position of each state is a function of the roll call with the covariance

    k(r, r') = (1/4 + 4 c(r, r')) e^(-d/8)

where d is the distance in sessions and c the cosine of the texts: a habit that fades, and likeness
of text (Rasmussen & Williams 2006, *Gaussian Processes for Machine Learning*, chapter 2). One
inverse gives the mean of what is to come and, for a roll call that is itself among the past, the
mean that all others give (their formula 5.12).
"""

from dataclasses import dataclass

import numpy as np

from tightrope.public_record.votes.matrix import Floats

_HABIT, _TEXT, _FADING_SESSIONS = 0.25, 4.0, 8.0
_NOISE = 0.25
# How a state's own votes count: by likeness to this power, and mixed with so much of the mean.
_SHARPNESS, _OWN_SESSIONS, _LEAN = 2.5, 4.0, 0.15


def covariance(likeness: Floats, distance: Floats) -> Floats:
    """Covariance of roll calls, out of cosines of texts and distance in sessions (same shapes)."""
    made: Floats = (_HABIT + _TEXT * likeness) * np.exp(-distance / _FADING_SESSIONS)
    return made.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Precedent:
    """The process given the past.

    Attributes:
        base: (states, 3) what each state does at large; the process is about departures from it.
        weights: (past, states * 3), the inverse covariance times these departures.
        without: (past, states, 3) what all other roll calls make likely for each of the past.
    """

    base: Floats
    weights: Floats
    without: Floats

    def mean(self, to_past: Floats) -> Floats:
        """(targets, states, 3) for roll calls with these covariances (targets, past)."""
        found = (to_past @ self.weights).reshape(len(to_past), *self.base.shape)
        return self.base[None] + found


def precedent(base: Floats, filled: Floats, among_past: Floats) -> Precedent:
    """Learn what the past makes likely.

    Args:
        base: (states, 3).
        filled: (past, states, 3) positions, probabilities where they are not known.
        among_past: (past, past) covariances.
    """
    n = len(filled)
    departures = (filled - base[None]).reshape(n, -1)
    inverse = np.linalg.inv(among_past + _NOISE * np.eye(n, dtype=np.float32))
    weights = inverse @ departures
    errors = (weights / np.diag(inverse)[:, None]).reshape(filled.shape)
    return Precedent(base, weights, filled - errors)


def own_votes(likeness: Floats, distance: Floats, votes: Floats, instead: Floats) -> Floats:
    """How each state itself voted on the most similar texts: (targets, states, 3).

    Args:
        likeness, distance: (targets, past): the larger cosine, and sessions apart.
        votes: (past, states, 3), zero where unknown.
        instead: (targets, states, 3) what to lean on where similar votes are few.
    """
    weight = (likeness**_SHARPNESS * np.exp(-distance / _OWN_SESSIONS)).astype(np.float32)
    summed = (weight @ votes.reshape(len(votes), -1)).reshape(instead.shape)
    total = summed.sum(axis=-1, keepdims=True)
    made: Floats = (summed + _LEAN * instead) / (total + _LEAN)
    return made
