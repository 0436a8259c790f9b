"""Alignment of many states, stored so that tables and charts can be made from it."""

from collections.abc import Iterable, Sequence

from tightrope.measures.standing import Standing, measure
from tightrope.records.corpus import Incident


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


def measure_all(
    incidents: Sequence[Incident], focal: Sequence[str], powers: Sequence[str]
) -> list[Standing]:
    """Where every focal state stands towards every power."""
    by_state: dict[str, list[Incident]] = {state: [] for state in focal}
    for incident in incidents:
        for state in {*incident.actor_states, *incident.recipient_states} & by_state.keys():
            by_state[state].append(incident)
    return [measure(state, powers, by_state[state]) for state in focal]
