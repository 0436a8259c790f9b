"""Input that is broken or meant to break: a reason each, within seconds and bounded memory, and
the rest of the folder untouched."""

import gzip
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tightrope.engine.pipeline import prepare_file
from tightrope.reading import archives
from tightrope.reading.tests.made_sources import pdf_of, warc_record, zip_of

SENTENCE = "Oslo and Hanoi signed a fisheries agreement on Monday, the ministry said. "
TEXT = SENTENCE.encode()
PAGE = b"<html><body>"
MAIL = b"From: a\nMIME-Version: 1.0\n"
RSS = b'<rss version="2.0"><channel>'
SECONDS = 20.0  # of this process's own; generous: most take a fraction of one
MEGABYTES = 700


def _entities() -> bytes:
    steps = [b'<!ENTITY l0 "lol">']
    steps += [b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 11)]
    item = b"<item><title>&l10;</title></item></channel></rss>"
    return b'<?xml version="1.0"?><!DOCTYPE a [' + b"".join(steps) + b"]>" + RSS + item


def _nested_parts() -> bytes:
    part = b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n'
    return MAIL + b"".join(part % (n, n) for n in range(5000)) + b"\nhello\n"


def _nested_zip() -> bytes:
    data = b"Lima waits."
    for name in ("a.txt", "b.zip", "c.zip", "d.zip", "e.zip"):
        data = zip_of({name: data})
    return data


def _nested_gzip() -> bytes:
    data = TEXT
    for _ in range(10):
        data = gzip.compress(data)
    return data


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.txt": (lambda: b"", "is empty"),
    "spaces.txt": (lambda: b" \n" * 1000, "white space"),
    "nul.txt": (lambda: b"Oslo\x00met\x00Lima\x00" * 1000, "NUL bytes"),
    "binary.txt": (lambda: bytes(range(1, 32)) * 1000, "not text"),
    "picture.txt": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG image"),
    "large.txt": (lambda: TEXT * 2_800_000, "larger than 64 MB"),
    "long.txt": (lambda: TEXT * 60_000, "more than an article has"),
    "lines.txt": (lambda: b"x y\n" * 1_000_000, "more than an article has"),
    "short_lines.txt": (lambda: b"x\n" * 400_000, "400,000 lines"),
    "word.txt": (lambda: b"a" * 1_900_000, "no article"),
    "marks.txt": (lambda: b"*a " * 600_000, "no article"),
    "cut.txt.gz": (lambda: gzip.compress(TEXT * 500)[:-20], "ends too early"),
    "damaged.txt.gz": (lambda: gzip.compress(TEXT)[:20] + bytes(60), "damaged"),
    "nested.gz": (_nested_gzip, "compressed more than"),
    "deep.html": (lambda: PAGE + b"<div>" * 40_000 + TEXT, "nested more than"),
    "spans.html": (lambda: PAGE + b"<span><b>" * 20_000 + TEXT, "nested more than"),
    "tables.html": (lambda: PAGE + b"<table><tr><td>" * 15_000 + TEXT, "nested more than"),
    "tags.html": (lambda: PAGE + b"<p>a</p>" * 200_000, "tags"),
    "attributes.html": (
        lambda: PAGE + b"<p " + b" ".join(b'a%d="x"' % n for n in range(200_000)) + b">" + TEXT,
        "attributes",
    ),
    "size.html": (lambda: PAGE + (b"<p>" + TEXT * 10) * 8_000, "characters, more than"),
    "deep.json": (lambda: b"[" * 100_000 + b"]" * 100_000, ""),
    "deep.jsonl": (lambda: b'{"text": ' * 100_000 + b"1" + b"}" * 100_000 + b"\n", ""),
    "entities.xml": (_entities, "declares entities"),
    "items.xml": (lambda: RSS + b"<item>" * 50_000, "20,000 entries"),
    "parts.eml": (_nested_parts, "nested parts"),
    "length.warc": (lambda: warc_record(TEXT, length=10**15), "bytes long"),
    "negative.warc": (lambda: warc_record(TEXT, length=-1), ""),
    "bomb.warc": (
        lambda: warc_record(gzip.compress(bytes(150_000_000)), {"Content-Encoding": "gzip"}),
        "swells past",
    ),
    "headers.warc": (lambda: b"WARC/1.0\r\n" + b"X: y\r\n" * 200_000, ""),
    "cut.warc": (lambda: warc_record(TEXT * 100)[:-3000], "cut short"),
    "pages.pdf": (lambda: pdf_of([["Oslo"]], kids="4 0 R " * 50_000, count=50_000), "pages"),
    "count.pdf": (lambda: pdf_of([["Oslo"]], count=2_000_000_000), ""),
    "circle.pdf": (lambda: pdf_of([["Oslo"]], kids="2 0 R " * 10, count=400), ""),
    "text.pdf": (lambda: pdf_of([[SENTENCE] * 5_000]), "characters on page 1"),
    "cut.pdf": (lambda: pdf_of([["Oslo"]])[:60], ""),
    "many.zip": (lambda: zip_of({f"{n}.txt": b"x" for n in range(10_001)}), "10,000 files"),
    "bomb.zip": (lambda: zip_of({"a.txt": bytes(70_000_000)}), "unpacks to more than 64 MB"),
    "nested.zip": (_nested_zip, "unpack it first"),
    "cut.zip": (lambda: zip_of({"a.txt": TEXT * 100})[:-40], "no end"),
    "empty.zip": (lambda: zip_of({}), "empty ZIP"),
}


def _peak_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


@pytest.mark.parametrize("name", BAD)
def test_bad_input_ends_with_a_reason_within_bounds(name: str, tmp_path: Path) -> None:
    make, reason = BAD[name]
    path = tmp_path / name
    path.write_bytes(make())
    before, began = _peak_megabytes(), time.process_time()
    prepared = prepare_file(path)
    assert time.process_time() - began < SECONDS
    assert _peak_megabytes() - before < MEGABYTES
    assert not prepared.documents
    assert prepared.quarantined
    given = prepared.quarantined[0]
    assert reason in given.reason
    assert "failed" not in given.reason, "no stage may have to be rescued"
    assert given.path.startswith(str(path))


def test_a_good_record_after_a_bad_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    article = (
        f"<html><body><article><h1>Oslo signs</h1><p>{SENTENCE * 6}</p></article></body></html>"
    )
    path.write_bytes(
        warc_record(b"not packed", {"Content-Encoding": "br"})
        + warc_record(gzip.compress(bytes(100_000_000)), {"Content-Encoding": "gzip"})
        + warc_record(article.encode())
    )
    prepared = prepare_file(path)
    assert len(prepared.documents) == 1
    assert len(prepared.quarantined) == 2


def test_a_bad_member_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED_BYTES", 1_000_000)
    path = tmp_path / "a.zip"
    path.write_bytes(
        zip_of({"a.txt": TEXT * 3, "b.txt": bytes(2_000_000), "c.png": b"\x89PNG", "d.txt": TEXT})
    )
    prepared = prepare_file(path)
    assert [d.path.rsplit(":", 1)[1] for d in prepared.documents] == ["a.txt", "d.txt"]
    assert [q.path.rsplit(":", 1)[1] for q in prepared.quarantined] == ["b.txt", "c.png"]
