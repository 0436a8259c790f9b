"""The layout of the ICEWS coded event data (Boschee et al. 2015, Harvard Dataverse 28075).

One row for every source and target; mutual acts go both ways, as ICEWS has them. ICEWS itself names
sectors in words and leaves them empty for a state that is named as such; so do we.
"""

from collections.abc import Iterator
from functools import lru_cache

from tightrope.language.segmentation import segments
from tightrope.public_record.layouts.cameo import category
from tightrope.public_record.layouts.days import event_day
from tightrope.public_record.layouts.parties import Party, directed
from tightrope.records.actors import Sector
from tightrope.records.reports import EventReport

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip

SECTORS: dict[Sector, str] = {
    Sector.GOV: "Government",
    Sector.MIL: "Military,Government",
    Sector.SPY: "Government",
    Sector.COP: "Police,Government",
    Sector.LEG: "Legislative / Parliamentary,Government",
    Sector.JUD: "Judicial,Government",
    Sector.OPP: "Parties",
    Sector.REB: "Insurgents",
    Sector.UAF: "Unidentified Forces",
    Sector.PTY: "Parties",
    Sector.IGO: "International Government Organization",
    Sector.NGO: "Nongovernmental Organizations / Activists",
    Sector.MNC: "Business",
    Sector.BUS: "Business",
    Sector.MED: "Media",
    Sector.EDU: "Education",
    Sector.CVL: "General Population / Civilian / Social",
    Sector.UNK: "",
}


def rows(report: EventReport) -> Iterator[tuple[str, ...]]:
    """The rows of one report; when there are several, a number after a point tells them apart."""
    event, document = report.event, report.document
    cameo = category(event)
    pairs = directed(report)
    for number, (source, target) in enumerate(pairs, 1):
        yield (
            event.id if len(pairs) == 1 else f"{event.id}.{number}",
            event_day(event),
            *_party(source),
            cameo.name,
            cameo.code,
            str(cameo.intensity),
            *_party(target),
            document.id,
            str(_sentence_number(document.text, document.title, event.sentence.start)),
            document.outlet or "",
            *([""] * 6),
        )


def _party(party: Party | None) -> tuple[str, str, str]:
    if party is None:
        return ("", "", "")
    if party.sector is Sector.IGO:
        return (party.name, SECTORS[Sector.IGO], "")
    named_as_state = party.is_state and party.sector in (Sector.GOV, Sector.UNK)
    return (party.name, "" if named_as_state else SECTORS[party.sector], party.state)


@lru_cache(maxsize=1)
def _starts(text: str, title: str | None) -> tuple[int, ...]:
    return tuple(s.span.start for s in segments(text, title) if s.role != "title")


def _sentence_number(text: str, title: str | None, start: int) -> int:
    """The sentence's number in the body, from 1; 0 for the headline."""
    return sum(begin <= start for begin in _starts(text, title))
