"""The readers and which of them takes a file; the one place to add another kind of source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tightrope.errors import UnreadableInput
from tightrope.reading.archives import is_zip, members
from tightrope.reading.content import refuse_binary
from tightrope.reading.documents import read_document
from tightrope.reading.feeds import is_feed, read_feed
from tightrope.reading.jsonl import is_records, read_records
from tightrope.reading.mail import is_mail, read_mail
from tightrope.reading.markdown import is_markdown, read_markdown
from tightrope.reading.pdf import is_pdf, read_pdf
from tightrope.reading.sources import Source, open_source
from tightrope.reading.warc import is_warc, read_warc
from tightrope.records.documents import Quarantined, RawDocument


class _Recognise(Protocol):
    def __call__(self, source: Source) -> bool: ...


class _Read(Protocol):
    def __call__(
        self, source: Source, fields: Mapping[str, str]
    ) -> Iterator[RawDocument | Quarantined]: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of source.

    Attributes:
        name: what a user would call it.
        recognises: whether a source is of this kind, from its first bytes and its name.
        read: its documents in order. It may raise
            :class:`~tightrope.errors.UnreadableInput` at any point: what it has yielded counts,
            and the reason goes to quarantine.
    """

    name: str
    recognises: _Recognise
    read: _Read


def _read_archive(source: Source, fields: Mapping[str, str]) -> Iterator[RawDocument | Quarantined]:
    for member in members(source):
        if isinstance(member, Quarantined):
            yield member
        else:
            yield from _read_source(member, fields)


# Asked in this order; the last one takes whatever is text.
READERS: tuple[Reader, ...] = (
    Reader("WARC", is_warc, read_warc),
    Reader("PDF", is_pdf, read_pdf),
    Reader("ZIP archive", is_zip, _read_archive),
    Reader("mail or saved page", is_mail, read_mail),
    Reader("feed", is_feed, read_feed),
    Reader("JSONL", is_records, read_records),
    Reader("Markdown", is_markdown, read_markdown),
    Reader("text or HTML", lambda source: True, read_document),
)


def read_file(
    path: Path, fields: Mapping[str, str] | None = None
) -> Iterator[RawDocument | Quarantined]:
    """The documents of one file.

    Args:
        path: any file; its kind is decided by content first, then by name.
        fields: for records: our field names (``text``, ``title``, ``url``, ``date``, ``outlet``,
            ``author``, ``language``) to the names that the records use.

    Yields:
        Documents, and a :class:`Quarantined` for every file or record that can't be read.
    """
    try:
        source = open_source(path)
    except UnreadableInput as reason:
        yield Quarantined(str(path), str(reason))
        return
    yield from _read_source(source, fields or {})


def _read_source(source: Source, fields: Mapping[str, str]) -> Iterator[RawDocument | Quarantined]:
    try:
        refuse_binary(source.head)
        reader = next(r for r in READERS if r.recognises(source))
        yield from reader.read(source, fields)
    except UnreadableInput as reason:
        yield Quarantined(source.place, str(reason))
