"""Opening one record of any kind: what it is, its words, who carries them, what hangs on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tightrope.briefing.content import one_line
from tightrope.briefing.contested import Contest
from tightrope.briefing.desks import desk_of
from tightrope.briefing.wording import counted, day_words, listed, signed, state_name
from tightrope.records.spans import Span
from tightrope.store import TABLES
from tightrope.web import addresses
from tightrope.web.asking import Ask, BadQuestion, NotThere
from tightrope.web.assistant.citing import Linked, lead, quotation, reading
from tightrope.web.assistant.shapes import Quotation
from tightrope.web.pages.dispute import dispute
from tightrope.web.pages.document import document_view
from tightrope.web.pages.incident import incident
from tightrope.web.pages.statement import statement
from tightrope.web.pages.story import story

_TEXT = 4_000
_MOST_QUOTED = 12
_MOST_RELATED = 40

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Opened:
    """A record; ``related`` names others by identifier, ``path`` is its page."""

    id: str
    table: str
    title: str
    path: str
    facts: Sequence[Fact]
    quotations: Sequence[Quotation] = ()
    chain: tuple[str, ...] = ()
    related: Sequence[tuple[str, str]] = ()
    text: str = ""
    text_next: int | None = None


def open_record(ask: Ask, record_id: str, text_from: int, linked: Linked) -> Opened:
    """A record of any table.

    Args:
        ask: with the identifier among its parts.
        record_id: the identifier.
        text_from: where the piece of a document's text begins.
        linked: from an address to the one that is given.

    Raises:
        NotThere: no table holds the identifier.
        BadQuestion: the text does not reach so far.
    """
    for name, table in TABLES.items():
        if table.column_names[0] != "id":
            continue
        row = ask.finder.row(name, record_id)
        if row is None:
            continue
        if name == "documents":
            return _document(ask, record_id, text_from, linked)
        if name in _OPENERS:
            return _OPENERS[name](ask, record_id, linked)
        return _coding(ask, name, row, linked)
    raise NotThere(
        f"No record is named “{record_id[:60]}” in this database; the other tools list identifiers."
    )


def _document(ask: Ask, record_id: str, text_from: int, linked: Linked) -> Opened:
    view = document_view(ask, record_id)
    if not 0 <= text_from <= len(view.text):
        raise BadQuestion(f"text_from: {text_from} is no place from 0 to {len(view.text)}.")
    piece = view.text[text_from : text_from + _TEXT]
    end = text_from + len(piece)
    desk = desk_of(ask.finder, "", (), documents=[record_id])
    here = [c for c in view.codings if c.table != "actors" and text_from <= c.start < end]
    return Opened(
        id=view.id,
        table="documents",
        title=view.title,
        path=addresses.document(view.id),
        facts=(
            ("outlet", view.outlet),
            ("byline", view.byline),
            ("published", view.published),
            ("date rests on", view.published_note),
            ("language", view.language),
            ("address", view.url),
            ("file", view.path),
            ("copy of", view.copy_of),
            ("independent origins", "; ".join(o.name for o in view.origins)),
            ("taken out by cleaning", counted(view.n_removed, "block") if view.n_removed else ""),
        ),
        quotations=[lead(desk, view.id, linked)],
        chain=tuple(f"{r.relation}: {r.name}" for r in view.rests_on),
        related=[
            *([(view.story_id, f"story: {view.story_title}")] if view.story_id else []),
            *((c.id, f"{c.table}: {c.title}, {c.kind}") for c in here[:_MOST_RELATED]),
        ],
        text=piece,
        text_next=end if end < len(view.text) else None,
    )


def _incident(ask: Ask, record_id: str, linked: Linked) -> Opened:
    view = incident(ask).view
    return Opened(
        id=view.id,
        table="incidents",
        title=view.title,
        path=addresses.incident(view.id),
        facts=(
            ("type", view.event_type),
            ("reading", reading(view.polarity, view.modality)),
            ("when", view.when),
            ("actors", listed([state_name(c) for c in view.actors])),
            ("recipients", listed([state_name(c) for c in view.recipients])),
            ("reports", str(view.n_reports)),
            ("independent origins", "; ".join(view.origins)),
            ("disputed", "yes" if view.disputed else "no"),
            *(
                (f"counts for {state_name(c.focal)} towards {state_name(c.power)}", _weighed(c))
                for c in view.counted
            ),
        ),
        quotations=[quotation(r.receipt, linked, whole=True) for r in view.reports[:_MOST_QUOTED]],
        related=[
            *((r.receipt.id, f"{r.reading}; {r.rule}") for r in view.reports[:_MOST_RELATED]),
            *_disputed(view.contests),
        ],
    )


def _weighed(c: Any) -> str:
    if c.weight is None:
        return f"not: {c.why}"
    return f"{c.stream}, value {signed(c.value)}, weight {c.weight:.2f}: {c.why}"


def _statement(ask: Ask, record_id: str, linked: Linked) -> Opened:
    view = statement(ask).view
    return Opened(
        id=view.id,
        table="statements",
        title=f"{view.speaker}: {view.cue}" if view.cue else view.speaker,
        path=addresses.statement(view.id),
        facts=(
            ("speaker", view.speaker),
            ("role", view.role),
            ("kind", view.kind),
            ("manner", view.manner),
            ("content", view.content),
            ("denies", "the content is denied" if view.denies else ""),
            ("direction", view.direction),
            ("said on", view.said_on),
            ("about", listed([state_name(c) for c in view.about])),
            ("made by", view.rule),
        ),
        quotations=[quotation(view.receipt, linked, whole=True)],
        chain=tuple(f"{hand.name} ({hand.kind})" for hand in view.chain),
        related=[
            *([(view.parent_id, "stands inside this statement")] if view.parent_id else []),
            *((e["id"], f"event in it: {e['event_type']}") for e in view.events),
            *((s["id"], "statement inside it") for s in view.inside),
            *_disputed(view.contests),
        ][:_MOST_RELATED],
    )


def _dispute(ask: Ask, record_id: str, linked: Linked) -> Opened:
    page = dispute(ask)
    sides = [s for c in page.view.contests for s in (c.claim, *c.answers)]
    return Opened(
        id=record_id,
        table="disputes",
        title=page.title,
        path=addresses.dispute(record_id),
        facts=(
            ("relation", f"the second {page.view.relation} the first"),
            ("parties", "; ".join(page.view.parties)),
            *((s.part, ", ".join(x for x in (s.name, s.role) if x)) for s in sides),
            ("made by", page.view.rule),
        ),
        quotations=[quotation(s.receipt, linked, whole=True) for s in sides[:_MOST_QUOTED]],
        related=[(s.receipt.id, f"{s.part} {s.name}") for s in sides[:_MOST_RELATED]],
    )


def _story(ask: Ask, record_id: str, linked: Linked) -> Opened:
    view = story(ask).view
    first = view.documents[:1]
    desk = desk_of(ask.finder, "", (), documents=[d.id for d in first])
    return Opened(
        id=view.id,
        table="stories",
        title=view.title,
        path=addresses.story(view.id),
        facts=(
            ("first published", day_words(view.first_published) if view.first_published else ""),
            ("documents", str(view.n_documents)),
            ("independent origins", f"{view.n_origins}: {'; '.join(view.origins)}"),
            ("incidents", str(view.n_incidents)),
        ),
        quotations=[lead(desk, d.id, linked) for d in first],
        chain=tuple(
            f"{k.document_id} {k.relation} {k.target}: {k.evidence}"
            for k in view.links[:_MOST_RELATED]
        ),
        related=[
            *((d.id, f"document: {d.outlet}, {d.published}") for d in view.documents),
            *((i.id, f"incident: {i.title}") for i in view.incidents),
            *_disputed(view.contests),
        ][:_MOST_RELATED],
    )


def _coding(ask: Ask, table: str, row: dict[str, Any], linked: Linked) -> Opened:
    """An event, a reported vote or a mention: a coding inside a document."""
    view = document_view(ask, row["document_id"])
    coding = next((c for c in view.codings if c.id == row["id"]), None)
    if coding is None:
        raise NotThere(f"“{row['id']}” is not in its document any more; run again.")
    desk = desk_of(ask.finder, "", (), documents=[view.id])
    at = Span(coding.start, coding.end)
    return Opened(
        id=coding.id,
        table=table,
        title=f"{coding.title}, {coding.kind}",
        path=addresses.document(view.id, coding.id),
        facts=(("kind", coding.kind), *coding.facts, ("made by", coding.rule)),
        quotations=[quotation(desk.receipt(coding.id, view.id, at), linked, whole=True)],
        chain=tuple(f"{r.relation}: {r.name}" for r in view.rests_on),
        related=[
            (row[key], what)
            for key, what in (
                ("incident_id", "the incident"),
                ("statement_id", "the statement it stands under"),
                ("document_id", "the document"),
            )
            if row.get(key)
        ],
    )


def _disputed(contests: Sequence[Contest]) -> list[tuple[str, str]]:
    return [(i, f"dispute: {one_line(c.subject)}") for c in contests for i in c.ids]


_OPENERS: dict[str, Callable[[Ask, str, Linked], Opened]] = {
    "incidents": _incident,
    "statements": _statement,
    "disputes": _dispute,
    "stories": _story,
}
