"""Charts of records: what happened by day and kind, and who had it from whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from tightrope.briefing.charts import styled
from tightrope.briefing.content import Desk, one_line
from tightrope.briefing.desks import desk_of
from tightrope.briefing.happenings import incident_title
from tightrope.briefing.wording import (
    counted,
    happened_words,
    published_words,
    state,
)
from tightrope.errors import UnknownRecord
from tightrope.notebook.notices import notice
from tightrope.records.corpus import Incident
from tightrope.records.plover import INTENSITY, EventType
from tightrope.store import Finder

if TYPE_CHECKING:
    from tightrope.notebook.corpus import NotebookCorpus

_WIDTH = 600
_ROW = 24
_QUOTED = 260
_READINGS = {
    "happened": "#1a8a94",
    "planned": "#8a63c9",
    "requested": "#8a63c9",
    "threatened": "#c0392b",
    "possible": "#b8860b",
    "hypothetical": "#b8860b",
    "denied": "#5b6470",
    "background": "#9aa3ad",
}
_RELATIONS = {"copy": "#c0392b", "excerpt": "#d0662a", "cites": "#1a8a94"}
_OUTSIDE = "not in the corpus"
_DAYS = alt.Axis(grid=False, format="%-d %b %Y", tickMinStep=24 * 3600 * 1000, labelOverlap=True)


def timeline(finder: Finder, filters: Mapping[str, Any], most: int) -> Any:
    """Incidents by kind of act and day; see :meth:`tightrope.notebook.plots.Plots.timeline`."""
    focal, other = filters["state"], filters["other"]
    ids, total = finder.incidents_with("", filters, most)
    desk = desk_of(finder, focal, (), incidents=ids)
    rows = [_happened(desk, i) for i in desk.material.incidents if i.date_low and i.date_high]
    about = f"{state(focal)} and {state(other)}" if other else state(focal)
    if not rows:
        return notice(
            f"No dated incident of {about} was found in this time.",
            "A longer time, another state or more documents may help; corpus shows who has most.",
        )
    kinds = {r["kind"]: r["warmth"] for r in rows}
    order = sorted(kinds, key=lambda k: (-kinds[k], k))
    readings = [r for r in _READINGS if any(row["reading"] == r for row in rows)]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("kind:N", title=None, sort=order, axis=alt.Axis(grid=True)),
        color=alt.Color(
            "reading:N",
            scale=alt.Scale(domain=readings, range=[_READINGS[r] for r in readings]),
            legend=alt.Legend(title=None, orient="top", symbolOpacity=1),
        ),
        tooltip=[
            alt.Tooltip("title:N", title="What"),
            alt.Tooltip("when:N", title="When"),
            alt.Tooltip("reading:N", title="Reading"),
            alt.Tooltip("evidence:N", title="Reports"),
            alt.Tooltip("quotation:N", title="Words"),
            alt.Tooltip("outlet:N", title="In"),
            alt.Tooltip("id:N", title="corpus.show(…)"),
        ],
    )
    spans = base.mark_rule(strokeWidth=2, opacity=0.45).encode(
        x=alt.X("low:T", title=None, axis=alt.Axis(grid=False)), x2="high:T"
    )
    points = base.mark_point(filled=True, opacity=0.85).encode(
        x="day:T",
        size=alt.Size(
            "origins:Q",
            scale=alt.Scale(domain=[1, max(4, *(r["origins"] for r in rows))], range=[45, 220]),
            legend=None,
        ),
    )
    told = f"{counted(len(rows), 'dated incident')}"
    if total > len(ids):
        told += f", the newest of {total:,}"
    title = alt.TitleParams(
        f"What is told of {about}",
        subtitle=[f"{told}; friendly acts above, hostile below; larger: more origins."],
        anchor="start",
    )
    chart = alt.layer(spans, points).properties(
        width=_WIDTH, height=alt.Step(_ROW), title=title, description=f"{told} of {about}."
    )
    return styled(chart)


def _happened(desk: Desk, i: Incident) -> dict[str, Any]:
    assert i.date_low is not None and i.date_high is not None
    receipt = None
    for member in i.event_ids:
        if (event := desk.events.get(member)) is not None:
            receipt = desk.receipt(event.id, event.document_id, event.sentence)
        elif (vote := desk.votes.get(member)) is not None:
            receipt = desk.receipt(vote.id, vote.document_id, vote.span)
        if receipt is not None:
            break
    reports, origins = len(set(i.document_ids)), len(set(i.origins)) or 1
    happened = "denied" if i.polarity == "negated" else str(i.modality)
    return {
        "id": i.id,
        "title": incident_title(desk, i),
        "kind": str(i.event_type).lower(),
        "warmth": INTENSITY[EventType(i.event_type)] if i.event_type in set(EventType) else 0.0,
        "reading": "happened" if happened == "actual" else happened,
        "low": i.date_low.isoformat(),
        "high": i.date_high.isoformat(),
        "day": (i.date_low + (i.date_high - i.date_low) / 2).isoformat(),
        "when": happened_words(i.date_low, i.date_high),
        "origins": origins,
        "evidence": f"{counted(reports, 'report')}, {counted(origins, 'origin')}"
        + (", disputed" if i.disputed else ""),
        "quotation": _short(receipt.quotation) if receipt else "",
        "outlet": f"{receipt.outlet}, {receipt.published}" if receipt else "",
    }


def provenance(corpus: NotebookCorpus, record_id: str | None) -> Any:
    """The reports of a story; see :meth:`tightrope.notebook.plots.Plots.provenance`."""
    finder = corpus.finder
    story = _story(corpus, record_id)
    if story is None:
        return notice(
            "There is no story in this corpus." if record_id is None else
            "This document belongs to no story.",
            "Read documents first: tr.run(paths, db=...).",
        )  # fmt: skip
    documents = finder.documents(story["document_ids"])
    links = finder.ask(
        "SELECT document_id, target, relation, share, evidence FROM derivations "
        "WHERE list_contains(?, document_id) ORDER BY document_id, target",
        [list(story["document_ids"])],
    )
    inside = {d.id: d for d, _ in documents}
    rows: list[dict[str, Any]] = [
        {
            "id": d.id,
            "row": one_line(d.outlet or "") or "outlet unknown",
            "title": one_line(d.title or "") or one_line(d.text[:80]),
            "when": published_words(d.published),
            "day": day.isoformat() if (day := d.published.high or d.published.low) else None,
            "what": "copy" if member.copy_of else "report",
        }
        for d, member in documents
    ]
    days = [r["day"] for r in rows if r["day"]]
    first = min(days, default=None)
    for r in rows:
        r["day"] = r["day"] or first
    places = {r["id"]: (r["day"], r["row"]) for r in rows}
    for k in links:
        if k["target"] not in inside and k["target"] not in places:
            name = one_line(k["target"])
            rows.append({"id": name, "row": name, "title": name, "when": "", "day": first,
                         "what": _OUTSIDE})  # fmt: skip
            places[k["target"]] = (first, name)
    edges = [_edge(k, places) for k in links if k["document_id"] in places]
    told = (
        f"{counted(story['n_documents'], 'document')}, "
        f"{counted(story['n_origins'], 'independent origin')}"
    )
    return _reports(one_line(story["title"] or "") or "Untitled story", told, rows, edges, first)


def _story(corpus: NotebookCorpus, record_id: str | None) -> dict[str, Any] | None:
    if record_id is None:
        found = corpus.finder.ask(
            "SELECT * EXCLUDE (record) FROM stories ORDER BY n_documents DESC, id LIMIT 1"
        )
        return found[0] if found else None
    table, row = corpus.find(record_id)
    if table == "stories":
        return row
    if table == "documents":
        return corpus.finder.row("stories", row["story_id"]) if row["story_id"] else None
    raise UnknownRecord(
        f"'{record_id}' is one of {table}; give the identifier of a story or a document."
    )


def _edge(k: Mapping[str, Any], places: Mapping[str, tuple[Any, str]]) -> dict[str, Any]:
    (day, row), (day2, row2) = places[k["document_id"]], places[k["target"]]
    return {
        "day": day, "row": row, "day2": day2, "row2": row2, "relation": k["relation"],
        "evidence": _short(one_line(k["evidence"] or "")),
        "share": f"{k['share']:.0%}" if k["relation"] != "cites" else "",
    }  # fmt: skip


def _reports(
    title: str,
    told: str,
    rows: list[dict[str, Any]],
    edges: list[dict[str, Any]],
    first: str | None,
) -> Any:
    order = list(dict.fromkeys(r["row"] for r in sorted(rows, key=lambda r: r["what"] != _OUTSIDE)))
    y = alt.Y("row:N", title=None, sort=order, axis=alt.Axis(grid=True, labelLimit=230))
    x = alt.X("day:T", title=None, axis=_DAYS) if first else alt.value(20)
    kinds = {"report": "#1f2933", "copy": "#c0392b", _OUTSIDE: "#9aa3ad"}
    points = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_point(filled=True, size=110, opacity=1)
        .encode(
            x=x,
            y=y,
            color=_palette("what", [k for k in kinds if any(r["what"] == k for r in rows)], kinds),
            tooltip=[
                alt.Tooltip("title:N", title="Document"),
                alt.Tooltip("row:N", title="Outlet"),
                alt.Tooltip("when:N", title="Published"),
                alt.Tooltip("what:N", title="Kind"),
                alt.Tooltip("id:N", title="corpus.show(…)"),
            ],
        )
    )
    layers = [points]
    if edges:
        x2: dict[str, Any] = {"x2": "day2:T"} if first else {}
        present = [k for k in _RELATIONS if any(e["relation"] == k for e in edges)]
        lines = (
            alt.Chart(alt.InlineData(values=edges))
            .mark_rule(strokeWidth=1.6, opacity=0.7)
            .encode(
                x=x,
                y=y,
                y2="row2:N",
                color=_palette("relation", present, _RELATIONS),
                tooltip=[
                    alt.Tooltip("relation:N", title="Rests on it as"),
                    alt.Tooltip("row2:N", title="Source"),
                    alt.Tooltip("share:N", title="Shared text"),
                    alt.Tooltip("evidence:N", title="Because"),
                ],
                **x2,
            )
        )
        layers = [lines, points]
    chart = (
        alt.layer(*layers)
        .resolve_scale(color="independent")
        .properties(
            width=_WIDTH - 150,
            height=alt.Step(_ROW + 6),
            title=alt.TitleParams(_short(title, 90), subtitle=[told], anchor="start"),
            description=f"{title}: {told}.",
        )
    )
    return styled(chart)


def _palette(field: str, present: Sequence[str], colours: Mapping[str, str]) -> alt.Color:
    return alt.Color(
        f"{field}:N",
        scale=alt.Scale(domain=list(present), range=[colours[k] for k in present]),
        legend=alt.Legend(title=None, orient="top", symbolOpacity=1),
    )


def _short(text: str, limit: int = _QUOTED) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
