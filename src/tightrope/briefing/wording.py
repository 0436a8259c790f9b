"""Plain English for names, dates, numbers and positions."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tightrope.records.documents import DateBasis, Publication
from tightrope.reference.actors import state_names
from tightrope.reference.state_phrases import with_article

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MINUS = "−"

_LONGEST_RANGE_DAYS = 45

_BASIS = {
    DateBasis.STATED: "stated in the text",
    DateBasis.METADATA: "from the file’s metadata",
    DateBasis.STORY: "from other reports of the same story",
    DateBasis.OFFICES: "from the terms of the office holders it names",
    DateBasis.UNKNOWN: "date unknown",
}


def state_name(code: str) -> str:
    """A state's or organisation's name as a heading has it; an unknown code stands for itself."""
    return state_names().get(code, code)


def state(code: str) -> str:
    """The name as a sentence has it: "the United States", "China"."""
    return with_article(code)


def states(codes: Iterable[str]) -> str:
    """Several names in a sentence."""
    return listed([state(code) for code in codes])


def listed(items: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def counted(number: int, noun: str, plural: str = "") -> str:
    """ "1 report", "2 reports", "1,204 documents"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def counted_words(number: int, noun: str, plural: str = "") -> str:
    """ "one report", "two reports", "no reports"; figures from eleven on."""
    if number < len(_WORDS):
        return f"{_WORDS[number]} {noun if number == 1 else plural or noun + 's'}"
    return counted(number, noun, plural)


def day_words(day: date) -> str:
    """ "1 May 2023"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_words(day: date) -> str:
    """ "May 2023"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def range_words(low: date | None, high: date | None) -> str:
    """The days between two ends, as short as they can be said; empty when both are missing."""
    if low is None or high is None:
        if low is not None:
            return f"after {day_words(low)}"
        return f"before {day_words(high)}" if high is not None else ""
    if low > high:
        low, high = high, low
    if low == high:
        return day_words(low)
    whole = low.day == 1 and (high + timedelta(days=1)).day == 1
    if whole and (low.month, high.month) == (1, 12):
        return str(low.year) if low.year == high.year else f"{low.year}–{high.year}"
    if whole and (low.year, low.month) == (high.year, high.month):
        return month_words(low)
    if (low.year, low.month) == (high.year, high.month):
        return f"{low.day}–{day_words(high)}"
    if low.year == high.year:
        return f"{low.day} {_MONTHS[low.month - 1]} – {day_words(high)}"
    return f"{day_words(low)} – {day_words(high)}"


def happened_words(low: date | None, high: date | None) -> str:
    """When something happened: a day, a month, or the days between which it did."""
    if low is None or high is None or (high - low).days <= _LONGEST_RANGE_DAYS:
        return range_words(low, high) or "date unknown"
    return f"between {day_words(low)} and {day_words(high)}"


def published_words(published: Publication) -> str:
    """When a document was published and how that is known."""
    words = range_words(published.low, published.high)
    if not words:
        return "undated"
    return f"{words} ({_BASIS[published.basis]})"


def signed(number: float) -> str:
    """A position with its sign: "+0.34", "−0.05"; zero has none."""
    text = f"{abs(number):.2f}"
    if float(text) == 0.0:
        return text
    return ("+" if number > 0 else _MINUS) + text


def percent(share: float) -> str:
    """A probability in whole percents, never a false certainty."""
    if share < 0.01:
        return "under 1 %"
    if share > 0.99:
        return "over 99 %"
    return f"{round(share * 100)} %"
