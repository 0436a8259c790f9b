"""Whose act it is: the state behind an actor as an event dataset names it.

The whole name decides, never a word within it: "Association of American Publishers" says nothing
about the United States. A name that could be somebody else's stays open. In order:

1. the dataset's own column for the country;
2. a state in brackets behind a generic actor, "Police (India)";
3. the name of a state;
4. an organisation, institution, ministry's seat or outlet of the project's actor base;
5. a person who holds or held an office, where everybody of that name served one state; middle
   names are passed over ("Sergey Viktorovich Lavrov");
6. a body of state with the state before or behind it, "Yemeni Armed Forces", "Bank of Japan".

A body that every state has ("Supreme Court", "Conservative Party") stays open without its state,
whatever the actor base takes it for in a text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tightrope.public_record.countries import country, country_names
from tightrope.public_record.event_data.sectors import OF_THE_STATE, sector_of_codes, sector_of_role
from tightrope.public_record.votes.states import plain
from tightrope.records.actors import Sector
from tightrope.reference import offices
from tightrope.reference.actors import Actor, load_actors, states
from tightrope.reference.ambiguity import is_ambiguous

COLUMN, BRACKETS, NAME = "country column", "state in brackets", "name of a state"
BASE, OFFICE, BODY = "actor base", "office holder", "body of state"
OPEN, AMBIGUOUS, NAMELESS = "", "several states", "no name"

# The words that make a name with a state's in it an organ of this state, and what they are.
_BODIES: tuple[tuple[str, Sector], ...] = (
    ("armed forces|army|navy|air force|defen[cs]e forces|military|national guard|ground forces"
     "|coast guard|marine corps", Sector.MIL),
    ("(?:federal |national |supreme |house of |lower house of )?(?:parliament|congress|senate"
     "|assembly|legislature|national assembly|house of representatives)", Sector.LEG),
    ("(?:supreme|constitutional|high|federal) court", Sector.JUD),
    ("(?:federal |national )?police", Sector.COP),
    ("(?:secret|intelligence|security) service", Sector.SPY),
    ("(?:transitional |federal |interim )?government|(?:foreign|defen[cs]e|interior|finance|health"
     "|justice|education|energy|trade|oil) ministry|ministry of [a-z ]+|embassy|cabinet|treasury"
     "|(?:central |national |federal |reserve )?bank", Sector.GOV),
    ("(?:communist|socialist|social democratic|labou?r|workers|democratic|republican|conservative"
     "|liberal|green|people s|centre|national) party", Sector.PTY),
)  # fmt: skip
_COMPILED = tuple((re.compile(body), sector) for body, sector in _BODIES)
_PERSONAL = 2  # words that a person's name has at least
_LONGEST_STATE = 6  # words of the longest name of a state
# Adjectives that stand for a state in a text, but for a part of it with its own bodies here.
_PARTS = frozenset({"scottish", "welsh", "english", "northern irish", "scots"})


@dataclass(frozen=True, slots=True)
class Term:
    """Days (ordinals, both inclusive) on which a person acted for a state, and in what sector."""

    first: int
    last: int
    iso3: str
    sector: Sector


@dataclass(frozen=True, slots=True)
class ResolvedActor:
    """One distinct actor of a dataset.

    Attributes:
        iso3: state or organisation, None where it stays open.
        sector: of PLOVER.
        basis: how it was resolved; empty when nothing is known.
        terms: the offices of a person, the latest start last. On the days of a term its state and
            sector hold instead of ``iso3`` and ``sector``.
    """

    name: str
    iso3: str | None = None
    sector: Sector = Sector.UNK
    basis: str = OPEN
    terms: tuple[Term, ...] = ()


@lru_cache(maxsize=200_000)
def resolve_name(name: str) -> ResolvedActor:
    """An actor known by its name alone."""
    text = " ".join(name.split())
    if not text:
        return ResolvedActor("", basis=NAMELESS)
    state = country(text) if len(text) > 3 else None
    if state is not None:
        return ResolvedActor(text, state, Sector.GOV, NAME)
    bracketed = _split_brackets(text)
    if bracketed is not None:
        return _bracketed(text, *bracketed)
    if any(body.fullmatch(plain(text)) for body, _ in _COMPILED):
        return ResolvedActor(text, basis=AMBIGUOUS)
    return _from_base(text) or _person(text) or _body(text) or ResolvedActor(text)


def resolve_with_country(
    dataset: str, name: str, countries: str, sectors: str, separator: str = ","
) -> ResolvedActor:
    """An actor with columns for its country and its sectors.

    The sector is the dataset's; where it gives none, a name that is itself a state's, or its
    government's in the actor base, acts for the state, and others are of unknown sector.
    """
    text = " ".join(name.split())
    named = resolve_name(text)
    written = [c for c in (part.strip() for part in countries.split(";")) if c and c != "None"]
    codes = {code for code in map(country, written) if code is not None}
    sector = sector_of_codes(dataset, sectors, separator)
    if len(codes) > 1:
        return ResolvedActor(text, None, sector, AMBIGUOUS)
    if not codes:
        if written and named.iso3 not in _organisation_codes():
            # The dataset names a region or something else that we do not know as a state.
            return ResolvedActor(text, None, sector)
        return named if sector is Sector.UNK else ResolvedActor(
            text, named.iso3, sector, named.basis, named.terms
        )  # fmt: skip
    (code,) = codes
    if sector is Sector.UNK:
        acts = named.iso3 == code and (named.sector in OF_THE_STATE or named.basis == BASE)
        sector = named.sector if acts else sector
        if not acts and plain(text) in _state_words() and _state_words()[plain(text)] == code:
            sector = Sector.GOV
    return ResolvedActor(text, code, sector, COLUMN, named.terms if named.iso3 == code else ())


def _split_brackets(text: str) -> tuple[str, str] | None:
    """What stands before and in the brackets that close a name; they may hold others."""
    if not text.endswith(")"):
        return None
    depth = 0
    for start in range(len(text) - 1, 0, -1):
        depth += (text[start] == ")") - (text[start] == "(")
        if depth == 0:
            return text[:start].strip(), text[start + 1 : -1].strip()
    return None


def _bracketed(text: str, role: str, inner: str) -> ResolvedActor:
    sector = sector_of_role(role)
    state = country(inner)
    if state is not None:
        return ResolvedActor(text, state, sector, BRACKETS)
    within = resolve_name(inner)
    if sector in OF_THE_STATE and within.iso3 not in _organisation_codes():
        sector = within.sector  # a "ministry" of a newspaper or a party is not one of the state
    return ResolvedActor(text, within.iso3, sector, within.basis)


def _from_base(text: str) -> ResolvedActor | None:
    actor = _named_actors().get(plain(text))
    if actor is None or not actor.states:
        return None
    if len(actor.states) > 1:
        return ResolvedActor(text, None, actor.sector, AMBIGUOUS)
    return ResolvedActor(text, actor.states[0], actor.sector, BASE)


def _person(text: str) -> ResolvedActor | None:
    words = _spelling(text).split()
    if len(words) < _PERSONAL:
        return None
    found = _persons().get(" ".join(words)) or _without_middle(words)
    if not found:
        return None
    served = {term.iso3 for term in found}
    terms = tuple(sorted(map(_term, found), key=lambda term: (term.first, term.last)))
    if len(served) > 1:
        return ResolvedActor(text, None, Sector.UNK, AMBIGUOUS, terms)
    return ResolvedActor(text, found[0].iso3, Sector.UNK, OFFICE, terms)


def _without_middle(words: Sequence[str]) -> tuple[offices.OfficeTerm, ...]:
    if len(words) == _PERSONAL:
        return ()
    return _persons().get(f"{words[0]} {words[-1]}", ())


def _term(term: offices.OfficeTerm) -> Term:
    last = term.end_high if term.end_high is not None else date.max
    return Term(term.start_low.toordinal(), last.toordinal(), term.iso3, Sector(term.sector))


def _body(text: str) -> ResolvedActor | None:
    words = plain(text).split()
    for body, iso3 in _halves(words):
        for pattern, sector in _COMPILED:
            if pattern.fullmatch(body):
                return ResolvedActor(text, iso3, sector, BODY)
    return None


def _halves(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The ways in which a name is a state and something else, with the state's code."""
    for n in range(min(len(words) - 1, _LONGEST_STATE), 0, -1):
        state = _state_words().get(" ".join(words[:n]))
        if state is not None:
            yield " ".join(words[n:]), state
    for n, word in enumerate(words):
        state = country_names().get(" ".join(words[n + 1 :])) if word == "of" else None
        if state is not None:
            yield " ".join(words[:n]), state


