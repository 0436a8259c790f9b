"""Put the pieces of a cleaned document together, the same way for pages and plain text."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from tightrope.records.documents import Document, Quarantined, RawDocument, RemovedBlock
from tightrope.stages.cleaning.datelines import dateline
from tightrope.stages.cleaning.language_identification import identify_language
from tightrope.stages.cleaning.outlets import in_plain_capitals

_TITLE_REASONS = ("title",)


def assemble(
    raw: RawDocument,
    paragraphs: Sequence[str],
    removed: tuple[RemovedBlock, ...],
    *,
    title: str | None = None,
    byline: str | None = None,
    outlet: str | None = None,
    outlet_basis: str = "",
    url: str | None = None,
    language: str | None = None,
    stated_dates: tuple[str, ...] = (),
    page_date: str | None = None,
    metadata_date: date | None = None,
) -> Document | Quarantined:
    """The document; what its container said goes before what was read from the content.

    Returns:
        A :class:`Quarantined` when there is no paragraph to read.
    """
    if not paragraphs:
        return Quarantined(
            raw.path,
            "no article found in it: nothing reads like prose (a menu, a list of links, a paywall "
            "notice?); save the article's own page.",
        )
    body = "\n\n".join(paragraphs)
    published = raw.published.date() if isinstance(raw.published, datetime) else raw.published
    return Document(
        id=raw.id,
        path=raw.path,
        text=f"{title}\n\n{body}" if title else body,
        title=title,
        byline=raw.byline or byline,
        outlet=in_plain_capitals(named) if (named := raw.outlet or outlet) else None,
        outlet_basis="metadata" if raw.outlet else outlet_basis,
        url=raw.url or url,
        language=identify_language(body, raw.language or language),
        dateline=next((d for p in paragraphs[:2] if (d := dateline(p))), None),
        stated_dates=stated_dates,
        page_date=page_date,
        metadata_date=published or metadata_date,
        fetched_at=raw.fetched_at,
        removed=removed,
    )


def group_removed(blocks: Iterable[tuple[str, str]]) -> tuple[RemovedBlock, ...]:
    """Neighbouring blocks removed for one reason as one, in the order in which they stood.

    The title's own line is not listed: it has moved, not gone.
    """
    grouped: list[tuple[str, list[str]]] = []
    for text, reason in blocks:
        if reason in _TITLE_REASONS:
            continue
        if grouped and grouped[-1][0] == reason:
            grouped[-1][1].append(text)
        else:
            grouped.append((reason, [text]))
    return tuple(RemovedBlock("\n".join(texts), reason) for reason, texts in grouped)
