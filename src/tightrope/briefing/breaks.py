"""Acts that run against where a state stood, which a sum over months would hide."""

from collections.abc import Iterable
from dataclasses import dataclass

from tightrope.briefing.blocks import Block, Bullet, Bullets, Heading, Paragraph, Words
from tightrope.briefing.content import Desk
from tightrope.briefing.happenings import marked_title
from tightrope.briefing.positions import STREAM_NAMES
from tightrope.briefing.wording import day_words, happened_words, percent, signed, state
from tightrope.records.alignment import Break, Stream

_MOST = 8


@dataclass(frozen=True, slots=True)
class AgainstTheGrain:
    """One act, and what it ran against in words."""

    id: str
    title: str
    told: str


def against_the_grain(desk: Desk, most: int = _MOST) -> tuple[AgainstTheGrain, ...]:
    """The newest breaks of the focal state, newest first.

    Args:
        desk: the material.
        most: how many.
    """
    scope = desk.material.scope
    within = [b for b in desk.material.breaks if scope.covers(b.day, b.day)]
    return tuple(_told(desk, found) for found in newest_breaks(within, most))


def newest_breaks(found: Iterable[Break], most: int) -> list[Break]:
    """Those of the latest days, newest first."""
    ordered = sorted(found, key=lambda b: (b.day, b.power, b.incident_id))
    return ordered[::-1][:most]


def _told(desk: Desk, found: Break) -> AgainstTheGrain:
    incident = desk.incidents.get(found.incident_id)
    title, when = "A recorded vote", day_words(found.day)
    if incident is not None:
        title = marked_title(desk, incident)
        when = happened_words(incident.date_low, incident.date_high)
    how = "as cold or colder" if found.value < 0.0 else "as warm or warmer"
    thing = "A vote" if found.stream == Stream.VOTES else "An act"
    return AgainstTheGrain(
        id=found.incident_id,
        title=f"{title}, {when}",
        told=(
            f"{signed(found.value)}, while {STREAM_NAMES[Stream(found.stream)]} towards "
            f"{state(found.power)} stood at {signed(found.level)}. {thing} {how} was to be "
            f"expected with a probability of {percent(found.expected)}."
        ),
    )


def breaks_blocks(found: tuple[AgainstTheGrain, ...]) -> list[Block]:
    """The list under its heading; nothing when there is none."""
    if not found:
        return []
    items = tuple(Bullet((Words(f"{i.title}: {i.told} "), Words(i.id, "id"))) for i in found)
    note = (
        "Strong acts against where the same stream stood before. One of them may hardly move a "
        "position; it is told all the same."
    )
    return [Heading("Against the grain"), Bullets(items), Paragraph((Words(note),), "small")]
