"""A briefing as Markdown with footnotes, as GitHub, Pandoc and most editors read them."""

import re
from collections.abc import Callable, Iterable, Iterator

from tightrope.briefing.blocks import (
    Block,
    Bullets,
    Entry,
    Facing,
    Figure,
    Heading,
    Link,
    Mark,
    Note,
    Paragraph,
    Quotation,
    Section,
    Sheet,
    Table,
    Voice,
    Words,
)
from tightrope.briefing.notes import marks, note_line

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_ADDRESS = re.compile(r"(?<=[A-Za-z])://|(?<=www)\.", re.IGNORECASE)
_OPENING = re.compile(r"^(\d{0,9})([-+=.)])(?=\s|$|=)")
_NOT_IN_IDENTIFIERS = re.compile(r"[^A-Za-z0-9_.:-]")


def escape_markdown(text: object) -> str:
    """Text that Markdown shows as it is: nothing in it makes a link, a tag or a table."""
    escaped = _MARKDOWN.sub(r"\\\1", str(text).replace("\n", " "))
    return _ADDRESS.sub(lambda m: "\\" + m.group(), escaped)


def markdown(sheet: Sheet) -> str:
    """The whole briefing; each section ends with its footnotes."""
    parts = [f"# {escape_markdown(sheet.title)}"]
    parts.append(f"{escape_markdown(sheet.subtitle)} · Tightrope {sheet.version}")
    parts += [_block(block) for block in sheet.opening]
    for section in sheet.sections:
        parts.append(f"## {escape_markdown(section.title)}")
        parts += [_block(block) for block in section.blocks]
        parts += [f"[^{note.number}]: {_line(note_line(note))}" for note in notes_of(section)]
    return "\n\n".join(part for part in parts if part) + "\n"


def notes_of(section: Section) -> Iterator[Note]:
    """The footnotes of a section in the order of their numbers."""
    for block in section.blocks:
        if isinstance(block, Entry):
            yield from block.notes
        elif isinstance(block, Quotation):
            yield from (block.note, *block.beside)
        elif isinstance(block, Facing):
            for side in (block.claim, *block.answers):
                yield side.quotation.note


def _block(block: Block) -> str:
    return _WRITERS[type(block)](block)


def _heading(block: Heading) -> str:
    return f"### {escape_markdown(block.text)}"


def _paragraph(block: Paragraph) -> str:
    text = _line(block.line)
    return f"**{text}**" if block.role == "lead" else _at_start(text)


def _bullets(block: Bullets) -> str:
    lines = []
    for item in block.items:
        lines.append(f"- {_at_start(_line(item.line))}")
        lines += [f"  - {_at_start(_line(inner))}" for inner in item.inner]
    return "\n".join(lines)


def _table(block: Table) -> str:
    rows = [[escape_markdown(c.title) for c in block.columns]]
    rows += [[_line(cell) for cell in row.cells] for row in block.rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, f"|{'|'.join('---:' if c.numeric else '---' for c in block.columns)}|")
    return "\n".join(lines)


def _figure(block: Figure) -> str:
    if not block.lines:
        return ""
    lines = [f"- {escape_markdown(label)}: `{bar}`" for label, bar in block.lines]
    return "Position and 90 % interval, from −1 to +1:\n\n" + "\n".join(lines)


def _entry(block: Entry) -> str:
    title = _line(tuple(w for w in block.title if not _is(w, "flag"))).strip()
    flags = "".join(
        f" — {escape_markdown(w.text)}"
        for w in block.title
        if isinstance(w, Words) and w.manner == "flag"
    )
    about = _line(tuple(w for w in block.about if not _is(w, "id"))).strip()
    ids = " ".join(_run(w) for w in block.about if _is(w, "id"))
    when = escape_markdown(block.when)
    return f"- **{when} · {title}**{flags} ({about}) {ids}{_line(marks(block.notes))}"


def _voice(block: Voice) -> str:
    return f"### {escape_markdown(block.name)}{_role(block.role)}"


def _quotation(block: Quotation, indent: str = "") -> str:
    lines = [f"{indent}> {_at_start(escape_markdown(block.passage))}[^{block.note.number}]"]
    if block.lead:
        lines += [f"{indent}>", f"{indent}> — {escape_markdown(block.lead)}"]
    if block.beside or block.more:
        others = [f"{escape_markdown(n.outlet)}[^{n.number}]" for n in block.beside]
        more = [f"and {block.more}"] if block.more else []
        lines += ["", f"{indent}Also told by {', '.join(others)} {''.join(more)}".rstrip()]
    return "\n".join(lines)


def _facing(block: Facing) -> str:
    title = _line(tuple(w for w in block.title if not _is(w, "id"))).strip()
    ids = " ".join(_run(w) for w in block.title if _is(w, "id"))
    parts = [f"- **{title}** {ids}"]
    for side in (block.claim, *block.answers):
        parts.append(f"  {side.part} {escape_markdown(side.name)}{_role(side.role)}:")
        parts.append(_quotation(side.quotation, "  "))
    return "\n\n".join(parts)


_WRITERS: dict[type, Callable[..., str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Table: _table,
    Figure: _figure,
    Entry: _entry,
    Quotation: _quotation,
    Facing: _facing,
    Voice: _voice,
}


def _role(role: str) -> str:
    return f" ({escape_markdown(role)})" if role else ""


def _line(line: Iterable[Words | Mark | Link]) -> str:
    return "".join(_run(run) for run in line)


def _run(run: Words | Mark | Link) -> str:
    if isinstance(run, Mark):
        return f"[^{run.number}]"
    if isinstance(run, Words) and run.manner == "id":
        return f"`{_NOT_IN_IDENTIFIERS.sub('', run.text)}`"
    if isinstance(run, Words) and run.manner == "command":
        return f"`{run.text}`"
    if isinstance(run, Words) and run.manner == "flag":
        return f"({escape_markdown(run.text)})"
    if isinstance(run, Words) and run.manner == "strong":
        return f"**{escape_markdown(run.text)}**"
    return escape_markdown(run.text)


def _is(run: Words | Mark | Link, manner: str) -> bool:
    return isinstance(run, Words) and run.manner == manner


def _at_start(text: str) -> str:
    """Text that opens a line: a first mark that would make it a list or heading is escaped."""
    return _OPENING.sub(r"\1\\\2", text)
