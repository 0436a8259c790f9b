"""Positions over time: one panel for each power, one line with its interval for each stream."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from tightrope.briefing.wording import counted, range_words, signed, state, state_name
from tightrope.records.alignment import Alignment, Stream
from tightrope.web.figures.axis import TimeAxis
from tightrope.web.figures.svg import path, tag

STREAMS = (Stream.DEEDS, Stream.WORDS, Stream.VOTES, Stream.ALL)
LABELS = {
    Stream.DEEDS: "Deeds",
    Stream.WORDS: "Words",
    Stream.VOTES: "Votes",
    Stream.ALL: "All together",
}
_PANEL = 132
_GAP = 40
_TOP = 26
_BOTTOM = 26
_SIZES = {"wide": (760, 76, 12, 9), "narrow": (350, 40, 8, 4)}

#: From an alignment to the address of what it rests on.
Address = Callable[[Alignment], str]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing for wide and one for narrow screens, with what it shows in words."""

    wide: Markup
    narrow: Markup
    description: str
    streams: tuple[str, ...]


def timeline(focal: str, alignments: Sequence[Alignment], address: Address) -> Drawing | None:
    """Draw the positions of a state; None when there are none.

    Args:
        focal: its code.
        alignments: positions by power, stream and period; panels come in their order.
        address: where a mark leads.
    """
    if not alignments:
        return None
    powers = list(dict.fromkeys(a.power for a in alignments))
    first = min(a.period_start for a in alignments)
    last = max(a.period_end for a in alignments)
    present = tuple(s for s in STREAMS if any(a.stream == s for a in alignments))
    drawn = {}
    for size in _SIZES:
        width, left, right, ticks = _SIZES[size]
        axis = TimeAxis(first, last, left, width - right)
        panels = [
            _panel(power, [a for a in alignments if a.power == power], axis, n, address, present)
            for n, power in enumerate(powers)
        ]
        height = len(powers) * (_PANEL + _GAP) + _BOTTOM
        foot = height - _BOTTOM - _GAP + _TOP
        drawn[size] = tag(
            "svg",
            *panels,
            *(tag("text", label, class_="tick", x=x, y=foot + 14, text_anchor="middle")
              for x, label in axis.ticks(ticks)),
            class_=f"drawing {size}",
            viewBox=f"0 0 {width} {height}",
            role="group",
            aria_label=f"Positions of {state_name(focal)} over time",
        )  # fmt: skip
    return Drawing(
        drawn["wide"],
        drawn["narrow"],
        _description(focal, alignments, first, last),
        tuple(str(s) for s in present),
    )


def _panel(
    power: str,
    rows: list[Alignment],
    axis: TimeAxis,
    number: int,
    address: Address,
    present: Sequence[Stream],
) -> Markup:
    top = number * (_PANEL + _GAP) + _TOP

    def y(value: float) -> float:
        return top + (1.0 - value) / 2.0 * _PANEL

    parts: list[Markup] = [
        tag("text", f"Towards {state(power)}", class_="panel-title", x=axis.left, y=top - 9)
    ]
    for value, label in ((1.0, "+1 with"), (0.0, "0"), (-1.0, "−1 against")):
        if axis.left < 50:
            label = label.split()[0]
        parts.append(
            tag("line", class_="zero" if value == 0.0 else "rule", x1=axis.left, x2=axis.right,
                y1=y(value), y2=y(value))
        )  # fmt: skip
        parts.append(
            tag("text", label, class_="tick", x=axis.left - 6, y=y(value) + 4, text_anchor="end")
        )
    for stream in present:
        track = sorted((a for a in rows if a.stream == stream), key=lambda a: a.period_start)
        if track:
            parts.append(_track(track, axis, y, stream, address))
    return tag("g", *parts)


def _track(
    track: list[Alignment],
    axis: TimeAxis,
    y: Callable[[float], float],
    stream: Stream,
    address: Address,
) -> Markup:
    places = [(axis.x(_middle(a)), a) for a in track]
    if len(track) == 1:  # one period: the interval as a bar
        places = [(x + d, a) for x, a in places for d in (-6.0, 6.0)]
    band = path(
        [*((x, y(a.high)) for x, a in places), *((x, y(a.low)) for x, a in reversed(places))],
        closed=True,
    )
    marks = [
        tag(
            "a",
            tag("title", _told(a)),
            _mark(stream, axis.x(_middle(a)), y(a.mean)),
            href=address(a),
            aria_label=_told(a),
        )
        for a in track
        if a.n_incidents
    ]
    return tag(
        "g",
        tag("path", class_="band", d=band),
        tag("path", class_="line", d=path((x, y(a.mean)) for x, a in places)),
        *marks,
        class_=f"stream {stream}",
    )


def _mark(stream: Stream, x: float, y: float) -> Markup:
    if stream == Stream.DEEDS:
        return tag("circle", class_="mark", cx=x, cy=y, r=4.5)
    if stream == Stream.VOTES:
        return tag("rect", class_="mark", x=x - 4, y=y - 4, width=8, height=8)
    size = 5.5 if stream == Stream.WORDS else 4.0
    corners = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
    if stream == Stream.ALL:
        corners = [(x - size, y + size), (x, y - size), (x + size, y + size)]
    return tag("path", class_="mark", d=path(corners, closed=True))


def _middle(a: Alignment) -> date:
    return a.period_start + (a.period_end - a.period_start) / 2


def _told(a: Alignment) -> str:
    return (
        f"{LABELS[Stream(a.stream)]} towards {state(a.power)}, "
        f"{range_words(a.period_start, a.period_end)}: {signed(a.mean)}, 90 % interval "
        f"{signed(a.low)} to {signed(a.high)}; {counted(a.n_incidents, 'incident')}, "
        f"{counted(a.n_origins, 'independent origin')}"
    )


def _description(focal: str, rows: Sequence[Alignment], first: date, last: date) -> str:
    latest: dict[tuple[str, str], Alignment] = {}
    for a in rows:
        known = latest.get((a.power, a.stream))
        if known is None or a.period_end > known.period_end:
            latest[a.power, a.stream] = a
    parts = [
        f"{LABELS[Stream(a.stream)].lower()} towards {state(a.power)} {signed(a.mean)} "
        f"({signed(a.low)} to {signed(a.high)})"
        for a in latest.values()
    ]
    return (
        f"Positions of {state(focal)}, {range_words(first, last)}, with 90 % intervals; at the "
        f"end: {'; '.join(parts)}."
    )
