"""What carries the positions: the incidents without which they would be other."""

from collections.abc import Iterable
from dataclasses import dataclass

from tightrope.briefing.content import Desk
from tightrope.briefing.happenings import incident_title
from tightrope.briefing.positions import verdict
from tightrope.briefing.wording import happened_words, listed, signed, state
from tightrope.records.alignment import Influence, Stream

_MOST = 3
_MOST_REPORTS = 3
#: A change that two decimals do not show is none.
_LEAST = 0.005


@dataclass(frozen=True, slots=True)
class Carrier:
    """One incident and what the position would be without it."""

    id: str
    title: str
    change: str
    told: str


@dataclass(frozen=True, slots=True)
class Carried:
    """The position towards one power and the incidents that move it most."""

    power: str
    position: str
    carriers: tuple[Carrier, ...]


def carried(desk: Desk, most: int = _MOST) -> tuple[Carried, ...]:
    """The incidents that move each joined position most, largest change first.

    Args:
        desk: the material.
        most: how many for each power.
    """
    found: list[Carried] = []
    intervals = {
        a.power: (a.low, a.high)
        for a in sorted(desk.material.alignments, key=lambda a: a.period_end)
        if a.stream == Stream.ALL
    }
    for power in desk.material.powers:
        rows = [
            i
            for i in sorted(desk.material.influences, key=lambda i: i.rank)
            if i.power == power and i.stream == Stream.ALL and abs(i.change) >= _LEAST
        ]
        if rows and power in intervals:
            now = verdict(rows[0].mean, *intervals[power])
            found.append(
                Carried(
                    power=state(power),
                    position=signed(rows[0].mean),
                    carriers=tuple(_carrier(desk, row, now) for row in rows[:most]),
                )
            )
    return tuple(found)


def _carrier(desk: Desk, row: Influence, now: str) -> Carrier:
    incident = desk.incidents.get(row.incident_id)
    title, reports = "A recorded vote", ""
    when = happened_words(row.day, row.day)
    if incident is not None:
        title = incident_title(desk, incident)
        when = happened_words(incident.date_low, incident.date_high)
        reports = _reports(desk, incident.document_ids)
    interval = f"{signed(row.low_without)} to {signed(row.high_without)}"
    without = f"without it {signed(row.mean_without)}, 90 % interval {interval}"
    then = verdict(row.mean_without, row.low_without, row.high_without)
    if then != now:
        without += f" ({then})"
    return Carrier(
        id=row.incident_id,
        title=f"{title}, {when}",
        change=signed(row.change),
        told=without + (f"; told by {reports}" if reports else ""),
    )


def _reports(desk: Desk, document_ids: Iterable[str]) -> str:
    names = list(
        dict.fromkeys(
            desk.source_name(desk.documents[d]) for d in document_ids if d in desk.documents
        )
    )
    shown = names[:_MOST_REPORTS]
    if len(names) > _MOST_REPORTS:
        shown.append(f"{len(names) - _MOST_REPORTS} more")
    return listed(shown)
