"""Sizes of paper that a briefing is printed on."""

from enum import StrEnum


class Paper(StrEnum):
    """A4 (210 × 297 mm) or US Letter (8.5 × 11 in)."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def css(self) -> str:
        """Its name in CSS."""
        return "A4" if self == Paper.A4 else "letter"

    @property
    def typst(self) -> str:
        """Its name in Typst."""
        return "a4" if self == Paper.A4 else "us-letter"

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        return (210.0, 297.0) if self == Paper.A4 else (215.9, 279.4)
