"""Forecasts of votes that are known but hidden: to fit the weights of views, and to measure.

Nothing that a view says of a hidden vote rests on it: hidden votes are taken out of the record
before anything is learned, and a roll call does not count among its own precedents.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from tightrope.public_record.forecast.past import SESSIONS_BACK, Targets, past_of
from tightrope.public_record.forecast.stacking import (
    Examples,
    fit_weights,
    prior_weights,
    together,
)
from tightrope.public_record.forecast.views import Outlook
from tightrope.public_record.votes.matrix import NONE, VoteMatrix
from tightrope.records.votes import ForecastFit

Mask = npt.NDArray[np.bool_]

# Sessions that are rehearsed, and how many of their votes count at most.
_SESSIONS, _MOST_VOTES = 8, 40_000
# A session with fewer roll calls is no rehearsal.
_FEWEST_ROLL_CALLS = 10
# How many of the voters are hidden, from a gap in the record to the first few that vote.
_HIDDEN_SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)


def rehearse(
    matrix: VoteMatrix,
    session: int,
    hidden: Mask,
    *,
    seen: bool,
    back: int = SESSIONS_BACK,
    ahead: int = 0,
) -> Examples:
    """What the views say of the hidden votes of a session.

    Args:
        matrix: the record.
        session: whose roll calls are forecast.
        hidden: (roll calls, states) what is not known.
        seen: use what is not hidden on the same roll calls; without it a roll call with a hidden
            vote is hidden wholly.
        back, ahead: sessions before and after it that may be looked at. To fill gaps in a record
            one may look ahead, to forecast one may not.
    """
    votes = matrix.votes.copy()
    votes[hidden] = NONE
    of_session = matrix.sessions == session
    wanted = hidden & of_session[:, None] & (matrix.votes != NONE)
    targets = np.flatnonzero(wanted.any(axis=1))
    if not seen:
        votes[targets] = NONE
    rows = np.flatnonzero(
        (matrix.sessions >= session - back)
        & (matrix.sessions <= session + ahead)
        & (votes != NONE).any(axis=1)
    )
    columns = np.flatnonzero((votes[rows] != NONE).any(axis=0))
    if not len(rows) or not len(targets):
        return _none(seen)
    wanted = wanted[targets][:, columns]
    past = past_of(matrix, rows, votes[:, columns])
    place = {int(row): n for n, row in enumerate(rows)}
    found = Outlook(past, session).of(
        Targets(
            session=session,
            seen=votes[targets][:, columns],
            texts=past_of(matrix, targets, votes).texts,
            rows=np.array([place.get(int(row), -1) for row in targets], np.int32),
        ),
        seen=seen,
    )
    n, s = np.nonzero(wanted)
    return Examples(
        by_view=found.by_view[n, s],
        n_seen=(votes[targets] != NONE).sum(axis=1)[n].astype(np.float32),
        truth=matrix.votes[targets[n], columns[s]],
        rows=targets[n],
        columns=columns[s],
    )


def fit_forecast(
    matrix: VoteMatrix,
    *,
    seed: int = 1,
    sessions: Sequence[int] | None = None,
    ahead: int = 0,
    hidden_shares: Iterable[float] = _HIDDEN_SHARES,
    tell: Callable[[int], None] = lambda _: None,
) -> ForecastFit:
    """Fit the weights of views on hidden votes of up to eight sessions, spread over the record.

    Args:
        matrix: the record; nothing else is looked at.
        seed: of what is hidden. The same seed and votes give the same weights.
        sessions: to rehearse; those of :func:`rehearsed_sessions` when None.
        ahead: see :func:`rehearse`.
        hidden_shares: of the voters of each roll call, one of these at random.
        tell: called with 1 after each session.
    """
    generator = np.random.default_rng(seed)
    choices = np.array(tuple(hidden_shares))
    unseen, seen = [_none(False)], [_none(True)]
    sessions = rehearsed_sessions(matrix) if sessions is None else sessions
    for session in sessions:
        share = generator.choice(choices, len(matrix.votes))
        hidden = generator.random(matrix.votes.shape) < share[:, None]
        hidden &= (matrix.sessions == session)[:, None]
        whole = np.broadcast_to((matrix.sessions == session)[:, None], hidden.shape)
        unseen.append(rehearse(matrix, session, whole, seen=False))
        seen.append(rehearse(matrix, session, hidden, seen=True, ahead=ahead))
        tell(1)
    weights = []
    for parts, is_seen in ((unseen, False), (seen, True)):
        examples = _thinned(together(parts), generator)
        weights.append(fit_weights(examples, is_seen))
    return ForecastFit(
        unseen=_rounded(weights[0]),
        seen=_rounded(weights[1]),
        sessions=tuple(sessions),
    )


def rehearsed_sessions(matrix: VoteMatrix) -> list[int]:
    """Sessions with enough roll calls and some before them, spread evenly, the last among them."""
    counts = np.bincount(matrix.sessions, minlength=1)
    enough = [
        int(s)
        for s in np.flatnonzero(counts >= _FEWEST_ROLL_CALLS)
        if counts[max(0, s - SESSIONS_BACK) : s].any()
    ]
    if len(enough) <= _SESSIONS:
        return enough
    places = np.linspace(0, len(enough) - 1, _SESSIONS).round().astype(int)
    return [enough[n] for n in places]


def _thinned(examples: Examples, generator: np.random.Generator) -> Examples:
    n = len(examples.truth)
    if n <= _MOST_VOTES:
        return examples
    kept = np.sort(generator.choice(n, _MOST_VOTES, replace=False))
    return Examples(
        examples.by_view[kept],
        examples.n_seen[kept],
        examples.truth[kept],
        examples.rows[kept],
        examples.columns[kept],
    )


def _none(seen: bool) -> Examples:
    n_views = (len(prior_weights(seen)) - 1) // (4 if seen else 2)
    return Examples(
        np.zeros((0, n_views, 3), np.float32),
        np.zeros(0, np.float32),
        np.zeros(0, np.int8),
        np.zeros(0, np.intp),
        np.zeros(0, np.intp),
    )


def _rounded(weights: npt.NDArray[np.floating]) -> tuple[tuple[float, float], ...]:
    return tuple((round(float(a), 6), round(float(b), 6)) for a, b in weights)


#: What is taken before anything is fitted.
PRIOR = ForecastFit(_rounded(prior_weights(False)), _rounded(prior_weights(True)), ())
