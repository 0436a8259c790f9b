"""The chart of ideal points over sessions, with intervals: vector graphics, drawn offline."""

import json
from collections.abc import Sequence

import altair as alt
import vl_convert

from tightrope.briefing.wording import state_name
from tightrope.records.votes import IdealPoint

# Told apart by people who do not see all colours, and readable on white and on black.
_COLOURS = ("#1a8a94", "#d0662a", "#8a63c9", "#7a7f1f", "#b3446c", "#4a6fd0")
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


def ideal_point_chart(points: Sequence[IdealPoint], states: Sequence[str]) -> str:
    """Positions of some states by session with their 90 % intervals, as SVG.

    A session in which a state has no position leaves a gap.

    Args:
        points: ideal points; those of other states are passed over.
        states: codes, in the order of the legend.
    """
    shown = [p for p in points if p.iso3 in states]
    names = [state_name(code) for code in states if any(p.iso3 == code for p in shown)]
    rows: list[dict[str, object]] = []
    piece: dict[str, tuple[int, int]] = {}
    for p in sorted(shown, key=lambda p: (p.iso3, p.session)):
        number, last = piece.get(p.iso3, (0, p.session - 1))
        number += p.session - last > 1
        piece[p.iso3] = (number, p.session)
        rows.append(
            {
                "state": state_name(p.iso3),
                "piece": f"{p.iso3} {number}",
                "session": p.session,
                "mean": p.mean,
                "low": p.low,
                "high": p.high,
            }
        )
    colour = alt.Color(
        "state:N",
        scale=alt.Scale(domain=names, range=[_COLOURS[n % 6] for n in range(len(names))]),
        legend=alt.Legend(title=None, orient="top", symbolOpacity=1),
    )
    base = alt.Chart(alt.NamedData("points")).encode(
        x=alt.X("session:Q", title="Session", scale=alt.Scale(zero=False, nice=False)),
        color=colour,
        detail="piece:N",
    )
    band = base.mark_area(opacity=0.18).encode(
        y=alt.Y("low:Q", title="Position (West high)"), y2="high:Q"
    )
    line = base.mark_line(strokeWidth=2).encode(y="mean:Q")
    chart = (
        alt.layer(band, line)
        .properties(width=640, height=340)
        .configure(background="white", font=_FONT, padding=8)
        .configure_view(strokeOpacity=0)
        .configure_axis(labelFontSize=12, titleFontSize=12, gridOpacity=0.5)
        .configure_legend(labelFontSize=12, symbolSize=90, symbolStrokeWidth=2)
    )
    spec = chart.to_dict(validate=False) | {"datasets": {"points": rows}}
    svg: str = vl_convert.vegalite_to_svg(json.dumps(spec))
    return svg
