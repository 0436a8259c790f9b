"""Where the state stands, in words: positions, posture, say–do gap, shifts, and the headline."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import erf, sqrt
from typing import TypeVar

from tightrope.briefing.content import Desk
from tightrope.briefing.happenings import incident_title
from tightrope.briefing.wording import (
    counted,
    listed,
    month_words,
    percent,
    range_words,
    sentence,
    signed,
    state,
    state_name,
)
from tightrope.records.alignment import Alignment, Posture, SayDoGap, Shift, Stream

T = TypeVar("T", Posture, SayDoGap)

_STREAM_NAMES = {
    Stream.DEEDS: "deeds",
    Stream.WORDS: "words",
    Stream.VOTES: "votes",
    Stream.ALL: "all together",
}
_Z90 = 1.645
#: Below this many incidents or origins a position is no more than a direction.
_ENOUGH_INCIDENTS = 5
_ENOUGH_ORIGINS = 3
_SIZES = (
    (0.55, "close", "hostile"),
    (0.3, "friendly", "strained"),
    (0.1, "fairly friendly", "somewhat strained"),
)
_POSTURES = {
    "hedges": "hedging, close to both",
    "aloof": "keeping aloof from both",
    "estranged": "being at odds with both",
}
_GRADATIONS = 20


@dataclass(frozen=True, slots=True)
class Position:
    """The latest position towards one power in one stream."""

    power: str
    stream: str
    mean: str
    interval: str
    bar: str
    verdict: str
    evidence: str
    last: str
    thin: bool


@dataclass(frozen=True, slots=True)
class Move:
    """One shift with the incidents of its period."""

    text: str
    incidents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StandingView:
    """Everything the section on positions shows."""

    headline: tuple[str, ...]
    as_of: str
    positions: tuple[Position, ...]
    unseen: str
    postures: tuple[str, ...]
    gaps: tuple[str, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class _Latest:
    """The latest position of a track with all that it rests on."""

    alignment: Alignment
    n_incidents: int
    n_origins: int
    last_seen: date | None

    @property
    def thin(self) -> bool:
        return self.n_incidents < _ENOUGH_INCIDENTS or self.n_origins < _ENOUGH_ORIGINS


def standing(desk: Desk) -> StandingView:
    """Put the measures of the focal state into words."""
    material = desk.material
    latest = _latest(desk)
    seen = [p for p in material.powers if (p, Stream.ALL) in latest]
    unseen = [p for p in material.powers if p not in seen]
    streams = (Stream.DEEDS, Stream.WORDS, Stream.VOTES, Stream.ALL)
    rows = [latest[p, s] for p in seen for s in streams if (p, s) in latest]
    end = max((row.alignment.period_end for row in rows), default=None)
    postures = _last_of_each(material.postures, lambda p: p.powers)
    gaps = _last_of_each(material.gaps, lambda g: g.power)
    return StandingView(
        headline=_headline(desk, [latest[p, Stream.ALL] for p in seen], unseen, postures, end),
        as_of=month_words(end) if end else "",
        positions=tuple(_position(row) for row in rows),
        unseen=_unseen(desk, unseen) if seen else "",
        postures=tuple(_posture_words(p) for p in postures),
        gaps=tuple(_gap_words(g) for g in gaps),
        moves=tuple(_move(desk, s) for s in sorted(material.shifts, key=_newest)),
    )


def verdict(mean: float, low: float, high: float) -> str:
    """A position in words: "probably friendly", "no direction can be read"."""
    sd = max((high - low) / (2 * _Z90), 1e-6)
    sure = 0.5 * (1.0 + erf(abs(mean) / sd / sqrt(2.0)))
    warm = mean > 0.0
    for least, friendly, strained in _SIZES:
        if abs(mean) >= least:
            adjective = friendly if warm else strained
            if sure >= 0.95:
                return adjective
            return f"{'probably' if sure >= 0.8 else 'perhaps'} {adjective}"
    return "neither warm nor cool" if high - low < 0.8 else "open: no direction can be read"


def bar(mean: float, low: float, high: float) -> str:
    """A position as a line of text: "−1 ····├──●──┤····· +1", with a mark at zero."""

    def place(value: float) -> int:
        return round((value + 1.0) / 2.0 * _GRADATIONS)

    cells = ["·"] * (_GRADATIONS + 1)
    cells[place(0.0)] = "╎"
    for at in range(place(low), place(high) + 1):
        cells[at] = "─"
    cells[place(low)], cells[place(high)] = "├", "┤"
    cells[place(mean)] = "●"
    return f"−1 {''.join(cells)} +1"


def _latest(desk: Desk) -> dict[tuple[str, Stream], _Latest]:
    tracks: dict[tuple[str, Stream], list[Alignment]] = {}
    for alignment in desk.material.alignments:
        tracks.setdefault((alignment.power, Stream(alignment.stream)), []).append(alignment)
    found = {}
    for key, track in tracks.items():
        ids = {i for a in track for i in a.incident_ids}
        origins = {o for i in ids if i in desk.incidents for o in desk.incidents[i].origins}
        seen = [a.period_end for a in track if a.n_incidents]
        found[key] = _Latest(
            alignment=max(track, key=lambda a: a.period_end),
            n_incidents=sum(a.n_incidents for a in track),
            n_origins=len(origins) or max((a.n_origins for a in track), default=0),
            last_seen=max(seen, default=None),
        )
    return found


def _position(row: _Latest) -> Position:
    a = row.alignment
    return Position(
        power=state_name(a.power),
        stream=_STREAM_NAMES[Stream(a.stream)],
        mean=signed(a.mean),
        interval=f"{signed(a.low)} to {signed(a.high)}",
        bar=bar(a.mean, a.low, a.high),
        verdict=verdict(a.mean, a.low, a.high),
        evidence=_amount(row),
        last=month_words(row.last_seen) if row.last_seen else "",
        thin=row.thin,
    )


def _amount(row: _Latest) -> str:
    return (
        f"{counted(row.n_incidents, 'incident')} from "
        f"{counted(row.n_origins, 'independent origin')}"
    )


def _headline(
    desk: Desk,
    rows: Sequence[_Latest],
    unseen: Sequence[str],
    postures: Sequence[Posture],
    end: date | None,
) -> tuple[str, ...]:
    focal = sentence(state(desk.material.focal))
    if not rows:
        powers = listed([state(p) for p in desk.material.powers], "or")
        towards = f" towards {powers}" if powers else ""
        return (
            f"No position can be given for {state(desk.material.focal)}{towards}: the corpus holds "
            "no dated act between them that counts. What it does hold is listed below.",
        )
    ordered = sorted(rows, key=lambda r: -r.alignment.mean)
    parts = [
        f"{verdict(a.mean, a.low, a.high)} towards {state(a.power)} "
        f"({signed(a.mean)}, 90 % interval {signed(a.low)} to {signed(a.high)}; {_amount(row)})"
        for row in ordered
        for a in [row.alignment]
    ]
    assert end is not None
    first = (
        f"On the evidence read, {focal if focal[:4] != 'The ' else 'the ' + focal[4:]} stood, in "
        f"{month_words(end)}: {'; '.join(parts)}. The scale runs from −1 (against) to +1 (with)."
    )
    paragraphs = [first]
    nearness = [_nearer_words(p) for p in postures]
    if nearness:
        paragraphs.append(" ".join(nearness))
    thin = [row for row in rows if row.thin]
    caution = ""
    if len(thin) == len(rows):
        caution = "This is too little for more than a direction."
    elif thin:
        names = listed([state(r.alignment.power) for r in thin])
        caution = f"Towards {names} this is too little for more than a direction."
    if unseen:
        caution = f"{caution} {_unseen(desk, unseen)}".strip()
    if caution:
        paragraphs.append(caution)
    return tuple(paragraphs)


def _unseen(desk: Desk, unseen: Sequence[str]) -> str:
    if not unseen:
        return ""
    names = listed([state(p) for p in unseen], "or")
    return f"About {names} nothing dated was found that counts, so no position is given."


def _nearer_words(posture: Posture) -> str:
    first, second = (state(p) for p in posture.powers)
    near = posture.nearer_first
    if near < 0.5:
        first, second, near = second, first, 1.0 - near
    if near < 0.65:
        return f"Whether it is nearer to {first} or to {second} can’t be told (even odds, about)."
    return f"It is nearer to {first} than to {second} with probability {percent(near)}."


def _posture_words(posture: Posture) -> str:
    ranked = sorted(posture.shares, key=lambda s: -s[1])
    named = [f"{_posture_name(name)} ({percent(share)})" for name, share in ranked if share >= 0.05]
    return (
        f"Between {listed([state(p) for p in posture.powers])}: most likely {named[0]}"
        + (f", then {listed(named[1:])}" if named[1:] else "")
        + "."
    )


def _posture_name(name: str) -> str:
    if name.startswith("leans "):
        return f"leaning to {state(name.removeprefix('leans '))}"
    return _POSTURES.get(name, name)


def _gap_words(gap: SayDoGap) -> str:
    towards = f"Towards {state(gap.power)}"
    figures = f"{signed(gap.mean)}, 90 % interval {signed(gap.low)} to {signed(gap.high)}"
    if gap.low > 0.0:
        return f"{towards} deeds are warmer than words ({figures})."
    if gap.high < 0.0:
        return f"{towards} words are warmer than deeds ({figures})."
    return f"{towards} no gap between deeds and words can be told from chance ({figures})."


def _move(desk: Desk, shift: Shift) -> Move:
    direction = "rose" if shift.change > 0 else "fell"
    stream = _STREAM_NAMES[Stream(shift.stream)]
    text = (
        f"{sentence(range_words(shift.period_start, shift.period_end))}: {stream} towards "
        f"{state(shift.power)} {direction} by {abs(shift.change):.2f} "
        f"(probability {percent(shift.probability)}), compared with {month_words(shift.since)}."
    )
    named = tuple(
        (i, incident_title(desk, desk.incidents[i]))
        for i in shift.incident_ids
        if i in desk.incidents
    )
    return Move(text, named)


def _newest(shift: Shift) -> tuple[int, str, str]:
    return -shift.period_end.toordinal(), shift.power, str(shift.stream)


def _last_of_each(items: Iterable[T], key: Callable[[T], Hashable]) -> list[T]:
    """The item of the latest period under each key, in the order of first appearance."""
    last: dict[Hashable, T] = {}
    for item in items:
        name = key(item)
        if name not in last or item.period_end > last[name].period_end:
            last[name] = item
    return list(last.values())
