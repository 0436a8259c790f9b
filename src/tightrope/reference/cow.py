"""Correlates of War state numbers: which state each stands for in a year."""

from dataclasses import dataclass
from functools import lru_cache

from tightrope.reference.actors import TABLES, read_table
from tightrope.reference.un_members import un_members

_FIRST, _LAST = 0, 9999


@dataclass(frozen=True, slots=True)
class CowState:
    """A number over some years; ``iso3`` is None where no code of ours carries the state on."""

    first_year: int
    last_year: int
    iso3: str | None
    name: str


@lru_cache(maxsize=1)
def cow_states() -> dict[int, tuple[CowState, ...]]:
    """Every number, with what wins in a year first."""
    found: dict[int, list[CowState]] = {}
    for _, row in read_table(TABLES / "cow_states.csv"):
        first = int(row["first_year"] or _FIRST)
        last = int(row["last_year"] or _LAST)
        state = CowState(first, last, row["iso3"] or None, row["name"])
        found.setdefault(int(row["cow"]), []).append(state)
    for member in un_members().values():
        for number in (member.cow, *member.other_cow):
            found.setdefault(number, []).append(CowState(_FIRST, _LAST, member.iso3, member.iso3))
    return {number: tuple(states) for number, states in found.items()}


def cow_state(number: int, year: int) -> CowState | None:
    """What a Correlates of War number stood for in a year; None when it stood for nothing.

    >>> cow_state(345, 1980).iso3, cow_state(345, 2010).iso3, cow_state(300, 1900).iso3
    ('YUG', 'SRB', None)
    """
    states = cow_states().get(number, ())
    return next((s for s in states if s.first_year <= year <= s.last_year), None)
