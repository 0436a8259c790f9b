"""Positions taken: officials' statements with a direction, told by many reports, counted once.

A position is an :class:`~tightrope.records.corpus.Incident` of the type ``POSITION``: the speaker's
state acts towards the state that it speaks for or against. Tellings of one speaker in one story are
one position, and so are tellings of the same words within a few days, whoever is named for them. A
statement in which an act between the two states is coded, or that is itself the act ("condemned"),
is left to the incident of that act, so nothing counts twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tightrope.corpus.tellings import wording
from tightrope.records.corpus import POSITION, Dispute, Incident
from tightrope.records.events import Event, Modality, Polarity
from tightrope.records.identifiers import identifier
from tightrope.records.statements import Direction, Stance, Statement
from tightrope.reference.state_phrases import with_article

#: Goldstein (1992): to praise 3.4, to endorse 3.6; to criticise -2.2, to denounce -3.4.
INTENSITY = {Direction.FAVOURABLE: 3.5, Direction.UNFAVOURABLE: -2.8}
_VERB = {Direction.FAVOURABLE: "spoke well of", Direction.UNFAVOURABLE: "spoke against"}
_CHAIN_KINDS = frozenset({"outlet", "press"})
#: Share of the shorter content's words that another one holds when both tell the same.
_SAME_SHARE = 0.7
_SAME_DAYS = 3
_SUBJECT_CHARACTERS = 70


@dataclass(slots=True, eq=False)
class _Telling:
    statement: Statement
    stance: Stance
    story: str
    low: date | None
    high: date | None
    words: frozenset[str]


@dataclass(slots=True, eq=False)
class _Group:
    tellings: list[_Telling] = field(default_factory=list)


def group_positions(
    statements: Iterable[Statement],
    events: Iterable[Event],
    published: Mapping[str, tuple[date | None, date | None]],
    *,
    story_of: Mapping[str, str] | None = None,
    document_origins: Mapping[str, Sequence[str]] | None = None,
    disputes: Iterable[Dispute] = (),
) -> tuple[Incident, ...]:
    """Group officials' statements for and against other states into positions.

    Args:
        statements: statements of any documents, in any order, with their stances.
        events: all events, to leave out statements whose act is coded already.
        published: document id to the days between which it was published.
        story_of: document id to story id.
        document_origins: document id to its independent origins.
        disputes: a position is disputed when one of its statements is denied or taken back.

    Returns:
        Incidents of type ``POSITION`` sorted by date and id; ``event_ids`` are the statements.
    """
    coded = _Coded(events)
    story_of = story_of or {}
    by_sides: dict[tuple[tuple[str, ...], str, Direction], list[_Telling]] = {}
    for statement in sorted(statements, key=lambda s: s.id):
        for stance in statement.stances:
            if stance.direction not in INTENSITY:
                continue
            low, high = statement.date_low, statement.date_high
            if low is None and high is None:
                low, high = published.get(statement.document_id, (None, None))
            telling = _Telling(
                statement,
                stance,
                story_of.get(statement.document_id, statement.document_id),
                low,
                high,
                frozenset(wording(statement.content_text)),
            )
            key = (tuple(sorted(statement.source_states)), stance.state, stance.direction)
            by_sides.setdefault(key, []).append(telling)
    against: dict[str, set[str]] = {}
    for dispute in disputes:
        against.setdefault(dispute.claim_statement_id, set()).add(dispute.id)
    made = [
        _incident(group, sides, document_origins or {}, against)
        for sides in sorted(by_sides)
        for group in _grouped(by_sides[sides])
        if not any(coded.holds(t.statement, t.stance.state) for t in group.tellings)
    ]
    return tuple(sorted(made, key=lambda i: (i.date_low or date.min, i.id)))


class _Coded:
    """Which statements tell, or are, an act that is coded as an event."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._under: dict[str, list[Event]] = {}
        self._of_document: dict[str, list[Event]] = {}
        for event in events:
            if event.statement_id:
                self._under.setdefault(event.statement_id, []).append(event)
            self._of_document.setdefault(event.document_id, []).append(event)

    def holds(self, statement: Statement, target: str) -> bool:
        """Whether an act between the speaker's state and the target stands in the statement."""
        told = list(self._under.get(statement.id, ()))
        told += [
            event
            for event in self._of_document.get(statement.document_id, ())
            if any(event.trigger.overlaps(cue) for cue in statement.cue_spans)
        ]
        return any(
            target in (parties := {*e.actor_states, *e.recipient_states})
            and parties & set(statement.source_states)
            for e in told
        )


