"""The layout of POLECAT (Halterman et al. 2023, Harvard Dataverse AJGVIT).

One row for every actor and recipient; a mutual act has one for every two of its parties. Several
values in a cell are separated by semicolons.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from tightrope.public_record.layouts.days import event_day
from tightrope.public_record.layouts.parties import Party, directed
from tightrope.records.actors import Mention
from tightrope.records.plover import QuadClass
from tightrope.records.reports import EventReport
from tightrope.reference.un_members import un_members

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People",
    "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip

QUAD_CODES: dict[QuadClass, str] = {
    QuadClass.VERBAL_COOPERATION: "VERBAL COOPERATION",
    QuadClass.MATERIAL_COOPERATION: "MATERIAL COOPERATION",
    QuadClass.VERBAL_CONFLICT: "VERBAL CONFLICT",
    QuadClass.MATERIAL_CONFLICT: "MATERIAL CONFLICT",
}


def rows(report: EventReport) -> Iterator[tuple[str, ...]]:
    """The rows of one report; when there are several, a number after a point tells them apart."""
    event, document = report.event, report.document
    published = document.published.day
    pairs = directed(report, both_ways=False)
    for number, (actor, recipient) in enumerate(pairs, 1):
        yield (
            event.id if len(pairs) == 1 else f"{event.id}.{number}",
            event_day(event),
            str(event.type),
            event.mode,
            str(event.intensity),
            QUAD_CODES[event.quad_class],
            _joined(event.contexts),
            *_side(actor),
            *_side(recipient),
            *([""] * 10),
            document.outlet or "",
            published.isoformat() if published else "",
            _joined(_names(report.mentions, "person")),
            _joined(_names(report.mentions, "organisation", "institution")),
            _joined(_names(report.mentions, "state")),
            document.language,
            "",
        )


def _side(party: Party | None) -> tuple[str, ...]:
    if party is None:
        return ("",) * 8
    sector = str(party.sector)
    cow = cow_numbers().get(party.code, "")
    return (party.name, party.code, cow, sector, sector, party.office, party.written, "")


def _joined(values: Iterable[str]) -> str:
    return ";".join(dict.fromkeys(v.replace(";", ",") for v in values if v))


def _names(mentions: Iterable[Mention], *kinds: str) -> Iterator[str]:
    return (m.name for m in mentions if m.kind in kinds)


@lru_cache(maxsize=1)
def cow_numbers() -> dict[str, str]:
    """The Correlates of War number of a state by its ISO 3166-1 alpha-3 code."""
    return {code: str(member.cow) for code, member in un_members().items()}
