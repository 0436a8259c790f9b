"""Records, one a line (JSONL), or a JSON array of them: one document each."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from tightrope.errors import UnreadableInput
from tightrope.reading.content import decode, looks_like_html
from tightrope.reading.sources import MAX_DOCUMENT_BYTES, Source
from tightrope.records.documents import Quarantined, RawDocument
from tightrope.records.identifiers import content_identifier

# Our names, and what records in the wild call them; the first that is there and not empty wins.
FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article_body", "articleBody", "maintext", "html"),
    "title": ("title", "headline"),
    "url": ("url", "link", "source_url"),
    "date": (
        "date", "published", "published_at", "publish_date", "date_publish", "datePublished",
        "publication_date", "pubDate",
    ),
    "outlet": ("outlet", "source", "publisher", "site_name", "sitename"),
    "author": ("author", "byline", "authors"),
    "language": ("language", "lang"),
    "fetched": ("fetched_at", "date_download", "crawled_at"),
}  # fmt: skip
_SUFFIXES = (".jsonl", ".ndjson", ".jsonlines", ".json")


def is_records(source: Source) -> bool:
    """True by name, or when the first line is a JSON object whatever the file is called."""
    start = source.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith((b"{", b"[")):
        return source.name.endswith(_SUFFIXES[:-1])
    if source.name.endswith(_SUFFIXES):
        return True
    line, end, _ = start.partition(b"\n")
    if not end:
        return start.startswith((b'{"', b'[{"'))
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def read_records(source: Source, fields: Mapping[str, str]) -> Iterator[RawDocument | Quarantined]:
    """The documents of a file of records; a bad line is set aside and the rest goes on.

    Raises:
        UnreadableInput: the file as a whole can't be read, or an unknown field is mapped.
    """
    unknown = sorted(set(fields) - set(FIELD_NAMES))
    if unknown:
        raise UnreadableInput(
            f"the field map names {', '.join(unknown)}; known are {', '.join(FIELD_NAMES)}."
        )
    if _is_one_value(source):
        yield from _whole(source, fields)
        return
    empty = True
    for number, line in source.lines():
        place = f"{source.place}:{number}"
        if line is None:
            limit = MAX_DOCUMENT_BYTES // (1024 * 1024)
            yield Quarantined(place, f"a line longer than {limit} MB; split it or leave it out.")
            continue
        data = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not data:
            continue
        empty = False
        try:
            record = json.loads(decode(data))
        except UnreadableInput as reason:
            yield Quarantined(place, str(reason))
        except RecursionError:
            yield Quarantined(place, "nested too deeply to be a record; leave it out.")
        except ValueError as error:
            yield Quarantined(place, f"is no JSON ({error}); mend or delete this line.")
        else:
            yield _document(record, data, place, fields)
    if empty:
        raise UnreadableInput("holds no records; fetch it again or leave it out.")


def _is_one_value(source: Source) -> bool:
    """A JSON array, or one object spread over lines, rather than one object a line."""
    start = source.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"["):
        return True
    line = start.partition(b"\n")[0].strip()
    return start.startswith(b"{") and source.name.endswith(".json") and line in (b"{", b"{\r")


def _whole(source: Source, fields: Mapping[str, str]) -> Iterator[RawDocument | Quarantined]:
    data = source.read_whole()
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(
            f"is no JSON ({error}); mend it, or save one record a line."
        ) from error
    for number, record in enumerate(value if isinstance(value, list) else [value], 1):
        canonical = json.dumps(record, sort_keys=True, ensure_ascii=False).encode(
            "utf-8", "replace"
        )
        yield _document(record, canonical, f"{source.place}:{number}", fields)


def _document(
    record: object, data: bytes, place: str, fields: Mapping[str, str]
) -> RawDocument | Quarantined:
    if not isinstance(record, dict):
        return Quarantined(
            place, f"is a JSON {type(record).__name__}, not an object with fields; leave it out."
        )
    content = _text(_value(record, "text", fields))
    if content is None:
        looked = fields.get("text") or ", ".join(FIELD_NAMES["text"])
        there = ", ".join(sorted(map(str, record))[:12]) or "none"
        return Quarantined(
            place, f"no text in the fields {looked}; it has: {there}. Map the right one to 'text'."
        )
    if "\x00" in content:
        return Quarantined(place, "its text holds NUL characters, so it is damaged; leave it out.")
    return RawDocument(
        id=content_identifier("d", data),
        path=place,
        content=content,
        media_type="text/html" if looks_like_html(content) else "text/plain",
        url=_text(_value(record, "url", fields)),
        outlet=_text(_value(record, "outlet", fields)),
        title=_text(_value(record, "title", fields)),
        byline=_text(_value(record, "author", fields)),
        language=_text(_value(record, "language", fields)),
        published=_moment(_value(record, "date", fields)),
        fetched_at=_datetime(_moment(_value(record, "fetched", fields))),
        is_body=True,
    )


def _value(record: dict[str, Any], field: str, fields: Mapping[str, str]) -> object:
    names = (fields[field],) if field in fields else FIELD_NAMES[field]
    for name in names:
        value: Any = record
        # "source.name" reaches into a nested object, unless a field has just that name.
        for part in (name,) if name in record else name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if isinstance(value, dict):
            value = value.get("name")
        if value not in (None, "", []):
            return value
    return None


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = ", ".join(v for v in value if isinstance(v, str))
    if not isinstance(value, str):
        return None
    # JSON can hold halves of surrogate pairs, which no file or database takes.
    value = value.encode("utf-8", "replace").decode("utf-8")
    return value if value.strip() else None


def _moment(value: object) -> datetime | date | None:
    """A day or moment from ISO 8601, RFC 2822, or seconds (milliseconds) since 1970."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            seconds = value / 1000 if value > 1e11 else value
            return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
        if not isinstance(value, str):
            return None
        value = value.strip()
        if len(value) == 8 and not value.isdigit():
            return None
        if len(value) in (8, 10):
            return date.fromisoformat(value)
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return parsedate_to_datetime(value)
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _datetime(value: datetime | date | None) -> datetime | None:
    return value if isinstance(value, datetime) else None
