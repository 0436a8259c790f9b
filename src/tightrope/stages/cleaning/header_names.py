"""The names of newspapers and institutions that stand above a headline and are not one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tightrope.stages.cleaning.blocks import Block
from tightrope.stages.cleaning.datelines import byline, date_line
from tightrope.stages.cleaning.furniture import furniture_of
from tightrope.stages.cleaning.headlines import content_words
from tightrope.stages.cleaning.outlets import (
    folded_name,
    is_name,
    is_section,
    known_outlet,
    name_parts,
    sounds_like_body,
    sounds_like_press,
    written_elsewhere,
)

_HEADER_BLOCKS = 40
_MOST_CAPITALS_WORDS = 5
_MOST_SHORT_LINES = 8
_MOST_TOLD = 0.5  # of a name's longer words that the article may use


@dataclass(frozen=True, slots=True)
class HeaderName:
    """A line that is a name.

    Attributes:
        name: as it should be written.
        sure: it can be no headline; else it is one when nothing else can be.
        outlet: it says whose page it is.
        dated: a date of publication stands in the line as well.
    """

    name: str
    sure: bool
    outlet: bool
    dated: bool


def header_names(
    blocks: Sequence[Block], start: int, body: Sequence[int], owner: str | None
) -> dict[int, HeaderName]:
    """Names in the lines above the text, by their place.

    Args:
        blocks: all blocks of a page.
        start: where the text under the headline begins.
        body: places of the article's blocks.
        owner: whose the copyright line says that the page is.
    """
    told = {w for i in body if i >= start for w in content_words(blocks[i].text)}
    found: dict[int, HeaderName] = {}
    # Among many short lines, which are a menu, a name is as likely one of its items.
    top = _short_lines(blocks[:start]) <= _MOST_SHORT_LINES
    for i in range(min(start, _HEADER_BLOCKS, len(blocks))):
        block = blocks[i]
        stated = date_line(block.text)
        text = stated.rest if stated else block.text
        if not text or furniture_of(block) or byline(block.text):
            continue
        below = date_line(blocks[i + 1].text) if i + 1 < start else None
        # "Published ..." follows an author; the day of an issue stands there without a word.
        heads = top or stated is not None or (below is not None and not below.labelled)
        read = _read(i, text, blocks, told, owner, top=top, heads=heads)
        top = False
        if read is not None:
            name, sure, outlet = read
            found[i] = HeaderName(name, sure, outlet, stated is not None)
    return found


def _read(
    i: int,
    text: str,
    blocks: Sequence[Block],
    told: set[str],
    owner: str | None,
    *,
    top: bool,
    heads: bool,
) -> tuple[str, bool, bool] | None:
    parts = name_parts(text)
    sections = [p for p in parts if is_section(p) or furniture_of(Block(p))]
    names = [p for p in parts if p not in sections]
    if len(names) != 1 or not is_name(names[0]):
        return None
    (name,) = names
    if owner is not None and folded_name(name) == folded_name(owner):
        return (owner if name.isupper() else name), True, True
    known = known_outlet(name)
    if known is not None and (top or len(name.split()) > 1):
        return (known if name.isupper() else name), True, heads
    words = content_words(name)
    new = sum(w in told for w in words) <= _MOST_TOLD * len(words)
    elsewhere = written_elsewhere(name, _others(blocks, i))
    written = elsewhere or name if name.isupper() else name
    if sounds_like_press(name) and (new or elsewhere):
        return written, heads, heads
    if sounds_like_body(name) and (elsewhere or sections):
        follows = next((b.text for b in blocks[i + 1 : i + 2]), "")
        labelled = bool(sections) or all(is_section(p) for p in name_parts(follows))
        return written, top and labelled, top and labelled
    if name.isupper() and new and len(name.split()) <= _MOST_CAPITALS_WORDS:
        return written, False, False
    return None


def _short_lines(blocks: Sequence[Block]) -> int:
    return sum(
        len(b.words) <= _MOST_CAPITALS_WORDS and not date_line(b.text) and not byline(b.text)
        for b in blocks
    )


def _others(blocks: Sequence[Block], i: int) -> Iterator[str]:
    return (b.text for n, b in enumerate(blocks) if n != i)
