"""Parts of a Word file that python-docx has no call for: footnotes, and drawings as SVG."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import vl_convert
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.run import Run
from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
#: Pixels of the drawing that older readers show in place of the vectors, for each of its points.
_SCALE = 3.0

#: A piece of a footnote: its text and whether it is set as code.
Piece = tuple[str, bool]


class Footnotes:
    """Collects footnotes and adds them to a document as its footnotes part."""

    def __init__(self) -> None:
        self._root = etree.Element(f"{{{_W}}}footnotes", nsmap={"w": _W})
        for number, kind, mark in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        ):
            note = self._note(number)
            note.set(qn("w:type"), kind)
            run = etree.SubElement(etree.SubElement(note, qn("w:p")), qn("w:r"))
            etree.SubElement(run, qn(f"w:{mark}"))

    def add(self, run: Run, number: int, pieces: Sequence[Piece]) -> None:
        """Point to a new footnote from a run, which must be empty."""
        run.style = "Footnote Reference"
        reference = etree.SubElement(run._r, qn("w:footnoteReference"))
        reference.set(qn("w:id"), str(number))
        paragraph = etree.SubElement(self._note(number), qn("w:p"))
        style = etree.SubElement(etree.SubElement(paragraph, qn("w:pPr")), qn("w:pStyle"))
        style.set(qn("w:val"), "FootnoteText")
        first = self._run(paragraph, "FootnoteReference")
        etree.SubElement(first, qn("w:footnoteRef"))
        for text, code in ((" ", False), *pieces):
            made = self._run(paragraph, "Code" if code else "")
            element = etree.SubElement(made, qn("w:t"))
            element.set(qn("xml:space"), "preserve")
            element.text = text

    def attach(self, document: Document) -> None:
        """Add the part to a document, once all notes are known."""
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            blob,
            document.part.package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = document.settings.element
        # The schema has footnotePr before compat; Word is strict about the order.
        properties = parse_xml(
            f"<w:footnotePr {nsdecls('w')}>"
            '<w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        )
        before = settings.find(qn("w:compat"))
        if before is not None:
            before.addprevious(properties)

    def _note(self, number: int) -> Any:
        note = etree.SubElement(self._root, qn("w:footnote"))
        note.set(qn("w:id"), str(number))
        return note

    @staticmethod
    def _run(paragraph: Any, style: str) -> Any:
        run = etree.SubElement(paragraph, qn("w:r"))
        if style:
            named = etree.SubElement(etree.SubElement(run, qn("w:rPr")), qn("w:rStyle"))
            named.set(qn("w:val"), style)
        return run


def add_drawing(document: Document, svg: str, description: str, width_mm: float) -> None:
    """Add a drawing as vectors, with a picture of it for readers that do not know SVG.

    Args:
        document: where; it becomes the last paragraph.
        svg: the drawing.
        description: what it shows, for people who do not see it.
        width_mm: how wide it stands on the page.
    """
    picture = io.BytesIO(_pictured(svg))
    document.add_picture(picture, width=Mm(width_mm))
    paragraph = document.paragraphs[-1]
    (blip,) = paragraph._p.iter(qn("a:blip"))
    (shape,) = paragraph._p.iter(qn("wp:docPr"))
    shape.set("descr", description)
    package = document.part.package
    part = Part(PackURI("/word/media/chart.svg"), "image/svg+xml", svg.encode(), package)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    extension = parse_xml(
        f'<a:extLst {nsdecls("a", "r")}><a:ext uri="{_SVG_EXTENSION}">'
        f'<asvg:svgBlip xmlns:asvg="{_SVG_NAMESPACE}" r:embed="{relation}"/>'
        "</a:ext></a:extLst>"
    )
    blip.append(extension)


@lru_cache(maxsize=8)
def _pictured(svg: str) -> bytes:
    # On paper of its own: a colour that lets the page through would be drawn as grey.
    papered = svg.replace(">", '><rect width="100%" height="100%" fill="#fff"/>', 1)
    picture: bytes = vl_convert.svg_to_png(papered, scale=_SCALE)
    return picture


def number_pages(paragraph: Any) -> None:
    """Put "page 2 of 13" at the end of a paragraph; whoever opens the file counts the pages."""
    for words, field in ((" · page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(words)
        counted = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{field}"/>')
        counted.append(Run(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"), paragraph)._r)
        paragraph._p.append(counted)


def link(paragraph: Any, text: str, url: str) -> None:
    """Add a run that leads to an address."""
    relation = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    anchor = etree.SubElement(paragraph._p, qn("w:hyperlink"))
    anchor.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    anchor.append(run._r)


def packed(document: Document, day: date) -> bytes:
    """The file; every entry of its archive is dated to the same day, so it is always the same."""
    loose = io.BytesIO()
    document.save(loose)
    when = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    tight = io.BytesIO()
    with zipfile.ZipFile(loose) as read, zipfile.ZipFile(tight, "w") as written:
        for name in _ordered(read.namelist()):
            entry = zipfile.ZipInfo(name, when)
            entry.external_attr = 0o644 << 16
            written.writestr(entry, read.read(name), zipfile.ZIP_DEFLATED)
    return tight.getvalue()


def _ordered(names: Iterable[str]) -> list[str]:
    """The list of contents first, as the format asks for."""
    return sorted(names, key=lambda name: (name != "[Content_Types].xml", name))
