"""The actor base: states, organisations, institutions, outlets, and the words for offices.

Five tables of one form (``name, aliases, code, sector, kind``) and the tables of states, office
titles and actor nouns stand in ``tables/``; each says in its header where its facts come from.
Users lay their own actors on top with :func:`load_actors`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tightrope.errors import UsageError
from tightrope.records.actors import Sector
from tightrope.reference import own_actors
from tightrope.reference.csv_tables import TABLES as TABLES
from tightrope.reference.csv_tables import read_table as read_table
from tightrope.reference.petrarch import Entry

COLUMNS = ("name", "aliases", "code", "sector", "kind")
KINDS = frozenset({"state", "organisation", "person", "institution", "outlet", "group", "place"})
OUTLET_KINDS = frozenset({"agency", "newspaper", "broadcaster", "magazine", "publisher"})
_OWN = "own table"
_GROUPS = frozenset({Sector.REB, Sector.UAF, Sector.CVL, Sector.OPP})
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


def load_actors(extra: Path | None = None) -> tuple[Actor, ...]:
    """Every written form of every named actor.

    Args:
        extra: a user's own CSV file with the header ``name,aliases,code,sector,kind``: aliases
            and codes separated by semicolons, code ISO 3166-1 alpha-3 or an organisation's code
            (may be empty), sector one of PLOVER's, kind ``state``, ``organisation``, ``person``,
            ``institution``, ``outlet`` or ``group``. Lines that start with ``#`` are comments.
            Its forms win over the project's. Files named with ``--actors`` are in use beside it
            (:mod:`tightrope.reference.own_actors`).

    Raises:
        UsageError: the file does not have this form; names file, line and what is allowed.
    """
    return _base() if extra is None else _laid_on_top(extra, own_actors.own_files())


@own_actors.kept
def _base() -> tuple[Actor, ...]:
    ours = _first_of_each(_project_forms())
    theirs = [a for path in own_actors.tables() for a in _table(path, _OWN)]
    known = {a.written: a for a in ours}
    for found in own_actors.dictionaries():
        for actor in (a for entry in found.entries for a in _dictionary_forms(entry)):
            old = known.get(actor.written)
            # Where the project agrees, it knows more: that a word is a demonym or a capital.
            if old is None or old.states != actor.states:
                theirs.append(actor)
    return _first_of_each([*theirs, *ours]) if theirs else ours


@lru_cache(maxsize=4)
def _laid_on_top(extra: Path, _: own_actors.Files) -> tuple[Actor, ...]:
    return _first_of_each([*_table(extra, _OWN), *_base()])


def _project_forms() -> list[Actor]:
    forms: list[Actor] = []
    for file, form in _NAMED:
        forms += _table(TABLES / file, form)
    forms += _state_forms()
    forms += _places()
    forms += [
        Actor(row["name"], row["name"], (), Sector.UNK, "place", "shield")
        for _, row in read_table(TABLES / "shields.csv")
    ]
    return forms


def _first_of_each(forms: Iterable[Actor]) -> tuple[Actor, ...]:
    first: dict[str, Actor] = {}
    for actor in forms:
        first.setdefault(actor.written, actor)
    return tuple(first.values())


def _dictionary_forms(entry: Entry) -> Iterator[Actor]:
    """The written forms of an actor of a dictionary; people with dated codes are office terms."""
    meaning = entry.default
    if meaning is None or entry.terms:
        return
    name = entry.names[0]
    if meaning.is_organisation:
        kind = "organisation"
    elif not meaning.has_role:
        kind = "state"
        name = next((s.name for s in states() if (s.iso3,) == meaning.states), name)
    elif meaning.sector in _GROUPS:
        kind = "group"
    else:
        kind = "outlet" if meaning.sector is Sector.MED else "institution"
    for written in entry.names:
        yield Actor(written, name, meaning.states, meaning.sector, kind, _OWN)


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


@own_actors.kept
def actor_nouns() -> dict[str, ActorNoun]:
    """Common nouns that act, by their written form in lower case, with a user's own agents."""
    found = dict(_project_nouns())
    for dictionary in own_actors.dictionaries():
        for agent in dictionary.agents:
            kind = "group" if agent.sector in _GROUPS else "unnamed"
            for written in agent.names:
                if written not in titles():
                    found.setdefault(written, ActorNoun(written, agent.sector, kind, False))
    return found


@lru_cache(maxsize=1)
def _project_nouns() -> dict[str, ActorNoun]:
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
    """What a noun takes up: ``pair_of_states``, ``pair_of_people``, ``state``, ``other_state``,
    ``organisation`` or ``outlet``."""
    return {row["word"]: row["takes_up"] for _, row in read_table(TABLES / "anaphora.csv")}


@lru_cache(maxsize=1)
def _kinds_of_state() -> dict[str, frozenset[str]]:
    rows = read_table(TABLES / "kinds_of_state.csv")
    return {row["word"]: frozenset(_split(row["states"])) for _, row in rows}


def states_called(word: str) -> frozenset[str]:
    """The states that a noun calls by their kind ("kingdom"); empty when it is none of these."""
    return _kinds_of_state().get(word, frozenset())


@lru_cache(maxsize=1)
def common_surnames() -> frozenset[str]:
    """Surnames, in lower case, that mean nobody in particular without a title."""
    return frozenset(row["surname"] for _, row in read_table(TABLES / "common_surnames.csv"))
