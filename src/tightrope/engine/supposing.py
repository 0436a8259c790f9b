"""What would change: a state measured without and with supposed acts and votes.

Nothing is written; the database is only read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tightrope.engine.supposed_rows import Supposed, SupposedVote
from tightrope.errors import UsageError
from tightrope.measures.observations import VOTE
from tightrope.measures.standing import Standing, measure
from tightrope.measures.voting import vote_value
from tightrope.records import events
from tightrope.records.corpus import Incident
from tightrope.store import Corpus

#: The record of a vote leaves no doubt: about as many origins as make a weight of one.
_RECORDED = tuple(f"record-{n}" for n in range(10))


@dataclass(frozen=True, slots=True)
class Effect:
    """Where one state stands without and with what is supposed, on the same day.

    ``uncounted`` says of rows why no measure counts them.
    """

    focal: str
    before: Standing
    after: Standing
    uncounted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The effects on every state asked for; ``unrelated`` are rows that concern none of them."""

    powers: tuple[str, ...]
    n_rows: int
    effects: tuple[Effect, ...]
    unrelated: tuple[int, ...]


def suppose(
    corpus: Corpus, supposed: Supposed, powers: Sequence[str], focal: Sequence[str] = ()
) -> WhatIf:
    """Measure states without and with supposed acts and votes.

    Both are given for the end of the same period, the last in which anything is observed or
    supposed. A supposed act counts on the day it is given, as if one more incident were known. A
    supposed vote needs the vote of the power on the same resolution, from the file or from the
    roll calls of the database.

    Args:
        corpus: the open database.
        supposed: what is supposed.
        powers: ISO 3166-1 alpha-3 codes.
        focal: the same of the states; all of the file that are no powers when none is given.

    Raises:
        UsageError: the file names no state besides the powers.
    """
    powers = tuple(dict.fromkeys(powers))
    focal = tuple(dict.fromkeys(focal)) or tuple(s for s in supposed.states if s not in powers)
    if not focal:
        raise UsageError(
            "The rows name no state besides the powers; say which state to measure with --focal."
        )
    incidents = corpus.records("incidents", Incident)
    recorded = _recorded_votes(corpus, supposed.votes, powers)
    effects, related = [], set[int]()
    for state in focal:
        effect, rows = _effect(state, powers, incidents, supposed, recorded)
        effects.append(effect)
        related |= rows
    numbers = [*(row for row, _ in supposed.acts), *(v.row for v in supposed.votes)]
    return WhatIf(
        powers=powers,
        n_rows=len(numbers),
        effects=tuple(effects),
        unrelated=tuple(sorted(set(numbers) - related)),
    )


def _effect(
    focal: str,
    powers: Sequence[str],
    incidents: Iterable[Incident],
    supposed: Supposed,
    recorded: dict[tuple[str, str], events.VotePosition],
) -> tuple[Effect, set[int]]:
    own = [i for i in incidents if focal in (*i.actor_states, *i.recipient_states)]
    acts = [act for _, act in supposed.acts]
    votes, values = _vote_incidents(focal, powers, supposed.votes, recorded)

    def position(incident: Incident, power: str) -> float | None:
        return values.get((incident.id, power))

    asked = [p for p in powers if p != focal]
    first = measure(focal, asked, own, supposed=[*acts, *votes], vote_position=position)
    days = [o.day for _, seen in first.observations for o in seen]
    through = max(days, default=date.min)
    after = measure(
        focal,
        asked,
        own,
        first.period,
        through=through,
        supposed=[*acts, *votes],
        vote_position=position,
    )
    before = measure(focal, asked, own, first.period, through=through)
    row_of = {act.id: row for row, act in supposed.acts}
    row_of |= {i.id: v.row for i in votes for v in supposed.votes if _is_vote(i, v, focal)}
    left_out = [x for x in after.left_out if x.incident_id in row_of]
    counted = {o.incident_id for _, seen in after.observations for o in seen} & row_of.keys()
    # A vote that counts towards one power is not told of as left out for want of another's.
    told = [x for x in left_out if x.incident_id not in counted]
    uncounted = dict.fromkeys(f"row {row_of[x.incident_id]}: {x.reason}" for x in told)
    related = {row_of[i] for i in counted} | {row_of[x.incident_id] for x in left_out}
    related |= {v.row for v in supposed.votes if v.iso3 in powers}
    return Effect(focal, before, after, tuple(uncounted)), related


def _vote_incidents(
    focal: str,
    powers: Sequence[str],
    votes: Iterable[SupposedVote],
    recorded: dict[tuple[str, str], events.VotePosition],
) -> tuple[list[Incident], dict[tuple[str, str], float]]:
    """The votes of a state as incidents, and how far each stood with each power."""
    supposed = {(v.resolution.casefold(), v.iso3): v.position for v in votes}
    known = recorded | supposed
    made: list[Incident] = []
    values: dict[tuple[str, str], float] = {}
    for vote in votes:
        if vote.iso3 != focal:
            continue
        identifier = f"supposed-{vote.row}"
        for power in powers:
            other = known.get((vote.resolution.casefold(), power))
            value = vote_value(vote.position, other) if other is not None else None
            if value is not None:
                values[identifier, power] = value
        made.append(_vote_incident(identifier, vote))
    return made, values


def _vote_incident(identifier: str, vote: SupposedVote) -> Incident:
    return Incident(
        id=identifier,
        event_type=VOTE,
        actor_states=(vote.iso3,),
        recipient_states=(),
        date_low=vote.day,
        date_high=vote.day,
        event_ids=(),
        document_ids=(),
        origins=_RECORDED,
        polarity=str(events.Polarity.ASSERTED),
        modality=str(events.Modality.ACTUAL),
        intensity=0.0,
    )


def _is_vote(incident: Incident, vote: SupposedVote, focal: str) -> bool:
    return vote.iso3 == focal and incident.id == f"supposed-{vote.row}"


def _recorded_votes(
    corpus: Corpus, votes: Iterable[SupposedVote], powers: Sequence[str]
) -> dict[tuple[str, str], events.VotePosition]:
    """How the powers voted on these resolutions by the roll calls of the database."""
    wanted = sorted({v.resolution.casefold() for v in votes})
    found: dict[tuple[str, str], events.VotePosition] = {}
    if not wanted:
        return found
    for roll_call in corpus.read_roll_calls("list_contains(?, lower(resolution))", [wanted]):
        for state, position in zip(roll_call.states, roll_call.positions, strict=True):
            if state in powers:
                found[roll_call.resolution.casefold(), state] = position
    return found
