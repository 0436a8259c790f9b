"""Which roll calls tell of positions, and how their votes lie in memory."""

from dataclasses import dataclass

import numpy as np

from tightrope.public_record.ideal_points.sampler import Floats, Integers, Layout, State
from tightrope.public_record.votes.matrix import ABSTAIN, NO, NONE, YES, VoteMatrix
from tightrope.public_record.votes.matrix import Integers as AnyIntegers

# Votes on single paragraphs and on amendments are recorded in full since then only, and stay out.
_PARTS_UNTIL = 1989
# A session with fewer contested roll calls (the nineteenth has one) says nothing of positions.
_FEWEST_ROLL_CALLS = 3
_PRIOR_VARIANCE = 1.0
#: Half of the variance of a step when a state casts as many votes as in the session before.
SMOOTHING = 0.5
# Who stands where at the start, so that the sampler begins on the right side.
_WEST, _EAST = ("USA", "GBR", "CAN", "ISR"), ("RUS", "SUN", "DDR", "BLR", "UKR")


@dataclass(frozen=True, slots=True)
class Ballots:
    """Roll calls that tell of positions.

    Attributes:
        rows: rows of the matrix that are used, one an item.
        states: code of each cell's state.
        sessions: (cells,) session of each cell.
        n_votes: (cells,) votes it rests on.
        layout: the same for the sampler.
    """

    rows: Integers
    states: tuple[str, ...]
    sessions: Integers
    n_votes: Integers
    layout: Layout


def contested(matrix: VoteMatrix) -> Integers:
    """Rows of roll calls that tell of positions.

    Left out are unanimous ones, those on parts of a resolution since 1990 (as in the published
    estimates), and those of sessions with fewer than three left.
    """
    whole = np.array(
        [
            not (r.date.year > _PARTS_UNTIL and (r.amendment or r.paragraph))
            for r in matrix.roll_calls
        ],
        bool,
    )
    kinds = sum(
        (matrix.votes == position).any(axis=1).astype(np.int8) for position in range(NO, YES + 1)
    )
    rows = np.flatnonzero(whole & (kinds > 1))
    counts = np.bincount(matrix.sessions[rows], minlength=1)
    kept: Integers = rows[counts[matrix.sessions[rows]] >= _FEWEST_ROLL_CALLS].astype(np.int32)
    return kept


def lay_out(matrix: VoteMatrix, rows: Integers, smoothing: float = SMOOTHING) -> Ballots:
    """Arrange the votes of some roll calls for the sampler."""
    votes = matrix.votes[rows]
    item_of, state_of = np.nonzero(votes != NONE)
    sessions = matrix.sessions[rows]
    # A cell's number orders states first, then sessions.
    span = int(sessions.max()) + 1
    names, cells = np.unique(state_of * span + sessions[item_of], return_inverse=True)
    given = votes[item_of, state_of]
    n_items, n_cells = len(rows), len(names)
    cell_states, cell_sessions = names // span, names % span
    n_votes = np.bincount(cells, minlength=n_cells)
    path_starts = np.flatnonzero(np.r_[True, np.diff(cell_states) > 0, True])
    taken = np.zeros((3, n_items), bool)
    taken[given, item_of] = True
    kinds = np.select([~taken[NO], ~taken[ABSTAIN], ~taken[YES]], [0, 2, 1], 3).astype(np.int8)
    by_cell = np.argsort(cells, kind="stable")
    layout = Layout(
        votes=given.astype(np.int8),
        cells=cells.astype(np.int32),
        item_starts=_starts(item_of, n_items),
        cell_votes=by_cell.astype(np.int32),
        cell_items=item_of[by_cell].astype(np.int32),
        cell_starts=_starts(np.sort(cells), n_cells),
        path_starts=path_starts.astype(np.int32),
        innovations=_innovations(n_votes, path_starts, smoothing),
        prior_means=np.full(n_cells, np.nan),
        kinds=kinds,
    )
    return Ballots(
        rows=rows,
        states=tuple(matrix.states[n] for n in cell_states),
        sessions=cell_sessions.astype(np.int32),
        n_votes=n_votes.astype(np.int32),
        layout=layout,
    )


def _starts(of: AnyIntegers, count: int) -> Integers:
    return np.searchsorted(of, np.arange(count + 1)).astype(np.int32)


def _innovations(n_votes: AnyIntegers, path_starts: AnyIntegers, smoothing: float) -> Floats:
    """Variance of each step: ``smoothing`` n_t / (n_t + n_before), after the published program.

    The first session of a state leans on its second one.
    """
    firsts, ends = path_starts[:-1], path_starts[1:]
    beside = np.r_[0, n_votes[:-1]]
    beside[firsts] = np.where(
        ends - firsts > 1, n_votes[np.minimum(firsts + 1, len(n_votes) - 1)], 0
    )
    variances: Floats = smoothing * n_votes / (n_votes + beside)
    variances[firsts[ends - firsts == 1]] = _PRIOR_VARIANCE
    return variances


def start(ballots: Ballots) -> State:
    """A first guess: a few states far west and far east, and each resolution by who voted how."""
    layout = ballots.layout
    names = np.array(ballots.states)
    positions = np.zeros(layout.n_cells)
    positions[np.isin(names, _WEST)] = 3.0
    positions[np.isin(names, _EAST)] = -2.0
    lengths = np.diff(layout.item_starts)
    items = np.repeat(np.arange(layout.n_items), lengths)
    share = [np.bincount(items, layout.votes <= k, layout.n_items) / lengths for k in (0, 1)]
    low = np.where(layout.kinds == 0, -np.inf, 2 * share[0] - 1)
    high = np.where(layout.kinds == 1, np.inf, 2 * share[1] - 1)
    state = State(
        positions=positions,
        slopes=np.zeros(layout.n_items),
        cuts=np.stack([low, high], axis=1),
        widths=np.full(layout.n_items, 0.15),
    )
    state.orient(layout)
    return state
