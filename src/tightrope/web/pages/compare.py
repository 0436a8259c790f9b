"""Compare: several states side by side between the same powers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tightrope.briefing.wording import listed, percent, state_name
from tightrope.briefing.wording import state as named
from tightrope.records.alignment import Stream
from tightrope.web import addresses
from tightrope.web.answers import Page
from tightrope.web.asking import Ask
from tightrope.web.figures.intervals import Bar, intervals
from tightrope.web.figures.timeline import LABELS, Address, Drawing, timeline
from tightrope.web.gathering import standing_of
from tightrope.web.pages.state import PositionRow, latest_rows, position

if TYPE_CHECKING:
    from tightrope.measures.standing import Standing


@dataclass(frozen=True, slots=True)
class Nearer:
    """Which of two powers a state is nearer to."""

    first: str
    second: str
    probability: str
    nearer: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One state's latest positions."""

    code: str
    positions: tuple[PositionRow, ...]
    nearer: tuple[Nearer, ...]


@dataclass(frozen=True, slots=True)
class CompareView:
    """Everything that the page shows."""

    states: tuple[Compared, ...]
    powers: tuple[str, ...]
    stream: str
    suggested: tuple[str, ...]


def compare(ask: Ask) -> Page:
    """``/compare?states=PAK,IND,VNM&powers=USA,CHN&stream=all``."""
    powers = ask.powers()
    stream = Stream(ask.choice("stream", ("all", "deeds", "words", "votes")))
    known = [
        r["iso3"]
        for r in sorted(ask.finder.states(), key=lambda r: (-r["incidents"], r["iso3"]))
        if r["iso3"] not in powers and r["incidents"]
    ]
    codes = ask.states("states", tuple(known[:3]))
    measured = {code: standing_of(ask, code, powers) for code in codes}
    compared = tuple(_compared(ask, code, found, stream) for code, found in measured.items())
    rows = [p for c in compared for p in c.positions]
    names = listed([named(c) for c in codes])
    return Page(
        "compare",
        f"{names} compared" if names else "Compare states",
        CompareView(compared, powers, str(stream), tuple(known[:12])),
        rows=[
            {
                "state": c.code,
                "power": p.power,
                "stream": p.stream,
                "mean": p.mean,
                "low": p.low,
                "high": p.high,
                "in_words": p.verdict,
                "n_incidents": p.n_incidents,
                "n_origins": p.n_origins,
            }
            for c in compared
            for p in c.positions
        ],
        figures=lambda: {
            "bars": intervals(
                [
                    (named(power), [_bar(p, code) for code, p in _towards(compared, power)])
                    for power in powers
                ]
            )
            if rows
            else None,
            "timelines": {
                code: ask.site.once(
                    ("compare", code, found.powers, stream), partial(_timeline, code, found, stream)
                )
                for code, found in measured.items()
            },
            "labels": {str(s): label for s, label in LABELS.items()},
        },
        section="compare",
    )


def _timeline(code: str, found: Standing, stream: Stream) -> Drawing | None:
    return timeline(code, [a for a in found.alignments if a.stream == stream], _address(code))


def _address(code: str) -> Address:
    def address(power: str, stream: str) -> str:
        return addresses.pair(code, power, stream=stream)

    return address


def _compared(ask: Ask, code: str, found: Standing, stream: Stream) -> Compared:
    latest = latest_rows(ask, found)
    newest = {p.powers: p for p in sorted(found.postures, key=lambda p: p.period_end)}
    return Compared(
        code=code,
        positions=tuple(
            position(code, latest[p, stream]) for p in found.powers if (p, stream) in latest
        ),
        nearer=tuple(
            Nearer(
                a,
                b,
                percent(max(p.nearer_first, 1.0 - p.nearer_first)),
                a if p.nearer_first >= 0.5 else b,
            )
            for (a, b), p in newest.items()
        ),
    )


def _towards(compared: tuple[Compared, ...], power: str) -> list[tuple[str, PositionRow]]:
    return [(c.code, p) for c in compared for p in c.positions if p.power == power]


def _bar(p: PositionRow, code: str) -> Bar:
    return Bar(state_name(code), p.mean, p.low, p.high, p.href)
