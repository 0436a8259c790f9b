"""The parts that sections are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tightrope.briefing.blocks import (
    Block,
    Bullet,
    Bullets,
    Column,
    Entry,
    Facing,
    Figure,
    Line,
    Paragraph,
    Quotation,
    Row,
    Side,
    Table,
    Words,
)
from tightrope.briefing.briefing import Briefing, Limits
from tightrope.briefing.contested import Contest
from tightrope.briefing.contested import Side as Party
from tightrope.briefing.happenings import Happening
from tightrope.briefing.holdings import Omission
from tightrope.briefing.notes import Notes
from tightrope.briefing.voices import Saying
from tightrope.briefing.wording import counted, sentence


@dataclass(frozen=True, slots=True)
class Layout:
    """What a section is laid out from, and where it takes its footnotes."""

    briefing: Briefing
    limits: Limits
    notes: Notes = field(default_factory=Notes)


def plain(text: str) -> Paragraph:
    """Text in one manner."""
    return Paragraph((Words(text),))


def small(text: str) -> Paragraph:
    """Text that explains what stands beside it."""
    return Paragraph((Words(text.strip()),), "small")


def rest(number: int, noun: str, command: str, then: str = "", plural: str = "") -> Paragraph:
    """How many more there are, and the command that lists them."""
    words = f"{counted(number, noun, plural)}{' ' if then else ''}{then}: "
    return Paragraph((Words(words), Words(command, "command"), Words(".")), "small")


def bullets(texts: Iterable[str]) -> list[Block]:
    """A list of plain texts; nothing when there are none."""
    items = tuple(Bullet((Words(text),)) for text in texts)
    return [Bullets(items)] if items else []


def figure(briefing: Briefing) -> list[Block]:
    """The chart of positions, if there is one to draw."""
    standing, chart = briefing.standing, briefing.chart
    lines = tuple((f"Towards {p.power}, {p.stream}", p.bar) for p in standing.positions)
    if chart is None:
        caption = "Position and 90 % interval, from −1 to +1."
        return [Figure("", "", "", caption, lines)]
    return [Figure(chart.wide, chart.narrow, chart.description, chart.caption, lines)]


def entry(layout: Layout, h: Happening) -> Entry:
    """Something that happened, with footnotes for its sentences."""
    shown = h.receipts[: layout.limits.sentences]
    more = len(h.receipts) - len(shown) + h.more
    title: list[Words] = [Words(h.title)]
    if h.disputed:
        title += [Words(" "), Words("disputed", "flag")]
    about: list[Words] = [Words(f"{h.kind}; {h.weight_of_evidence}")]
    if more:
        about.append(Words(f"; {counted(more, 'more sentence')}"))
    about += [Words(" "), Words(h.id, "id")]
    return Entry(
        when=sentence(h.when),
        title=tuple(title),
        about=tuple(about),
        notes=tuple(layout.notes.of(r) for r in shown),
    )


def facing(layout: Layout, contest: Contest) -> Facing:
    """A claim and what was said against it."""
    title: list[Words] = [Words(sentence(contest.subject or "A claim"), "foreign")]
    for record_id in contest.ids:
        title += [Words(" "), Words(record_id, "id")]
    return Facing(
        tuple(title),
        _party(layout, contest.claim),
        tuple(_party(layout, answer) for answer in contest.answers),
    )


def _party(layout: Layout, side: Party) -> Side:
    receipt = side.receipt
    note = layout.notes.of(receipt, in_text=True)
    return Side(side.part, side.name, side.role, Quotation("", receipt.quotation, note))


def saying_block(layout: Layout, saying: Saying) -> Quotation:
    note = layout.notes.of(saying.receipt, saying.ids, in_text=True)
    also = [layout.notes.of(r) for r in saying.also]
    more = counted(saying.more, "more report") if saying.more else ""
    return Quotation(saying.lead, saying.receipt.quotation, note, tuple(also), more)


def positions_table(briefing: Briefing) -> Table:
    columns = (
        Column("Towards"),
        Column("Stream"),
        Column("Position", True),
        Column("90 % interval", True),
        Column("In words"),
        Column("Dated incidents, independent origins"),
    )
    rows = []
    for p in briefing.standing.positions:
        words: list[Words] = [Words(p.verdict)]
        if p.thin:
            words += [Words(" "), Words("thin evidence", "flag")]
        last = f", last in {p.last}" if p.last else ""
        cells: Sequence[Line] = (
            (Words(p.power),),
            (Words(p.stream),),
            (Words(p.mean),),
            (Words(p.interval),),
            tuple(words),
            (Words(p.evidence + last),),
        )
        rows.append(Row(tuple(cells), strong=p.stream == "all together"))
    return Table("Positions", columns, tuple(rows))


def omitted(omissions: Iterable[Omission]) -> list[Block]:
    return bullets(f"{o.what}: {o.why}" for o in omissions)
