"""From drafts to events: dated, placed under the statement they stand in, with an identifier."""

from collections.abc import Iterable, Sequence

from tightrope.records.actors import Mention, Sector
from tightrope.records.events import Event, Modality, Polarity
from tightrope.records.identifiers import identifier
from tightrope.records.readings import Reading
from tightrope.records.spans import Span
from tightrope.records.statements import Statement
from tightrope.records.times import TimeExpression
from tightrope.stages.coding.dates import event_date
from tightrope.stages.coding.drafts import Draft
from tightrope.stages.coding.parties import states_of
from tightrope.stages.coding.standing import acting_for_states

_HISTORY_DAYS = 3 * 365


def written_down(
    reading: Reading,
    draft: Draft,
    times: Sequence[TimeExpression],
    private: frozenset[str] = frozenset(),
) -> Event:
    """The event of a draft.

    Args:
        reading: with document and statements.
        draft: of one of its sentences.
        times: the time expressions of that sentence.
        private: names of people who hold no office; their states are no actors of what they do.
    """
    actor_states = states_of(acting_for_states(draft.actors, private))
    document = reading.document
    sentence, trigger = draft.sentence, draft.trigger
    modality = draft.modality
    day = event_date(
        sentence, draft.anchor, modality, draft.polarity, times, document.published, document.text
    )
    if (
        modality is Modality.ACTUAL
        and draft.polarity is Polarity.ASSERTED
        and day.high is not None
        and document.published.low is not None
        and (document.published.low - day.high).days > _HISTORY_DAYS
    ):
        modality = Modality.BACKGROUND
    spoken = {m.span for m in draft.actors} if draft.guessed else set()
    return Event(
        id=identifier(
            "e", document.id, trigger.start, trigger.end, draft.type,
            actor_states, draft.recipient_states,
        ),
        document_id=document.id,
        sentence=sentence.span,
        trigger=trigger,
        type=draft.type,
        actor_states=actor_states,
        recipient_states=draft.recipient_states,
        polarity=draft.polarity,
        modality=modality,
        intensity=draft.weight,
        mode=draft.mode,
        contexts=draft.contexts,
        actor_sector=_sector(draft.actors),
        recipient_sector=_sector(draft.recipients),
        actor_names=tuple(dict.fromkeys(m.name for m in draft.actors)),
        recipient_names=tuple(dict.fromkeys(m.name for m in draft.recipients)),
        actor_spans=tuple(m.span for m in draft.actors),
        recipient_spans=tuple(
            m.span
            for m in draft.recipients
            if sentence.span.contains(m.span) and m.span not in spoken
        ),
        date=day,
        statement_id=_statement(reading.statements, trigger),
        rule=draft.rule,
        probability=draft.probability,
    )  # fmt: skip


def _sector(mentions: Iterable[Mention]) -> Sector:
    return next((m.sector for m in mentions if m.sector is not Sector.UNK), Sector.UNK)


def _statement(statements: Sequence[Statement], trigger: Span) -> str | None:
    """The innermost statement whose content holds the trigger."""
    best: tuple[int, str] | None = None
    for statement in statements:
        for span in statement.content_spans:
            if span.contains(trigger):
                size = span.end - span.start
                if best is None or size < best[0]:
                    best = (size, statement.id)
    return best[1] if best else None
