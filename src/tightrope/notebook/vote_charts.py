"""Charts of recorded votes: agreement with the powers, and ideal points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from tightrope.briefing.ballots import Ballots, ballots_of, session_year
from tightrope.briefing.charts import styled
from tightrope.briefing.wording import listed, state, state_name
from tightrope.notebook.notices import notice
from tightrope.public_record.vote_alignment import FEWEST_VOTES

if TYPE_CHECKING:
    from tightrope.notebook.corpus import NotebookCorpus

_WIDTH, _HEIGHT = 520, 210
# Told apart by people who do not see all colours (Okabe and Ito).
_PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
_OWN = "#1f2933"


def votes(corpus: NotebookCorpus, focal: str, powers: Sequence[str], show: str) -> Any:
    """See :meth:`tightrope.notebook.plots.Plots.votes`."""
    if not corpus.count("votes") and not corpus.count("ideal_points"):
        return notice(
            "This database holds no roll calls of the General Assembly.",
            "Read some with 'tightrope votes import FILE'; 'tightrope votes fit' then estimates "
            "ideal points.",
        )
    told = ballots_of(corpus.finder, focal, powers, 1)
    if told is None:
        return notice(
            f"The roll calls in this database name no vote of {state(focal)}.",
            "Another state, or more roll calls (tightrope votes import FILE), may help.",
        )
    panels = []
    if show in ("both", "agreement"):
        panels.append(_agreement(told))
    if show in ("both", "ideal_points"):
        panels.append(_ideal_points(told))
    drawn = [panel for panel in panels if panel is not None]
    if not drawn:
        missing = (
            "tightrope votes fit estimates ideal points from the imported roll calls."
            if show == "ideal_points"
            else "tightrope votes import FILE reads roll calls."
        )
        return notice(f"There is nothing of this kind for {state(focal)}.", missing)
    if show == "both" and panels[1] is None:
        drawn[0].title.subtitle = [
            *drawn[0].title.subtitle,
            "No ideal points: tightrope votes fit estimates them.",
        ]
    names = listed([state(p) for p in powers])
    chart = alt.vconcat(*drawn, spacing=20).resolve_scale(color="independent")
    chart = chart.properties(
        description=f"Votes of {state(focal)} in the General Assembly beside {names}."
    )
    return styled(chart)


def _agreement(told: Ballots) -> Any | None:
    rows = [
        {
            "name": state_name(a.other),
            "year": session_year(a.session),
            "session": a.session,
            "mean": a.pi.mean,
            "low": a.pi.low,
            "high": a.pi.high,
            "s": a.s.mean,
            "same": f"{a.n_same} of {a.n_votes}",
        }
        for a in told.agreements
        if a.session is not None and a.pi is not None and a.n_votes >= FEWEST_VOTES
    ]
    if not rows:
        return None
    tooltip = [
        alt.Tooltip("name:N", title="With"),
        alt.Tooltip("session:Q", title="Session"),
        alt.Tooltip("mean:Q", title="Beyond chance (π)", format="+.2f"),
        alt.Tooltip("low:Q", title="90 % from", format="+.2f"),
        alt.Tooltip("high:Q", title="to", format="+.2f"),
        alt.Tooltip("s:Q", title="Agreement S", format="+.2f"),
        alt.Tooltip("same:N", title="Same position"),
    ]
    title = alt.TitleParams(
        f"Agreement of {state(told.focal)} with each power",
        subtitle=[
            "Scott's π by session: +1 always alike, 0 as often as by chance; band: 90 % interval."
        ],
        anchor="start",
    )
    scale = alt.Scale(domain=[-1, 1])
    names = [p for p in told.powers if any(r["name"] == state_name(p) for r in rows)]
    return _lines(rows, names, tooltip, scale, title)


def _ideal_points(told: Ballots) -> Any | None:
    rows = [
        {
            "name": state_name(p.code),
            "year": p.year,
            "session": p.session,
            "mean": p.mean,
            "low": p.low,
            "high": p.high,
            "votes": p.n_votes,
        }
        for p in told.ideal_points
    ]
    if not rows:
        return None
    tooltip = [
        alt.Tooltip("name:N", title="State"),
        alt.Tooltip("session:Q", title="Session"),
        alt.Tooltip("mean:Q", title="Ideal point", format="+.2f"),
        alt.Tooltip("low:Q", title="90 % from", format="+.2f"),
        alt.Tooltip("high:Q", title="to", format="+.2f"),
        alt.Tooltip("votes:Q", title="Votes"),
    ]
    title = alt.TitleParams(
        "Ideal points in the General Assembly",
        subtitle=["Position on the line that divides the Assembly most; band: 90 % interval."],
        anchor="start",
    )
    known = {p.code for p in told.ideal_points}
    names = [c for c in (told.focal, *told.powers) if c in known]
    return _lines(rows, names, tooltip, alt.Scale(), title, told.focal)


def _lines(
    rows: list[dict[str, Any]],
    codes: Sequence[str],
    tooltip: Sequence[Any],
    scale: alt.Scale,
    title: Any,
    own: str = "",
) -> Any:
    colours = iter(_PALETTE * (1 + len(codes) // len(_PALETTE)))
    colour = alt.Color(
        "name:N",
        scale=alt.Scale(
            domain=[state_name(c) for c in codes],
            range=[_OWN if c == own else next(colours) for c in codes],
        ),
        legend=alt.Legend(title=None, orient="right", symbolOpacity=1),
    )
    years = [r["year"] for r in rows]
    ticks = alt.Axis(format="d", tickCount=min(10, 1 + max(years) - min(years)), grid=False)
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("year:Q", title=None, axis=ticks, scale=alt.Scale(zero=False, nice=False)),
        color=colour,
        tooltip=tooltip,
    )
    value = alt.Y("mean:Q", title=None, scale=scale)
    band = base.mark_area(opacity=0.16).encode(y=alt.Y("low:Q", scale=scale), y2="high:Q")
    line = base.mark_line(strokeWidth=2).encode(y=value)
    points = base.mark_point(filled=True, size=28, opacity=0.9).encode(y=value)
    return alt.layer(band, line, points).properties(width=_WIDTH, height=_HEIGHT, title=title)
