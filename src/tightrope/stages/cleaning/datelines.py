"""Lines that are nothing but a date or a byline, and the dateline that opens a report."""

import re
from dataclasses import dataclass

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
DATE = (
    rf"(?:{_MONTH}\s+{_DAY}(?:\s*,\s*|\s+){_YEAR}"
    rf"|{_DAY}(?:\s+of)?[\s-]+{_MONTH}[\s,-]+{_YEAR}"
    rf"|{_YEAR}\s*[-/.]\s*\d{{1,2}}\s*[-/.]\s*\d{{1,2}}"
    rf"|\d{{1,2}}\s*[-/.]\s*\d{{1,2}}\s*[-/.]\s*(?:{_YEAR}|\d\d)\b"
    rf"|{_YEAR}\s*,?\s+{_MONTH}\s+{_DAY}"
    rf"|{_YEAR}年\s*\d{{1,2}}月\s*\d{{1,2}}日)"
)
_ZONE = (
    r"(?:gmt|utc|ist|pkt|est|edt|et|cst|cdt|ct|pst|pdt|pt|bst|cet|cest|msk|jst|hkt|sgt|aest|aedt"
    r"|wib|eat|wat|sast|pst|kst|trt|z)"
)
_TIME = (
    r"(?:(?:T|at\s+)?\d{1,2}\s*[:.]\s*\d\d(?:\s*[:.]\s*\d\d(?:\.\d+)?)?\s*(?:[ap]\.?\s?m\.?)?"
    r"|(?:at\s+)?\d{1,2}\s*[ap]\.?m\.?|\d{3,4}\s*(?:hrs?|hours)|\b[ap]\.?\s?m\.?)"
)
_LABEL = (
    r"(?:(?:first|last|originally|date)?\s*(?:published|posted|updated|modified|created|released|filed"
    r"|uploaded|written|revised|edited|added|submitted|issued|reviewed|release|publish|publication)"
    r"(?:\s+(?:date|time))?|date|dated|last\s+update|latest\s+update|updated\s+at|date\s*posted|time)"
)
_FILLER = (
    r"(?:\bon\b|\bat\b|\bas of\b|\bago\b|\bin\b|\bwas\b|\bhrs?\b|\bhours?\b|\blocal time\b"
    r"|\b\d+\s*(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\s+ago\b"
    r"|\b\d+\s*min(?:ute)?s?\s+read\b|\bread(?:ing)?\s+time\b)"
)
_DATED = re.compile(DATE, re.I)
_LABELLED = re.compile(rf"\b{_LABEL}\b(?:\s+(?:on|at))?\s*[:|-]?\s*(?:{_WEEKDAY}\s*,?\s*)?", re.I)
_PARTS = re.compile(
    rf"{DATE}|\b{_WEEKDAY}\b|\b{_ZONE}\b|{_TIME}|\b{_LABEL}\b|{_FILLER}|\([+-]?\d*\)|[+-]\d\d:?\d\d"
    r"|[\s,.:;|/·•()\[\]–—-]+|&nbsp;",
    re.I,
)
PRINTED_IN = re.compile(
    rf"^\W*(?:this\s+(?:article|story|report|editorial)\s+(?:was\s+)?)?(?:first\s+|originally\s+)?"
    rf"(?:published|appeared|printed)\s+in\s+(?:the\s+(?:print|paper|hard\s+copy)\s+edition\s+of\s+)?"
    rf"(?P<outlet>(?:the\s+)?[A-Z][\w.&’' -]{{1,40}}?)\s*,?\s+(?:on\s+)?"
    rf"(?:{_WEEKDAY},?\s+)?(?P<date>{DATE})\W*$",
    re.I,
)
_NAME = r"(?:[A-ZÀ-ÞĀ-Ž][\w.'’-]*|de|van|von|der|bin|al|el|la|ibn|ur|da|dos|di|and|&)"
_ROLE = (
    r"(?:(?:our\s+|the\s+|a\s+)?(?:staff|special|senior|chief|diplomatic|political|news|web"
    r"|foreign|defen[cs]e|national|own|economic|business|bureau|parliamentary|correspondents?)?\s*"
    r"(?:reporters?|correspondents?|writers?|desk|bureau|editor|report|monitoring desk|team))"
)
_BYLINE = re.compile(
    rf"^\W*(?i:(?:written|posted|reported|published|story)?\s*by|author|from|words|text)\s*:?\s+"
    rf"(?P<who>(?:(?i:{_ROLE})|{_NAME}(?:[ ,]+{_NAME}){{0,9}})"
    rf"(?:\s*[,|–-]\s*[\w ’'./-]{{2,60}}?)?)\W*$"
)
_POST = r"(?i:correspondents?|reporters?|bureau|desk|editor|staff)"
_ROLE_BYLINE = re.compile(
    r"^\W*(?i:(?:written|posted|reported|story)?\s*by)\s*:?\s+"
    rf"(?P<who>(?:(?i:our|the|an?)\s+(?:[a-z]+\s+)?)?(?:[A-Z][\w.’'-]*\s+){{0,4}}{_POST})"
    r"(?:\s*[,|–-]\s*[\w ’'./-]{2,60}?)?\W*$"
)
_DESK_LINE = re.compile(
    rf"^\W*(?P<who>(?i:{_ROLE})|(?:[A-Z][\w.’']+\s+){{0,3}}"
    rf"(?i:(?:news|web|monitoring|bureau|staff)\s+(?:desk|bureau|service|report|reporters?|agency))"
    rf"|(?i:agencies|news agencies|wire (?:report|service)s?))\W*$"
)
_PERSON = re.compile(rf"^{_NAME}(?: {_NAME}){{1,4}}$")
_AGENCY = (
    r"(?:Reuters|AP|AFP|UPI|TASS|Xinhua|ANI|PTI|APP|IANS|Bloomberg|dpa|DPA|EFE|ANSA|Kyodo|Yonhap"
    r"|Anadolu|AA|Interfax|CNN|BBC|NPR|VOA|RFE/RL|PNA|WAM|SPA|Bernama|Antara|RIA(?: Novosti)?"
    r"|Sputnik|News Desk|Web Desk|Agencies|[A-Z][\w.&’' ]{2,30})"
)
_DATELINE = re.compile(
    rf"^(?P<place>[A-ZÀ-ÞŽŠČ][A-ZÀ-ÞŽŠČ.'’ -]{{2,30}}(?:,\s*[A-Z][\w. ’'-]{{1,25}}){{0,2}}"
    rf"(?:/[A-Z][A-Z. ’'-]{{2,25}})?)"
    rf"(?:,\s*(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+{_YEAR})?)?"
    rf"\s*(?:[(\[]{_AGENCY}[)\]]\s*(?:[-–—:]+)?|[-–—:]+)\s+(?=\S)"
)
_MIXED_DATELINE = re.compile(
    rf"^(?P<place>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,2}}(?:,\s*[A-Z][\w. ’'-]{{1,25}})?)"
    rf"(?:,\s*(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+{_YEAR})?)?"
    rf"\s*[(\[]{_AGENCY}[)\]]\s*[-–—:]*\s+(?=\S)"
)
_LONGEST_DATE_LINE = 160


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that states when something was published.

    ``labelled``: it says so ("Published ..."), rather than being a bare date. ``rest``: what else
    stands in it (a byline, an outlet).
    """

    text: str
    labelled: bool
    timed: bool
    rest: str


def date_line(text: str) -> DateLine | None:
    """Read a line as a publication date; None when it is anything else as well."""
    text = text.strip(" *_")
    if len(text) > _LONGEST_DATE_LINE or not _DATED.search(text):
        return None
    if PRINTED_IN.match(text):
        return DateLine(text, True, False, "")
    rest = " ".join(_PARTS.sub(" \x00 ", text).replace("\x00", " ").split())
    labelled = _LABELLED.search(text) is not None
    if rest and byline(rest) is None and not _is_short_source(rest):
        return None
    return DateLine(text, labelled, re.search(_TIME, text, re.I) is not None, rest)


def _is_short_source(rest: str) -> bool:
    words = rest.split()
    return len(words) <= 5 and all(
        w[0].isupper() or w.lower() in ("by", "and", "of", "the") for w in words
    )


def byline(text: str) -> str | None:
    """The author that a line names when it is nothing but a byline; else None."""
    text = text.strip(" *_")
    if len(text) > 120 or len(text.split()) > 14:
        return None
    found = _ROLE_BYLINE.match(text) or _BYLINE.match(text) or _DESK_LINE.match(text)
    if found is None:
        return None
    who = found["who"].split("|")[0].strip(" ,|–-")
    return who or None


def person_name(text: str) -> str | None:
    """A line that is nothing but a name in capitals and small letters ("Ana Maria Petrova")."""
    text = text.strip(" *_")
    return text if _PERSON.match(text) and 2 <= len(text.split()) <= 4 else None


def dateline(paragraph: str) -> str | None:
    """The place in the dateline that opens a report ("ISLAMABAD:", "Kyiv (Reuters) -")."""
    found = _DATELINE.match(paragraph[:120]) or _MIXED_DATELINE.match(paragraph[:120])
    return found["place"].strip(" ,") if found else None
