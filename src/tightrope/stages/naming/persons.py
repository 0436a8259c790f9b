"""People of one document: who was introduced, and whom a later surname means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tightrope.records.actors import OTHER_TIMES, Sector
from tightrope.reference.actors import common_surnames, given_names
from tightrope.reference.offices import OfficeTerm, fold, surnames, terms_of
from tightrope.reference.offices import terms_by_surname as _by_surname

HONORIFICS: dict[str, str] = {
    "mr": "m", "mr.": "m", "sir": "m", "lord": "m", "shri": "m", "herr": "m", "señor": "m",
    "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f", "lady": "f", "dame": "f",
    "madam": "f", "madame": "f", "begum": "f", "dr": "", "dr.": "", "prof": "", "prof.": "",
}  # fmt: skip
_GENDERED_ENDINGS = {"woman": "f", "man": "m"}
_GENDERED_TITLES = {"king": "m", "queen": "f", "prince": "m", "princess": "f", "emir": "m"}
_TOP_OFFICES = frozenset(
    {"head of state", "head of government", "head of state and government", "supreme leader"}
)
# States whose leaders headlines call by surname though the state itself is not named.
_LEADERS_BY_SURNAME = frozenset(
    {"USA", "CHN", "RUS", "GBR", "FRA", "DEU", "IND", "JPN", "TUR", "ISR", "UKR", "BRA", "IRN"}
    | {"PRK", "HUN", "ITA", "CAN", "SAU", "EGY", "VEN", "BLR", "SYR", "PHL"}
)
# A text may name the holder some weeks before or after the term.
_SLACK = timedelta(days=45)


@dataclass(slots=True)
class Person:
    """Somebody named in the document, as far as is known by now."""

    name: str
    states: tuple[str, ...] = ()
    sector: Sector = Sector.UNK
    office: str = ""
    gender: str = ""
    basis: str = ""


def gender_of(name: str, title: str = "") -> str:
    """``m``, ``f`` or nothing, by title and given name."""
    for ending, gender in _GENDERED_ENDINGS.items():
        if title.endswith(ending):
            return gender
    if title in _GENDERED_TITLES:
        return _GENDERED_TITLES[title]
    names = given_names()
    first = name.split(" ", 1)[0] if name else ""
    return names.get(name) or names.get(first, "")


def without_honorifics(words: Sequence[str]) -> tuple[list[str], str]:
    """``words`` without leading honorifics, and the gender that these give."""
    gender, i = "", 0
    while i < len(words) - 1 and words[i].lower() in HONORIFICS:
        gender = HONORIFICS[words[i].lower()] or gender
        i += 1
    return list(words[i:]), gender


class PersonBook:
    """Everybody introduced so far in one document, and the table of office holders behind it."""

    def __init__(self, low: date | None, high: date | None) -> None:
        self._low = low - _SLACK if low is not None else None
        self._high = high + _SLACK if high is not None else None
        self._dated = low is not None and high is not None
        self.persons: list[Person] = []
        self._unknown: set[tuple[str, bool, tuple[str, ...]]] = set()
        self._by_name: dict[str, Person] = {}
        self._by_surname: dict[str, list[Person]] = {}
        self._by_given: dict[str, list[Person]] = {}

    def recall(self, name: str, titled: bool = False) -> Person | None:
        """The person introduced before whom ``name`` means: in full, or by surname.

        A given name alone means somebody only after a title ("PM Shehbaz").
        """
        key = fold(name)
        if key in self._by_name:
            return self._by_name[key]
        candidates = self._by_surname.get(key, [])
        if not candidates and " " in key:
            # "Gen Qamar Bajwa" for "Qamar Javed Bajwa": first and last name agree.
            words = key.split()
            candidates = [
                p
                for p in self._by_surname.get(words[-1], [])
                if fold(p.name).split()[0] == words[0]
            ]
        if not candidates and titled:
            candidates = self._by_given.get(key, [])
        distinct = {p.name: p for p in candidates}
        return candidates[-1] if len(distinct) == 1 else None

    def known(
        self,
        name: str,
        *,
        titled: bool = False,
        states: Iterable[str] = (),
        near: Iterable[str] = (),
    ) -> Person | None:
        """An office holder of the table whom ``name`` means in a text of this date.

        Args:
            name: full name or surname, without titles.
            titled: whether a title or honorific stands before it.
            states: states that the text gives the person; the holder must serve one of them.
            near: states that the document names; a surname alone is looked for among them first.
        """
        key = (name, titled, tuple(states))
        if key in self._unknown:
            return None
        person = self._look_up(name, titled, set(states), set(near))
        if person is None:
            self._unknown.add(key)
        return person

    def _look_up(
        self, name: str, titled: bool, wanted: set[str], around: set[str]
    ) -> Person | None:
        full = terms_of(name)
        terms: Sequence[OfficeTerm] = full
        if not full:
            words = name.split()
            if len(words) > 2:
                terms = terms_of(f"{words[0]} {words[-1]}")
            elif len(words) == 1:
                terms = self._surname_terms(name, titled, wanted, around)
        if wanted:
            terms = [t for t in terms if t.iso3 in wanted]
        if not terms:
            return None
        return self._holder(terms)

    def _surname_terms(
        self, name: str, titled: bool, wanted: set[str], around: set[str]
    ) -> list[OfficeTerm]:
        terms = [
            t for t in _by_surname(name) if not self._dated or t.overlaps(self._low, self._high)
        ]
        if not titled:
            if fold(name) in common_surnames():
                return []
            top = [t for t in terms if _TOP_OFFICES & set(t.offices)]
            nearby = [t for t in terms if t.iso3 in around]
            unique = len({t.name for t in (top if self._dated else terms)}) == 1
            famous = [t for t in top if t.iso3 in around or t.iso3 in _LEADERS_BY_SURNAME]
            terms = famous if famous and unique else nearby
        elif not wanted and len({t.name for t in terms}) > 1:
            terms = [t for t in terms if t.iso3 in around]
        return terms if len({t.name for t in terms}) == 1 else []

    def _holder(self, terms: Sequence[OfficeTerm]) -> Person | None:
        names = {t.name for t in terms}
        if len(names) > 1:
            running = [t for t in terms if t.overlaps(self._low, self._high)]
            if len({t.name for t in running}) != 1 or not self._dated:
                return None
            terms = running
        running = [t for t in terms if t.overlaps(self._low, self._high)] if self._dated else []
        if running:
            term = max(running, key=lambda t: (bool(_TOP_OFFICES & set(t.offices)), t.start_low))
            year = self._high.year if self._high is not None else term.start_low.year
            office, sector = term.title.lower(), term.sector
            basis = f"office holder {year}" if office else f"own dictionary, {year}"
        elif not self._dated:
            states = {t.iso3 for t in terms}
            if len(states) > 1:
                return None
            term = terms[-1]
            office, sector, basis = term.title.lower(), term.sector, "office holder, text undated"
        else:
            term = max(terms, key=lambda t: t.start_low)
            ahead = self._high is not None and term.start_low > self._high
            office = "" if ahead or not term.title else f"former {term.title.lower()}"
            sector, basis = "UNK", OTHER_TIMES
        person = Person(
            name=term.name,
            states=(term.iso3,),
            sector=Sector(sector),
            office=office,
            gender=gender_of(term.name),
            basis=basis,
        )
        return self.introduce(person)

    def introduce(self, person: Person) -> Person:
        """Remember ``person``; somebody of that name already known is completed."""
        key = fold(person.name)
        old = self._by_name.get(key)
        if old is not None:
            old.states = old.states or person.states
            if old.sector is Sector.UNK:
                old.sector = person.sector
            old.office = old.office or person.office
            old.gender = old.gender or person.gender
            return old
        self.persons.append(person)
        self._by_name[key] = person
        state = person.states[0] if person.states else ""
        for surname in surnames(person.name, state):
            self._by_surname.setdefault(surname, []).append(person)
        words = key.split()
        if len(words) > 1:
            if words[-1] not in surnames(person.name, state):
                self._by_surname.setdefault(words[-1], []).append(person)
            self._by_given.setdefault(words[0], []).append(person)
        return person
