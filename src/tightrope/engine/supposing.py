"""What would change: a state measured without and with supposed acts and votes.

Nothing is written; the database is only read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tightrope.engine.measuring import with_votes
from tightrope.engine.supposed_rows import Supposed, SupposedVote
from tightrope.errors import UsageError
from tightrope.measures.observations import VOTE
from tightrope.measures.standing import Standing, measure
from tightrope.measures.voting import vote_value
from tightrope.measures.weights import DEFAULT_WEIGHTS
from tightrope.public_record.vote_alignment import session_days
from tightrope.public_record.votes.matrix import VoteMatrix, vote_matrix
from tightrope.public_record.votes.resolutions import session_on
from tightrope.records.corpus import Incident
from tightrope.records.events import Modality, Polarity, VotePosition
from tightrope.records.votes import RollCall
from tightrope.store import Corpus

#: A vote leaves no doubt that it was cast: about as many origins as make a weight of one.
_RECORDED = tuple(f"record-{n}" for n in range(10))
_WEIGHTS = replace(DEFAULT_WEIGHTS, votes_in_all=0.0)


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
    roll calls of the database. Where there are roll calls it is put among them and changes the
    agreement of its session; without any, the stream votes is made of the supposed ones alone.

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
    record = _Record.of(corpus, supposed.votes, powers)
    effects, related = [], set[int]()
    for state in focal:
        effect, rows = _effect(state, powers, incidents, supposed, record)
        effects.append(effect)
        related |= rows
    numbers = [*(row for row, _ in supposed.acts), *(v.row for v in supposed.votes)]
    return WhatIf(
        powers=powers,
        n_rows=len(numbers),
        effects=tuple(effects),
        unrelated=tuple(sorted(set(numbers) - related)),
    )


@dataclass(frozen=True, slots=True)
class _Record:
    """The roll calls of the database without and with the supposed votes; None when it has none.

    ``known`` is who voted how on the resolutions supposed, by the record or the file.
    """

    before: VoteMatrix | None
    after: VoteMatrix | None
    known: dict[tuple[str, str], VotePosition]

    @classmethod
    def of(cls, corpus: Corpus, votes: Sequence[SupposedVote], powers: Sequence[str]) -> "_Record":
        known = {(v.resolution.casefold(), v.iso3): v.position for v in votes}
        voters = sorted({v.iso3 for v in votes} | set(powers))
        roll_calls = corpus.read_roll_calls(states=voters) if votes else []
        if not roll_calls:
            return cls(None, None, known)
        merged = with_supposed(roll_calls, votes)
        asked = {v.resolution.casefold() for v in votes}
        for r in merged:
            if r.resolution.casefold() in asked:
                for state, position in zip(r.states, r.positions, strict=True):
                    known.setdefault((r.resolution.casefold(), state), position)
        return cls(vote_matrix(roll_calls), vote_matrix(merged), known)

    def towards(self, vote: SupposedVote, power: str) -> float | None:
        """How far a supposed vote stood with a power; None when that is not known."""
        other = self.known.get((vote.resolution.casefold(), power))
        return vote_value(vote.position, other) if other is not None else None


def _effect(
    focal: str,
    powers: Sequence[str],
    incidents: Iterable[Incident],
    supposed: Supposed,
    record: _Record,
) -> tuple[Effect, set[int]]:
    own = [i for i in incidents if focal in (*i.actor_states, *i.recipient_states)]
    acts = [act for _, act in supposed.acts]
    asked = tuple(p for p in powers if p != focal)
    votes = [v for v in supposed.votes if v.iso3 == focal]
    values = {(f"supposed-{v.row}", p): record.towards(v, p) for v in votes for p in asked}
    # Roll calls of the record are measured by session and stay outside the joined position, and
    # so do supposed ones where there is no record to put them into.
    cast = [] if record.after is not None else [_vote_incident(v) for v in votes]

    def measured(with_rows: bool, period: str | None, through: date | None) -> Standing:
        return measure(
            focal,
            asked,
            own,
            period,
            _WEIGHTS,
            vote_position=lambda incident, power: values.get((incident.id, power)),
            through=through,
            supposed=[*acts, *cast] if with_rows else (),
        )

    first = measured(True, None, None)
    through = max((o.day for _, seen in first.observations for o in seen), default=None)
    before = measured(False, first.period, through)
    after = measured(True, first.period, through)
    row_of = {act.id: row for row, act in supposed.acts}
    row_of |= {i.id: v.row for i, v in zip(cast, votes, strict=False)}
    counted = {o.incident_id for _, seen in after.observations for o in seen} & row_of.keys()
    left_out = [x for x in after.left_out if x.incident_id in row_of]
    # A vote that counts towards one power is not told of as left out for want of another's.
    uncounted = [
        (row_of[x.incident_id], x.reason) for x in left_out if x.incident_id not in counted
    ]
    if record.after is not None and record.before is not None:
        before = with_votes(before, record.before, session_days(record.before))
        after = with_votes(after, record.after, session_days(record.after))
        unknown = [v for v in votes if all(record.towards(v, p) is None for p in asked)]
        uncounted += [(v.row, "how the powers voted is not known") for v in unknown]
    related = {row_of[i] for i in counted} | {row_of[x.incident_id] for x in left_out}
    related |= {v.row for v in supposed.votes if v.iso3 in powers or v.iso3 == focal}
    told = dict.fromkeys(f"row {row}: {reason}" for row, reason in sorted(uncounted))
    return Effect(focal, before, after, tuple(told)), related


def _vote_incident(vote: SupposedVote) -> Incident:
    return Incident(
        id=f"supposed-{vote.row}",
        event_type=VOTE,
        actor_states=(vote.iso3,),
        recipient_states=(),
        date_low=vote.day,
        date_high=vote.day,
        event_ids=(),
        document_ids=(),
        origins=_RECORDED,
        polarity=str(Polarity.ASSERTED),
        modality=str(Modality.ACTUAL),
        intensity=0.0,
    )


def with_supposed(roll_calls: Iterable[RollCall], votes: Iterable[SupposedVote]) -> list[RollCall]:
    """The record with supposed votes in it: a resolution that it knows gets them, others are new.

    Of several roll calls on one resolution the one of that day gets them, else the last.
    """
    made = list(roll_calls)
    places: dict[str, list[int]] = {}
    for n, roll_call in enumerate(made):
        places.setdefault(roll_call.resolution.casefold(), []).append(n)
    for vote in votes:
        key = vote.resolution.casefold()
        if key not in places:
            places[key] = [len(made)]
            name = f"supposed-{vote.row}"
            made.append(RollCall(name, vote.resolution, vote.day, session_on(vote.day), (), ()))
        same_day = [n for n in places[key] if made[n].date == vote.day]
        place = (same_day or places[key])[-1]
        roll_call = made[place]
        positions = dict(zip(roll_call.states, roll_call.positions, strict=True))
        positions[vote.iso3] = vote.position
        states = tuple(sorted(positions))
        made[place] = replace(
            roll_call, states=states, positions=tuple(positions[s] for s in states)
        )
    return made
