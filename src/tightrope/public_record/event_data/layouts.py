"""How the files of event datasets are laid out, told by their first line.

Sources: GDELT 1.0 and 2.0 Event Database codebooks (2013, 2015); the header of the ICEWS Coded
Event Data files; the header of the POLECAT files (``ngecEvents``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

POLECAT_COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country",
    "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province",
    "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
# GDELT has no header: what we read of its columns, by number.
_GDELT = {
    "source_id": 0, "date": 1, "actor_name": 6, "actor_country": 7, "actor_group": 8,
    "actor_sectors": 12, "recipient_name": 16, "recipient_country": 17, "recipient_group": 18,
    "recipient_sectors": 22, "code": 26, "mentions": 31, "sources": 32,
}  # fmt: skip
_GDELT_WIDTHS = {57: None, 58: 57, 61: 60}  # number of columns, and which holds the address
_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "icews": {
        "source_id": ("event id",), "date": ("event date",), "code": ("cameo code",),
        "event": ("event text",), "actor_name": ("source name",),
        "actor_country": ("source country",), "actor_sectors": ("source sectors",),
        "recipient_name": ("target name",), "recipient_country": ("target country",),
        "recipient_sectors": ("target sectors",), "publisher": ("publisher",),
    },
    "icews table": {
        "date": ("date",), "actor_name": ("source",), "event": ("relation",),
        "recipient_name": ("target",),
    },
    "polecat": {
        "source_id": ("event id",), "date": ("event date",), "event_type": ("event type",),
        "mode": ("event mode",), "intensity": ("intensity", "event intensity"),
        "contexts": ("contexts",), "actor_name": ("actor name",),
        "actor_country": ("actor country",),
        "actor_sectors": ("primary actor sector", "actor sectors"),
        "recipient_name": ("recipient name",), "recipient_country": ("recipient country",),
        "recipient_sectors": ("primary recipient sector", "recipient sectors"),
        "publisher": ("source",),
    },
}  # fmt: skip
_REQUIRED = {
    "icews": ("date", "actor_name", "recipient_name", "event"),
    "icews table": ("date", "actor_name", "event", "recipient_name"),
    "polecat": ("date", "event_type", "actor_name", "recipient_name"),
}
EXPECTED = {
    "gdelt": "57 or 58 (GDELT 1) or 61 (GDELT 2) columns between tabs, without a header",
    "icews": "a header with Event Date, Source Name, Event Text and Target Name, or with date, "
    "source, relation and target",
    "polecat": "a header with Event Date, Event Type, Actor Name and Recipient Name",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """One file: its dataset, its columns in order, and which of them holds what.

    ``fields`` maps what we call a field to the name of its column in ``names``.
    """

    dataset: str
    names: tuple[str, ...]
    fields: Mapping[str, str]
    delimiter: str
    has_header: bool

    @property
    def is_quoted(self) -> bool:
        """Commas come with quoted cells; tables between tabs are written without quotes."""
        return self.delimiter != "\t"


def layout_of(first: str, second: str = "") -> Layout | None:
    """The layout of a file by its first two lines; None when it is none of these datasets'."""
    cells = first.split("\t")
    if len(cells) in _GDELT_WIDTHS and cells[0].isdigit() and cells[1].isdigit():
        return _gdelt(len(cells))
    delimiter = "\t" if len(cells) > 1 else ","
    header = [name.strip().strip('"').strip("\ufeff#!") for name in first.split(delimiter)]
    by_name = {name.casefold(): name for name in reversed(header)}
    for kind, wanted in _NAMES.items():
        fields = {
            field: by_name[name]
            for field, names in wanted.items()
            for name in reversed(names)
            if name in by_name
        }
        if all(field in fields for field in _REQUIRED[kind]):
            names = _widened(header, len(second.split(delimiter)) if second else len(header))
            return Layout(kind.split()[0], names, fields, delimiter, has_header=True)
    return None


def _gdelt(width: int) -> Layout:
    fields = {field: str(number) for field, number in _GDELT.items()}
    address = _GDELT_WIDTHS[width]
    if address is not None:
        fields["url"] = str(address)
    return Layout("gdelt", tuple(map(str, range(width))), fields, "\t", has_header=False)


def _widened(header: Sequence[str], width: int) -> tuple[str, ...]:
    """The header as the rows need it: some POLECAT files name columns that the rows lack, and
    some have empty columns behind the last one that is named."""
    if width == len(POLECAT_COLUMNS) < len(header):
        return POLECAT_COLUMNS
    return (*header, *(f"unnamed {n}" for n in range(len(header), width)))
