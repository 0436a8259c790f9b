"""Blocks: the units in which text is kept or left out, and what can be seen of each."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from tightrope.stages.cleaning.language_identification import ENGLISH_FUNCTION_WORDS

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SENTENCE_END = re.compile(r"""[.!?…。！？।؟][)\]"'”’»]*(?:\s*\[\d+\])?$""")
_SENTENCE_BREAK = re.compile(r"""[.!?][)"'”’]*\s+["'“‘(]*[A-Z0-9]""")
_SPACES = re.compile(r"[^\S\n]+")
_BULLET = re.compile(r"^\s*(?:[•·▪●◦‣∙]|[*+-](?=\s)|\d{1,2}[.)](?=\s))\s*")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0e-\x1f\x7f]")
_RULE = re.compile(r"^\s*([*_=~#|+-]\s*){3,}$")


@dataclass(frozen=True)
class Block:
    """A paragraph, a list item or a lone line of the raw text.

    Attributes:
        text: its text on one line, white space collapsed, Markdown heading marks taken off.
        first_line, last_line: lines of the raw text it was made from, counted from 0.
        gap: blank lines before it.
        heading: it was marked as a heading.
        indent: blanks before its first character.
    """

    text: str
    first_line: int = 0
    last_line: int = 0
    gap: int = 1
    heading: bool = False
    indent: int = 0

    @cached_property
    def words(self) -> list[str]:
        return _WORD.findall(self.text)

    @cached_property
    def bullet(self) -> bool:
        return _BULLET.match(self.text) is not None

    @cached_property
    def ends_sentence(self) -> bool:
        return _SENTENCE_END.search(self.text) is not None

    @cached_property
    def sentences(self) -> int:
        """Full stops inside and at the end, roughly."""
        return len(_SENTENCE_BREAK.findall(self.text)) + int(self.ends_sentence)

    @cached_property
    def lower_share(self) -> float:
        """Share of words that start with neither a capital nor a digit (unicase letters count)."""
        if not self.words:
            return 0.0
        return sum(not (w[0].isupper() or w[0].isdigit()) for w in self.words) / len(self.words)

    @cached_property
    def function_share(self) -> float:
        """Share of English function words."""
        if not self.words:
            return 0.0
        return sum(w.lower() in ENGLISH_FUNCTION_WORDS for w in self.words) / len(self.words)

    @cached_property
    def is_prose(self) -> bool:
        """A sentence or more, by its looks."""
        n = len(self.words)
        if n < 5 or self.lower_share < 0.45:
            return False
        if self.ends_sentence:
            return n >= 8 or self.function_share >= 0.25
        return n >= 25 and self.lower_share >= 0.6


def normalise(content: str) -> str:
    """Line ends, white space and invisible characters made alike; letters composed (NFC)."""
    text = content.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x85", "\n")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def split_blocks(text: str) -> list[Block]:
    """Blocks of a normalised text; hard-wrapped lines are joined again."""
    lines = text.split("\n")
    wrapped = _wrap_width(lines)
    blocks: list[Block] = []
    current: list[str] = []
    start, gap, pending_gap = 0, 0, 0

    def close(end: int) -> None:
        nonlocal current
        if current:
            joined = _SPACES.sub(" ", " ".join(current)).strip()
            heading = _HEADING.match(joined)
            body = joined[heading.end() :] if heading else joined
            if body and not _RULE.match(body):
                indent = len(current[0]) - len(current[0].lstrip())
                blocks.append(Block(body, start, end, gap, heading is not None, indent))
            current = []

    for number, line in enumerate(lines):
        if not line.strip():
            close(number - 1)
            pending_gap += 1
            continue
        joins = (
            wrapped is not None
            and current
            and not _BULLET.match(line)
            and not _HEADING.match(line)
            and _was_wrapped(lines[number - 1], line, wrapped)
        )
        if not joins:
            close(number - 1)
            start, gap, pending_gap = number, pending_gap, 0
        current.append(line)
    close(len(lines) - 1)
    return blocks


def _wrap_width(lines: list[str]) -> int | None:
    """The column at which lines were wrapped by hand or by a tool; None when they were not."""
    lengths = [len(x.rstrip()) for x in lines if len(x.rstrip()) >= 40]
    if len(lengths) < 4:
        return None
    width = max(lengths)
    if not 50 <= width <= 120:
        # A single unbreakable line (an address, a table) must not hide the rest's wrapping.
        lengths.sort()
        width = lengths[int(0.95 * (len(lengths) - 1))]
        if not 50 <= width <= 100:
            return None
    near = sum(width - 15 <= n <= width for n in lengths)
    return width if near >= 0.4 * len(lengths) else None


def _was_wrapped(previous: str, line: str, width: int) -> bool:
    """True when the first word of ``line`` would not have fitted on the previous line."""
    previous = previous.rstrip()
    first = line.split(maxsplit=1)[0]
    return len(previous) + 1 + len(first) > width - 2 and len(previous) <= width + 2
