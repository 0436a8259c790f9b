"""PDFs of press releases and reports: their text, its lines joined into paragraphs again.

Read by PDFium, which browsers use. Measured on pages printed from the extraction benchmark it is
as exact as pdfminer.six and pypdf (4-word F1 .97 each) and eight to twenty times as fast.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from statistics import median, median_low

import pypdfium2

from tightrope.errors import UnreadableInput
from tightrope.reading.sources import Source
from tightrope.records.documents import Quarantined, RawDocument
from tightrope.records.identifiers import content_identifier

MAX_PAGES = 500
MAX_PAGE_CHARACTERS = 200_000
MAX_CHARACTERS = 5_000_000
_LEAST_LETTERS = 20  # fewer on all pages together: a scan
_EDGE_LINES = 3  # of a page, in which headers and footers stand
_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:page|seite|p\.?)\s*)?\d{1,4}(?:\s*(?:of|/|von|-)\s*\d{1,4})?\W*$", re.I
)
_NUMBER = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"""[.!?…:;][)\]"'”’»]*$""")
_BULLET = re.compile(r"^\s*(?:[•·▪●◦‣∙–-]|\d{1,2}[.)]|\(?[a-z]\))\s+")
_WIDE_GAP = 1.35  # times the usual distance of lines
_INDENT_SHARE = 0.015  # of the page's width
_SHORT_LINE = 0.85  # of the longest line
_LEAST_PARAGRAPH = 100  # characters
_DATE = re.compile(
    r"D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:(Z)|([+-])(\d{2})'?(\d{2})?)?"
)
# A hyphen at the end of a line, as PDFium hands it on.
_BROKEN = "\ufffe"
_HYPHENS = (_BROKEN, "\u00ad")
_BREAK = re.compile(rf"(\w+){_BROKEN}\s*(\w+)")
_WORD = re.compile(rf"(?<![\w{_BROKEN}-])[^\W\d_]+(?![\w{_BROKEN}-])")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, or several that end in hyphens: PDFium hands those on as one."""

    text: str
    top: float
    last_top: float
    left: float
    right: float
    width: float  # of its page


def is_pdf(source: Source) -> bool:
    """True for what begins as a PDF does; some carry a few bytes before."""
    return b"%PDF-" in source.head[:1024] and not source.head.startswith(b"WARC/")


def read_pdf(source: Source, fields: Mapping[str, str]) -> Iterator[RawDocument | Quarantined]:
    """The one document of a file.

    Raises:
        UnreadableInput: damaged, encrypted, too long, or pictures of pages.
    """
    yield document_of(source.read_whole(), source.place)


def document_of(data: bytes, place: str) -> RawDocument:
    """The document that the bytes of a PDF hold.

    Args:
        data: the whole file.
        place: where it was found.

    Raises:
        UnreadableInput: damaged, encrypted, too long, or pictures of pages.
    """
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise UnreadableInput(
                "an encrypted PDF; save it without a password and read that."
            ) from error
        raise UnreadableInput(f"a damaged PDF ({error}); fetch it again.") from error
    try:
        pages = _pages(pdf)
        title = _line(pdf.get_metadata_value("Title"))
        made = _moment(pdf.get_metadata_value("CreationDate"))
    finally:
        pdf.close()
    text = paragraphs_of(pages)
    if sum(character.isalpha() for character in text) < _LEAST_LETTERS:
        raise UnreadableInput(
            "a PDF without text (scanned pages?); run it through text recognition (OCR) first."
        )
    return RawDocument(
        id=content_identifier("d", data),
        path=place,
        content=text,
        media_type="text/plain",
        title=title if title and _is_headline(title) else None,
        published=made,
        is_body=True,
    )


def _pages(pdf: pypdfium2.PdfDocument) -> list[list[_Line]]:
    count = len(pdf)
    if count > MAX_PAGES:
        raise UnreadableInput(
            f"a PDF of {count:,} pages, more than {MAX_PAGES}; save the pages that are wanted."
        )
    pages: list[list[_Line]] = []
    size = 0
    for number in range(count):
        try:
            lines = _lines(pdf, number)
        except pypdfium2.PdfiumError:
            # A page that is damaged or points at itself; the others can be read.
            continue
        size += sum(len(line.text) for line in lines)
        if size > MAX_CHARACTERS:
            raise UnreadableInput(
                f"a PDF of more than {MAX_CHARACTERS:,} characters; save the pages that are wanted."
            )
        pages.append(lines)
    return pages


def _lines(pdf: pypdfium2.PdfDocument, number: int) -> list[_Line]:
    page = pdf[number]
    try:
        shown = page.get_textpage()
        try:
            count = shown.count_chars()
            if count > MAX_PAGE_CHARACTERS:
                raise UnreadableInput(
                    f"a PDF with {count:,} characters on page {number + 1}; left out."
                )
            text = shown.get_text_range()
            boxes = _boxes(shown, text, count)
        finally:
            shown.close()
        width = float(page.get_width())
    finally:
        page.close()
    lines, start = [], 0
    for written in text.split("\n"):
        stripped = written.rstrip("\r").replace("\x00", "")
        begin = start + len(written) - len(written.lstrip())
        end = start + len(written.rstrip()) - 1
        start += len(written) + 1
        if not stripped.strip():
            continue
        first, last = boxes.get(begin), boxes.get(end)
        lines.append(
            _Line(
                " ".join(stripped.split()),
                first[3] if first else 0.0,
                last[3] if last else 0.0,
                first[0] if first else 0.0,
                last[2] if last else 0.0,
                width,
            )
        )
    return lines


def _boxes(
    shown: pypdfium2.PdfTextPage, text: str, count: int
) -> dict[int, tuple[float, float, float, float]]:
    """Where the first and the last character of each line stand; empty when it can't be told."""
    if len(text) != count:
        return {}
    wanted = set()
    for match in re.finditer(r"[^\r\n]+", text):
        inner = match.group()
        wanted.add(match.start() + len(inner) - len(inner.lstrip()))
        wanted.add(match.start() + len(inner.rstrip()) - 1)
    return {i: shown.get_charbox(i, loose=True) for i in sorted(wanted) if 0 <= i < count}


