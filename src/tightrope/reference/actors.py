"""The actor base: states, organisations, institutions, outlets, and the words for offices.

Five tables of one form (``name, aliases, code, sector, kind``) and the tables of states, office
titles and actor nouns stand in ``tables/``; each says in its header where its facts come from.
Users lay their own actors on top with :func:`load_actors`.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tightrope.errors import UsageError
from tightrope.records.actors import Sector

TABLES = Path(__file__).with_name("tables")
COLUMNS = ("name", "aliases", "code", "sector", "kind")
KINDS = frozenset({"state", "organisation", "person", "institution", "outlet", "group", "place"})
OUTLET_KINDS = frozenset({"agency", "newspaper", "broadcaster", "magazine", "publisher"})
# Table of named actors and the words in which a reader is told how a mention was resolved.
_NAMED = (
    ("metonyms.csv", "seat of government"),
    ("organisations.csv", "organisation"),
    ("institutions.csv", "institution"),
    ("outlets.csv", "outlet"),
)


@dataclass(frozen=True, slots=True)
class Actor:
    """One written form of an actor.

    ``form`` says what the words are: ``name``, ``demonym``, ``capital``, ``city``, ``prefix``
    ("Sino"), or for named actors the table they stand in. Kind ``place`` with form ``shield`` is
    a longer name around an actor's name that is not the actor.
    """

    written: str
    name: str
    states: tuple[str, ...]
    sector: Sector
    kind: str
    form: str


@dataclass(frozen=True, slots=True)
class Title:
    """A title of an office or calling in lower case; ``definite`` ones have one holder a state.

    ``home`` is the state whose title it usually is ("secretary of state"), when no other is named
    and the text names none of the states in ``unless``.
    """

    written: str
    office: str
    sector: Sector
    definite: bool
    home: str = ""
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ActorNoun:
    """A common noun that acts ("troops", "officials"); ``definite`` ones may stand alone."""

    written: str
    sector: Sector
    kind: str
    definite: bool
    home: str = ""
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory as the table has it."""

    iso3: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    prefixes: tuple[str, ...]
    capitals: tuple[str, ...]


def read_table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a CSV file with a header and ``#`` comments, each with its line number."""
    with path.open(encoding="utf-8", newline="") as file:
        numbered = [(n, line) for n, line in enumerate(file, 1) if line.strip() and line[0] != "#"]
    rows = csv.DictReader(line for _, line in numbered)
    for (number, _), row in zip(numbered[1:], rows, strict=False):
        yield number, {k: (v or "").strip() for k, v in row.items() if k is not None}


def _split(field: str) -> tuple[str, ...]:
    return tuple(part for part in (p.strip() for p in field.split(";")) if part)


@lru_cache(maxsize=1)
def states() -> tuple[State, ...]:
    """All states and territories of the table, in its order."""
    return tuple(
        State(
            iso3=row["iso3"],
            name=row["name"],
            aliases=_split(row["aliases"]),
            demonyms=_split(row["demonyms"]),
            prefixes=_split(row["prefixes"]),
            capitals=_split(row["capitals"]),
        )
        for _, row in read_table(TABLES / "states.csv")
    )


@lru_cache(maxsize=1)
def state_names() -> dict[str, str]:
    """The name of every state and organisation by its code."""
    organisations: dict[str, str] = {}
    for actor in _table(TABLES / "organisations.csv", ""):
        organisations.setdefault(actor.states[0], actor.name)
    return {s.iso3: s.name for s in states()} | organisations


def _state_forms() -> Iterator[Actor]:
    for state in states():
        code, gov = (state.iso3,), Sector.GOV
        for written in _written(state.name, *state.aliases):
            yield Actor(written, state.name, code, gov, "state", "name")
        for written in state.demonyms:
            yield Actor(written, state.name, code, gov, "state", "demonym")
        for written in state.prefixes:
            yield Actor(written, state.name, code, gov, "state", "prefix")
        for written in state.capitals:
            yield Actor(written, state.name, code, gov, "state", "capital")


def _places() -> Iterator[Actor]:
    for _, row in read_table(TABLES / "places.csv"):
        for written in (row["name"], *_split(row["aliases"])):
            name = next(s.name for s in states() if s.iso3 == row["code"])
            yield Actor(written, name, (row["code"],), Sector.GOV, "state", "city")


def _written(*forms: str) -> list[str]:
    """Distinct forms; "the UN" adds nothing to "UN" and would hide "UN Security Council"."""
    return [f for f in dict.fromkeys(forms) if not (f.startswith("the ") and f[4:] in forms)]


