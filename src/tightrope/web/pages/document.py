"""The page of a document: its text, what was coded in it, and what was taken out of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from tightrope.briefing.content import one_line
from tightrope.briefing.holdings import web_address
from tightrope.briefing.wording import happened_words, listed, percent, published_words, state_name
from tightrope.records.documents import Document
from tightrope.store.corrections import Correction, about
from tightrope.web import addresses
from tightrope.web.answers import Page
from tightrope.web.asking import Ask, NotThere
from tightrope.web.marking import Mark, Piece, paragraphs

Row = dict[str, Any]
_LAYERS = (("actors", "Actors"), ("events", "Acts"), ("statements", "Statements"))


@dataclass(frozen=True, slots=True)
class Coding:
    """One coding as its card shows it."""

    id: str
    table: str
    kind: str
    title: str
    facts: tuple[tuple[str, str], ...]
    rule: str
    href: str
    start: int
    end: int
    quotation: str
    disputed: bool = False
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Rests:
    """What the document rests on."""

    relation: str
    target: str
    name: str
    share: str
    evidence: str
    in_corpus: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent origin; ``document_id`` is empty for one that is not in the corpus."""

    name: str
    document_id: str


@dataclass(frozen=True, slots=True)
class Removed:
    """Blocks that cleaning took out for one reason."""

    reason: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """Everything that the page shows."""

    id: str
    title: str
    outlet: str
    outlet_basis: str
    byline: str
    published: str
    published_note: str
    language: str
    url: str
    path: str
    part_note: str
    story_id: str
    story_title: str
    copy_of: str
    copy_title: str
    origins: tuple[Origin, ...]
    rests_on: tuple[Rests, ...]
    codings: tuple[Coding, ...]
    removed: tuple[Removed, ...]
    n_removed: int
    text: str


def document(ask: Ask) -> Page:
    """``/document/d0123…``; an anchor with a coding's identifier opens at its place."""
    doc = _document(ask, ask.parts["id"])
    rows = _coded(ask, doc)
    view = _view(ask, doc, rows)
    return Page(
        template="document",
        title=view.title,
        view=view,
        rows=[_csv_row(c) for c in view.codings],
        figures=lambda: {
            "paragraphs": _paragraphs(doc, rows),
            "layers": _LAYERS,
            "counts": {
                "actors": len(rows["actors"]),
                "events": len(rows["events"]) + len(rows["reported_votes"]),
                "statements": len(rows["statements"]),
            },
        },
        section="documents",
    )


def document_view(ask: Ask, record_id: str) -> DocumentView:
    """What the page of a document shows, for other pages."""
    doc = _document(ask, record_id)
    return _view(ask, doc, _coded(ask, doc))


def _document(ask: Ask, record_id: str) -> Document:
    found = ask.finder.records("documents", Document, [record_id])
    if not found:
        raise NotThere(f"No document is named “{record_id[:60]}” in this database.")
    return found[0]


def _coded(ask: Ask, doc: Document) -> dict[str, list[Row]]:
    tables = ("actors", "events", "statements", "reported_votes")
    rows = {table: ask.finder.of_document(table, doc.id, doc.text) for table in tables}
    acts = [*rows["events"], *rows["reported_votes"]]
    disputed = ask.finder.disputed_of(r["incident_id"] for r in acts)
    denied = ask.finder.disputed_statements(r["id"] for r in rows["statements"])
    for r in acts:
        r["disputed"] = r["incident_id"] in disputed
    for r in rows["statements"]:
        r["disputed"] = r["id"] in denied
    return rows


