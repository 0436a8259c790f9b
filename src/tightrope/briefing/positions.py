"""The latest position towards each power: what it rests on, in words and as a line of text."""

from dataclasses import dataclass
from datetime import date
from math import erf, sqrt

from tightrope.briefing.content import Desk
from tightrope.briefing.wording import counted, month_words, signed, state_name
from tightrope.records.alignment import Alignment, Stream

STREAM_NAMES = {
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
_GRADATIONS = 20
# Probability of the sign from which a position is told outright, as probable, or at all.
SURE, PROBABLY, PERHAPS = 0.95, 0.85, 0.75
#: An interval narrower than this around nothing says that there is nothing.
_NARROW = 0.8
#: What is said of a position whose sign is not clear.
OPEN = "no direction can be read"


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest position of a track with all that it rests on; of what are too many to be named
    (``amount``: incidents, origins), only how many there are."""

    alignment: Alignment
    incident_ids: frozenset[str]
    origins: frozenset[str]
    last_seen: date | None
    amount: tuple[int, int] | None = None

    @property
    def n_incidents(self) -> int:
        return len(self.incident_ids) if self.amount is None else self.amount[0]

    @property
    def n_origins(self) -> int:
        return len(self.origins) if self.amount is None else self.amount[1]

    @property
    def thin(self) -> bool:
        """Never so for votes: a session is measured from five on, and its interval tells."""
        return not self.recorded and is_thin(self.n_incidents, self.n_origins)

    @property
    def recorded(self) -> bool:
        """Whether it rests on the roll calls of a session, not on the news."""
        return self.alignment.stream == Stream.VOTES


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


def is_thin(n_incidents: int, n_origins: int) -> bool:
    """Whether a position is no more than a direction."""
    return n_incidents < _ENOUGH_INCIDENTS or n_origins < _ENOUGH_ORIGINS


def latest_positions(desk: Desk) -> dict[tuple[str, Stream], Latest]:
    """The last period of each power and stream, with the incidents of all periods."""
    tracks: dict[tuple[str, Stream], list[Alignment]] = {}
    for alignment in desk.material.alignments:
        tracks.setdefault((alignment.power, Stream(alignment.stream)), []).append(alignment)
    found = {}
    for key, track in tracks.items():
        ids = frozenset(i for a in track for i in a.incident_ids)
        known = (desk.incidents[i] for i in ids if i in desk.incidents)
        seen = [a.period_end for a in track if a.n_incidents]
        found[key] = Latest(
            alignment=max(track, key=lambda a: a.period_end),
            incident_ids=ids,
            origins=frozenset(o for i in known for o in (i.origins or (i.id,))),
            last_seen=max(seen, default=None),
        )
    return found


def position_row(row: Latest) -> Position:
    """A position as the table shows it."""
    a = row.alignment
    return Position(
        power=state_name(a.power),
        stream=STREAM_NAMES[Stream(a.stream)],
        mean=signed(a.mean),
        interval=f"{signed(a.low)} to {signed(a.high)}",
        bar=bar(a.mean, a.low, a.high),
        verdict=votes_verdict(a.low, a.high) if row.recorded else verdict(a.mean, a.low, a.high),
        evidence=(
            f"{counted(a.n_incidents, 'vote')} of a session"
            if row.recorded
            else f"{counted(row.n_incidents, 'incident')}, {counted(row.n_origins, 'origin')}"
        ),
        last=month_words(row.last_seen) if row.last_seen else "",
        thin=row.thin,
    )


def verdict(mean: float, low: float, high: float) -> str:
    """A position in words: "probably friendly", "no direction can be read"."""
    # An interval that is cut at the end of the scale keeps its width on the other side.
    sd = max(high - mean, mean - low, 1e-6) / _Z90
    sure = 0.5 * (1.0 + erf(abs(mean) / sd / sqrt(2.0)))
    for least, friendly, strained in _SIZES:
        if abs(mean) >= least and sure >= PERHAPS:
            adjective = friendly if mean > 0.0 else strained
            if sure >= SURE:
                return adjective
            return f"{'probably' if sure >= PROBABLY else 'perhaps'} {adjective}"
    return "neither warm nor cool" if high - low < _NARROW else OPEN


def votes_verdict(low: float, high: float) -> str:
    """Agreement on votes in words; 0 is what chance would make."""
    if low > 0.0:
        return "alike more often than by chance"
    return "apart more often than by chance" if high < 0.0 else "no more alike than by chance"


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
