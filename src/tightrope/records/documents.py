"""Documents, what was cleaned out of them, and when they were published."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DateBasis(StrEnum):
    """On what a publication date rests."""

    STATED = "stated"  # the text says it: a dateline, "Published May 1, 2023"
    METADATA = "metadata"  # HTML metadata, a feed, a field of JSONL
    STORY = "story"  # other reports of the same story are dated
    OFFICES = "offices"  # the terms of the office holders it names bound it
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Publication:
    """When a document was published, as far as it is known.

    ``low`` and ``high`` bound the day, both inclusive; either may be missing. ``day`` is set
    only when one day is meant. ``note`` tells a reader why (the quoted words, the story, the
    terms that were intersected).
    """

    basis: DateBasis = DateBasis.UNKNOWN
    low: date | None = None
    high: date | None = None
    note: str = ""

    @property
    def day(self) -> date | None:
        return self.low if self.low is not None and self.low == self.high else None


@dataclass(frozen=True, slots=True)
class RemovedBlock:
    """A stretch of the raw text that cleaning left out, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What reading hands on: decoded content with what its container said about it.

    ``media_type`` is ``text/html`` or ``text/plain``. ``metadata`` values come from the container
    alone (a JSONL record, a feed entry), never from the content. ``is_body`` says that the
    container gives the content as an article's own text, with no page around it.
    """

    id: str
    path: str
    content: str
    media_type: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    language: str | None = None
    published: datetime | date | None = None
    fetched_at: datetime | None = None
    is_body: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One cleaned document.

    ``text`` holds the title on its first line when there is one (headlines are evidence too),
    then the body; paragraphs are separated by one blank line. A dateline that opens the body stays
    in it; lines that are nothing but a byline or a publication date are read into their fields and
    leave the text (they stand in ``removed`` too). ``stated_dates`` are the passages, quoted from
    the raw content, in which the page states when it was published; dating reads them.
    ``page_date`` is the passage with the date at the head of the page, when it is all there is: the
    day of the issue, or of the visit.
    ``part_note`` says which article of its file it is, and why the file was split.
    """

    id: str
    path: str
    text: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    outlet_basis: str = ""
    url: str | None = None
    language: str = "en"
    dateline: str | None = None
    stated_dates: tuple[str, ...] = ()
    page_date: str | None = None
    metadata_date: date | None = None
    fetched_at: datetime | None = None
    published: Publication = Publication()
    removed: tuple[RemovedBlock, ...] = ()
    part_note: str = ""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An input that was set aside, and the reason a person can act on."""

    path: str
    reason: str
