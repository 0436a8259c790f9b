"""The triangle: a state between three powers, with its trail through time.

A corner is a power; the nearer the mark, the nearer the state. The place is the mean of the corners
weighted by ``(1 + position) / 2``, each between 0 (against) and 1 (with), and scaled to sum to one
(barycentric coordinates). It shows nearness relative to one another and hides how warm all three
are together; the time lines show that.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from markupsafe import Markup

from tightrope.briefing.nearness import Point, place, region
from tightrope.briefing.wording import month_words, range_words, signed, state, state_name
from tightrope.records.alignment import Alignment, Stream
from tightrope.web.figures.svg import path, tag
from tightrope.web.figures.timeline import LABELS, mark

_SIDE = 380.0
_LEFT, _TOP = 90.0, 34.0
_MOST_STOPS = 24


@dataclass(frozen=True, slots=True)
class Triangle:
    """The drawing, and what it shows in words."""

    drawing: Markup
    description: str


def triangle(
    focal: str,
    powers: Sequence[str],
    alignments: Sequence[Alignment],
    address: Callable[[date, date], str],
) -> Triangle | None:
    """Draw the joined positions between three powers; None when one of them is not observed.

    Args:
        focal: code of the state.
        powers: the three.
        alignments: its positions; the joined stream is taken.
        address: from a period to where its mark leads.
    """
    if len(powers) != 3:
        return None
    periods: dict[tuple[date, date], dict[str, Alignment]] = {}
    for a in alignments:
        if a.stream == Stream.ALL and a.power in powers:
            periods.setdefault((a.period_start, a.period_end), {})[a.power] = a
    trail = [(when, found) for when, found in sorted(periods.items()) if len(found) == 3]
    if not trail:
        return None
    corners = _corners()
    places = [place([found[p].mean for p in powers], corners) for _, found in trail]
    (_, end), newest = trail[-1]
    around = region([newest[p] for p in powers], corners)
    parts = [
        tag("path", class_="edge", d=path(corners, closed=True)),
        *(tag("line", class_="rule", x1=corner[0], y1=corner[1], x2=foot[0], y2=foot[1])
          for corner, foot in zip(corners, _feet(corners), strict=True)),
        tag("path", class_="region", d=path(around, closed=True)),
        tag("path", class_="trail", d=path(places)) if len(places) > 1 else None,
        *_by_stream(powers, alignments, corners),
        *_stops(trail, places, address),
        *_names(powers, corners),
    ]  # fmt: skip
    told = "; ".join(f"{state(p)} {signed(newest[p].mean)}" for p in powers)
    description = (
        f"{state_name(focal)} between {', '.join(state_name(p) for p in powers)}, "
        f"{month_words(trail[0][0][0])} to {month_words(end)}; positions at the end: {told}."
    )
    drawing = tag(
        "svg",
        *parts,
        class_="drawing triangle",
        viewBox=f"0 0 {_SIDE + 2 * _LEFT:.0f} {_SIDE * sqrt(0.75) + _TOP + 34:.0f}",
        role="group",
        aria_label=description,
    )
    return Triangle(drawing, description)


def _by_stream(
    powers: Sequence[str], alignments: Sequence[Alignment], corners: Sequence[Point]
) -> list[Markup]:
    """Where deeds, words and votes alone would place it, each in the newest period in which it is
    known towards all three."""
    made = []
    for stream in (Stream.DEEDS, Stream.WORDS, Stream.VOTES):
        periods: dict[date, dict[str, Alignment]] = {}
        for a in alignments:
            if a.stream == stream and a.power in powers:
                periods.setdefault(a.period_end, {})[a.power] = a
        full = [end for end, found in periods.items() if len(found) == len(powers)]
        if not full:
            continue
        found = periods[max(full)]
        x, y = place([found[p].mean for p in powers], corners)
        told = f"{LABELS[stream]} alone, to {month_words(max(full))}: " + "; ".join(
            f"{state_name(p)} {signed(found[p].mean)}" for p in powers
        )
        shape = Markup(mark(stream, x, y))
        made.append(tag("g", tag("title", told), shape, class_=f"stream {stream}"))
    return made


def _corners() -> list[Point]:
    height = _SIDE * sqrt(0.75)
    return [
        (_LEFT + _SIDE / 2, _TOP),
        (_LEFT, _TOP + height),
        (_LEFT + _SIDE, _TOP + height),
    ]


def _feet(corners: Sequence[Point]) -> list[Point]:
    return [
        (
            (corners[(n + 1) % 3][0] + corners[(n + 2) % 3][0]) / 2,
            (corners[(n + 1) % 3][1] + corners[(n + 2) % 3][1]) / 2,
        )
        for n in range(3)
    ]


def _stops(
    trail: Sequence[tuple[tuple[date, date], Mapping[str, Alignment]]],
    places: Sequence[Point],
    address: Callable[[date, date], str],
) -> list[Markup]:
    """Marks of the newest and the first period, and of some between them in which something was
    observed; those with room beside them carry their time."""
    made: list[Markup] = []
    labelled: list[Point] = []
    newest = len(trail) - 1
    seen = [n for n in range(1, newest) if any(a.n_incidents for a in trail[n][1].values())]
    seen = seen[:: -(-len(seen) // _MOST_STOPS) or 1]
    for n in dict.fromkeys((newest, 0, *seen)):
        (start, end), found = trail[n]
        last = n == newest
        x, y = places[n]
        told = f"{range_words(start, end)}: " + "; ".join(
            f"{state_name(p)} {signed(a.mean)}" for p, a in found.items()
        )
        made.append(
            tag("a", tag("title", told),
                tag("circle", class_="stop last" if last else "stop", cx=x, cy=y,
                    r=7.0 if last else 3.5),
                href=address(start, end), aria_label=told)
        )  # fmt: skip
        clear = all(abs(x - u) > 64 or abs(y - v) > 13 for u, v in labelled)
        if clear and (last or len(labelled) < 5):
            labelled.append((x, y))
            made.append(tag("text", month_words(start), class_="tick", x=x + 10, y=y + 4))
    return made[::-1]


def _names(powers: Sequence[str], corners: Sequence[Point]) -> list[Markup]:
    (ax, ay), (bx, by), (cx, cy) = corners
    return [
        tag("text", state_name(powers[0]), class_="panel-title", x=ax, y=ay - 12,
            text_anchor="middle"),
        tag("text", state_name(powers[1]), class_="panel-title", x=bx, y=by + 22,
            text_anchor="middle"),
        tag("text", state_name(powers[2]), class_="panel-title", x=cx, y=cy + 22,
            text_anchor="middle"),
    ]  # fmt: skip
