"""HTML pages: the article by trafilatura, and what it left out."""

from collections.abc import Iterator, Sequence
from datetime import date

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.settings import Document as Extracted
from trafilatura.utils import load_html

from tightrope.records.documents import Document, Quarantined, RawDocument
from tightrope.stages.cleaning.assembly import assemble, group_removed
from tightrope.stages.cleaning.blocks import Block
from tightrope.stages.cleaning.datelines import byline, date_line
from tightrope.stages.cleaning.furniture import furniture_of
from tightrope.stages.cleaning.headlines import fold
from tightrope.stages.cleaning.lines import normalise, split_blocks
from tightrope.stages.cleaning.outlets import outlet_of_page

_OUTSIDE = "outside the article (trafilatura)"
_UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "head", "iframe", "object"))
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "img", "kbd",
     "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var")
)  # fmt: skip
_MOST_REMOVED_CHARACTERS = 40_000
_HEADER_PARAGRAPHS, _FOOTER_PARAGRAPHS = 4, 2
# Dates that the page declares; its prose, its sidebars and its copyright year are dating's to read.
_DECLARED_DATES = {"extensive_search": False, "original_date": True}


def clean_page(raw: RawDocument) -> Document | Quarantined:
    """One cleaned document from HTML."""
    tree = load_html(raw.content)
    found = page_title = None
    if tree is not None:
        page_title = _one_line(tree.findtext(".//title"))
        # "fast" leaves out the comparison with two other extractors: measured, it is the better
        # result on news pages as well as the quicker one.
        # The signature still allows a dict, which it no longer returns.
        found = trafilatura.bare_extraction(
            tree,
            url=raw.url,
            fast=True,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=_DECLARED_DATES,
        )
    if tree is None or not isinstance(found, Extracted) or not found.text:
        return Quarantined(
            raw.path,
            "no article found in the page (an index, a video, or text loaded by a script?); save "
            "the article's own page as text.",
        )
    title = _one_line(raw.title or found.title)
    wanted = fold(title) if title else ""
    blocks = split_blocks(normalise(found.text))
    edge = {*range(_HEADER_PARAGRAPHS), *range(len(blocks) - _FOOTER_PARAGRAPHS, len(blocks))}
    paragraphs, who, dates = [], None, []
    for i, block in enumerate(blocks):
        if wanted and fold(block.text) == wanted:
            continue
        if i in edge and (stated := date_line(block.text)) is not None:
            dates.append(stated.text)
        elif i in edge and (named := byline(block.text)) is not None:
            who = who or named
        else:
            paragraphs.append(block.text)
    left_out = list(_left_out(tree, paragraphs, wanted))
    outlet, basis = _one_line(found.sitename), "metadata"
    if outlet is None:
        read = outlet_of_page(page_title, title, [text for text, _ in left_out])
        outlet, basis = read or (None, "")
    return assemble(
        raw,
        paragraphs,
        group_removed(left_out),
        title=title,
        byline=_one_line(found.author) or who,
        outlet=outlet,
        outlet_basis=basis,
        url=found.url,
        language=found.language,
        stated_dates=tuple(dict.fromkeys(dates)) or _stated_dates(left_out),
        metadata_date=_day(found.date),
    )


def _left_out(
    tree: HtmlElement, paragraphs: Sequence[str], title: str
) -> Iterator[tuple[str, str]]:
    """The page's other blocks of text in order, each with why it is not part of the article."""
    kept = fold(" ".join(paragraphs))
    seen = {title}
    size = 0
    for text in _block_texts(tree):
        folded = fold(text)
        # Menus stand in a page two and three times (for wide and for narrow screens).
        if not folded or folded in seen or folded in kept:
            continue
        seen.add(folded)
        size += len(text)
        if size > _MOST_REMOVED_CHARACTERS:
            return
        furniture = furniture_of(Block(text))
        yield text, furniture.reason if furniture else _OUTSIDE


def _block_texts(tree: HtmlElement) -> Iterator[str]:
    """Text between block-level tags, white space collapsed, without what is not shown."""
    pieces: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _UNSEEN:
                walk.skip_subtree()
                continue
            if tag not in _INLINE:
                yield from _joined(pieces)
            if element.text:
                pieces.append(element.text)
            continue
        if event == "end" and tag not in _INLINE and tag not in _UNSEEN:
            yield from _joined(pieces)
        if element.tail:
            pieces.append(element.tail)
    yield from _joined(pieces)


def _joined(pieces: list[str]) -> Iterator[str]:
    text = " ".join("".join(pieces).split())
    pieces.clear()
    if text:
        yield text


def _stated_dates(left_out: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The first line of the page that says when it was published ("Published ...")."""
    for text, _ in left_out:
        stated = date_line(text)
        if stated is not None and stated.labelled:
            return (stated.text,)
    return ()


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
