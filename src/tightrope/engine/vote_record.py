"""What the record says of one state: its votes, its agreement with powers, its departures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.engine.voting import load_votes
from tightrope.errors import StoreError
from tightrope.public_record.agreement import agreements
from tightrope.public_record.departures import Departure, departures
from tightrope.public_record.votes.matrix import POSITIONS
from tightrope.records.events import VotePosition
from tightrope.records.votes import Agreement, IdealPoint, RollCall
from tightrope.store import Corpus

_LATEST, _DEPARTURES = 10, 15


@dataclass(frozen=True, slots=True)
class Cast:
    """One vote of the state, with those of the powers (None: not recorded)."""

    roll_call: RollCall
    position: VotePosition
    powers: tuple[VotePosition | None, ...]


@dataclass(frozen=True, slots=True)
class VoteRecord:
    """Everything that is shown of a state's votes.

    ``counts`` are by session, positions in the order no, abstain, yes; ``latest`` and
    ``departures`` begin with the newest and the most surprising. ``points`` are empty before
    ideal points are estimated.
    """

    state: str
    powers: tuple[str, ...]
    counts: tuple[tuple[int, tuple[int, int, int]], ...]
    latest: tuple[Cast, ...]
    agreements: tuple[Agreement, ...]
    departures: tuple[Departure, ...]
    points: tuple[IdealPoint, ...]
    power_points: tuple[IdealPoint, ...]


def vote_record(corpus: Corpus, state: str, powers: Sequence[str]) -> VoteRecord:
    """Gather the record of a state.

    Raises:
        StoreError: the database holds no roll calls, or none in which the state voted.
    """
    matrix = load_votes(corpus)
    column = matrix.column(state)
    if column is None or not (matrix.votes[:, column] >= 0).any():
        raise StoreError(
            f"{corpus.path or 'The database'} holds no vote of {state}; 'tightrope votes import' "
            "reads more roll calls."
        )
    others = tuple(p for p in dict.fromkeys(powers) if p != state)
    cast = [n for n in range(len(matrix.roll_calls)) if matrix.votes[n, column] >= 0]
    counts: dict[int, Counter[int]] = {}
    for n in cast:
        counts.setdefault(int(matrix.sessions[n]), Counter())[int(matrix.votes[n, column])] += 1
    latest = tuple(
        Cast(
            matrix.roll_calls[n],
            POSITIONS[matrix.votes[n, column]],
            tuple(_position(matrix.roll_calls[n], power) for power in others),
        )
        for n in cast[: -_LATEST - 1 : -1]
    )
    points = corpus.read_ideal_points()
    fit = corpus.vote_fit()
    found = departures(matrix, state, points, fit.asked if fit is not None else ())
    return VoteRecord(
        state=state,
        powers=others,
        counts=tuple((s, (c[0], c[1], c[2])) for s, c in sorted(counts.items())),
        latest=latest,
        agreements=tuple(agreements(matrix, state, others)),
        departures=tuple(found[:_DEPARTURES]),
        points=tuple(p for p in points if p.iso3 == state),
        power_points=tuple(p for p in points if p.iso3 in others),
    )


def _position(roll_call: RollCall, state: str) -> VotePosition | None:
    if state not in roll_call.states:
        return None
    return roll_call.positions[roll_call.states.index(state)]
