"""One report of one happening, made ready to be compared with others."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tightrope.corpus.terms import state_words, stem
from tightrope.corpus.words import words
from tightrope.records.events import Event, Modality, Polarity, ReportedVote
from tightrope.records.plover import RECIPROCAL
from tightrope.records.spans import Span
from tightrope.reference.actors import load_actors, state_names
from tightrope.reference.own_actors import kept

VOTE = "VOTE"
# A window this narrow places a happening; wider ones only bound it.
PLACED_DAYS = 3

_ORDINAL = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b(?:-ever)?\s+"
    r"(?:\w+\s+){0,2}(?:call|conversation|meeting|visit|round|summit|trip|talks|phone|attack|strike|"
    r"exercise|drill|test|tranche|package|shipment|delivery)",
    re.IGNORECASE,
)
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
    "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|earlier|before that|last (?:month|year|summer|autumn|winter|spring)|"
    r"months? ago|years? ago|in the past|once before)\b",
    re.IGNORECASE,
)
_AROUND_TRIGGER = 60
_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "der", "di", "dos", "el", "van", "von"})
# "verb:suspend/aid ..." names the object of the act.
_RULE_OBJECT = re.compile(r"^\w+:[^/\s]+/([\w+-]+)")


@dataclass(frozen=True, slots=True)
class Telling:
    """An event or reported vote with what is needed to compare it.

    ``parties`` joins both sides of a reciprocal event; ``ordinal`` is 2 for "the second call", 0
    when none is named; ``earlier`` marks what the text sets before its own news. ``near`` is the
    text around the trigger in lower case, ``object`` what the act is about by the coding rule
    ("aid"). ``persons`` are the people named as its parties, by surname; ``wording`` holds the
    stems of the sentence without names of states.
    """

    id: str
    document_id: str
    story_id: str
    type: str
    actors: frozenset[str]
    recipients: frozenset[str]
    reciprocal: bool
    polarity: str
    modality: str
    low: date | None
    high: date | None
    by_publication: bool
    mode: str
    ordinal: int
    earlier: bool
    trigger: str
    near: str
    object: str
    intensity: float
    persons: frozenset[str]
    wording: frozenset[str]
    source: Event | ReportedVote

    @property
    def parties(self) -> frozenset[str]:
        return self.actors | self.recipients

    @property
    def complete(self) -> bool:
        if self.type == VOTE:
            return True
        if self.reciprocal:
            return len(self.parties) > 1
        return bool(self.actors) and bool(self.recipients)

    @property
    def placed(self) -> bool:
        """Whether the days are few enough to tell one happening from the next."""
        return (
            self.low is not None
            and self.high is not None
            and (self.high - self.low).days <= PLACED_DAYS
        )

    @property
    def stated_day(self) -> bool:
        """Whether the text itself gives the day."""
        return self.low is not None and self.low == self.high and not self.by_publication


def tellings(
    events: Iterable[Event],
    votes: Iterable[ReportedVote],
    texts: Mapping[str, str],
    story_of: Mapping[str, str],
) -> list[Telling]:
    """Make events and votes comparable, in order of their ids.

    Args:
        events, votes: what the reports tell.
        texts: document id to cleaned text.
        story_of: document id to story id; a document without one is its own story.
    """
    made = [_of_event(e, texts.get(e.document_id, ""), story_of) for e in events]
    made += [_of_vote(v, texts.get(v.document_id, ""), story_of) for v in votes]
    return sorted(made, key=lambda t: t.id)


def _of_event(event: Event, text: str, story_of: Mapping[str, str]) -> Telling:
    sentence = event.sentence.of(text)
    around = (
        Span(
            max(event.sentence.start, event.trigger.start - _AROUND_TRIGGER),
            min(event.sentence.end, event.trigger.end + _AROUND_TRIGGER),
        ).of(text)
        if event.sentence.contains(event.trigger)
        else sentence
    )
    ordinal = _ORDINAL.search(around)
    about = _RULE_OBJECT.match(event.rule)
    return Telling(
        id=event.id,
        document_id=event.document_id,
        story_id=story_of.get(event.document_id, event.document_id),
        type=str(event.type),
        actors=frozenset(event.actor_states),
        recipients=frozenset(event.recipient_states),
        reciprocal=event.type in RECIPROCAL,
        polarity=str(event.polarity),
        modality=str(event.modality),
        low=event.date.low,
        high=event.date.high,
        by_publication=event.date.basis.startswith("publi"),
        mode=event.mode,
        ordinal=_ORDINALS[ordinal.group(1).lower()] if ordinal else 0,
        earlier=bool(_EARLIER.search(around)),
        trigger=event.trigger.of(text).lower(),
        near=around.lower(),
        object=about.group(1) if about else "",
        intensity=event.intensity,
        persons=_persons((*event.actor_names, *event.recipient_names)),
        wording=wording(sentence),
        source=event,
    )


def _of_vote(vote: ReportedVote, text: str, story_of: Mapping[str, str]) -> Telling:
    sentence = vote.span.of(text)
    return Telling(
        id=vote.id,
        document_id=vote.document_id,
        story_id=story_of.get(vote.document_id, vote.document_id),
        type=VOTE,
        actors=frozenset((vote.state,)),
        recipients=frozenset(),
        reciprocal=False,
        polarity=str(Polarity.ASSERTED),
        modality=str(Modality.ACTUAL),
        low=vote.date.low,
        high=vote.date.high,
        by_publication=vote.date.basis.startswith("publi"),
        mode=str(vote.position),
        ordinal=0,
        earlier=False,
        trigger="",
        near="",
        object="",
        intensity=0.0,
        persons=frozenset(),
        wording=wording(f"{sentence} {vote.subject}"),
        source=vote,
    )


def _persons(names: Iterable[str]) -> frozenset[str]:
    """Surnames of those parties that are people: two capitalised words, and no known actor."""
    return frozenset(
        name.split()[-1].lower()
        for name in names
        if name not in _known_actors() and len(name.split()) > 1 and _is_name(name)
    )


def _is_name(name: str) -> bool:
    return all(word[0].isupper() or word in _PARTICLES for word in name.split())


@kept
def _known_actors() -> frozenset[str]:
    return frozenset(state_names().values()) | {a.name for a in load_actors()}


def wording(sentence: str) -> frozenset[str]:
    """Stems that say what happened: no common words, no names of states or capitals."""
    return frozenset(s for s in map(stem, words(sentence)) if s and s not in state_words())


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the smaller set that the other holds (0..1)."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0
