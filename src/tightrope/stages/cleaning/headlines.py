"""Headlines: which lines head an article, judged by what the prose below them talks about."""

import re
from collections.abc import Sequence

from tightrope.stages.cleaning.blocks import Block
from tightrope.stages.cleaning.furniture import Furniture

_QUOTES = str.maketrans("‘’‛`´“”„«»", "'''''\"\"\"\"\"")
_NOISE = re.compile(r"[\W_]+")
_CONTENT_WORD = re.compile(r"[^\W\d_]{4,}")
SITE_SUFFIX = re.compile(r"\s+(?:[|–—·•»:]|-{1,2}|::)\s+(?:[^|–—·•»]{2,50})$")
_LOOK_AHEAD = 15  # paragraphs of prose below a headline that may take up its words
_MOST_LINES = 3_000
_LEAST_CONTENT_WORDS = 3
_LEAST_KNOWN = 0.5
_FEWEST_WORDS, _MOST_WORDS = 4, 32


def fold(text: str) -> str:
    """A headline for comparison: letters and digits alone, in lower case."""
    return _NOISE.sub(" ", text.translate(_QUOTES).casefold()).strip()


def content_words(text: str) -> list[str]:
    """The words of four letters and more, in lower case."""
    return [w.casefold() for w in _CONTENT_WORD.findall(text)]


def headline_places(
    blocks: Sequence[Block], labels: Sequence[Furniture | None], prose: Sequence[bool]
) -> frozenset[int]:
    """Where the headline of the main article stands (every copy of it); empty when it is unclear.

    Args:
        blocks: all blocks.
        labels: their furniture.
        prose: which of them are prose.
    """
    below = _words_below(blocks, prose)
    best, best_text = 0.0, ""
    copies: dict[str, list[int]] = {}
    for i, block in enumerate(blocks[:_MOST_LINES]):
        if labels[i] is not None or not _FEWEST_WORDS <= len(block.words) <= _MOST_WORDS:
            continue
        for text in _readings(block.text):
            copies.setdefault(fold(text), []).append(i)
    for folded, places in copies.items():
        words = set(content_words(folded))
        if len(words) < _LEAST_CONTENT_WORDS:
            continue
        known = max(len(words & below[i]) for i in places) / len(words)
        if known < _LEAST_KNOWN:
            continue
        worth = known * min(len(words), 8) + min(len(places) - 1, 2)
        worth += 2.0 * any(blocks[i].heading for i in places)
        worth -= 2.0 * any(prose[i] for i in places)
        if worth > best:
            best, best_text = worth, folded
    return frozenset(i for i in copies.get(best_text, ()) if not prose[i])


def _readings(text: str) -> list[str]:
    """A line as it is, and without the name of the site that page titles end in."""
    found = SITE_SUFFIX.search(text)
    return [text] if found is None else [text, text[: found.start()]]


def _words_below(blocks: Sequence[Block], prose: Sequence[bool]) -> list[set[str]]:
    """For each of the first blocks, the content words of the paragraphs of prose that follow it."""
    size = min(len(blocks), _MOST_LINES)
    result: list[set[str]] = [set()] * size
    window: list[set[str]] = []
    current: set[str] = set()
    for i in range(len(blocks) - 1, -1, -1):
        if i < size:
            result[i] = current
        if prose[i] and i < size + 200:
            window = [set(content_words(blocks[i].text)), *window[: _LOOK_AHEAD - 1]]
            current = set().union(*window)
    return result
