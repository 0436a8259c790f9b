"""Derivation by citation: which other outlet a report rests on, wholly or for one passage.

A report rests wholly on another outlet when it carries that outlet's credit ("(Reuters)" at its
head or foot) or when it opens with what the outlet published and goes on citing it. An interview
of one source ("told Kommersant") or one citation further down makes it a report that cites.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tightrope.records.corpus import Derivation
from tightrope.records.documents import Document
from tightrope.records.spans import Span
from tightrope.reference.actors import load_actors
from tightrope.reference.gazetteer import Gazetteer
from tightrope.reference.own_actors import kept

# The part of a text that counts as its opening, in characters and as a share of the text.
_OPENING_CHARACTERS = 700
_OPENING_SHARE = 0.35
# A report that opens with another outlet's news and cites it so often rests on it.
_WHOLLY_CITATIONS = 2
# In a text this short one citation in the opening is all there is to cite.
_SHORT_CHARACTERS = 900
# The share of paragraphs with a citation at which nothing else can carry the report.
_WHOLLY_PARAGRAPHS = 0.5
PARTLY = 0.5
WHOLLY = 1.0

# Between the name of an outlet and its verb: ", quoting leaked papers," or "newspaper on Sunday".
_ASIDE = r"(?:\s*,[^,.;]{1,120}(?:,[^,.;]{1,80})?,|\s*\([^)]{1,60}\))?"
_MANNER = (
    r"(?:\s+(?:has|have|had|also|first|earlier|newspaper|news agency|magazine|daily|on \w+day))*"
)
_PUBLISHED = (
    r"(?:report(?:ed|s)?|reveal(?:ed|s)?|publish(?:ed|es)|wrote|writes|disclosed?|broke"
    r"|learn(?:ed|t)|obtained|cit(?:ed|es|ing)|quot(?:ed|es|ing)|said|says|claim(?:ed|s)|stated"
    r"|noted|notes|added)"
)
# What follows the name of an outlet that is cited as publisher.
_AFTER = re.compile(rf"(?:['’]s?)?{_ASIDE}{_MANNER}\s+{_PUBLISHED}\b")
_AFTER_REPORT = re.compile(
    r"(?:['’]s?)?\s+(?:(?:\w+|news agency)\s+)?"
    r"(?:report|investigation|story|article|exclusive|account)s?\b"
)
_ARTICLE = (
    r"(?:(?:the|a|an|its|US|British|state|news|newspaper|daily|agency|broadcaster|outlet|website"
    r"|television|TV|report (?:in|by))\s+){0,4}$"
)
# What stands before it.
_BEFORE = re.compile(
    r"(?:according to|as per|as reported (?:by|in)|(?:first )?(?:reported|published|revealed"
    r"|obtained|disclosed|carried|seen|reviewed|quoted|cited|run) (?:first )?(?:by|in)|citing"
    r"|quoting|reports? (?:by|in|from)|\bvia|\bh/t|hat tip(?: to)?|\bsource:|\bcourtesy(?: of)?"
    r"|said|says|writes|wrote|reported|leaked to|documents? (?:to|in))\s+" + _ARTICLE,
    re.IGNORECASE,
)
_BEFORE_TOLD = re.compile(
    r"(?:\btold|\btells|interview (?:with|to|by)|speaking (?:to|with)|spoke (?:to|with)"
    r"|in (?:comments|remarks) to|contacted by|asked by)\s+" + _ARTICLE,
    re.IGNORECASE,
)
# Names that refer back to the outlet named last.
_ANAPHOR = re.compile(
    r"\bthe (?:\w+ ){0,2}(?:paper|newspaper|daily|news agency|agency|news publication|publication|"
    r"news outlet|broadcaster|magazine)\b",
    re.IGNORECASE,
)
# Reports that name no outlet; all of them are one source.
UNNAMED_MEDIA = "unnamed media"
_MEDIA = re.compile(
    r"\b(?:(?:local|foreign|state|national|international|social|Western|[A-Z]\w+) )?"
    r"(?:media|press|news) reports?\b|\b(?:local|foreign|national|international|Western|[A-Z]\w+) "
    r"(?:media|newspapers)\b"
)
_DATELINE_CREDIT = re.compile(r"^[^\n]{0,80}?\(\s*$")
_FOOT_CREDIT = re.compile(r"(?:^|[\s(\[/—–-]|with input from )$", re.IGNORECASE)
_LOOK_BEHIND = 60
_LOOK_AHEAD = 260
# Words at the end of a name by which it is called again: "the Post", "the Times".
_SHORT_NAMES = frozenset(
    {"Post", "Times", "Journal", "Guardian", "Tribune", "Herald", "Globe", "Mirror", "Standard",
     "Express", "Telegraph", "Independent", "Observer", "Chronicle", "Star", "Mail", "Monitor"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """One place where a text names an outlet as the one it has something from.

    ``how`` is ``published`` (the outlet reported it), ``told`` (somebody told the outlet) or
    ``credit`` (a byline or foot line of an agency).
    """

    outlet: str
    span: Span
    how: str


class OutletNames:
    """Written names of outlets, ready to be found in a text."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Args:
        names: name or alias to canonical name.
        """
        self.canonical = dict(names)
        self._gazetteer = Gazetteer(self.canonical)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, canonical name) of every outlet named, in order."""
        for hit in self._gazetteer.find(text):
            yield hit.start, hit.end, hit.entry


