"""When a document was published: stated, from metadata, or bounded by the offices it names.

The first basis that yields something wins: what the page states about itself, the container's
metadata, a stated update, a full date in the dateline, the address, the date at the head of the
page where the offices named allow it, and last the terms of the office holders whom the text names
with their office. Dates of events, copyright years and
sidebars are never asked.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tightrope.records.documents import DateBasis, Document, Publication
from tightrope.stages.dating.expressions import find_times
from tightrope.stages.dating.incumbents import bound_by_offices

EARLIEST = date(1900, 1, 1)
_PUBLISHED, _BARE, _UPDATED = range(3)
_LABEL = re.compile(
    r"(?P<updated>\b(?:last\s+)?(?:updat\w*|modifi\w*|revis\w*|edited|corrected)\b)"
    r"|(?P<published>\b(?:publish\w*|posted|released|issued|printed|filed|created|dated?)\b)",
    re.IGNORECASE,
)
# "KYIV, March 4, 2022 —", "WASHINGTON (Reuters), 4 March 2022 -", "Islamabad: May 1, 2023".
_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][\w.'’ /-]{1,40}?)(?:\s*\([^)\n]{1,40}\))?\s*[,:]\s*"
    r"(?P<rest>(?:[A-Z][\w.'’ -]{1,30},\s*)?[^\n]{4,40}?)\s*(?:\([^)\n]{1,40}\)\s*)?"
    r"(?:—|–|--|-\s|:|$)"
)
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)"
    r"|/((?:19|20)\d\d)/([1-9]|1[0-2])/([1-9]|[12]\d|3[01])(?!\d)"
)
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?=/)")


def date_document(document: Document) -> Document:
    """``document`` with ``published`` set; its basis is ``UNKNOWN`` when nothing is to be had."""
    fetched = document.fetched_at.date() if document.fetched_at else None
    for read in (_stated, _metadata, _updated, _dateline, _address):
        publication = read(document)
        if publication is not None and _plausible(publication, fetched):
            return replace(document, published=publication)
    bounded = _offices(document, fetched)
    return replace(document, published=_page_head(document, bounded, fetched) or bounded)


def _plausible(publication: Publication, fetched: date | None) -> bool:
    low = publication.low
    # One day of grace: the page may come from a time zone that is ahead.
    return (
        low is not None
        and low >= EARLIEST
        and (fetched is None or low.toordinal() <= fetched.toordinal() + 1)
    )


def full_dates(passage: str) -> list[tuple[int, date, str]]:
    """Days that a passage states in full: offset, day, and the words."""
    return [
        (t.span.start, t.low, t.span.of(passage))
        for t in find_times(passage, None, None)
        if t.low is not None and t.low == t.high and not t.value.startswith("XXXX")
    ]


def _stated(document: Document) -> Publication | None:
    """The day of publication that the page states."""
    best = min(
        (c for c in _stated_days(document) if c[0] != _UPDATED), default=None, key=lambda c: c[:2]
    )
    if best is None:
        return None
    return Publication(DateBasis.STATED, best[2], best[2], f"the page says: “{best[3]}”")


def _updated(document: Document) -> Publication | None:
    """The day of the earliest update, when the page states nothing else about its day."""
    days = [c for c in _stated_days(document) if c[0] == _UPDATED]
    if not days:
        return None
    _, _, day, quoted = min(days, key=lambda c: c[2])
    note = f"the page says only when it was updated: “{quoted}”"
    return Publication(DateBasis.STATED, day, day, note)


def _stated_days(document: Document) -> Iterator[tuple[int, int, date, str]]:
    """Each day stated: what it is the day of, the number of its passage, the day, the passage."""
    for number, passage in enumerate(document.stated_dates):
        cursor = 0
        for offset, day, _ in full_dates(passage):
            rank = _label(passage[cursor:offset])
            cursor = offset
            if day >= EARLIEST:
                yield rank, number, day, " ".join(passage.split())[:120]


def _label(before: str) -> int:
    rank = _BARE
    for match in _LABEL.finditer(before):
        rank = _UPDATED if match.lastgroup == "updated" else _PUBLISHED
    return rank


def _metadata(document: Document) -> Publication | None:
    day = document.metadata_date
    if day is None:
        return None
    return Publication(DateBasis.METADATA, day, day, "the file's metadata gives the day")


def _dateline_text(document: Document) -> str | None:
    """The words of the dateline's date, from the record or the opening of the body."""
    if document.dateline:
        match = _DATELINE.match(document.dateline)
        return match["rest"] if match else document.dateline
    title = (document.title or "").strip()
    for line in document.text.splitlines()[:6]:
        line = line.strip()
        if not line or line == title:
            continue
        match = _DATELINE.match(line[:120])
        return match["rest"] if match else None
    return None


def _dateline(document: Document) -> Publication | None:
    words = _dateline_text(document)
    if words is None:
        return None
    for _, day, quoted in full_dates(words):
        return Publication(DateBasis.STATED, day, day, f"the dateline says: “{quoted}”")
    return None


def _address(document: Document) -> Publication | None:
    url = document.url or ""
    match = _URL_DAY.search(url)
    if match is not None:
        year, month, day = (int(g) for g in match.groups() if g)
        try:
            found = date(year, month, day)
        except ValueError:
            return None
        return Publication(DateBasis.METADATA, found, found, "the address holds the day")
    match = _URL_MONTH.search(url)
    if match is None:
        return None
    first = date(int(match[1]), int(match[2]), 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    last = date.fromordinal(following.toordinal() - 1)
    return Publication(DateBasis.METADATA, first, last, "the address holds the month")


def _page_head(
    document: Document, bounded: Publication, fetched: date | None
) -> Publication | None:
    """The one date above the headline, unless something tells that it is the day of the visit."""
    days = [day for _, day, _ in full_dates(document.page_date or "")]
    if not days:
        return None
    day = days[0]
    found = Publication(
        DateBasis.STATED,
        day,
        day,
        f"the head of the page says “{document.page_date}”, and the page states no other day (it "
        "may be the day on which the page was visited)",
    )
    visited = fetched is not None and abs((fetched - day).days) <= 1
    too_late = bounded.high is not None and day > bounded.high
    too_early = bounded.low is not None and day < bounded.low
    if visited or too_late or too_early or not _plausible(found, fetched):
        return None
    return found


def _offices(document: Document, fetched: date | None) -> Publication:
    bounded = bound_by_offices(document.text, fetched)
    words = _dateline_text(document)
    if words is None or bounded.low is None or bounded.high is None:
        return bounded
    # A dateline without a year ("LONDON, Oct 3"): one such day in the window settles it.
    for time in find_times(words, None, None):
        if re.fullmatch(r"XXXX-\d\d-\d\d", time.value):
            days = [
                day
                for year in range(bounded.low.year, bounded.high.year + 1)
                if (day := _on(year, time.value)) and bounded.low <= day <= bounded.high
            ]
            if len(days) == 1:
                note = f"the dateline says “{time.span.of(words)}”; the year: {bounded.note}"
                return Publication(DateBasis.OFFICES, days[0], days[0], note)
    return bounded


def _on(year: int, value: str) -> date | None:
    try:
        return date(year, int(value[5:7]), int(value[8:10]))
    except ValueError:
        return None
