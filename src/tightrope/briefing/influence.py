"""What carries the positions: the incidents without which they would be other."""

from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.briefing.content import Desk
from tightrope.briefing.happenings import marked_title
from tightrope.briefing.positions import verdict
from tightrope.briefing.wording import counted, happened_words, listed, signed, state
from tightrope.records.alignment import Influence, Stream

_MOST = 3
_MOST_REPORTS = 3
#: A change that two decimals do not show is none.
_LEAST = 0.005


@dataclass(frozen=True, slots=True)
class Carrier:
    """One incident and what the position would be without it.

    ``then`` is that position in words, where they would be others; ``reports`` who tells of it.
    """

    id: str
    title: str
    change: str
    without: str
    interval: str
    then: str
    reports: str

    @property
    def told(self) -> str:
        """The same in words."""
        then = f" ({self.then})" if self.then else ""
        by = f"; told by {self.reports}" if self.reports else ""
        return f"without it {self.without}, 90 % interval {self.interval}{then}{by}"


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
        title = marked_title(desk, incident)
        when = happened_words(incident.date_low, incident.date_high)
        reports = _reports(desk, incident.document_ids)
    then = verdict(row.mean_without, row.low_without, row.high_without)
    return Carrier(
        id=row.incident_id,
        title=f"{title}, {when}",
        change=signed(row.change),
        without=signed(row.mean_without),
        interval=f"{signed(row.low_without)} to {signed(row.high_without)}",
        then=then if then != now else "",
        reports=reports,
    )


def _reports(desk: Desk, document_ids: Sequence[str]) -> str:
    """The outlets by name; only how many reports there are where they were not read."""
    names = list(
        dict.fromkeys(
            desk.source_name(desk.documents[d]) for d in document_ids if d in desk.documents
        )
    )
    if not names:
        return counted(len(set(document_ids)), "report") if document_ids else ""
    shown = names[:_MOST_REPORTS]
    if len(names) > _MOST_REPORTS:
        shown.append(f"{len(names) - _MOST_REPORTS} more")
    return listed(shown)
