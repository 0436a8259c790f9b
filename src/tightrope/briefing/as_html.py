"""A briefing as one HTML page that needs nothing else; printed, it reads like the other forms."""

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tightrope.briefing.blocks import Sheet
from tightrope.briefing.notes import note_line
from tightrope.briefing.paper import Paper
from tightrope.briefing.wording import counted, sentence


def html(sheet: Sheet, paper: Paper) -> str:
    """The page, with the size of paper that it is meant to be printed on."""
    page = _environment().get_template("briefing.html.jinja")
    return page.render(sheet=sheet, paper=paper.css).strip() + "\n"


def _tied(text: str) -> str:
    """A number and its percent sign on one line."""
    return text.replace(" %", "\u00a0%")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tightrope.briefing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        counted=counted, sentence=sentence, tied=_tied, drawn=Markup, note_line=note_line
    )
    return environment
