"""The first page: what is here, and the states it tells of."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tightrope.briefing.positions import verdict
from tightrope.briefing.wording import state_name
from tightrope.records.alignment import Stream
from tightrope.reference.actors import state_names
from tightrope.web.answers import Page
from tightrope.web.asking import Ask

_STATES = 60
_NEWEST = 8


@dataclass(frozen=True, slots=True)
class Towards:
    """The latest joined position towards one power."""

    power: str
    mean: float
    low: float
    high: float
    verdict: str


@dataclass(frozen=True, slots=True)
class StateLine:
    """One state with how much there is of it."""

    code: str
    name: str
    incidents: int
    statements: int
    documents: int
    last_day: date | None
    towards: tuple[Towards | None, ...]

    @property
    def told(self) -> bool:
        """Whether the documents tell anything of it; others are only named."""
        return bool(self.incidents or self.statements)


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything that the page shows."""

    counts: dict[str, int]
    first_day: date | None
    last_day: date | None
    outlets: int
    powers: tuple[str, ...]
    states: tuple[StateLine, ...]
    named_only: tuple[StateLine, ...]
    more_states: int
    stories: tuple[dict[str, Any], ...]


def home(ask: Ask) -> Page:
    """``/``."""
    finder = ask.finder
    held = ask.site.once("held", finder.held)
    powers = ask.powers()
    lines = ask.site.once(("home", powers), lambda: _lines(ask, powers))
    told = [line for line in lines if line.told]
    stories = ask.site.once("newest stories", lambda: _newest(ask))
    view = HomeView(
        counts=ask.site.once("counts", finder.counts),
        first_day=held["low"],
        last_day=held["high"],
        outlets=int(held["outlets"]),
        powers=powers,
        states=tuple(told[:_STATES]),
        named_only=tuple(line for line in lines if not line.told),
        more_states=max(0, len(told) - _STATES),
        stories=tuple(stories),
    )
    return Page(
        "home",
        "Where states stand between the great powers",
        view,
        rows=[
            {
                "code": line.code,
                "name": line.name,
                "incidents": line.incidents,
                "statements": line.statements,
                "documents": line.documents,
                "last_day": line.last_day,
            }
            for line in lines
        ],
        section="states",
    )


def _newest(ask: Ask) -> list[dict[str, Any]]:
    return ask.finder.ask(
        "SELECT id, title, first_published, n_documents, n_origins FROM stories "
        "ORDER BY first_published DESC NULLS LAST, n_documents DESC, id LIMIT ?",
        [_NEWEST],
    )


def _lines(ask: Ask, powers: tuple[str, ...]) -> list[StateLine]:
    latest: dict[tuple[str, str], Towards] = {}
    rows = ask.finder.ask(
        "SELECT focal, power, arg_max(mean, period_end) AS mean, arg_max(low, period_end) AS low, "
        "arg_max(high, period_end) AS high FROM alignment WHERE stream = ? GROUP BY focal, power",
        [str(Stream.ALL)],
    )
    for r in rows:
        latest[r["focal"], r["power"]] = Towards(
            r["power"], r["mean"], r["low"], r["high"], verdict(r["mean"], r["low"], r["high"])
        )
    known = state_names()
    lines = [
        StateLine(
            code=r["iso3"],
            name=state_name(r["iso3"]),
            incidents=int(r["incidents"]),
            statements=int(r["statements"]),
            documents=int(r["documents"]),
            last_day=r["last_day"],
            towards=tuple(latest.get((r["iso3"], p)) for p in powers),
        )
        for r in ask.finder.states()
        if r["iso3"] in known
    ]
    # States between the powers first: they are what people come for.
    lines.sort(key=lambda s: (s.code in powers, -s.incidents, -s.statements, s.name))
    return lines