@kept
def default_outlets() -> OutletNames:
    """The outlets of the reference tables."""
    return OutletNames({a.written: a.name for a in load_actors() if a.kind == "outlet"})


def citations(document: Document, outlets: OutletNames | None = None) -> tuple[Citation, ...]:
    """Where a document cites other outlets, in order.

    Args:
        document: a cleaned document; its own outlet is not a citation.
        outlets: names to look for; those of the reference tables when None.
    """
    outlets = outlets or default_outlets()
    text = document.text
    own = {document.outlet, outlets.canonical.get(document.outlet or "")}
    named = [hit for hit in outlets.find(text) if hit[2] not in own]
    unnamed = [(m.start(), m.end(), UNNAMED_MEDIA) for m in _MEDIA.finditer(text)]
    if not named and not unnamed:
        return ()
    found: dict[int, Citation] = {}
    for start, end, outlet in [*named, *_called_again(text, named), *unnamed]:
        how = _how_cited(text, start, end)
        if how:
            found.setdefault(start, Citation(outlet, Span(start, end), how))
    return tuple(found[start] for start in sorted(found))


def _called_again(text: str, named: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Short names ("the Post") of outlets named before, and "the paper" for the last one."""
    taken = [(start, end) for start, end, _ in named]
    first: dict[str, tuple[int, str]] = {}
    for _, end, outlet in named:
        short = outlet.split()[-1]
        if short in _SHORT_NAMES:
            first.setdefault(short, (end, outlet))
    for short, (after, outlet) in first.items():
        for match in re.finditer(rf"\b[Tt]he {short}\b", text[after:]):
            start, end = after + match.start(), after + match.end()
            if not any(s < end and start < e for s, e in taken):
                yield start, end, outlet
    for match in _ANAPHOR.finditer(text):
        before = [hit for hit in named if hit[1] <= match.start()]
        if before and not any(s < match.end() and match.start() < e for s, e in taken):
            yield match.start(), match.end(), before[-1][2]


def _how_cited(text: str, start: int, end: int) -> str:
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    before = text[max(line_start, start - _LOOK_BEHIND) : start]
    after = text[end : min(line_end, end + _LOOK_AHEAD)]
    if after.startswith(")") and _DATELINE_CREDIT.match(text[line_start:start]):
        return "credit"
    if (
        line_end >= len(text.rstrip())
        and not after.strip(" ).]—–-")
        and len(before) <= 25
        and (_FOOT_CREDIT.search(before))
    ):
        return "credit"
    if _BEFORE_TOLD.search(before):
        return "told"
    if _BEFORE.search(before) or _AFTER.match(after) or _AFTER_REPORT.match(after):
        return "published"
    return ""


def derivations(document: Document, outlets: OutletNames | None = None) -> tuple[Derivation, ...]:
    """The outlets a document rests on by its own words.

    Args:
        document: a cleaned document.
        outlets: names to look for; those of the reference tables when None.

    Returns:
        One ``cites`` derivation an outlet, the most cited first. ``share`` is 1 when the whole
        report rests on that outlet, else the share of its paragraphs that cite it, below 1/2.
    """
    found = citations(document, outlets)
    by_outlet: dict[str, list[Citation]] = {}
    for citation in found:
        by_outlet.setdefault(citation.outlet, []).append(citation)
    starts = _paragraph_starts(document.text)
    shares = {
        outlet: len({_paragraph_of(starts, c.span.start) for c in places}) / max(1, len(starts))
        for outlet, places in by_outlet.items()
    }
    reasons = {
        outlet: _rests_wholly(document.text, places, shares[outlet])
        for outlet, places in by_outlet.items()
    }
    # Who is credited may carry what another published; the news is then that other's.
    publishers = {o for o, why in reasons.items() if why and not _credited(by_outlet[o])}
    made = []
    for outlet, places in by_outlet.items():
        why = reasons[outlet]
        if why and (outlet in publishers or not publishers):
            made.append((-1.0, -len(places), outlet, WHOLLY, why))
        else:
            evidence = (
                why or f"cites it {_times(len(places))}: “{_quoted(document.text, places[0])}”"
            )
            share = min(shares[outlet], PARTLY - 0.01)
            made.append((-share, -len(places), outlet, share, evidence))
    return tuple(
        Derivation(document.id, outlet, "cites", evidence, round(share, 4))
        for _, _, outlet, share, evidence in sorted(made)
    )


def _credited(places: list[Citation]) -> bool:
    return any(place.how == "credit" for place in places)


def _rests_wholly(text: str, places: list[Citation], share: float) -> str:
    """Why the whole text rests on the outlet, or an empty string when it does not."""
    for place in places:
        if place.how == "credit":
            return f"carries its credit: “{_quoted(text, place)}”"
    published = [p for p in places if p.how == "published"]
    if not published:
        return ""
    opening = max(_OPENING_CHARACTERS, int(len(text) * _OPENING_SHARE))
    if published[0].span.start > opening:
        return ""
    words = f"“{_quoted(text, published[0])}”"
    if len(places) >= _WHOLLY_CITATIONS or len(text) <= _SHORT_CHARACTERS:
        return f"opens with its report and cites it {_times(len(places))}: {words}"
    if share >= _WHOLLY_PARAGRAPHS:
        return f"cites it in most paragraphs: {words}"
    return ""


def _quoted(text: str, citation: Citation, around: int = 45) -> str:
    """The words around a citation, cut at spaces within its line."""
    start = max(text.rfind("\n", 0, citation.span.start) + 1, citation.span.start - around)
    newline = text.find("\n", citation.span.end)
    end = min(len(text) if newline < 0 else newline, citation.span.end + around)
    cut = text[start:end]
    if start and not text[start - 1].isspace():
        cut = cut[cut.find(" ") + 1 :]
    if end < len(text) and not text[end].isspace():
        cut = cut[: cut.rfind(" ")] if " " in cut else cut
    return cut.strip(" ,;")


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n} times")


def _paragraph_starts(text: str) -> list[int]:
    starts = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            starts.append(position)
        position += len(line) + 1
    return starts


def _paragraph_of(starts: Iterable[int], offset: int) -> int:
    return sum(1 for start in starts if start <= offset)
