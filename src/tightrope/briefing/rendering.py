"""A briefing as Markdown or as one HTML page, from the records handed in."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tightrope import __version__
from tightrope.briefing.chains import Chains, chains
from tightrope.briefing.content import Desk, Material
from tightrope.briefing.contested import Contest, contests
from tightrope.briefing.happenings import Happening, HappeningGroup, happenings, reported_votes
from tightrope.briefing.holdings import Holdings, dates_covered, holdings
from tightrope.briefing.influence import Carried, carried
from tightrope.briefing.method import METHOD
from tightrope.briefing.sensitivity import SensitivityView, sensitivity_view
from tightrope.briefing.standing import StandingView, standing
from tightrope.briefing.voices import Voices, voices
from tightrope.briefing.wording import counted, counted_words, listed, sentence, state, state_name
from tightrope.errors import UsageError

if TYPE_CHECKING:
    from tightrope.briefing.charts import Chart

Format = Literal["md", "html"]

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_ADDRESS = re.compile(r"(?<=[A-Za-z])://|(?<=www)\.", re.IGNORECASE)
_OPENING = re.compile(r"^(\d{0,9})([-+=.)])(?=\s|$|=)")
_NOT_IN_IDENTIFIERS = re.compile(r"[^A-Za-z0-9_.:-]")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of each list a briefing shows; the rest is counted and left to the tables."""

    happenings: int = 40
    voices: int = 25
    sayings: int = 6
    chains: int = 12
    documents: int = 40


@dataclass(frozen=True, slots=True)
class Briefing:
    """All that the templates read."""

    title: str
    subtitle: str
    focal: str
    powers: str
    standing: StandingView
    carried: tuple[Carried, ...]
    sensitivity: SensitivityView | None
    chart: "Chart | None"
    groups: tuple[HappeningGroup, ...]
    votes: tuple[Happening, ...]
    voices: Voices
    contests: tuple[Contest, ...]
    chains: Chains
    holdings: Holdings
    method: tuple[str, ...]
    version: str = __version__


DEFAULT_LIMITS = Limits()


def write_briefing(
    material: Material, format: Format = "md", limits: Limits = DEFAULT_LIMITS
) -> str:
    """Write the briefing on one state.

    Args:
        material: the records it is made from.
        format: ``md`` (Markdown) or ``html`` (one page that needs nothing else).
        limits: how long its lists may be.

    Returns:
        The same text for the same material, byte for byte.

    Raises:
        UsageError: for another format.
    """
    if format not in ("md", "html"):
        raise UsageError(f"format is '{format}'; a briefing can be written as 'md' or 'html'.")
    briefing = compose(material, limits, with_chart=format == "html")
    environment = _html() if format == "html" else _markdown()
    text = environment.get_template(f"briefing.{format}.jinja").render(b=briefing)
    if format == "md":
        text = re.sub(r"\n{3,}", "\n\n", text)
    return text.strip() + "\n"


def compose(
    material: Material, limits: Limits = DEFAULT_LIMITS, with_chart: bool = True
) -> Briefing:
    """Lay out a briefing without writing it."""
    desk = Desk(material)
    focal, powers = material.focal, material.powers
    return Briefing(
        title=_title(focal, powers),
        subtitle=_subtitle(desk),
        focal=state(focal),
        powers=listed([state(p) for p in powers]),
        standing=standing(desk),
        carried=carried(desk),
        sensitivity=sensitivity_view(desk),
        chart=_chart(material) if with_chart else None,
        groups=happenings(desk, limits.happenings),
        votes=reported_votes(desk, limits.happenings),
        voices=voices(desk, limits.voices, limits.sayings),
        contests=contests(desk),
        chains=chains(desk, limits.chains),
        holdings=holdings(desk, limits.documents),
        method=METHOD,
    )


def _chart(material: Material) -> "Chart | None":
    # Loading the chart library takes longer than writing a page without one.
    from tightrope.briefing.charts import position_chart

    return position_chart(material.focal, material.powers, material.alignments)


def _subtitle(desk: Desk) -> str:
    """What the briefing was made from: the documents that tell of the state, out of how many."""
    total = counted(len(desk.material.documents), "document")
    telling = [desk.documents[i] for i in desk.telling]
    covered = dates_covered(telling)
    some = 0 < len(telling) < len(desk.material.documents)
    part = f"{len(telling):,} of {total}" if some else total
    return f"From {part}" + (f", {covered}" if covered else "")


def _title(focal: str, powers: tuple[str, ...]) -> str:
    name = state_name(focal)
    if not powers:
        return name
    joined = listed([state(p) for p in powers])
    return f"{name} {'between' if len(powers) > 1 else 'and'} {joined}"


def escape_markdown(text: object) -> str:
    """Text that Markdown shows as it is: nothing in it makes a link, a tag or a table."""
    escaped = _MARKDOWN.sub(r"\\\1", str(text).replace("\n", " "))
    return _ADDRESS.sub(lambda m: "\\" + m.group(), escaped)


def _finalize(value: object) -> object:
    """Every value that a Markdown template prints is escaped unless a filter marked it safe."""
    return value if isinstance(value, Markup) else escape_markdown(value)


def _quoted(text: str) -> Markup:
    """A passage that opens a line: a first mark that would make it a list or heading is escaped."""
    escaped = escape_markdown(text)
    return Markup("{}").format(Markup(_OPENING.sub(r"\1\\\2", escaped)))


def _tied(text: str) -> str:
    """A number and its percent sign on one line."""
    return text.replace(" %", "\u00a0%")


def _code(identifier: str) -> Markup:
    return Markup("`{}`").format(Markup(_NOT_IN_IDENTIFIERS.sub("", identifier)))


_FILTERS = {
    "counted": counted,
    "counted_words": counted_words,
    "sentence": sentence,
    "listed": listed,
}


@lru_cache(maxsize=1)
def _markdown() -> Environment:
    environment = Environment(
        loader=PackageLoader("tightrope.briefing"),
        autoescape=False,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(_FILTERS, code=_code, drawn=Markup, quoted=_quoted)
    return environment


@lru_cache(maxsize=1)
def _html() -> Environment:
    environment = Environment(
        loader=PackageLoader("tightrope.briefing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(_FILTERS, tied=_tied)
    return environment
