"""The project's labelled sentences: read their inline markup.

``<a1:PER>Lima</a1>`` names an actor and its state, ``<e1:ACCUSE:actual a=1 r=2>blamed</e1>`` an
event with its type, reading, actors and recipients; ``data/labels/events/GUIDE.md`` says more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tightrope.errors import UnreadableInput
from tightrope.records.spans import Span

# The sentences that the rules were written beside, and the harder ones that came after them.
FIRST = frozenset(
    {"cooperation.txt", "material_conflict.txt", "readings.txt", "verbal_conflict.txt"}
)
LATER = frozenset({"passages.txt", "order.txt", "nouns.txt", "lookalikes.txt", "nothing.txt"})
FOLDER = Path(__file__).resolve().parents[1] / "data" / "labels" / "events"
_MARK = re.compile(
    r"<a(?P<actor>\d+):(?P<code>[^>]*)>"
    r"|<e(?P<event>\d+):(?P<type>[A-Z]+):(?P<reading>[a-z]+) a=(?P<a>[\d,]*) r=(?P<r>[\d,]*)>"
    r"|</(?P<close>[ae]\d+)>"
)


@dataclass(frozen=True, slots=True)
class LabelledActor:
    """A mention; what is named again carries its number again."""

    span: Span
    states: tuple[str, ...]
    number: str


@dataclass(frozen=True, slots=True)
class LabelledEvent:
    span: Span
    type: str
    reading: str
    actors: frozenset[str]
    recipients: frozenset[str]
    actor_numbers: frozenset[str]
    recipient_numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A line or an article: its text without markup, its actors and its events."""

    file: str
    line: int
    text: str
    actors: tuple[LabelledActor, ...]
    events: tuple[LabelledEvent, ...]


def labelled_texts(
    folder: Path = FOLDER, files: frozenset[str] = FIRST | LATER
) -> Iterator[LabelledText]:
    """Every line of some files of a folder, in order.

    Raises:
        UnreadableInput: markup that doesn't close, naming file and line.
    """
    for path in sorted(p for p in folder.glob("*.txt") if p.name in files):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if line.strip():
                yield parse_line(line, path.name, number)


def parse_line(line: str, file: str = "", number: int = 0) -> LabelledText:
    """Read one line of markup."""
    text, done = "", 0
    open_marks: list[tuple[str, int, re.Match[str]]] = []
    # An actor that is named again carries its number again.
    spans: list[tuple[str, Span, re.Match[str]]] = []
    for mark in _MARK.finditer(line):
        text += line[done : mark.start()]
        done = mark.end()
        if mark["close"] is None:
            name = f"a{mark['actor']}" if mark["actor"] else f"e{mark['event']}"
            open_marks.append((name, len(text), mark))
            continue
        if not open_marks or open_marks[-1][0] != mark["close"]:
            raise UnreadableInput(f"{file}, line {number + 1}: </{mark['close']}> closes nothing.")
        name, start, opened = open_marks.pop()
        spans.append((name, Span(start, len(text)), opened))
    if open_marks:
        raise UnreadableInput(f"{file}, line {number + 1}: <{open_marks[0][0]}> is never closed.")
    text += line[done:]
    actor_spans = [(name, span, m) for name, span, m in spans if name.startswith("a")]
    states = {
        name: tuple(m["code"].split("+")) if m["code"] != "-" else () for name, _, m in actor_spans
    }
    actors = tuple(LabelledActor(span, states[name], name[1:]) for name, span, _ in actor_spans)
    events = tuple(
        LabelledEvent(
            span,
            m["type"],
            m["reading"],
            _side(m["a"], states),
            _side(m["r"], states),
            _numbers(m["a"]),
            _numbers(m["r"]),
        )
        for name, span, m in spans
        if name.startswith("e")
    )
    return LabelledText(file, number, text, actors, events)


def labelled_articles(folder: Path) -> Iterator[LabelledText]:
    """Every article of a folder, one a file; lines that start with ``#`` tell about it."""
    for path in sorted(folder.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        text = "\n".join(line for line in lines if not line.startswith("#"))
        yield parse_line(text.strip("\n"), path.name)


def _numbers(listed: str) -> frozenset[str]:
    return frozenset(n for n in listed.split(",") if n)


def _side(numbers: str, states: dict[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(s for n in _numbers(numbers) for s in states[f"a{n}"])
