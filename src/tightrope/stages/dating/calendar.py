"""Stretches of the calendar with their TIMEX3 values and bounds.

A :class:`Period` is a day, week, month, quarter, half, season, year, decade or century. Its
``placeholder`` is the TIMEX3 value without what came from the anchor ("XXXX-02-17" for "February
17" in a text of unknown year); it is empty when the words alone fix the value.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month, northern meteorological seasons
MONTHS_OF_UNIT = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
DAYS_OF_UNIT = {"D": 1, "W": 7}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days with its TIMEX3 type and value; ``low`` and ``high`` are inclusive."""

    type: str
    value: str
    low: date | None = None
    high: date | None = None
    placeholder: str = ""
    unit: str = ""


def clamp_year(year: int) -> int:
    return max(MINYEAR + 1, min(MAXYEAR - 1, year))


def add_days(day: date, days: int) -> date:
    """``day`` moved by ``days``, held within the years that ``date`` knows."""
    ordinal = day.toordinal() + days
    return date.fromordinal(max(date.min.toordinal(), min(date.max.toordinal(), ordinal)))


def add_months(day: date, months: int) -> date:
    """``day`` moved by ``months``; the 31st becomes the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year = clamp_year(count // 12)
    month = count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def shift(day: date, unit: str, count: int) -> date:
    """``day`` moved by ``count`` units (``D W M Q Y E C``; hours and minutes leave the day)."""
    if unit in DAYS_OF_UNIT:
        return add_days(day, count * DAYS_OF_UNIT[unit])
    return add_months(day, count * MONTHS_OF_UNIT.get(unit, 0))


def day_period(day: date, placeholder: str = "XXXX-XX-XX") -> Period:
    return Period("DATE", day.isoformat(), day, day, placeholder, "D")


def week_period(day: date) -> Period:
    year, week, weekday = day.isocalendar()
    monday = add_days(day, 1 - weekday)
    value = f"{year:04d}-W{week:02d}"
    return Period("DATE", value, monday, add_days(monday, 6), "XXXX-WXX", "W")


def weekend_period(day: date) -> Period:
    week = week_period(day)
    assert week.low is not None
    low, high = add_days(week.low, 5), add_days(week.low, 6)
    return Period("DATE", f"{week.value}-WE", low, high, "XXXX-WXX-WE", "D")


def month_period(year: int, month: int, placeholder: str = "XXXX-XX") -> Period:
    year = clamp_year(year)
    last = date(year, month, monthrange(year, month)[1])
    return Period("DATE", f"{year:04d}-{month:02d}", last.replace(day=1), last, placeholder, "M")


def quarter_period(year: int, quarter: int, placeholder: str = "XXXX-QX") -> Period:
    year = clamp_year(year)
    first = month_period(year, quarter * 3 - 2)
    last = month_period(year, quarter * 3)
    return Period("DATE", f"{year:04d}-Q{quarter}", first.low, last.high, placeholder, "Q")


def half_period(year: int, half: int, placeholder: str = "XXXX-HX") -> Period:
    first = month_period(year, half * 6 - 5)
    last = month_period(year, half * 6)
    return Period("DATE", f"{year:04d}-H{half}", first.low, last.high, placeholder, "H")


def season_period(year: int, season: str, placeholder: str = "") -> Period:
    """A northern season; a winter is named after the year in which it begins."""
    first = month_period(year, SEASONS[season])
    assert first.low is not None
    end = add_months(first.low, 2)
    last = month_period(end.year, end.month)
    return Period("DATE", f"{year:04d}-{season}", first.low, last.high, placeholder, "S")


def year_period(year: int, placeholder: str = "XXXX") -> Period:
    year = clamp_year(year)
    return Period("DATE", f"{year:04d}", date(year, 1, 1), date(year, 12, 31), placeholder, "Y")


def decade_period(decade: int, placeholder: str = "XXX") -> Period:
    """``decade`` is the year without its last digit: 199 for the nineties."""
    first = clamp_year(decade * 10)
    value = f"{decade:03d}"
    return Period("DATE", value, date(first, 1, 1), date(first + 9, 12, 31), placeholder, "E")


def century_period(century: int, placeholder: str = "XX") -> Period:
    """``century`` counts from one: 20 for the twentieth (TIMEX3 value 19)."""
    first = clamp_year((century - 1) * 100)
    value = f"{century - 1:02d}"
    low, high = date(first, 1, 1), date(min(first + 99, MAXYEAR), 12, 31)
    return Period("DATE", value, low, high, placeholder, "C")


def unit_period(day: date, unit: str) -> Period:
    """The unit (``D W M Q Y E C``) that ``day`` falls in."""
    makers = {
        "D": lambda: day_period(day),
        "W": lambda: week_period(day),
        "M": lambda: month_period(day.year, day.month),
        "Q": lambda: quarter_period(day.year, (day.month + 2) // 3),
        "Y": lambda: year_period(day.year),
        "E": lambda: decade_period(day.year // 10),
        "C": lambda: century_period(day.year // 100 + 1),
    }
    return makers[unit]()


def part_of_day(day: Period, code: str) -> Period:
    """A part of a day: ``TMO``, ``TAF``, ``TEV``, ``TNI`` or a clock time ``T22:00``."""
    placeholder = day.placeholder + code if day.placeholder else ""
    return replace(day, type="TIME", value=day.value + code, placeholder=placeholder, unit="D")


def days_between(low: date, high: date) -> int:
    return (high - low) // timedelta(days=1)
