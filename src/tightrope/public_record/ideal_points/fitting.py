"""Ideal points of all states in all sessions, or of new sessions given the earlier ones."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tightrope.public_record.ideal_points.ballots import (
    Ballots,
    contested,
    lay_out,
    start,
)
from tightrope.public_record.ideal_points.sampler import Draws, sample
from tightrope.public_record.votes.matrix import VoteMatrix
from tightrope.records.votes import Asked, IdealPoint, VoteFit

#: Sweeps of a whole estimate: those that are thrown away, and those that count.
WARM_UP, SWEEPS = 200, 1000
# One session is small and starts from where the states stood: it settles soon.
_WARM_UP_GIVEN, _SWEEPS_GIVEN = 150, 600
# Draws for intervals are kept from every so manieth sweep.
_EVERY = 4
# With more sessions to add everything is estimated anew.
_MOST_ADDED = 5
_INTERVAL = (0.05, 0.95)

Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """Which sessions an estimate has to fit; ``earlier`` stay as they are (none: fit all)."""

    earlier: tuple[int, ...]
    fitted: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        return not self.earlier


@dataclass(frozen=True, slots=True)
class Estimated:
    """Ideal points in order of session and state, and what the next estimate goes on from."""

    points: tuple[IdealPoint, ...]
    fit: VoteFit


def digests(matrix: VoteMatrix) -> dict[int, str]:
    """A digest of the votes that tell of positions, by session."""
    found = {}
    rows = contested(matrix)
    for session in np.unique(matrix.sessions[rows]):
        digest = hashlib.blake2b(digest_size=8)
        for n in rows[matrix.sessions[rows] == session]:
            digest.update(matrix.roll_calls[n].id.encode())
            voted = np.flatnonzero(matrix.votes[n] >= 0)
            digest.update("".join(matrix.states[i] for i in voted).encode())
            digest.update(matrix.votes[n, voted].tobytes())
        found[int(session)] = digest.hexdigest()
    return found


def plan(matrix: VoteMatrix, before: VoteFit | None, seed: int) -> Plan:
    """What has to be estimated: everything, or only the sessions after the last unchanged one."""
    now = digests(matrix)
    sessions = sorted(now)
    known = dict(before.sessions) if before is not None and before.seed == seed else {}
    same = 0
    while same < len(sessions) and known.get(sessions[same]) == now[sessions[same]]:
        same += 1
    if not same or len(sessions) - same > _MOST_ADDED:
        return Plan((), tuple(sessions))
    return Plan(tuple(sessions[:same]), tuple(sessions[same:]))


def estimate(
    matrix: VoteMatrix,
    *,
    seed: int = 1,
    warm_up: int = WARM_UP,
    sweeps: int = SWEEPS,
    tell: Tell = lambda _: None,
) -> Estimated:
    """Estimate positions of all states in all sessions.

    Args:
        matrix: the roll calls.
        seed: of the random numbers; the same seed and votes give the same result, bit for bit.
        warm_up, sweeps: of the sampler.
        tell: called after each sweep with 1.
    """
    rows = contested(matrix)
    if not len(rows):
        return Estimated((), VoteFit(seed, (), ()))
    ballots = lay_out(matrix, rows)
    draws = sample(
        ballots.layout,
        start(ballots),
        warm_up=warm_up,
        sweeps=sweeps,
        every=_EVERY,
        seed=seed,
        tell=tell,
    )
    fit = VoteFit(seed, tuple(digests(matrix).items()), _asked(matrix, ballots, draws))
    return Estimated(_points(ballots, draws), fit)


def add_sessions(
    matrix: VoteMatrix,
    planned: Plan,
    points: Sequence[IdealPoint],
    before: VoteFit,
    *,
    warm_up: int = _WARM_UP_GIVEN,
    sweeps: int = _SWEEPS_GIVEN,
    tell: Tell = lambda _: None,
) -> Estimated:
    """Estimate the last sessions given the positions in the ones before, which stay as they are.

    The posterior of a state's last position is the prior of its next, widened by a step of the
    random walk; a state that is new starts from the middle. The unit is that of the earlier fit.

    Args:
        matrix: all roll calls.
        planned: by :func:`plan`, not whole.
        points, before: the earlier estimate.
        warm_up, sweeps, tell: as in :func:`estimate`.
    """
    kept = [p for p in points if p.session in set(planned.earlier)]
    known = {a.roll_call_id: a for a in before.asked}
    rows = contested(matrix)
    of_session = matrix.sessions[rows]
    earlier_ids = {matrix.roll_calls[n].id for n in rows[np.isin(of_session, planned.earlier)]}
    asked = tuple(known[i] for i in sorted(earlier_ids) if i in known)
    sessions = tuple(digests(matrix).items())
    if not planned.fitted:
        return Estimated(tuple(kept), VoteFit(before.seed, sessions, asked))
    ballots = _given(lay_out(matrix, rows[np.isin(of_session, planned.fitted)]), _last(kept))
    state = start(ballots)
    means = ballots.layout.prior_means
    firsts = ballots.layout.path_starts[:-1]
    lengths = np.diff(ballots.layout.path_starts)
    state.positions[:] = np.repeat(means[firsts], lengths)
    state.orient(ballots.layout)
    draws = sample(
        ballots.layout,
        state,
        warm_up=warm_up,
        sweeps=sweeps,
        every=_EVERY,
        seed=before.seed,
        rescale=False,
        tell=tell,
    )
    return Estimated(
        (*kept, *_points(ballots, draws)),
        VoteFit(before.seed, sessions, (*asked, *_asked(matrix, ballots, draws))),
    )


def _last(points: Iterable[IdealPoint]) -> dict[str, IdealPoint]:
    return {p.iso3: p for p in sorted(points, key=lambda p: p.session)}


def _given(ballots: Ballots, last: Mapping[str, IdealPoint]) -> Ballots:
    """Ballots whose states start from their last known position."""
    layout = ballots.layout
    innovations, means = layout.innovations.copy(), layout.prior_means.copy()
    for c in layout.path_starts[:-1]:
        point = last.get(ballots.states[c])
        if point is None:
            innovations[c], means[c] = 1.0, 0.0
            continue
        count = int(ballots.n_votes[c])
        step = 0.5 * count / (count + point.n_votes)
        innovations[c], means[c] = step + point.sd**2, point.mean
    return replace(ballots, layout=replace(layout, innovations=innovations, prior_means=means))


def _points(ballots: Ballots, draws: Draws) -> tuple[IdealPoint, ...]:
    lows, highs = np.quantile(draws.positions, _INTERVAL, axis=0)
    deviations = draws.positions.std(axis=0)
    order = np.lexsort((np.array(ballots.states), ballots.sessions))
    return tuple(
        IdealPoint(
            iso3=ballots.states[c],
            session=int(ballots.sessions[c]),
            mean=_rounded(draws.means[c]),
            low=_rounded(min(lows[c], draws.means[c])),
            high=_rounded(max(highs[c], draws.means[c])),
            sd=_rounded(deviations[c]),
            n_votes=int(ballots.n_votes[c]),
        )
        for c in order
    )


def _asked(matrix: VoteMatrix, ballots: Ballots, draws: Draws) -> tuple[Asked, ...]:
    slopes, cuts = draws.slopes.mean(axis=0), draws.cuts.mean(axis=0)
    return tuple(
        Asked(
            matrix.roll_calls[n].id,
            _rounded(slopes[v]),
            _rounded(cuts[v, 0]),
            _rounded(cuts[v, 1]),
        )
        for v, n in enumerate(ballots.rows)
    )


def _rounded(value: float) -> float:
    return round(float(value), 5)
