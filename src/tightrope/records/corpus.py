"""What can only be known from many documents: copies, stories, incidents, origins, disputes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: Type of the incidents that are no act but officials' words for or against another state.
POSITION = "POSITION"


@dataclass(frozen=True, slots=True)
class Derivation:
    """One document rests on another source.

    ``target`` is a document id when the source is in the corpus, else the name of the outlet or
    document ("The Washington Post"). ``relation`` is ``copy`` (near-identical text), ``excerpt``
    (one text holds the other), or ``cites`` ("the Post reported"). ``evidence`` says why, in words.
    """

    document_id: str
    target: str
    relation: str
    evidence: str = ""
    share: float = 0.0  # of the document's word 5-grams found in the target, for copy and excerpt


@dataclass(frozen=True, slots=True)
class Story:
    """Documents about the same news, and the independent origins they go back to."""

    id: str
    title: str
    document_ids: tuple[str, ...]
    origins: tuple[str, ...]
    first_published: date | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """What the corpus knows of one document."""

    document_id: str
    story_id: str
    copy_of: str | None = None
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening, however many reports tell of it.

    ``event_type`` is a PLOVER type, ``VOTE`` for votes that the news reports, or ``POSITION`` for
    words of officials for or against another state (``event_ids`` are then statements).
    """

    id: str
    event_type: str
    actor_states: tuple[str, ...]
    recipient_states: tuple[str, ...]
    date_low: date | None
    date_high: date | None
    event_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    origins: tuple[str, ...]
    polarity: str
    modality: str
    intensity: float
    summary: str = ""
    disputed: bool = False
    dispute_ids: tuple[str, ...] = ()

    @property
    def day(self) -> date | None:
        return (
            self.date_low if self.date_low is not None and self.date_low == self.date_high else None
        )


class DisputeRelation(StrEnum):
    DENIES = "denies"
    RETRACTS = "retracts"
    QUALIFIES = "qualifies"


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim and what was said against it."""

    id: str
    claim_statement_id: str
    denial_statement_id: str
    relation: DisputeRelation
    subject: str
    parties: tuple[str, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ProvenanceEdge:
    """``holder`` had it from ``source``: one step of the chain of one statement.

    Names are canonical ("The Washington Post", "memo “On the Two Roads”"), kinds those of
    :class:`tightrope.records.provenance.NodeKind`. ``holder_id`` and ``source_id`` are the nodes of
    the joined graph, ``step`` counts from the outlet inwards, ``basis`` says how the step is known
    (:class:`tightrope.records.provenance.Basis`).
    """

    holder: str
    holder_kind: str
    source: str
    source_kind: str
    statement_id: str
    document_id: str
    holder_id: str = ""
    source_id: str = ""
    step: int = 0
    basis: str = "stated"
