"""What containers say about the documents in them: WARC, mail, feeds, PDF, Markdown, ZIP."""

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tightrope.reading import read_file
from tightrope.reading.markdown import plain
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

PAGE = "<!doctype html><html><body><p>Malmö and Hanoi signed a pact.</p></body></html>"


def read(folder: Path, name: str, data: bytes | str) -> list[RawDocument | Quarantined]:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_file(path))


def documents(folder: Path, name: str, data: bytes | str) -> list[RawDocument]:
    found = read(folder, name, data)
    assert all(isinstance(d, RawDocument) for d in found), found
    return [d for d in found if isinstance(d, RawDocument)]


def test_a_warc_gives_address_moment_and_charset(tmp_path: Path) -> None:
    record = warc_record(PAGE.encode("latin-1"), kind="text/html; charset=ISO-8859-1")
    (found,) = documents(tmp_path, "a.warc", record)
    assert found.content == PAGE
    assert found.media_type == "text/html"
    assert found.url == "https://example.org/a"
    assert found.fetched_at == datetime(2023, 5, 1, 10, tzinfo=UTC)
    assert found.path.endswith("a.warc:https://example.org/a")


def test_a_warc_of_gzip_members_is_read_through(tmp_path: Path) -> None:
    members = [gzip.compress(warc_record(PAGE.encode(), url=f"https://e.org/{n}")) for n in "abc"]
    found = documents(tmp_path, "a.warc.gz", b"".join(members))
    assert [d.url for d in found] == [f"https://e.org/{n}" for n in "abc"]


def test_encodings_of_http_are_taken_off(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE.encode())
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    found = documents(
        tmp_path,
        "a.warc",
        warc_of(
            (packed, {"Content-Encoding": "gzip"}),
            (chunked, {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}),
            (PAGE.encode(), {"Content-Encoding": "gzip"}),  # taken off by the archiver
        ),
    )
    assert [d.content for d in found] == [PAGE] * 3


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    data = (
        warc_record(b"\x89PNG", kind="image/png")
        + warc_record(b"\x89PNG", kind="image/png")
        + warc_record(b"", status="404 Not Found")
        + warc_record(PAGE.encode())
    )
    found, aside = read(tmp_path, "a.warc", data)
    assert isinstance(found, RawDocument)
    assert isinstance(aside, Quarantined)
    assert "3 records hold no page: image/png (2), an answer with status 404 (1)" in aside.reason


def test_a_pdf_in_a_warc_is_read_and_a_damaged_one_set_aside(tmp_path: Path) -> None:
    release = pdf_of([["The ministers of Fiji and Tonga agreed on Monday to lower tariffs."]])
    data = (
        warc_record(release, kind="application/pdf", url="https://example.org/release.pdf")
        + warc_record(release[:200], kind="application/pdf", url="https://example.org/cut.pdf")
        + warc_record(b"no PDF", kind="application/pdf", url="https://example.org/none.pdf")
        + warc_record(PAGE.encode())
    )
    release_read, cut, none, page = read(tmp_path, "a.warc", data)
    assert isinstance(release_read, RawDocument)
    assert release_read.content.startswith("The ministers of Fiji")
    assert release_read.url == "https://example.org/release.pdf"
    assert release_read.fetched_at == datetime(2023, 5, 1, 10, tzinfo=UTC)
    assert release_read.media_type == "text/plain"
    for aside in (cut, none):
        assert isinstance(aside, Quarantined)
        assert "PDF" in aside.reason
    assert isinstance(page, RawDocument)


def test_a_mail_gives_its_page_sender_and_date(tmp_path: Path) -> None:
    (found,) = documents(tmp_path, "a.eml", MAIL)
    assert found.media_type == "text/html"
    assert "in Malmö" in found.content
    assert found.title == "Oslo and Huế sign"
    assert found.byline == "Press Office"
    assert isinstance(found.published, datetime)
    assert found.published.date() == date(2025, 2, 4)
    assert found.fetched_at is None


def test_a_saved_page_is_the_one_at_its_address(tmp_path: Path) -> None:
    (found,) = documents(tmp_path, "a.mhtml", SAVED_PAGE)
    assert "a fisheries agreement" in found.content
    assert found.url == "https://example.org/2025/oslo"
    assert found.fetched_at == datetime(2025, 2, 5, 9, 30, tzinfo=UTC)
    assert found.published is None


def test_a_text_that_begins_like_a_header_is_no_mail(tmp_path: Path) -> None:
    (found,) = documents(tmp_path, "a.txt", "From: Oslo to Hanoi.\n\nA voyage by ship.\n")
    assert found.content.startswith("From: Oslo")


def test_entries_of_a_feed_are_documents(tmp_path: Path) -> None:
    first, second = documents(tmp_path, "a.xml", RSS)
    assert first.content == "Oslo and Hanoi signed a pact.\n\nIt runs for five years."
    assert (first.title, first.outlet, first.byline) == (
        "Oslo & Hanoi sign",
        "The Example",
        "Ada Berg",
    )
    assert first.url == "https://example.org/a"
    assert first.published == datetime(2022, 3, 4, 10, tzinfo=UTC)
    assert first.is_body
    assert second.content == "Lima has not signed, a spokesman said."
    assert second.published is None