@lru_cache(maxsize=1)
def _state_words() -> dict[str, str]:
    """Names and adjectives of states; those that two states share are left out."""
    found = dict(country_names())
    shared = set()
    for state in states():
        # "Georgia Supreme Court" may be Atlanta's.
        forms = (state.name, *state.aliases, *state.demonyms)
        shared |= {plain(form) for form in forms if is_ambiguous(form)}
        for word in state.demonyms:
            if found.setdefault(plain(word), state.iso3) != state.iso3:
                shared.add(plain(word))
    return {w: code for w, code in found.items() if w and w not in shared | _PARTS}


@lru_cache(maxsize=1)
def _named_actors() -> dict[str, Actor]:
    """Named actors that are not states, by plain name; a name of two actors is left out."""
    found: dict[str, Actor] = {}
    shared = set()
    for actor in load_actors():
        if actor.kind in {"state", "place"}:
            continue
        other = found.setdefault(plain(actor.written), actor)
        if other.states != actor.states:
            shared.add(plain(actor.written))
    return {name: actor for name, actor in found.items() if name not in shared}


@lru_cache(maxsize=1)
def _organisation_codes() -> frozenset[str]:
    return frozenset(
        a.states[0] for a in load_actors() if a.form == "organisation" and len(a.states) == 1
    )


@lru_cache(maxsize=1)
def _persons() -> dict[str, tuple[offices.OfficeTerm, ...]]:
    found: dict[str, list[offices.OfficeTerm]] = {}
    for term in offices.all_terms():
        for key in dict.fromkeys(_spelling(n) for n in (term.name, *term.aliases)):
            if " " in key:
                found.setdefault(key, []).append(term)
    return {key: tuple(terms) for key, terms in found.items()}


_MOHAMMED = re.compile(r"\bm[ou]h?am+[ae]d\b")
_DOUBLED = re.compile(r"(.)\1")


def _spelling(name: str) -> str:
    """A name without what transliterations differ in: y and i, doubled letters, Mohammed."""
    text = _MOHAMMED.sub("muhamad", offices.fold(name).replace(",", ""))
    return _DOUBLED.sub(r"\1", text.replace("y", "i"))
