"""Files that hold one document: plain text and HTML."""

from collections.abc import Iterator, Mapping

from tightrope.reading.content import decode, looks_like_html
from tightrope.reading.sources import Source
from tightrope.records.documents import Quarantined, RawDocument
from tightrope.records.identifiers import content_identifier


def read_document(source: Source, fields: Mapping[str, str]) -> Iterator[RawDocument | Quarantined]:
    """The one document of a file; ``fields`` mean nothing here.

    Raises:
        UnreadableInput: empty, too large, or no text.
    """
    data = source.read_whole()
    content = decode(data)
    yield RawDocument(
        id=content_identifier("d", data),
        path=source.place,
        content=content,
        media_type="text/html" if looks_like_html(content) else "text/plain",
    )