def _view(ask: Ask, doc: Document, rows: dict[str, list[Row]]) -> DocumentView:
    finder = ask.finder
    row = finder.memberships([doc.id])[0]
    corrections = ask.site.corrections.of_document(doc.id)
    codings = [
        *(_event(doc, r, corrections) for r in rows["events"]),
        *(_vote(doc, r, corrections) for r in rows["reported_votes"]),
        *(_statement(doc, r, corrections) for r in rows["statements"]),
        *(_actor(doc, r, corrections) for r in rows["actors"]),
    ]
    story = finder.row("stories", row.story_id) if row.story_id else None
    copied = finder.row("documents", row.copy_of) if row.copy_of else None
    blocks = sorted(doc.removed, key=lambda b: b.reason)
    return DocumentView(
        id=doc.id,
        title=one_line(doc.title or "") or "Untitled document",
        outlet=one_line(doc.outlet or ""),
        outlet_basis=doc.outlet_basis,
        byline=one_line(doc.byline or ""),
        published=published_words(doc.published),
        published_note=one_line(doc.published.note),
        language=doc.language,
        url=web_address(doc.url),
        path=one_line(doc.path),
        part_note=one_line(doc.part_note),
        story_id=row.story_id,
        story_title=one_line(story["title"] or "") or "Untitled story" if story else "",
        copy_of=row.copy_of or "",
        copy_title=one_line(copied["title"] or copied["path"]) if copied else "",
        origins=_origins(ask, row.origins),
        rests_on=_rests_on(ask, doc.id),
        codings=tuple(sorted(codings, key=lambda c: (c.start, c.end, c.table, c.id))),
        removed=tuple(
            Removed(reason, tuple(b.text for b in group))
            for reason, group in groupby(blocks, key=lambda b: b.reason)
        ),
        n_removed=len(blocks),
        text=doc.text,
    )


def _paragraphs(doc: Document, rows: dict[str, list[Row]]) -> list[list[Piece]]:
    marks = [Mark(r["start"], r["end"], "actor", r["id"]) for r in rows["actors"]]
    acts = (*rows["events"], *rows["reported_votes"])
    marks += [Mark(r["start"], r["end"], "disputed", r["id"]) for r in acts if r["disputed"]]
    for r in rows["events"]:
        marks.append(Mark(r["start"], r["end"], "sentence", r["id"]))
        marks.append(Mark(r["trigger_start"], r["trigger_end"], "trigger", r["id"]))
    marks += [Mark(r["start"], r["end"], "vote", r["id"]) for r in rows["reported_votes"]]
    for r in rows["statements"]:
        for role in ("source", "cue", "content"):
            marks += [Mark(a, b, role, r["id"]) for a, b in r[f"{role}_spans"] or ()]
    return paragraphs(doc.text, marks)


def _origins(ask: Ask, names: Sequence[str]) -> tuple[Origin, ...]:
    known = {d.id: d for d, _ in ask.finder.documents(names)}
    found = []
    for name in names:
        document = known.get(name)
        shown = (document.outlet or document.title or document.path) if document else name
        found.append(Origin(one_line(shown), document.id if document else ""))
    return tuple(found)


def _rests_on(ask: Ask, document_id: str) -> tuple[Rests, ...]:
    rows = ask.finder.ask(
        "SELECT relation, target, share, evidence FROM derivations WHERE document_id = ? "
        "ORDER BY share DESC, target",
        [document_id],
    )
    known = {d["id"]: d for d in ask.finder.rows("documents", (r["target"] for r in rows))}
    return tuple(
        Rests(
            relation=r["relation"],
            target=r["target"],
            name=one_line(
                (known[r["target"]]["outlet"] or known[r["target"]]["title"] or "another report")
                if r["target"] in known
                else r["target"]
            ),
            share=percent(r["share"]) if r["relation"] != "cites" else "",
            evidence=one_line(r["evidence"] or ""),
            in_corpus=r["target"] in known,
        )
        for r in rows
    )


def codes(listed_codes: Sequence[str] | None) -> str:
    """Several codes as names."""
    return listed([state_name(c) for c in listed_codes or ()])


def _event(doc: Document, r: Row, corrections: Sequence[Correction]) -> Coding:
    towards = f" → {codes(r['recipient_iso3'])}" if r["recipient_iso3"] else ""
    named = listed([one_line(n) for n in (*r["actor_names"], *r["recipient_names"])])
    return Coding(
        id=r["id"],
        table="events",
        kind=r["event_type"],
        title=f"{codes(r['actor_iso3']) or 'Somebody'}{towards}",
        facts=_facts(
            ("reading", f"{r['polarity']}, {r['modality']}"),
            ("intensity", f"{r['intensity']:+g}".replace("-", "−")),
            ("class", r["quad_class"]),
            ("when", _when(r["event_date_low"], r["event_date_high"], r["event_date_basis"])),
            ("mode", r["mode"]),
            ("contexts", ", ".join(r["contexts"] or ())),
            ("named", named),
            ("confidence", percent(r["probability"]) if r["probability"] is not None else ""),
        ),
        rule=r["rule"] or "",
        href=addresses.incident(r["incident_id"]) if r["incident_id"] else "",
        start=r["start"],
        end=r["end"],
        quotation=one_line(r["sentence"]),
        disputed=r["disputed"],
        corrections=tuple(about(corrections, "events", r)),
    )


