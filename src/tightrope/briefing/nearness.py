"""Where a state stands in the triangle of three powers.

A corner is a power; the place is the mean of the corners weighted by ``(1 + position) / 2``, each
between 0 (against) and 1 (with), and scaled to sum to one (barycentric coordinates).
"""

from collections.abc import Sequence

import numpy as np

from tightrope.records.alignment import Alignment

_Z90 = 1.645
_SAMPLES = 400
_FLOOR = 1e-3

Point = tuple[float, float]


def shares(positions: Sequence[float]) -> tuple[float, ...]:
    """Nearness to each power, summing to one: ``(1 + position) / 2`` over the sum of all."""
    near = [max(_FLOOR, (1.0 + p) / 2.0) for p in positions]
    return tuple(n / sum(near) for n in near)


def place(positions: Sequence[float], corners: Sequence[Point]) -> Point:
    """The place of three positions between three corners."""
    weighed = shares(positions)
    return (
        sum(w * c[0] for w, c in zip(weighed, corners, strict=True)),
        sum(w * c[1] for w, c in zip(weighed, corners, strict=True)),
    )


def region(found: Sequence[Alignment], corners: Sequence[Point]) -> list[Point]:
    """The ellipse that holds a place with 90 %, from draws of the three positions, as points around
    it, none of them outside the triangle."""
    random = np.random.default_rng(0)
    mean = np.array([a.mean for a in found])
    sd = np.array([max(a.high - a.mean, a.mean - a.low, 1e-3) / _Z90 for a in found])
    drawn = np.clip(mean + sd * random.standard_normal((_SAMPLES, 3)), -1.0, 1.0)
    near = np.maximum(_FLOOR, (1.0 + drawn) / 2.0)
    near /= near.sum(axis=1, keepdims=True)
    places = near @ np.array(corners)
    centre, covariance = places.mean(axis=0), np.cov(places.T)
    values, vectors = np.linalg.eigh(covariance)
    turn = np.linspace(0.0, 2.0 * np.pi, 60, endpoint=False)
    # 4.605 is the 90 % point of chi-squared with two degrees of freedom.
    ring = np.stack([np.cos(turn), np.sin(turn)]) * np.sqrt(4.605 * np.maximum(values, 0))[:, None]
    points = centre + (vectors @ ring).T
    to_shares = np.linalg.inv(np.vstack([np.array(corners).T, np.ones(3)]))
    middle = to_shares @ np.append(centre, 1.0)
    reached = to_shares @ np.vstack([points.T, np.ones(len(points))])
    # Where the line from the centre to a point leaves the triangle, one share is nought.
    with np.errstate(divide="ignore", invalid="ignore"):
        limits = np.where(reached < 0.0, middle[:, None] / (middle[:, None] - reached), 1.0).min(
            axis=0
        )
    inside = centre + np.clip(limits, 0.0, 1.0)[:, None] * (points - centre)
    return [(float(x), float(y)) for x, y in inside]
