"""Agreement in the General Assembly as the stream ``votes`` of alignment.

One position a session: Scott's pi of the state's votes with the power's (see
:mod:`tightrope.public_record.agreement`), which is 1 when they vote alike throughout, 0 when they
agree as often as chance would have it, and below when less. It stands beside what the news tells
of and is not smoothed over sessions: a session holds dozens of votes and speaks for itself.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from tightrope.public_record.agreement import agreements
from tightrope.public_record.votes.matrix import VoteMatrix
from tightrope.records.alignment import Alignment, Observation, Stream
from tightrope.records.votes import Agreement

# Draws behind each interval: fewer than for a single pair, since all pairs are measured here.
_DRAWS = 200
#: With fewer roll calls in which both voted a session says nothing.
FEWEST_VOTES = 5

SessionDays = dict[int, tuple[date, date]]


def vote_alignments(
    matrix: VoteMatrix, focal: str, powers: Sequence[str], bounds: SessionDays | None = None
) -> list[Alignment]:
    """Position of a state towards powers by session, with 90 % intervals.

    Sessions in which both voted less than five times are left out, and those in which both held
    one and the same position throughout, where pi has no value.

    Args:
        matrix: the roll calls.
        focal, powers: ISO 3166-1 alpha-3 codes.
        bounds: of :func:`session_days`, where many states are measured.

    Returns:
        By power and session; a period runs from the first to the last roll call of a session,
        ``n_incidents`` counts those in which both voted.
    """
    bounds = session_days(matrix) if bounds is None else bounds
    found = agreements(matrix, focal, powers, draws=_DRAWS)
    return [made for a in found if (made := _alignment(a, bounds)) is not None]


def _alignment(agreement: Agreement, bounds: SessionDays) -> Alignment | None:
    if agreement.session is None or agreement.pi is None or agreement.n_votes < FEWEST_VOTES:
        return None
    start, end = bounds[agreement.session]
    return Alignment(
        focal=agreement.state,
        power=agreement.other,
        period_start=start,
        period_end=end,
        stream=Stream.VOTES,
        mean=_on_scale(agreement.pi.mean),
        low=_on_scale(agreement.pi.low),
        high=_on_scale(agreement.pi.high),
        n_incidents=agreement.n_votes,
        n_origins=1,
        incident_ids=(session_id(agreement.session),),
    )


def vote_observations(alignments: Iterable[Alignment]) -> tuple[Observation, ...]:
    """What the positions rest on, one observation a session, on the day of its last roll call."""
    return tuple(
        Observation(
            incident_id=a.incident_ids[0],
            stream=Stream.VOTES,
            day=a.period_end,
            value=a.mean,
            weight=1.0,
            n_origins=1,
            why=f"agreement beyond chance over {a.n_incidents} roll calls",
        )
        for a in alignments
    )


def session_id(session: int) -> str:
    """What stands for the roll calls of a session where incidents are named."""
    return f"unga-{session}"


def session_days(matrix: VoteMatrix) -> SessionDays:
    """First and last roll call of each session."""
    found: SessionDays = {}
    for session in np.unique(matrix.sessions):
        days = [matrix.roll_calls[n].date for n in np.flatnonzero(matrix.sessions == session)]
        found[int(session)] = (min(days), max(days))
    return found


def _on_scale(value: float) -> float:
    return round(max(-1.0, min(1.0, value)), 4)
