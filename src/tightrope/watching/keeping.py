"""What was fetched as a file: one WARC response record, packed (ISO 28500)."""

import io
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from tightrope.watching.fetching import Answer

_KEPT_HEADERS = ("content-type", "last-modified", "date", "content-language")


def keep(folder: Path, url: str, answer: Answer, fetched: float) -> Path:
    """Write an answer below ``folder`` and return where; the same address has one file.

    Args:
        folder: of the watch.
        url: as the feed gave it; it names the file.
        answer: its body goes in unpacked.
        fetched: seconds since 1970.
    """
    name = blake2b(url.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    host = "".join(c if c.isalnum() or c in ".-" else "_" for c in urlsplit(url).netloc)[:80]
    path = folder / (host.strip(".") or "site") / f"{name}.warc.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    record = WarcRecord()
    body = _as_http(answer)
    record.init_headers(
        record_type=WarcRecordType.response,
        record_urn=f"urn:uuid:{_uuid(url, body)}".encode(),
    )
    record.headers["WARC-Target-URI"] = answer.url
    record.headers["WARC-Date"] = datetime.fromtimestamp(fetched, UTC).strftime(
        "%Y-%m-%dT%H:%M:%SZ"
    )
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(body)
    packed = io.BytesIO()
    with GzipWriter(packed) as writer:
        record.write(writer)
    partial = path.with_suffix(".partial")
    partial.write_bytes(packed.getvalue())
    partial.replace(path)
    return path


def _as_http(answer: Answer) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} OK"]
    lines += [
        f"{name.title()}: {' '.join(value.split())}"
        for name in _KEPT_HEADERS
        if (value := answer.headers.get(name))
    ]
    lines.append(f"Content-Length: {len(answer.body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace") + answer.body


def _uuid(url: str, body: bytes) -> str:
    digest = blake2b(url.encode("utf-8", "surrogatepass") + body, digest_size=16).hexdigest()
    return "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:]))
