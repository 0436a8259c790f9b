"""How many documents each month holds, as bars."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from tightrope.briefing.wording import counted, month_words
from tightrope.web import addresses
from tightrope.web.figures.axis import TimeAxis
from tightrope.web.figures.svg import tag

_WIDTH, _HEIGHT = 760, 150
_LEFT, _RIGHT, _TOP, _FOOT = 44.0, 8.0, 12.0, 24.0


def months(held: Sequence[tuple[date, int]]) -> Markup | None:
    """Draw documents by month; None when nothing is dated."""
    if not held:
        return None
    most = max(n for _, n in held)
    axis = TimeAxis(held[0][0], _next(held[-1][0]), _LEFT, _WIDTH - _RIGHT)
    bottom = _HEIGHT - _FOOT
    parts = [
        tag("line", class_="rule", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=bottom, y2=bottom),
        tag("text", f"{most:,}", class_="tick", x=_LEFT - 6, y=_TOP + 8, text_anchor="end"),
        tag("text", "0", class_="tick", x=_LEFT - 6, y=bottom, text_anchor="end"),
        *(tag("text", label, class_="tick", x=x, y=bottom + 16, text_anchor="middle")
          for x, label in axis.ticks(9)),
    ]  # fmt: skip
    for month, n in held:
        x, right = axis.x(month), axis.x(_next(month))
        high = max(1.5, n / most * (bottom - _TOP))
        told = f"{month_words(month)}: {counted(n, 'document')}"
        last = date.fromordinal(_next(month).toordinal() - 1)
        parts.append(
            tag("a", tag("title", told),
                tag("rect", class_="bar", x=x + 0.5, y=bottom - high,
                    width=max(1.0, right - x - 1.0), height=high),
                href=addresses.search(kind="documents", since=month, until=last),
                aria_label=told)
        )  # fmt: skip
    return tag(
        "svg",
        *parts,
        class_="drawing months",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="group",
        aria_label="Documents by month of publication",
    )


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
