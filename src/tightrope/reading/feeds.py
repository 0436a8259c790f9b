"""Saved feeds, RSS and Atom: each entry a document of its own.

What an entry holds is an article's text or its summary; the page it links to is not fetched here.
"""

import calendar
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser

from tightrope.errors import UnreadableInput
from tightrope.reading.content import looks_like_feed
from tightrope.reading.page_text import text_of_fragment
from tightrope.reading.sources import Source
from tightrope.records.documents import Quarantined, RawDocument
from tightrope.records.identifiers import identifier

MAX_FEED_BYTES = 16 * 1024 * 1024
MAX_ENTRIES = 10_000
MAX_TAGS = 400_000
# A feed declares no entities; what does is a bomb or a document of another kind.
_ENTITIES = re.compile(rb"<!ENTITY", re.I)
_ENTRY = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>/]", re.I)
_LONE = re.compile("[\ud800-\udfff]")


def is_feed(source: Source) -> bool:
    """True for RSS and Atom by how they begin, whatever the file is called."""
    if source.head.lstrip().startswith((b"<?xml", b"<!DOCTYPE")) and _ENTITIES.search(source.head):
        return True  # and refused: no feed begins so, and no page either
    for encoding in ("utf-8", "utf-16"):
        if looks_like_feed(source.head.decode(encoding, "replace").removeprefix("\ufeff")):
            return True
    return False


def read_feed(source: Source, fields: Mapping[str, str]) -> Iterator[RawDocument | Quarantined]:
    """The entries of a feed; one without text or title is set aside.

    Raises:
        UnreadableInput: too large, damaged before its first entry, or without entries.
    """
    data = source.read_whole(MAX_FEED_BYTES)
    if _ENTITIES.search(data):
        raise UnreadableInput("is XML that declares entities, which no feed and no page does.")
    if data.count(b"<") > MAX_TAGS or len(_ENTRY.findall(data)) > 2 * MAX_ENTRIES:
        raise UnreadableInput(
            f"a feed of more than {2 * MAX_ENTRIES:,} entries or {MAX_TAGS:,} tags; split it."
        )
    feed = parse_feed(data)
    entries = feed.entries
    if not entries:
        trouble = feed.get("bozo_exception")
        raise UnreadableInput(
            f"is a news feed that can't be read ({trouble}); fetch it again."
            if trouble
            else "is a news feed without entries; leave it out."
        )
    outlet = _line(feed.feed.get("title"))
    language = _line(feed.feed.get("language"))
    for number, entry in enumerate(entries[:MAX_ENTRIES], 1):
        yield _document(f"{source.place}:{number}", entry, outlet, language)
    if len(entries) > MAX_ENTRIES:
        yield Quarantined(
            source.place,
            f"holds {len(entries):,} entries; the first {MAX_ENTRIES:,} were read. Split it.",
        )
    elif feed.get("bozo") and isinstance(feed.get("bozo_exception"), Exception):
        trouble = feed["bozo_exception"]
        if not isinstance(trouble, feedparser.CharacterEncodingOverride):
            yield Quarantined(
                source.place,
                f"the feed is damaged ({trouble}); its entries up to there were read. "
                "Fetch it again.",
            )


def parse_feed(data: bytes) -> Any:
    """A feed as feedparser gives it; HTML stays as the publisher wrote it.

    Raises:
        UnreadableInput: feedparser itself fails.
    """
    try:
        return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it promises to raise nothing, and does so only nearly
        raise UnreadableInput(
            f"is a news feed that can't be read ({type(error).__name__}: {error}); fetch it again."
        ) from error


def _document(
    place: str, entry: Any, outlet: str | None, language: str | None
) -> RawDocument | Quarantined:
    title = _line(entry.get("title"))
    written = [str(part.get("value") or "") for part in entry.get("content", ())]
    text = text_of_fragment(_clean(max([*written, str(entry.get("summary") or "")], key=len)))
    if not text.strip():
        return Quarantined(
            place, "an entry without text; save the page it links to, or use 'tightrope watch'."
        )
    url = _line(entry.get("link"))
    # Through dict: feedparser's own lookup warns where one of them is missing.
    published = _moment(dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed"))
    return RawDocument(
        id=identifier("d", url, title, text),
        path=place,
        content=text,
        media_type="text/plain",
        url=url,
        outlet=_line((entry.get("source") or {}).get("title")) or outlet,
        title=title,
        byline=_line(entry.get("author")),
        language=language,
        published=published,
        is_body=True,
    )


def _moment(fields: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(fields), UTC) if fields else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _line(value: object) -> str | None:
    """A value on one line, without markup."""
    if not isinstance(value, str):
        return None
    return " ".join(text_of_fragment(_clean(value)).split()) or None


def _clean(text: str) -> str:
    return _LONE.sub("\ufffd", text).replace("\x00", "")
