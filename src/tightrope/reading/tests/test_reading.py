import gzip
import json
import zlib
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.errors import UsageError
from tightrope.reading import find_inputs, read_file
from tightrope.reading import sources as reading_sources
from tightrope.reading.content import decode
from tightrope.reading.tests.made_sources import (
    ATOM,
    MAIL,
    RSS,
    SAVED_PAGE,
    pdf_of,
    warc_of,
    warc_record,
    zip_of,
)
from tightrope.records.documents import Quarantined, RawDocument

STORY = "Oslo and Hanoi signed a fisheries agreement on Monday.\n\nIt runs for five years.\n"
PAGE = "<!doctype html><html><body><p>Oslo and Hanoi signed.</p></body></html>"


def read(path: Path, **fields: str) -> list[RawDocument | Quarantined]:
    return list(read_file(path, fields or None))


def document(path: Path, **fields: str) -> RawDocument:
    (found,) = read(path, **fields)
    assert isinstance(found, RawDocument), found
    return found


def reason(path: Path) -> str:
    found = read(path)[-1]
    assert isinstance(found, Quarantined), found
    return found.reason


# Finding


def test_folders_are_searched_in_order_without_hidden_files_and_our_own(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.txt",
        "a/.hidden",
        ".git/x.txt",
        "tightrope.duckdb",
        "x.duckdb.search/index/meta.json",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY)
    found = [p.relative_to(tmp_path).as_posix() for p in find_inputs([tmp_path])]
    assert found == ["b.txt", "a/z.txt"]


def test_a_file_named_twice_is_found_once_and_a_hidden_one_when_named(tmp_path: Path) -> None:
    path = tmp_path / ".notes"
    path.write_text(STORY)
    assert list(find_inputs([path, path, tmp_path])) == [path]


def test_a_missing_path_is_said_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    with pytest.raises(UsageError, match="does not exist"):
        next(find_inputs([tmp_path, tmp_path / "missing"]))


def test_relative_paths_stay_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(STORY)
    monkeypatch.chdir(tmp_path)
    (found,) = find_inputs([Path("news")])
    assert document(found).path == "news/a.txt"


# One conformance suite over all kinds of sources


def _text(path: Path) -> None:
    path.write_text(STORY)


def _page(path: Path) -> None:
    path.write_text(PAGE)


def _records(path: Path) -> None:
    path.write_text(json.dumps({"text": STORY}) + "\n" + json.dumps({"body": "Second."}) + "\n")


def _array(path: Path) -> None:
    path.write_text(json.dumps([{"text": STORY}, {"text": "Second."}]))


SOURCES = {
    "a.txt": _text,
    "a.md": _text,
    "a.html": _page,
    "a.jsonl": _records,
    "a.json": _array,
    "a.warc": lambda path: path.write_bytes(warc_of((PAGE.encode(), {}), (STORY.encode(), {}))),
    "a.eml": lambda path: path.write_bytes(MAIL),
    "a.mhtml": lambda path: path.write_bytes(SAVED_PAGE),
    "rss.xml": lambda path: path.write_text(RSS),
    "atom.xml": lambda path: path.write_text(ATOM),
    "a.pdf": lambda path: path.write_bytes(pdf_of([["Oslo and Hanoi signed a pact."]])),
    "a.zip": lambda path: path.write_bytes(zip_of({"a.txt": STORY.encode()})),
}

