"""Forecasts of hidden votes beside simple ones, in the same run on the same hidden votes.

Four tasks:

- gaps: a random tenth of all votes is hidden; the rest of the record, later sessions too, is known;
- half: a random half of the votes of session 74 is hidden; the other half and the sessions before
  are known;
- texts: of a session nothing is known but the texts, and all earlier sessions;
- unseen: a random tenth of the roll calls is hidden wholly but for their texts; of the others those
  of the same session and of earlier ones are known.

Weights are fitted on votes that are hidden inside what is known (in the last two tasks on some
sessions, and forecasts measured on the others).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.figures import Figure
from tightrope.public_record.departures import plain_title
from tightrope.public_record.forecast.rehearsal import Mask, fit_forecast, rehearse
from tightrope.public_record.forecast.stacking import Examples, combine, together
from tightrope.public_record.votes.importing import read_votes
from tightrope.public_record.votes.joining import join
from tightrope.public_record.votes.matrix import NONE, YES, VoteMatrix, vote_matrix
from tightrope.records.votes import RollCall

LAST = 74
GAPS_FLOOR, HALF_FLOOR, TEXTS_FLOOR, UNSEEN_FLOOR = 0.949, 0.965, 0.865, 0.865
_AROUND = 4
_HIDDEN = 0.1
# The nearest states: the last three sessions, agreement to this power.
_SESSIONS, _POWER = 3, 20

Probabilities = npt.NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Score:
    """Share of votes whose likeliest position is the true one, and mean minus log probability."""

    accuracy: float
    log_loss: float


def score(probabilities: Probabilities, truth: npt.NDArray[np.int8]) -> Score:
    right = probabilities.argmax(axis=1) == truth
    loss = -np.log(probabilities[np.arange(len(truth)), truth] + 1e-12)
    return Score(float(right.mean()), float(loss.mean()))


def record(bench: Path) -> VoteMatrix:
    """The roll calls of the gold data as a matrix."""
    folder = bench / "votes"
    read = read_votes([folder / "unga_votes.parquet", folder / "unga_rollcalls.parquet"])
    known: dict[str, RollCall] = {}
    for found in read.by_source.values():
        joined = join(known.values(), found)
        known |= {r.id: r for r in (*joined.added, *joined.changed)}
    return vote_matrix(known.values())


def up_to(matrix: VoteMatrix, last: int) -> VoteMatrix:
    """The record as it stood after a session."""
    kept = matrix.sessions <= last
    return replace(
        matrix,
        roll_calls=tuple(r for r, k in zip(matrix.roll_calls, kept, strict=True) if k),
        votes=matrix.votes[kept],
        sessions=matrix.sessions[kept],
    )


def gaps(
    matrix: VoteMatrix, sessions: Sequence[int] | None = None, seed: int = 11, fitted: int = 8
) -> tuple[Examples, Probabilities, Mask]:
    """Hide a tenth of all votes and fill them; returns examples, probabilities, what was hidden.

    Args:
        matrix: the record.
        sessions: whose hidden votes are filled; all when None.
        seed: of what is hidden.
        fitted: sessions on which weights are fitted.
    """
    generator = np.random.default_rng(seed)
    hidden = (generator.random(matrix.votes.shape) < _HIDDEN) & (matrix.votes != NONE)
    rest = replace(matrix, votes=np.where(hidden, NONE, matrix.votes).astype(np.int8))
    chosen = _spread(rest, fitted)
    weights = np.array(
        fit_forecast(rest, sessions=chosen, ahead=_AROUND, hidden_shares=(_HIDDEN,)).seen
    )
    found = together(
        [
            rehearse(matrix, int(s), hidden, seen=True, back=_AROUND, ahead=_AROUND)
            for s in (np.unique(matrix.sessions) if sessions is None else sessions)
        ]
    )
    return found, combine(found.by_view, found.n_seen, weights, True), hidden


def half(
    matrix: VoteMatrix, seed: int = 12, fitted: int = 8
) -> tuple[Examples, Probabilities, Mask]:
    """Hide half of the votes of session 74 and forecast them; weights are fitted on 1 to 73."""
    generator = np.random.default_rng(seed)
    hidden = (generator.random(matrix.votes.shape) < 0.5) & (matrix.votes != NONE)
    hidden &= (matrix.sessions == LAST)[:, None]
    before = up_to(matrix, LAST - 1)
    weights = np.array(fit_forecast(before, sessions=_spread(before, fitted)).seen)
    found = rehearse(matrix, LAST, hidden, seen=True)
    return found, combine(found.by_view, found.n_seen, weights, True), hidden


def texts(
    matrix: VoteMatrix,
    sessions: Sequence[int] | None = None,
    fitted: int = 8,
    share: float = 1.0,
    seed: int = 13,
) -> tuple[Examples, Probabilities]:
    """Forecast roll calls from their texts, all before them, and what is known of their session.

    Weights are fitted on some sessions, and forecasts measured on the others.

    Args:
        matrix: the record.
        sessions: to forecast; all that no weights are fitted on when None.
        fitted: sessions on which weights are fitted.
        share: of the roll calls that are hidden; with 1 whole sessions are.
        seed: of which roll calls.
    """
    chosen = _spread(up_to(matrix, LAST - 1), fitted)
    weights = np.array(fit_forecast(matrix, sessions=chosen).unseen)
    asked = np.setdiff1d(np.unique(matrix.sessions) if sessions is None else sessions, chosen)
    rows = np.random.default_rng(seed).random(len(matrix.votes)) < share
    parts = []
    for session in asked:
        hidden = np.broadcast_to((rows & (matrix.sessions == session))[:, None], matrix.votes.shape)
        parts.append(rehearse(matrix, int(session), hidden, seen=False))
    found = together(parts)
    return found, combine(found.by_view, found.n_seen, weights, False)


def _spread(matrix: VoteMatrix, count: int) -> list[int]:
    counts = np.bincount(matrix.sessions)
    enough = np.flatnonzero(counts >= 10)[1:]
    return [int(enough[n]) for n in np.linspace(0, len(enough) - 1, count).round().astype(int)]


def nearest_states(
    matrix: VoteMatrix, hidden: Mask, examples: Examples, ahead: int = 0
) -> Probabilities:
    """Shares of positions among the states seen on the roll call, weighted by recent agreement.

    Agreement is that of three sessions, the last of them ``ahead`` of the roll call's.
    """
    votes = np.where(hidden, NONE, matrix.votes)
    made = np.zeros((len(examples.truth), 3))
    for session in np.unique(matrix.sessions[examples.rows]):
        last = session + ahead
        near = votes[(matrix.sessions > last - _SESSIONS) & (matrix.sessions <= last)]
        seen = (near != NONE).astype(np.float32)
        both = seen.T @ seen
        same = sum((near == k).astype(np.float32).T @ (near == k) for k in range(3))
        weight = ((same + 1) / (both + 2)) ** _POWER
        np.fill_diagonal(weight, 0.0)
        for n in np.flatnonzero(matrix.sessions[examples.rows] == session):
            here = votes[examples.rows[n]]
            made[n] = [weight[examples.columns[n], here == k].sum() for k in range(3)]
    made += 1e-9
    shares: Probabilities = made / made.sum(axis=1, keepdims=True)
    return shares


def same_title_before(matrix: VoteMatrix, examples: Examples) -> npt.NDArray[np.int8]:
    """What the state voted last under the same title in an earlier session; yes when never."""
    titles = [plain_title(r) for r in matrix.roll_calls]
    of_title: dict[str, list[int]] = {}
    for n, title in enumerate(titles):
        of_title.setdefault(title, []).append(n)
    made = np.full(len(examples.truth), YES, np.int8)
    for n, (row, column) in enumerate(zip(examples.rows, examples.columns, strict=True)):
        for earlier in reversed(of_title[titles[row]] if titles[row] else []):
            vote = matrix.votes[earlier, column]
            if matrix.sessions[earlier] < matrix.sessions[row] and vote != NONE:
                made[n] = vote
                break
    return made


def measure(bench: Path | None) -> list[Figure]:
    """Accuracy and log-loss of the three tasks beside simple forecasts of the same votes."""
    if bench is None:
        return []
    matrix = record(bench)
    figures = []
    for name, (found, ours, hidden), ahead, floor, published in (
        ("a tenth of votes hidden", gaps(matrix), 1, GAPS_FLOOR, (0.899, 0.870)),
        (f"half of session {LAST} hidden", half(matrix), 0, HALF_FLOOR, (0.926, 0.885)),
    ):
        nearest = score(nearest_states(matrix, hidden, found, ahead), found.truth)
        result = score(ours, found.truth)
        figures += [
            Figure("votes", f"forecast, {name}: accuracy", result.accuracy, "", "nearest states",
                   nearest.accuracy, floor=floor),
            Figure("votes", f"forecast, {name}: log-loss", result.log_loss, "", "nearest states",
                   nearest.log_loss, higher_is_better=False),
            Figure("votes", f"forecast, {name}: accuracy", result.accuracy, "",
                   "one-dimensional ideal points", published[0], True),
            Figure("votes", f"forecast, {name}: accuracy", result.accuracy, "",
                   "majority of the regional bloc", published[1], True),
        ]  # fmt: skip
    from_texts: list[tuple[str, tuple[Examples, Probabilities], float | None]] = [
        ("text alone, session by session", texts(matrix), TEXTS_FLOOR),
        ("text alone, a tenth of roll calls", texts(matrix, share=_HIDDEN), UNSEEN_FLOOR),
        (f"text alone, session {LAST}", texts(matrix, [LAST]), None),
    ]
    for name, (found, ours), text_floor in from_texts:
        result = score(ours, found.truth)
        always = float((found.truth == YES).mean())
        before = float((same_title_before(matrix, found) == found.truth).mean())
        figures += [
            Figure("votes", f"forecast, {name}: accuracy", result.accuracy, "", "always yes",
                   always, floor=text_floor),
            Figure("votes", f"forecast, {name}: accuracy", result.accuracy, "",
                   "as last under the title", before),
            Figure("votes", f"forecast, {name}: log-loss", result.log_loss,
                   higher_is_better=False),
        ]  # fmt: skip
    return figures
