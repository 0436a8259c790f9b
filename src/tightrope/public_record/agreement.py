"""How alike two states vote: S, Scott's pi and Cohen's kappa, with intervals.

All three compare the disagreement that is observed with one that is expected, 1 - D_o / D_e, after
Häge (2011, "Choice or Circumstance? Adjusting Measures of Foreign Policy Similarity for Chance
Agreement", Political Analysis 19: 287-305). A yes against an abstention counts half of a yes
against a no. They differ in what is expected:

- S (Signorino and Ritter 1999): half of the largest possible disagreement, whatever was voted.
- pi (Scott 1955): the disagreement of two states that both vote by chance with the pair's average
  shares of yes, abstention and no.
- kappa (Cohen 1960): of two that vote by chance, each with its own shares.

Where nearly all resolutions pass with nearly all votes, S is high for any two states; pi and kappa
tell how much of it is more than chance.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from tightrope.public_record.votes.matrix import Floats, Integers, VoteMatrix
from tightrope.records.votes import Agreement, Estimate

# Disagreement between no, abstention and yes, of at most one.
DISAGREEMENT = np.abs(np.subtract.outer(np.arange(3), np.arange(3))) / 2.0
DRAWS = 1000
SEED = 20_170_430
_INTERVAL = (0.05, 0.95)


def cross_tables(matrix: VoteMatrix, state: int, other: int) -> tuple[Integers, Integers]:
    """How often the positions of two states met, by session.

    Args:
        matrix: all votes.
        state, other: columns.

    Returns:
        Sessions in which both voted, and for each a table (3, 3) of counts: positions of ``state``
        in rows, of ``other`` in columns, both in the order no, abstain, yes.
    """
    a, b = matrix.votes[:, state].astype(np.int64), matrix.votes[:, other].astype(np.int64)
    both = (a >= 0) & (b >= 0)
    sessions, where = np.unique(matrix.sessions[both], return_inverse=True)
    cells = where * 9 + a[both] * 3 + b[both]
    counts = np.bincount(cells, minlength=len(sessions) * 9)
    return sessions, counts.reshape(len(sessions), 3, 3)


def measures(tables: Floats) -> tuple[Floats, Floats, Floats]:
    """S, pi and kappa of tables of counts or shares; NaN where pi or kappa have no value.

    Args:
        tables: (..., 3, 3).
    """
    shares = tables / tables.sum(axis=(-2, -1), keepdims=True)
    observed = (shares * DISAGREEMENT).sum(axis=(-2, -1))
    rows, columns = shares.sum(axis=-1), shares.sum(axis=-2)
    average = (rows + columns) / 2
    by_pi = np.einsum("...i,ij,...j->...", average, DISAGREEMENT, average)
    by_kappa = np.einsum("...i,ij,...j->...", rows, DISAGREEMENT, columns)
    with np.errstate(divide="ignore", invalid="ignore"):
        pi = np.where(by_pi > 0, 1 - observed / by_pi, np.nan)
        kappa = np.where(by_kappa > 0, 1 - observed / by_kappa, np.nan)
    return 1 - 2 * observed, pi, kappa


def agreements(
    matrix: VoteMatrix, state: str, others: Iterable[str], draws: int = DRAWS
) -> list[Agreement]:
    """Agreement of a state with others, by session and over all (session None, last of each).

    The interval is the middle 90 % of the posterior of the table of shares, with a prior that
    weighs one roll call spread over the nine cells (Perks): a handful of equal votes is no proof
    of perfect agreement.

    Args:
        matrix: the roll calls.
        state, others: ISO 3166-1 alpha-3 codes.
        draws: from the posterior, behind each interval.
    """
    found: list[Agreement] = []
    column = matrix.column(state)
    for other in others:
        against = matrix.column(other)
        if column is None or against is None or column == against:
            continue
        sessions, tables = cross_tables(matrix, column, against)
        if not len(sessions):
            continue
        stacked = np.concatenate([tables, tables.sum(axis=0, keepdims=True)])
        found += with_intervals(state, other, [*map(int, sessions), None], stacked, draws)
    return found


def with_intervals(
    state: str, other: str, sessions: Sequence[int | None], tables: Integers, draws: int = DRAWS
) -> list[Agreement]:
    """The measures of tables that are counted already, with intervals; see :func:`agreements`.

    Args:
        state, other: whose positions met.
        sessions: one for each table; None for all sessions together.
        tables: (n, 3, 3), as in :func:`cross_tables`.
        draws: that the intervals rest on.
    """
    points = measures(tables.astype(float))
    generator = np.random.default_rng(SEED)
    drawn = measures(generator.standard_gamma(tables + 1 / 9, (draws, *tables.shape)))
    bounds = [np.quantile(values, _INTERVAL, axis=0) for values in drawn]
    made = []
    for n, session in enumerate(sessions):
        s, pi, kappa = (
            _estimate(float(point[n]), float(low[n]), float(high[n]))
            for point, (low, high) in zip(points, bounds, strict=True)
        )
        assert s is not None
        total, same = int(tables[n].sum()), int(np.trace(tables[n]))
        made.append(Agreement(state, other, session, total, same, s, pi, kappa))
    return made


def _estimate(point: float, low: float, high: float) -> Estimate | None:
    return None if np.isnan(point) else Estimate(point, min(point, low), max(point, high))
