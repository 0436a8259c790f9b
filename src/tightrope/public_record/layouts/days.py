"""The one day that layouts want of an event."""

from tightrope.records.events import Event

_UNDATED = "publication date"  # the basis of an act that is news and whose text names no day


def event_day(event: Event) -> str:
    """The day of an event in ISO 8601; empty where nothing gives one day.

    News whose text names no day gets the day of its report, as ICEWS and POLECAT have it; an act
    of "last month" or "2016" has no day.
    """
    day = event.date.day
    if day is None and event.date.basis == _UNDATED:
        day = event.date.high
    return day.isoformat() if day else ""
