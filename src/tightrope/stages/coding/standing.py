"""For whom a person acts: who is not, or no longer, in office does not act for the state."""

from collections.abc import Iterable

from tightrope.records.actors import OTHER_TIMES, Mention, Sector

_PEOPLE = frozenset({"person", "unnamed"})


def out_of_office(mentions: Iterable[Mention]) -> frozenset[str]:
    """Names of people of a document who held their offices at other times, or are said to."""
    return frozenset(
        m.name
        for m in mentions
        if m.kind in _PEOPLE
        and m.sector is Sector.UNK
        and (m.basis == OTHER_TIMES or m.office.startswith("former "))
    )


def acting_for_states(actors: Iterable[Mention], private: frozenset[str]) -> tuple[Mention, ...]:
    """The actors that act for their states.

    Args:
        actors: of one act.
        private: what :func:`out_of_office` gives for the document.
    """
    return tuple(m for m in actors if m.sector is not Sector.UNK or m.name not in private)
