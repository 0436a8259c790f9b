"""Time expressions and the days they stand for."""

from dataclasses import dataclass
from datetime import date

from tightrope.records.spans import Span


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3 in a document.

    Attributes:
        type: ``DATE``, ``TIME``, ``DURATION`` or ``SET``.
        value: the TIMEX3 value ("2023-02-17", "2023-W08", "P2D", "PRESENT_REF"); an expression that
            can't be placed in a year keeps TIMEX3's placeholders ("XXXX-02-17").
        low, high: the days it bounds, inclusive; None when it bounds nothing.
    """

    span: Span
    type: str
    value: str
    low: date | None = None
    high: date | None = None
