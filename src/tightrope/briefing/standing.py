"""Where the state stands, in words: positions, posture, say–do gap, shifts, and the headline."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import erf, sqrt
from typing import TypeVar

from tightrope.briefing.content import Desk
from tightrope.briefing.contested import contests
from tightrope.briefing.happenings import incident_title
from tightrope.briefing.wording import (
    counted,
    counted_words,
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
from tightrope.records.events import Modality, Polarity

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
# Probability of the sign from which a position is told outright, as probable, or at all.
_SURE, _PROBABLY, _PERHAPS = 0.95, 0.8, 0.65
#: An interval narrower than this around nothing says that there is nothing.
_NARROW = 0.8
#: Below this no posture is called the likeliest.
_CLEAR_POSTURE = 0.5
_OPEN = "no direction can be read"


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
    incident_ids: frozenset[str]
    origins: frozenset[str]
    last_seen: date | None

    @property
    def n_incidents(self) -> int:
        return len(self.incident_ids)

    @property
    def n_origins(self) -> int:
        return len(self.origins)

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
    rows = [
        latest[p, s]
        for p in seen
        for s in streams
        if (p, s) in latest and not (s == Stream.ALL and _adds_nothing(latest, p))
    ]
    end = max((row.alignment.period_end for row in rows), default=None)
    postures = _last_of_each(material.postures, lambda p: p.powers)
    gaps = _last_of_each(material.gaps, lambda g: g.power)
    return StandingView(
        headline=_headline(desk, [latest[p, Stream.ALL] for p in seen], unseen, postures, end),
        as_of=month_words(end) if end else "",
        positions=tuple(_position(row) for row in rows),
        unseen=_unseen(unseen) if seen else "",
        postures=tuple(_posture_words(p) for p in postures),
        gaps=_gap_words(gaps),
        moves=tuple(_move(desk, s) for s in sorted(material.shifts, key=_newest)),
    )


def _adds_nothing(latest: dict[tuple[str, Stream], _Latest], power: str) -> bool:
    """Whether the joined position only repeats that of the one stream there is."""
    others = [
        latest[power, s] for s in (Stream.DEEDS, Stream.WORDS, Stream.VOTES) if (power, s) in latest
    ]
    joined = latest[power, Stream.ALL].alignment
    return len(others) == 1 and (others[0].alignment.mean, others[0].alignment.low) == (
        joined.mean,
        joined.low,
    )


def verdict(mean: float, low: float, high: float) -> str:
    """A position in words: "probably friendly", "no direction can be read"."""
    sd = max((high - low) / (2 * _Z90), 1e-6)
    sure = 0.5 * (1.0 + erf(abs(mean) / sd / sqrt(2.0)))
    for least, friendly, strained in _SIZES:
        if abs(mean) >= least and sure >= _PERHAPS:
            adjective = friendly if mean > 0.0 else strained
            if sure >= _SURE:
                return adjective
            return f"{'probably' if sure >= _PROBABLY else 'perhaps'} {adjective}"
    return "neither warm nor cool" if high - low < _NARROW else _OPEN


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
        ids = frozenset(i for a in track for i in a.incident_ids)
        known = (desk.incidents[i] for i in ids if i in desk.incidents)
        seen = [a.period_end for a in track if a.n_incidents]
        found[key] = _Latest(
            alignment=max(track, key=lambda a: a.period_end),
            incident_ids=ids,
            origins=frozenset(o for i in known for o in i.origins),
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
    return f"{counted(row.n_incidents, 'incident')}, {counted(row.n_origins, 'origin')}"


def _headline(
    desk: Desk,
    rows: Sequence[_Latest],
    unseen: Sequence[str],
    postures: Sequence[Posture],
    end: date | None,
) -> tuple[str, ...]:
    focal = state(desk.material.focal)
    if not rows or end is None:
        powers = listed([state(p) for p in desk.material.powers], "or")
        towards = f" towards {powers}" if powers else ""
        first = (
            f"No position can be given for {focal}{towards}: the corpus holds no dated act between "
            "them that counts. What it does hold stands below."
        )
        return tuple(p for p in (first, _newest_words(desk)) if p)
    thin = [row for row in rows if row.thin]
    where = _where(focal, rows, end, with_figures=len(thin) < len(rows))
    if len(thin) == len(rows):
        ids = {i for row in rows for i in row.incident_ids}
        origins = {o for row in rows for o in row.origins}
        amount = (
            f"{counted(len(ids), 'incident')} from {counted(len(origins), 'independent origin')}"
        )
        where = (
            f"The evidence is thin: {amount}, too little for more than a direction. "
            f"As far as it goes, {where}"
        )
    elif thin:
        names = listed([state(r.alignment.power) for r in thin])
        where += f" Towards {names} the evidence is too little for more than a direction."
    second = " ".join(part for part in (_nearness(postures), _unseen(unseen)) if part)
    paragraphs = (sentence(where), second, _newest_words(desk))
    return tuple(paragraph for paragraph in paragraphs if paragraph)


def _where(focal: str, rows: Sequence[_Latest], end: date, with_figures: bool) -> str:
    """One sentence that groups the powers by how the state stands towards them, warmest first."""
    groups: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda r: -r.alignment.mean):
        a = row.alignment
        name = state(a.power)
        if with_figures:
            name += f" ({signed(a.mean)}, 90 % interval {signed(a.low)} to {signed(a.high)})"
        groups.setdefault(verdict(a.mean, a.low, a.high), []).append(name)
    unread = groups.pop(_OPEN, [])
    told = [f"{words} towards {listed(names)}" for words, names in groups.items()]
    if not told:
        return f"no direction can be read towards {listed(unread, 'or')}."
    rest = f"; towards {listed(unread)} no direction can be read" if unread else ""
    return f"{focal} looked {listed(told)} in {month_words(end)}{rest}."


def _newest_words(desk: Desk) -> str:
    """The newest act that is told as having happened, and how much is disputed."""
    focal = desk.material.focal
    done = [
        i
        for i in desk.material.incidents
        if focal in (*i.actor_states, *i.recipient_states)
        and i.modality == Modality.ACTUAL
        and i.polarity != Polarity.NEGATED
        and i.date_low is not None
    ]
    parts = []
    if done:
        newest = max(done, key=lambda i: (i.date_high or i.date_low, i.id))
        title = incident_title(desk, newest)
        disputed = " (this is disputed)" if newest.disputed else ""
        parts.append(
            f"The newest dated act reported, {range_words(newest.date_low, newest.date_high)}: "
            f"{title}{disputed}."
        )
    subjects = list(dict.fromkeys(c.subject for c in contests(desk) if c.subject))
    if len(subjects) == 1:
        parts.append(f"One matter is disputed: {subjects[0]}.")
    elif subjects:
        parts.append(
            f"{sentence(counted_words(len(subjects), 'matter'))} are disputed, among them "
            f"{subjects[0]}."
        )
    return " ".join(parts)


def _unseen(unseen: Sequence[str]) -> str:
    if not unseen:
        return ""
    names = listed([state(p) for p in unseen], "or")
    return f"About relations with {names} nothing dated was found that counts."


def _nearness(postures: Sequence[Posture]) -> str:
    """Which power is nearer, for every pair, in one sentence; the surest first."""
    told, even = [], []
    for posture in sorted(postures, key=lambda p: -abs(p.nearer_first - 0.5)):
        first, second = (state(p) for p in posture.powers)
        near = posture.nearer_first
        if near < 0.5:
            first, second, near = second, first, 1.0 - near
        if near < _PERHAPS:
            even.append(f"between {first} and {second}")
        else:
            told.append(f"nearer to {first} than to {second} with probability {percent(near)}")
    if not told:
        return f"Which is nearer can’t be told {listed(even, 'or')}." if even else ""
    rest = f"; {listed(even)} there is little to choose" if even else ""
    return f"It stands {listed(told)}{rest}."


def _posture_words(posture: Posture) -> str:
    ranked = sorted(posture.shares, key=lambda s: -s[1])
    named = [f"{_posture_name(name)} ({percent(share)})" for name, share in ranked if share >= 0.1]
    between = f"Between {listed([state(p) for p in posture.powers])}"
    if ranked[0][1] < _CLEAR_POSTURE:
        return f"{between} the posture is open: {listed(named, 'or')}."
    then = f", then {listed(named[1:])}" if named[1:] else ""
    return f"{between} most likely {named[0]}{then}."


def _posture_name(name: str) -> str:
    if name.startswith("leans "):
        return f"leaning to {state(name.removeprefix('leans '))}"
    return _POSTURES.get(name, name)


def _gap_words(gaps: Sequence[SayDoGap]) -> tuple[str, ...]:
    """One sentence for each gap that stands out from chance, one for all that do not."""
    told, none = [], []
    for gap in gaps:
        warmer = "deeds are warmer than words" if gap.mean > 0.0 else "words are warmer than deeds"
        if gap.low > 0.0 or gap.high < 0.0:
            told.append(
                f"Towards {state(gap.power)} {warmer} by {signed(abs(gap.mean))[1:]}, 90 % interval "
                f"{signed(gap.low)} to {signed(gap.high)}."
            )
        else:
            none.append(state(gap.power))
    if none:
        told.append(
            f"Towards {listed(none)} no gap between deeds and words stands out from chance."
        )
    return tuple(told)


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
