"""Ideal points of the General Assembly beside the published ones, and what fitting them costs."""

import csv
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.figures import Figure
from tightrope.engine.voting import fit_votes, import_votes, load_votes
from tightrope.public_record.ideal_points.fitting import Estimated, add_sessions, estimate, plan
from tightrope.public_record.votes.matrix import VoteMatrix, vote_matrix
from tightrope.records.votes import IdealPoint
from tightrope.store import Writer

ALL_FLOOR, LATE_FLOOR, WITHIN_FLOOR, CHANGE_FLOOR = 0.99, 0.996, 0.999, 0.965
LEVEL_FROM = 15
"""The level of earlier sessions is open (docs/methods-votes.md)."""
LAST = 74
_PUBLISHED = "published, April 2020: wanted"


def measure(bench: Path | None) -> list[Figure]:
    """Fit sessions 1 to 74 and compare with the estimates of April 2020.

    Agreement with the published means is a correlation over state-sessions: over all, from session
    15 on, the median within a session, and of the change from one session to the next. Coverage is
    the share of means inside the other's 90 % intervals. A second fit by another seed leaves out
    session 74; then that session alone is added. Differences are in posterior standard deviations.
    """
    if bench is None:
        return []
    folder = bench / "votes"
    with tempfile.TemporaryDirectory() as place:
        database = Path(place) / "votes.duckdb"
        with Writer(database) as writer:
            import_votes(writer, [folder / "unga_votes.parquet", folder / "unga_rollcalls.parquet"])
            began = time.process_time(), time.perf_counter()
            fit_votes(writer)
            processor, wall = time.process_time() - began[0], time.perf_counter() - began[1]
            points = writer.corpus.read_ideal_points()
            again = _without_last(load_votes(writer.corpus))
    ours = {(p.iso3, p.session): p.mean for p in points}
    published = _published(folder / "voeten_idealpoints.csv")
    both = sorted(ours.keys() & published.keys(), key=lambda k: (k[1], k[0]))
    a = np.array([ours[k] for k in both])
    b = np.array([published[k][0] for k in both])
    sessions = np.array([k[1] for k in both])
    within = [
        np.corrcoef(a[sessions == s], b[sessions == s])[0, 1]
        for s in sorted(set(sessions.tolist()))
    ]
    steps = [(k, (k[0], k[1] + 1)) for k in both if (k[0], k[1] + 1) in published]
    steps = [(k, after) for k, after in steps if after in ours]
    change = np.corrcoef(
        [ours[after] - ours[k] for k, after in steps],
        [published[after][0] - published[k][0] for k, after in steps],
    )[0, 1]
    inside = np.mean([published[k][1] <= ours[k] <= published[k][2] for k in both])
    found = {(p.iso3, p.session): p for p in points}
    covered = np.mean([found[k].low <= published[k][0] <= found[k].high for k in both])
    late = sessions >= LEVEL_FROM
    return [
        Figure("votes", "ideal points: r over all", _r(a, b), "", _PUBLISHED, 0.995, True,
               floor=ALL_FLOOR),
        Figure("votes", f"ideal points: r from session {LEVEL_FROM} on", _r(a[late], b[late]),
               floor=LATE_FLOOR),
        Figure("votes", "ideal points: median r within a session", float(np.median(within)), "",
               "Gibbs prototype", 0.9996, True, floor=WITHIN_FLOOR),
        Figure("votes", "ideal points: r of changes", float(change), "", _PUBLISHED, 0.985, True,
               floor=CHANGE_FLOOR),
        Figure("votes", "our means in published 90 % intervals", float(inside)),
        Figure("votes", "published means in our 90 % intervals", float(covered)),
        *_beside(points, *again),
        Figure("votes", "fit, sessions 1-74", processor, "CPU s", higher_is_better=False),
        Figure("votes", "fit, sessions 1-74, wall", wall, "s", "Gibbs prototype", 95.0, True,
               higher_is_better=False),
    ]  # fmt: skip


def _without_last(matrix: VoteMatrix) -> tuple[Estimated, Estimated, float]:
    """A fit by another seed without the last session, the same with it added, CPU seconds."""
    earlier = vote_matrix(r for r in matrix.roll_calls if r.session < LAST)
    before = estimate(earlier, seed=2)
    began = time.process_time()
    planned = plan(matrix, before.fit, seed=2)
    added = add_sessions(matrix, planned, before.points, before.fit)
    return before, added, time.process_time() - began


def _beside(
    points: Sequence[IdealPoint], before: Estimated, added: Estimated, processor: float
) -> list[Figure]:
    """How far fits by two seeds differ, and a session that was added from one fitted with all."""
    whole = {(p.iso3, p.session): p for p in points}
    seeds = [abs(p.mean - whole[p.iso3, p.session].mean) / whole[p.iso3, p.session].sd
             for p in before.points]  # fmt: skip
    new = [(p, whole[p.iso3, p.session]) for p in added.points if p.session == LAST]
    steps = [abs(p.mean - other.mean) / other.sd for p, other in new]
    alike = _r(np.array([p.mean for p, _ in new]), np.array([other.mean for _, other in new]))
    return [
        Figure("votes", "two seeds, median difference", float(np.median(seeds)), "sd",
               higher_is_better=False),
        Figure("votes", "two seeds, largest difference", float(np.max(seeds)), "sd",
               higher_is_better=False),
        Figure("votes", f"session {LAST} added: r with the whole fit", alike),
        Figure("votes", f"session {LAST} added: median difference", float(np.median(steps)), "sd",
               higher_is_better=False),
        Figure("votes", f"adding session {LAST}", processor, "CPU s", higher_is_better=False),
    ]  # fmt: skip


def _r(ours: np.ndarray, theirs: np.ndarray) -> float:
    return float(np.corrcoef(ours, theirs)[0, 1])


def _published(path: Path) -> dict[tuple[str, int], tuple[float, float, float]]:
    found: dict[tuple[str, int], tuple[float, float, float]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            values = [row[c] for c in ("ip_apr2020", "apr2020_q5", "apr2020_q95")]
            try:
                mean, low, high = map(float, values)
            except ValueError:
                continue  # a state-session that this edition does not have
            found[row["iso3"], int(float(row["session"]))] = (mean, low, high)
    return found
