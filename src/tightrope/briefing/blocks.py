"""What a briefing is made of, whatever it is written as: sections of blocks, and footnotes.

Sections are laid out once, in these terms; each format has one renderer that knows every block. A
section that is added comes through in all of them.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

#: ``foreign`` marks words out of a document: they are set apart from the text around them, whatever
#: direction they run in. ``id`` is what ``tightrope show`` opens, ``command`` what can be typed.
Manner = Literal["", "strong", "soft", "flag", "foreign", "id", "command"]


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text in one manner."""

    text: str
    manner: Manner = ""
    kind: str = field(default="words", init=False)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the text points to a footnote."""

    number: int
    kind: str = field(default="mark", init=False)


@dataclass(frozen=True, slots=True)
class Link:
    """A title that leads to an address on the web."""

    text: str
    url: str
    kind: str = field(default="link", init=False)


Line = tuple[Words | Mark | Link, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: the passage, the outlet and the day.

    ``quotation`` is empty where the text above already quotes the passage; ``same_as`` is the
    number of an earlier note that quotes the same passage, 0 when there is none.
    """

    number: int
    ids: tuple[str, ...]
    quotation: str
    outlet: str
    published: str
    title: str
    same_as: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    text: str
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text; ``lead`` opens the briefing, ``small`` explains what stands beside it."""

    line: Line
    role: Literal["body", "lead", "small"] = "body"
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class Bullet:
    """One item of a list, with the items under it."""

    line: Line
    inner: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Bullet, ...]
    kind: str = field(default="bullets", init=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``strong`` sums up those above it. The first cell names the row."""

    cells: tuple[Line, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; one that is ``folded`` stays closed on a screen until it is asked for."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    folded: bool = False
    kind: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as SVG for wide and one for narrow screens; on paper the wide one is used.

    ``lines`` are the same as text, a label and a bar each, for where nothing can be drawn.
    """

    wide: str
    narrow: str
    description: str
    caption: str
    lines: tuple[tuple[str, str], ...] = ()
    kind: str = field(default="figure", init=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened: when, what, how well it is told, and the notes it rests on."""

    when: str
    title: Line
    about: Line
    notes: tuple[Note, ...]
    kind: str = field(default="entry", init=False)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage quoted in the text, how and when it was said, and notes on where it stands.

    ``beside`` are notes on other reports of the same words.
    """

    lead: str
    passage: str
    note: Note
    beside: tuple[Note, ...] = ()
    more: str = ""
    kind: str = field(default="quotation", init=False)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute."""

    part: str
    name: str
    role: str
    quotation: Quotation


@dataclass(frozen=True, slots=True)
class Facing:
    """A claim and, beside it, what was said against it."""

    title: Line
    claim: Side
    answers: tuple[Side, ...]
    kind: str = field(default="facing", init=False)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker's name and office, above what they said."""

    name: str
    role: str
    kind: str = field(default="voice", init=False)


Block = Heading | Paragraph | Bullets | Table | Figure | Entry | Quotation | Facing | Voice


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a briefing under a heading; ``key`` is its address in a page."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    short: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole briefing, laid out.

    ``day`` dates the file: the newest day that the briefing speaks of, never the day it was
    written on, so that the same material gives the same bytes.
    """

    title: str
    subtitle: str
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    version: str
    day: date
    one_page: bool = False
