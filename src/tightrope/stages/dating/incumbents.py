"""Bounds on a text's date from the people it names together with their office.

"Defence Minister Jane Doe" can only have been written of her as minister while she was one. The
terms of everybody so named are intersected. One stray mention (history, a namesake) does not
overturn the rest; when no day fits most of them the contradiction is reported and nothing bounded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from tightrope.records.documents import DateBasis, Publication
from tightrope.reference.offices import OfficeTable, OfficeTerm, table

# What the press writes before or after a name for a generic office, besides the term's own title.
_TITLES: dict[str, str] = {
    "head of state": r"president|king|queen|emperor|emir|sultan|pope",
    "head of government": r"prime minister|premier|chancellor|pm|taoiseach|chief adviser",
    "head of state and government": r"president|prime minister|king|emir|sultan",
    "deputy head of state": r"vice[- ]president",
    "supreme leader": r"supreme leader|ayatollah|leader",
    "foreign minister": (
        r"foreign minister|minister (?:of|for) foreign affairs|foreign secretary|fm|"
        r"secretary of state|external affairs minister|top diplomat|foreign policy chief"
    ),
    "defence minister": (
        r"defen[cs]e minister|minister (?:of|for) defen[cs]e|defen[cs]e secretary|"
        r"secretary of defen[cs]e|pentagon chief"
    ),
    "interior minister": r"(?:interior|home) minister|home secretary",
    "finance minister": r"finance minister|treasury secretary|chancellor of the exchequer",
    "minister of state": (
        r"minister of state(?: (?:for|of) (?:foreign|external) affairs)?|"
        r"(?:junior|state) (?:foreign )?minister(?: for foreign affairs)?|"
        r"deputy foreign minister"
    ),
    "deputy foreign minister": r"deputy (?:foreign minister|secretary of state)",
    "foreign secretary": r"foreign secretary",
    "army chief": (
        r"army chief|chief of (?:the )?army(?: staff)?|chief of (?:the )?(?:general|defen[cs]e) "
        r"staff|(?:top|military) commander|commander[- ]in[- ]chief|military chief|"
        r"chairman of the joint chiefs(?: of staff)?|chief of staff of the armed forces|coas"
    ),
    "chief of defence staff": r"chief of defen[cs]e staff|cds",
    "theatre commander": r"(?:centcom|central command)(?: military)? (?:commander|chief)|commander",
    "paramilitary commander": r"commander(?:[- ]in[- ]chief)?|chief",
    "national security adviser": (
        r"national security advis[eo]r|nsa|(?:national )?security council (?:secretary|chief)"
    ),
    "intelligence chief": r"(?:intelligence|spy|cia|isi|mossad|fsb) (?:chief|director|head)|"
    r"director of the (?:cia|fsb)|(?:dg|director[- ]general) isi",
    "spokesperson": (
        r"(?:ministry|office|affairs|department|pentagon|house|kremlin|presidential|military|army|"
        r"ispr)(?:[’']s)? spokes(?:man|woman|person)|press secretary|dg ispr"
    ),
    "deputy spokesperson": (
        r"(?:ministry|department)(?:[’']s)?(?: deputy)? spokes(?:man|woman|person)"
    ),
    "un envoy": (
        r"(?:un|u\.n\.|united nations) (?:ambassador|envoy|representative)|"
        r"(?:ambassador|envoy|permanent representative) to the (?:un|u\.n\.|united nations)"
    ),
    "secretary-general": r"secretary[- ]general|chief",
    "head of organisation": r"chief|head|president|managing director|director[- ]general",
    "commission president": r"commission president|president",
    "council president": r"council president|president",
    "crown prince": r"crown prince",
    "energy minister": r"(?:oil|energy) minister",
    "ambassador": r"ambassador",
}
_HONOURS = (
    r"(?:(?:field marshal|lieutenant|lt|major|brig(?:adier)?|general|gen|admiral|adm|col(?:onel)?|"
    r"air chief marshal|dr|mr|mrs|ms|sir|dame|lord|sheikh|shaikh|prince|king|syed|shri|hon)"
    r"\b\.?,?\s+)*"
)
# Said of somebody before or after the office, or of another office than the one in the title.
_NOT_IN_OFFICE = re.compile(
    r"(?:\b(?:former|formerly|ex|then|late|one-?time|erstwhile|deputy|vice|junior|assistant|future|"
    r"incoming|previous|past|under|shadow|predecessor|successor|ousted|deposed|exiled|ambassador|"
    r"wife|son|daughter|widow|old)\b[^.;:!?\n]{0,30}|\bex-\s*)$",
    re.IGNORECASE,
)
_AFTER_NAME_OUT = re.compile(
    r"\s*,?\s*(?:who (?:was|had been|previously|once|served)|"
    r"(?:the|a|an|his|her)?\s*(?:then|former|late|ex)\b)",
    re.IGNORECASE,
)
_AMERICAN = re.compile(
    r"\b(?:US|U\.S\.|USA|American|America[’']s|United States|Washington[’']s)(?![\w.])"
    r"[^.;!?\n]{0,40}$"
)
# "a President Jane Doe would": nobody in office yet.
_HYPOTHETICAL = re.compile(r"\b(?:an?|any|possible|potential|prospective|if)\s*$", re.IGNORECASE)
_LOOK_BEHIND = 90
_LOOK_AHEAD = 60
_MAX_NOTED = 8


@dataclass(frozen=True, slots=True)
class Incumbency:
    """People whom one mention can mean, in office, and the text that says so."""

    person: str
    terms: tuple[OfficeTerm, ...]
    open_ended: bool = False  # the title may outlive the term: "President Carter"

    @property
    def intervals(self) -> tuple[tuple[date, date], ...]:
        if self.open_ended:
            return ((min(t.start_low for t in self.terms), date.max),)
        return tuple((t.start_low, t.end_high or date.max) for t in self.terms)

    def same_seat(self, other: "Incumbency") -> bool:
        """Whether both held the same office of the same state, so never at once."""
        mine = {(t.iso3, o) for t in self.terms for o in t.offices}
        theirs = {(t.iso3, o) for t in other.terms for o in t.offices}
        return not mine.isdisjoint(theirs)

    def holds_on(self, day: date) -> bool:
        return any(low <= day <= high for low, high in self.intervals)

    def __str__(self) -> str:
        spans = " and ".join(f"{t.start_low} to {t.end_high or 'today'}" for t in self.terms)
        term = self.terms[0]
        return f"{self.person}, {term.title} ({term.iso3}), {spans}"


class _Scanner:
    """A multi-pattern matcher over names and surnames, with the terms behind each."""

    def __init__(self, offices: OfficeTable) -> None:
        full: dict[str, list[OfficeTerm]] = {}
        short: dict[str, list[OfficeTerm]] = {}
        for term in offices.terms:
            for name in (term.name, *term.aliases):
                (full if " " in name else short).setdefault(name, []).append(term)
            family = _written_surname(term)
            if family:
                short.setdefault(family, []).append(term)
        self.names = list(full) + [s for s in short if s not in full]
        self.terms = {**short, **full}
        self.full = frozenset(full)
        self.matcher = AhoCorasick(self.names, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        for index, start, end in self.matcher.find_matches_as_indexes(text):
            if (start == 0 or not text[start - 1].isalnum()) and (
                end == len(text) or not text[end].isalnum()
            ):
                yield self.names[index], start, end


_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "KHM"})


def _written_surname(term: OfficeTerm) -> str:
    parts = term.name.split()
    family = parts[0] if term.iso3 in _FAMILY_FIRST else parts[-1]
    # Vietnamese are called by their given name; a numeral or a short word is no surname.
    return family if len(family) > 2 and family[0].isupper() and term.iso3 != "VNM" else ""


@lru_cache(maxsize=2)
def _scanner(offices: OfficeTable) -> _Scanner:
    return _Scanner(offices)


@lru_cache(maxsize=4096)
def _title_patterns(office: str, title: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    named = "|".join(p for p in (re.escape(title.lower()), _TITLES.get(office, "")) if p)
    before = re.compile(rf"\b(?:{named}),?\s+{_HONOURS}$", re.IGNORECASE)
    after = re.compile(
        rf",\s+(?:[\w’'.-]+\s+){{0,4}}?(?:{named})\b(?!\s*[-–]?\s*(?:elect|designate|in waiting))",
        re.IGNORECASE,
    )
    return before, after


def incumbencies(text: str, offices: OfficeTable | None = None) -> list[Incumbency]:
    """Everybody whom ``text`` names with an office of theirs, once each, in order of naming."""
    scanner = _scanner(offices if offices is not None else table())
    found: dict[tuple[str, str], Incumbency] = {}
    for name, start, end in scanner.find(text):
        behind = text[max(0, start - _LOOK_BEHIND) : start]
        ahead = text[end : end + _LOOK_AHEAD]
        full = name in scanner.full
        if not full and re.match(r"[ -][A-ZÀ-Þ]", ahead):
            continue  # the first word of a longer name
        if _AFTER_NAME_OUT.match(ahead):
            continue
        terms = tuple(t for t in scanner.terms[name] if _named_with_office(t, behind, ahead, full))
        people = {(t.name, t.iso3) for t in terms}
        if len(people) != 1:
            continue
        key = (terms[0].name, terms[0].office)
        if key not in found:
            found[key] = Incumbency(terms[0].name, terms, open_ended=True)
        if found[key].open_ended and not _title_may_linger(terms[0], behind):
            found[key] = Incumbency(terms[0].name, terms)
    return list(found.values())


def _title_may_linger(term: OfficeTerm, behind: str) -> bool:
    """Whether the title may be a courtesy to somebody out of office.

    American usage keeps "President Carter" and "Secretary Albright" for life; a text that adds the
    state ("US President") speaks of the present. Everywhere, "the Thatcher government" lives on.
    """
    return term.iso3 == "USA" and _AMERICAN.search(behind) is None


def _named_with_office(term: OfficeTerm, behind: str, ahead: str, full: bool) -> bool:
    before, after = _title_patterns(term.office, term.title)
    match = before.search(behind)
    if match is not None:
        lead = behind[: match.start()]
        return _NOT_IN_OFFICE.search(lead) is None and _HYPOTHETICAL.search(lead) is None
    if (
        term.iso3 == "USA"
        and term.office == "head of state and government"
        and re.match(r" administration\b", ahead)
    ):
        return _NOT_IN_OFFICE.search(behind) is None
    if not full:
        return False
    match = after.match(ahead)
    if match is None:
        return False
    return re.search(r"\b(?:former|ex|then|late|who|deputy|junior|vice)\b", match[0]) is None


def bound_by_offices(
    text: str, fetched: date | None = None, offices: OfficeTable | None = None
) -> Publication:
    """The window in which everybody named held the office the text gives them.

    Args:
        text: the cleaned text.
        fetched: the day it was fetched, which closes windows of terms that still run.
        offices: the table to use; the project's own by default.

    Returns:
        Basis ``OFFICES`` with bounds, and a note that names each person, office and term;
        ``UNKNOWN`` when nobody is named with an office, or when the offices contradict each
        other, with the pair in the note.
    """
    named = incumbencies(text, offices)
    if not named:
        return Publication()
    # A predecessor who is named by title is history; nobody is named by an office to come.
    held = [
        one
        for one in named
        if not any(
            one.same_seat(other)
            and one.person != other.person
            and max(one.intervals)[0] < max(other.intervals)[0]
            for other in named
        )
    ]
    past = [one for one in named if one not in held]
    low, high, agreeing = _common_window(held)
    stray = [h for h in held if h not in agreeing]
    if stray and len(agreeing) < max(2, 2 * len(held) / 3):
        one, other = _conflict(held)
        return Publication(note=f"the offices named contradict each other: {one}; but {other}")
    tightest = sorted(agreeing, key=lambda h: (h.intervals[-1][1] - h.intervals[0][0], h.person))
    note = "offices named: " + "; ".join(str(h) for h in tightest[:_MAX_NOTED])
    if len(tightest) > _MAX_NOTED:
        note += f"; and {len(tightest) - _MAX_NOTED} more"
    if stray:
        note += ". Does not fit and was left out: " + "; ".join(str(h) for h in stray)
    if past:
        note += ". Named from earlier: " + "; ".join(str(h) for h in past)
    if high == date.max:
        high_or_none = fetched
    else:
        high_or_none = min(high, fetched) if fetched is not None else high
    if high_or_none is not None and high_or_none < low:
        high_or_none = None
    return Publication(DateBasis.OFFICES, low, high_or_none, note)


def _common_window(held: list[Incumbency]) -> tuple[date, date, list[Incumbency]]:
    """The hull of the days on which most of ``held`` were in office, and who they are.

    Of several windows with equally many the latest is taken: texts tell of the past rather than
    of the future. Windows of the same people (two terms each) are joined.
    """
    starts = sorted({low for h in held for low, _ in h.intervals})
    most = max(sum(h.holds_on(day) for h in held) for day in starts)
    best_days = [d for d in starts if sum(h.holds_on(d) for h in held) == most]
    agreeing = [h for h in held if h.holds_on(best_days[-1])]
    days = [d for d in best_days if all(h.holds_on(d) for h in agreeing)]
    high = min(next(end for low, end in h.intervals if low <= days[-1] <= end) for h in agreeing)
    return days[0], high, agreeing


def _conflict(held: list[Incumbency]) -> tuple[Incumbency, Incumbency]:
    """Two that never held their offices together, the first such pair in order of naming."""
    for i, one in enumerate(held):
        for other in held[i + 1 :]:
            together = any(
                a_low <= b_high and b_low <= a_high
                for a_low, a_high in one.intervals
                for b_low, b_high in other.intervals
            )
            if not together:
                return one, other
    return held[0], held[-1]
