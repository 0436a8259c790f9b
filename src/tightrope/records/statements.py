"""Statements: who said what, in the attribution triple of PARC and PolNeAR."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tightrope.records.actors import Sector
from tightrope.records.spans import Span


class StatementKind(StrEnum):
    DIRECT = "direct"  # the whole content stands in quotation marks
    MIXED = "mixed"  # part of it does
    INDIRECT = "indirect"
    NO_COMMENT = "no_comment"  # declined to comment, did not respond


class SpeakerRole(StrEnum):
    """In what part somebody speaks."""

    OPPOSITION = "opposition"  # parties out of power, rebels, exiles
    EXPERT = "expert"
    MILITARY = "military"
    OFFICIAL = "official"
    PRESS = "press"
    DOCUMENT = "document"
    PRIVATE = "private"  # companies, groups, people without an office
    UNNAMED = "unnamed"  # described but not named


class Direction(StrEnum):
    """How an official's words are disposed towards another state."""

    FAVOURABLE = "favourable"
    UNFAVOURABLE = "unfavourable"
    NEUTRAL = "neutral"  # tells of the state and takes no side
    UNKNOWN = "unknown"  # for and against at once, or a refusal to say


@dataclass(frozen=True, slots=True)
class Stance:
    """Where a statement stands towards one other state.

    ``basis`` names the words that decide (``cue:condemn``, ``quality:reliable``) and events coded
    under the statement (``event:ACCUSE``), parted by spaces; ``subject`` are the words of the text
    that are judged, empty where nothing is.
    """

    state: str
    direction: Direction
    basis: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One hand through which a statement reached the reader.

    ``kind`` is ``outlet``, ``press``, ``document``, ``person``, ``institution`` or ``unnamed``;
    ``span`` is where the document names it, None for the outlet of the document itself.
    """

    name: str
    kind: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that a source is said to have said, written, thought or refused to say.

    Spans may be several (content can be discontinuous). ``chain`` runs from the outlet that
    carries the document inwards to the source. ``denies`` marks a cue that denies the content
    ("denied that", "has not said"): the content is then not what the source holds. ``date_low``
    and ``date_high`` bound the day of the words ("in March"); ``statement_date`` is set when they
    are one day. ``stances`` are those of officials towards other states, the clearest first.
    ``speaker_role`` is None where nobody is the source or the text does not tell; ``speaker_rank``
    is what is told of a source without a name ("senior diplomat").
    """

    id: str
    document_id: str
    source_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    content_spans: tuple[Span, ...]
    source_text: str
    cue_text: str
    content_text: str
    kind: StatementKind
    source_name: str = ""
    source_states: tuple[str, ...] = ()
    source_sector: Sector = Sector.UNK
    source_kind: str = ""
    source_office: str = ""
    medium: str = ""
    chain: tuple[ChainLink, ...] = ()
    about: tuple[str, ...] = ()
    statement_date: date | None = None
    parent_id: str | None = None  # the statement in whose content this one stands
    cue_lemma: str = ""
    denies: bool = False
    rule: str = ""
    date_low: date | None = None
    date_high: date | None = None
    stances: tuple[Stance, ...] = ()
    speaker_role: SpeakerRole | None = None
    speaker_rank: str = ""
    institution: str = ""

    @property
    def stance(self) -> Stance | None:
        """The clearest stance; None when the statement is no official's about another state."""
        return self.stances[0] if self.stances else None
