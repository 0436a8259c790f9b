"""The stage: from the sentences of one document to its events and reported votes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from tightrope.language.learned.events import FoundEvent
from tightrope.language.segmentation import segments
from tightrope.records.actors import Mention
from tightrope.records.readings import Reading
from tightrope.records.sentences import Sentence
from tightrope.records.spans import Span
from tightrope.stages import Stage
from tightrope.stages.coding.coders import chosen_reader
from tightrope.stages.coding.combining import FEWEST_SENTENCES, combined, trust_in
from tightrope.stages.coding.drafts import Draft
from tightrope.stages.coding.own_voice import with_own_voices
from tightrope.stages.coding.parties import Parties
from tightrope.stages.coding.rules import rule_drafts
from tightrope.stages.coding.standing import out_of_office
from tightrope.stages.coding.votes import reported_votes
from tightrope.stages.coding.writing import written_down


def code_events(reading: Reading) -> Reading:
    """Fill ``events`` and ``votes`` of a reading, by the learned coder and the rules together.

    Where the learned reader can't be loaded the rules code alone.

    Args:
        reading: with document, sentences, times, mentions and statements.

    Returns:
        The same reading; events in order of their triggers, each with the rule or model that
        made it.
    """
    if not reading.sentences:
        return reading
    reader = chosen_reader() if reading.mentions else None
    if reader is None:
        return code_by_rules(reading)
    text = reading.document.text
    acting = _acting_paragraphs(reading)
    kept = [s for s in segments(text) if s.paragraph in acting]
    return _coded(reading, reader.read(text, kept) if kept else [])


def code_by_rules(reading: Reading) -> Reading:
    """:func:`code_events` by the rules alone."""
    return _coded(reading, None)


def _acting_paragraphs(reading: Reading) -> set[int]:
    """Paragraphs that the learned reader is given.

    An act without a party is none, so a paragraph must name a state, by its own name or by what
    stands for it; and a text of some length in which no two states meet in a sentence and no rule
    sees an act is not read at all.
    """
    sentences = reading.sentences
    named = _by_sentence(sentences, (m for m in reading.mentions if m.states))
    if len(sentences) >= FEWEST_SENTENCES and not any(
        _may_tell(sentences[n], found) for n, found in named.items()
    ):
        return set()
    return {sentences[number].paragraph for number in named}


def _may_tell(sentence: Sentence, mentions: list[Mention]) -> bool:
    """Whether two states meet in a sentence, or a rule sees an act in it."""
    if len({state for mention in mentions for state in mention.states}) > 1:
        return True
    return bool(rule_drafts(sentence, Parties(sentence, mentions), frozenset()))


def _coded(reading: Reading, found: Sequence[FoundEvent] | None) -> Reading:
    named = with_own_voices(reading)
    mentions = _by_sentence(reading.sentences, named)
    times = _by_sentence(reading.sentences, reading.times)
    triggers = _by_sentence(reading.sentences, map(_Told, found or ()))
    trust = trust_in(found or (), len(reading.sentences))
    drafts: list[Draft] = []
    votes = []
    for number, sentence in enumerate(reading.sentences):
        here = mentions.get(number, [])
        if not here and number not in triggers:
            continue
        parties = Parties(sentence, here)
        found_votes = reported_votes(reading, sentence, parties, times.get(number, []))
        votes += found_votes
        taken = [v.span for v in found_votes]
        own = rule_drafts(sentence, parties, _before(drafts, reading.sentences, number))
        if found is not None:
            told = [t.event for t in triggers.get(number, ())]
            own = combined(sentence, own, told, named, trust)
        drafts += _distinct(d for d in own if not any(d.trigger.overlaps(t) for t in taken))
    place = {id(sentence): number for number, sentence in enumerate(reading.sentences)}
    private = out_of_office(reading.mentions)
    written = (
        written_down(reading, draft, times.get(place[id(draft.sentence)], []), private)
        for draft in drafts
    )
    # Two drafts may differ in such a person alone.
    events = {e.id: e for e in written if e.actor_states or e.recipient_states}
    return replace(reading, events=tuple(events.values()), votes=tuple(votes))


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


class _Told:
    """A trigger as something that stands somewhere."""

    def __init__(self, event: FoundEvent) -> None:
        self.event = event
        self.span = event.trigger


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


def _before(drafts: Sequence[Draft], sentences: Sequence[Sentence], number: int) -> frozenset[str]:
    """The two states that the last act of the sentence before is about; else empty."""
    if not drafts or number == 0:
        return frozenset()
    last, previous, here = drafts[-1], sentences[number - 1], sentences[number]
    if last.sentence is not previous or previous.paragraph < here.paragraph - 1:
        return frozenset()
    pair = frozenset(last.actor_states + last.recipient_states)
    return pair if len(pair) == 2 else frozenset()


def _distinct(drafts: Iterable[Draft]) -> list[Draft]:
    found = list(drafts)
    return [d for n, d in enumerate(found) if not _repeated(n, d, found)]


def _repeated(number: int, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether another act of the sentence says the same, and at least as much."""
    mine = (set(draft.actor_states), set(draft.recipient_states))
    for n, other in enumerate(drafts):
        theirs = (set(other.actor_states), set(other.recipient_states))
        alike = (draft.type, draft.polarity, draft.modality) == (
            other.type, other.polarity, other.modality,
        )  # fmt: skip
        within = mine[0] <= theirs[0] and mine[1] <= theirs[1]
        if n != number and alike and within and (mine != theirs or n < number):
            return True
    return False


CODING = Stage(
    name="coding",
    run=code_events,
    requires=frozenset({"document", "sentences", "times", "mentions", "statements"}),
    produces=frozenset({"events", "votes"}),
)
