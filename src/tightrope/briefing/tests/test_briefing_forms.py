"""The same briefing in four forms: read back, each holds the same words, notes and chart."""

import io
import re
import sys
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tightrope.briefing import Material, Options, Paper, Scope, lay_out, render
from tightrope.briefing.notes import shortened
from tightrope.errors import MissingComponent, UsageError
from tightrope.records.documents import Document
from tightrope.records.statements import Statement

LONG = "Commission for the Coordination of Cross-Border Customs and Transit " * 4
HEBREW, ARABIC, CHINESE = "דניאל שמעון", "محمد الفارسي", "李强"
SHORT = Options(length="short")


def pages_of(made: bytes) -> list[str]:
    with pypdfium2.PdfDocument(made) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def words_of(made: bytes) -> str:
    """The text of a PDF on one line, hyphens of broken lines left as they are."""
    return " ".join(" ".join(pages_of(made)).split())


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u2068\u2069]+", "", text)


def footnotes_of(made: bytes) -> dict[int, str]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        root = etree.fromstring(archive.read("word/footnotes.xml"))
    return {
        int(note.get(qn("w:id"))): "".join(t.text or "" for t in note.iter(qn("w:t")))
        for note in root
        if note.get(qn("w:type")) is None
    }


def marks_of(made: bytes) -> list[int]:
    body = docx.Document(io.BytesIO(made)).element.body
    return [int(mark.get(qn("w:id"))) for mark in body.iter(qn("w:footnoteReference"))]


@pytest.fixture(scope="module")
def pdf(kazakhstan: Material) -> bytes:
    return render(kazakhstan, "pdf")


@pytest.fixture(scope="module")
def word(kazakhstan: Material) -> bytes:
    return render(kazakhstan, "docx")


def test_all_forms_have_the_same_sections(kazakhstan: Material, pdf: bytes, word: bytes) -> None:
    titles = [section.title for section in lay_out(kazakhstan, with_chart=False).sections]
    assert "How much the weights matter" in titles
    markdown = render(kazakhstan, "md").decode()
    page = render(kazakhstan, "html").decode()
    paper = words_of(pdf)
    headings = [
        p.text for p in docx.Document(io.BytesIO(word)).paragraphs if p.style.name == "Heading 1"
    ]
    assert headings == titles
    for title in titles:
        assert f"\n## {title}\n" in markdown
        assert f"<h2>{title}</h2>" in page
        assert title in paper


def test_notes_carry_outlet_day_and_quotation_in_every_form(
    kazakhstan: Material, pdf: bytes, word: bytes
) -> None:
    notes = lay_out(kazakhstan, with_chart=False).notes
    assert [note.number for note in notes] == list(range(1, len(notes) + 1))
    markdown = render(kazakhstan, "md").decode().replace("\\", "")
    page = render(kazakhstan, "html").decode()
    paper = squeezed(words_of(pdf))
    footnotes = footnotes_of(word)
    assert list(footnotes) == [note.number for note in notes] == marks_of(word)
    for note in notes:
        told = f"{note.outlet}, {note.published}"
        defined = next(
            line for line in markdown.splitlines() if line.startswith(f"[^{note.number}]: ")
        )
        assert told in defined and note.quotation in defined
        assert markdown.count(f"[^{note.number}]") == 2
        assert told in footnotes[note.number] and note.quotation in footnotes[note.number]
        assert page.count(f'id="note-{note.number}"') == page.count(f'id="mark-{note.number}"') == 1
        assert squeezed(f"{note.number}{told}") in paper
        assert squeezed(note.quotation) in paper
    assert any(note.quotation for note in notes)
    assert all(note.quotation or note.same_as or note.title for note in notes if note.title)


def test_a_passage_that_was_quoted_is_referred_to(kazakhstan: Material) -> None:
    again = replace(kazakhstan.events[0], id="e99")
    incident = replace(kazakhstan.incidents[0], id="i99", event_ids=("e99",))
    material = replace(
        kazakhstan,
        events=(*kazakhstan.events, again),
        incidents=(*kazakhstan.incidents, incident),
    )
    notes = lay_out(material, with_chart=False).notes
    (later,) = [note for note in notes if note.same_as and set(note.ids) <= {"e99", again.id, "e1"}]
    earlier = notes[later.same_as - 1]
    assert earlier.quotation and not later.quotation
    assert f"as quoted at note {later.same_as}" in render(material, "md").decode()


