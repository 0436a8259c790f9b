"""From imported events to where every state stands towards every other.

What datasets tell of two states on one day in one event type is one observation: its value is the
mean intensity of these events over ``weights.full_intensity``; its weight follows from who acts and
from the number of distinct sources, never from the number of mentions. Only acts by organs of a
state towards another state count, so a citizen's protest is not the state's, and a raid on rebels
is no act against the state they live in. Agreements, talks and cooperation are told from both
sides; they are one act of both. See docs/methods-event-data.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tightrope.measures.level_model import DEFAULT_PRIORS, Priors, Series, fit_levels
from tightrope.measures.periods import PERIOD_DAYS, period_bounds, period_index
from tightrope.measures.weights import DEFAULT_WEIGHTS, Weights
from tightrope.public_record.event_data.sectors import OF_THE_STATE
from tightrope.records.alignment import Observation, Stream
from tightrope.records.plover import RECIPROCAL, QuadClass
from tightrope.reference.actors import states
from tightrope.store import Corpus, Writer

STREAMS = (Stream.DEEDS, Stream.WORDS, Stream.ALL)
_MATERIAL = {str(QuadClass.MATERIAL_COOPERATION), str(QuadClass.MATERIAL_CONFLICT)}
# Numbers that the model holds for one chunk of series: series, times periods, times cells.
_CHUNK_NUMBERS = 4_000_000
Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CodedObservations:
    """Observations of all ordered pairs of states, one an index; arrays of one length.

    ``focal`` and ``power`` are numbers into ``codes``; ``days`` are ordinals; ``material`` tells
    deeds from words.
    """

    codes: tuple[str, ...]
    focal: Integers
    power: Integers
    days: Integers
    material: npt.NDArray[np.bool_]
    values: Floats
    weights: Floats
    n_sources: Integers
    event_types: npt.NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.days)

    def between(self, focal: str, power: str) -> tuple[Observation, ...]:
        """Those of one relation as records, by day."""
        if focal not in self.codes or power not in self.codes:
            return ()
        at = (self.focal == self.codes.index(focal)) & (self.power == self.codes.index(power))
        rows = sorted(np.flatnonzero(at), key=lambda n: (self.days[n], self.event_types[n]))
        return tuple(
            Observation(
                incident_id=f"coded:{date.fromordinal(int(self.days[n]))}:{self.event_types[n]}",
                stream=Stream.DEEDS if self.material[n] else Stream.WORDS,
                day=date.fromordinal(int(self.days[n])),
                value=float(self.values[n]),
                weight=float(self.weights[n]),
                n_origins=int(self.n_sources[n]),
                why="imported event data",
            )
            for n in rows
        )


def coded_observations(corpus: Corpus, weights: Weights = DEFAULT_WEIGHTS) -> CodedObservations:
    """Observations of all relations of states out of the imported events of a database."""
    sectors = [str(sector) for sector in sorted(OF_THE_STATE)]
    cells = corpus.coded_cells(sectors, sectors)
    codes = tuple(sorted(state.iso3 for state in states()))
    number = {code: n for n, code in enumerate(codes)}
    actor, recipient = (_numbers(cells.column(c), number) for c in ("actor", "recipient"))
    known = (actor >= 0) & (recipient >= 0)
    actor, recipient = actor[known], recipient[known]
    days = cells.column("date").cast(pa.int32()).to_numpy()[known].astype(np.int64)
    days += date(1970, 1, 1).toordinal()
    kinds = np.array(cells.column("event_type").to_pylist(), dtype=str)[known]
    material = np.isin(np.array(cells.column("quad_class").to_pylist(), dtype=str), [*_MATERIAL])
    values = np.clip(cells.column("intensity").to_numpy() / weights.full_intensity, -1.0, 1.0)
    n_sources = cells.column("n_sources").to_numpy().astype(np.int64)[known].clip(1)
    material, values = material[known], values[known]

    mutual = np.isin(kinds, [str(kind) for kind in RECIPROCAL])
    made = (
        # Own acts, acts of the other side, and mutual ones seen from either side.
        (actor, recipient, ~mutual, weights.focal_acts, False),
        (recipient, actor, ~mutual, weights.power_acts, True),
        (actor, recipient, mutual, weights.focal_acts, False),
        (recipient, actor, mutual, weights.focal_acts, False),
    )
    parts = [
        (focal[at], power[at], days[at], material[at], values[at], np.full(at.sum(), weight),
         n_sources[at], kinds[at], np.full(at.sum(), theirs))
        for focal, power, at, weight, theirs in made
        if weight > 0.0
    ]  # fmt: skip
    joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return _one_a_day(codes, joined, weights)


def _one_a_day(
    codes: tuple[str, ...], columns: Sequence[Any], weights: Weights
) -> CodedObservations:
    """A mutual act that both sides are said to have done is one observation."""
    focal, power, days, material, values, side, n_sources, kinds, theirs = columns
    names, kind = np.unique(kinds, return_inverse=True)
    order = np.lexsort((theirs, kind, days, power, focal))
    keys = np.stack([focal, power, days, kind, theirs.astype(np.int64)])[:, order]
    starts = np.ones(len(order), dtype=bool)
    if len(order):
        starts[1:] = (keys[:, 1:] != keys[:, :-1]).any(axis=0)
    first = np.flatnonzero(starts)
    counts = np.diff(np.append(first, len(order)))
    sources = np.maximum.reduceat(n_sources[order], first) if len(first) else n_sources
    mean = np.add.reduceat(values[order], first) / counts if len(first) else values
    at = order[first]
    certain = 1.0 - weights.origin_doubt ** sources.astype(np.float64)
    return CodedObservations(
        codes=codes,
        focal=focal[at],
        power=power[at],
        days=days[at],
        material=material[at].astype(bool),
        values=mean,
        weights=np.minimum(side[at], 1.0) * certain,
        n_sources=sources,
        event_types=names[kind[at]] if len(names) else np.empty(0, dtype=str),
    )


def measure_coded(
    observations: CodedObservations,
    period: str = "month",
    weights: Weights = DEFAULT_WEIGHTS,
    priors: Priors = DEFAULT_PRIORS,
) -> pa.Table:
    """Position of every state towards every other, in the columns of ``coded_alignment``.

    Each relation and stream gets the local-level model of :mod:`tightrope.measures.level_model`,
    over its own periods from the first to the last with an observation; relations of one length
    are fitted together.

    Args:
        observations: of all relations.
        period: as in :func:`tightrope.measures.alignment.align`.
        weights, priors: options of the measure and of the model.
    """
    share = {Stream.DEEDS: weights.deeds_in_all, Stream.WORDS: weights.words_in_all}
    steps = _steps(observations.days, period)
    found: list[tuple[Integers, Stream]] = []
    relation = observations.focal * len(observations.codes) + observations.power
    for stream in STREAMS:
        at = np.ones(len(relation), dtype=bool)
        if stream is not Stream.ALL:
            at = observations.material == (stream is Stream.DEEDS)
        rows = np.flatnonzero(at)
        rows = rows[np.argsort(relation[rows], kind="stable")]
        cuts = np.flatnonzero(np.diff(relation[rows])) + 1
        found += [(group, stream) for group in np.split(rows, cuts) if len(group)]
    in_all = np.where(observations.material, share[Stream.DEEDS], share[Stream.WORDS])
    by_length: dict[int, list[tuple[Integers, Stream]]] = {}
    for rows, stream in found:
        length = int(steps[rows].max() - steps[rows].min()) + 1
        by_length.setdefault(length, []).append((rows, stream))
    pieces = []
    cells = priors.cells[0] * priors.cells[1]
    for n_steps, group in sorted(by_length.items()):
        size = max(1, _CHUNK_NUMBERS // (n_steps * cells))
        for start in range(0, len(group), size):
            chunk = group[start : start + size]
            series = [
                Series(
                    steps[rows] - steps[rows].min(),
                    observations.values[rows],
                    observations.weights[rows] * (in_all[rows] if stream is Stream.ALL else 1.0),
                )
                for rows, stream in chunk
            ]
            levels = fit_levels(series, n_steps, PERIOD_DAYS[period], priors)
            pieces += [
                _rows_of(observations, rows, stream, s, level, int(steps[rows].min()), period)
                for (rows, stream), s, level in zip(chunk, series, levels, strict=True)
            ]
    return _table(pieces)


def _rows_of(
    observations: CodedObservations,
    rows: Integers,
    stream: Stream,
    series: Series,
    level: Any,
    start: int,
    period: str,
) -> dict[str, list[Any]]:
    n = len(level.mean)
    low, high = level.interval()
    bounds = [period_bounds(start + step, period) for step in range(n)]
    return {
        "focal": [observations.codes[observations.focal[rows[0]]]] * n,
        "power": [observations.codes[observations.power[rows[0]]]] * n,
        "period_start": [first for first, _ in bounds],
        "period_end": [last for _, last in bounds],
        "stream": [str(stream)] * n,
        "mean": np.round(level.mean, 4).tolist(),
        "low": np.round(low, 4).tolist(),
        "high": np.round(high, 4).tolist(),
        "n_observations": np.bincount(series.steps, minlength=n).tolist(),
    }


_SCHEMA = pa.schema(
    [
        ("focal", pa.string()),
        ("power", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("stream", pa.string()),
        ("mean", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("n_observations", pa.int32()),
    ]
)


def _table(pieces: Sequence[dict[str, list[Any]]]) -> pa.Table:
    columns = {
        field.name: pa.array([v for piece in pieces for v in piece[field.name]], field.type)
        for field in _SCHEMA
    }
    table = pa.table(columns, schema=_SCHEMA)
    return table.sort_by([(c, "ascending") for c in ("focal", "power", "stream", "period_start")])


def keep_coded_alignment(writer: Writer, period: str = "month") -> int:
    """Measure all imported events anew and keep the result; returns the number of relations."""
    observations = coded_observations(writer.corpus)
    table = measure_coded(observations, period)
    with writer.batch():
        writer.replace_coded_alignment(table)
    relation = observations.focal * len(observations.codes) + observations.power
    return len(np.unique(relation))


def _steps(days: Integers, period: str) -> Integers:
    distinct, which = np.unique(days, return_inverse=True)
    found = [period_index(date.fromordinal(int(day)), period) for day in distinct]
    return np.array(found, dtype=np.int64)[which]


def _numbers(column: Any, number: dict[str, int]) -> Integers:
    encoded = column.combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    known = np.array([number.get(v, -1) for v in encoded.dictionary.to_pylist()] or [-1], np.int64)
    found: Integers = known[encoded.indices.to_numpy()]
    return found
