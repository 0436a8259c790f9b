"""Event datasets: speed of import, actors resolved, and alignment by events against votes.

Speed is measured on made-up files (:mod:`benchmarks.event_data_files`) and given by second of
processor time of one process, import into a database file and all. Actors are counted on the ICEWS
table of September and October 2018, whose names carry no codes. Alignment of two states is compared
with how alike they voted in the General Assembly in sessions 72 and 73 (Signorino and Ritter's S),
over pairs with at least ten observations; the interval resamples states, since pairs that share a
state are not independent (Snijders and Borgatti 1999). Beside it stand what is commonly done with
such data: the sum and the mean of Goldstein intensities of all events between two states.

    python -m benchmarks.run --only event_data
"""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.event_data_files import write_events
from benchmarks.figures import Figure
from tightrope.engine.coded_alignment import coded_observations, measure_coded
from tightrope.engine.event_data import EventImport, import_events
from tightrope.public_record.agreement import cross_tables, measures
from tightrope.public_record.event_data.importing import DATASETS
from tightrope.public_record.votes.importing import read_votes
from tightrope.public_record.votes.matrix import VoteMatrix, vote_matrix
from tightrope.store import Writer

AREA = "event data"
ICEWS = Path("eventdata") / "icews18_sep_oct_2018.csv.gz"
VOTES = ("unga_votes.parquet", "unga_rollcalls.parquet")
SESSIONS = (72, 73)
FEWEST = 10
N_ROWS = 300_000
DRAWS = 1000
SEED = 7
RESOLVED_FLOOR = 0.86
CORRELATION_FLOOR = 0.33
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of states with enough observations: numbers of both, and what is compared of them."""

    one: npt.NDArray[np.int64]
    other: npt.NDArray[np.int64]
    aligned: Floats
    summed: Floats
    averaged: Floats
    voted: Floats

    def correlation(self, values: Floats) -> float:
        return float(np.corrcoef(values, self.voted)[0, 1])

    def interval(self, values: Floats) -> tuple[float, float]:
        """90 % bootstrap interval of the correlation with votes, resampling states."""
        generator = np.random.default_rng(SEED)
        n_states = int(max(self.one.max(), self.other.max())) + 1
        found = []
        for _ in range(DRAWS):
            drawn = np.bincount(generator.integers(n_states, size=n_states), minlength=n_states)
            weight = (drawn[self.one] * drawn[self.other]).astype(float)
            if weight.sum():
                found.append(_weighted_correlation(values, self.voted, weight))
        low, high = np.quantile(found, (0.05, 0.95))
        return float(low), float(high)


def _weighted_correlation(x: Floats, y: Floats, weight: Floats) -> float:
    share = weight / weight.sum()
    dx, dy = x - share @ x, y - share @ y
    return float(share @ (dx * dy) / np.sqrt((share @ dx**2) * (share @ dy**2)))


def rows_a_second(dataset: str, n_rows: int = N_ROWS) -> float:
    """Rows imported in a second of processor time, from a made-up file into a database file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{dataset}.tsv"
        write_events(dataset, path, n_rows)
        with Writer(Path(folder) / "events.duckdb") as writer:
            start = time.process_time()
            import_events(writer, dataset, [path])
            return n_rows / (time.process_time() - start)


def compare(writer: Writer, votes: VoteMatrix) -> tuple[Pairs, float]:
    """Alignment by all events of a database beside votes; and the seconds that measuring took."""
    start = time.process_time()
    table = measure_coded(coded_observations(writer.corpus))
    seconds = time.process_time() - start
    level: dict[tuple[str, str], float] = {}
    count: dict[tuple[str, str], int] = {}
    for row in table.to_pylist():
        if row["stream"] == "all":
            key = (row["focal"], row["power"])
            level[key] = row["mean"]  # the latest month stays
            count[key] = count.get(key, 0) + row["n_observations"]
    goldstein = _goldstein(writer)
    found = []
    for (a, b), mean in sorted(level.items()):
        if a >= b or (b, a) not in level or count[a, b] < FEWEST:
            continue
        agreed = _agreement(votes, a, b)
        if agreed is not None:
            both = goldstein[a, b]
            found.append((a, b, (mean + level[b, a]) / 2, sum(both), float(np.mean(both)), agreed))
    numbers = {code: n for n, code in enumerate(sorted({c for row in found for c in row[:2]}))}
    columns: list[Any] = list(zip(*found, strict=True))
    return Pairs(
        np.array([numbers[a] for a in columns[0]]),
        np.array([numbers[b] for b in columns[1]]),
        *(np.array(column, dtype=float) for column in columns[2:]),
    ), seconds


def _goldstein(writer: Writer) -> dict[tuple[str, str], list[float]]:
    found: dict[tuple[str, str], list[float]] = {}
    events = writer.corpus.coded_events().select(["actor_iso3", "recipient_iso3", "intensity"])
    for event in events.to_pylist():
        if event["actor_iso3"] and event["recipient_iso3"]:
            a, b = sorted((event["actor_iso3"], event["recipient_iso3"]))
            found.setdefault((a, b), []).append(event["intensity"])
    return found


def _agreement(votes: VoteMatrix, a: str, b: str) -> float | None:
    one, other = votes.column(a), votes.column(b)
    if one is None or other is None:
        return None
    _, tables = cross_tables(votes, one, other)
    return float(measures(tables.sum(axis=0).astype(float))[0]) if len(tables) else None


def load(bench: Path, writer: Writer) -> tuple[EventImport, VoteMatrix, float]:
    """The ICEWS table into a database, and the votes; and the seconds that the import took."""
    start = time.process_time()
    report = import_events(writer, "icews", [bench / ICEWS])
    seconds = time.process_time() - start
    read = read_votes([bench / "votes" / name for name in VOTES])
    roll_calls = [r for found in read.by_source.values() for r in found if r.session in SESSIONS]
    return report, vote_matrix(roll_calls), seconds


def measure(bench: Path) -> list[Figure]:
    """Speed by format, share of actors resolved, time to alignment, and agreement with votes."""
    figures = [
        Figure(AREA, f"rows of {dataset.upper()} imported a CPU second", rows_a_second(dataset))
        for dataset in DATASETS
    ]
    with Writer(None) as writer:
        report, votes, import_seconds = load(bench, writer)
        pairs, seconds = compare(writer, votes)
    low, high = pairs.interval(pairs.aligned)
    ours = pairs.correlation(pairs.aligned)
    told = f"alignment by events and votes, {len(pairs.voted)} pairs"
    return [
        *figures,
        Figure(AREA, "ICEWS 2018: actors resolved", report.resolved_share, floor=RESOLVED_FLOOR),
        Figure(
            AREA, f"ICEWS 2018: import of {report.n_rows:,} rows", import_seconds, "CPU s",
            higher_is_better=False,
        ),
        Figure(
            AREA, "ICEWS 2018: events to alignment of all pairs", seconds, "CPU s",
            higher_is_better=False,
        ),
        Figure(
            AREA, told, ours, "r", "mean Goldstein", pairs.correlation(pairs.averaged),
            floor=CORRELATION_FLOOR,
        ),
        Figure(AREA, told, ours, "r", "summed Goldstein", pairs.correlation(pairs.summed)),
        Figure(AREA, "its 90 % interval, low", low, "r"),
        Figure(AREA, "its 90 % interval, high", high, "r"),
    ]  # fmt: skip
