"""From the records handed in to a briefing in one of its forms."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal, get_args

from tightrope.briefing.as_html import html
from tightrope.briefing.as_markdown import escape_markdown, markdown
from tightrope.briefing.blocks import Paragraph, Sheet, Words
from tightrope.briefing.briefing import DEFAULT_LIMITS, Briefing, Limits, compose
from tightrope.briefing.content import Material
from tightrope.briefing.notes import Notes
from tightrope.briefing.onepage import LONGEST_PASSAGE, SHORT_LIMITS, one_page
from tightrope.briefing.paper import Paper
from tightrope.briefing.parts import Layout
from tightrope.briefing.sections import full
from tightrope.errors import UsageError

__all__ = [
    "DEFAULT_LIMITS",
    "Briefing",
    "Format",
    "Length",
    "Limits",
    "Options",
    "compose",
    "escape_markdown",
    "format_of",
    "lay_out",
    "render",
    "write_briefing",
]

Format = Literal["md", "html", "pdf", "docx"]
Length = Literal["full", "short"]
_BY_ENDING: dict[str, Format] = {
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
_FORMATS: tuple[str, ...] = get_args(Format)


@dataclass(frozen=True, slots=True)
class Options:
    """How a briefing is written: its length, the paper it is for, and how long its lists are."""

    length: Length = "full"
    paper: Paper = Paper.A4
    limits: Limits = DEFAULT_LIMITS


DEFAULT_OPTIONS = Options()


def render(material: Material, format: Format = "md", options: Options = DEFAULT_OPTIONS) -> bytes:
    """Write the briefing on one state.

    Args:
        material: the records it is made from.
        format: ``md`` (Markdown), ``html`` (one page that needs nothing else), ``pdf`` or
            ``docx``.
        options: length and paper.

    Returns:
        The file; the same bytes for the same material.

    Raises:
        UsageError: for another format or length.
        MissingComponent: what writes PDF is not installed; the text names the command.
    """
    if format not in _FORMATS:
        allowed = ", ".join(f"'{name}'" for name in _FORMATS[:-1])
        raise UsageError(
            f"format is '{format}'; a briefing can be written as {allowed} or '{_FORMATS[-1]}'."
        )
    sheet = lay_out(material, options, with_chart=format != "md")
    return _WRITERS[format](sheet, options.paper)


def format_of(name: str) -> Format | None:
    """The form that a file's name asks for; None when it names none."""
    return _BY_ENDING.get(PurePath(name).suffix.lower())


def write_briefing(
    material: Material, format: Literal["md", "html"] = "md", limits: Limits = DEFAULT_LIMITS
) -> str:
    """Write the full briefing as text; see :func:`render` for its other forms.

    Raises:
        UsageError: for a format that is not text.
    """
    if format not in ("md", "html"):
        raise UsageError(
            f"format is '{format}'; as text a briefing can be written as 'md' or 'html'."
        )
    return render(material, format, Options(limits=limits)).decode("utf-8")


def lay_out(
    material: Material, options: Options = DEFAULT_OPTIONS, with_chart: bool = True
) -> Sheet:
    """The briefing in blocks, as every format writes it.

    Raises:
        UsageError: for a length that there is not.
    """
    if options.length not in get_args(Length):
        raise UsageError(f"length is '{options.length}'; it must be 'full' or 'short'.")
    short = options.length == "short"
    limits = SHORT_LIMITS if short else options.limits
    briefing = compose(material, limits, with_chart=with_chart, beside=short)
    notes = Notes(LONGEST_PASSAGE if short else 0)
    layout = Layout(briefing, limits, notes)
    sections = (one_page if short else full)(layout)
    opening = [Paragraph((Words(text),), "small") for text in briefing.scope_words]
    opening += [
        Paragraph((Words(text),), "body" if n else "lead")
        for n, text in enumerate(briefing.standing.headline)
    ]
    return Sheet(
        title=briefing.title,
        subtitle=briefing.subtitle,
        opening=tuple(opening),
        sections=sections,
        notes=notes.all,
        version=briefing.version,
        day=briefing.day,
        one_page=short,
    )


def _markdown(sheet: Sheet, paper: Paper) -> bytes:
    return markdown(sheet).encode()


def _html(sheet: Sheet, paper: Paper) -> bytes:
    return html(sheet, paper).encode()


def _pdf(sheet: Sheet, paper: Paper) -> bytes:
    from tightrope.briefing.as_pdf import pdf

    return pdf(sheet, paper)


def _docx(sheet: Sheet, paper: Paper) -> bytes:
    from tightrope.briefing.as_word import docx

    return docx(sheet, paper)


_WRITERS: dict[str, Callable[[Sheet, Paper], bytes]] = {
    "md": _markdown,
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
}
