"""Positions over time: one panel for each power, one line with its interval for each stream."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from tightrope.briefing.ballots import is_of_session
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
_BOTTOM = 34
#: Width, left and right margin, ticks, and most marks of one line.
_SIZES = {"wide": (760, 76, 12, 9, 24), "narrow": (350, 40, 8, 4, 10)}

#: From a power and a stream to the address of what the position rests on; it takes the fields
#: ``since`` and ``until``.
Address = Callable[[str, str], str]


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
    by_power: dict[str, list[Alignment]] = {}
    for a in alignments:
        by_power.setdefault(a.power, []).append(a)
    first = min(a.period_start for a in alignments)
    last = max(a.period_end for a in alignments)
    present = tuple(s for s in STREAMS if any(a.stream == s for a in alignments))
    drawn = {}
    for size in _SIZES:
        width, left, right, ticks, most = _SIZES[size]
        axis = TimeAxis(first, last, left, width - right)
        panels = [
            _panel(power, by_power[power], axis, n, present, _Marks(address, most))
            for n, power in enumerate(by_power)
        ]
        height = len(by_power) * (_PANEL + _GAP) + _BOTTOM
        foot = height - _BOTTOM - _GAP + _TOP
        drawn[size] = tag(
            "svg",
            *panels,
            *(tag("text", label, class_="tick", x=x, y=foot + 22, text_anchor="middle")
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
    present: Sequence[Stream],
    marks: "_Marks",
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
            parts.append(_track(track, axis, y, stream, marks))
    return tag("g", *parts)


def _track(
    track: list[Alignment],
    axis: TimeAxis,
    y: Callable[[float], float],
    stream: Stream,
    marks: "_Marks",
) -> Markup:
    places = [(axis.x(_middle(a)), a) for a in track]
    if len(track) == 1:  # one period: the interval as a bar
        places = [(x + d, a) for x, a in places for d in (-6.0, 6.0)]
    band = path(
        [*((x, y(a.high)) for x, a in places), *((x, y(a.low)) for x, a in reversed(places))],
        closed=True,
    )
    return tag(
        "g",
        tag("path", class_="band", d=band),
        tag("path", class_="line", d=path((x, y(a.mean)) for x, a in places)),
        *marks.of(track, axis, y, stream),
        class_=f"stream {stream}",
    )


@dataclass(frozen=True, slots=True)
class _Marks:
    """Marks of observed periods; on a long line one stands for several that follow another."""

    address: Address
    most: int

    def of(
        self, track: list[Alignment], axis: TimeAxis, y: Callable[[float], float], stream: Stream
    ) -> list[Markup]:
        seen = [a for a in track if a.n_incidents]
        if not seen:
            return []
        # Hundreds of them: only what differs is put in, and that is numbers and days.
        first = track[0]
        address = escape(self.address(first.power, stream))
        about = escape(f"{LABELS[stream]} towards {state(first.power)}")
        together = -(-len(seen) // self.most)
        made = []
        for at in range(0, len(seen), together):
            group = seen[at : at + together]
            last = group[-1]
            told = f"{about}, {_told(group)}"
            since, until = group[0].period_start, last.period_end
            made.append(
                Markup(
                    f'<a href="{address}&amp;since={since}&amp;until={until}#observed" '
                    f'aria-label="{told}"><title>{told}</title>'
                    f"{mark(stream, axis.x(_middle(last)), y(last.mean))}</a>"
                )
            )
        return made


def mark(stream: Stream, x: float, y: float) -> str:
    """The mark of a stream at a place: a circle, diamond, square or triangle."""
    if stream == Stream.DEEDS:
        return f'<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'
    if stream == Stream.VOTES:
        return f'<rect class="mark" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"/>'
    size = 5.5 if stream == Stream.WORDS else 4.0
    corners = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
    if stream == Stream.ALL:
        corners = [(x - size, y + size), (x, y - size), (x + size, y + size)]
    return f'<path class="mark" d="{path(corners, closed=True)}"/>'


def _middle(a: Alignment) -> date:
    return a.period_start + (a.period_end - a.period_start) / 2


def _told(group: Sequence[Alignment]) -> str:
    a = group[-1]
    counts = counted(sum(g.n_incidents for g in group), "roll call")
    if not is_of_session(a):
        counts = (
            f"{counted(sum(g.n_incidents for g in group), 'incident')}, "
            f"{counted(sum(g.n_origins for g in group), 'origin')}"
        )
    return (
        f"{range_words(group[0].period_start, a.period_end)}: {signed(a.mean)}, 90 % interval "
        f"{signed(a.low)} to {signed(a.high)}; {counts}"
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
