"""Paragraphs and sentences of a cleaned text, found without parsing it.

Sentences are needed before the parser runs: what can't hold anything is never parsed, and a
sentence that was syndicated forty times is parsed once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from tightrope.records.spans import Span

_BULLET = re.compile(r"[ \t]*(?:[•·▪●◦‣*–—-]|\d{1,2}[.)])[ \t]+")
# Titles after which the segmenter ends a sentence although a name follows.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(“\"])(?:Ms|Messrs|Mmes|Lt|Col|Maj|Brig|Cmdr|Amb|Adm|Sgt|Cpl|Pres|Supt|Hon)\.$"
)
_CLOSERS = "”’\"')]»"


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence to be read: where it stands, in which paragraph, and what part it plays."""

    span: Span
    paragraph: int
    role: str  # "title", "bullet" or "body"


def paragraphs(text: str) -> Iterator[Span]:
    """Non-empty lines of ``text``; a cleaned text has one paragraph a line."""
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            lead = len(line) - len(line.lstrip())
            yield Span(start + lead, start + lead + len(stripped))
        start += len(line)


def segments(text: str, title: str | None = None) -> list[Segment]:
    """Split a cleaned text into the sentences to be read.

    Args:
        text: the document's cleaned text.
        title: its title; a first paragraph that equals it gets the role ``title``.
    """
    found: list[Segment] = []
    for number, paragraph in enumerate(paragraphs(text)):
        body = paragraph.of(text)
        if number == 0 and title and body == title.strip():
            found.append(Segment(paragraph, number, "title"))
            continue
        bullet = _BULLET.match(body)
        role = "bullet" if bullet else "body"
        start = paragraph.start + (bullet.end() if bullet else 0)
        found.extend(Segment(s, number, role) for s in _sentences(text, Span(start, paragraph.end)))
    return found


def _sentences(text: str, within: Span) -> Iterator[Span]:
    source = within.of(text)
    pending: Span | None = None
    for boundary in get_sentence_boundaries("en", source):
        start, end = boundary["start_index"], boundary["end_index"]
        raw = source[start:end]
        stripped = raw.strip()
        if not stripped:
            continue
        lead = len(raw) - len(raw.lstrip())
        span = Span(within.start + start + lead, within.start + start + lead + len(stripped))
        # A piece of nothing but closing marks belongs to the sentence before it, and so does the
        # name after a title.
        if pending is not None and (
            all(c in _CLOSERS for c in stripped) or _ABBREVIATED.search(pending.of(text))
        ):
            pending = Span(pending.start, span.end)
            continue
        if pending is not None:
            yield pending
        pending = span
    if pending is not None:
        yield pending
