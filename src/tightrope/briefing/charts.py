"""The chart of positions: vector graphics inline in the page, drawn offline."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert

from tightrope.briefing.wording import day_words, month_words, signed, state, state_name
from tightrope.records.alignment import Alignment, Stream

STREAMS = (Stream.DEEDS, Stream.WORDS, Stream.VOTES)
LABELS = {
    Stream.DEEDS: "Deeds",
    Stream.WORDS: "Words",
    Stream.VOTES: "Votes",
    Stream.ALL: "All together",
}
# Told apart by people who do not see all colours, and readable on white and on black.
COLOURS = {
    Stream.DEEDS: "#1a8a94",
    Stream.WORDS: "#d0662a",
    Stream.VOTES: "#8a63c9",
    Stream.ALL: "#5b6470",
}
SHAPES = {
    Stream.DEEDS: "circle",
    Stream.WORDS: "diamond",
    Stream.VOTES: "square",
    Stream.ALL: "triangle-up",
}
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
#: Fewer periods with an observation than this in every line make no line.
_ENOUGH_PERIODS = 3
SCALE = alt.Scale(domain=[-1, 1])
_WIDTHS = (("wide", 610), ("narrow", 270))
#: Panels side by side: how many in a row, and what a panel's axis and the gap beside it take.
_BESIDE, _BESIDE_MARGIN = 3, 44


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing for wide and one for narrow screens, with what it shows in words."""

    wide: str
    narrow: str
    description: str
    caption: str


def position_chart(
    focal: str, powers: Sequence[str], alignments: Sequence[Alignment], beside: bool = False
) -> Chart | None:
    """Positions with their 90 % intervals: over time, or as points where there is no time to show.

    Args:
        focal: ISO 3166-1 alpha-3 code of the state.
        powers: the powers, in the order of the panels.
        alignments: its positions; streams are drawn apart, the joined one is left to the table.
        beside: whether the panels of the wide drawing stand side by side, for a page with little
            room, instead of under one another.

    Returns:
        The chart, or None when there is nothing to draw.
    """
    shown = [a for a in alignments if a.stream in STREAMS and a.power in powers]
    # Roll calls may reach back much further than the news.
    told = [a.period_start for a in shown if a.stream != Stream.VOTES]
    if told:
        shown = [a for a in shown if a.stream != Stream.VOTES or a.period_end >= min(told)]
    if not shown:
        return None
    ends = sorted({a.period_end for a in shown})
    observed = Counter((a.power, a.stream) for a in shown if a.n_incidents)
    over_time = max(observed.values(), default=0) >= _ENOUGH_PERIODS
    rows = [_row(a) for a in (shown if over_time else _latest(shown))]
    present = [s for s in STREAMS if any(a.stream == s for a in shown)]
    names = [state_name(p) for p in powers if any(a.power == p for a in shown)]
    panels = _lines if over_time else _points
    drawn = {
        key: _svg(panels(names, present, beside and key == "wide"), rows, key, width)
        for key, width in _WIDTHS
    }
    if over_time:
        caption = (
            "Line: position; band: 90 % interval; marks: periods with a dated incident. Where "
            "there is no mark nothing was observed, and the band widens."
        )
    else:
        caption = f"Mark: position at the end of {month_words(ends[-1])}; line: 90 % interval."
    return Chart(drawn["wide"], drawn["narrow"], _description(focal, powers, shown), caption)


def _row(alignment: Alignment) -> dict[str, object]:
    return {
        "power": state_name(alignment.power),
        "stream": LABELS[Stream(alignment.stream)],
        "day": alignment.period_start.isoformat(),
        "mean": alignment.mean,
        "low": alignment.low,
        "high": alignment.high,
        "seen": alignment.n_incidents > 0,
    }


def _latest(alignments: Sequence[Alignment]) -> list[Alignment]:
    last: dict[tuple[str, str], Alignment] = {}
    for a in alignments:
        known = last.get((a.power, a.stream))
        if known is None or a.period_end > known.period_end:
            last[a.power, a.stream] = a
    return list(last.values())


def _colour(present: Sequence[Stream]) -> alt.Color:
    return alt.Color(
        "stream:N",
        scale=alt.Scale(domain=[LABELS[s] for s in present], range=[COLOURS[s] for s in present]),
        legend=alt.Legend(title=None, orient="top", symbolOpacity=1),
    )


def _shape(present: Sequence[Stream]) -> alt.Shape:
    return alt.Shape(
        "stream:N",
        scale=alt.Scale(domain=[LABELS[s] for s in present], range=[SHAPES[s] for s in present]),
        legend=alt.Legend(title=None, orient="top", symbolOpacity=1),
    )


_LABEL_EXPRESSION = (
    "datum.value == -1 ? 'against −1' : datum.value == 1 ? 'with +1' : "
    "datum.value == 0 ? '0' : format(datum.value, '+.1f')"
)


