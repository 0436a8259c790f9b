"""From raw text to blocks: white space, Markdown marks, and lines that were broken or run together.

Dumps come in three layouts, and a file may mix them: one paragraph a line; paragraphs wrapped at
a fixed width, or broken wherever the page had an inline tag; and whole pages run together on one
line. The first needs nothing, the second is joined, the third is cut where sentences, and what is
no sentence, begin.
"""

import re
import unicodedata
from itertools import pairwise

from tightrope.stages.cleaning.blocks import Block
from tightrope.stages.cleaning.run_on import LONGEST_LINE_WORDS, cut_run_on

_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b\x0e-\x1f\x7f]"
)
_SPACES = re.compile(r"\s+")
_LIST_ITEM = re.compile(r"\s*(?:[•·▪●◦‣∙]|[*+-](?=\s)|\d{1,2}[.)](?=\s))")
_HEADING = re.compile(r"^(?:[*+-]\s+)?#{1,6}\s+")
_RULE = re.compile(r"^[\s*_=~#|+·-]+$")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)\s]*[^)]*\)")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\((?:https?:|/|#|mailto:)[^)\n]*\)")
_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=\S)(.{1,600}?\S|\S)\1(?![\w*_])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>|-])")
_QUOTE_MARK = re.compile(r"^(?:>\s?)+")
_CLOSING = re.compile(r"^[,.;:)\]”’?!%]")
_SENTENCE_END = re.compile(r"""[.!?…:。！？।؟][)\]"'”’»]*$""")
_HANGS = re.compile(
    r"(?:[,(“‘–—-]|\b(?:the|a|an|of|to|in|on|at|by|for|with|from|and|or|but|that|as|than|his|her|its"
    r"|their|is|was|are|were|has|have|had|said|says|told|who|which|while|when|after|before))$"
)
_LONGEST_MARKED = 100_000  # characters; no paragraph is longer, and every mark looks far ahead
_NARROWEST, _WIDEST = 45, 130
_LEAST_WRAPPED_PAIRS = 4
_SLACK = 2


def normalise(content: str) -> str:
    """Line ends, white space and invisible characters made alike; letters composed (NFC)."""
    text = content.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x85", "\n")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def split_blocks(text: str) -> list[Block]:
    """Blocks of a normalised text."""
    lines = text.split("\n")
    width = _wrap_width(lines)
    blocks: list[Block] = []
    current: list[str] = []
    gap = blank = 0

    def close() -> None:
        if current:
            blocks.extend(_block(current, gap))
            current.clear()

    for number, line in enumerate(lines):
        if not line.strip():
            close()
            blank += 1
            continue
        if not (current and _continues(lines[number - 1], line, width)):
            close()
            gap, blank = blank, 0
        current.append(line)
    close()
    return blocks


def _block(lines: list[str], gap: int) -> list[Block]:
    text = _QUOTE_MARK.sub("", _SPACES.sub(" ", " ".join(lines)).strip())
    # "word ," comes of an inline tag that became white space.
    text = re.sub(r"(?<=\w) (?=[,;](?:\s|$))", "", text)
    heading = _HEADING.match(text)
    text = _plain(text[heading.end() :] if heading else text)
    if not text or _RULE.match(text):
        return []
    if len(text) > LONGEST_LINE_WORDS * 4 and text.count(" ") > LONGEST_LINE_WORDS:
        pieces = cut_run_on(text)
        return [Block(p, gap if n == 0 else 0, run_on=True) for n, p in enumerate(pieces)]
    return [Block(text, gap, heading is not None)]


def _plain(text: str) -> str:
    """Take Markdown's marks off; text that merely holds such signs is left as it is."""
    if "](" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    if ("*" in text or "_" in text) and len(text) <= _LONGEST_MARKED:
        text = _EMPHASIS.sub(r"\2", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return text.strip()


def _wrap_width(lines: list[str]) -> int | None:
    """The column at which lines were wrapped; None when they were not.

    Two neighbouring lines speak for every width at which the first still fits and the next
    line's first word would not have; the width that most pairs speak for is taken when half of
    all pairs do.
    """
    votes = [0] * (_WIDEST + 2)
    pairs = 0
    for before, after in pairwise(lines):
        length = len(before.rstrip())
        if length < _NARROWEST - 10 or not after.strip() or _starts_anew(after):
            continue
        pairs += 1
        needed = length + 1 + len(after.split(maxsplit=1)[0])
        for width in range(max(length, _NARROWEST), min(needed, _WIDEST + 1)):
            votes[width] += 1
    best = max(votes)
    if best < _LEAST_WRAPPED_PAIRS or best < 0.5 * pairs:
        return None
    return votes.index(best)


def _starts_anew(line: str) -> bool:
    return _LIST_ITEM.match(line) is not None or line.lstrip().startswith(("#", "|"))


def _continues(before: str, line: str, width: int | None) -> bool:
    """True when ``line`` goes on with the sentence or paragraph of the line before it."""
    if _starts_anew(line) or (width is None and before.lstrip().startswith("#")):
        return False
    before, line = before.rstrip(), line.lstrip()
    if width is not None:
        needed = len(before) + 1 + len(line.split(maxsplit=1)[0])
        if len(before) <= width + _SLACK and needed > width - _SLACK:
            return True
    if _SENTENCE_END.search(before):
        return False
    if _CLOSING.match(line):
        return True
    words = before.count(" ") + 1
    if line[0].islower():
        return words >= 3 or before.endswith((",", "“", "("))
    return words >= 3 and _HANGS.search(before) is not None
