"""What a briefing is made from, and how a sentence becomes a receipt."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from tightrope.briefing.scope import EVERYTHING, Scope
from tightrope.briefing.wording import published_words
from tightrope.language.segmentation import Segment, segments
from tightrope.records.alignment import (
    Alignment,
    Break,
    Influence,
    LeftOut,
    Posture,
    SayDoGap,
    Shift,
    Stance,
    Variation,
)
from tightrope.records.corpus import Dispute, Incident, Membership, ProvenanceEdge, Story
from tightrope.records.documents import Document, Quarantined
from tightrope.records.events import Event, ReportedVote
from tightrope.records.spans import Span, enclosing
from tightrope.records.statements import Statement

UNKNOWN_OUTLET = "outlet unknown"
_LONGEST_QUOTATION = 900
# Marks that turn the direction of the text around them could make a page say something else.
_UNPRINTABLE = dict.fromkeys(
    [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0x80, 0xA0)], "\ufffd"
) | dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "")


@dataclass(frozen=True, slots=True)
class Material:
    """Exactly the records that a briefing on one state reads; whoever calls fills it.

    ``alignments``, ``postures``, ``gaps``, ``shifts``, ``left_out``, ``stance``, ``influences``,
    ``breaks`` and ``sensitivity`` are those of ``focal``; everything else may be about anything,
    the briefing picks what is about it. ``scope`` narrows what is listed; the positions are those
    of the last day of its window, as whoever fills the material measured them.
    """

    focal: str
    powers: tuple[str, ...]
    documents: tuple[Document, ...] = ()
    memberships: tuple[Membership, ...] = ()
    stories: tuple[Story, ...] = ()
    events: tuple[Event, ...] = ()
    incidents: tuple[Incident, ...] = ()
    statements: tuple[Statement, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    votes: tuple[ReportedVote, ...] = ()
    provenance: tuple[ProvenanceEdge, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    postures: tuple[Posture, ...] = ()
    gaps: tuple[SayDoGap, ...] = ()
    shifts: tuple[Shift, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    stance: Stance | None = None
    influences: tuple[Influence, ...] = ()
    breaks: tuple[Break, ...] = ()
    sensitivity: tuple[Variation, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    scope: Scope = EVERYTHING


@dataclass(frozen=True, slots=True)
class Receipt:
    """One passage, quoted exactly, and where it stands; ``tightrope show`` opens ``id``."""

    id: str
    quotation: str
    outlet: str
    published: str
    document_id: str
    title: str = ""


@dataclass(frozen=True)
class Desk:
    """The material laid out for look-up; made once for a briefing."""

    material: Material
    _segments: dict[str, list[Segment]] = field(default_factory=dict, repr=False)

    @cached_property
    def documents(self) -> dict[str, Document]:
        return {d.id: d for d in self.material.documents}

    @cached_property
    def memberships(self) -> dict[str, Membership]:
        return {m.document_id: m for m in self.material.memberships}

    @cached_property
    def events(self) -> dict[str, Event]:
        return {e.id: e for e in self.material.events}

    @cached_property
    def votes(self) -> dict[str, ReportedVote]:
        return {v.id: v for v in self.material.votes}

    @cached_property
    def incidents(self) -> dict[str, Incident]:
        return {i.id: i for i in self.material.incidents}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        return {s.id: s for s in self.material.statements}

    @cached_property
    def listed(self) -> "Desk":
        """The same with only the happenings, votes, statements and disputes in scope.

        A dispute is in scope when one of its sides is; look up the other side in this desk.
        """
        material = self.material
        if not material.scope:
            return self
        incidents = tuple(i for i in material.incidents if self._incident_in_scope(i))
        kept = {e for i in incidents for e in i.event_ids}
        grouped = {e for i in material.incidents for e in i.event_ids}
        statements = tuple(s for s in material.statements if self._statement_in_scope(s))
        said = {s.id for s in statements}
        return Desk(
            replace(
                material,
                incidents=incidents,
                votes=tuple(
                    v
                    for v in material.votes
                    if v.id in kept or (v.id not in grouped and self._vote_in_scope(v))
                ),
                statements=statements,
                disputes=tuple(
                    d
                    for d in material.disputes
                    if d.claim_statement_id in said or d.denial_statement_id in said
                ),
            )
        )

    def of_incidents(self, ids: Iterable[str]) -> "Desk":
        """The same with only some of the incidents."""
        kept = set(ids)
        incidents = tuple(i for i in self.material.incidents if i.id in kept)
        grouped = {e for i in incidents for e in i.event_ids}
        votes = tuple(v for v in self.material.votes if v.id in grouped)
        return Desk(replace(self.material, incidents=incidents, votes=votes))

    def _incident_in_scope(self, incident: Incident) -> bool:
        scope = self.material.scope
        if not scope.covers(incident.date_low, incident.date_high):
            return False
        if not scope.focus:
            return True
        events = [self.events[e] for e in incident.event_ids if e in self.events]
        votes = [self.votes[v] for v in incident.event_ids if v in self.votes]
        labels = {str(incident.event_type)}
        labels.update(label for e in events for label in (str(e.type), e.mode, *e.contexts))
        texts = [incident.summary, *(v.subject for v in votes)]
        texts += [self.words(e.document_id, e.sentence) for e in events]
        return scope.matches(labels, texts)

    def _vote_in_scope(self, vote: ReportedVote) -> bool:
        scope = self.material.scope
        return scope.covers(vote.date.low, vote.date.high) and scope.matches(
            ["vote"], [vote.subject, self.words(vote.document_id, vote.span)]
        )

    def _statement_in_scope(self, statement: Statement) -> bool:
        scope = self.material.scope
        low, high = statement.date_low, statement.date_high
        if statement.statement_date is not None:
            low = high = statement.statement_date
        if low is None and high is None and statement.document_id in self.documents:
            published = self.documents[statement.document_id].published
            low, high = published.low, published.high
        return scope.covers(low, high) and scope.matches((), [statement.content_text])

    def words(self, document_id: str, span: Span) -> str:
        """The words of a passage; empty when its document is not in the corpus."""
        document = self.documents.get(document_id)
        return span.of(document.text) if document is not None else ""

    @cached_property
    def telling(self) -> frozenset[str]:
        """Documents that tell of the focal state: an act, a vote or a statement."""
        focal = self.material.focal
        acts = (
            document_id
            for i in self.material.incidents
            if focal in (*i.actor_states, *i.recipient_states)
            for document_id in i.document_ids
        )
        said = (
            s.document_id for s in self.material.statements if focal in (*s.source_states, *s.about)
        )
        votes = (v.document_id for v in self.material.votes if v.state == focal)
        return frozenset((*acts, *said, *votes)) & self.documents.keys()

    def receipt(self, record_id: str, document_id: str, span: Span) -> Receipt:
        """A passage as evidence; a document that is missing is said to be so."""
        document = self.documents.get(document_id)
        if document is None:
            return Receipt(record_id, "", UNKNOWN_OUTLET, "document not in the corpus", document_id)
        return Receipt(
            id=record_id,
            quotation=one_line(span.of(document.text)),
            outlet=self.outlet(document),
            published=published_words(document.published),
            document_id=document.id,
            title=one_line(document.title or ""),
        )

    def said(self, statement: Statement) -> Receipt:
        """A statement's own words, widened to the sentences in which they stand."""
        spans = (*statement.source_spans, *statement.cue_spans, *statement.content_spans)
        if not spans:
            return Receipt(statement.id, statement.content_text, UNKNOWN_OUTLET, "undated", "")
        span = self._widened(statement.document_id, enclosing(spans))
        if span.end - span.start > _LONGEST_QUOTATION and statement.cue_spans:
            core = (*statement.cue_spans, *statement.content_spans[:1])
            span = self._widened(statement.document_id, enclosing(core))
        return self.receipt(statement.id, statement.document_id, span)

    def _widened(self, document_id: str, span: Span) -> Span:
        document = self.documents.get(document_id)
        if document is None:
            return span
        if document_id not in self._segments:
            self._segments[document_id] = segments(document.text, document.title)
        touched = [s.span for s in self._segments[document_id] if s.span.overlaps(span)]
        return enclosing((*touched, span))

    @staticmethod
    def outlet(document: Document) -> str:
        return one_line(document.outlet or "") or UNKNOWN_OUTLET

    def origin(self, name: str) -> str:
        """An independent origin in words: a document stands for its outlet or its title."""
        document = self.documents.get(name)
        return one_line(name) if document is None else self.source_name(document)

    def source_name(self, document: Document) -> str:
        """A document by its outlet, or by its title when the outlet is unknown."""
        title = one_line(document.title or "")
        return one_line(document.outlet or "") or (f"“{title}”" if title else UNKNOWN_OUTLET)

    def first_day(self, document_ids: Iterable[str]) -> date | None:
        """The earliest day on which one of some documents may have been published."""
        days = [
            d.published.low
            for d in map(self.documents.get, document_ids)
            if d is not None and d.published.low is not None
        ]
        return min(days, default=None)


def one_line(text: str) -> str:
    """Text as it may stand in a page: on one line, without marks that do not print."""
    return " ".join(text.translate(_UNPRINTABLE).split())
