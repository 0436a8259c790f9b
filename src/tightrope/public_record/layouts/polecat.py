"""The layout of POLECAT (Halterman et al. 2023, Harvard Dataverse AJGVIT): one row an event.

Several values in a cell are separated by semicolons. As in PLOVER, the parties of a mutual act are
all actors and its recipients are empty.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from tightrope.public_record.layouts.days import event_day
from tightrope.public_record.layouts.parties import Party, actors, recipients
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
    """The one row of a report."""
    event, document = report.event, report.document
    published = document.published.day
    yield (
        event.id,
        event_day(event),
        str(event.type),
        event.mode,
        str(event.intensity),
        QUAD_CODES[event.quad_class],
        _joined(event.contexts),
        *_side(actors(report), event.actor_names),
        *_side(recipients(report), event.recipient_names),
        *([""] * 10),
        document.outlet or "",
        published.isoformat() if published else "",
        _joined(_names(report.mentions, "person")),
        _joined(_names(report.mentions, "organisation", "institution")),
        _joined(_names(report.mentions, "state")),
        document.language,
        "",
    )


def _side(parties: list[Party], names: Iterable[str]) -> tuple[str, ...]:
    sectors = [str(p.sector) for p in parties]
    return (
        _joined(names) or _joined(p.name for p in parties),
        _joined(p.code for p in parties),
        _joined(cow_numbers().get(p.code, "") for p in parties),
        next((s for s in sectors if s != "UNK"), sectors[0] if sectors else ""),
        _joined(sectors),
        _joined(p.office for p in parties),
        _joined(p.written for p in parties),
        "",
    )


def _joined(values: Iterable[str]) -> str:
    return ";".join(dict.fromkeys(v.replace(";", ",") for v in values if v))


def _names(mentions: Iterable[Mention], *kinds: str) -> Iterator[str]:
    return (m.name for m in mentions if m.kind in kinds)


@lru_cache(maxsize=1)
def cow_numbers() -> dict[str, str]:
    """The Correlates of War number of a state by its ISO 3166-1 alpha-3 code."""
    return {code: str(member.cow) for code, member in un_members().items()}
