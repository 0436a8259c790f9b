"""Events: who did what to whom, when, and whether it is said to have happened at all."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tightrope.records.actors import Sector
from tightrope.records.plover import QUAD_CLASS, EventType, QuadClass
from tightrope.records.spans import Span


class Polarity(StrEnum):
    ASSERTED = "asserted"
    NEGATED = "negated"


class Modality(StrEnum):
    ACTUAL = "actual"
    PLANNED = "planned"
    THREATENED = "threatened"
    REQUESTED = "requested"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"
    BACKGROUND = "background"  # history well before the news


@dataclass(frozen=True, slots=True)
class EventDate:
    """The day an event happened, or the days between which it did; both ends inclusive."""

    low: date | None = None
    high: date | None = None
    basis: str = ""  # the words it rests on, or "publication date"

    @property
    def day(self) -> date | None:
        return self.low if self.low is not None and self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Event:
    """One event as one sentence tells it.

    ``sentence`` is the span of the evidence, ``trigger`` of the words that carry the act.
    Reciprocal events list every party in ``actor_states`` and leave the recipients empty.
    ``rule`` names what made the coding (``verb:suspend/aid``, ``noun:suspension/of-aid``,
    ``model:events-2``); ``probability`` is the learned reader's, None where it has none.
    """

    id: str
    document_id: str
    sentence: Span
    trigger: Span
    type: EventType
    actor_states: tuple[str, ...]
    recipient_states: tuple[str, ...]
    polarity: Polarity
    modality: Modality
    intensity: float
    mode: str = ""
    contexts: tuple[str, ...] = ()
    actor_sector: Sector = Sector.UNK
    recipient_sector: Sector = Sector.UNK
    actor_names: tuple[str, ...] = ()
    recipient_names: tuple[str, ...] = ()
    actor_spans: tuple[Span, ...] = ()
    recipient_spans: tuple[Span, ...] = ()
    date: EventDate = EventDate()
    statement_id: str | None = None
    rule: str = ""
    probability: float | None = None

    @property
    def quad_class(self) -> QuadClass:
        return QUAD_CLASS[self.type]


class VotePosition(StrEnum):
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class ReportedVote:
    """A vote that the news reports (the record itself is imported as roll calls)."""

    id: str
    document_id: str
    span: Span
    state: str
    position: VotePosition
    body: str = ""
    subject: str = ""
    date: EventDate = EventDate()
    statement_id: str | None = None
    rule: str = ""
