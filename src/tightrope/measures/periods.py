"""Periods: the calendar steps in which positions are given."""

from collections.abc import Iterable
from datetime import date, timedelta

from tightrope.errors import UsageError

#: Length of each period in days, the unit in which the model's drift is stated.
PERIOD_DAYS: dict[str, float] = {
    "day": 1.0,
    "week": 7.0,
    "month": 30.4375,
    "quarter": 91.3125,
    "year": 365.25,
}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def period_index(day: date, period: str) -> int:
    """Number of the period that holds ``day``, counted from the first day of the calendar."""
    if period in _MONTHS:
        return (day.year * 12 + day.month - 1) // _MONTHS[period]
    if period == "week":
        return (day.toordinal() - 1) // 7  # 1 January of year 1 was a Monday
    if period == "day":
        return day.toordinal()
    raise UsageError(f"period is '{period}'; it must be one of {', '.join(PERIOD_DAYS)}.")


def period_bounds(index: int, period: str) -> tuple[date, date]:
    """First and last day of a period."""
    if period in _MONTHS:
        step = _MONTHS[period]
        return _month_start(index * step), _month_start((index + 1) * step) - timedelta(days=1)
    if period == "week":
        start = date.fromordinal(index * 7 + 1)
        return start, start + timedelta(days=6)
    return date.fromordinal(index), date.fromordinal(index)


def _month_start(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def fitting_period(days: Iterable[date]) -> str:
    """A period that gives a readable number of steps: months up to ten years, then longer ones."""
    ordered = sorted(days)
    years = (ordered[-1] - ordered[0]).days / 365.25 if ordered else 0.0
    if years <= 10:
        return "month"
    return "quarter" if years <= 30 else "year"
