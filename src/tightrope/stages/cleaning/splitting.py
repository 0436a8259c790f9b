"""Several articles pasted into one plain text: where one ends and the next begins.

Precision first: an article that is cut in two is worse than two that stay together. A text is cut
only where a headline with a masthead of its own (a byline, a line that says when it was published,
a dateline) stands between stretches of prose, the text above begins in the same way, and nothing
of a web page stands between them: the lists of links around an article are full of headlines and
dates. A line of dashes or stars above the headline takes the place of part of this.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.stages.cleaning.blocks import Block
from tightrope.stages.cleaning.datelines import byline, date_line, dateline
from tightrope.stages.cleaning.furniture import furniture_of
from tightrope.stages.cleaning.lines import split_blocks

_SEPARATOR = re.compile(r"^[ \t]*(?:(?:-[ \t]*){4,}|(?:[=*_#~][ \t]*){3,})$")
_FEWEST_HEADLINE_WORDS, _MOST_HEADLINE_WORDS = 4, 25
_MASTHEAD_LINES = 3
_LEAST_PROSE_WORDS = 60
_LEAST_PROSE_BLOCKS = 2
_MOST_PARTS = 50
_MOST_FURNITURE = 2  # lines in the whole text: a footer may have been pasted along
_NAME = re.compile(r"(?<![.!?“\"\n] )(?<!^)\b[A-Z][a-zA-Z'’-]{3,}")
_LEAST_NAMES = 5
_OTHER_NAMES = 0.15  # of the names of the shorter part, at most, that the other one knows


@dataclass(frozen=True, slots=True)
class Part:
    """One of the articles of a text, and why it is one."""

    text: str
    note: str


def split_articles(text: str) -> list[Part]:
    """The articles of a normalised text; empty when it is one, or that is not certain."""
    lines = text.split("\n")
    ruled = _between_rules(lines)
    if len(ruled) > 1:
        return _noted(ruled, "a line of signs and a headline of its own stand above the next")
    headed = _between_headlines(lines)
    if len(headed) > 1:
        return _noted(headed, "a headline with its own masthead stands above the next")
    return []


def _noted(texts: Sequence[str], why: str) -> list[Part]:
    total = len(texts)
    return [
        Part(text, f"article {n} of {total} in its file: {why}") for n, text in enumerate(texts, 1)
    ]


def _between_rules(lines: Sequence[str]) -> list[str]:
    """Texts between separators, when every one of them is an article by its looks."""
    chunks: list[list[str]] = [[]]
    for number, line in enumerate(lines):
        above = lines[number - 1].strip() if number else ""
        # A rule right below a line underlines it.
        if _SEPARATOR.match(line) and not above:
            chunks.append([])
        else:
            chunks[-1].append(line)
    texts = ["\n".join(chunk) for chunk in chunks if any(line.strip() for line in chunk)]
    if not 1 < len(texts) <= _MOST_PARTS:
        return []
    blocks = [split_blocks(text) for text in texts]
    if not all(_is_article(part) for part in blocks):
        return []
    named = [_names(text) for text in texts]
    for (one, names), (other, others) in zip(
        zip(blocks, named, strict=True), zip(blocks[1:], named[1:], strict=True), strict=False
    ):
        if not (_has_masthead(one, 0) and _has_masthead(other, 0)) and not _far(names, others):
            return []
    return texts


def _between_headlines(lines: Sequence[str]) -> list[str]:
    """Texts that each begin with a headline and a masthead of its own."""
    starts = [
        number
        for number, line in enumerate(lines)
        if line.strip()
        and (number == 0 or not lines[number - 1].strip())
        and _is_headline(Block(" ".join(line.split())))
        and _has_masthead([Block(" ".join(t.split())) for t in _following(lines, number)], 0)
    ]
    if not 1 < len(starts) <= _MOST_PARTS or any(line.strip() for line in lines[: starts[0]]):
        return []
    texts = [
        "\n".join(lines[start:end])
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    blocks = [split_blocks(text) for text in texts]
    if sum(furniture_of(block) is not None for part in blocks for block in part) > _MOST_FURNITURE:
        return []
    return texts if all(_is_article(part) for part in blocks) else []


def _following(lines: Sequence[str], number: int) -> list[str]:
    """A line and the next few that are not blank."""
    found: list[str] = []
    for line in lines[number:]:
        if line.strip():
            found.append(line)
        if len(found) > _MASTHEAD_LINES + 1:
            break
    return found


def _is_article(blocks: Sequence[Block]) -> bool:
    """It begins with a headline and goes on in prose."""
    prose = [block for block in blocks[1:] if block.is_prose]
    return (
        bool(blocks)
        and _is_headline(blocks[0])
        and len(prose) >= _LEAST_PROSE_BLOCKS
        and sum(len(block.words) for block in prose) >= _LEAST_PROSE_WORDS
    )


def _is_headline(block: Block) -> bool:
    return (
        _FEWEST_HEADLINE_WORDS <= len(block.words) <= _MOST_HEADLINE_WORDS
        and not block.text.rstrip("*_ ").endswith((".", ":", ",", ";"))
        and not block.bullet
        and not block.trails_off
        and block.text.lstrip("#*_ “\"'‘")[:1].isupper()
        and date_line(block.text) is None
        and byline(block.text) is None
        and dateline(block.text) is None
        and furniture_of(block) is None
    )


def _has_masthead(blocks: Sequence[Block], headline: int) -> bool:
    """Whether a byline, a stated date or a dateline stands between a headline and its prose."""
    for block in blocks[headline + 1 : headline + 2 + _MASTHEAD_LINES]:
        if dateline(block.text) is not None:
            return True
        if block.is_prose or len(block.words) > _MOST_HEADLINE_WORDS:
            return False
        stated = date_line(block.text)
        # A bare date below a heading is how chronicles go.
        if byline(block.text) is not None or (stated is not None and stated.labelled):
            return True
    return False


def _names(text: str) -> set[str]:
    return {name.casefold() for name in _NAME.findall(text)}


def _far(names: set[str], others: set[str]) -> bool:
    """Two texts that name other people and places."""
    fewer = min(len(names), len(others))
    return fewer >= _LEAST_NAMES and len(names & others) <= _OTHER_NAMES * fewer
