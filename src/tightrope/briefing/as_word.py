"""A briefing as a Word file (DOCX): real headings, tables and footnotes, charts as vectors."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tightrope.briefing.blocks import (
    Bullets,
    Entry,
    Facing,
    Figure,
    Heading,
    Line,
    Link,
    Mark,
    Note,
    Paragraph,
    Quotation,
    Row,
    Sheet,
    Side,
    Table,
    Voice,
    Words,
)
from tightrope.briefing.notes import marks, note_line
from tightrope.briefing.paper import Paper
from tightrope.briefing.word_parts import (
    Footnotes,
    Piece,
    add_drawing,
    link,
    number_pages,
    packed,
)
from tightrope.briefing.word_tables import column_widths, repeat_on_every_page, rule_rows, share_out

_SOFT = RGBColor(0x56, 0x5D, 0x64)
_WARN = RGBColor(0xA2, 0x40, 0x1C)
_INK = RGBColor(0x1D, 0x21, 0x25)
_BODY_FONT, _CODE_FONT = "Cambria", "Consolas"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
#: Characters that XML can't hold; text out of documents has lost most of them before.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def docx(sheet: Sheet, paper: Paper) -> bytes:
    """The file."""
    return _Writer(sheet, paper).write()


class _Writer:
    """One file in the making."""

    def __init__(self, sheet: Sheet, paper: Paper) -> None:
        self._sheet = sheet
        self._notes = {note.number: note for note in sheet.notes}
        self._document: WordDocument = Document()
        self._footnotes = Footnotes()
        width, height = paper.size_mm
        self._margin_mm = 15.0 if sheet.one_page else 24.0
        self._width_mm = width - 2 * self._margin_mm
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.left_margin = section.right_margin = Mm(self._margin_mm)
        section.top_margin = section.bottom_margin = Mm(self._margin_mm)
        _set_styles(self._document, sheet.one_page)
        self._writers: dict[type, Callable[[Any], None]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Bullets: self._bullets,
            Table: self._table,
            Figure: self._figure,
            Entry: self._entry,
            Quotation: self._quotation,
            Facing: self._facing,
            Voice: self._voice,
        }

    def write(self) -> bytes:
        sheet, document = self._sheet, self._document
        document.add_paragraph(_clean(sheet.subtitle), style="Small")
        document.add_paragraph(_clean(sheet.title), style="Title")
        for block in sheet.opening:
            self._writers[type(block)](block)
        for section in sheet.sections:
            document.add_heading(_clean(section.title), 1)
            for block in section.blocks:
                self._writers[type(block)](block)
        footer = document.sections[0].footer.paragraphs[0]
        footer.style = "Small"
        footer.add_run(f"{_clean(sheet.title)} · Tightrope {sheet.version}")
        if not sheet.one_page:
            number_pages(footer)
        self._footnotes.attach(document)
        properties = document.core_properties
        properties.title, properties.author = f"{_clean(sheet.title)} · Tightrope briefing", ""
        properties.language = "en"
        properties.comments = ""
        when = datetime.combine(sheet.day, time(), UTC)
        properties.created = properties.modified = when
        properties.last_modified_by = "Tightrope"
        properties.author = "Tightrope"
        return packed(document, sheet.day)

    def _heading(self, block: Heading) -> None:
        self._document.add_heading(_clean(block.text), 2)

    def _paragraph(self, block: Paragraph) -> None:
        style = {"lead": "Lead", "small": "Small"}.get(block.role, "Normal")
        self._runs(self._document.add_paragraph(style=style), block.line)

    def _bullets(self, block: Bullets) -> None:
        for item in block.items:
            self._runs(self._document.add_paragraph(style="List Bullet"), item.line)
            for inner in item.inner:
                self._runs(self._document.add_paragraph(style="List Bullet 2"), inner)

    def _table(self, block: Table) -> None:
        table = self._document.add_table(1 + len(block.rows), len(block.columns))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        rule_rows(table)
        for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.style = "Cell"
            paragraph.add_run(_clean(column.title)).font.color.rgb = _SOFT
            _align(paragraph, column.numeric)
        repeat_on_every_page(table.rows[0])
        for laid, row in zip(list(table.rows)[1:], block.rows, strict=True):
            self._row(laid.cells, block, row)
        share_out(table, column_widths(block, self._width_mm))
        self._document.add_paragraph(style="Small")

    def _row(self, cells: Iterable[Any], block: Table, row: Row) -> None:
        for cell, column, line in zip(cells, block.columns, row.cells, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.style = "Cell"
            self._runs(paragraph, line, bold=row.strong and column.numeric)
            _align(paragraph, column.numeric)

    def _figure(self, block: Figure) -> None:
        if not block.wide:
            return
        add_drawing(self._document, block.wide, block.description, self._width_mm)
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        self._document.add_paragraph(_clean(block.caption), style="Small")

    def _entry(self, block: Entry) -> None:
        paragraph = self._document.add_paragraph(style="Entry")
        paragraph.add_run(f"{_clean(block.when)}   ").font.color.rgb = _SOFT
        self._runs(paragraph, block.title, bold=True)
        self._runs(paragraph, marks(block.notes))
        paragraph.add_run().add_break()
        self._runs(paragraph, block.about, soft=True)

    def _voice(self, block: Voice) -> None:
        heading = self._document.add_heading("", 2)
        self._run(heading, Words(block.name, "foreign"))
        if block.role:
            made = self._run(heading, Words(f" · {block.role}"))
            made.font.color.rgb, made.bold = _SOFT, False

    def _quotation(self, block: Quotation, where: Any = None) -> None:
        where = where or self._document
        if block.lead:
            lead = where.add_paragraph(_clean(block.lead), style="Small")
            lead.paragraph_format.keep_with_next = True
        paragraph = where.add_paragraph(style="Passage")
        self._runs(paragraph, (Words(block.passage, "foreign"), *marks([block.note])))
        if not block.beside and not block.more:
            return
        also = where.add_paragraph(style="Small")
        line: list[Words | Mark | Link] = [Words("Also told by ")]
        for n, note in enumerate(block.beside):
            line += [Words(", ")] * (n > 0) + [Words(note.outlet, "foreign"), Mark(note.number)]
        self._runs(also, (*line, Words(f" and {block.more}" if block.more else "")))

    def _facing(self, block: Facing) -> None:
        heading = self._document.add_paragraph(style="Entry")
        heading.paragraph_format.keep_with_next = True
        self._runs(heading, block.title, bold=True)
        table = self._document.add_table(1, 2)
        left, right = table.rows[0].cells
        for cell, sides in ((left, (block.claim,)), (right, block.answers)):
            for side in sides:
                self._side(cell, side)
            first = cell.paragraphs[0]._p
            first.getparent().remove(first)

    def _side(self, cell: Any, side: Side) -> None:
        paragraph = cell.add_paragraph(style="Cell")
        self._runs(paragraph, (Words(f"{side.part} ", "soft"), Words(side.name, "strong")))
        if side.role:
            self._run(paragraph, Words(f" · {side.role}", "soft"))
        self._quotation(side.quotation, cell)

    def _runs(self, paragraph: Any, line: Line, bold: bool = False, soft: bool = False) -> None:
        previous: object = None
        for part in line:
            if isinstance(part, Mark) and isinstance(previous, Mark):
                paragraph.add_run(",").font.superscript = True
            made = self._run(paragraph, part)
            if made is not None and isinstance(part, Words):
                if bold and part.manner in ("", "foreign"):
                    made.bold = True
                if soft and part.manner in ("", "foreign"):
                    made.font.color.rgb = _SOFT
            previous = part

    def _run(self, paragraph: Any, part: Words | Mark | Link) -> Any:
        if isinstance(part, Mark):
            note = self._notes[part.number]
            self._footnotes.add(paragraph.add_run(), part.number, _pieces(note))
            return None
        if isinstance(part, Link):
            link(paragraph, _isolated(part.text), part.url)
            return None
        text = _isolated(part.text) if part.manner == "foreign" else _clean(part.text)
        run = paragraph.add_run(text)
        if part.manner in ("id", "command"):
            run.style = "Code"
        elif part.manner == "flag":
            run.text = f"[{text}]"
            run.font.color.rgb = _WARN if part.text == "disputed" else _SOFT
        elif part.manner == "soft":
            run.font.color.rgb = _SOFT
        elif part.manner == "strong":
            run.bold = True
        return run


def _pieces(note: Note) -> list[Piece]:
    """A footnote as runs of text, identifiers apart."""
    found: list[Piece] = []
    for part in note_line(note):
        if isinstance(part, Words):
            foreign = part.manner == "foreign"
            found.append(
                (_isolated(part.text) if foreign else _clean(part.text), part.manner == "id")
            )
    return found


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text).replace(" %", "\u00a0%")


def _isolated(text: str) -> str:
    """Words that run from right to left keep their place in a line that does not."""
    text = _clean(text)
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) else text


def _align(paragraph: Any, numeric: bool) -> None:
    if numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _set_styles(document: WordDocument, one_page: bool) -> None:
    """Fonts, sizes and distances; a one-page briefing is set smaller and closer."""
    size = 9.0 if one_page else 10.5
    gap = 2.0 if one_page else 5.0
    styles: Any = document.styles
    for default in styles.element.iter(qn("w:rPrDefault")):
        for height in default.iter(qn("w:sz"), qn("w:szCs")):
            height.set(qn("w:val"), str(round(size * 2)))
    _style(styles["Normal"], size, gap)
    for name, factor, before in (
        ("Title", 1.9, 0.0),
        ("Heading 1", 1.3, 2.6),
        ("Heading 2", 1.05, 1.6),
    ):
        style = styles[name]
        _style(style, size * (min(factor, 1.5) if one_page else factor), gap)
        style.paragraph_format.space_before = Pt(gap * before)
        style.paragraph_format.keep_with_next = True
        style.font.bold = True
        style.font.color.rgb = _INK
        for rule in list(style.element.iter(qn("w:pBdr"))):
            rule.getparent().remove(rule)
    # The template's headings have twins for single words, which would keep its theme's colours.
    for twin in list(styles.element.iter(qn("w:link"))):
        twin.getparent().remove(twin)
    for name in ("List Bullet", "List Bullet 2"):
        _style(styles[name], size, gap * 0.5)
    for name, factor, after in (
        ("Lead", 1.1, 1.0),
        ("Small", 0.86, 1.0),
        ("Cell", 0.8, 0.2),
        ("Entry", 1.0, 1.2),
        ("Passage", 1.0, 1.2),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _style(style, size * factor, gap * after)
    styles["Small"].font.color.rgb = _SOFT
    styles["Passage"].paragraph_format.left_indent = Mm(5)
    styles["Entry"].paragraph_format.keep_together = True
    note = styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = styles["Normal"]
    _style(note, size * 0.8, 0.0)
    reference = styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript = True
    code = styles.add_style("Code", WD_STYLE_TYPE.CHARACTER)
    code.font.name, code.font.size, code.font.color.rgb = _CODE_FONT, Pt(size * 0.74), _SOFT


def _style(style: Any, size: float, after: float) -> None:
    style.font.name, style.font.size = _BODY_FONT, Pt(round(size * 2) / 2)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1.05
