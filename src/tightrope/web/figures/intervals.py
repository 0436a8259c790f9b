"""Positions side by side: a mark with its interval for each, in groups."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tightrope.briefing.wording import signed
from tightrope.web.figures.svg import tag

_SIZES = {"wide": (760, 170.0, 24.0), "narrow": (350, 112.0, 16.0)}
_ROW = 26
_HEAD = 30
_FOOT = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One position."""

    label: str
    mean: float
    low: float
    high: float
    href: str


@dataclass(frozen=True, slots=True)
class Intervals:
    """A drawing for wide and one for narrow screens."""

    wide: Markup
    narrow: Markup


def intervals(groups: Sequence[tuple[str, Sequence[Bar]]]) -> Intervals:
    """Draw groups of positions on one scale from −1 to +1."""
    return Intervals(_drawn(groups, "wide"), _drawn(groups, "narrow"))


def _drawn(groups: Sequence[tuple[str, Sequence[Bar]]], size: str) -> Markup:
    width, left, right = _SIZES[size]
    span = width - left - right

    def x(value: float) -> float:
        return left + (value + 1.0) / 2.0 * span

    height = sum(_HEAD + _ROW * max(1, len(bars)) for _, bars in groups) + _FOOT
    parts: list[Markup] = []
    for value, label in ((-1.0, "−1 against"), (0.0, "0"), (1.0, "+1 with")):
        parts.append(
            tag("line", class_="zero" if value == 0.0 else "rule", x1=x(value), x2=x(value),
                y1=8.0, y2=height - _FOOT + 2.0)
        )  # fmt: skip
        anchor = {-1.0: "start", 0.0: "middle", 1.0: "end"}[value]
        parts.append(
            tag("text", label, class_="tick", x=x(value), y=height - 6, text_anchor=anchor)
        )
    y = 0.0
    for name, bars in groups:
        parts.append(tag("text", f"Towards {name}", class_="panel-title", x=2.0, y=y + 20))
        y += _HEAD
        if not bars:
            parts.append(tag("text", "nothing dated that counts", class_="tick", x=left, y=y + 12))
            y += _ROW
        for bar in bars:
            told = f"{bar.label}: {signed(bar.mean)}, {signed(bar.low)} to {signed(bar.high)}"
            parts.append(
                tag("text", bar.label, class_="row", x=left - 12, y=y + 12, text_anchor="end")
            )
            parts.append(
                tag("a", tag("title", told),
                    tag("line", class_="interval", x1=x(bar.low), x2=x(bar.high), y1=y + 8,
                        y2=y + 8),
                    tag("circle", class_="mark", cx=x(bar.mean), cy=y + 8, r=5.5),
                    href=bar.href, aria_label=told)
            )  # fmt: skip
            y += _ROW
    return tag(
        "svg",
        *parts,
        class_=f"drawing bars {size}",
        viewBox=f"0 0 {width} {height}",
        role="group",
        aria_label="Latest positions with their 90 % intervals",
    )