def test_atom_is_a_feed_with_time_zones(tmp_path: Path) -> None:
    (found,) = documents(tmp_path, "a.txt", ATOM)
    assert found.content == "Quito and Lima agreed on a border crossing."
    assert (found.outlet, found.byline) == ("Andean Bulletin", "Li Wei")
    assert found.published == datetime(2023, 6, 1, 3, tzinfo=UTC)


def test_a_date_that_says_nothing_is_none(tmp_path: Path) -> None:
    first, _ = documents(tmp_path, "a.xml", RSS.replace("Fri, 04 Mar 2022", "Some day in spring"))
    assert first.published is None


def test_the_same_entry_fetched_twice_is_one_document(tmp_path: Path) -> None:
    later = RSS.replace("<title>The Example</title>", "<title>The Example</title><ttl>5</ttl>")
    assert [d.id for d in documents(tmp_path, "a.xml", RSS)] == [
        d.id for d in documents(tmp_path, "b.xml", later)
    ]


def test_a_pdf_is_joined_into_paragraphs_without_its_running_heads(tmp_path: Path) -> None:
    first = [
        "The ministers of Fiji and Tonga agreed on Monday in the capi-",
        "tal to lower tariffs on fish, timber and sugar from the first of",
        "July onwards, and to say so to the league of ports.",
        "",
        "A second round of talks was set for the autumn, in a place that is",
        "still to be agreed on between the two governments; both delegations",
    ]
    second = [
        "will bring figures on trade in services to the meeting, which is to",
        "last for two days.",
        "",
        "Tonga praised the tone of the talks.",
    ]
    pages = [
        ["Ministry of Trade", "", "", *lines, "Page 1 of 2".replace("1", number)]
        for number, lines in (("1", first), ("2", second))
    ]
    (found,) = documents(tmp_path, "a.pdf", pdf_of(pages, title="Fiji and Tonga lower tariffs"))
    assert found.content.split("\n\n") == [
        "The ministers of Fiji and Tonga agreed on Monday in the capital to lower tariffs on fish, "
        "timber and sugar from the first of July onwards, and to say so to the league of ports.",
        "A second round of talks was set for the autumn, in a place that is still to be agreed on "
        "between the two governments; both delegations will bring figures on trade in services to "
        "the meeting, which is to last for two days.",
        "Tonga praised the tone of the talks.",
    ]
    assert found.title == "Fiji and Tonga lower tariffs"
    assert isinstance(found.published, datetime)
    assert found.published.isoformat() == "2024-01-31T12:00:00+01:00"


def test_a_pdf_without_text_says_so(tmp_path: Path) -> None:
    (aside,) = read(tmp_path, "a.pdf", pdf_of([[""], [""]]))
    assert isinstance(aside, Quarantined)
    assert "scanned pages" in aside.reason


def test_an_encrypted_pdf_says_so(tmp_path: Path) -> None:
    locked = (
        "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] "
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        f"/O <{'11' * 32}> /U <{'22' * 32}> >>"
    )
    (aside,) = read(tmp_path, "a.pdf", pdf_of([["Oslo and Hanoi signed."]], trailer=locked))
    assert isinstance(aside, Quarantined)
    assert "encrypted" in aside.reason


def test_front_matter_is_read_and_markup_goes(tmp_path: Path) -> None:
    written = (
        '---\ntitle: "Oslo signs"\ndate: 2024-05-06\nauthor: [Ada Berg, Li Wei]\n---\n'
        "<!-- draft -->\nSubtitle\n--------\n\nOslo [signed][1] a pact.[^2]\n\n```\ncode\n```\n\n"
        "| Party | Vote |\n|---|---|\n| Oslo | yes |\n\n[1]: https://example.org\n[^2]: /notes\n"
    )
    (found,) = documents(tmp_path, "a.md", written)
    assert found.title == "Oslo signs"
    assert found.byline == "Ada Berg, Li Wei"
    assert found.published == date(2024, 5, 6)
    assert " ".join(found.content.split()) == "# Subtitle Oslo signed a pact. Party Vote Oslo yes"


def test_two_rules_are_no_front_matter() -> None:
    assert "A paragraph" in plain("---\nA paragraph\n---\nAnother one\n")


def test_members_of_an_archive_are_files(tmp_path: Path) -> None:
    inner = zip_of({"c.txt": b"Lima waits for an answer."})
    data = zip_of({"b/page.html": PAGE.encode(), "a.eml": MAIL, "__MACOSX/x": b"?", "z.zip": inner})
    found = documents(tmp_path, "a.zip", data)
    assert [d.path.removeprefix(f"{tmp_path}/") for d in found] == [
        "a.zip:a.eml",
        "a.zip:b/page.html",
        "a.zip:z.zip:c.txt",
    ]


@pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype"])
def test_office_documents_are_named(name: str, tmp_path: Path) -> None:
    (aside,) = read(tmp_path, "a.docx", zip_of({name: b"x", "word/document.xml": b"<x/>"}))
    assert isinstance(aside, Quarantined)
    assert "Office document" in aside.reason
