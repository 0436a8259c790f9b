"""Markdown: front matter read, markup that is no text taken off.

Marks inside paragraphs (emphasis, links, headings) are left to cleaning, which knows them from
text dumps and takes headings for what they are.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from tightrope.reading.content import decode, looks_like_html
from tightrope.reading.sources import Source
from tightrope.records.documents import Quarantined, RawDocument
from tightrope.records.identifiers import content_identifier

_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
_FRONT = re.compile(r"\A\s*---[ \t]*\n(?P<fields>.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"^(?P<name>[A-Za-z_][\w-]{0,40})[ \t]*:[ \t]+(?P<value>\S.*?)[ \t]*$", re.M)
_NAMES = {
    "title": ("title", "headline"),
    "date": ("date", "published", "published_at", "datepublished", "publication_date"),
    "byline": ("author", "byline", "authors"),
    "outlet": ("outlet", "source", "publisher", "site_name"),
    "url": ("url", "link", "source_url", "canonical_url"),
    "language": ("language", "lang"),
}
_COMMENT = re.compile(r"<!--.{0,20000}?-->", re.S)
_FENCE = re.compile(r"^(?P<mark>`{3,}|~{3,})[^\n]*\n(?:.*?\n)??(?P=mark)[^\n]*$", re.S | re.M)
_DEFINITION = re.compile(
    r"^ {0,3}\[\^?[^\]\n]{1,200}\]:[ \t]+<?(?:https?:|/|#|mailto:|\.)\S*.*$", re.M
)
_REFERENCE = re.compile(r"(?<!!)\[([^\]\n]{1,300})\]\[[^\]\n]{0,200}\]")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,60}\](?!:)")
_UNDERLINED = re.compile(r"^(?=\S)([^\n]{1,300})\n(?:={3,}|-{3,})[ \t]*$", re.M)
_TABLE_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*(?::?-{2,}:?[ \t]*)?$", re.M)
_CELLS = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.M)


def is_markdown(source: Source) -> bool:
    """True by name."""
    return source.name.endswith(_SUFFIXES)


def read_markdown(source: Source, fields: Mapping[str, str]) -> Iterator[RawDocument | Quarantined]:
    """The one document of a file.

    Raises:
        UnreadableInput: empty, too large, or no text.
    """
    data = source.read_whole()
    content = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(content)
    given: dict[str, str] = {}
    # Two rules around a paragraph are no front matter: that is fields and nothing else.
    if front is not None and (found := _FIELD.findall(front["fields"])):
        given = {name.lower(): _unquoted(value) for name, value in found}
        content = content[front.end() :]
    if looks_like_html(content):
        text, media_type = content, "text/html"
    else:
        text, media_type = plain(content), "text/plain"
    yield RawDocument(
        id=content_identifier("d", data),
        path=source.place,
        content=text,
        media_type=media_type,
        url=_given(given, "url"),
        outlet=_given(given, "outlet"),
        title=_given(given, "title"),
        byline=_given(given, "byline"),
        language=_given(given, "language"),
        published=_moment(_given(given, "date")),
    )


def plain(content: str) -> str:
    """Markdown without code, comments, tables' rules and the addresses of links."""
    content = _FENCE.sub("", _COMMENT.sub("", content))
    content = _FOOTNOTE.sub("", _REFERENCE.sub(r"\1", _DEFINITION.sub("", content)))
    content = _TABLE_RULE.sub("", content)
    content = _CELLS.sub(lambda row: row[1].replace("|", "  "), content)
    return _UNDERLINED.sub(r"# \1", content)


def _given(front: Mapping[str, str], field: str) -> str | None:
    return next((front[name] for name in _NAMES[field] if front.get(name)), None)


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(part.strip(" \"'") for part in value[1:-1].split(","))
    return value.strip()


def _moment(written: str | None) -> datetime | date | None:
    try:
        if not written:
            return None
        return (
            date.fromisoformat(written) if len(written) == 10 else datetime.fromisoformat(written)
        )
    except ValueError:
        return None
