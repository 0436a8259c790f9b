"""A time axis: from days to places, and where to put the ticks."""

from dataclasses import dataclass
from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days from ``first`` to ``last`` between two places."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """The place of a day; days beyond the ends lie on them."""
        whole = max(1, (self.last - self.first).days)
        share = min(1.0, max(0.0, (day - self.first).days / whole))
        return self.left + share * (self.right - self.left)

    def ticks(self, most: int) -> list[tuple[float, str]]:
        """Places with labels, at most so many: days, months, quarters or years as they fit."""
        days = (self.last - self.first).days
        if days <= 0:
            return [(self.x(self.first), _day(self.first))]
        if days < 45:
            step = max(1, -(-days // most))
            ordinals = range(self.first.toordinal(), self.last.toordinal() + 1, step)
            return [(self.x(day), _day(day)) for day in map(date.fromordinal, ordinals)]
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120, 240) if months / s <= most), 600)
        found: list[tuple[float, str]] = []
        number = self.first.year * 12 + self.first.month - 1
        number += -number % step
        while True:
            day = date(number // 12, number % 12 + 1, 1)
            if day > self.last:
                return found
            if day >= self.first:
                label = str(day.year) if day.month == 1 else _MONTHS[day.month - 1]
                if step < 12 and not found and day.month != 1:
                    label += f" {day.year}"
                found.append((self.x(day), label))
            number += step


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
