"""Compare: several states side by side between the same powers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tightrope.briefing.differences import Nearer, nearer
from tightrope.briefing.standing import gap_words, newest_of, posture_words, stance_words
from tightrope.briefing.wording import listed, month_words, state_name
from tightrope.briefing.wording import state as named
from tightrope.records.alignment import Stream
from tightrope.web import addresses
from tightrope.web.answers import Page
from tightrope.web.asking import Ask
from tightrope.web.figures.intervals import Bar, intervals
from tightrope.web.figures.timeline import LABELS, Address, Drawing, timeline
from tightrope.web.gathering import differences_of, standing_of
from tightrope.web.pages.state import PositionRow, latest_rows, position

if TYPE_CHECKING:
    from tightrope.measures.standing import Standing


@dataclass(frozen=True, slots=True)
class Compared:
    """One state's latest positions, its postures and how its deeds stand to its words."""

    code: str
    positions: tuple[PositionRow, ...]
    postures: tuple[str, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompareView:
    """Everything that the page shows."""

    states: tuple[Compared, ...]
    powers: tuple[str, ...]
    stream: str
    differences: tuple[Nearer, ...]
    as_of: str
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
    found, day = ask.site.once(
        ("differences", codes, powers), lambda: differences_of(ask, tuple(measured.values()))
    )
    differences = nearer([d for d in found if d.stream == stream], powers)
    names = listed([named(c) for c in codes])
    return Page(
        "compare",
        f"{names} compared" if names else "Compare states",
        CompareView(
            compared,
            powers,
            str(stream),
            differences,
            month_words(day) if day else "",
            tuple(known[:12]),
        ),
        rows=[
            {
                "part": "position",
                "state": c.code,
                "other_state": "",
                "power": p.power,
                "stream": p.stream,
                "mean": p.mean,
                "low": p.low,
                "high": p.high,
                "probability": None,
                "in_words": p.verdict,
                "n_incidents": p.n_incidents,
                "n_origins": p.n_origins,
            }
            for c in compared
            for p in c.positions
        ]
        + [
            {
                "part": "difference",
                "state": d.nearer,
                "other_state": d.other,
                "power": d.power,
                "stream": str(d.stream),
                "mean": round(d.by, 4),
                "low": round(d.low, 4),
                "high": round(d.high, 4),
                "probability": round(d.probability, 4),
                "in_words": d.words,
                "n_incidents": None,
                "n_origins": None,
            }
            for d in differences
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
    return Compared(
        code=code,
        positions=tuple(
            position(code, latest[p, stream]) for p in found.powers if (p, stream) in latest
        ),
        postures=(*stance_words(found.stance), *map(posture_words, newest_of(found.postures))),
        gaps=gap_words(newest_of(found.gaps)),
    )


def _towards(compared: tuple[Compared, ...], power: str) -> list[tuple[str, PositionRow]]:
    return [(c.code, p) for c in compared for p in c.positions if p.power == power]


def _bar(p: PositionRow, code: str) -> Bar:
    return Bar(state_name(code), p.mean, p.low, p.high, p.href)
