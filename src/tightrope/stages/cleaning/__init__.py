"""Cleaning: from what was saved to what was written, with everything removed kept and explained."""

from tightrope.records.documents import Document, Quarantined, RawDocument
from tightrope.stages.cleaning.bounds import too_much
from tightrope.stages.cleaning.pages import clean_page
from tightrope.stages.cleaning.plain_text import clean_plain_text

__all__ = ["clean"]


def clean(raw: RawDocument) -> list[Document] | Quarantined:
    """The article or articles of a raw document.

    Args:
        raw: as reading hands it on, ``text/html`` or ``text/plain``.

    Returns:
        One document, or several when clearly separate articles were pasted into one file; the
        first keeps the raw document's id. :class:`Quarantined` when there is no article.
    """
    if (reason := too_much(raw)) is not None:
        return Quarantined(raw.path, reason)
    if raw.media_type != "text/html":
        return clean_plain_text(raw)
    cleaned = clean_page(raw)
    return cleaned if isinstance(cleaned, Quarantined) else [cleaned]