def _table(path: Path, form: str) -> list[Actor]:
    found = []
    for number, row in read_table(path):
        where = f"{path}, line {number}"
        if tuple(row) != COLUMNS:
            raise UsageError(f"{where}: the header must be '{','.join(COLUMNS)}', got {list(row)}.")
        if row["sector"] not in Sector.__members__:
            raise UsageError(
                f"{where}: sector '{row['sector']}' is none of {', '.join(Sector.__members__)}."
            )
        kind = "outlet" if row["kind"] in OUTLET_KINDS else row["kind"]
        if kind not in KINDS:
            allowed = ", ".join(sorted(KINDS | OUTLET_KINDS))
            raise UsageError(f"{where}: kind '{row['kind']}' is none of {allowed}.")
        codes = _split(row["code"])
        if not row["name"] or any(len(c) != 3 for c in codes):
            raise UsageError(f"{where}: a name and three-letter codes are needed, got {row}.")
        found += [
            Actor(w, row["name"], codes, Sector(row["sector"]), kind, form)
            for w in _written(row["name"], *_split(row["aliases"]))
        ]
    return found


@lru_cache(maxsize=4)
def load_actors(extra: Path | None = None) -> tuple[Actor, ...]:
    """Every written form of every named actor.

    Args:
        extra: a user's own CSV file with the header ``name,aliases,code,sector,kind``: aliases
            and codes separated by semicolons, code ISO 3166-1 alpha-3 or an organisation's code
            (may be empty), sector one of PLOVER's, kind ``state``, ``organisation``, ``person``,
            ``institution``, ``outlet`` or ``group``. Lines that start with ``#`` are comments.
            Its forms win over the project's.

    Raises:
        UsageError: the file does not have this form; names file, line and what is allowed.
    """
    forms = _table(extra, "own table") if extra is not None else []
    for file, form in _NAMED:
        forms += _table(TABLES / file, form)
    forms += _state_forms()
    forms += _places()
    forms += [
        Actor(row["name"], row["name"], (), Sector.UNK, "place", "shield")
        for _, row in read_table(TABLES / "shields.csv")
    ]
    first: dict[str, Actor] = {}
    for actor in forms:
        first.setdefault(actor.written, actor)
    return tuple(first.values())


def _homes() -> dict[str, tuple[str, frozenset[str]]]:
    return {
        row["title"]: (row["home"], frozenset(_split(row["unless"])))
        for _, row in read_table(TABLES / "title_homes.csv")
    }


@lru_cache(maxsize=1)
def titles() -> dict[str, Title]:
    """Titles of offices by their written form in lower case."""
    homes = _homes()
    found: dict[str, Title] = {}
    for _, row in read_table(TABLES / "office_titles.csv"):
        for written in (row["title"], *_split(row["variants"])):
            title = Title(
                written,
                row["office"],
                Sector(row["sector"]),
                row["definite"] == "yes",
                *homes.get(written, ("", frozenset())),
            )
            found.setdefault(written, title)
    return found


@lru_cache(maxsize=1)
def actor_nouns() -> dict[str, ActorNoun]:
    """Common nouns that act, by their written form in lower case."""
    homes = _homes()
    return {
        row["noun"]: ActorNoun(
            row["noun"],
            Sector(row["sector"]),
            row["kind"],
            row["scope"] == "definite",
            *homes.get(row["noun"], ("", frozenset())),
        )
        for _, row in read_table(TABLES / "actor_nouns.csv")
    }


@lru_cache(maxsize=1)
def organisation_words() -> dict[str, Sector]:
    """Last words of names that are organisations ("Institute"), with their sector."""
    rows = read_table(TABLES / "organisation_words.csv")
    return {row["word"]: Sector(row["sector"]) for _, row in rows}


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """``f`` or ``m`` by given name, where usage is all but uniform."""
    rows = read_table(TABLES / "given_names.csv")
    return {name: row["gender"] for _, row in rows for name in _split(row["names"])}


@lru_cache(maxsize=1)
def anaphora() -> dict[str, str]:
    """What a noun takes up: ``pair_of_states``, ``pair_of_people``, ``state``,
    ``organisation`` or ``outlet``."""
    return {row["word"]: row["takes_up"] for _, row in read_table(TABLES / "anaphora.csv")}


@lru_cache(maxsize=1)
def common_surnames() -> frozenset[str]:
    """Surnames, in lower case, that mean nobody in particular without a title."""
    return frozenset(row["surname"] for _, row in read_table(TABLES / "common_surnames.csv"))
