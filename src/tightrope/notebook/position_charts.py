"""Charts of positions: over time, and between three powers."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any

import altair as alt

from tightrope.briefing.ballots import session_of
from tightrope.briefing.charts import (
    COLOURS,
    LABELS,
    SCALE,
    SHAPES,
    in_title,
    styled,
    value_axis,
)
from tightrope.briefing.nearness import Point, place, region
from tightrope.briefing.positions import verdict
from tightrope.briefing.wording import listed, range_words, state, state_name
from tightrope.notebook.notices import notice
from tightrope.records.alignment import Alignment, Stream

_WIDTH = 600
_PANEL = 130
_MOST_IDS = 5
_CORNERS: tuple[Point, ...] = ((0.5, sqrt(0.75)), (0.0, 0.0), (1.0, 0.0))


def alignment(focal: str, powers: Sequence[str], rows: Sequence[Alignment]) -> Any:
    """A panel for each power: line, interval and marks by stream.

    Args:
        focal: code of the state.
        powers: in the order of the panels.
        rows: positions; panels without any are left out and named below.
    """
    if not rows:
        return notice(
            f"No position of {state(focal)} towards {listed([state(p) for p in powers], 'or')} is "
            "known: no dated incident between them was found in this time.",
            f"corpus.finder.partners('{focal}', 10) tells with whom it has most incidents; other "
            "powers, a longer time or more documents may help.",
        )
    present = [s for s in LABELS if any(a.stream == s for a in rows)]
    data = alt.InlineData(values=[_row(a) for a in rows])
    seen = [p for p in powers if any(a.power == p for a in rows)]
    panels = [_panel(data, power, present) for power in seen]
    title = alt.TitleParams(
        f"Where {state(focal)} stands",
        subtitle=_below(powers, seen),
        anchor="start",
    )
    description = f"Positions of {state(focal)} towards {listed([state(p) for p in seen])}."
    chart = alt.vconcat(*panels, spacing=14, title=title).resolve_scale(x="shared")
    return styled(chart.properties(description=description))


def _below(powers: Sequence[str], seen: Sequence[str]) -> list[str]:
    told = ["Line: position; band: 90 % interval; marks: periods with a dated incident."]
    unseen = [state(p) for p in powers if p not in seen]
    if unseen:
        told.append(f"Nothing dated was found towards {listed(unseen, 'or')}.")
    return told


def _row(a: Alignment) -> dict[str, Any]:
    sessions = [session_of(i) for i in a.incident_ids]
    named = [
        i if session is None else f"roll calls of session {session}"
        for i, session in zip(a.incident_ids, sessions, strict=True)
    ]
    ids = ", ".join(named[:_MOST_IDS])
    more = len(named) - _MOST_IDS
    return {
        "power": a.power,
        "stream": LABELS[Stream(a.stream)],
        "day": (a.period_start + (a.period_end - a.period_start) / 2).isoformat(),
        "period": range_words(a.period_start, a.period_end),
        "mean": a.mean,
        "low": a.low,
        "high": a.high,
        "words": verdict(a.mean, a.low, a.high),
        "incidents": a.n_incidents,
        "origins": a.n_origins,
        "ids": f"{ids} and {more} more" if more > 0 else ids,
    }


_TOOLTIP = [
    alt.Tooltip("period:N", title="When"),
    alt.Tooltip("stream:N", title="Stream"),
    alt.Tooltip("mean:Q", title="Position", format="+.2f"),
    alt.Tooltip("low:Q", title="90 % from", format="+.2f"),
    alt.Tooltip("high:Q", title="to", format="+.2f"),
    alt.Tooltip("words:N", title="In words"),
    alt.Tooltip("incidents:Q", title="Incidents"),
    alt.Tooltip("origins:Q", title="Origins"),
    alt.Tooltip("ids:N", title="corpus.show(…)"),
]


def _panel(data: alt.InlineData, power: str, present: Sequence[Stream]) -> Any:
    domain = [LABELS[s] for s in present]
    legend = alt.Legend(title=None, orient="top", symbolOpacity=1)
    colour = alt.Color(
        "stream:N",
        scale=alt.Scale(domain=domain, range=[COLOURS[s] for s in present]),
        legend=legend,
    )
    shape = alt.Shape(
        "stream:N",
        scale=alt.Scale(domain=domain, range=[SHAPES[s] for s in present]),
        legend=legend,
    )
    base = (
        alt.Chart(data)
        .transform_filter(alt.FieldEqualPredicate(field="power", equal=power))
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(tickCount=6, grid=False)),
            color=colour,
            tooltip=_TOOLTIP,
        )
    )
    value = alt.Y("mean:Q", title=None, scale=SCALE, axis=value_axis())
    zero = (
        alt.Chart(alt.InlineData(values=[{"zero": 0}]))
        .mark_rule(strokeDash=[3, 3])
        .encode(y="zero:Q")
    )
    band = base.mark_area(opacity=0.16).encode(y=alt.Y("low:Q", scale=SCALE), y2="high:Q")
    line = base.mark_line(strokeWidth=2).encode(y=value)
    # One period makes no line and no band: its interval is a rule.
    rule = base.mark_rule(opacity=0.5).encode(y=alt.Y("low:Q", scale=SCALE), y2="high:Q")
    observed = base.transform_filter("datum.incidents > 0")
    marks = observed.mark_point(filled=True, size=55, opacity=1).encode(y=value, shape=shape)
    layers = [zero, band, line, rule.transform_filter("datum.incidents > 0"), marks]
    title = alt.TitleParams(f"Towards {in_title(state_name(power))}", anchor="start")
    return alt.layer(*layers).properties(width=_WIDTH, height=_PANEL, title=title)


def triangle(focal: str, powers: Sequence[str], rows: Sequence[Alignment]) -> Any:
    """A state between three powers by its joined positions, and where each stream places it.

    Args:
        focal: code of the state.
        powers: the three, the first at the top.
        rows: its positions.
    """
    trail = _trail(powers, [a for a in rows if a.stream == Stream.ALL])
    if not trail:
        unseen = [p for p in powers if not any(a.power == p for a in rows)]
        return notice(
            f"{state_name(focal)} can't be placed between {listed([state(p) for p in powers])}: "
            f"towards {listed([state(p) for p in unseen or powers], 'or')} nothing dated was "
            "observed in the same time.",
            "Name three powers that are observed; corpus.plot.alignment shows which are.",
        )
    newest = trail[-1]
    marks = [_stop(powers, found, "Trail") for found in trail]
    marks[-1] |= {"what": LABELS[Stream.ALL]}
    marks += [
        _stop(powers, by_stream[-1], LABELS[stream])
        for stream in (Stream.DEEDS, Stream.WORDS, Stream.VOTES)
        if (by_stream := _trail(powers, [a for a in rows if a.stream == stream]))
    ]
    around = region(newest, _CORNERS)
    layers = [_edge(), _outline(around), *_trail_marks(marks[: len(trail)], marks), *_names(powers)]
    told = "; ".join(f"{state(a.power)} {a.mean:+.2f}" for a in newest)
    title = alt.TitleParams(
        f"{state_name(focal)} between {listed([state(p) for p in powers])}",
        subtitle=[
            "The nearer a corner, the nearer that power, relative to the others; shaded: 90 %.",
            f"At the end of {range_words(newest[0].period_start, newest[0].period_end)}: {told}.",
        ],
        anchor="start",
    )
    chart = alt.layer(*layers).properties(
        width=420, height=420 * sqrt(0.75), title=title, description=f"Positions: {told}."
    )
    return styled(chart)


def _trail(powers: Sequence[str], rows: Sequence[Alignment]) -> list[list[Alignment]]:
    """Periods in which all three are known, in order of time."""
    periods: dict[Any, dict[str, Alignment]] = {}
    for a in rows:
        periods.setdefault((a.period_start, a.period_end), {})[a.power] = a
    return [
        [found[p] for p in powers]
        for _, found in sorted(periods.items())
        if all(p in found for p in powers)
    ]


def _stop(powers: Sequence[str], found: Sequence[Alignment], what: str) -> dict[str, Any]:
    x, y = place([a.mean for a in found], _CORNERS)
    return {
        "x": x,
        "y": y,
        "what": what,
        "day": found[0].period_end.isoformat(),
        "period": range_words(found[0].period_start, found[0].period_end),
        "told": "; ".join(
            f"{state_name(p)} {a.mean:+.2f} ({a.low:+.2f} to {a.high:+.2f})"
            for p, a in zip(powers, found, strict=True)
        ),
    }


_HIDDEN = alt.Axis(labels=False, ticks=False, domain=False, grid=False, title=None)
_X = alt.X("x:Q", scale=alt.Scale(domain=[-0.12, 1.12]), axis=_HIDDEN)
_Y = alt.Y("y:Q", scale=alt.Scale(domain=[-0.1, 0.97]), axis=_HIDDEN)


def _path(points: Sequence[Point]) -> alt.InlineData:
    return alt.InlineData(values=[{"x": x, "y": y, "n": n} for n, (x, y) in enumerate(points)])


def _edge() -> Any:
    corners = [*_CORNERS, _CORNERS[0]]
    return (
        alt.Chart(_path(corners))
        .mark_line(color="#9aa3ad", strokeWidth=1.2)
        .encode(x=_X, y=_Y, order="n:Q")
    )


def _outline(around: Sequence[Point]) -> Any:
    return (
        alt.Chart(_path([*around, around[0]]))
        .mark_line(
            color=COLOURS[Stream.ALL], fill=COLOURS[Stream.ALL], fillOpacity=0.12, opacity=0.6
        )
        .encode(x=_X, y=_Y, order="n:Q")
    )


def _trail_marks(trail: list[dict[str, Any]], marks: list[dict[str, Any]]) -> list[Any]:
    kinds = [s for s in LABELS if any(m["what"] == LABELS[s] for m in marks)]
    line = (
        alt.Chart(alt.InlineData(values=trail))
        .mark_line(color=COLOURS[Stream.ALL], strokeWidth=1.2, opacity=0.7)
        .encode(x=_X, y=_Y, order="day:T")
    )
    domain = [LABELS[s] for s in kinds]
    legend = alt.Legend(title="Newest place by", orient="right")
    points = (
        alt.Chart(alt.InlineData(values=[m for m in marks if m["what"] in domain]))
        .mark_point(filled=True, size=130, opacity=1)
        .encode(
            x=_X,
            y=_Y,
            color=alt.Color(
                "what:N",
                scale=alt.Scale(domain=domain, range=[COLOURS[s] for s in kinds]),
                legend=legend,
            ),
            shape=alt.Shape(
                "what:N",
                scale=alt.Scale(domain=domain, range=[SHAPES[s] for s in kinds]),
                legend=legend,
            ),
            tooltip=[
                alt.Tooltip("what:N", title="By"),
                alt.Tooltip("period:N", title="When"),
                alt.Tooltip("told:N", title="Positions, 90 %"),
            ],
        )
    )
    return [line, points]


def _names(powers: Sequence[str]) -> list[Any]:
    made = []
    for power, (x, y), shift in zip(powers, _CORNERS, (-14, 16, 16), strict=True):
        made.append(
            alt.Chart(alt.InlineData(values=[{"x": x, "y": y, "name": state_name(power)}]))
            .mark_text(dy=shift, fontSize=13, fontWeight=600)
            .encode(x=_X, y=_Y, text="name:N")
        )
    return made
