"""The text of a piece of HTML that is an article's own, with no page around it."""

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt",
     "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
     "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul")
)  # fmt: skip
_UNSEEN = frozenset(("script", "style", "noscript", "template", "head", "iframe", "object", "svg"))
_TAG = re.compile(r"<[a-zA-Z!/][^>]*>|&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[\da-fA-F]{1,6});")


def text_of_fragment(html: str) -> str:
    """Paragraphs of a fragment, one blank line between them; plain text stays as it is."""
    if _TAG.search(html) is None:
        return html
    try:
        tree = document_fromstring(
            html.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, ValueError):
        return ""
    pieces: list[str] = []
    paragraphs: list[str] = []

    def close() -> None:
        text = " ".join("".join(pieces).split())
        pieces.clear()
        if text:
            paragraphs.append(text)

    stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while stack:
        element, leaving = stack.pop()
        shown = isinstance(element.tag, str) and element.tag not in _UNSEEN
        if not leaving and shown:
            if element.tag in _BLOCKS:
                close()
            pieces.append(element.text or "")
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        if shown and element.tag in _BLOCKS:
            close()
        if element is not tree:
            pieces.append(element.tail or "")
    close()
    return "\n\n".join(paragraphs)
