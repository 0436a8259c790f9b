"""Where many states stand, stored so that tables, charts and pages can be made from it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tightrope.measures.standing import Standing, measure
from tightrope.public_record.vote_alignment import (
    SessionDays,
    session_days,
    vote_alignments,
    vote_observations,
)
from tightrope.public_record.votes.matrix import VoteMatrix, vote_matrix
from tightrope.records.alignment import Stream, Support
from tightrope.records.corpus import Incident
from tightrope.store import Corpus, Writer

# Kept in the database: for whom it was last measured. A run that was stopped is made up for.
#: Incidents kept at hand that carry each joined position; the table of influences holds more.
CARRYING = 3
MEASURED_FOR = "measured for"


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
    """Where states stand by what the database holds now; roll calls make the stream ``votes``.

    Args:
        corpus: the open database.
        focal, powers: ISO 3166-1 alpha-3 codes.
        period: that of the positions; chosen for each state when it is not given.
        through: a day up to which the positions run.
    """
    incidents = corpus.records("incidents", Incident)
    standings = measure_all(incidents, focal, powers, period, through)
    return with_record(corpus, standings)


def with_record(
    corpus: Corpus, standings: Sequence[Standing], until: date | None = None
) -> list[Standing]:
    """Standings with the stream ``votes`` from the roll calls of the database, if it holds any.

    Args:
        corpus: the open database.
        standings: measured on what the news tells.
        until: the last day of roll calls that count.
    """
    states = sorted({s for x in standings for s in (x.focal, *x.powers)})
    where, given = ("date <= ?", [until]) if until is not None else ("", [])
    roll_calls = corpus.read_roll_calls(where, given, states)
    if not roll_calls:
        return list(standings)
    votes = vote_matrix(roll_calls)
    days = session_days(votes)
    return [with_votes(standing, votes, days) for standing in standings]


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


def measure_again(writer: Writer, focal: Sequence[str], powers: Sequence[str]) -> None:
    """Measure by what the database holds now, and keep it; roll calls make the stream ``votes``.

    Args:
        writer: the database.
        focal: states to measure; when empty, all that had to do with a power, and all that voted.
        powers: between whom they are placed.
    """
    incidents = writer.corpus.records("incidents", Incident)
    states = focal_states(incidents, focal, powers)
    roll_calls = writer.corpus.read_roll_calls()
    votes = vote_matrix(roll_calls) if roll_calls else None
    if votes is not None and not focal:
        states = tuple(sorted({*states, *votes.states}))
    standings = measure_all(incidents, states, powers)
    if votes is not None:
        days = session_days(votes)
        standings = [with_votes(standing, votes, days) for standing in standings]
    with writer.batch():
        keep_standings(writer, standings)
        writer.set_meta(MEASURED_FOR, f"{','.join(focal)} {','.join(powers)}")


def measured_for(writer: Writer) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Focal states and powers that were last asked for; None when nothing is measured."""
    asked = writer.meta(MEASURED_FOR)
    if not asked:
        return None
    focal, _, powers = asked.partition(" ")
    return tuple(filter(None, focal.split(","))), tuple(powers.split(","))


def with_votes(standing: Standing, votes: VoteMatrix, days: SessionDays) -> Standing:
    """A standing with the stream ``votes`` from the record.

    It stands beside the other streams by session and enters neither the joined stream nor
    postures: agreement is high among nearly all states, and would say of most that they lean
    everywhere.
    """
    found = vote_alignments(votes, standing.focal, standing.powers, days)
    if not found:
        return standing
    of_power = {p: [a for a in found if a.power == p] for p in standing.powers}
    seen = dict(standing.observations)
    return replace(
        standing,
        alignments=(*standing.alignments, *found),
        observations=tuple(
            (p, (*seen.get(p, ()), *vote_observations(of_power[p]))) for p in standing.powers
        ),
        support=(
            *standing.support,
            *(
                Support(p, Stream.VOTES, sum(a.n_incidents for a in rows), 1, rows[-1].period_end)
                for p, rows in of_power.items()
                if rows
            ),
        ),
    )


def newest(standing: Standing) -> Standing:
    """What a page needs of a standing at hand: of postures and gaps the newest, of positions the
    figures and the few incidents that carry them; what they rest on is looked up."""
    postures = {p.powers: p for p in sorted(standing.postures, key=lambda p: p.period_end)}
    gaps = {g.power: g for g in sorted(standing.gaps, key=lambda g: g.period_end)}
    return replace(
        standing,
        alignments=tuple(replace(a, incident_ids=()) for a in standing.alignments),
        postures=tuple(postures.values()),
        gaps=tuple(gaps.values()),
        observations=(),
        left_out=(),
        influences=tuple(
            i for i in standing.influences if i.stream == Stream.ALL and i.rank <= CARRYING
        ),
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
