"""The reports of a story: a row for each outlet, time from left to right, and who rests on whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from tightrope.briefing.wording import day_words
from tightrope.web import addresses
from tightrope.web.figures.axis import TimeAxis
from tightrope.web.figures.svg import tag

_WIDTH = 760
_LEFT, _RIGHT = 190.0, 60.0
_ROW = 30.0
_TOP = 22.0
_MOST_ROWS = 26
_LONGEST = 26


@dataclass(frozen=True, slots=True)
class Drawn:
    """One report."""

    id: str
    title: str
    outlet: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Link:
    """A report rests on another one, or on a source outside (``target`` is then its name)."""

    document_id: str
    target: str
    relation: str
    share: float
    evidence: str


def reports_graph(
    reports: Sequence[Drawn], links: Sequence[Link], description: str
) -> Markup | None:
    """Draw the reports; None when there is only one that rests on nothing.

    Sources outside the corpus have rows of their own above the reports, without a time.
    """
    if not reports or (len(reports) == 1 and not links):
        return None
    inside = {r.id for r in reports}
    outside = list(dict.fromkeys(k.target for k in links if k.target not in inside))[:8]
    outlets = list(dict.fromkeys(r.outlet for r in reports))[: _MOST_ROWS - len(outside)]
    rows = {("source", name): n for n, name in enumerate(outside)}
    rows |= {("outlet", name): n + len(outside) for n, name in enumerate(outlets)}
    days = [r.day for r in reports if r.day is not None]
    bottom = _TOP + _ROW * len(rows)
    axis = (
        TimeAxis(min(days), max(days), _LEFT + 70, _WIDTH - _RIGHT - (60 if None in
                 [r.day for r in reports] else 0))
        if days
        else None
    )  # fmt: skip
    places: dict[str, tuple[float, float]] = {
        name: (_LEFT + 14, _TOP + _ROW * (rows["source", name] + 0.5)) for name in outside
    }
    taken: dict[tuple[int, int], int] = {}
    for r in reports:
        if ("outlet", r.outlet) not in rows:
            continue
        x = axis.x(r.day) if axis and r.day else _WIDTH - _RIGHT / 2
        row = rows["outlet", r.outlet]
        shift = taken.get((row, round(x / 9)), 0)
        taken[row, round(x / 9)] = shift + 1
        places[r.id] = (min(x + 13 * shift, _WIDTH - 12.0), _TOP + _ROW * (row + 0.5))
    parts: list[Markup] = []
    for (kind, name), n in rows.items():
        y = _TOP + _ROW * (n + 0.5)
        label = name or "Outlet unknown"
        short = label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…"
        parts.append(tag("line", class_="rule", x1=_LEFT, x2=float(_WIDTH), y1=y, y2=y))
        parts.append(
            tag("text", short, tag("title", label), class_=f"row {kind}", x=_LEFT - 10, y=y + 4,
                text_anchor="end")
        )  # fmt: skip
    if axis:
        parts += [
            tag("text", label, class_="tick", x=x, y=bottom + 14, text_anchor="middle")
            for x, label in axis.ticks(6)
        ]
    if any(r.day is None for r in reports):
        parts.append(
            tag("text", "undated", class_="tick", x=_WIDTH - _RIGHT / 2, y=bottom + 14,
                text_anchor="middle")
        )  # fmt: skip
    parts += [_arc(k, places) for k in links if k.document_id in places and k.target in places]
    parts += [
        tag("circle", tag("title", name), class_="source", cx=places[name][0],
            cy=places[name][1], r=5.0)
        for name in outside
    ]  # fmt: skip
    parts += [_dot(r, places[r.id]) for r in reports if r.id in places]
    return tag(
        "svg",
        *parts,
        class_="drawing reports",
        viewBox=f"0 0 {_WIDTH} {bottom + 26:.0f}",
        role="group",
        aria_label=description,
    )


def _dot(report: Drawn, place: tuple[float, float]) -> Markup:
    when = day_words(report.day) if report.day else "undated"
    told = f"{report.outlet or 'Outlet unknown'}, {when}: {report.title}"
    return tag(
        "a",
        tag("title", told),
        tag("circle", class_="report", cx=place[0], cy=place[1], r=6.0),
        href=addresses.document(report.id),
        aria_label=told,
    )


def _arc(link: Link, places: dict[str, tuple[float, float]]) -> Markup:
    (x, y), (u, v) = places[link.document_id], places[link.target]
    bend = 14.0 if abs(y - v) > 1 else 24.0
    middle = ((x + u) / 2, (y + v) / 2 - bend)
    return tag(
        "path",
        tag("title", link.evidence or link.relation),
        class_=f"arc {link.relation}",
        d=f"M{x:.1f},{y:.1f}Q{middle[0]:.1f},{middle[1]:.1f} {u:.1f},{v:.1f}",
    )