def test_tables_in_word_keep_rows_whole_and_figures_on_one_line(word: bytes) -> None:
    tables = [t for t in docx.Document(io.BytesIO(word)).tables if len(t.columns) > 2]
    assert tables
    for table in tables:
        for row in table.rows:
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None
        widths = [column.width.mm for column in table.columns]
        assert 150 < sum(widths) < 180 and min(widths) > 8
    position = next(t for t in tables if t.rows[0].cells[0].text == "Towards")
    interval = [cell.text for cell in position.columns[3].cells][1:]
    # Letters of 8.4 points are about 1.5 mm wide, and a cell keeps 1.9 mm free on either side.
    assert max(map(len, interval)) * 1.5 + 3.8 < position.columns[3].width.mm


def test_pages_of_a_long_word_file_are_numbered(kazakhstan: Material, word: bytes) -> None:
    def fields(made: bytes) -> list[str]:
        footer = docx.Document(io.BytesIO(made)).sections[0].footer._element
        return [f.get(qn("w:instr")) for f in footer.iter(qn("w:fldSimple"))]

    assert fields(word) == ["PAGE", "NUMPAGES"]
    assert fields(render(kazakhstan, "docx", Options(length="short"))) == []


def test_word_finds_every_element_in_the_order_of_the_schema(word: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        settings_ = etree.fromstring(archive.read("word/settings.xml"))
        types = archive.read("[Content_Types].xml").decode()
    for properties in body.iter(qn("w:tblPr")):
        names = [etree.QName(e).localname for e in properties]
        order = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook"]
        assert names == [name for name in order if name in names]
    for cell in body.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")  # Word refuses a cell that ends otherwise
    names = [etree.QName(e).localname for e in settings_]
    assert names.index("footnotePr") + 1 == names.index("compat")
    for part in ("/word/footnotes.xml", "/word/media/chart.svg"):
        assert f'PartName="{part}"' in types


def test_charts_are_vectors(kazakhstan: Material, word: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        names = archive.namelist()
        document = archive.read("word/document.xml").decode()
        svg = archive.read("word/media/chart.svg")
        assert any(name.endswith(".png") for name in names)  # for readers that do not know SVG
    assert etree.fromstring(svg).tag.endswith("svg")
    assert "svgBlip" in document and "90 % intervals" in document
    made = render(kazakhstan, "pdf")
    assert b"/Image" not in made.replace(b"/ImageB", b"").replace(b"/ImageC", b"")
    assert "Towards China" in words_of(made)  # its words are text


@pytest.mark.parametrize("paper", list(Paper))
def test_the_short_one_fits_one_page(kazakhstan: Material, paper: Paper) -> None:
    made = render(kazakhstan, "pdf", replace(SHORT, paper=paper))
    (text,) = pages_of(made)
    for title in ("Where Kazakhstan stands", "What happened last", "What is disputed"):
        assert title in text
    assert "What is not known" in text
    with pypdfium2.PdfDocument(made) as document:
        width, height = document[0].get_size()
    assert (width, height) == pytest.approx([n / 25.4 * 72 for n in paper.size_mm], abs=0.5)


def test_the_short_one_fits_one_page_with_long_words(kazakhstan: Material) -> None:
    material = replace(
        kazakhstan,
        documents=tuple(replace(d, outlet=LONG, title=LONG) for d in kazakhstan.documents),
        incidents=tuple(replace(i, summary=LONG) for i in kazakhstan.incidents),
        statements=tuple(
            replace(s, source_name=LONG, source_office=LONG) for s in kazakhstan.statements
        ),
        disputes=tuple(replace(d, subject=LONG) for d in kazakhstan.disputes),
    )
    for paper in Paper:
        assert len(pages_of(render(material, "pdf", replace(SHORT, paper=paper)))) == 1


def test_the_short_one_tells_little(kazakhstan: Material) -> None:
    sheet = lay_out(kazakhstan, SHORT, with_chart=False)
    by_key = {section.key: section for section in sheet.sections}
    assert set(by_key) == {"stands", "happened", "disputed", "unknown"}
    assert 3 <= len(by_key["happened"].blocks) <= 5
    assert len(by_key["disputed"].blocks) == 1


def named(material: Material, name: str) -> Material:
    def called(statement: Statement) -> Statement:
        return replace(statement, source_name=name)

    return replace(material, statements=tuple(map(called, material.statements)))


@pytest.mark.parametrize("name", [HEBREW, ARABIC, LONG.strip(), "Nguyễn Phú Trọng", CHINESE])
def test_any_name_comes_through(kazakhstan: Material, name: str) -> None:
    material = named(kazakhstan, name)
    assert name in render(material, "md").decode()
    assert name in render(material, "html").decode()
    made = render(material, "docx")
    headings = [p.text for p in docx.Document(io.BytesIO(made)).paragraphs]
    assert any(squeezed(name) in squeezed(text) for text in headings)
    paper = squeezed(words_of(render(material, "pdf")))
    if name in (HEBREW, ARABIC):
        # A reader of PDF may give the letters in the order in which they stand on the page.
        assert set(squeezed(name)) & set(paper)
    elif name != CHINESE:  # a machine without a font for it shows boxes, in a file all the same
        assert squeezed(name) in paper


def test_words_of_documents_are_never_code(kazakhstan: Material) -> None:
    attack = '#read("/etc/passwd") $x$ *b* _i_ @a <l> \\ `c` // = h'
    made = words_of(render(named(kazakhstan, attack), "pdf"))
    assert squeezed('#read("/etc/passwd")$x$*b*_i_@a<l>') in squeezed(made)


@pytest.mark.parametrize("form", ["md", "html", "pdf", "docx"])
@pytest.mark.parametrize("length", ["full", "short"])
def test_an_empty_corpus_gives_every_form(form: str, length: str) -> None:
    made = render(Material("PER", ("CHN", "USA")), form, Options(length=length))  # type: ignore[arg-type]
    if form == "pdf":
        text = words_of(made)
    elif form == "docx":
        text = "\n".join(p.text for p in docx.Document(io.BytesIO(made)).paragraphs)
    else:
        text = made.decode()
    assert "Nothing about Peru is reported as having happened" in text


@pytest.mark.parametrize("form", ["md", "html", "pdf", "docx"])
@pytest.mark.parametrize("length", ["full", "short"])
def test_same_material_same_file(kazakhstan: Material, form: str, length: str) -> None:
    options = Options(length=length)  # type: ignore[arg-type]
    assert render(kazakhstan, form, options) == render(kazakhstan, form, options)  # type: ignore[arg-type]


def test_files_are_dated_by_what_they_tell(kazakhstan: Material, pdf: bytes, word: bytes) -> None:
    assert docx.Document(io.BytesIO(word)).core_properties.created.date() == date(2023, 6, 20)
    with pypdfium2.PdfDocument(pdf) as document:
        assert document.get_metadata_value("CreationDate").startswith("D:20230620")
        assert document.get_metadata_value("Title").startswith("Kazakhstan between")
    until = replace(kazakhstan, scope=Scope(until=date(2023, 5, 31)))
    assert lay_out(until, with_chart=False).day == date(2023, 5, 31)


def test_another_form_or_length_is_refused(kazakhstan: Material) -> None:
    with pytest.raises(UsageError, match="'md', 'html', 'pdf' or 'docx'"):
        render(kazakhstan, "odt")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="'full' or 'short'"):
        render(kazakhstan, "md", Options(length="medium"))  # type: ignore[arg-type]


def test_without_a_typesetter_the_next_step_is_named(
    kazakhstan: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingComponent, match=r"pip install 'tightrope\[pdf\]'"):
        render(kazakhstan, "pdf")


@given(st.text(max_size=200), st.integers(10, 80))
def test_shortened_text_is_a_beginning_with_a_mark(text: str, longest: int) -> None:
    cut = shortened(text, longest)
    assert len(cut) <= longest or cut == text
    assert cut == text or (cut.endswith(" …") and text.startswith(cut[:-2]))


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_any_title_makes_a_file_that_can_be_read(title: str) -> None:
    document = Document("d1", "a.txt", title, title=title, outlet=title)
    material = Material("PER", ("CHN",), documents=(document,))
    assert pages_of(render(material, "pdf"))
    assert docx.Document(io.BytesIO(render(material, "docx"))).paragraphs
