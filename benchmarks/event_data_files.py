"""Files in the form of GDELT, ICEWS and POLECAT, made up from templates, to measure speed on."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from tightrope.public_record.event_data.layouts import POLECAT_COLUMNS
from tightrope.records.plover import EventType
from tightrope.reference.actors import states
from tightrope.reference.cameo import cameo_codes

_ROLES = ("Police", "Citizen", "Government", "Foreign Affairs", "Military", "Head of Government")
_TYPES = ("", "", "GOV", "MIL", "COP", "BUS", "CVL", "MED", "LEG")
_FIRST = date(2020, 1, 1)
_DAYS = 366
SEED = 11
ICEWS_HEADER = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip


def _gdelt(number: int, draw: random.Random) -> list[str]:
    cells = [""] * 61
    one, other = draw.choice(states()), draw.choice(states())
    day = f"{_FIRST + timedelta(days=draw.randrange(_DAYS)):%Y%m%d}"
    code = draw.choice(_CODES)
    cells[0:5] = [str(number), day, day[:6], day[:4], "2020.5"]
    kind = draw.choice(_TYPES)
    cells[5:8] = [one.iso3 + kind, one.name.upper(), one.iso3]
    cells[12] = kind
    if draw.random() < 0.75:
        cells[15:18] = [other.iso3, (other.demonyms or (other.name,))[0].upper(), other.iso3]
    cells[25:31] = ["1", code, code[:3], code[:2], "1", "1.0"]
    cells[31:35] = [str(draw.randrange(1, 60)), str(draw.randrange(1, 9)), "5", "-2.31"]
    cells[35:42] = ["4", f"{one.name} City", one.iso3[:2], one.iso3, "10.5", "20.5", "-12345"]
    cells[59:61] = [day + "120000", f"https://news.example/{draw.randrange(10**7)}/story.html"]
    return cells


def _icews(number: int, draw: random.Random) -> list[str]:
    one, other = draw.choice(states()), draw.choice(states())
    code = cameo_codes()[draw.choice(_CODES)]
    day = (_FIRST + timedelta(days=draw.randrange(_DAYS))).isoformat()
    return [
        str(number), day, f"{draw.choice(_ROLES)} ({one.name})", "Executive,Government", one.name,
        code.name, code.code, str(code.intensity), other.name, "", other.name,
        str(draw.randrange(10**7)), "2", f"Paper {draw.randrange(300)}", "", "", "", one.name,
        "10.5", "20.5",
    ]  # fmt: skip


def _polecat(number: int, draw: random.Random) -> list[str]:
    person, other = draw.randrange(20_000), draw.choice(states())
    one = states()[person % len(states())]
    cells = ["None"] * len(POLECAT_COLUMNS)
    day = (_FIRST + timedelta(days=draw.randrange(_DAYS))).isoformat()
    cells[0:7] = [f"E{number}", day, draw.choice(_PLOVER), "None", "-2.5", "VERBAL", "military"]
    cells[7:9], cells[10] = [f"Minister {person}", one.iso3], "GOV"
    cells[15:17], cells[18] = [other.name, other.iso3], "None"
    cells[33] = f"Paper {draw.randrange(300)}"
    return cells


_CODES = tuple(code for code in cameo_codes() if len(code) > 2)
_PLOVER = tuple(str(kind) for kind in EventType)
_MAKERS: dict[str, tuple[tuple[str, ...], Callable[[int, random.Random], list[str]]]] = {
    "gdelt": ((), _gdelt),
    "icews": (ICEWS_HEADER, _icews),
    "polecat": (POLECAT_COLUMNS, _polecat),
}


def write_events(dataset: str, path: Path, n_rows: int) -> None:
    """A file of ``n_rows`` made-up events of a dataset, the same at every call."""
    header, make = _MAKERS[dataset]
    draw = random.Random(SEED)
    with path.open("w", encoding="utf-8") as file:
        if header:
            file.write("\t".join(header) + "\n")
        file.writelines("\t".join(make(n, draw)) + "\n" for n in range(n_rows))
