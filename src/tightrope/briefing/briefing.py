"""The briefing before it is laid out: what each section has to tell."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from tightrope import __version__
from tightrope.briefing.breaks import AgainstTheGrain, against_the_grain
from tightrope.briefing.chains import Chains, chains
from tightrope.briefing.content import Desk, Material
from tightrope.briefing.contested import Contest, contests
from tightrope.briefing.happenings import Happening, HappeningGroup, happenings, reported_votes
from tightrope.briefing.holdings import Holdings, dates_covered, holdings
from tightrope.briefing.influence import Carried, carried
from tightrope.briefing.method import METHOD
from tightrope.briefing.scope import EVERYTHING, Scope
from tightrope.briefing.sensitivity import SensitivityView, sensitivity_view
from tightrope.briefing.standing import StandingView, standing
from tightrope.briefing.voices import Voices, is_about, voices
from tightrope.briefing.wording import counted, day_words, listed, state, state_name
from tightrope.records.alignment import Alignment

if TYPE_CHECKING:
    from tightrope.briefing.charts import Chart

#: Dates a briefing in which nothing has a date.
_NO_DAY = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of each list a briefing shows; the rest is counted and left to the tables.

    ``sentences`` are the footnotes of one happening.
    """

    happenings: int = 40
    voices: int = 25
    sayings: int = 6
    chains: int = 12
    documents: int = 40
    sentences: int = 4


@dataclass(frozen=True, slots=True)
class Briefing:
    """All that the sections are laid out from."""

    title: str
    subtitle: str
    focal: str
    powers: str
    standing: StandingView
    breaks: tuple[AgainstTheGrain, ...]
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
    scope_words: tuple[str, ...] = ()
    scope: Scope = EVERYTHING
    day: date = _NO_DAY
    version: str = __version__


DEFAULT_LIMITS = Limits()


def compose(
    material: Material,
    limits: Limits = DEFAULT_LIMITS,
    with_chart: bool = True,
    beside: bool = False,
) -> Briefing:
    """Work out what a briefing tells, without laying it out.

    Args:
        material: the records it is made from.
        limits: how long its lists may be.
        with_chart: whether the chart is drawn.
        beside: whether its panels stand side by side.
    """
    desk = Desk(material)
    focal, powers = material.focal, material.powers
    return Briefing(
        title=_title(focal, powers),
        subtitle=_subtitle(desk),
        focal=state(focal),
        powers=listed([state(p) for p in powers]),
        standing=standing(desk),
        breaks=against_the_grain(desk),
        carried=carried(desk),
        sensitivity=sensitivity_view(desk),
        chart=_chart(focal, powers, material.alignments, beside) if with_chart else None,
        groups=happenings(desk, limits.happenings),
        votes=reported_votes(desk, limits.happenings),
        voices=voices(desk, limits.voices, limits.sayings),
        contests=contests(desk),
        chains=chains(desk, limits.chains),
        holdings=holdings(desk, limits.documents),
        method=METHOD,
        scope_words=_scope_words(desk),
        scope=material.scope,
        day=material.scope.until or _newest_day(material) or _NO_DAY,
    )


@lru_cache(maxsize=8)
def _chart(
    focal: str, powers: tuple[str, ...], alignments: tuple[Alignment, ...], beside: bool
) -> "Chart | None":
    """The chart; kept, as a briefing is often asked for in several forms."""
    # Loading the chart library takes longer than writing a page without one.
    from tightrope.briefing.charts import position_chart

    return position_chart(focal, powers, alignments, beside)


def _subtitle(desk: Desk) -> str:
    """What the briefing was made from: the documents that tell of the state, out of how many."""
    total = counted(len(desk.material.documents), "document")
    telling = [desk.documents[i] for i in desk.listed.telling]
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


def _scope_words(desk: Desk) -> tuple[str, ...]:
    """Which part of the corpus is told, what the positions rest on, and when nothing matches."""
    scope = desk.material.scope
    if not scope:
        return ()
    topic = f"what tells of “{scope.focus}”" if scope.focus else "what happened or was said"
    window = f" {scope.window_words}" if scope.bounded else ""
    until = (
        f"everything known to have happened until {day_words(scope.until)}"
        if scope.until is not None
        else "the whole corpus"
    )
    told = [f"This briefing lists {topic}{window}; its positions rest on {until}."]
    if scope.bounded:
        undated = sum(
            1
            for i in desk.material.incidents
            if desk.material.focal in (*i.actor_states, *i.recipient_states)
            and i.date_low is None
            and i.date_high is None
        )
        if undated:
            told.append(f"Left out of it: {counted(undated, 'happening')} without a date.")
    if not any(_amounts(desk.listed)):
        happened, said = _amounts(desk)
        told.append(
            f"Nothing about {state(desk.material.focal)} matches. Without a window and topic there "
            f"are {counted(happened, 'happening')} and {counted(said, 'statement')}: leave out or "
            "widen --since, --until or --focus."
        )
    return (" ".join(told),)


def _amounts(desk: Desk) -> tuple[int, int]:
    """How many happenings and statements there are of or about the focal state."""
    focal = desk.material.focal
    incidents = desk.material.incidents
    return (
        sum(focal in (*i.actor_states, *i.recipient_states) for i in incidents),
        sum(is_about(s, focal) for s in desk.material.statements),
    )


def _newest_day(material: Material) -> date | None:
    days = [d.published.high or d.published.low for d in material.documents]
    return max((d for d in days if d is not None), default=None)
