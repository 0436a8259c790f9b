"""The stage: from the sentences of one document to its events and reported votes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from tightrope.records.actors import Mention, Sector
from tightrope.records.events import Event, Modality, Polarity
from tightrope.records.identifiers import identifier
from tightrope.records.plover import INTENSITY, QUAD_CLASS, EventType, QuadClass
from tightrope.records.readings import Reading
from tightrope.records.sentences import Sentence
from tightrope.records.spans import Span
from tightrope.records.statements import Statement
from tightrope.records.times import TimeExpression
from tightrope.reference.lexicon import word_classes
from tightrope.stages import Stage
from tightrope.stages.coding.candidates import Candidate
from tightrope.stages.coding.contexts import contexts_of
from tightrope.stages.coding.dates import event_date
from tightrope.stages.coding.filling import (
    FROM_SENTENCE,
    fill_from_before,
    fill_from_neighbours,
    fill_from_sentence,
)
from tightrope.stages.coding.frames import verb_candidates
from tightrope.stages.coding.nominal import noun_candidates
from tightrope.stages.coding.parties import Parties, states_of
from tightrope.stages.coding.readings import reading_of
from tightrope.stages.coding.votes import reported_votes

# Acts that count within one state too: a government against its people, and back.
_DOMESTIC = frozenset(
    {EventType.PROTEST, EventType.COERCE, EventType.ASSAULT, EventType.MOBILIZE, EventType.THREATEN}
)
# Saying something about nobody in particular is no act between states.
_TOWARDS = frozenset({EventType.ACCUSE, EventType.SUPPORT, EventType.REJECT, EventType.CONCEDE})
_COOPERATION = frozenset({QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION})
_NAMED_KINDS = frozenset({"state", "organisation"})


def code_events(reading: Reading) -> Reading:
    """Fill ``events`` and ``votes`` of a reading.

    Args:
        reading: with document, sentences, times, mentions and statements.

    Returns:
        The same reading; events in order of their triggers, each with the rule that made it.
    """
    if not reading.sentences:
        return reading
    mentions = _by_sentence(reading.sentences, reading.mentions)
    times = _by_sentence(reading.sentences, reading.times)
    events: list[Event] = []
    votes = []
    for number, sentence in enumerate(reading.sentences):
        here = mentions.get(number, [])
        if not here:
            continue
        parties = Parties(sentence, here)
        found_votes = reported_votes(reading, sentence, parties, times.get(number, []))
        votes += found_votes
        taken = [v.span for v in found_votes]
        found = _sentence_events(
            reading,
            sentence,
            parties,
            times.get(number, []),
            taken,
            _before(events, reading.sentences, number),
        )
        events += found
    return replace(reading, events=tuple(events), votes=tuple(votes))


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


_P = TypeVar("_P", bound=_Placed)


def _by_sentence(sentences: Sequence[Sentence], items: Iterable[_P]) -> dict[int, list[_P]]:
    """Spread items over the sentences that hold them; both are walked once."""
    found: dict[int, list[_P]] = defaultdict(list)
    number = 0
    for item in sorted(items, key=lambda item: item.span):
        span = item.span
        while number < len(sentences) and sentences[number].end <= span.start:
            number += 1
        if number < len(sentences) and sentences[number].start <= span.start:
            found[number].append(item)
    return found


def _sentence_events(
    reading: Reading,
    sentence: Sentence,
    parties: Parties,
    times: Sequence[TimeExpression],
    taken: Sequence[Span],
    before: frozenset[str],
) -> list[Event]:
    parse = sentence.parse
    if any(t.lemma.lower() in word_classes()["elsewhere"] for t in parse.tokens):
        return []
    candidates = verb_candidates(parse, parties)
    used = frozenset(n for c in candidates if _stands(c) for n in c.used)
    candidates += noun_candidates(parse, parties, used)
    candidates.sort(key=lambda c: (c.first, c.last))
    fill_from_neighbours(parse, candidates)
    fill_from_sentence(candidates, parties)
    fill_from_before(candidates, parties, before)
    events: list[Event] = []
    for candidate in candidates:
        event = _event(reading, sentence, candidate, times)
        if event is None or any(event.trigger.overlaps(t) for t in taken):
            continue
        events.append(event)
    return [e for n, e in enumerate(events) if not _repeated(n, e, events)]


def _before(events: Sequence[Event], sentences: Sequence[Sentence], number: int) -> frozenset[str]:
    """The two states that the last event of the sentence before is about; else empty."""
    if not events or number == 0:
        return frozenset()
    last, previous, here = events[-1], sentences[number - 1], sentences[number]
    if last.sentence != previous.span or previous.paragraph < here.paragraph - 1:
        return frozenset()
    pair = frozenset(last.actor_states + last.recipient_states)
    return pair if len(pair) == 2 else frozenset()


def _stands(candidate: Candidate) -> bool:
    return _has_parties(
        candidate,
        states_of(candidate.actors),
        states_of(candidate.recipients),
        candidate.actors,
        candidate.recipients,
    )


def _repeated(number: int, event: Event, events: Sequence[Event]) -> bool:
    """Whether another event of the sentence says the same, and at least as much."""
    mine = (set(event.actor_states), set(event.recipient_states))
    for n, other in enumerate(events):
        theirs = (set(other.actor_states), set(other.recipient_states))
        alike = (event.type, event.polarity, event.modality) == (
            other.type, other.polarity, other.modality,
        )  # fmt: skip
        within = mine[0] <= theirs[0] and mine[1] <= theirs[1]
        if n != number and alike and within and (mine != theirs or n < number):
            return True
    return False


def _event(
    reading: Reading, sentence: Sentence, candidate: Candidate, times: Sequence[TimeExpression]
) -> Event | None:
    entry = candidate.entry
    actors, recipients = candidate.actors, candidate.recipients
    if entry.mutual:
        actors = list(dict.fromkeys([*actors, *recipients]))
        recipients = []
    actor_states, recipient_states = states_of(actors), states_of(recipients)
    if not _has_parties(candidate, actor_states, recipient_states, actors, recipients):
        return None
    document = reading.document
    reading_found = reading_of(sentence.parse, candidate.anchor, support=candidate.support)
    if reading_found is None:
        return None
    polarity, modality = reading_found
    told = entry.type is not EventType.PROTEST
    if told and not actors and (polarity is Polarity.NEGATED or modality is not Modality.ACTUAL):
        # What nobody is said to have done, and was not done, tells nothing.
        return None
    guessed = FROM_SENTENCE in candidate.carried
    if guessed and polarity is Polarity.NEGATED and modality is not Modality.ACTUAL:
        return None
    if modality is Modality.THREATENED and QUAD_CLASS[entry.type] in _COOPERATION:
        modality = Modality.PLANNED
    spoken = {m.span for m in actors} if candidate.carried else set()
    trigger = sentence.span_of(candidate.first, candidate.last)
    day = event_date(
        sentence, candidate.anchor, modality, polarity, times, document.published, document.text
    )
    if (
        modality is Modality.ACTUAL
        and polarity is Polarity.ASSERTED
        and day.high is not None
        and document.published.low is not None
        and (document.published.low - day.high).days > 3 * 365
    ):
        modality = Modality.BACKGROUND
    return Event(
        id=identifier(
            "e", document.id, trigger.start, trigger.end, entry.type, actor_states, recipient_states
        ),
        document_id=document.id,
        sentence=sentence.span,
        trigger=trigger,
        type=entry.type,
        actor_states=actor_states,
        recipient_states=recipient_states,
        polarity=polarity,
        modality=modality,
        intensity=entry.intensity if entry.intensity is not None else INTENSITY[entry.type],
        mode=entry.mode,
        contexts=contexts_of(sentence.parse, candidate.anchor, entry),
        actor_sector=_sector(actors),
        recipient_sector=_sector(recipients),
        actor_names=tuple(dict.fromkeys(m.name for m in actors)),
        recipient_names=tuple(dict.fromkeys(m.name for m in recipients)),
        actor_spans=tuple(m.span for m in actors),
        recipient_spans=tuple(
            m.span for m in recipients if sentence.span.contains(m.span) and m.span not in spoken
        ),
        date=day,
        statement_id=_statement(reading.statements, trigger),
        rule="; ".join([candidate.rule, *dict.fromkeys(candidate.carried)]),
    )


def _has_parties(
    candidate: Candidate,
    actor_states: tuple[str, ...],
    recipient_states: tuple[str, ...],
    actors: Sequence[Mention],
    recipients: Sequence[Mention],
) -> bool:
    entry = candidate.entry
    if not actor_states and not recipient_states:
        return False
    if not actors and (candidate.voiceless or candidate.faceless):
        return False
    if not actors and candidate.nominal and entry.type is not EventType.PROTEST:
        return False
    if candidate.nominal and entry.type is EventType.ASSAULT and not recipients:
        return False
    if entry.mutual:
        return len(actor_states) > 1 or (entry.needs < 2 and len(actors) >= 1)
    if entry.type in _TOWARDS and not recipients:
        return False
    crowd = any(m.kind == "group" for m in (*actors, *recipients))
    if entry.needs >= 2 and not (actor_states and recipient_states):
        return crowd and bool(actors) and bool(recipients)
    within = bool(actor_states) and set(actor_states) == set(recipient_states)
    if within:
        if entry.needs > 2 or any(m.kind in _NAMED_KINDS for m in recipients):
            return False
        return crowd or entry.type in _DOMESTIC
    return True


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


CODING = Stage(
    name="coding",
    run=code_events,
    requires=frozenset({"document", "sentences", "times", "mentions", "statements"}),
    produces=frozenset({"events", "votes"}),
)
