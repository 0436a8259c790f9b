"""What a rule sees of its match, and how numbers, units and years are read out of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tightrope.stages.dating import calendar
from tightrope.stages.dating.calendar import Period
from tightrope.stages.dating.lexicon import Word

# Day, week, month, quarter, year, decade, century.
CALENDAR_UNITS = frozenset("DWMQYEC")


@dataclass(slots=True)
class Context:
    """What expressions are resolved against; one for each end of the publication window.

    ``day``, ``quarter`` and ``named`` (a day, month or year before the anchor) are the last ones
    named in the text, to which "a day earlier", "the year-ago quarter" and "two years later" refer.
    """

    anchor: date
    day: Period | None = None
    named: Period | None = None
    quarter: Period | None = None
    quarter_at: int = 0


@dataclass(slots=True)
class Match:
    """Matched tokens with their surroundings."""

    words: Sequence[Word]
    classes: str
    previous: Word | None
    following: Word | None
    tense: str  # "F", "T" or "" when no cue is near

    def all_of(self, kinds: str) -> list[Word]:
        return [w for w in self.words if w.kind in kinds]

    def one_of(self, kinds: str) -> Word | None:
        return next((w for w in self.words if w.kind in kinds), None)

    def nearness(self) -> Word | None:
        """The last of "last", "next", "this": the word that counts in "this past week"."""
        return next((w for w in reversed(self.words) if w.kind in "lxr"), None)

    def meaning(self, kinds: str) -> int:
        """The number that the first token of these classes stands for."""
        word = self.one_of(kinds)
        assert word is not None and isinstance(word.meaning, int)
        return word.meaning


Resolver = Callable[[Match, Context], Period | None]


def quantity_of(match: Match) -> float | None:
    """The number in a match; None for "several", "a few"; 2 for "a couple"."""
    words = [w for w in match.words if w.kind in "dnwyav"]
    if any(w.kind == "v" and w.text.lower() == "couple" for w in words):
        return 2
    if any(w.kind == "v" for w in words):
        return None
    numbers = [w for w in words if w.kind in "dnwy"]
    if not numbers:
        return 1 if any(w.kind == "a" for w in words) else None
    if any(w.kind == "+" for w in match.words):
        numbers = numbers[:1]
    if all(w.kind == "w" for w in numbers):
        return _spelled([int(str(w.meaning)) for w in numbers])
    whole = float(str(numbers[0].meaning))
    if len(numbers) == 3 and float(str(numbers[2].meaning)):
        whole += float(str(numbers[1].meaning)) / float(str(numbers[2].meaning))
    return whole


def _spelled(numbers: list[int]) -> int:
    total = current = 0
    for n in numbers:
        if n >= 1000:
            total += max(current, 1) * n
            current = 0
        elif n == 100:
            current = max(current, 1) * 100
        else:
            current += n
    return total + current


def spelled_year_of(match: Match, words: list[Word]) -> int | None:
    """A year spelled in words: "nineteen ninety-six", "two thousand and one"."""
    numbers = [int(str(w.meaning)) for w in words]
    if numbers and 17 <= numbers[0] <= 20 and len(numbers) > 1 and 10 <= numbers[1] <= 90:
        return numbers[0] * 100 + sum(numbers[1:])
    if len(numbers) >= 2 and numbers[:2] == [2, 1000]:
        return _spelled(numbers)
    return None


def unit_of(match: Match) -> str:
    word = next(w for w in reversed(match.words) if w.kind in "uUQCE")
    return str(word.meaning)


def duration_value(quantity: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units ("P2D", "PT4H", "PXM", "P2Y6M")."""
    if unit in ("SU", "WI"):
        return f"P{_plain(quantity)}{unit}"
    factor, letter = {"Q": (3, "M"), "E": (10, "Y"), "C": (100, "Y")}.get(unit, (1, unit))
    if unit in ("H", "m", "S"):
        return f"PT{_plain(quantity)}{letter.upper()}"
    if quantity is not None:
        if letter == "Y" and quantity % 1 == 0.5:
            return f"P{int(quantity * factor)}Y6M" if factor == 1 else f"P{int(quantity * factor)}Y"
        quantity *= factor
    elif factor == 10:
        letter = "E"
    elif factor == 100:
        letter = "C"
    return f"P{_plain(quantity)}{letter}"


def _plain(quantity: float | None) -> str:
    if quantity is None:
        return "X"
    return str(int(quantity)) if quantity == int(quantity) else f"{quantity:g}"


def year_of(match: Match) -> int | None:
    year = match.one_of("y")
    if year is not None:
        return int(str(year.meaning))
    short = match.one_of("q")
    if short is not None:
        value = int(str(short.meaning))
        return 1900 + value if value > 40 else 2000 + value
    words = match.all_of("w")
    return spelled_year_of(match, words) if words else None


def relative_year(match: Match, context: Context) -> int | None:
    """The year in "June last year", "January this year"."""
    if match.one_of("u") is None:
        return None
    step = {"l": -1, "x": 1, "r": 0, "t": 0}
    word = match.one_of("lxr")
    return context.anchor.year + step[word.kind] if word else None


def part_code(part: Word | None) -> str:
    return part.meaning[0] if part is not None and isinstance(part.meaning, tuple) else ""


def clock_code(match: Match) -> str:
    """``T22:00`` for a clock time in the match, empty for none."""
    clock, half = match.one_of("H"), match.one_of("A")
    if clock is not None:
        hours, minutes = (int(p) for p in clock.text.split(":")[:2])
    elif half is not None:
        number = next((w for w in match.words if w.kind in "dw"), None)
        if number is None:
            return ""
        hours, minutes = int(str(number.meaning)), 0
    else:
        return ""
    if half is not None and hours <= 12:
        hours = hours % 12 + int(str(half.meaning))
    return f"T{hours:02d}:{minutes:02d}" if hours <= 24 and minutes < 60 else ""


def focus_day(context: Context) -> Period:
    return context.day or calendar.day_period(context.anchor)


def reference(value: str, context: Context) -> Period:
    low = context.anchor if value in ("PRESENT_REF", "FUTURE_REF") else None
    high = context.anchor if value in ("PRESENT_REF", "PAST_REF") else None
    return Period("DATE", value, low, high)
