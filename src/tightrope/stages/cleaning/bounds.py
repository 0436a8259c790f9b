"""What is too much for one article, said before any work is done on it.

Cleaning takes time in proportion to what it gets, and an article is never as large as these
bounds; so every document is done with within seconds, without a clock that would make results
depend on the machine.
"""

import re

from tightrope.records.documents import RawDocument

MAX_TEXT_CHARACTERS = 2_000_000
MAX_TEXT_LINES = 50_000
MAX_PAGE_CHARACTERS = 5_000_000
MAX_PAGE_TAGS = 50_000
MAX_PAGE_DEPTH = 2_000
MAX_ATTRIBUTES = 2_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LONG_TAG = re.compile(rf"<[^>]{{{MAX_ATTRIBUTES},}}")
# Elements that close themselves or may be left open: they do not nest.
_FLAT = frozenset(
    ("area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
     "option", "p", "param", "source", "td", "th", "tr", "track", "wbr")
)  # fmt: skip


def too_much(raw: RawDocument) -> str | None:
    """Why a document is not cleaned at all; None when it is within bounds."""
    content = raw.content
    if raw.media_type != "text/html":
        if len(content) > MAX_TEXT_CHARACTERS:
            return (
                f"{len(content):,} characters, more than an article has ({MAX_TEXT_CHARACTERS:,}); "
                "split it into its articles."
            )
        if content.count("\n") > MAX_TEXT_LINES:
            return (
                f"{content.count(chr(10)):,} lines, more than an article has "
                f"({MAX_TEXT_LINES:,}); split it into its articles."
            )
        return None
    if len(content) > MAX_PAGE_CHARACTERS:
        return (
            f"a page of {len(content):,} characters, more than an article's page has "
            f"({MAX_PAGE_CHARACTERS:,}); save the article alone."
        )
    tags = content.count("<")
    if tags > MAX_PAGE_TAGS:
        return (
            f"a page of {tags:,} tags, more than an article's page has ({MAX_PAGE_TAGS:,}); save "
            "the article alone."
        )
    if _most_attributes(content) > MAX_ATTRIBUTES:
        return (
            f"a page with an element of more than {MAX_ATTRIBUTES:,} attributes; save the article "
            "alone."
        )
    if _depth(content) > MAX_PAGE_DEPTH:
        return (
            f"a page nested more than {MAX_PAGE_DEPTH:,} deep, which no browser shows; save the "
            "article's text."
        )
    return None


def _most_attributes(content: str) -> int:
    """By signs of equality, so that pictures written into the page count little."""
    # A tag has at least as many characters as signs of equality: short ones need no count.
    return max((tag.count("=") for tag in _LONG_TAG.findall(content)), default=0)


def _depth(content: str) -> int:
    depth = deepest = 0
    for closing, name in _TAG.findall(content):
        if name.lower() in _FLAT:
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest
