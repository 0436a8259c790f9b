"""The page of a story: its reports in time, who had it from whom, what it tells, what is denied."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from tightrope.briefing.content import one_line
from tightrope.briefing.contested import Contest, contests_of
from tightrope.briefing.desks import desk_of
from tightrope.briefing.graph_gathering import story_graph
from tightrope.briefing.graph_picture import as_svg
from tightrope.briefing.wording import counted
from tightrope.records.provenance import NodeKind
from tightrope.web.answers import Page
from tightrope.web.asking import Ask, NotThere
from tightrope.web.figures.reports import Drawn, Link, reports_graph
from tightrope.web.listing import DocumentLine, IncidentLine, document_lines, incident_lines
from tightrope.web.pages.statement import disputes_of

_MOST_DOCUMENTS = 120
# Of a larger story the command line draws the chains: a page is made at once or not at all.
_MOST_DRAWN = 30
_BETWEEN = frozenset({NodeKind.OUTLET, NodeKind.REPORT, NodeKind.DOCUMENT})
_MOST_INCIDENTS = 40


@dataclass(frozen=True, slots=True)
class StoryView:
    """Everything that the page shows."""

    id: str
    title: str
    first_published: date | None
    n_documents: int
    n_origins: int
    origins: tuple[str, ...]
    documents: tuple[DocumentLine, ...]
    more_documents: int
    links: tuple[Link, ...]
    incidents: tuple[IncidentLine, ...]
    n_incidents: int
    contests: tuple[Contest, ...]


def story(ask: Ask) -> Page:
    """``/story/s0123…``."""
    finder = ask.finder
    row = finder.row("stories", ask.parts["id"])
    if row is None:
        raise NotThere(f"No story is named “{ask.parts['id'][:60]}” in this database.")
    members = list(row["document_ids"])[:_MOST_DOCUMENTS]
    documents = sorted(
        document_lines(finder, members), key=lambda d: (d.day or date.max, d.outlet, d.id)
    )
    # Marks, not a list: few identifiers are looked up in the tables' indexes.
    marks = ", ".join("?" * len(members))
    links = tuple(
        Link(
            r["document_id"], r["target"], r["relation"], r["share"], one_line(r["evidence"] or "")
        )
        for r in finder.ask(
            "SELECT document_id, target, relation, share, evidence FROM derivations "
            f"WHERE document_id IN ({marks}) ORDER BY document_id, share DESC, target",
            members,
        )
    )
    # Counted here: with more than the documents asked for, the index would not be used.
    of_events = finder.ask(
        f"SELECT incident_id FROM events WHERE document_id IN ({marks})", members
    )
    counts = Counter(r["incident_id"] for r in of_events if r["incident_id"])
    told = sorted(counts, key=lambda incident: (-counts[incident], incident))
    said = finder.ask(f"SELECT id FROM statements WHERE document_id IN ({marks})", members)
    disputes = disputes_of(finder, [r["id"] for r in said])
    desk = desk_of(finder, "", (), disputes=disputes, documents=row["origins"])
    title = one_line(row["title"] or "") or "Untitled story"
    view = StoryView(
        id=row["id"],
        title=title,
        first_published=row["first_published"],
        n_documents=row["n_documents"],
        n_origins=row["n_origins"],
        origins=tuple(desk.origin(o) for o in row["origins"] or ()),
        documents=tuple(documents),
        more_documents=max(0, row["n_documents"] - len(documents)),
        links=links,
        incidents=incident_lines(finder, told[:_MOST_INCIDENTS]),
        n_incidents=len(told),
        contests=contests_of(desk),
    )
    reports = [Drawn(d.id, d.title, d.outlet, d.day) for d in documents]
    what = (
        f"{counted(len(documents), 'report')} of “{title}” by outlet and day, with who copies or "
        "cites whom."
    )
    return Page(
        "story",
        title,
        view,
        rows=[_csv_row(d, links) for d in documents],
        figures=lambda: {
            "graph": reports_graph(reports, links, what),
            "chains": _chains(ask, row["id"], title, len(row["document_ids"])),
        },
        section="documents",
    )


def _chains(ask: Ask, story_id: str, title: str, n_documents: int) -> Markup | None:
    """The joined chains, where anybody stands between the reports and their sources."""
    if n_documents > _MOST_DRAWN:
        return None
    graph = story_graph(ask.finder.corpus, story_id)
    if all(node.kind not in _BETWEEN for e in graph.edges for node in (graph.node(e.source),)):
        return None
    return Markup(as_svg(graph, title))


def _csv_row(d: DocumentLine, links: tuple[Link, ...]) -> dict[str, Any]:
    return {
        "document_id": d.id,
        "title": d.title,
        "outlet": d.outlet,
        "published": d.published,
        "copy_of": d.copy_of,
        "rests_on": [f"{k.relation}: {k.target}" for k in links if k.document_id == d.id],
    }
