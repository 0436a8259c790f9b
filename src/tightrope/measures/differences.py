"""Two states side by side: how much nearer one is to a power than the other."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from scipy.special import ndtr

from tightrope.measures.level_model import Z90
from tightrope.measures.standing import Standing
from tightrope.records.alignment import Alignment, Difference, Stream


def latest(standing: Standing) -> dict[tuple[str, Stream], Alignment]:
    """The position of the last period for each power and stream."""
    ordered = sorted(standing.alignments, key=lambda a: a.period_end)
    return {(a.power, Stream(a.stream)): a for a in ordered}


def differences(standings: Sequence[Standing]) -> list[Difference]:
    """The difference of the last positions of every two states, for each power and stream.

    Positions are independent normals, so the difference has the mean ``a - b`` and the variance
    of both. States that acted together share incidents and so err together; the difference is
    then surer than it is said to be.

    Args:
        standings: measured for the same powers, with the same last period.

    Returns:
        By pair of states, power and stream, where both have a position.
    """
    found: list[Difference] = []
    for one, other in combinations(standings, 2):
        firsts, seconds = latest(one), latest(other)
        for key, a in firsts.items():
            b = seconds.get(key)
            if b is None or not (_sd(a) and _sd(b)):
                continue
            mean, sd = a.mean - b.mean, float(np.hypot(_sd(a), _sd(b)))
            found.append(
                Difference(
                    first=one.focal,
                    second=other.focal,
                    power=a.power,
                    stream=Stream(a.stream),
                    mean=round(mean, 4),
                    low=round(max(-2.0, mean - Z90 * sd), 4),
                    high=round(min(2.0, mean + Z90 * sd), 4),
                    probability=round(float(ndtr(mean / sd)), 4),
                )
            )
    return found


def _sd(a: Alignment) -> float:
    """Standard deviation of a position; that of agreement on votes is read from its interval."""
    return a.sd or (a.high - a.low) / (2.0 * Z90)
