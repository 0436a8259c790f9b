"""Alignment: the position of a state towards a power, by stream and period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tightrope.errors import UsageError
from tightrope.measures.level_model import DEFAULT_PRIORS, Level, Priors, Series, fit_levels
from tightrope.measures.periods import PERIOD_DAYS, period_bounds, period_index
from tightrope.measures.weights import DEFAULT_WEIGHTS, Weights
from tightrope.records.alignment import Alignment, Observation, Stream

STREAMS = (Stream.DEEDS, Stream.WORDS, Stream.VOTES)


@dataclass(frozen=True, slots=True)
class Track:
    """One relation in one stream over consecutive periods: its level and what it rests on.

    ``observations`` holds those of each period; ``start`` is the number of the first period.
    """

    focal: str
    power: str
    stream: Stream
    period: str
    start: int
    level: Level
    observations: tuple[tuple[Observation, ...], ...]

    def alignments(self) -> list[Alignment]:
        """The track as records, one a period."""
        lows, highs = self.level.interval()
        found = []
        for step, seen in enumerate(self.observations):
            first, last = period_bounds(self.start + step, self.period)
            found.append(
                Alignment(
                    focal=self.focal,
                    power=self.power,
                    period_start=first,
                    period_end=last,
                    stream=self.stream,
                    mean=round(float(self.level.mean[step]), 4),
                    low=round(float(lows[step]), 4),
                    high=round(float(highs[step]), 4),
                    n_incidents=len(seen),
                    n_origins=sum(o.n_origins for o in seen),
                    incident_ids=tuple(o.incident_id for o in seen),
                    sd=round(float(self.level.sd[step]), 4),
                )
            )
        return found


def align(
    focal: str,
    power: str,
    observations: Iterable[Observation],
    period: str = "month",
    weights: Weights = DEFAULT_WEIGHTS,
    priors: Priors = DEFAULT_PRIORS,
) -> list[Alignment]:
    """Position of ``focal`` towards ``power`` in every period and stream in which it is observed.

    The local-level model of :mod:`tightrope.measures.level_model`, once for each stream (deeds,
    words, votes) and once for all observations together, in which words and votes weigh less
    (``weights.words_in_all``). A stream without observations has no rows: nothing is known of it.

    Args:
        focal, power: ISO 3166-1 alpha-3 codes.
        observations: of this relation (:func:`tightrope.measures.observations.observe`).
        period: ``day``, ``week``, ``month``, ``quarter`` or ``year``.
        weights: options of the measure.
        priors: of the model.

    Returns:
        Records by stream and period, from the first to the last period with an observation;
        90 % intervals.

    Raises:
        UsageError: for an unknown period.
    """
    tracks = follow(focal, {power: tuple(observations)}, period, weights, priors)
    return [alignment for track in tracks for alignment in track.alignments()]


def follow(
    focal: str,
    observations: dict[str, tuple[Observation, ...]],
    period: str = "month",
    weights: Weights = DEFAULT_WEIGHTS,
    priors: Priors = DEFAULT_PRIORS,
    through: date | None = None,
) -> list[Track]:
    """Fit all streams of all relations of a state at once, on the same periods.

    Args:
        focal: ISO 3166-1 alpha-3 code.
        observations: those of each power.
        period, weights, priors: as in :func:`align`.
        through: a day up to which the periods run, however long ago the last observation was.

    Returns:
        Tracks by power (in the order given) and stream (deeds, words, votes, all).
    """
    if period not in PERIOD_DAYS:
        raise UsageError(f"period is '{period}'; it must be one of {', '.join(PERIOD_DAYS)}.")
    numbers = [period_index(o.day, period) for seen in observations.values() for o in seen]
    if not numbers:
        return []
    last = max(numbers) if through is None else max(*numbers, period_index(through, period))
    start, n_steps = min(numbers), last - min(numbers) + 1
    named: list[tuple[str, Stream, list[Observation]]] = []
    for power, seen in observations.items():
        ordered = sorted(seen, key=lambda o: (o.day, o.incident_id, o.value, o.weight))
        streams = [(s, [o for o in ordered if o.stream == s]) for s in STREAMS]
        streams.append((Stream.ALL, _joined(ordered, weights)))
        named.extend((power, stream, found) for stream, found in streams if found)
    levels = fit_levels(
        [_series(found, start, period) for _, _, found in named],
        n_steps,
        PERIOD_DAYS[period],
        priors,
    )
    return [
        Track(focal, power, stream, period, start, level, _by_step(found, start, n_steps, period))
        for (power, stream, found), level in zip(named, levels, strict=True)
    ]


def _joined(observations: Sequence[Observation], weights: Weights) -> list[Observation]:
    # Written out: there may be tens of thousands, and replacing fields by name takes five times as
    # long.
    share = {stream: weights.in_all(stream) for stream in {o.stream for o in observations}}
    return [
        Observation(
            o.incident_id, o.stream, o.day, o.value, o.weight * share[o.stream], o.n_origins, o.why
        )
        for o in observations
        if o.weight * share[o.stream] > 0.0
    ]


def _series(observations: Sequence[Observation], start: int, period: str) -> Series:
    return Series(
        steps=np.array([period_index(o.day, period) - start for o in observations], dtype=np.int64),
        values=np.array([o.value for o in observations]),
        weights=np.array([o.weight for o in observations]),
    )


def _by_step(
    observations: Sequence[Observation], start: int, n_steps: int, period: str
) -> tuple[tuple[Observation, ...], ...]:
    steps: list[list[Observation]] = [[] for _ in range(n_steps)]
    for observation in observations:
        steps[period_index(observation.day, period) - start].append(observation)
    return tuple(tuple(step) for step in steps)
