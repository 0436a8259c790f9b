"""HTML pages: the article by trafilatura, and what it left out."""

from datetime import date

import trafilatura
from trafilatura.settings import Document as Extracted
from trafilatura.utils import load_html

from tightrope.records.documents import Document, Quarantined, RawDocument
from tightrope.stages.cleaning.assembly import assemble, group_removed
from tightrope.stages.cleaning.lines import normalise, split_blocks
from tightrope.stages.cleaning.headlines import fold


def clean_page(raw: RawDocument) -> Document | Quarantined:
    """One cleaned document from HTML."""
    tree = load_html(raw.content)
    found = None
    if tree is not None:
        # "fast" leaves out the comparison with two other extractors: measured, it is the better
        # result on news pages as well as the quicker one.
        # The signature still allows a dict, which it no longer returns.
        found = trafilatura.bare_extraction(
            tree, url=raw.url, fast=True, include_comments=False, with_metadata=True
        )
    if not isinstance(found, Extracted) or not found.text:
        return Quarantined(
            raw.path,
            "no article found in the page (an index, a video, or text loaded by a script?); save "
            "the article's own page as text.",
        )
    title = _one_line(raw.title or found.title)
    wanted = fold(title) if title else ""
    paragraphs = [
        b.text for b in split_blocks(normalise(found.text)) if not wanted or fold(b.text) != wanted
    ]
    outlet = _one_line(found.sitename)
    return assemble(
        raw,
        paragraphs,
        group_removed(()),
        title=title,
        byline=_one_line(found.author),
        outlet=outlet,
        outlet_basis="metadata" if outlet else "",
        url=found.url,
        language=found.language,
        metadata_date=_day(found.date),
    )


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
