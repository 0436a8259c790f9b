"""Symbols of resolutions and the sessions they belong to."""

import re
from datetime import date

_SYMBOL = re.compile(
    r"^(?:A/)?R(?:ES)?/(?P<session>ES-?\d+|S-?\d+|\d+)/(?P<number>\d+[A-Z]?(?:-[A-Z])?)\b", re.I
)
# The form up to the thirtieth session: A/RES/2758(XXVI), A/RES/181(II)[A], A/RES/997(ES-I).
_ROMAN = re.compile(
    r"^(?:A/)?R(?:ES)?/(?P<number>\d+)\s*(?P<letter>[A-Z])?\s*"
    r"\((?P<session>(?:E?S-)?[IVXL]+)\)\s*\[?(?P<after>[A-Z])?\]?",
    re.I,
)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
OTHER_BODIES = ("S/RES/", "S/PV", "E/RES/", "A/HRC/")


def _arabic(roman: str) -> int:
    values = [_VALUES[letter] for letter in roman.upper()]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )


def symbol_key(resolution: str) -> tuple[str, str] | None:
    """Session and number of a resolution, however its symbol is written.

    ``A/RES/2758(XXVI)`` and ``R/26/2758`` give ``("26", "2758")``; emergency and special sessions
    give ``("ES-11", "8")``. None when the text is no symbol of a resolution.
    """
    text = resolution.strip().upper()
    if found := _ROMAN.match(text):
        session = found["session"].upper()
        prefix, _, roman = session.rpartition("-")
        number = found["number"] + (found["letter"] or found["after"] or "")
        return (f"{prefix}-{_arabic(roman)}" if prefix else str(_arabic(roman)), number)
    if found := _SYMBOL.match(text):
        session = re.sub(r"^(E?S)-?", r"\1-", found["session"].upper())
        return (session, found["number"].replace("-", ""))
    return None


def session_on(day: date) -> int:
    """The regular session in which a day falls; sessions open in the middle of September."""
    opened = (day.month, day.day) >= (9, 12)
    return max(1, day.year - 1945 - (0 if opened else 1))


def session_of(stated: str, resolution: str, day: date) -> int:
    """The session of a roll call: as stated, else by the symbol, else by the day.

    Votes of special and emergency sessions count with the regular session of their day.
    """
    text = stated.strip().removesuffix(".0")
    if text.isdigit() and 0 < int(text) < 200:
        return int(text)
    key = symbol_key(resolution)
    if key is not None and key[0].isdigit():
        return int(key[0])
    return session_on(day)
