"""WARC archives: the pages and PDFs that servers answered with, each a document of its own.

After ISO 28500 (WARC 1.0 and 1.1). What is no page (pictures, scripts, redirections, errors) is
counted and named in one line, so that nothing is left out in silence.
"""

import gzip
import io
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import IO

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, WarcReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from tightrope.errors import UnreadableInput
from tightrope.reading.content import decode, looks_like_html
from tightrope.reading.pdf import document_of
from tightrope.reading.sources import MAX_DOCUMENT_BYTES, Source
from tightrope.records.documents import Quarantined, RawDocument
from tightrope.records.identifiers import content_identifier

_PAGES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_TEXT_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")
_PDF_TYPES = ("application/pdf", "application/x-pdf")
_PDF_START = b"%PDF-"
_OK = 200
_LARGEST = MAX_DOCUMENT_BYTES
_LISTED_KINDS = 6
_CHUNK = 1 << 16


def is_warc(source: Source) -> bool:
    """True for what begins as a WARC record does."""
    return source.head.lstrip(b"\r\n").startswith(b"WARC/")


def read_warc(source: Source, fields: Mapping[str, str]) -> Iterator[RawDocument | Quarantined]:
    """The pages of an archive; a bad record is set aside and the rest goes on.

    Raises:
        UnreadableInput: the file is damaged; what was read before counts.
    """
    passed_over: Counter[str] = Counter()
    with source.stream() as stream:
        held = _Held(stream)
        try:
            for number, record in enumerate(_records(held), 1):
                kind = _no_page(record)
                if kind is not None:
                    passed_over[kind] += 1
                    continue
                yield _document(source, number, record)
        except OSError as error:
            if held.trouble is None:
                raise UnreadableInput(
                    f"the WARC is damaged ({error}); what stands before the damage was read. "
                    "Fetch it again."
                ) from error
        finally:
            if passed_over:
                yield Quarantined(source.place, _counted(passed_over))
        if held.trouble is not None:
            raise held.trouble


def _records(held: "_Held") -> Iterator[WarcRecord]:
    return iter(
        ArchiveIterator(
            held,
            record_types=_PAGES,
            stream_detect=False,
            strict_mode=False,
        )
    )


class _Held:
    """A stream whose failure waits until the archive's reader has let go of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.trouble: Exception | None = None

    def read(self, size: int = _CHUNK) -> bytes:
        try:
            return self._stream.read(size)
        except EOFError as error:
            self.trouble = UnreadableInput(
                "the gzip file ends too early (a download cut short?); fetch it again."
            )
            self.trouble.__cause__ = error
        except (gzip.BadGzipFile, zlib.error, OSError) as error:
            self.trouble = UnreadableInput(f"the gzip file is damaged ({error}); fetch it again.")
            self.trouble.__cause__ = error
        except UnreadableInput as error:
            self.trouble = error
        return b""

    def tell(self) -> int:
        return 0

    def seek(self, offset: int, whence: int = 0) -> int:
        raise io.UnsupportedOperation("read from front to back")

    def close(self) -> None:
        pass


def _no_page(record: WarcRecord) -> str | None:
    """What a record is when it holds no page; None when it may."""
    if record.record_type == WarcRecordType.response:
        headers = record.http_headers if record.is_http_parsed else None
        status = headers.status_code if headers is not None else None
        if status is None:
            return "an answer that is not HTTP"
        if status != _OK:
            return f"an answer with status {status}"
    kind = _content_type(record)
    return None if not kind or kind in _TEXT_TYPES + _PDF_TYPES else kind


def _content_type(record: WarcRecord) -> str:
    written = record.http_content_type if record.is_http_parsed else None
    if written is None and record.record_type != WarcRecordType.response:
        written = record.headers.get("Content-Type")
    return (written or "").partition(";")[0].strip().lower()


def _document(source: Source, number: int, record: WarcRecord) -> RawDocument | Quarantined:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> \t") or None
    place = f"{source.place}:{url or number}"
    length = record.content_length
    if length > _LARGEST:
        limit = _LARGEST // (1024 * 1024)
        return Quarantined(
            place, f"says it is {length:,} bytes long, more than {limit} MB; left out."
        )
    try:
        body = record.reader.read(length) if length else b""
        if len(body) < length:
            return Quarantined(
                place,
                f"says it is {length:,} bytes long but ends after {len(body):,} (cut short, or a "
                "wrong length); fetch it again.",
            )
        body = _unpacked(body, record)
        if _content_type(record) in _PDF_TYPES or body.startswith(_PDF_START):
            return replace(document_of(body, place), url=url, fetched_at=record.record_date)
        content = _as_text(body, record)
    except UnreadableInput as reason:
        return Quarantined(place, str(reason))
    except (OSError, EOFError, ValueError) as error:
        return Quarantined(place, f"its content can't be unpacked ({error}); fetch it again.")
    html = _content_type(record) in _TEXT_TYPES[:2] or looks_like_html(content)
    return RawDocument(
        id=content_identifier("d", content.encode("utf-8", "surrogatepass")),
        path=place,
        content=content,
        media_type="text/html" if html else "text/plain",
        url=url,
        fetched_at=record.record_date,
    )


def _unpacked(body: bytes, record: WarcRecord) -> bytes:
    """Take transfer and content encodings off, within bounds.

    Some archivers keep the headers after taking the encodings off themselves, so gzip is believed
    only where its first bytes are there.
    """
    headers = record.http_headers if record.is_http_parsed else None
    if headers is None:
        return body
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        body = _drained(ChunkedReader(io.BytesIO(body)))
    coding = (headers.get("Content-Encoding") or "").strip().lower()
    if coding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        return _drained(GzipReader(io.BytesIO(body)))
    if coding == "deflate":
        return _drained(GzipReader(io.BytesIO(body), zlib=True))
    if coding == "br":
        return _drained(BrotliReader(io.BytesIO(body)))
    if coding == "zstd":
        return _drained(ZstdReader(io.BytesIO(body)))
    return body


def _drained(reader: WarcReader) -> bytes:
    pieces, size = [], 0
    while piece := reader.read(_CHUNK):
        size += len(piece)
        if size > _LARGEST:
            raise UnreadableInput(
                f"swells past {_LARGEST // (1024 * 1024)} MB, more than a page would; left out."
            )
        pieces.append(piece)
    return b"".join(pieces)


def _as_text(body: bytes, record: WarcRecord) -> str:
    declared = record.http_charset if record.is_http_parsed else None
    return decode(body, declared)


def _counted(passed_over: Counter[str]) -> str:
    total = passed_over.total()
    kinds = sorted(passed_over.items(), key=lambda kind: (-kind[1], kind[0]))
    listed = ", ".join(f"{kind} ({count:,})" for kind, count in kinds[:_LISTED_KINDS])
    more = f" and {len(kinds) - _LISTED_KINDS} other kinds" if len(kinds) > _LISTED_KINDS else ""
    what = "1 record holds no page" if total == 1 else f"{total:,} records hold no page"
    return f"{what}: {listed}{more}; nothing is to be done."