HOLD_SEVERAL = {"a.warc", "a.zip", "rss.xml", "atom.xml"}


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("layers", [0, 1, 2])
def test_every_source_reads_the_same_compressed_or_not(
    name: str, layers: int, tmp_path: Path
) -> None:
    path = tmp_path / name
    SOURCES[name](path)
    plain = read(path)
    data = path.read_bytes()
    for _ in range(layers):
        data = gzip.compress(data)
    packed = tmp_path / "packed" / (name + ".gz" * layers)
    packed.parent.mkdir()
    packed.write_bytes(data)
    found = read(packed)
    assert found and all(isinstance(d, RawDocument) for d in found)
    assert [d.id for d in found] == [d.id for d in plain]  # type: ignore[union-attr]
    assert [d.content for d in found] == [d.content for d in plain]  # type: ignore[union-attr]
    assert found == read(packed)


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_says_why_when_it_is_cut_short_or_damaged(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    SOURCES[name](path)
    packed = gzip.compress(path.read_bytes() * 50)
    cut = tmp_path / f"cut-{name}.gz"
    cut.write_bytes(packed[:-12])
    assert "too early" in reason(cut)
    damaged = tmp_path / f"damaged-{name}.gz"
    damaged.write_bytes(packed[:10] + bytes(len(packed) - 10))
    assert isinstance(read(damaged)[-1], Quarantined)


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_refuses_what_is_empty_or_too_large(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / f"empty-{name}"
    empty.write_bytes(b"")
    assert isinstance(read(empty)[-1], Quarantined)
    if name in HOLD_SEVERAL:
        return  # bounded by member or record: test_bad_input.py
    monkeypatch.setattr(reading_sources.Source.read_whole, "__defaults__", (1000,))
    monkeypatch.setattr(reading_sources.Source.lines, "__defaults__", (1000,))
    large = tmp_path / name
    SOURCES[name](large)
    padding = b" " * 2000
    large.write_bytes(large.read_bytes().rstrip(b"\n") + padding)
    found = read(large)
    assert any(isinstance(d, Quarantined) for d in found)


@settings(deadline=None)
@given(
    data=st.binary(max_size=3000), suffix=st.sampled_from(["txt", "html", "jsonl", "json", "md"])
)
def test_no_bytes_make_a_reader_fail(
    data: bytes, suffix: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / f"fuzz.{suffix}"
    for content in (data, gzip.compress(data), b'{"text": ' + data + b"}\n"):
        path.write_bytes(content)
        for found in read_file(path):
            assert isinstance(found, RawDocument | Quarantined)
            if isinstance(found, RawDocument):
                assert "\x00" not in found.content
                found.content.encode("utf-8")


@settings(deadline=None, max_examples=200)
@given(
    kind=st.sampled_from(
        [
            "a.warc",
            "b.warc",
            "c.warc.gz",
            "a.eml",
            "a.mhtml",
            "a.xml",
            "b.xml",
            "a.pdf",
            "a.zip",
            "a.md",
            "a.jsonl",
            "a.json",
            "a.txt.gz",
            "a.html",
        ]
    ),
    start=st.floats(0, 1),
    length=st.integers(0, 40),
    put=st.one_of(
        st.binary(max_size=40),
        st.sampled_from([b"\x00", b"\xff\xfe", b"]]>", b"<!--", b"charset=hz", b"-1", b"9" * 30]),
    ),
)
def test_no_damage_to_a_container_makes_a_reader_fail(
    kind: str, start: float, length: int, put: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = {
        "a.warc": warc_of((PAGE.encode(), {}), (gzip.compress(b"x"), {"Content-Encoding": "gzip"})),
        "b.warc": warc_record(pdf_of([["Oslo and Hanoi signed a pact."]]), kind="application/pdf"),
        "c.warc.gz": b"".join(gzip.compress(warc_record(PAGE.encode()), mtime=0) for _ in "ab"),
        "a.eml": MAIL,
        "a.mhtml": SAVED_PAGE,
        "a.xml": RSS.encode(),
        "b.xml": ATOM.encode(),
        "a.pdf": pdf_of([["Oslo and Hanoi signed a pact."]]),
        "a.zip": zip_of({"a.txt": STORY.encode(), "b.eml": MAIL}),
        "a.jsonl": b'{"text": "Oslo met Lima.", "date": "2024-05-06"}\n' * 3,
        "a.json": b'[{"text": "Oslo met Lima.", "url": "https://e.org"}, {"text": "Lima."}]',
        "a.txt.gz": gzip.compress(STORY.encode(), mtime=0),
        "a.html": PAGE.encode(),
        "a.md": b"---\ntitle: Oslo\ndate: 2024-05-06\n---\n# A\n\n[b][1] ~~~\n| c |\n|---|\n",
    }[kind]
    at = int(start * len(whole))
    path = tmp_path_factory.getbasetemp() / f"damaged-{kind}"
    path.write_bytes(whole[:at] + put + whole[at + length :])
    for found in read_file(path):
        assert isinstance(found, RawDocument | Quarantined)
        if isinstance(found, RawDocument):
            for text in (found.content, found.title, found.byline, found.url, found.outlet):
                (text or "").encode("utf-8")


# What a file is


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG image"),
        (b"\x7fELF\x02\x01" + bytes(50), "an ELF program"),
        (bytes(8) + b"DUCK" + bytes(50), "a DuckDB database"),
    ],
)
def test_binary_called_text_is_named(data: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    assert f"looks like {what}" in reason(path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(1, 32)) * 40)
    assert "not text" in reason(path)
    path.write_bytes(b"Oslo said\x00 on Monday")
    assert "NUL" in reason(path)


def test_html_saved_as_text_is_html_and_text_saved_as_html_is_text(tmp_path: Path) -> None:
    page, text = tmp_path / "page.txt", tmp_path / "text.html"
    page.write_text(PAGE)
    text.write_text("Trade grew by 3 < 4 per cent, Oslo said.")
    assert document(page).media_type == "text/html"
    assert document(text).media_type == "text/plain"


def test_a_gzip_bomb_is_refused_within_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_sources, "MAX_DOCUMENT_BYTES", 100_000)
    path = tmp_path / "bomb.jsonl.gz"
    packer = zlib.compressobj(9, wbits=31)
    path.write_bytes(packer.compress(b"\n" * 20_000_000) + packer.flush())
    assert "swells" in reason(path)


def test_gzip_in_gzip_in_gzip_ends(tmp_path: Path) -> None:
    data = STORY.encode()
    for _ in range(6):
        data = gzip.compress(data)
    path = tmp_path / "deep.gz"
    path.write_bytes(data)
    assert "unpack it first" in reason(path)


# Encodings


SPANISH = "España y Perú firmaron un acuerdo en Bogotá; el ministro habló de años difíciles. " * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1"])
def test_encodings_are_found(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SPANISH.encode(encoding))
    assert document(path).content == SPANISH


def test_a_declared_charset_is_used() -> None:
    page = '<meta charset="windows-1251"><p>Министр заявил об этом в Душанбе.</p>'
    assert decode(page.encode("cp1251")) == page


def test_utf_8_goes_before_a_declaration_that_lies() -> None:
    page = '<meta charset="iso-8859-1"><p>Łódź and Kraków</p>'
    assert decode(page.encode("utf-8")) == page


# Records


def test_records_bring_their_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record = {
        "content": STORY, "title": "Oslo signs", "url": "https://example.org/a",
        "published_at": "2022-03-04T10:00:00Z", "publisher": {"name": "The Example"},
        "authors": ["Ada Berg", "Li Wei"], "lang": "en",
    }  # fmt: skip
    path.write_text(json.dumps(record))
    found = document(path)
    assert found.path == f"{path}:1"
    assert found.title == "Oslo signs"
    assert found.outlet == "The Example"
    assert found.byline == "Ada Berg, Li Wei"
    assert isinstance(found.published, datetime)
    assert found.published.date() == date(2022, 3, 4)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022-03-04", date(2022, 3, 4)),
        ("20220304", date(2022, 3, 4)),
        ("Fri, 04 Mar 2022 10:00:00 GMT", date(2022, 3, 4)),
        (1646388000, date(2022, 3, 4)),
        (1646388000000, date(2022, 3, 4)),
        ("last Friday", None),
        (True, None),
    ],
)
def test_dates_of_records(written: object, day: date | None, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": STORY, "date": written}))
    found = document(path).published
    assert (found.date() if isinstance(found, datetime) else found) == day


def test_fields_are_mapped_also_into_nested_objects(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"story": {"full": STORY}, "text": "teaser"}))
    assert document(path, text="story.full").content == STORY
    assert "known are" in str(read(path, headline="x")[0])


def test_a_bad_line_is_set_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n{"text": \n[1]\n\n{"words": 3}\n{"text": "Two."}\n')
    found = read(path)
    assert [d.content for d in found if isinstance(d, RawDocument)] == ["One.", "Two."]
    aside = [d for d in found if isinstance(d, Quarantined)]
    assert [d.path.rsplit(":", 1)[1] for d in aside] == ["2", "3", "5"]
    assert "words" in aside[-1].reason


def test_a_record_of_html_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"html": PAGE}))
    assert document(path).media_type == "text/html"


def test_the_same_bytes_are_one_document(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY)
    assert document(tmp_path / "a.txt").id == document(tmp_path / "b.txt").id
