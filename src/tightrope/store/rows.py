"""From records to the rows of the contract's tables."""

from collections.abc import Iterable, Mapping
from typing import Any

from tightrope.records.actors import Mention
from tightrope.records.alignment import Alignment, Influence
from tightrope.records.corpus import (
    Derivation,
    Dispute,
    Incident,
    Membership,
    ProvenanceEdge,
    Story,
)
from tightrope.records.documents import Document, Quarantined
from tightrope.records.events import Event, ReportedVote
from tightrope.records.identifiers import identifier
from tightrope.records.spans import Span, enclosing
from tightrope.records.statements import Statement

Row = dict[str, Any]


def _offsets(spans: Iterable[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def document_row(document: Document, membership: Membership | None) -> Row:
    published = document.published
    return {
        "id": document.id,
        "path": document.path,
        "url": document.url,
        "outlet": document.outlet,
        "title": document.title,
        "byline": document.byline,
        "text": document.text,
        "language": document.language,
        "published_at": published.day,
        "published_low": published.low,
        "published_high": published.high,
        "published_basis": str(published.basis),
        "story_id": membership.story_id if membership else None,
        "copy_of": membership.copy_of if membership else None,
        "origins": list(membership.origins) if membership else [],
        "published_note": published.note,
        "outlet_basis": document.outlet_basis,
        "dateline": document.dateline,
        "removed": [{"text": b.text, "reason": b.reason} for b in document.removed],
        "part_note": document.part_note or None,
    }


def story_row(story: Story) -> Row:
    return {
        "id": story.id,
        "title": story.title,
        "first_published": story.first_published,
        "n_documents": len(story.document_ids),
        "n_origins": len(story.origins),
        "document_ids": list(story.document_ids),
        "origins": list(story.origins),
    }


def mention_id(document_id: str, mention: Mention) -> str:
    """A mention is named by its place; one place holds one mention."""
    return identifier("a", document_id, mention.span.start, mention.span.end)


def mention_row(document_id: str, mention: Mention) -> Row:
    return {
        "id": mention_id(document_id, mention),
        "document_id": document_id,
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "name": mention.name,
        "iso3": mention.code or None,
        "sector": str(mention.sector),
        "office": mention.office or None,
        "basis": mention.basis,
        "kind": mention.kind,
    }


def event_row(event: Event, text: str, incident_id: str | None) -> Row:
    return {
        "id": event.id,
        "document_id": event.document_id,
        "start": event.sentence.start,
        "end": event.sentence.end,
        "sentence": event.sentence.of(text),
        "actor_iso3": list(event.actor_states),
        "actor_sector": str(event.actor_sector),
        "recipient_iso3": list(event.recipient_states),
        "recipient_sector": str(event.recipient_sector),
        "event_type": str(event.type),
        "mode": event.mode or None,
        "contexts": list(event.contexts),
        "quad_class": str(event.quad_class),
        "intensity": event.intensity,
        "polarity": str(event.polarity),
        "modality": str(event.modality),
        "event_date": event.date.day,
        "event_date_low": event.date.low,
        "event_date_high": event.date.high,
        "statement_id": event.statement_id,
        "incident_id": incident_id,
        "rule": event.rule,
        "trigger": event.trigger.of(text),
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "event_date_basis": event.date.basis or None,
        "actor_names": list(event.actor_names),
        "recipient_names": list(event.recipient_names),
        "probability": event.probability,
    }


def incident_row(incident: Incident) -> Row:
    return {
        "id": incident.id,
        "event_type": str(incident.event_type),
        "actor_iso3": list(incident.actor_states),
        "recipient_iso3": list(incident.recipient_states),
        "date": incident.day,
        "n_reports": len(incident.document_ids),
        "n_origins": len(incident.origins),
        "disputed": incident.disputed,
        "event_ids": list(incident.event_ids),
        "date_low": incident.date_low,
        "date_high": incident.date_high,
        "summary": incident.summary,
        "polarity": incident.polarity,
        "modality": incident.modality,
        "intensity": incident.intensity,
        "origins": list(incident.origins),
        "document_ids": list(incident.document_ids),
        "dispute_ids": list(incident.dispute_ids),
    }


def statement_row(statement: Statement) -> Row:
    spans = statement.source_spans + statement.cue_spans + statement.content_spans
    stance = statement.stance
    towards = [s.state for s in statement.stances if stance and s.direction == stance.direction]
    return {
        "id": statement.id,
        "document_id": statement.document_id,
        "source_text": statement.source_text or None,
        "source_name": statement.source_name or None,
        "source_iso3": "+".join(statement.source_states) or None,
        "source_sector": str(statement.source_sector),
        "source_spans": _offsets(statement.source_spans),
        "cue_text": statement.cue_text,
        "cue_spans": _offsets(statement.cue_spans),
        "content_text": statement.content_text,
        "content_spans": _offsets(statement.content_spans),
        "kind": str(statement.kind),
        "medium": statement.medium or None,
        "chain": [link.name for link in statement.chain],
        "about_iso3": list(statement.about),
        "statement_date": statement.statement_date,
        "start": enclosing(spans).start if spans else None,
        "source_kind": statement.source_kind or None,
        "source_office": statement.source_office or None,
        "parent_id": statement.parent_id,
        "denies": statement.denies,
        "rule": statement.rule,
        "direction": str(stance.direction) if stance else None,
        "direction_iso3": towards,
        "direction_basis": (stance.basis or None) if stance else None,
        "subject": (stance.subject or None) if stance else None,
        "speaker_role": str(statement.speaker_role) if statement.speaker_role else None,
        "speaker_rank": statement.speaker_rank or None,
        "institution": statement.institution or None,
    }


def dispute_row(dispute: Dispute) -> Row:
    return {
        "id": dispute.id,
        "claim_statement_id": dispute.claim_statement_id,
        "denial_statement_id": dispute.denial_statement_id,
        "relation": str(dispute.relation),
        "subject": dispute.subject,
        "parties": list(dispute.parties),
        "rule": dispute.rule,
    }


def vote_row(vote: ReportedVote, incident_id: str | None) -> Row:
    return {
        "id": vote.id,
        "document_id": vote.document_id,
        "start": vote.span.start,
        "end": vote.span.end,
        "iso3": vote.state,
        "position": str(vote.position),
        "body": vote.body or None,
        "subject": vote.subject or None,
        "date": vote.date.day,
        "incident_id": incident_id,
        "date_low": vote.date.low,
        "date_high": vote.date.high,
        "rule": vote.rule,
    }


def alignment_row(alignment: Alignment) -> Row:
    return {
        "focal": alignment.focal,
        "power": alignment.power,
        "period_start": alignment.period_start,
        "period_end": alignment.period_end,
        "stream": str(alignment.stream),
        "mean": alignment.mean,
        "low": alignment.low,
        "high": alignment.high,
        "n_incidents": alignment.n_incidents,
        "n_origins": alignment.n_origins,
        "incident_ids": list(alignment.incident_ids),
    }


def influence_row(influence: Influence) -> Row:
    return {
        "focal": influence.focal,
        "power": influence.power,
        "stream": str(influence.stream),
        "rank": influence.rank,
        "incident_id": influence.incident_id,
        "day": influence.day,
        "value": influence.value,
        "weight": influence.weight,
        "change": influence.change,
        "mean": influence.mean,
        "mean_without": influence.mean_without,
        "low_without": influence.low_without,
        "high_without": influence.high_without,
    }


def provenance_row(edge: ProvenanceEdge) -> Row:
    return {
        "holder": edge.holder,
        "holder_kind": edge.holder_kind,
        "source": edge.source,
        "source_kind": edge.source_kind,
        "statement_id": edge.statement_id,
        "document_id": edge.document_id,
        "holder_id": edge.holder_id or None,
        "source_id": edge.source_id or None,
        "step": edge.step,
        "basis": edge.basis,
    }


def derivation_row(derivation: Derivation) -> Row:
    return {
        "document_id": derivation.document_id,
        "target": derivation.target,
        "relation": derivation.relation,
        "share": derivation.share,
        "evidence": derivation.evidence,
    }


def quarantine_row(entry: Quarantined) -> Row:
    return {"path": entry.path, "reason": entry.reason}


def incident_of(incidents: Iterable[Incident]) -> Mapping[str, str]:
    """From the id of an event or reported vote to the incident it belongs to."""
    return {event: incident.id for incident in incidents for event in incident.event_ids}
