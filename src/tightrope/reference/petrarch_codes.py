"""What a code of a PETRARCH actor dictionary (``AFGGOV``, ``IGOUNO``) means in our terms."""

from dataclasses import dataclass
from functools import lru_cache

from tightrope.records.actors import Sector
from tightrope.reference.csv_tables import TABLES, read_table


@dataclass(frozen=True, slots=True)
class Meaning:
    """A code resolved: states or organisation (none for "some rebels"), sector, whether a role
    follows the state, and whether an organisation is meant."""

    states: tuple[str, ...]
    sector: Sector
    has_role: bool = False
    is_organisation: bool = False


@lru_cache(maxsize=1)
def _ours() -> dict[str, dict[str, str]]:
    """Our code or sector by kind and theirs."""
    found: dict[str, dict[str, str]] = {"state": {}, "organisation": {}, "role": {}, "none": {}}
    for _, row in read_table(TABLES / "states.csv"):
        found["state"][row["iso3"]] = row["iso3"]
    for _, row in read_table(TABLES / "organisations.csv"):
        found["organisation"][row["code"]] = row["code"]
    for _, row in read_table(TABLES / "petrarch_codes.csv"):
        found[row["kind"]].setdefault(row["code"], row["ours"])
    return found


def meaning(code: str) -> Meaning | None:
    """The meaning of a code, or None when its first three letters are not known."""
    ours = _ours()
    parts = [code[i : i + 3] for i in range(0, len(code), 3)]
    first, rest = parts[0], parts[1:]
    if first == "IGO":
        body = next((ours["organisation"][p] for p in rest if p in ours["organisation"]), "")
        states = (body,) if body else ()
        return Meaning(states, Sector.IGO, is_organisation=True)
    if first in ours["state"]:
        sector = sector_of(rest)
        return (
            Meaning((ours["state"][first],), sector or Sector.GOV, has_role=bool(rest))
            if (sector or not rest)
            else Meaning((ours["state"][first],), Sector.UNK, has_role=True)
        )
    if first in ours["none"]:
        return Meaning((), sector_of(rest) or Sector(ours["none"][first] or "UNK"), has_role=True)
    if first in ours["organisation"] and not rest:
        return Meaning((ours["organisation"][first],), Sector.IGO, is_organisation=True)
    return None


def sector_of(roles: list[str]) -> Sector | None:
    """The sector of the first role that has one; None when none does."""
    known = _ours()["role"]
    found = next((known[role] for role in roles if known.get(role)), "")
    return Sector(found) if found else None
