"""How a state stands among three or more powers at once."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy.special import ndtri

from tightrope.measures.alignment import Track
from tightrope.measures.level_model import Floats
from tightrope.measures.periods import period_bounds
from tightrope.measures.posture import DEFAULT_REGIONS, Regions
from tightrope.records.alignment import Stance

_POINTS = 16384


def stance(tracks: Sequence[Track], step: int, regions: Regions = DEFAULT_REGIONS) -> Stance:
    """The posture of a state among several powers in one period.

    The regions of :func:`tightrope.measures.posture.posture` with more than two powers:
    *estranged* where all positions lie below ``-near``; otherwise *leans* to the power whose
    position is more than ``gap`` above every other; otherwise *hedges* where the mean of the two
    highest is above ``near``, and *aloof* where it is not. For two powers both agree.

    Positions are independent normals. The probabilities are integrated over 16,384 points spread
    evenly over the unit cube by the additive recurrence of the generalised golden ratio (Roberts
    2018, "The unreasonable effectiveness of quasirandom sequences"); no chance is involved.

    Args:
        tracks: of the same state, stream and periods, one for each power.
        step: number of the period within the tracks.
        regions: the boundaries.
    """
    mean = np.array([float(t.level.mean[step]) for t in tracks])
    sd = np.array([float(t.level.sd[step]) for t in tracks])
    drawn = mean + sd * _normal_points(len(tracks))
    ordered = np.sort(drawn, axis=1)
    nearest = drawn.argmax(axis=1)
    top, second = ordered[:, -1], ordered[:, -2]
    estranged = top < -regions.near
    leans = ~estranged & (top - second > regions.gap)
    hedges = ~estranged & ~leans & ((top + second) / 2.0 > regions.near)
    aloof = ~estranged & ~leans & ~hedges
    first = tracks[0]
    start, end = period_bounds(first.start + step, first.period)
    powers = tuple(t.power for t in tracks)
    return Stance(
        focal=first.focal,
        powers=powers,
        period_start=start,
        period_end=end,
        shares=(
            *((f"leans {p}", _share(leans & (nearest == n))) for n, p in enumerate(powers)),
            ("hedges", _share(hedges)),
            ("aloof", _share(aloof)),
            ("estranged", _share(estranged)),
        ),
        nearest=tuple((p, _share(nearest == n)) for n, p in enumerate(powers)),
    )


def _share(hits: np.ndarray) -> float:
    return float(hits.mean())


@lru_cache(maxsize=8)
def _normal_points(dimensions: int) -> Floats:
    """Standard normal points, shape (points, dimensions)."""
    ratio = 2.0
    for _ in range(64):  # the positive root of x^(d+1) = x + 1
        ratio = (1.0 + ratio) ** (1.0 / (dimensions + 1))
    steps = ratio ** -np.arange(1.0, dimensions + 1)
    uniform = (0.5 + np.arange(1, _POINTS + 1)[:, None] * steps) % 1.0
    return np.asarray(ndtri(uniform.clip(1e-9, 1.0 - 1e-9)))
