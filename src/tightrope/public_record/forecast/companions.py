"""What votes that are seen already on a roll call tell of the others on it.

Three ways, each with its own strength:

- **companions**: how states depart together from what the text makes likely. The departures of past
  roll calls give a covariance of states; those seen on this one give the rest by the conditional
  mean of a normal distribution (kriging; Rasmussen & Williams 2006, formula 2.19).
- **neighbours**: the votes of the states that agreed most with this one lately.
- **alike**: this state's votes on the roll calls on which the states that are seen voted as here.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from tightrope.public_record.votes.matrix import Floats, Integers

_NOISE_SHARE, _LEAST_NOISE = 0.15, 0.02
_NEIGHBOUR_POWER, _ALIKE_POWER = 12.0, 32.0


@dataclass(frozen=True, slots=True)
class Companions:
    """How states depart together.

    Attributes:
        covariance: (states, states).
        scale: (states,) square root of the votes that each state's part rests on, with fading.
    """

    covariance: Floats
    scale: Floats

    def without(self, departures: Floats, weight: float) -> Floats:
        """The covariance as it were without one roll call (states, 3) of that weight."""
        scaled = departures / self.scale[:, None]
        found: Floats = self.covariance - weight * (scaled @ scaled.T)
        return found


def companions(departures: Floats, seen: Floats, weights: Floats) -> Companions:
    """Learn how states depart together, all three positions pooled.

    Args:
        departures: (past, states, 3), zero where no vote is known.
        seen: (past, states), 1 where one is.
        weights: (past,) of each roll call.
    """
    scale = np.sqrt(np.maximum((seen * weights[:, None]).sum(axis=0), 1e-3))
    found = sum(
        (departures[:, :, k] * weights[:, None]).T @ departures[:, :, k]
        for k in range(departures.shape[2])
    )
    return Companions((found / np.outer(scale, scale)).astype(np.float32), scale)


def conditional(covariance: Floats, departures: Floats, seen: Floats) -> Floats:
    """(states, 3) departures that those which are seen make likely; zero for the seen ones.

    Args:
        covariance: (states, states).
        departures: (states, 3).
        seen: (states,), 1 where the vote is known.
    """
    known, open_ = np.flatnonzero(seen > 0), np.flatnonzero(seen == 0)
    made = np.zeros_like(departures)
    if not len(known) or not len(open_):
        return made
    variance = np.maximum(np.diag(covariance), 0.0)
    noise = _NOISE_SHARE * variance + _LEAST_NOISE * variance.mean() + 1e-5
    inner = covariance[np.ix_(known, known)] + np.diag(noise[known])
    solved = cho_solve(cho_factor(inner, check_finite=False), departures[known], check_finite=False)
    made[open_] = covariance[np.ix_(open_, known)] @ solved
    return made


def agreement(votes: Floats, seen: Floats, weights: Floats) -> Floats:
    """(states, states) weight of one state's vote for another: the share of equal votes, raised.

    Args:
        votes: (past, states, 3), zero where unknown.
        seen, weights: as in :func:`companions`.
    """
    same = sum(
        (votes[:, :, k] * weights[:, None]).T @ votes[:, :, k] for k in range(votes.shape[2])
    )
    both = (seen * weights[:, None]).T @ seen
    found: Floats = (((same + 1.0) / (both + 2.0)) ** _NEIGHBOUR_POWER).astype(np.float32)
    np.fill_diagonal(found, 0.0)
    return found


def of_neighbours(agreed: Floats, votes: Floats, instead: Floats) -> Floats:
    """(targets, states, 3) shares of positions among neighbours that are seen on a roll call.

    Args:
        agreed: of :func:`agreement`.
        votes: (targets, states, 3) that are seen, else zero.
        instead: (targets, states, 3) for a state without neighbours.
    """
    summed = np.matmul(agreed[None], votes)
    total = summed.sum(axis=-1, keepdims=True)
    made: Floats = (summed + 1e-4 * instead) / (total + 1e-4)
    return made


def on_roll_calls_alike(
    votes: Floats, past: Floats, fading: Floats, own_rows: Integers, instead: Floats
) -> Floats:
    """(targets, states, 3) positions on past roll calls on which the seen states voted as here.

    Args:
        votes: (targets, states, 3) that are seen, else zero.
        past: (past, states, 3), zero where unknown.
        fading: (past,) weights of time.
        own_rows: (targets,) row of each target among the past, which does not count; or -1.
        instead: (targets, states, 3) where there is no such roll call.
    """
    flat_votes, flat_past = votes.reshape(len(votes), -1), past.reshape(len(past), -1)
    same = flat_votes @ flat_past.T
    both = votes.sum(axis=-1) @ past.sum(axis=-1).T
    weight = ((same + 0.5) / (both + 1.0)) ** _ALIKE_POWER * fading[None]
    inside = np.flatnonzero(own_rows >= 0)
    weight[inside, own_rows[inside]] = 0.0
    weight /= np.maximum(weight.max(axis=1, keepdims=True), 1e-30)
    summed = (weight.astype(np.float32) @ flat_past).reshape(instead.shape)
    total = summed.sum(axis=-1, keepdims=True)
    made: Floats = (summed + 0.1 * instead) / (total + 0.1)
    return made