def _grouped(tellings: Sequence[_Telling]) -> list[_Group]:
    groups: list[_Group] = []
    by_story: dict[tuple[str, str], _Group] = {}
    ordered = sorted(tellings, key=lambda t: (t.low or date.min, t.statement.id))
    for telling in ordered:
        speaker = (telling.story, _speaker(telling.statement))
        group = by_story.get(speaker)
        if group is None:
            group = next(
                (g for g in reversed(groups) if any(_same(telling, t) for t in g.tellings)), None
            )
        if group is None:
            group = _Group()
            groups.append(group)
        group.tellings.append(telling)
        by_story.setdefault(speaker, group)
    return groups


def _speaker(statement: Statement) -> str:
    return (statement.source_name or statement.source_office or statement.source_text).casefold()


def _same(a: _Telling, b: _Telling) -> bool:
    shorter = min(len(a.words), len(b.words))
    if not shorter or len(a.words & b.words) < _SAME_SHARE * shorter:
        return False
    if a.story == b.story:
        return True
    if a.low is None or b.low is None:
        return False
    return abs((a.low - b.low).days) <= _SAME_DAYS


def _incident(
    group: _Group,
    sides: tuple[tuple[str, ...], str, Direction],
    document_origins: Mapping[str, Sequence[str]],
    against: Mapping[str, set[str]],
) -> Incident:
    speakers, target, direction = sides
    told = sorted(group.tellings, key=lambda t: t.statement.id)
    dated = [t for t in told if t.low is not None and t.high is not None]
    # Of several reports the one that bounds the day most closely; then the earliest.
    closest = min(
        dated, key=lambda t: ((t.high or date.max) - (t.low or date.min), t.low), default=None
    )
    low, high = (closest.low, closest.high) if closest else (told[0].low, told[0].high)
    ids = tuple(t.statement.id for t in told)
    disputes = tuple(sorted({d for i in ids for d in against.get(i, ())}))
    return Incident(
        id=identifier("i", POSITION, speakers, target, direction, ids[0]),
        event_type=POSITION,
        actor_states=speakers,
        recipient_states=(target,),
        date_low=low,
        date_high=high,
        event_ids=ids,
        document_ids=tuple(sorted({t.statement.document_id for t in told})),
        origins=tuple(sorted({o for t in told for o in _origins(t.statement, document_origins)})),
        polarity=str(Polarity.ASSERTED),
        modality=str(Modality.ACTUAL),
        intensity=INTENSITY[direction],
        summary=_summary(told, speakers, target, direction),
        disputed=bool(disputes),
        dispute_ids=disputes,
    )


def _origins(statement: Statement, of_documents: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The outlet that carried the words first, else the origins of the document."""
    carriers = [k.name for k in statement.chain[1:] if k.kind in _CHAIN_KINDS and k.name]
    return carriers[-1:] or of_documents.get(statement.document_id) or (statement.document_id,)


def _summary(
    told: Sequence[_Telling], speakers: Sequence[str], target: str, direction: Direction
) -> str:
    subjects = [t.stance.subject for t in told if t.stance.subject]
    subject = min(subjects, key=lambda s: (-len(s), s)) if subjects else ""
    who = " and ".join(with_article(s) for s in speakers)
    line = f"{who} {_VERB[direction]} {with_article(target)}"
    if subject and len(subject) <= _SUBJECT_CHARACTERS:
        line += f" ({subject})"
    return line[0].upper() + line[1:]
