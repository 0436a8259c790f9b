"""The sampler: positions of states in sessions, and what each resolution asks of them.

The model of Bailey, Strezhnev and Voeten (2017). A state i in session t sees resolution v at

    z = b_v x_it + e,  e ~ N(0, 1),

and votes no below the first cut point of v, yes above the second, and abstains between them. The
discrimination b_v is N(0, 1) beforehand, cut points are uniform between -7 and 7, and a position
is normal around the state's position in the session before. A sweep draws, in this order:

1. of each resolution, the cut points by a Metropolis step in which z is integrated out (Cowles
   1996; Johnson and Albert 1999, section 4.3), then each z, then b_v;
2. of each state, its position in each session. As in the published program, the prior mean is the
   mean of the session before, and the session after is not looked at: what is known of a session
   does not change when the next one comes.

Positions are then moved and stretched to mean 0 and standard deviation 1 over all states and
sessions. As in the published program again, b_v and cut points follow in the next sweep only, and
z is kept between -9 and 9. Both hold near the others what the votes leave open, such as how far
out a state stands that always votes alone; without them the United States drift to twice the
published distance.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from tightrope.public_record.ideal_points.normal import (
    cdf,
    compiled,
    key_of,
    normal,
    quantile,
    truncated,
    uniform,
)

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int32]

_CUTS, _CHANCE, _LATENT, _SLOPE, _CELLS = range(5)
_WANTED_ACCEPTANCE = 0.35
_TINY = 1e-300
_CUT_BOUND, _LATENT_BOUND, _FARTHEST = 7.0, 9.0, 5.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Votes as the sampler walks them.

    A *cell* is a state in a session, an *item* a resolution.

    Attributes:
        votes: (votes,) int8: 0 no, 1 abstain, 2 yes, in order of item.
        cells: (votes,) the cell of each vote.
        item_starts: (items + 1,) where the votes of each item begin.
        cell_votes: (votes,) places in ``votes``, in order of cell.
        cell_items: (votes,) the item of each of them.
        cell_starts: (cells + 1,) where those of each cell begin.
        path_starts: (states + 1,) cells are in order of state, then of session.
        innovations: (cells,) variance of the step into each cell; of the first cell of a state,
            the variance of its prior.
        prior_means: (cells,) prior mean of the first cell of a state; NaN for the position in its
            second session.
        kinds: (items,) which positions were taken: 3 all, 2 yes and no alone, 1 abstain and no,
            0 yes and abstain.
    """

    votes: npt.NDArray[np.int8]
    cells: Integers
    item_starts: Integers
    cell_votes: Integers
    cell_items: Integers
    cell_starts: Integers
    path_starts: Integers
    innovations: Floats
    prior_means: Floats
    kinds: npt.NDArray[np.int8]

    @property
    def n_items(self) -> int:
        return len(self.item_starts) - 1

    @property
    def n_cells(self) -> int:
        return len(self.cell_starts) - 1


@dataclass(slots=True)
class State:
    """Where the sampler is.

    ``positions`` (cells,), ``slopes`` (items,), ``cuts`` (items, 2), ``widths`` (items,) of the
    Metropolis proposals. A cut point that nobody passed is infinite; without abstentions both
    are the same.
    """

    positions: Floats
    slopes: Floats
    cuts: Floats
    widths: Floats

    def orient(self, layout: Layout) -> None:
        """Let each resolution discriminate the way in which these positions voted."""
        lengths = np.diff(layout.item_starts)
        items = np.repeat(np.arange(layout.n_items), lengths)
        mean = np.bincount(items, layout.votes, layout.n_items) / lengths
        pull = (layout.votes - mean[items]) * self.positions[layout.cells]
        self.slopes[:] = np.sign(np.round(np.bincount(items, pull, layout.n_items), 9))


@dataclass(frozen=True, slots=True)
class Draws:
    """What was kept of the sweeps after the first ones.

    ``positions`` (kept, cells), ``slopes`` (kept, items), ``cuts`` (kept, items, 2), float32;
    ``means`` (cells,) of the positions over all those sweeps, kept or not; ``acceptance`` is the
    share of Metropolis proposals that were taken.
    """

    positions: npt.NDArray[np.float32]
    slopes: npt.NDArray[np.float32]
    cuts: npt.NDArray[np.float32]
    means: Floats
    acceptance: float


@compiled()
def _probability(vote: int, low: float, high: float) -> float:
    """Probability of a vote whose cut points lie at these distances from what the state sees."""
    if vote == 2:
        return cdf(-high)
    if vote == 0:
        return cdf(low)
    return cdf(high) - cdf(low)


@compiled()
def _latent(vote: int, low: float, high: float, chance: float, u: float) -> float:
    """The error behind a vote, out of a uniform number; ``chance`` is the vote's probability."""
    if vote == 1:
        return truncated(low, high, u)
    p = u * chance
    if vote == 2:
        return max(-quantile(p), high) if p > _TINY else high
    return min(quantile(p), low) if p > _TINY else low


