"""Members of the United Nations over time, and the codes and names by which records know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tightrope.reference.actors import TABLES, read_table, states

TABLE = TABLES / "un_members.csv"


@dataclass(frozen=True, slots=True)
class UnMember:
    """One seat in the General Assembly.

    Attributes:
        iso3: the code under which its votes are kept.
        iso2: ISO 3166-1 alpha-2, empty for states that ended.
        cow: Correlates of War number; ``other_cow`` are further numbers of the same seat.
        cow_name: Correlates of War letters.
        seated: first and last day of each stretch; the last is None while it lasts.
        old_codes: other three-letter codes found in records.
        names: as records write them, beside the names of ``states.csv``.
    """

    iso3: str
    iso2: str
    cow: int
    cow_name: str
    other_cow: tuple[int, ...]
    seated: tuple[tuple[date, date | None], ...]
    old_codes: tuple[str, ...]
    names: tuple[str, ...]

    def is_seated(self, day: date) -> bool:
        return any(first <= day and (last is None or day <= last) for first, last in self.seated)


@lru_cache(maxsize=1)
def un_members() -> dict[str, UnMember]:
    """Every seat by its code, in the order of the table."""
    found: dict[str, UnMember] = {}
    for _, row in read_table(TABLE):
        found[row["iso3"]] = UnMember(
            iso3=row["iso3"],
            iso2=row["iso2"],
            cow=int(row["cow"]),
            cow_name=row["cow_name"],
            other_cow=tuple(int(n) for n in _split(row["other_cow"])),
            seated=tuple(_stretch(text) for text in _split(row["seated"])),
            old_codes=tuple(_split(row["old_codes"])),
            names=tuple(_split(row["names"])),
        )
    return found


def member_name(iso3: str) -> str:
    """English name of a seat: that of the state today, or the last name of one that ended."""
    return _names().get(iso3, iso3)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    today = {state.iso3: state.name for state in states()}
    former = {m.iso3: m.names[0] for m in un_members().values() if m.iso3 not in today and m.names}
    return today | former


def _split(field: str) -> Iterable[str]:
    return (part.strip() for part in field.split(";") if part.strip())


def _stretch(text: str) -> tuple[date, date | None]:
    first, _, last = text.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last) if last else None