def _vote(doc: Document, r: Row, corrections: Sequence[Correction]) -> Coding:
    return Coding(
        id=r["id"],
        table="reported_votes",
        kind="VOTE",
        title=f"{state_name(r['iso3'])}: {r['position']}",
        facts=_facts(
            ("body", r["body"]),
            ("subject", r["subject"]),
            ("when", _when(r["date_low"], r["date_high"], "")),
        ),
        rule=r["rule"] or "",
        href=addresses.incident(r["incident_id"]) if r["incident_id"] else "",
        start=r["start"],
        end=r["end"],
        quotation=one_line(doc.text[r["start"] : r["end"]]),
        disputed=r["disputed"],
        corrections=tuple(about(corrections, "reported_votes", r)),
    )


def _statement(doc: Document, r: Row, corrections: Sequence[Correction]) -> Coding:
    spans = [*(r["source_spans"] or ()), *(r["cue_spans"] or ()), *(r["content_spans"] or ())]
    end = max((b for _, b in spans), default=r["start"] or 0)
    place = dict(r) | {"end": end}
    return Coding(
        id=r["id"],
        table="statements",
        kind=str(r["kind"]).replace("_", " "),
        title=one_line(r["source_name"] or r["source_text"] or "Nobody named"),
        facts=_facts(
            ("cue", one_line(r["cue_text"] or "")),
            ("office", one_line(r["source_office"] or "")),
            ("state", codes((r["source_iso3"] or "").split("+")) if r["source_iso3"] else ""),
            ("about", codes(r["about_iso3"])),
            ("medium", one_line(r["medium"] or "")),
            ("said", str(r["statement_date"] or "")),
            ("chain", " → ".join(one_line(name) for name in r["chain"] or ())),
            ("denies", "the content is denied" if r["denies"] else ""),
        ),
        rule=r["rule"] or "",
        href=addresses.statement(r["id"]),
        start=r["start"] or 0,
        end=end,
        quotation=one_line(r["content_text"] or ""),
        disputed=r["disputed"],
        corrections=tuple(about(corrections, "statements", place)),
    )


def _actor(doc: Document, r: Row, corrections: Sequence[Correction]) -> Coding:
    return Coding(
        id=r["id"],
        table="actors",
        kind=r["kind"] or "actor",
        title=one_line(r["name"] or r["text"]),
        facts=_facts(
            ("as written", one_line(r["text"])),
            ("state", codes((r["iso3"] or "").split("+")) if r["iso3"] else ""),
            ("sector", r["sector"]),
            ("office", one_line(r["office"] or "")),
        ),
        rule=r["basis"] or "",
        href=addresses.person(r["name"]) if r["kind"] == "person" and r["name"] else "",
        start=r["start"],
        end=r["end"],
        quotation=one_line(r["text"]),
        corrections=tuple(about(corrections, "actors", r)),
    )


def _when(low: date | None, high: date | None, basis: str | None) -> str:
    words = one_line(basis or "")
    # "publication date" is a reason, anything else the words that say when.
    because = f" ({words})" if words == "publication date" else f" (“{words}”)" if words else ""
    return f"{happened_words(low, high)}{because}"


def _facts(*pairs: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in pairs if value)


def _csv_row(c: Coding) -> Row:
    return {
        "id": c.id,
        "table": c.table,
        "start": c.start,
        "end": c.end,
        "kind": c.kind,
        "title": c.title,
        "quotation": c.quotation,
        "rule": c.rule,
        "facts": dict(c.facts),
        "disputed": c.disputed,
        "corrections": len(c.corrections),
    }
