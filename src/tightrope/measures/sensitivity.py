"""Sensitivity: what the positions would be had each weight been half or double."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
from scipy.special import ndtr

from tightrope.measures.level_model import (
    DEFAULT_PRIORS,
    Floats,
    Level,
    Priors,
    Series,
    fit_levels,
)
from tightrope.measures.observations import Kind, VotePosition, place, weigh
from tightrope.measures.periods import PERIOD_DAYS, period_index
from tightrope.measures.weights import DEFAULT_WEIGHTS, Weights
from tightrope.records.alignment import Observation, Variation
from tightrope.records.corpus import Incident

FACTORS = (0.5, 2.0)
_PLAIN = (
    "focal_acts",
    "power_acts",
    "negated",
    "positions",
    "disputed",
    "window_days",
    "deeds_in_all",
    "words_in_all",
    "votes_in_all",
    "full_intensity",
)


def variants(weights: Weights = DEFAULT_WEIGHTS) -> list[tuple[str, float, float, Weights]]:
    """Each weight halved and doubled: option, factor, new value, weights.

    A chance (``origin_doubt``) is changed in its odds, so that it stays one. A weight of nothing
    stays nothing and is passed over.
    """
    found: list[tuple[str, float, float, Weights]] = []
    for name in _PLAIN:
        value = float(getattr(weights, name))
        for f in FACTORS if value else ():
            changed: dict[str, Any] = {name: value * f}
            found.append((name, f, value * f, replace(weights, **changed)))
    for position, (modality, value) in enumerate(weights.modality):
        for f in FACTORS if value else ():
            pairs = list(weights.modality)
            pairs[position] = (modality, value * f)
            heavier = replace(weights, modality=tuple(pairs))
            found.append((f"modality {modality}", f, value * f, heavier))
    doubt = weights.origin_doubt
    if 0.0 < doubt < 1.0:
        for f in FACTORS:
            odds = f * doubt / (1.0 - doubt)
            chance = odds / (1.0 + odds)
            found.append(("origin_doubt", f, chance, replace(weights, origin_doubt=chance)))
    return found


def sensitivity(
    focal: str,
    observations: Sequence[tuple[str, tuple[Observation, ...]]],
    incidents: Iterable[Incident],
    period: str,
    weights: Weights = DEFAULT_WEIGHTS,
    priors: Priors = DEFAULT_PRIORS,
    vote_position: VotePosition | None = None,
) -> list[Variation]:
    """The joined position towards each power, and which is nearer, under other weights.

    Every weight is halved and doubled by itself; all fits are made at once, on the same periods.
    Incidents are weighed once for each kind of them, so many cost hardly more than few.

    Args:
        focal: ISO 3166-1 alpha-3 code of the state.
        observations: those of each power, as the measure took them.
        incidents: at least those that are observed; others are passed over. An observation
            without its incident (a vote of the record) keeps its own weight.
        period: that of the measure.
        weights, priors, vote_position: those of the measure.

    Returns:
        The weights as they are first, then two variations for each; powers without observations
        have no position.
    """
    seen = [(power, found) for power, found in observations if found]
    if not seen:
        return []
    numbers = [period_index(o.day, period) for _, found in seen for o in found]
    start, n_steps = min(numbers), max(numbers) - min(numbers) + 1
    observed = {o.incident_id for _, found in seen for o in found}
    behind = [i for i in incidents if i.id in observed]
    relations = [
        (power, _Relation.of(focal, power, found, behind, start, period, vote_position))
        for power, found in seen
    ]
    settings = [("", 1.0, 1.0, weights), *variants(weights)]
    series: list[Series] = []
    places: list[tuple[int, str]] = []
    for number, (_, _, _, changed) in enumerate(settings):
        for power, relation in relations:
            made = relation.series(changed)
            if made is not None:
                series.append(made)
                places.append((number, power))
    levels = fit_levels(series, n_steps, PERIOD_DAYS[period], priors)
    fitted = dict(zip(places, levels, strict=True))
    return [
        _variation(option, factor, value, [(p, fitted.get((number, p))) for p, _ in relations])
        for number, (option, factor, value, _) in enumerate(settings)
    ]


def _variation(
    option: str, factor: float, value: float, levels: Sequence[tuple[str, Level | None]]
) -> Variation:
    there = [(power, level) for power, level in levels if level is not None]
    positions = []
    for power, level in there:
        low, high = (float(end[-1]) for end in level.interval())
        positions.append((power, round(float(level.mean[-1]), 4), round(low, 4), round(high, 4)))
    nearer = tuple(
        (a, b, float(ndtr((x.mean[-1] - y.mean[-1]) / np.hypot(x.sd[-1], y.sd[-1]))))
        for (a, x), (b, y) in combinations(there, 2)
    )
    return Variation(option, factor, round(value, 4), tuple(positions), nearer)


@dataclass(frozen=True, slots=True)
class _Relation:
    """The observations towards one power, sorted by kind.

    ``of_kind`` is the number of each observation's kind. An observation that no incident stands
    behind has its own; ``given`` holds its value and weight.
    """

    steps: np.ndarray
    of_kind: np.ndarray
    kinds: tuple[Kind | Observation, ...]

    @classmethod
    def of(
        cls,
        focal: str,
        power: str,
        observations: Sequence[Observation],
        incidents: Iterable[Incident],
        start: int,
        period: str,
        vote_position: VotePosition | None,
    ) -> "_Relation":
        placed = place(incidents, focal, power, vote_position).placed
        kind_of = {p.incident_id: p.kind for p in placed}
        numbers: dict[Kind | Observation, int] = {}
        of_kind = []
        for o in observations:
            kind = kind_of.get(o.incident_id)
            key = _alike(o) if kind is None or kind.stream != o.stream else kind
            of_kind.append(numbers.setdefault(key, len(numbers)))
        steps = [period_index(o.day, period) - start for o in observations]
        return cls(np.array(steps, dtype=np.int64), np.array(of_kind), tuple(numbers))

    def series(self, weights: Weights) -> Series | None:
        """All observations joined under some weights; None when none counts."""
        values, counts = np.zeros(len(self.kinds)), np.zeros(len(self.kinds))
        for number, kind in enumerate(self.kinds):
            weighed = kind if isinstance(kind, Observation) else weigh(kind, weights)
            if not isinstance(weighed, str):
                values[number] = weighed.value
                counts[number] = weighed.weight * weights.in_all(kind.stream)
        weight: Floats = counts[self.of_kind]
        kept = weight > 0.0
        if not kept.any():
            return None
        return Series(self.steps[kept], values[self.of_kind][kept], weight[kept])


def _alike(observation: Observation) -> Observation:
    """The observation without what tells it from others of the same value and weight."""
    return replace(observation, incident_id="", day=observation.day.min, n_origins=0, why="")
