"""Whose vote a row of a record is: codes and names of any year to the seat that voted.

A record may name a state as it was called then (Zaire, BYELORUSSIAN SSR), as it is called today, or
by a number of the Correlates of War. Some seats share a code or a name and are told apart by the
day: China's seat was the Republic of China's (TWN) until 25 October 1971, "Yugoslavia" ended on
22 September 1992 and the seat taken in 2000 is Serbia's today.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tightrope.reference.actors import states
from tightrope.reference.un_members import UnMember, un_members

# Seats that records do not always tell apart.
FAMILIES = (("CHN", "TWN"), ("YUG", "SRB"), ("CSK", "CZE"))
# Dates of older roll calls are right to the month at best, so a seat may seem taken too early.
TOLERANCE_DAYS = 45


@dataclass(frozen=True, slots=True)
class Seat:
    """The code of a seat, or why there is none."""

    iso3: str | None
    reason: str = ""


def plain(name: str) -> str:
    """A name without what records spell differently: case, accents, "the", "&", punctuation."""
    text = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    text = "".join(c if c.isalnum() else " " for c in text if not unicodedata.combining(c))
    words = ["saint" if word == "st" else word for word in text.split() if word != "the"]
    return " ".join(words)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for member in un_members().values():
        for name in member.names:
            found.setdefault(plain(name), member.iso3)
    for state in states():
        for name in (state.name, *state.aliases):
            found.setdefault(plain(name), state.iso3)
    return found


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    found: dict[str, str] = {m.iso3: m.iso3 for m in un_members().values()}
    for member in un_members().values():
        for code in (*member.old_codes, member.iso2):
            if code:
                found.setdefault(code, member.iso3)
    return found


@lru_cache(maxsize=1)
def _cow_numbers() -> dict[int, str]:
    return {n: m.iso3 for m in un_members().values() for n in (m.cow, *m.other_cow)}


@lru_cache(maxsize=1)
def _cow_names() -> dict[str, str]:
    return {m.cow_name: m.iso3 for m in un_members().values()}


def seat_named(code: str = "", name: str = "", cow: str = "", cow_name: str = "") -> Seat:
    """The seat that a row names, whatever the day.

    A Correlates of War number is taken at its word; then a name, which in tables written by R
    survives where the two-letter code of Namibia, "NA", reads like a missing value; then a code.

    Args:
        code: ISO 3166-1 alpha-3 or alpha-2, or a former or UN code.
        name: in English, of any year.
        cow: Correlates of War number.
        cow_name: Correlates of War letters (CZE is Czechoslovakia there, SWZ Switzerland).
    """
    number = cow.strip().removesuffix(".0")
    if number:
        found = _cow_numbers().get(int(number)) if number.isdigit() else None
        return Seat(found) if found else Seat(None, f"no member has the state number {cow}")
    if cow_name.strip():
        found = _cow_names().get(cow_name.strip().upper())
        if found:
            return Seat(found)
    if name.strip() and (found := _names().get(plain(name))):
        return Seat(found)
    written = code.strip()
    if written:
        found = _codes().get(written.upper()) or _names().get(plain(written))
        if found:
            return Seat(found)
    if not (name.strip() or written or cow_name.strip()):
        return Seat(None, "the row names no state")
    return Seat(None, f"'{name.strip() or written or cow_name.strip()}' is no state we know")


def seat_on(iso3: str, day: date) -> Seat:
    """The seat that a code stood for on a day."""
    members = un_members()
    member = members.get(iso3)
    if member is None:
        return Seat(None, f"{iso3} is not a member of the United Nations")
    if member.is_seated(day):
        return Seat(iso3)
    for family in FAMILIES:
        if iso3 in family:
            for other in family:
                if members[other].is_seated(day):
                    return Seat(other)
    if _nearly_seated(member, day):
        return Seat(iso3)
    return Seat(None, f"{iso3} had no seat on {day.isoformat()}")


def _nearly_seated(member: UnMember, day: date) -> bool:
    around = timedelta(days=TOLERANCE_DAYS)
    return any(
        first - around <= day and (last is None or day <= last + around)
        for first, last in member.seated
    )
