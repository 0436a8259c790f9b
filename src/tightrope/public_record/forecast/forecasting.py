"""The forecast of one roll call, with what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tightrope.public_record.forecast.past import Past, Targets, past_of
from tightrope.public_record.forecast.stacking import combine
from tightrope.public_record.forecast.texts import Text
from tightrope.public_record.forecast.views import Outlook
from tightrope.public_record.votes.matrix import (
    ABSTAIN,
    CODES,
    NO,
    NONE,
    POSITIONS,
    YES,
    Floats,
    VoteMatrix,
)
from tightrope.records.events import VotePosition
from tightrope.records.votes import ForecastFit, Likelihood, RollCall

#: With no past text at least so like (cosine), a forecast rests on habits alone.
LEAST_LIKE = 0.2
_PRECEDENTS = 5
# In how many parts the voters are hidden in turn, when each is forecast from the others.
_PARTS = 10


@dataclass(frozen=True, slots=True)
class Similar:
    """A past roll call that a forecast rests on.

    ``likeness`` is the larger cosine of title and whole text, between 0 and 1.
    """

    roll_call: RollCall
    likeness: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """How states will vote on a text.

    Attributes:
        likelihoods: a state each, in order of code.
        similar: the past roll calls that are most like it, the likest first.
        has_precedent: whether any of them is like enough to count; if not, the forecast rests on
            what each state does at large.
        n_past: roll calls it looked at.
        n_seen: votes on the roll call itself that were known.
    """

    likelihoods: tuple[Likelihood, ...]
    similar: tuple[Similar, ...]
    has_precedent: bool
    n_past: int
    n_seen: int


def forecast(
    past: VoteMatrix,
    text: Text,
    session: int,
    fit: ForecastFit,
    *,
    given: Mapping[str, VotePosition] | None = None,
    each_from_others: bool = False,
) -> Forecast:
    """Forecast a roll call.

    Args:
        past: roll calls before it, one at least; the few sessions before it are enough.
        text: what is voted on.
        session: in which the vote is held.
        fit: weights of views.
        given: votes on it that are known, or supposed. States that are given are not forecast.
        each_from_others: forecast the states that are given too, each from the others.
    """
    known = np.full(len(past.states), NONE, np.int8)
    for state, position in (given or {}).items():
        column = past.column(state)
        if column is not None:
            known[column] = CODES[position]
    columns = np.flatnonzero((past.votes != NONE).any(axis=0))
    known = known[columns]
    seen = _in_turn(known) if each_from_others else known[None]
    outlook = Outlook(_whole(past, columns), session)
    targets = Targets(session, seen, [text] * len(seen), np.full(len(seen), -1, np.int32))
    is_seen = bool((known != NONE).any())
    viewed = outlook.of(targets, seen=is_seen)
    weights = np.array(fit.seen if is_seen else fit.unseen)
    shares = np.full((len(columns), len(POSITIONS)), np.nan)
    for n, votes in enumerate(seen):
        open_ = np.flatnonzero(votes == NONE)
        n_known = np.full(len(open_), (votes != NONE).sum(), np.float32)
        shares[open_] = combine(viewed.by_view[n, open_], n_known, weights, is_seen)
    return Forecast(
        likelihoods=_likelihoods([past.states[n] for n in columns], shares),
        similar=_similar(past, viewed.likeness[0]),
        has_precedent=bool(viewed.likeness[0].max(initial=0.0) >= LEAST_LIKE),
        n_past=len(past.roll_calls),
        n_seen=int((known != NONE).sum()),
    )


def _whole(past: VoteMatrix, columns: npt.NDArray[np.intp]) -> Past:
    return past_of(past, np.arange(len(past.roll_calls)), past.votes[:, columns])


def _in_turn(known: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
    """(parts, states): the known votes, in each row without those of another part of the states.

    A state that is not known is open in every row; its forecast is that of the last.
    """
    voted = np.flatnonzero(known != NONE)
    parts = min(_PARTS, max(1, len(voted)))
    made = np.repeat(known[None], parts + 1, axis=0)
    # States in order of code: every tenth, so that neighbours in the list are hidden apart.
    made[np.arange(len(voted)) % parts, voted] = NONE
    return made


def _likelihoods(states: Sequence[str], shares: Floats) -> tuple[Likelihood, ...]:
    return tuple(
        Likelihood(state, float(p[YES]), float(p[ABSTAIN]), float(p[NO]))
        for state, p in zip(states, shares, strict=True)
        if not np.isnan(p[YES])
    )


def _similar(past: VoteMatrix, likeness: Floats) -> tuple[Similar, ...]:
    """The likest, of equally like ones the newest; those that share no word are left out."""
    order = sorted(
        np.flatnonzero(likeness > 0),
        key=lambda n: (-round(float(likeness[n]), 2), -int(past.sessions[n]), -int(n)),
    )
    return tuple(
        Similar(past.roll_calls[n], round(float(likeness[n]), 3)) for n in order[:_PRECEDENTS]
    )
