"""Search: documents by words, and documents, incidents and statements by filters."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tightrope.records.plover import EventType
from tightrope.store.searching import search_words
from tightrope.web.answers import Page
from tightrope.web.asking import Ask
from tightrope.web.listing import (
    DocumentLine,
    IncidentLine,
    Said,
    document_lines,
    incident_lines,
    said_lines,
)

KINDS = ("documents", "incidents", "statements", "persons")
TYPES = ("", *(str(t) for t in EventType), "VOTE", "POSITION")
READINGS = (
    "",
    "happened",
    "planned",
    "threatened",
    "requested",
    "possible",
    "denied",
    "background",
)
_PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class SearchView:
    """Everything that the page shows."""

    kind: str
    q: str
    state: str
    other: str
    said_by: str
    about: str
    speaker: str
    outlet: str
    since: date | None
    until: date | None
    event_type: str
    reading: str
    disputed: bool
    words: tuple[str, ...]
    total: int
    page: int
    pages: int
    documents: tuple[DocumentLine, ...] = ()
    incidents: tuple[IncidentLine, ...] = ()
    statements: tuple[Said, ...] = ()
    persons: tuple[dict[str, Any], ...] = ()


def search(ask: Ask) -> Page:
    """``/search?q=corridor&kind=documents&state=PAK&since=2023-01-01``."""
    kind = ask.choice("kind", KINDS)
    q = ask.text("q")
    speaker = ask.text("speaker")
    page = ask.number("page", 1, 1, 5_000)
    filters: dict[str, Any] = {
        "state": _one(ask, "state"),
        "other": _one(ask, "with"),
        "said_by": _one(ask, "by"),
        "about": _one(ask, "about"),
        "speaker": speaker,
        "outlet": ask.text("outlet"),
        "since": ask.day("since"),
        "until": ask.day("until"),
        "event_type": ask.choice("type", TYPES),
        "reading": ask.choice("reading", READINGS),
        "disputed": ask.choice("disputed", ("", "yes")) == "yes",
    }
    words = search_words(q)
    offset = (page - 1) * _PER_PAGE
    finder = ask.finder
    made: dict[str, Any] = {}
    if kind == "documents":
        ids, total = finder.documents_with(q, filters, _PER_PAGE, offset)
        made["documents"] = document_lines(finder, ids, words)
        rows = [d.row() for d in made["documents"]]
    elif kind == "incidents":
        ids, total = finder.incidents_with(q, filters, _PER_PAGE, offset)
        made["incidents"] = incident_lines(finder, ids)
        rows = [i.row() for i in made["incidents"]]
    elif kind == "statements":
        ids, total = finder.statements_with(q, filters, _PER_PAGE, offset)
        made["statements"] = said_lines(finder, ids)
        rows = [s.row() for s in made["statements"]]
    else:
        found, total = finder.persons_with(q, filters["state"], _PER_PAGE, offset)
        made["persons"] = tuple(found)
        rows = [dict(p) for p in found]
    view = SearchView(
        kind=kind,
        q=q,
        words=words,
        total=total,
        page=page,
        pages=max(1, -(-total // _PER_PAGE)),
        **filters,
        **made,
    )
    title = f"Search: {q}" if q else f"All {kind}" if not any(filters.values()) else f"Some {kind}"
    return Page(
        "search",
        title,
        view,
        rows=rows,
        figures=lambda: {
            "kinds": KINDS,
            "types": TYPES,
            "readings": READINGS,
            "earlier": ask.address(page=page - 1) if page > 1 else "",
            "later": ask.address(page=page + 1) if page < view.pages else "",
            "switch": {k: ask.address(kind=k, page="") for k in KINDS},
        },
        section="search",
    )


def _one(ask: Ask, field: str) -> str:
    """The first state of a field, or none."""
    return next(iter(ask.states(field)), "")
