"""Stances: each statement of an official with its direction towards every other state it names."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from tightrope.records.actors import Sector
from tightrope.records.events import Event, Modality, Polarity
from tightrope.records.plover import EventType
from tightrope.records.readings import Reading
from tightrope.records.statements import Direction, SpeakerRole, Stance, Statement, StatementKind
from tightrope.reference.actors import states
from tightrope.stages.judging.evidence import Evidence, Judged, evidence_in

#: Sectors whose words are those of a state.
OFFICIAL = frozenset(
    {Sector.GOV, Sector.MIL, Sector.SPY, Sector.LEG, Sector.JUD, Sector.COP, Sector.PTY}
)
_IN_OFFICE = frozenset({SpeakerRole.OFFICIAL, SpeakerRole.MILITARY})
_NOT_SPEAKING = frozenset({"outlet", "press", "document", "none"})
_FAVOURABLE = frozenset({EventType.SUPPORT})
_UNFAVOURABLE = frozenset(
    {
        EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.PROTEST,
        EventType.SANCTION,
    }
)  # fmt: skip
# Acts of the other state against the speaker's own are told to blame it.
_SUFFERED = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.THREATEN, EventType.SANCTION})
_TOLD = frozenset({Modality.ACTUAL, Modality.PLANNED, Modality.THREATENED})


def judge(reading: Reading) -> Reading:
    """Fill ``stances`` of the statements of a reading.

    Args:
        reading: with document, sentences, mentions, statements and events.

    Returns:
        The reading; statements of officials about other states have a stance towards each of
        them, those with a direction first; all other statements have none.
    """
    judged = [s for s in reading.statements if is_official(s)]
    if not judged:
        return reading
    inside: dict[str, list[Statement]] = defaultdict(list)
    for statement in reading.statements:
        if statement.parent_id:
            inside[statement.parent_id].append(statement)
    made = {s.id: _stances(reading, s, inside[s.id], reading.events) for s in judged}
    return replace(
        reading,
        statements=tuple(
            replace(s, stances=made[s.id]) if s.id in made else s for s in reading.statements
        ),
    )


def is_official(statement: Statement) -> bool:
    """Whether a state speaks by this statement: its government, army, parliament, a service."""
    return (
        bool(set(statement.source_states) & state_codes())
        and (
            statement.source_sector in OFFICIAL
            or (statement.source_sector is Sector.UNK and statement.speaker_role in _IN_OFFICE)
        )
        and statement.source_kind not in _NOT_SPEAKING
    )


@lru_cache(maxsize=1)
def state_codes() -> frozenset[str]:
    """Codes of states; organisations have codes too and are not judged."""
    return frozenset(s.iso3 for s in states())


def _stances(
    reading: Reading,
    statement: Statement,
    inside: Sequence[Statement],
    events: Sequence[Event],
) -> tuple[Stance, ...]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    heard = Judged(
        statement,
        tuple(s for s in inside if set(s.source_states) != set(statement.source_states)),
        state_codes(),
    )
    for evidence in evidence_in(reading, heard):
        found[evidence.state].append(evidence)
    words = {(state, e.sign) for state, made in found.items() for e in made}
    for evidence in _by_events(statement, events):
        # Words decide; where they do, an act may only bear them out.
        if not words or (evidence.state, evidence.sign) in words:
            found[evidence.state].append(evidence)
    named = [s for s in statement.about if s in state_codes()]
    own = set(statement.source_states)
    stances = [
        _stance(state, found.get(state, ()), statement)
        for state in dict.fromkeys((*found, *named))
        if state not in own
    ]
    rank = {
        Direction.UNFAVOURABLE: 0, Direction.FAVOURABLE: 0, Direction.UNKNOWN: 1,
        Direction.NEUTRAL: 2,
    }  # fmt: skip
    return tuple(sorted(stances, key=lambda s: (rank[s.direction], -len(s.basis), s.state)))


def _stance(state: str, found: Sequence[Evidence], statement: Statement) -> Stance:
    signs = {e.sign for e in found}
    basis = " ".join(dict.fromkeys(e.basis for e in found))
    subject = next((e.subject for e in found if e.subject), "")
    if statement.kind == StatementKind.NO_COMMENT:
        return Stance(state, Direction.UNKNOWN, "no comment")
    if len(signs) > 1:
        return Stance(state, Direction.UNKNOWN, basis, subject)
    if not signs:
        return Stance(state, Direction.NEUTRAL)
    direction = Direction.FAVOURABLE if 1 in signs else Direction.UNFAVOURABLE
    return Stance(state, direction, basis, subject)


def _by_events(statement: Statement, events: Sequence[Event]) -> list[Evidence]:
    """What acts that are coded in the statement, or whose trigger is its cue, say of a stance."""
    found: list[Evidence] = []
    own = set(statement.source_states)
    for event in events:
        at_cue = any(event.trigger.overlaps(c) for c in statement.cue_spans)
        if not at_cue and event.statement_id != statement.id:
            continue
        if event.polarity == Polarity.NEGATED or event.modality not in _TOLD:
            continue
        denied = statement.denies or (
            event.type == EventType.REJECT and statement.content_text.startswith("that ")
        )
        if denied and (not at_cue or set(event.recipient_states) & set(statement.about)):
            continue  # states that a denied claim names are not the ones who make it
        sign, states_judged = _of_event(event, own)
        found += [
            Evidence(state, sign, f"event:{event.type}")
            for state in sorted(states_judged & state_codes())
        ]
    return found


def _of_event(event: Event, own: set[str]) -> tuple[int, set[str]]:
    actors, recipients = set(event.actor_states), set(event.recipient_states)
    if actors and actors <= own:
        if event.type in _FAVOURABLE:
            return 1, recipients - own
        if event.type in _UNFAVOURABLE:
            return -1, recipients - own
    suffered = event.type in _SUFFERED and event.modality == Modality.ACTUAL
    if suffered and recipients and recipients <= own:
        return -1, actors - own
    return 0, set()


def by_state(statement: Statement) -> Mapping[str, Stance]:
    """The stances of a statement by the state that they are about."""
    return {s.state: s for s in statement.stances}
