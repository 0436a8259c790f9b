"""Spans: the receipts. ``document.text[span.start:span.end]`` is the quotation, always."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one document's cleaned text, in code points, end exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The quotation."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


def enclosing(spans: tuple[Span, ...]) -> Span:
    """The shortest span that holds all of ``spans`` (at least one)."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))
