"""Where the state stands, in words: positions, postures, say–do gaps and shifts."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tightrope.briefing.content import Desk
from tightrope.briefing.happenings import marked_title
from tightrope.briefing.headline import headline, unseen_words
from tightrope.briefing.positions import (
    STREAM_NAMES,
    Latest,
    Position,
    latest_positions,
    position_row,
)
from tightrope.briefing.wording import (
    counted,
    listed,
    month_words,
    percent,
    range_words,
    sentence,
    signed,
    state,
)
from tightrope.records.alignment import Posture, SayDoGap, Shift, Stance, Stream

T = TypeVar("T", Posture, SayDoGap)

_POSTURES = {
    "hedges": "hedging, close to both",
    "aloof": "keeping aloof from both",
    "estranged": "being at odds with both",
}
_STANCES = {
    "hedges": "hedging, close to two or more of them",
    "aloof": "keeping aloof from all",
    "estranged": "being at odds with all",
}
#: Below this no posture is called the likeliest.
_CLEAR_POSTURE = 0.5
_MOST_INCIDENTS = 8
_MOST_MOVES = 12


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


def standing(desk: Desk) -> StandingView:
    """Put the measures of the focal state into words."""
    material = desk.material
    latest = latest_positions(desk)
    seen = [p for p in material.powers if (p, Stream.ALL) in latest]
    unseen = [p for p in material.powers if p not in seen]
    streams = (Stream.DEEDS, Stream.WORDS, Stream.VOTES, Stream.ALL)
    rows = [
        latest[p, s]
        for p in material.powers
        for s in streams
        if (p, s) in latest and not (s == Stream.ALL and _adds_nothing(latest, p))
    ]
    # Sessions of the General Assembly end on days of their own.
    ends = [(not row.recorded, row.alignment.period_end) for row in rows]
    end = max(ends)[1] if ends else None
    shifts = [s for s in material.shifts if material.scope.covers(s.period_start, s.period_end)]
    postures = newest_of(material.postures)
    gaps = newest_of(material.gaps)
    return StandingView(
        headline=headline(desk, [latest[p, Stream.ALL] for p in seen], unseen, postures, end),
        as_of=month_words(end) if end else "",
        positions=tuple(position_row(row) for row in rows),
        unseen=unseen_words(unseen) if seen else "",
        postures=(*stance_words(material.stance), *(posture_words(p) for p in postures)),
        gaps=gap_words(gaps),
        moves=tuple(_move(desk, s) for s in sorted(shifts, key=_newest)[:_MOST_MOVES]),
    )


def _adds_nothing(latest: dict[tuple[str, Stream], Latest], power: str) -> bool:
    """Whether the joined position only repeats that of the one stream there is."""
    others = [latest[power, s] for s in (Stream.DEEDS, Stream.WORDS) if (power, s) in latest]
    joined = latest[power, Stream.ALL].alignment
    return len(others) == 1 and (others[0].alignment.mean, others[0].alignment.low) == (
        joined.mean,
        joined.low,
    )


def stance_words(stance: Stance | None) -> tuple[str, ...]:
    """The posture among all powers at once, and which is the nearest of them."""
    if stance is None:
        return ()
    among = f"Among {listed([state(p) for p in stance.powers])}"
    ranked = sorted(stance.nearest, key=lambda s: -s[1])
    nearest = [f"{state(power)} ({percent(share)})" for power, share in ranked if share >= 0.1]
    return (
        _shares_words(among, stance.shares, _STANCES),
        f"Nearest of all: {listed(nearest, 'or')}.",
    )


def posture_words(posture: Posture) -> str:
    """The posture between two powers in one sentence."""
    between = f"Between {listed([state(p) for p in posture.powers])}"
    return _shares_words(between, posture.shares, _POSTURES)


def _shares_words(
    between: str, shares: Sequence[tuple[str, float]], names: Mapping[str, str]
) -> str:
    ranked = sorted(shares, key=lambda s: -s[1])
    named = [
        f"{_posture_name(name, names)} ({percent(share)})" for name, share in ranked if share >= 0.1
    ]
    if ranked[0][1] < _CLEAR_POSTURE:
        return f"{between} the posture is open: {listed(named, 'or')}."
    then = f", then {listed(named[1:])}" if named[1:] else ""
    return f"{between} most likely {named[0]}{then}."


def _posture_name(name: str, names: Mapping[str, str]) -> str:
    if name.startswith("leans "):
        return f"leaning to {state(name.removeprefix('leans '))}"
    return names.get(name, name)


def gap_words(gaps: Sequence[SayDoGap]) -> tuple[str, ...]:
    """One sentence for each gap that stands out from chance, one for all that do not."""
    told, none = [], []
    for gap in gaps:
        warmer = "deeds are warmer than words" if gap.mean > 0.0 else "words are warmer than deeds"
        if gap.low > 0.0 or gap.high < 0.0:
            interval = f"{signed(gap.low)} to {signed(gap.high)}"
            told.append(
                f"Towards {state(gap.power)} {warmer} by {abs(gap.mean):.2f} (the difference deeds "
                f"minus words is {signed(gap.mean)}, 90 % interval {interval})."
            )
        else:
            none.append(state(gap.power))
    if none:
        told.append(
            f"Towards {listed(none)} no gap between deeds and words stands out from chance."
        )
    return tuple(told)


def _move(desk: Desk, shift: Shift) -> Move:
    text = move_words(shift)
    known = [i for i in shift.incident_ids if i in desk.incidents]
    named = tuple((i, marked_title(desk, desk.incidents[i])) for i in known[:_MOST_INCIDENTS])
    if len(known) > _MOST_INCIDENTS:
        text += f" {counted(len(known), 'incident')} in this period; the first are:"
    return Move(text, named)


def move_words(shift: Shift) -> str:
    """A shift in one sentence: when, in which stream, how far and how surely."""
    direction = "rose" if shift.change > 0 else "fell"
    stream = STREAM_NAMES[Stream(shift.stream)]
    return (
        f"{sentence(range_words(shift.period_start, shift.period_end))}: {stream} towards "
        f"{state(shift.power)} {direction} by {abs(shift.change):.2f} "
        f"(probability {percent(shift.probability)}), compared with {month_words(shift.since)}."
    )


def _newest(shift: Shift) -> tuple[int, str, str]:
    return -shift.period_end.toordinal(), shift.power, str(shift.stream)


def newest_of(items: Iterable[T]) -> list[T]:
    """The posture or gap of the latest period for each relation, in the order in which they first
    appear."""
    last: dict[Hashable, T] = {}
    for item in items:
        relation = item.powers if isinstance(item, Posture) else item.power
        if relation not in last or item.period_end > last[relation].period_end:
            last[relation] = item
    return list(last.values())
