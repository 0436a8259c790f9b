"""Posture between two powers, and the gap between saying and doing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from tightrope.measures.alignment import Track
from tightrope.measures.level_model import Z90, Floats
from tightrope.measures.periods import period_bounds
from tightrope.records.alignment import Posture, SayDoGap

_SLICES = 400
_NORMAL = ndtri((np.arange(_SLICES) + 0.5) / _SLICES)


@dataclass(frozen=True, slots=True)
class Regions:
    """Where one posture ends and the next begins, on the scale of -1 to 1.

    Attributes:
        near: a power is close when the position towards it is above this, and is met with
            hostility when it is below minus this. Ordinary talks are worth .3.
        gap: how much nearer one power must be before the state leans to it.
    """

    near: float = 0.15
    gap: float = 0.2


DEFAULT_REGIONS = Regions()


def posture(first: Track, second: Track, step: int, regions: Regions = DEFAULT_REGIONS) -> Posture:
    """How a state stands between two powers in one period; see :func:`postures`."""
    return postures(first, second, regions, (step,))[0]


def postures(
    first: Track,
    second: Track,
    regions: Regions = DEFAULT_REGIONS,
    steps: Sequence[int] | None = None,
) -> list[Posture]:
    """How a state stands between two powers in every period.

    The two positions a and b are taken as independent normals with the mean and standard deviation
    of their posteriors. The plane is divided without overlap: *estranged* where both lie below
    ``-near``; otherwise *leans* to a power where its position is more than ``gap`` above the
    other's; otherwise *hedges* where their mean is above ``near``, and *aloof* where it is not.
    The probability of each region is integrated over ``a`` in slices of equal probability, exactly
    over ``b``.

    Source: this project's own operational definition of the words that the literature on hedging
    uses (Kuik 2008; Lim & Cooper 2015 on signals that are ambiguous between two powers).

    Args:
        first, second: tracks of the same state, stream and periods towards two powers.
        regions: the boundaries.
        steps: numbers of the periods within the tracks; all when not given.
    """
    chosen = np.arange(len(first.observations)) if steps is None else np.asarray(steps)
    a, sd_a = first.level.mean[chosen, None], first.level.sd[chosen, None]
    b, sd_b = second.level.mean[chosen, None], second.level.sd[chosen, None]
    slices = a + sd_a * _NORMAL

    def below(limit: Floats | float) -> Floats:
        return np.asarray(ndtr((limit - b) / sd_b))

    hostile = slices < -regions.near
    lower, upper = slices - regions.gap, slices + regions.gap
    estranged = np.where(hostile, below(-regions.near), 0.0)
    leans_first = np.where(hostile, 0.0, below(lower))
    leans_second = 1.0 - below(np.where(hostile, np.maximum(upper, -regions.near), upper))
    close = np.maximum(lower, 2.0 * regions.near - slices)
    hedges = np.where(
        ~hostile & (close < upper), below(upper) - below(np.minimum(close, upper)), 0.0
    )
    found = np.stack([p.mean(axis=1) for p in (leans_first, leans_second, hedges, estranged)])
    aloof = np.maximum(0.0, 1.0 - found.sum(axis=0))
    nearer = ndtr((a - b) / np.hypot(sd_a, sd_b))[:, 0]
    made = []
    for n, step in enumerate(chosen):
        start, end = period_bounds(first.start + int(step), first.period)
        shares = (
            (f"leans {first.power}", float(found[0, n])),
            (f"leans {second.power}", float(found[1, n])),
            ("hedges", float(found[2, n])),
            ("aloof", float(aloof[n])),
            ("estranged", float(found[3, n])),
        )
        powers = (first.power, second.power)
        made.append(Posture(first.focal, powers, start, end, shares, float(nearer[n])))
    return made


def say_do_gap(deeds: Track, words: Track, step: int) -> SayDoGap:
    """Deeds minus words towards one power in one period, with a 90 % interval on [-2, 2].

    The difference of two independent normals: mean ``d - w``, variance the sum of both.

    Args:
        deeds, words: tracks of the same relation and periods.
        step: number of the period within the tracks.
    """
    mean = float(deeds.level.mean[step] - words.level.mean[step])
    half = Z90 * float(np.hypot(deeds.level.sd[step], words.level.sd[step]))
    start, end = period_bounds(deeds.start + step, deeds.period)
    return SayDoGap(
        focal=deeds.focal,
        power=deeds.power,
        period_start=start,
        period_end=end,
        mean=round(mean, 4),
        low=round(max(-2.0, mean - half), 4),
        high=round(min(2.0, mean + half), 4),
    )
