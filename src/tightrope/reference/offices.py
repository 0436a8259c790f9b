"""Who held which office when: the table of office holders and its look-ups.

The facts stand in ``tables/office_terms.csv`` (its header says where they come from); a user's own
file of the same form can be laid on top with :func:`table`. A start or an end may be known to the
day, the month or the year only, so both are bounds. Names are compared without case, accents,
hyphens or apostrophes.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from tightrope.errors import UsageError
from tightrope.reference import own_actors
from tightrope.reference.petrarch import Entry, Term

TABLE = Path(__file__).with_name("tables") / "office_terms.csv"
COLUMNS = ("name", "aliases", "iso3", "office", "title", "sector", "start", "end")

# Where the family name comes first. Vietnamese are called by their given name, Indonesians and
# Burmese often have no family name at all: both are reached by any part that is an alias.
_FAMILY_NAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "KHM", "VNM", "HKG"})
_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "la",
        "las",
        "le",
        "los",
        "van",
        "von",
        "ter",
        "zu",
    }
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?\Z")


@dataclass(frozen=True, slots=True)
class OfficeTerm:
    """One person in one office; starts and ends lie within their bounds, both inclusive.

    ``iso3`` is the state served, or an organisation's code (``UNO``, ``EUU``, ``NAT``, ...).
    ``office`` is a generic office ("foreign minister"), ``title`` what the press calls it
    ("Secretary of State"). ``end_low`` and ``end_high`` are None while the term runs, as far as
    the table knows.
    """

    name: str
    aliases: tuple[str, ...]
    iso3: str
    office: str
    title: str
    sector: str
    start_low: date
    start_high: date
    end_low: date | None = None
    end_high: date | None = None

    @property
    def offices(self) -> tuple[str, ...]:
        """The generic offices held in one: "head of state and government" is two."""
        if self.office == "head of state and government":
            return ("head of state", "head of government")
        return (self.office,)

    def may_hold_on(self, day: date) -> bool:
        """Whether the person may have held the office on ``day`` (bounds taken widely)."""
        return self.start_low <= day and (self.end_high is None or day <= self.end_high)

    def overlaps(self, low: date | None, high: date | None) -> bool:
        """Whether the term, taken widely, shares a day with ``low`` .. ``high`` (None: open)."""
        return (high is None or self.start_low <= high) and (
            low is None or self.end_high is None or low <= self.end_high
        )


def fold(name: str) -> str:
    """``name`` as it is compared: no case, accents, apostrophes; hyphens and dots are blanks."""
    plain = unicodedata.normalize("NFKD", name)
    kept = "".join(
        " " if c in "-‐‑–." else c
        for c in plain
        if not unicodedata.combining(c) and c not in "'’‘`ʻʼ"
    )
    return " ".join(kept.casefold().translate(_LETTERS).split())


# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe"})


def surnames(name: str, iso3: str) -> tuple[str, ...]:
    """Folded forms under which a person is mentioned by family name alone.

    >>> surnames("Ursula von der Leyen", "EUU")
    ('leyen', 'von der leyen')
    """
    parts = [p for p in fold(name).split() if p not in _SUFFIXES]
    if not parts:
        return ()
    if iso3 in _FAMILY_NAME_FIRST:
        return (parts[0],)
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in _PARTICLES:
        start -= 1
    short, long = parts[-1], " ".join(parts[start:])
    return (short,) if short == long else (short, long)


class OfficeTable:
    """Office terms with their indices; immutable once built."""

    def __init__(self, terms: Iterable[OfficeTerm]) -> None:
        self.terms: tuple[OfficeTerm, ...] = tuple(terms)
        named: dict[str, list[OfficeTerm]] = {}
        family: dict[str, list[OfficeTerm]] = {}
        offices: dict[tuple[str, str], list[OfficeTerm]] = {}
        for term in self.terms:
            for key in dict.fromkeys(fold(n) for n in (term.name, *term.aliases)):
                named.setdefault(key, []).append(term)
            short = list(surnames(term.name, term.iso3))
            short += [key for key in (fold(a) for a in term.aliases) if " " not in key]
            for key in dict.fromkeys(short):
                family.setdefault(key, []).append(term)
            for office in term.offices:
                offices.setdefault((term.iso3, office), []).append(term)
        self.by_name = {k: tuple(v) for k, v in named.items()}
        self.by_surname = {k: tuple(v) for k, v in family.items()}
        self._by_office = {k: tuple(v) for k, v in offices.items()}

    def terms_of(self, name: str) -> tuple[OfficeTerm, ...]:
        """All terms of the person called ``name`` (full name or alias), in the table's order."""
        return self.by_name.get(fold(name), ())

    def terms_by_surname(self, surname: str) -> tuple[OfficeTerm, ...]:
        """All terms of everybody who is called ``surname`` alone, over all states and times."""
        return self.by_surname.get(fold(surname), ())

    def holders_on(self, iso3: str, office: str, day: date) -> tuple[OfficeTerm, ...]:
        """Who may have held a generic office of a state on a day; two around a handover."""
        return tuple(t for t in self._by_office.get((iso3, office), ()) if t.may_hold_on(day))

    def resolve(
        self, name: str, day_low: date | None, day_high: date | None
    ) -> tuple[OfficeTerm, ...]:
        """Terms that a name can mean in a text from ``day_low`` .. ``day_high``.

        A full name or alias wins over a surname; terms that run in the window win over those
        before it (somebody may be named by name long after leaving office), the latest first.

        Args:
            name: full name, alias or surname, without titles.
            day_low, day_high: bounds of the day; None leaves a side open.
        """
        terms = self.terms_of(name) or self.terms_by_surname(name)
        running = tuple(t for t in terms if t.overlaps(day_low, day_high))
        if running:
            return running
        past = [t for t in terms if day_high is None or t.start_low <= day_high]
        return tuple(sorted(past, key=lambda t: t.start_low, reverse=True))