def paragraphs_of(pages: Sequence[Sequence[_Line]]) -> str:
    """The text of all pages: repeated headers and footers dropped, lines joined."""
    kept = _without_running_heads(pages)
    gaps = [a.last_top - b.top for lines in kept for a, b in pairwise(lines) if a.last_top > b.top]
    usual = median_low(gaps) if gaps else 0.0
    paragraphs: list[str] = []
    for lines in kept:
        fresh = _paragraphs(lines, usual)
        if paragraphs and fresh and _goes_on(paragraphs[-1], fresh[0]):
            paragraphs[-1] = _joined(paragraphs[-1], fresh[0])
            fresh = fresh[1:]
        paragraphs.extend(fresh)
    return _mended("\n\n".join(paragraphs))


def _without_running_heads(pages: Sequence[Sequence[_Line]]) -> list[list[_Line]]:
    edges = [_edge(lines) for lines in pages]
    seen = Counter(key for lines, edge in zip(pages, edges, strict=True)
                   for key in {_key(lines[i]) for i in edge})  # fmt: skip
    often = max(2, len(pages) // 2)
    return [
        [
            line
            for i, line in enumerate(lines)
            if not (i in edge and (seen[_key(line)] >= often or _PAGE_NUMBER.match(line.text)))
        ]
        for lines, edge in zip(pages, edges, strict=True)
    ]


def _edge(lines: Sequence[_Line]) -> set[int]:
    """The lines at the top and the bottom, by where they stand and by the order of the file."""
    n = len(lines)
    by_place = sorted(range(n), key=lambda i: -lines[i].top)
    return {
        i
        for order in (range(n), by_place)
        for i in (*order[:_EDGE_LINES], *order[max(0, n - _EDGE_LINES) :])
    }


def _key(line: _Line) -> str:
    return _NUMBER.sub("#", line.text).casefold()


def _paragraphs(lines: Sequence[_Line], usual: float) -> list[str]:
    """Paragraphs of a page; ``usual`` is the distance between lines in the whole file."""
    longest = max((line.right for line in lines), default=0.0)
    margin = median(line.left for line in lines) if lines else 0.0
    paragraphs: list[str] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        if before is None or _begins(before, line, usual, longest, margin):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = _joined(paragraphs[-1], line.text)
    return paragraphs


def _begins(before: _Line, line: _Line, usual: float, longest: float, margin: float) -> bool:
    """True when a paragraph begins with ``line``."""
    if before.text.endswith(_HYPHENS):
        return False
    if _BULLET.match(line.text):
        return True
    if usual and (before.last_top - line.top > _WIDE_GAP * usual or line.top > before.top + usual):
        return True
    ended = _SENTENCE_END.search(before.text) is not None
    indented = line.left > margin + _INDENT_SHARE * line.width
    if ended and indented and before.left <= margin + _INDENT_SHARE * line.width:
        return True
    short = longest > 0 and before.right < _SHORT_LINE * longest
    return short and (ended or not line.text[:1].islower())


def _goes_on(before: str, after: str) -> bool:
    """True when a paragraph is cut by the end of a page."""
    if before.endswith(_HYPHENS):
        return True
    # A heading may stand last on a page; it is short and no paragraph.
    return _SENTENCE_END.search(before) is None and (
        after[:1].islower() or len(before) >= _LEAST_PARAGRAPH
    )


def _joined(before: str, after: str) -> str:
    """Two lines as one; whether a hyphen between them belongs to the word is settled later."""
    if before.endswith(_HYPHENS):
        return before[:-1] + _BROKEN + after
    if before.endswith("-") and before[-2:-1].isalpha() and after[:1].isalpha():
        return before[:-1] + _BROKEN + after
    return f"{before} {after}"


def _mended(text: str) -> str:
    """Words broken over lines: whole where the text knows the whole word or nothing speaks
    against it, with their hyphen where it knows the parts ("self-reliance") or a name follows."""
    words = {word.casefold() for word in _WORD.findall(text)}

    def settled(found: re.Match[str]) -> str:
        left, right = found[1], found[2]
        whole = (left + right).casefold() in words
        parts = left.casefold() in words and right.casefold() in words
        keeps = right[:1].isupper() or (parts and not whole)
        return f"{left}-{right}" if keeps else left + right

    return _BREAK.sub(settled, text).replace(_BROKEN, "-")


def _is_headline(title: str) -> bool:
    """False for what word processors put there: file names and "untitled"."""
    return len(title.split()) >= 4 and re.search(r"\.(?:docx?|pdf|odt|indd|html?)\b", title) is None


def _line(value: str | None) -> str | None:
    return " ".join((value or "").replace("\x00", "").split()) or None


def _moment(written: str | None) -> datetime | None:
    """A date as PDF writes it: ``D:20240131120000+01'00'`` (ISO 32000-1, 7.9.4)."""
    found = _DATE.match(written or "")
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(g) if g else None for g in found.groups()[:6])
    zone = UTC
    if found[8]:
        offset = timedelta(hours=int(found[9]), minutes=int(found[10] or 0))
        if offset < timedelta(hours=24):
            zone = timezone(offset if found[8] == "+" else -offset)
    try:
        return datetime(
            year or 0, month or 1, day or 1, hour or 0, minute or 0, second or 0, tzinfo=zone
        )
    except ValueError:
        return None
