"""The page of a state: where it stands, how that moved, and what that rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tightrope.briefing.ballots import Ballots, ballots_of, beside_news, is_of_session
from tightrope.briefing.breaks import AgainstTheGrain, against_the_grain, newest_breaks
from tightrope.briefing.contested import Contest, contests
from tightrope.briefing.desks import desk_of
from tightrope.briefing.happenings import (
    Happening,
    HappeningGroup,
    happenings,
    reported_votes,
)
from tightrope.briefing.headline import headline
from tightrope.briefing.influence import Carried, carried
from tightrope.briefing.positions import Latest, verdict
from tightrope.briefing.standing import Move, StandingView
from tightrope.briefing.standing import standing as standing_view
from tightrope.briefing.voices import Voices, voices
from tightrope.briefing.wording import counted, listed, month_words, state_name
from tightrope.briefing.wording import state as named
from tightrope.records.alignment import Alignment, Shift, Stream, Support
from tightrope.web import addresses
from tightrope.web.answers import Page
from tightrope.web.asking import Ask
from tightrope.web.figures.timeline import LABELS, timeline
from tightrope.web.figures.triangle import triangle
from tightrope.web.gathering import observations_of, standing_of

if TYPE_CHECKING:
    from tightrope.measures.standing import Standing

_INCIDENTS = 24
_STATEMENTS = 16
_DISPUTES = 6
_VOTINGS = 8
_BALLOTS = 10
_PARTNERS = 10
_BREAKS = 6
#: So few incidents may be thin evidence, whose origins are named.
_FEW = 40


@dataclass(frozen=True, slots=True)
class PositionRow:
    """The latest position towards one power in one stream."""

    power: str
    stream: str
    label: str
    mean: float
    low: float
    high: float
    verdict: str
    n_incidents: int
    n_origins: int
    rests_on: str
    last: str
    thin: bool
    href: str


@dataclass(frozen=True, slots=True)
class Partner:
    """Another state and how much the corpus tells of the two."""

    code: str
    incidents: int
    last_day: date | None


@dataclass(frozen=True, slots=True)
class StateView:
    """Everything that the page shows."""

    code: str
    powers: tuple[str, ...]
    default_powers: bool
    counts: dict[str, Any]
    headline: tuple[str, ...]
    as_of: str
    positions: tuple[PositionRow, ...]
    postures: tuple[str, ...]
    gaps: tuple[str, ...]
    moves: tuple[Move, ...]
    breaks: tuple[AgainstTheGrain, ...]
    carried: tuple[Carried, ...]
    unseen: str
    groups: tuple[HappeningGroup, ...]
    votes: tuple[Happening, ...]
    ballots: Ballots | None
    voices: Voices
    contests: tuple[Contest, ...]
    partners: tuple[Partner, ...]
    alignment: tuple[Alignment, ...]


def state(ask: Ask) -> Page:
    """``/state/VNM?powers=USA,CHN,RUS``."""
    code, powers = ask.state(), ask.powers()
    measured = standing_of(ask, code, powers)
    # The view of a state and its drawings are kept apart from the page: its twins share them.
    known = ("state", code, measured.powers)
    view = ask.site.once((*known, "view"), lambda: state_view(ask, code, measured))

    def address(power: str, stream: str) -> str:
        return addresses.pair(code, power, stream=stream)

    def period(start: date, end: date) -> str:
        return addresses.search(kind="incidents", state=code, since=start, until=end)

    def drawn() -> dict[str, Any]:
        return {
            "timeline": timeline(code, beside_news(measured.alignments), address),
            "ballots": timeline(
                code, [a for a in measured.alignments if is_of_session(a)], address
            ),
            "triangle": triangle(code, measured.powers, measured.alignments, period),
            "labels": {str(s): label for s, label in LABELS.items()},
        }

    names = [named(p) for p in measured.powers]
    return Page(
        template="state",
        title=f"{state_name(code)} between {listed(names)}" if names else state_name(code),
        view=view,
        rows=[_series_row(a) for a in measured.alignments],
        figures=lambda: ask.site.once((*known, "figures"), drawn),
        section="states",
    )


def state_view(ask: Ask, code: str, measured: Standing) -> StateView:
    """What the page shows, for other pages."""
    finder = ask.finder
    moved = [i for shift in _newest_shifts(measured) for i in shift.incident_ids[:4]]
    incidents = [
        *finder.ids_of_state(code, ("incident",), _INCIDENTS),
        *finder.ids_of_state(code, ("voting",), _VOTINGS),
    ]
    desk = desk_of(
        finder,
        code,
        measured.powers,
        incidents=incidents,
        headings=[
            *moved,
            *(b.incident_id for b in newest_breaks(measured.breaks, _BREAKS)),
            *(i.incident_id for i in measured.influences),
        ],
        statements=finder.ids_of_state(code, ("said", "about"), _STATEMENTS),
        disputes=finder.ids_of_state(code, ("dispute",), _DISPUTES),
        standing=measured,
    )
    told: StandingView = standing_view(desk)
    newest_desk = desk.of_incidents(incidents)
    latest = latest_rows(ask, measured)
    seen = [p for p in measured.powers if (p, Stream.ALL) in latest]
    unseen = [p for p in measured.powers if p not in seen]
    told_of = [a.period_end for a in measured.alignments if not is_of_session(a)]
    end = max(told_of or (a.period_end for a in measured.alignments), default=None)
    newest = _newest_postures(measured)
    return StateView(
        code=code,
        powers=measured.powers,
        default_powers=measured.powers == tuple(p for p in ask.site.settings.powers if p != code),
        counts=finder.state_counts(code) or {},
        headline=headline(desk, [latest[p, Stream.ALL] for p in seen], unseen, newest, end),
        as_of=month_words(end) if end else "",
        positions=tuple(
            position(code, latest[p, s]) for p in seen for s in Stream if (p, s) in latest
        ),
        postures=told.postures,
        gaps=told.gaps,
        moves=told.moves,
        breaks=against_the_grain(desk, _BREAKS),
        carried=carried(desk),
        unseen=told.unseen,
        groups=happenings(newest_desk, 12),
        votes=reported_votes(newest_desk, _VOTINGS),
        ballots=ballots_of(finder, code, measured.powers, _BALLOTS),
        voices=voices(desk, 8, 3),
        contests=contests(desk)[:6],
        partners=tuple(
            Partner(row["iso3"], int(row["incidents"]), row["last_day"])
            for row in finder.partners(code, _PARTNERS)
        ),
        alignment=measured.alignments,
    )


def _newest_shifts(measured: Standing) -> list[Shift]:
    return sorted(measured.shifts, key=lambda s: s.period_end)[-12:]


def _newest_postures(measured: Standing) -> list[Any]:
    newest: dict[tuple[str, str], Any] = {}
    for posture in measured.postures:
        known = newest.get(posture.powers)
        if known is None or posture.period_end > known.period_end:
            newest[posture.powers] = posture
    return list(newest.values())


def latest_rows(
    ask: Ask, measured: Standing, towards: str | None = None
) -> dict[tuple[str, Stream], Latest]:
    """The last period of each power (or of one) and stream, with all that the track rests on."""
    last: dict[tuple[str, Stream], Alignment] = {}
    for a in measured.alignments:
        key = a.power, Stream(a.stream)
        if key not in last or a.period_end > last[key].period_end:
            last[key] = a
    support = {(s.power, Stream(s.stream)): s for s in measured.support}
    return {
        key: _latest(ask, measured, a, support[key])
        for key, a in last.items()
        if towards in (None, key[0])
    }


def _latest(ask: Ask, measured: Standing, a: Alignment, rests: Support) -> Latest:
    """A position with its incidents and origins by name where they are few and may be told; where
    they are many, only how many there are."""
    if rests.n_incidents > _FEW or is_of_session(a):
        amount = (rests.n_incidents, rests.n_origins)
        return Latest(a, frozenset(), frozenset(), rests.last_seen, amount)
    streams = ("deeds", "words", "votes") if a.stream == Stream.ALL else (str(a.stream),)
    rows, _ = observations_of(ask, measured, a.power, streams, None, None, _FEW)
    ids = frozenset(row["incident_id"] for row in rows)
    known = ask.finder.origins_of_incidents(ids)
    origins = frozenset(o for i in ids for o in known.get(i, (i,)))
    return Latest(a, ids, origins, rests.last_seen)


def position(focal: str, row: Latest) -> PositionRow:
    """A position as a table shows it."""
    a = row.alignment
    session = is_of_session(a)
    rests_on = (
        counted(row.n_incidents, "roll call")
        if session
        else f"{counted(row.n_incidents, 'incident')}, {counted(row.n_origins, 'origin')}"
    )
    return PositionRow(
        power=a.power,
        stream=str(a.stream),
        label=LABELS[Stream(a.stream)],
        mean=a.mean,
        low=a.low,
        high=a.high,
        verdict=verdict(a.mean, a.low, a.high),
        n_incidents=row.n_incidents,
        n_origins=row.n_origins,
        rests_on=rests_on,
        last=month_words(row.last_seen) if row.last_seen else "",
        thin=row.thin and not session,
        href=addresses.pair(focal, a.power, stream=a.stream),
    )


def _series_row(a: Alignment) -> dict[str, Any]:
    return {
        "focal": a.focal,
        "power": a.power,
        "stream": str(a.stream),
        "period_start": a.period_start,
        "period_end": a.period_end,
        "mean": a.mean,
        "low": a.low,
        "high": a.high,
        "n_incidents": a.n_incidents,
        "n_origins": a.n_origins,
    }
