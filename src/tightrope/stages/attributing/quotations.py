"""Quotations: what stands between quotation marks, however they were typed."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.language.segmentation import paragraphs
from tightrope.records.sentences import Sentence
from tightrope.records.spans import Span

_MARK = re.compile(r"[“”„«»\"]|``|''|[‘’']")
_ONLY_OPENS = frozenset({"“", "„", "«", "``"})
_ONLY_CLOSES = frozenset({"”", "»"})
_SINGLE = frozenset("‘’'")
_BEFORE_OPENING = frozenset(" \t([{—–-/:\u00a0")
# A single quotation mark that is no apostrophe: nothing longer than this is taken for a quotation,
# because a possessive plural looks just like a closing mark.
_SINGLE_MAX = 600


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation in one paragraph; ``outer`` includes its marks, ``inner`` does not.

    ``continues`` is True when it goes on in the next paragraph, which opens with a mark again.
    """

    outer: Span
    inner: Span
    paragraph: int
    closed: bool = True
    continues: bool = False


class Quotations:
    """The quotations of one text, with look-up by offset."""

    def __init__(self, text: str) -> None:
        self.all: tuple[Quotation, ...] = tuple(_find(text))
        self._starts = [q.outer.start for q in self.all]

    def at(self, offset: int) -> int | None:
        """Index of the quotation whose words hold the character at ``offset``, or None."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and self.all[i].outer.start <= offset < self.all[i].outer.end:
            return i
        return None

    def overlapping(self, span: Span) -> range:
        """Numbers of the quotations that share a character with a span."""
        first = bisect_right(self._starts, span.start) - 1
        if first < 0 or self.all[first].outer.end <= span.start:
            first += 1
        return range(first, max(first, bisect_left(self._starts, span.end)))

    def of_tokens(self, sentence: Sentence) -> list[int | None]:
        """For each token of a sentence, the quotation it stands in."""
        if not self.all:
            return [None] * len(sentence.tokens)
        return [self.at(sentence.start + t.start) for t in sentence.tokens]

    def covers(self, span: Span) -> bool:
        """Whether every letter of ``span`` lies within one quotation."""
        i = self.at(span.start)
        return i is not None and span.end <= self.all[i].outer.end


def _find(text: str) -> Sequence[Quotation]:
    found: list[Quotation] = []
    for number, paragraph in enumerate(paragraphs(text)):
        body = paragraph.of(text)
        if found and not found[-1].closed and found[-1].paragraph == number - 1:
            opened_again = bool(body) and (body[0] in '“"„«' or body.startswith("``"))
            if opened_again:
                last = found[-1]
                found[-1] = Quotation(last.outer, last.inner, last.paragraph, False, True)
        found.extend(_in_paragraph(body, paragraph.start, number))
    return found


def _in_paragraph(body: str, offset: int, number: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    position = 0
    while mark := _MARK.search(body, position):
        position = mark.end()
        sign = mark.group()
        if opened is None:
            if sign in _SINGLE:
                end = _single_close(body, mark)
                if end is not None:
                    found.append(_quotation(mark.start(), end, end - 1, mark.end(), offset, number))
                    position = end
                continue
            if sign not in _ONLY_CLOSES and _opens(body, mark):
                opened = mark
        elif sign in _SINGLE:
            continue
        elif sign not in _ONLY_OPENS or sign == "«":
            found.append(
                _quotation(opened.start(), mark.end(), mark.start(), opened.end(), offset, number)
            )
            opened = None
        else:  # opened twice: the first was never closed
            opened = mark
    if opened is not None:
        end = len(body)
        quotation = _quotation(opened.start(), end, end, opened.end(), offset, number)
        found.append(Quotation(quotation.outer, quotation.inner, number, closed=False))
    return found


def _quotation(
    start: int, end: int, inner_end: int, inner_start: int, offset: int, number: int
) -> Quotation:
    return Quotation(
        Span(offset + start, offset + end),
        Span(offset + inner_start, offset + max(inner_start, inner_end)),
        number,
    )


def _opens(body: str, mark: re.Match[str]) -> bool:
    if mark.group() in _ONLY_OPENS:
        return True
    after = body[mark.end() : mark.end() + 1]
    before = body[mark.start() - 1] if mark.start() else " "
    return bool(after) and not after.isspace() and before in _BEFORE_OPENING


def _single_close(body: str, mark: re.Match[str]) -> int | None:
    """End of the quotation that a single mark opens, or None when it is an apostrophe."""
    before = body[mark.start() - 1] if mark.start() else " "
    after = body[mark.end() : mark.end() + 1]
    if mark.group() == "’" or before not in _BEFORE_OPENING or not after.isalpha():
        return None
    closers = "’" if mark.group() == "‘" else "'"
    limit = min(len(body), mark.end() + _SINGLE_MAX)
    for i in range(mark.end() + 1, limit):
        if body[i] not in closers:
            continue
        following = body[i + 1 : i + 2]
        if following.isalnum():
            continue
        # "the allies’ reply": a plural possessive unless a mark or the end follows.
        if body[i - 1] == "s" and following == " " and body.find(closers, i + 1, limit) > 0:
            continue
        return i + 1
    return None
