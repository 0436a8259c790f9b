"""Tables of a Word file: lines, widths, and where they may break."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from tightrope.briefing.blocks import Line, Mark, Table

#: A column of words is no wider than so many letters asks for; what is longer takes another line.
_WIDEST = 18
#: Letters that the space beside a text is worth.
_BESIDE = 4


def column_widths(table: Table, total_mm: float) -> list[float]:
    """Widths in millimetres that add up to ``total_mm``, by what stands in the columns.

    A number or interval stays on one line where there is room, and no word is broken.
    """
    wanted = []
    for n, column in enumerate(table.columns):
        texts = [_letters(row.cells[n]) for row in table.rows]
        longest = max((len(text) for text in texts), default=0)
        heads = max(map(len, column.title.split()), default=0)
        words = max((len(word) for text in texts for word in text.split()), default=0)
        # Rows that sum up are set bold, which takes a little more.
        bold = any(row.strong for row in table.rows) * longest // 8
        most = longest + bold if column.numeric else min(longest, _WIDEST)
        wanted.append(max(most, heads, words) + _BESIDE)
    return [total_mm * letters / sum(wanted) for letters in wanted]


def _letters(line: Line) -> str:
    return "".join("" if isinstance(part, Mark) else part.text for part in line)


def share_out(table: Any, widths_mm: list[float]) -> None:
    """Columns as wide as they need, and no row broken over two pages."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().insert(0, whole)


def rule_rows(table: Any) -> None:
    """Hairlines between rows, none between columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "C9C4B8")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    # The schema has borders before the layout and the look; Word is strict about the order.
    properties = table._tbl.tblPr
    later = [e for e in properties if e.tag in (qn("w:tblLayout"), qn("w:tblLook"))]
    if later:
        later[0].addprevious(borders)
    else:
        properties.append(borders)


def repeat_on_every_page(row: Any) -> None:
    """Have the heads of columns again where a table goes on."""
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)
