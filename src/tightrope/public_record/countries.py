"""From a country as a dataset writes it, by name or code, to the code that we keep."""

from functools import lru_cache

from tightrope.public_record.votes.states import plain
from tightrope.reference.actors import TABLES, read_table, states
from tightrope.reference.un_members import un_members


@lru_cache(maxsize=50_000)
def country(written: str) -> str | None:
    """Code of a state or territory named in full or by a three-letter code.

    The whole text must be the name: a name within a longer one is not looked for.

    >>> country("Viet Nam"), country("ROM"), country("Gold Coast Publishers")
    ('VNM', 'ROU', None)
    """
    text = written.strip()
    found = _codes().get(text)
    return found if found is not None else country_names().get(plain(text))


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    found = {state.iso3: state.iso3 for state in states()}
    for member in un_members().values():
        found.setdefault(member.iso3, member.iso3)
    for _, row in read_table(TABLES / "country_variants.csv"):
        if len(row["name"]) == 3 and row["name"].isupper():
            found.setdefault(row["name"], row["iso3"])
    return found


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """Codes by :func:`tightrope.public_record.votes.states.plain` name."""
    found: dict[str, str] = {}
    for state in states():
        for name in (state.name, *state.aliases):
            found.setdefault(plain(name), state.iso3)
    for _, row in read_table(TABLES / "country_variants.csv"):
        if len(row["name"]) != 3:
            found.setdefault(plain(row["name"]), row["iso3"])
    for member in un_members().values():
        for name in member.names:
            found.setdefault(plain(name), member.iso3)
    return found
