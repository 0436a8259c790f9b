"""Which PLOVER sector an actor of a dataset has."""

from functools import lru_cache

from tightrope.records.actors import Sector
from tightrope.reference.actors import TABLES, read_table

# Sectors that act for their state. The acts of citizens, companies, parties, rebels or media are
# kept, but they are not the state's.
OF_THE_STATE = frozenset({Sector.GOV, Sector.MIL, Sector.SPY, Sector.COP, Sector.LEG, Sector.JUD})


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, tuple[int, Sector]]]:
    found: dict[str, dict[str, tuple[int, Sector]]] = {}
    for number, row in read_table(TABLES / "dataset_sectors.csv"):
        known = found.setdefault(row["dataset"], {})
        known[row["written"].casefold()] = (number, Sector(row["sector"]))
    return found


@lru_cache(maxsize=50_000)
def sector_of_codes(dataset: str, written: str, separator: str = ",") -> Sector:
    """Sector of a list of sectors as ``gdelt``, ``icews`` or ``polecat`` writes them.

    The first line of the table that is among them decides; UNK when none is known.
    """
    known = _table()[dataset]
    parts = (part.strip().casefold() for part in written.split(separator))
    return min((known[p] for p in parts if p in known), default=(0, Sector.UNK))[1]


def sector_of_role(role: str) -> Sector:
    """Sector of a generic actor by its words: the whole phrase, else its end, else its start.

    >>> sector_of_role("Education Ministry")
    <Sector.GOV: 'GOV'>
    """
    known = _table()["role"]
    words = role.casefold().split()
    for length in range(len(words), 0, -1):
        for phrase in (" ".join(words[-length:]), " ".join(words[:length])):
            if phrase in known:
                return known[phrase][1]
    return Sector.UNK
