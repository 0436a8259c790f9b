"""The page of an incident: one happening, every report of it, and how it counts."""

from dataclasses import dataclass
from typing import Any

from tightrope.briefing.content import Desk, Receipt, one_line
from tightrope.briefing.contested import Contest, contests_of
from tightrope.briefing.desks import desk_of
from tightrope.briefing.happenings import incident_title
from tightrope.briefing.wording import happened_words, state_name
from tightrope.records.corpus import Incident
from tightrope.web.answers import Page
from tightrope.web.asking import Ask, NotThere

_MOST_REPORTS = 60


@dataclass(frozen=True, slots=True)
class Report:
    """One sentence that tells of it."""

    receipt: Receipt
    reading: str
    rule: str
    story_id: str
    copy: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How the incident counts in one position; ``weight`` is None where it does not."""

    focal: str
    power: str
    stream: str
    value: float | None
    weight: float | None
    why: str


@dataclass(frozen=True, slots=True)
class IncidentView:
    """Everything that the page shows."""

    id: str
    title: str
    event_type: str
    when: str
    polarity: str
    modality: str
    intensity: float
    disputed: bool
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    origins: tuple[str, ...]
    n_reports: int
    reports: tuple[Report, ...]
    more_reports: int
    contests: tuple[Contest, ...]
    counted: tuple[Counted, ...]


def incident(ask: Ask) -> Page:
    """``/incident/i0123…``."""
    finder = ask.finder
    record_id = ask.parts["id"]
    found = finder.records("incidents", Incident, [record_id])
    if not found:
        raise NotThere(f"No incident is named “{record_id[:60]}” in this database.")
    it = found[0]
    desk = desk_of(finder, "", (), incidents=[it.id], disputes=it.dispute_ids, documents=it.origins)
    told = reports(desk, it)
    view = IncidentView(
        id=it.id,
        title=incident_title(desk, it),
        event_type=str(it.event_type),
        when=happened_words(it.date_low, it.date_high),
        polarity=str(it.polarity),
        modality=str(it.modality),
        intensity=it.intensity,
        disputed=it.disputed,
        actors=it.actor_states,
        recipients=it.recipient_states,
        origins=tuple(desk.origin(o) for o in it.origins),
        n_reports=len(set(it.document_ids)),
        reports=tuple(told[:_MOST_REPORTS]),
        more_reports=max(0, len(told) - _MOST_REPORTS),
        contests=contests_of(desk),
        counted=_counted(ask, it),
    )
    return Page(
        "incident",
        view.title,
        view,
        rows=[_csv_row(it, r) for r in told],
        section="states",
    )


def reports(desk: Desk, it: Incident) -> list[Report]:
    """Every sentence that tells of an incident, copies last."""
    made = []
    for member in it.event_ids:
        if (event := desk.events.get(member)) is not None:
            receipt = desk.receipt(event.id, event.document_id, event.sentence)
            made.append((event.document_id, receipt, f"{event.polarity}, {event.modality}",
                         event.rule))  # fmt: skip
        elif (vote := desk.votes.get(member)) is not None:
            receipt = desk.receipt(vote.id, vote.document_id, vote.span)
            told = f"{state_name(vote.state)} {vote.position}"
            made.append((vote.document_id, receipt, told, vote.rule))
        elif (said := desk.statements.get(member)) is not None:
            towards = next((s for s in said.stances if s.state in it.recipient_states), None)
            if towards is not None:
                basis = towards.basis.replace(" ", ", ") or "no word"
                made.append((said.document_id, desk.said(said), f"{towards.direction}", basis))
    found = []
    for document_id, receipt, reading, rule in made:
        member_of = desk.memberships.get(document_id)
        found.append(
            Report(
                receipt,
                reading,
                rule,
                member_of.story_id if member_of else "",
                bool(member_of and member_of.copy_of),
            )
        )
    return sorted(found, key=lambda r: (r.copy, r.receipt.document_id, r.receipt.id))


def _counted(ask: Ask, it: Incident) -> tuple[Counted, ...]:
    """In which positions it counts, how much and why."""
    return tuple(
        Counted(
            r["focal"], r["power"], r["stream"] or "", r["value"], r["weight"], one_line(r["why"])
        )
        for r in ask.finder.counted(it.id)
    )


def _csv_row(it: Incident, r: Report) -> dict[str, Any]:
    return {
        "incident_id": it.id,
        "event_type": str(it.event_type),
        "date_low": it.date_low,
        "date_high": it.date_high,
        "record_id": r.receipt.id,
        "document_id": r.receipt.document_id,
        "outlet": r.receipt.outlet,
        "published": r.receipt.published,
        "reading": r.reading,
        "quotation": r.receipt.quotation,
        "rule": r.rule,
        "copy": r.copy,
    }
