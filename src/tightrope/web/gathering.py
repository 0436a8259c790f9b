"""The records that a page about a state rests on, and no others.

What measures is loaded when something is to be measured, so that the server starts at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from tightrope.briefing.ballots import is_of_session, session_of
from tightrope.records.alignment import Alignment, Difference, Observation, Stream
from tightrope.records.corpus import Incident
from tightrope.store import Finder
from tightrope.web.asking import Ask

if TYPE_CHECKING:
    from tightrope.measures.standing import Standing

Row = dict[str, Any]
_NEWS = ("deeds", "words", "votes")
STATEMENT_KINDS = ("said", "about")
#: Incidents that are read to measure a state which the last run did not measure.
_MOST_MEASURED = 50_000
#: The newest incidents between two states neither of which is a power; these are measured at once.
_MOST_BETWEEN = 500


def standing_of(ask: Ask, code: str, powers: Sequence[str]) -> Standing:
    """Where a state stands: as the last run measured it, or measured now for other powers."""
    asked = tuple(p for p in powers if p != code)
    return ask.site.once(("standing", code, asked), lambda: _standing(ask.finder, code, asked))


def relation_of(ask: Ask, first: str, second: str) -> Standing:
    """Where a state stands towards one that is no power here, from what is between the two."""

    def measured() -> Standing:
        from tightrope.measures.standing import measure

        ids, _ = ask.finder.ids_between(first, second, "incident", _MOST_BETWEEN)
        return _light(measure(first, (second,), ask.finder.records("incidents", Incident, ids)))

    return ask.site.once(("relation", first, second), measured)


def observations_of(
    ask: Ask,
    measured: Standing,
    power: str,
    streams: Sequence[str],
    since: date | None,
    until: date | None,
    limit: int,
) -> tuple[list[Row], int]:
    """What a position rests on, newest first, and how much there is."""
    if not measured.observations:
        return ask.finder.observations(measured.focal, power, streams, since, until, limit)
    rows = [
        {
            "incident_id": o.incident_id,
            "stream": str(o.stream),
            "day": o.day,
            "value": o.value,
            "weight": o.weight,
            "why": o.why,
        }
        for towards, observed in measured.observations
        if towards == power
        for o in observed
        if o.stream in streams
        and (since is None or o.day >= since)
        and (until is None or o.day <= until)
    ]
    rows.sort(key=lambda r: (r["day"], r["incident_id"]), reverse=True)
    return rows[:limit], len(rows)


def differences_of(ask: Ask, standings: Sequence[Standing]) -> tuple[list[Difference], date | None]:
    """How much nearer one state is to a power than another, on the same day, and that day.

    Positions that end in the same period are compared as they are kept. Others run on from what
    they rest on to the last day on which one of the states was observed, as ``tightrope compare``
    measures them: the mean stays and the interval widens.
    """
    from tightrope.measures.differences import differences

    of_news = [s for s in standings if _last_end(s) is not None]
    if len({(s.period, _last_end(s)) for s in of_news}) > 1:
        run_on = {s.focal: s for s in _run_on(ask, of_news)}
        standings = [run_on.get(s.focal, s) for s in standings]
    ends = [end for s in standings if (end := _last_end(s)) is not None]
    return differences(standings), max(ends, default=None)


def _last_end(standing: Standing) -> date | None:
    """The end of the last period of what the news tells; sessions have ends of their own."""
    ends = [a.period_end for a in standing.alignments if not is_of_session(a)]
    return max(ends, default=None)


def _run_on(ask: Ask, standings: Sequence[Standing]) -> list[Standing]:
    """The same positions on the longest of their periods, all up to the same one.

    A position that runs on depends on how far alone. So each state's are followed once, up to the
    last day on which any was observed, and cut at the day that is asked for.
    """
    from tightrope.measures.periods import PERIOD_DAYS

    period = max((s.period for s in standings), key=lambda p: PERIOD_DAYS[p])
    through = ask.site.once("last observed", ask.finder.last_observed)

    def followed(standing: Standing) -> tuple[date, tuple[Alignment, ...]]:
        known = ("run on", standing.focal, standing.powers, period)
        return ask.site.once(known, lambda: _followed(ask, standing, period, through))

    kept = [followed(s) for s in standings]
    last = max(day for day, _ in kept)
    if through is None or last > through:
        # Measured for powers that the run did not measure, on something newer than all it did.
        kept = [_followed(ask, s, period, last) for s in standings]
    made = []
    for standing, (_, of_news) in zip(standings, kept, strict=True):
        cut = [a for a in of_news if a.period_start <= last]
        of_record = [a for a in standing.alignments if is_of_session(a)]
        made.append(replace(standing, period=period, alignments=(*cut, *of_record)))
    return made


def _followed(
    ask: Ask, standing: Standing, period: str, through: date | None
) -> tuple[date, tuple[Alignment, ...]]:
    """The last day of what a state's positions rest on, and the positions from then on."""
    from tightrope.measures.alignment import follow

    seen = _observed(ask, standing)
    last = max(o.day for found in seen.values() for o in found)
    tracks = follow(standing.focal, seen, period, through=through)
    return last, tuple(
        replace(a, incident_ids=())
        for track in tracks
        for a in track.alignments()
        if a.period_end >= last
    )


def _observed(ask: Ask, standing: Standing) -> dict[str, tuple[Observation, ...]]:
    """What the positions of a state rest on, without the roll calls of the record."""
    found = {}
    for power in standing.powers:
        rows, _ = observations_of(ask, standing, power, _NEWS, None, None, _MOST_MEASURED)
        found[power] = tuple(
            Observation(r["incident_id"], Stream(r["stream"]), r["day"], r["value"], r["weight"], 1)
            for r in rows
            if session_of(r["incident_id"]) is None
        )
    return found


def left_out_of(ask: Ask, measured: Standing, power: str, limit: int) -> tuple[list[Row], int]:
    """Incidents of a relation that no measure counts, with the reason, and how many."""
    if not measured.observations:
        return ask.finder.left_out(measured.focal, power, limit)
    rows: list[Row] = [
        {"incident_id": x.incident_id, "reason": x.reason}
        for x in measured.left_out
        if x.power == power
    ]
    return rows[:limit], len(rows)


def _standing(finder: Finder, code: str, powers: tuple[str, ...]) -> Standing:
    from tightrope.measures.standing import Standing, measure

    kept = finder.standing(code, Standing)
    if kept is not None and kept.powers == powers:
        return kept
    ids = finder.ids_towards(code, powers, _MOST_MEASURED)
    incidents = finder.records("incidents", Incident, ids)
    return _light(measure(code, powers, incidents, until=finder.newest_day(code)))


def _light(measured: Standing) -> Standing:
    """The same without what pages look up; observations stay, no table holds them."""
    from tightrope.engine.measuring import newest

    return replace(newest(measured), observations=measured.observations, left_out=measured.left_out)
