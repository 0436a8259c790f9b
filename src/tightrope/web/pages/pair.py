"""The page of two states: what happened between them, and what a position of one towards the
other rests on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tightrope.briefing.ballots import beside_news, session_of
from tightrope.briefing.wording import range_words, state_name
from tightrope.briefing.wording import state as named
from tightrope.records.alignment import Alignment, Stream
from tightrope.web import addresses
from tightrope.web.answers import Page
from tightrope.web.asking import Ask
from tightrope.web.figures.timeline import LABELS, timeline
from tightrope.web.gathering import left_out_of, observations_of, relation_of, standing_of
from tightrope.web.listing import IncidentLine, Said, incident_lines, said_lines
from tightrope.web.pages.state import PositionRow, latest_rows, position

_INCIDENTS = 25
_SAID = 12
_MOST_OBSERVED = 60
_MOST_LEFT = 20


@dataclass(frozen=True, slots=True)
class Observed:
    """One incident as the measure counts it, or the roll calls of one session."""

    incident: IncidentLine | None
    session: int | None
    stream: str
    day: date
    value: float
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Left:
    """An incident that no measure counts, and why."""

    incident: IncidentLine
    reason: str


@dataclass(frozen=True, slots=True)
class PairView:
    """Everything that the page shows."""

    first: str
    second: str
    measured: bool
    stream: str
    period: str
    positions: tuple[PositionRow, ...]
    observed: tuple[Observed, ...]
    n_observed: int
    left: tuple[Left, ...]
    n_left: int
    incidents: tuple[IncidentLine, ...]
    n_incidents: int
    more_href: str
    said: tuple[Said, ...]
    n_said: int
    alignment: tuple[Alignment, ...]


def pair(ask: Ask) -> Page:
    """``/pair/VNM/USA?stream=deeds&since=2024-01-01&until=2024-01-31&page=2``."""
    finder = ask.finder
    first, second = ask.state("first"), ask.state("second")
    stream = ask.choice("stream", ("all", "deeds", "words", "votes"))
    since, until = ask.day("since"), ask.day("until")
    page = ask.number("page", 1, 1, 10_000)
    powers = ask.powers()
    measured = (
        standing_of(ask, first, powers) if second in powers else relation_of(ask, first, second)
    )
    rows = tuple(a for a in measured.alignments if a.power == second)
    latest = latest_rows(ask, measured, second)
    streams = ("deeds", "words", "votes") if stream == "all" else (stream,)
    seen, n_seen = observations_of(ask, measured, second, streams, since, until, _MOST_OBSERVED)
    left, n_left = left_out_of(ask, measured, second, _MOST_LEFT)
    ids, total = finder.ids_between(first, second, "incident", _INCIDENTS, (page - 1) * _INCIDENTS)
    said_ids, n_said = finder.ids_between(first, second, "statement", _SAID)
    lines = {
        line.id: line
        for line in incident_lines(
            finder,
            [*ids, *(o["incident_id"] for o in seen), *(x["incident_id"] for x in left)],
        )
    }
    view = PairView(
        first=first,
        second=second,
        measured=bool(rows),
        stream=stream,
        period=range_words(since, until),
        positions=tuple(
            position(first, latest[second, s]) for s in Stream if (second, s) in latest
        ),
        observed=tuple(
            Observed(
                lines.get(o["incident_id"]),
                session_of(o["incident_id"]),
                o["stream"],
                o["day"],
                o["value"],
                o["weight"],
                o["why"],
            )
            for o in seen
            if o["incident_id"] in lines or session_of(o["incident_id"])
        ),
        n_observed=n_seen,
        left=tuple(
            Left(lines[x["incident_id"]], x["reason"]) for x in left if x["incident_id"] in lines
        ),
        n_left=n_left,
        incidents=tuple(lines[i] for i in ids if i in lines),
        n_incidents=total,
        more_href=ask.address(page=page + 1) if total > page * _INCIDENTS else "",
        said=said_lines(finder, said_ids),
        n_said=n_said,
        alignment=rows,
    )

    def address(power: str, stream: str) -> str:
        return addresses.pair(first, power, stream=stream)

    return Page(
        "pair",
        f"{state_name(first)} and {named(second)}",
        view,
        rows=[_csv_row(o) for o in view.observed] or [i.row() for i in view.incidents],
        figures=lambda: {
            "timeline": timeline(first, rows if stream == "votes" else beside_news(rows), address),
            "labels": {str(s): label for s, label in LABELS.items()},
        },
        section="states",
    )


def _csv_row(o: Observed) -> dict[str, Any]:
    it = o.incident
    return {
        "incident_id": it.id if it else f"unga-{o.session}",
        "title": it.title if it else f"Roll calls of session {o.session}",
        "event_type": it.event_type if it else "",
        "stream": o.stream,
        "day": o.day,
        "value": o.value,
        "weight": o.weight,
        "why": o.why,
        "n_reports": it.n_reports if it else None,
        "n_origins": it.n_origins if it else None,
    }
