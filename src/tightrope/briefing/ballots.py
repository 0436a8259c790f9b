"""How a state voted in the General Assembly beside the powers, from imported roll calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from tightrope.briefing.content import one_line
from tightrope.public_record.agreement import with_intervals
from tightrope.public_record.votes.matrix import CODES
from tightrope.records.alignment import Alignment, Stream
from tightrope.records.events import VotePosition
from tightrope.records.votes import Agreement
from tightrope.store import Finder

#: The General Assembly's first session began in 1946; a session bears the year of its September.
_FIRST_YEAR = 1945
_CODES: Mapping[str, int] = {str(position): code for position, code in CODES.items()}
_WORDS = {
    VotePosition.YES: "yes",
    VotePosition.NO: "no",
    VotePosition.ABSTAIN: "abstained",
    VotePosition.ABSENT: "absent",
}


@dataclass(frozen=True, slots=True)
class Ballot:
    """One roll call: where the state stood, and where the powers stood, in their order; empty where
    the record has no position."""

    id: str
    resolution: str
    day: date
    title: str
    own: str
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdealPosition:
    """A position on the main line that divides the Assembly, with its 90 % interval."""

    code: str
    session: int
    mean: float
    low: float
    high: float
    n_votes: int

    @property
    def year(self) -> int:
        return session_year(self.session)


@dataclass(frozen=True, slots=True)
class Ballots:
    """Everything that the record says of a state beside the powers.

    Attributes:
        agreements: with each power by session in order, the last of each over all sessions (None).
        latest: newest roll calls, newest first.
        ideal_points: of the state and the powers by session.
    """

    focal: str
    powers: tuple[str, ...]
    agreements: tuple[Agreement, ...]
    latest: tuple[Ballot, ...]
    ideal_points: tuple[IdealPosition, ...]

    @property
    def newest(self) -> tuple[Agreement, ...]:
        """Agreement with each power in the newest session in which both voted."""
        last = {a.other: a for a in self.agreements if a.session is not None}
        return tuple(last[p] for p in self.powers if p in last)

    @property
    def overall(self) -> tuple[Agreement, ...]:
        """Agreement with each power over all sessions."""
        whole = {a.other: a for a in self.agreements if a.session is None}
        return tuple(whole[p] for p in self.powers if p in whole)

    @property
    def newest_points(self) -> tuple[IdealPosition, ...]:
        """The ideal points of the newest session that has the state's."""
        own = [p.session for p in self.ideal_points if p.code == self.focal]
        return tuple(p for p in self.ideal_points if own and p.session == max(own))


def beside_news(rows: Iterable[Alignment]) -> list[Alignment]:
    """Positions without those of sessions that ended before the news begins: roll calls reach back
    to 1946, and would press what the news tells to the edge of a time line."""
    held = list(rows)
    told = [a.period_start for a in held if a.stream != Stream.VOTES]
    return [a for a in held if not told or a.period_end >= min(told)]


def is_of_session(a: Alignment) -> bool:
    """Whether a position is that of a session's roll calls; all others are of whole months."""
    month = a.period_start.day == 1 and (a.period_end + timedelta(days=1)).day == 1
    return a.stream == Stream.VOTES and not month


def session_of(incident_id: str) -> int | None:
    """The session that stands in the place of an incident in the stream of votes, if it is one."""
    head, _, number = incident_id.rpartition("-")
    return int(number) if head == "unga" and number.isdigit() else None


def session_year(session: int) -> int:
    """The year in which a session of the General Assembly begins."""
    return _FIRST_YEAR + session


def ballots_of(finder: Finder, focal: str, powers: Sequence[str], most: int) -> Ballots | None:
    """What the record says of a state; None when no roll call names it.

    Args:
        finder: the open database.
        focal: code of the state.
        powers: the powers.
        most: roll calls told one by one.
    """
    latest = finder.latest_roll_calls(focal, powers or ("",), most)
    points = finder.ideal_points_of((focal, *powers))
    if not latest and not any(p["iso3"] == focal for p in points):
        return None
    return Ballots(
        focal=focal,
        powers=tuple(powers),
        agreements=tuple(_agreements(finder, focal, powers)),
        latest=tuple(_ballot(row, powers) for row in latest),
        ideal_points=tuple(
            IdealPosition(p["iso3"], p["session"], p["mean"], p["low"], p["high"], p["n_votes"])
            for p in points
        ),
    )


def _agreements(finder: Finder, focal: str, powers: Sequence[str]) -> list[Agreement]:
    counted: dict[str, dict[int, Any]] = {}
    for row in finder.met_positions(focal, powers or ("",)):
        by_session = counted.setdefault(row["other"], {})
        table = by_session.setdefault(row["session"], np.zeros((3, 3), np.int64))
        table[_CODES[row["own"]], _CODES[row["theirs"]]] += row["n"]
    found: list[Agreement] = []
    for power in powers:
        tables = counted.get(power, {})
        if tables:
            stacked = np.stack(list(tables.values()))
            stacked = np.concatenate([stacked, stacked.sum(axis=0, keepdims=True)])
            found += with_intervals(focal, power, [*tables, None], stacked)
    return found


def _ballot(row: Mapping[str, Any], powers: Sequence[str]) -> Ballot:
    theirs = row["theirs"] or {}
    return Ballot(
        id=row["id"],
        resolution=one_line(row["resolution"]),
        day=row["date"],
        title=one_line(row["title"] or ""),
        own=position_word(row["own"]),
        theirs=tuple(position_word(theirs.get(p, "")) for p in powers),
    )


def position_word(position: str) -> str:
    """A position in a word: "yes", "abstained"; empty for none."""
    return _WORDS[VotePosition(position)] if position else ""