@compiled(parallel=True)
def _draw_items(
    votes: Any, cells: Any, item_starts: Any, kinds: Any, positions: Any, slopes: Any, cuts: Any,
    widths: Any, latent: Any, chances: Any, accepted: Any, seed: int, sweep: int,
) -> None:  # fmt: skip
    cut_key, chance_key = key_of(seed, sweep, _CUTS), key_of(seed, sweep, _CHANCE)
    latent_key, slope_key = key_of(seed, sweep, _LATENT), key_of(seed, sweep, _SLOPE)
    for v in numba.prange(len(slopes)):
        start, end, kind = item_starts[v], item_starts[v + 1], kinds[v]
        slope = slopes[v]
        low, high = cuts[v, 0], cuts[v, 1]
        new_low = low + widths[v] * normal(cut_key, 2 * v)
        new_high = high + widths[v] * normal(cut_key, 2 * v + 1)
        if kind == 2:
            new_high = new_low
        allowed = new_low <= new_high
        if kind != 0 and new_low < -_CUT_BOUND:
            allowed = False
        if kind != 1 and new_high > _CUT_BOUND:
            allowed = False
        change = 0.0
        ratio = 1.0
        for n in range(start, end):
            seen = slope * positions[cells[n]]
            before = _probability(votes[n], low - seen, high - seen)
            chances[0, n] = before
            if allowed:
                after = _probability(votes[n], new_low - seen, new_high - seen)
                chances[1, n] = after
                ratio *= (after + _TINY) / (before + _TINY)
                if not 1e-100 < ratio < 1e100:
                    change += math.log(max(ratio, _TINY))
                    ratio = 1.0
        accepted[v] = 0.0
        taken = 0
        if allowed and math.log(uniform(chance_key, v)) < change + math.log(max(ratio, _TINY)):
            accepted[v] = 1.0
            taken = 1
            low, high = new_low, new_high
            cuts[v, 0], cuts[v, 1] = low, high
        squares = 1.0
        products = 0.0
        for n in range(start, end):
            position = positions[cells[n]]
            seen = slope * position
            u = uniform(latent_key, n)
            z = seen + _latent(votes[n], low - seen, high - seen, chances[taken, n], u)
            z = min(max(z, -_LATENT_BOUND), _LATENT_BOUND)
            latent[n] = z
            squares += position * position
            products += position * z
        slopes[v] = products / squares + normal(slope_key, v) / math.sqrt(squares)


@compiled(parallel=True)
def _draw_cells(
    cell_votes: Any, cell_items: Any, cell_starts: Any, path_starts: Any, innovations: Any,
    prior_means: Any, slopes: Any, latent: Any, positions: Any, means: Any, means_before: Any,
    seed: int, sweep: int,
) -> None:  # fmt: skip
    key = key_of(seed, sweep, _CELLS)
    for i in numba.prange(len(path_starts) - 1):
        first, end = path_starts[i], path_starts[i + 1]
        for c in range(first, end):
            squares = 0.0
            products = 0.0
            for m in range(cell_starts[c], cell_starts[c + 1]):
                slope = slopes[cell_items[m]]
                squares += slope * slope
                products += slope * latent[cell_votes[m]]
            before = prior_means[c]
            if c > first:
                before = means_before[c - 1]
            elif math.isnan(before):
                before = means_before[c + 1] if c + 1 < end else 0.0
            precision = squares + 1.0 / innovations[c]
            means[c] = (products + before / innovations[c]) / precision
            x = means[c] + normal(key, c) / math.sqrt(precision)
            positions[c] = min(max(x, -_FARTHEST), _FARTHEST)


def sample(
    layout: Layout,
    state: State,
    *,
    warm_up: int,
    sweeps: int,
    every: int = 1,
    seed: int = 1,
    rescale: bool = True,
    tell: Callable[[int], None] = lambda _: None,
) -> Draws:
    """Draw from the posterior; ``state`` is left where the last sweep ended.

    Args:
        layout: the votes.
        state: where to start.
        warm_up: sweeps that are not kept; the Metropolis proposals are tuned in them.
        sweeps: sweeps after them, of which each ``every``-th is kept.
        seed: of the random numbers; the same seed gives the same draws on any number of threads.
        rescale: bring positions to mean 0 and standard deviation 1 after each sweep; not wanted
            where the prior fixes the unit.
        tell: called after each sweep with 1.
    """
    latent = np.zeros(len(layout.votes))
    chances = np.zeros((2, len(layout.votes)))
    accepted = np.zeros(layout.n_items)
    means, means_before = state.positions.copy(), state.positions.copy()
    kept_positions, kept_slopes, kept_cuts = [], [], []
    taken, total = 0.0, np.zeros(layout.n_cells)
    for sweep in range(warm_up + sweeps):
        _draw_items(
            layout.votes, layout.cells, layout.item_starts, layout.kinds, state.positions,
            state.slopes, state.cuts, state.widths, latent, chances, accepted, seed, sweep,
        )  # fmt: skip
        means, means_before = means_before, means
        _draw_cells(
            layout.cell_votes, layout.cell_items, layout.cell_starts, layout.path_starts,
            layout.innovations, layout.prior_means, state.slopes, latent, state.positions,
            means, means_before, seed, sweep,
        )  # fmt: skip
        if rescale:
            state.positions -= state.positions.mean()
            state.positions /= state.positions.std()
        if sweep < warm_up:
            state.widths *= np.exp(1.5 / (1.0 + sweep) ** 0.6 * (accepted - _WANTED_ACCEPTANCE))
        else:
            taken += float(accepted.mean())
            total += state.positions
            if (sweep - warm_up) % every == every - 1:
                kept_positions.append(state.positions.astype(np.float32))
                kept_slopes.append(state.slopes.astype(np.float32))
                kept_cuts.append(state.cuts.astype(np.float32))
        tell(1)
    return Draws(
        np.array(kept_positions),
        np.array(kept_slopes),
        np.array(kept_cuts),
        total / max(sweeps, 1),
        taken / max(sweeps, 1),
    )
