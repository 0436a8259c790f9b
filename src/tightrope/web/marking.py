"""A document's text with what was coded in it: pieces between the ends of all spans."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

#: What a span marks, the outermost first.
ROLES = ("content", "disputed", "sentence", "vote", "source", "actor", "cue", "trigger")


#: Those that span whole sentences; what stands in them is reached by keyboard instead.
_WIDE = frozenset({"content", "disputed", "sentence"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A span and what it marks; ``record_id`` is the coding that it belongs to."""

    start: int
    end: int
    role: str
    record_id: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks.

    Attributes:
        text: as it stands.
        roles: of its marks, each once, the outermost first.
        records: codings that it belongs to, the innermost first.
        opens: the innermost coding that begins here; its mark can be reached by keyboard.
    """

    text: str
    roles: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    opens: str = ""


def pieces(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Piece]:
    """Cut a text at the ends of all marks; put together, the pieces are the text.

    Args:
        text: the whole text that marks count in.
        marks: in any order; what lies outside the stretch is cut off.
        start, end: the stretch.
    """
    end = len(text) if end is None else end
    inside = [
        Mark(max(m.start, start), min(m.end, end), m.role, m.record_id)
        for m in marks
        if m.start < end and m.end > start and m.start < m.end
    ]
    begins = {(m.start, m.role, m.record_id) for m in inside if m.start >= start}
    cuts = sorted({start, end, *(m.start for m in inside), *(m.end for m in inside)})
    order = {role: n for n, role in enumerate(ROLES)}
    inside.sort(key=lambda m: m.start)
    active: list[Mark] = []
    following = 0
    found = []
    for low, high in pairwise(cuts):
        active = [m for m in active if m.end > low]
        while following < len(inside) and inside[following].start <= low:
            if inside[following].end > low:
                active.append(inside[following])
            following += 1
        outer = sorted(active, key=lambda m: (order[m.role], m.start, m.record_id))
        records = tuple(dict.fromkeys(m.record_id for m in reversed(outer)))
        opening = [
            m
            for m in reversed(outer)
            if (low, m.role, m.record_id) in begins and m.role not in _WIDE
        ]
        found.append(
            Piece(
                text[low:high],
                tuple(dict.fromkeys(m.role for m in outer)),
                records,
                opening[0].record_id if opening else "",
            )
        )
    return found


def paragraphs(text: str, marks: Sequence[Mark]) -> list[list[Piece]]:
    """The pieces of each paragraph; paragraphs are separated by an empty line."""
    made = []
    at = 0
    for block in text.split("\n\n"):
        end = at + len(block)
        if block.strip():
            here = [m for m in marks if m.start < end and m.end > at]
            made.append(pieces(text, here, at, end))
        at = end + 2
    return made