def read_terms(path: Path) -> Iterator[OfficeTerm]:
    """Office terms of a CSV file with the columns of :data:`COLUMNS`; ``#`` lines are comments.

    Raises:
        UsageError: a column is missing or a row can't be read; names file, line and remedy.
    """
    with path.open(encoding="utf-8", newline="") as file:
        numbered = [(n, line) for n, line in enumerate(file, 1) if line.strip() and line[0] != "#"]
    rows = csv.reader(line for _, line in numbered)
    header = tuple(next(rows, ()))
    if header != COLUMNS:
        raise UsageError(
            f"{path}: the header is '{','.join(header)}'; it must be '{','.join(COLUMNS)}'."
        )
    for (number, _), row in zip(numbered[1:], rows, strict=False):
        yield _term(row, f"{path}, line {number}")


def _term(row: list[str], where: str) -> OfficeTerm:
    if len(row) != len(COLUMNS):
        raise UsageError(f"{where}: {len(row)} fields; {len(COLUMNS)} are needed, quote commas.")
    name, aliases, iso3, office, title, sector, start, end = (field.strip() for field in row)
    if not name or len(iso3) != 3 or not office:
        raise UsageError(f"{where}: name, a three-letter iso3 and office are needed, got {row}.")
    start_low, start_high = _bounds(start, f"{where}, start")
    end_low, end_high = _bounds(end, f"{where}, end") if end else (None, None)
    if end_high is not None and end_high < start_low:
        raise UsageError(f"{where}: the term of {name} ends ({end}) before it starts ({start}).")
    return OfficeTerm(
        name=name,
        aliases=tuple(a.strip() for a in aliases.split("|") if a.strip()),
        iso3=iso3,
        office=office,
        title=title or office,
        sector=sector or "GOV",
        start_low=start_low,
        start_high=start_high,
        end_low=end_low,
        end_high=end_high,
    )


def _bounds(written: str, where: str) -> tuple[date, date]:
    match = _ISO_DATE.match(written)
    if match is None:
        raise UsageError(f"{where}: got '{written}'; write YYYY, YYYY-MM or YYYY-MM-DD.")
    year, month, day = (int(g) if g else None for g in match.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            following = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), following - timedelta(days=1)
        return date(year, month, day), date(year, month, day)
    except ValueError as error:
        raise UsageError(f"{where}: '{written}' is no day ({error}).") from None


def load_terms(extra: Path | None = None) -> tuple[OfficeTerm, ...]:
    """The project's terms, then those of a user's own file of the same form."""
    own = tuple(read_terms(TABLE))
    return own if extra is None else own + tuple(read_terms(extra))


@lru_cache(maxsize=4)
def table(extra: Path | None = None) -> OfficeTable:
    """The indexed table, with a user's own file on top if one is given; read once."""
    return OfficeTable(load_terms(extra))


@own_actors.kept
def _people() -> OfficeTable:
    """The project's terms with the people of a user's own dictionaries (see own_actors)."""
    people = [t for found in own_actors.dictionaries() for e in found.entries for t in _terms(e)]
    return OfficeTable((*table().terms, *people)) if people else table()


def _terms(entry: Entry) -> Iterator[OfficeTerm]:
    """The dated codes of an actor of a dictionary; which office it was is not told there."""
    always = [Term(entry.default)] if entry.default is not None and entry.terms else []
    for term in (*entry.terms, *always):
        if term.meaning.states:
            yield OfficeTerm(
                name=entry.names[0],
                aliases=entry.names[1:],
                iso3=term.meaning.states[0],
                office="",
                title="",
                sector=str(term.meaning.sector),
                start_low=term.low or date.min,
                start_high=term.low or date.min,
                end_low=term.high,
                end_high=term.high,
            )


def all_terms() -> tuple[OfficeTerm, ...]:
    """Every term of the project's table and of a user's own dictionaries."""
    return _people().terms


def terms_of(name: str) -> tuple[OfficeTerm, ...]:
    """:meth:`OfficeTable.terms_of` on :func:`all_terms`."""
    return _people().terms_of(name)


def terms_by_surname(surname: str) -> tuple[OfficeTerm, ...]:
    """:meth:`OfficeTable.terms_by_surname` on :func:`all_terms`."""
    return _people().terms_by_surname(surname)


def holders_on(iso3: str, office: str, day: date) -> tuple[OfficeTerm, ...]:
    """:meth:`OfficeTable.holders_on` on the project's table."""
    return table().holders_on(iso3, office, day)


def resolve(name: str, day_low: date | None, day_high: date | None) -> tuple[OfficeTerm, ...]:
    """:meth:`OfficeTable.resolve` on the project's table."""
    return table().resolve(name, day_low, day_high)