def _lines(names: list[str], present: Sequence[Stream], beside: bool) -> Any:
    value = alt.Y("mean:Q", title=None, scale=SCALE, axis=value_axis(beside))
    ticks = 3 if beside else 6
    time = alt.X("day:T", title=None, axis=alt.Axis(tickCount=ticks, grid=False))
    panels = []
    for name in names:
        base = _about(name).encode(x=time)
        band = base.mark_area(opacity=0.16).encode(
            y=alt.Y("low:Q", scale=SCALE), y2="high:Q", color=_colour(present)
        )
        line = base.mark_line(strokeWidth=2).encode(y=value, color=_colour(present))
        marks = (
            base.transform_filter("datum.seen")
            .mark_point(filled=True, size=55, opacity=1)
            .encode(y=value, color=_colour(present), shape=_shape(present))
        )
        height = 90 if beside else 130
        panels.append(_panel(name, height, zero_line().encode(y="zero:Q"), band, line, marks))
    return _together(panels, 14, beside)


def _points(names: list[str], present: Sequence[Stream], beside: bool) -> Any:
    position = alt.X("low:Q", title=None, scale=SCALE, axis=value_axis(beside))
    order = [LABELS[s] for s in present]
    stream = alt.Y("stream:N", title=None, sort=order, axis=alt.Axis(grid=False))
    panels = []
    for name in names:
        base = _about(name).encode(y=stream, color=_colour(present))
        rule = base.mark_rule(strokeWidth=2.5, opacity=0.75).encode(x=position, x2="high:Q")
        mark = base.mark_point(filled=True, size=110, opacity=1).encode(
            x="mean:Q", shape=_shape(present)
        )
        panels.append(_panel(name, alt.Step(26), zero_line().encode(x="zero:Q"), rule, mark))
    return _together(panels, 10, beside)


def _together(panels: list[Any], spacing: int, beside: bool) -> Any:
    if beside:
        return alt.concat(*panels, columns=_BESIDE, spacing=spacing)
    return alt.vconcat(*panels, spacing=spacing).resolve_scale(x="shared")


def _about(name: str) -> Any:
    return alt.Chart(alt.NamedData("positions")).transform_filter(
        alt.FieldEqualPredicate(field="power", equal=name)
    )


def zero_line() -> Any:
    """A rule at nought, from the data named ``zero``."""
    return alt.Chart(alt.NamedData("zero")).mark_rule(strokeDash=[3, 3])


def _panel(name: str, height: object, *layers: Any) -> Any:
    title = alt.TitleParams(f"Towards {in_title(name)}", anchor="start")
    return alt.layer(*layers).properties(width=_WIDTHS[0][1], height=height, title=title)


def value_axis(beside: bool = False) -> alt.Axis:
    """The axis of positions, from against to with; shorter for panels side by side."""
    values = [-1, 0, 1] if beside else [-1, -0.5, 0, 0.5, 1]
    return alt.Axis(values=values, labelExpr=_LABEL_EXPRESSION)


def in_title(name: str) -> str:
    """A state's name as a heading has it."""
    return f"the {name}" if name.startswith("United ") else name


def styled(chart: Any, background: str = "white") -> Any:
    """A whole chart with the sizes and the font that all of them have."""
    return (
        chart.configure(background=background, font=_FONT, padding=4)
        .configure_view(strokeOpacity=0)
        .configure_axis(labelFontSize=12, titleFontSize=12, gridOpacity=0.5)
        .configure_title(fontSize=13, fontWeight=600)
        .configure_legend(labelFontSize=12, symbolSize=90, symbolStrokeWidth=2)
    )


def _specification(chart: Any, rows: list[dict[str, object]]) -> dict[str, Any]:
    """The chart in Vega-Lite. The data are put in last: inside the chart they would be copied with
    every panel."""
    spec: dict[str, Any] = styled(chart, background="transparent").to_dict(validate=False)
    return spec | {"datasets": {"positions": rows, "zero": [{"zero": 0}]}}


def _svg(panels: Any, rows: list[dict[str, object]], key: str, width: int) -> str:
    spec = _specification(panels, rows)
    together = "vconcat" if "vconcat" in spec else "concat"
    if together == "concat":
        across = min(_BESIDE, len(spec["concat"]))
        width = (width - _BESIDE_MARGIN * (across - 1)) // across
    sized = spec | {together: [panel | {"width": width} for panel in spec[together]]}
    svg: str = vl_convert.vegalite_to_svg(json.dumps(sized))
    # The page holds two drawings: their clip paths need names of their own, and what labels the
    # marks one by one gives way to one description of the whole.
    svg = re.sub(r'(id="|url\(#|href="#)(\w)', rf"\1{key}-\2", svg)
    svg = re.sub(r' (?:aria-label|aria-roledescription|aria-hidden|role)="[^"]*"', "", svg)
    return svg.replace("<svg ", f'<svg data-size="{key}" aria-hidden="true" ', 1)


def _description(focal: str, powers: Sequence[str], alignments: Sequence[Alignment]) -> str:
    """The chart in words: the last position of every line."""
    parts = [
        f"{LABELS[Stream(a.stream)].lower()} towards {state(a.power)} {signed(a.mean)} "
        f"({signed(a.low)} to {signed(a.high)})"
        for power in powers
        for a in _latest([a for a in alignments if a.power == power])
    ]
    first, last = min(a.period_start for a in alignments), max(a.period_end for a in alignments)
    return (
        f"Position of {state(focal)} from {day_words(first)} to {day_words(last)}, with 90 % "
        f"intervals, at the end: {'; '.join(parts)}."
    )
