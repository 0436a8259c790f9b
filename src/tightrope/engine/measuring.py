"""Where many states stand, stored so that tables, charts and pages can be made from it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tightrope.measures.standing import Standing, measure
from tightrope.records.corpus import Incident
from tightrope.store import Corpus, Writer


def focal_states(
    incidents: Iterable[Incident], wanted: Sequence[str], powers: Sequence[str]
) -> tuple[str, ...]:
    """The states to measure: those asked for, else all that had to do with one of the powers."""
    if wanted:
        return tuple(dict.fromkeys(wanted))
    found: set[str] = set()
    for incident in incidents:
        parties = {*incident.actor_states, *incident.recipient_states}
        if parties & set(powers):
            found |= parties
    return tuple(sorted(found))


def measure_states(
    corpus: Corpus,
    focal: Sequence[str],
    powers: Sequence[str],
    period: str | None = None,
    through: date | None = None,
) -> list[Standing]:
    """Where states stand by what the database holds now.

    Args:
        corpus: the open database.
        focal, powers: ISO 3166-1 alpha-3 codes.
        period: that of the positions; chosen for each state when it is not given.
        through: a day up to which the positions run.
    """
    incidents = corpus.records("incidents", Incident)
    return measure_all(incidents, focal, powers, period, through)


def measure_all(
    incidents: Sequence[Incident],
    focal: Sequence[str],
    powers: Sequence[str],
    period: str | None = None,
    through: date | None = None,
) -> list[Standing]:
    """Where every focal state stands towards every power."""
    by_state: dict[str, list[Incident]] = {state: [] for state in focal}
    for incident in incidents:
        for state in {*incident.actor_states, *incident.recipient_states} & by_state.keys():
            by_state[state].append(incident)
    return [
        measure(state, powers, by_state[state], period=period, through=through) for state in focal
    ]


def newest(standing: Standing) -> Standing:
    """What a page needs of a standing at hand: of postures and gaps the newest, of positions the
    figures; what they rest on is looked up."""
    postures = {p.powers: p for p in sorted(standing.postures, key=lambda p: p.period_end)}
    gaps = {g.power: g for g in sorted(standing.gaps, key=lambda g: g.period_end)}
    return replace(
        standing,
        alignments=tuple(replace(a, incident_ids=()) for a in standing.alignments),
        postures=tuple(postures.values()),
        gaps=tuple(gaps.values()),
        observations=(),
        left_out=(),
        influences=(),
    )


def keep_standings(writer: Writer, standings: Sequence[Standing]) -> None:
    """Write what was measured: positions as a table, the rest for pages."""
    writer.replace_alignment(a for standing in standings for a in standing.alignments)
    writer.replace_influence(i for standing in standings for i in standing.influences)
    writer.replace_standings(
        ((s.focal, newest(s)) for s in standings),
        observations=(
            {
                "focal": s.focal,
                "power": power,
                "stream": str(o.stream),
                "day": o.day,
                "incident_id": o.incident_id,
                "value": o.value,
                "weight": o.weight,
                "why": o.why,
            }
            for s in standings
            for power, observed in s.observations
            for o in observed[::-1]
        ),
        left_out=(
            {"focal": s.focal, "power": x.power, "incident_id": x.incident_id, "reason": x.reason}
            for s in standings
            for x in s.left_out
        ),
    )
