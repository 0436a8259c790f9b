"""A briefing as PDF, set by Typst: tagged for screen readers, charts as vectors, real footnotes."""

import json
import re
from datetime import UTC, datetime, time
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

import msgspec
import pypdfium2

from tightrope.briefing.blocks import Figure, Sheet
from tightrope.briefing.paper import Paper
from tightrope.errors import MissingComponent

# Typst carries its own fonts, so a briefing looks the same on every machine; the chart is set in
# the one that the text is set in.
_FONT = "Libertinus Serif"
_FAMILY = re.compile(r'font-family="[^"]*"')
_SIZE = 10.0
#: A one-page briefing begins at the first size, and is set smaller step by step until it fits.
_ONE_PAGE_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)


def pdf(sheet: Sheet, paper: Paper) -> bytes:
    """The file; a one-page briefing is set as large as fits its page.

    Raises:
        MissingComponent: Typst is not installed.
    """
    payload = _payload(sheet)
    made = b""
    for size in _ONE_PAGE_SIZES if sheet.one_page else (_SIZE,):
        made = _typeset(payload, paper, size, sheet)
        if not sheet.one_page or _pages(made) == 1:
            break
    return made


def _payload(sheet: Sheet) -> str:
    """The sheet as JSON: what stands in it is text to Typst, never code."""
    laid: dict[str, Any] = msgspec.to_builtins(sheet)
    for blocks in (laid["opening"], *(section["blocks"] for section in laid["sections"])):
        for block in blocks:
            if block["kind"] == Figure.__name__.lower():
                block["wide"] = _FAMILY.sub(f'font-family="{_FONT}"', block["wide"])
                block["narrow"] = ""
    laid["day"] = [sheet.day.year, sheet.day.month, sheet.day.day]
    return json.dumps(laid, ensure_ascii=False)


def _typeset(payload: str, paper: Paper, size: float, sheet: Sheet) -> bytes:
    try:
        import typst
    except ImportError as error:
        raise MissingComponent(
            "A briefing as PDF needs Typst, which is not installed: pip install 'tightrope[pdf]'. "
            "Or ask for html, md or docx, which need nothing more."
        ) from error
    template = resources.files("tightrope.briefing").joinpath("templates/briefing.typ")

    def typeset(standard: Literal["ua-1"] | None) -> bytes:
        made: bytes = typst.compile(
            template.read_bytes(),
            font_paths=_fonts(),
            sys_inputs={"sheet": payload, "paper": paper.typst, "size": str(size)},
            timestamp=datetime.combine(sheet.day, time(), UTC),
            pdf_standards=standard,
        )
        return made

    try:
        return typeset("ua-1")
    except typst.TypstError:
        # The standard forbids letters that no font on this machine has; a name in one of the rarer
        # scripts must not cost the briefing.
        return typeset(None)


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """The fonts that Typst carries and those of the machine, looked for once."""
    import typst

    return typst.Fonts()


def _pages(made: bytes) -> int:
    with pypdfium2.PdfDocument(made) as document:
        return len(document)
