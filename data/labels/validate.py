"""Checks the labelled sentences in ``data/labels/events`` and counts them.

    python data/labels/validate.py            every file, with counts by type and reading of what
                                              is learned from, and of the texts kept apart from it
    python data/labels/validate.py FILE...    only these
    python data/labels/validate.py --strip    the sentences without their markup
    python data/labels/validate.py --agree events/second/first.txt events/second/second.txt
                                              how far two labellings of the same lines agree

``events/GUIDE.md`` says what the markup means. Exit status 1 when something is wrong.
"""

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tightrope.records.plover import EventType

HERE = Path(__file__).resolve().parent
EVENTS = HERE / "events"
ARTICLES = EVENTS / "articles"
CALIBRATION = EVENTS / "calibration"
HELD_OUT = (HERE / "held_out" / "texts", HERE / "held_out" / "second")
TABLES = HERE.parents[1] / "src" / "tightrope" / "reference" / "tables"

READINGS = (
    "actual", "negated", "planned", "threatened",
    "requested", "possible", "hypothetical", "background",
)  # fmt: skip
NEAR_DUPLICATE_SHARE = 0.5
SEED_OVERLAP_WORDS = 6

_MARK = re.compile(
    r"<a(?P<actor>\d+):(?P<code>[A-Z0-9]{3}(?:\+[A-Z0-9]{3})*|-)>"
    r"|<e(?P<event>\d+):(?P<type>[A-Z]+):(?P<reading>[a-z]+)"
    r" a=(?P<a>(?:\d+(?:,\d+)*)?) r=(?P<r>(?:\d+(?:,\d+)*)?)>"
    r"|</(?P<close>[ae]\d+)>"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention: where it stands in the text, its number in the line, its codes."""

    start: int
    end: int
    number: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A trigger: where it stands in the text, what it tells, who did it to whom (numbers)."""

    start: int
    end: int
    type: str
    reading: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled line."""

    file: str
    number: int
    text: str
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]

    def codes(self, numbers: Iterable[str]) -> frozenset[str]:
        """The codes of the mentions with these numbers."""
        wanted = set(numbers)
        return frozenset(c for a in self.actors if a.number in wanted for c in a.codes)


def parse(line: str, file: str = "", number: int = 0) -> Line:
    """Read one line of markup.

    Raises:
        ValueError: markup that isn't well formed, saying what is wrong.
    """
    text, done = "", 0
    opened: tuple[str, int, re.Match[str]] | None = None
    actors: list[Actor] = []
    events: list[Event] = []
    names: set[str] = set()
    for mark in _MARK.finditer(line):
        text += line[done : mark.start()]
        done = mark.end()
        if mark["close"] is None:
            if opened:
                raise ValueError(f"<{opened[0]}> holds another mark; marks are never nested")
            name = f"a{mark['actor']}" if mark["actor"] else f"e{mark['event']}"
            opened = (name, len(text), mark)
            continue
        if not opened or opened[0] != mark["close"]:
            raise ValueError(f"</{mark['close']}> closes nothing")
        name, start, m = opened
        opened = None
        marked = text[start:]
        if not marked or marked != marked.strip():
            raise ValueError(f"<{name}> is empty or begins or ends with a space")
        if name.startswith("a"):
            codes = () if m["code"] == "-" else tuple(m["code"].split("+"))
            actors.append(Actor(start, len(text), m["actor"], codes))
        else:
            if name in names:
                raise ValueError(f"<{name}> occurs twice; every event has its own number")
            names.add(name)
            a, r = (tuple(n for n in m[k].split(",") if n) for k in "ar")
            events.append(Event(start, len(text), m["type"], m["reading"], a, r))
    if opened:
        raise ValueError(f"<{opened[0]}> is never closed")
    text += line[done:]
    if re.search(r"[<>]|\b[ae]\d+:", text):
        raise ValueError("something that looks like markup can't be read as markup")
    if text != text.strip() or "  " in text:
        raise ValueError("spaces at an end or doubled")
    return Line(file, number, text, tuple(actors), tuple(events))


def strip(line: str) -> str:
    """The text of a line without its markup."""
    return _MARK.sub("", line)


def known_codes() -> frozenset[str]:
    """Codes of states (ISO 3166-1 alpha-3, XKX) and of organisations, from the project's tables."""
    codes: set[str] = set()
    for name, column in (("states.csv", "iso3"), ("organisations.csv", "code")):
        with (TABLES / name).open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(row for row in file if not row.startswith("#"))
            codes.update(row[column] for row in rows)
    return frozenset(codes)


def problems_in(line: Line, codes: frozenset[str]) -> Iterator[str]:
    """What is wrong with one line that is well formed."""
    by_number: dict[str, tuple[str, ...]] = {}
    for actor in line.actors:
        for code in actor.codes:
            if code not in codes:
                yield f"{code} is neither a state's code nor one in organisations.csv"
        if by_number.setdefault(actor.number, actor.codes) != actor.codes:
            yield f"mentions of actor {actor.number} carry different codes"
    for event in line.events:
        trigger = line.text[event.start : event.end]
        if event.type not in EventType.__members__:
            yield f"{event.type} is none of PLOVER's sixteen types"
        if event.reading not in READINGS:
            yield f"{event.reading} is none of the readings {', '.join(READINGS)}"
        for number in (*event.actors, *event.recipients):
            if number not in by_number:
                yield f"“{trigger}” names actor {number}, which no mention carries"
        for side in (event.actors, event.recipients):
            if len(set(side)) < len(side):
                yield f"“{trigger}” names an actor twice on one side"


def words(text: str) -> list[str]:
    """The words of a text in lower case, for comparing."""
    return _WORD.findall(text.lower().replace("’", "'"))


def grams(tokens: list[str], size: int) -> set[tuple[str, ...]]:
    """All runs of ``size`` words."""
    return {tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1)}


def repeats(lines: Iterable[Line]) -> Iterator[tuple[Line, str]]:
    """Lines that stand there twice, or of whose 5-word runs an earlier line has half or more."""
    seen: dict[str, Line] = {}
    holders: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    sizes: dict[tuple[str, int], int] = {}
    for line in lines:
        key = " ".join(words(line.text))
        if key in seen:
            yield line, f"the same words as {seen[key].file}, line {seen[key].number}"
            continue
        seen[key] = line
        mine = grams(words(line.text), 5)
        shared: Counter[tuple[str, int]] = Counter()
        for gram in mine:
            shared.update((other.file, other.number) for other in holders[gram])
            holders[gram].append(line)
        sizes[line.file, line.number] = len(mine)
        for other, count in shared.most_common(1):
            if count >= NEAR_DUPLICATE_SHARE * min(len(mine), sizes[other]):
                yield line, f"half of its 5-word runs stand in {other[0]}, line {other[1]}"


def parts() -> dict[str, list[Path]]:
    """The files of each part: what is learned from, what thresholds are set on, what is held out.

    No file of the second and third may be learned from.
    """
    return {
        "to learn from": [*sorted(EVENTS.glob("*.txt")), *sorted(ARTICLES.glob("*.txt"))],
        "for calibration": sorted(CALIBRATION.glob("*.txt")),
        "held out": [path for folder in HELD_OUT for path in sorted(folder.glob("*.txt"))],
    }


def read(paths: Iterable[Path]) -> tuple[list[Line], list[str]]:
    """All lines of some files and what is wrong with their form.

    A file that begins with its date is one whole article, any other has a text a line.
    """
    lines, wrong = [], []
    for path in paths:
        content = path.read_text(encoding="utf-8")
        if content.startswith("# date:"):
            try:
                lines.append(article(path))
            except ValueError as error:
                wrong.append(f"{path.name}: {error}.")
            continue
        for number, line in enumerate(content.splitlines(), 1):
            try:
                lines.append(parse(line, path.name, number))
                if not line:
                    raise ValueError("an empty line")
            except ValueError as error:
                wrong.append(f"{path.name}, line {number}: {error}.")
    return lines, wrong


def article(path: Path) -> Line:
    """An article: one text, whose lines that start with ``#`` tell about it.

    Raises:
        ValueError: markup that is wrong in form.
    """
    kept = [t for t in path.read_text(encoding="utf-8").splitlines() if not t.startswith("#")]
    return parse("\n".join(kept).strip("\n"), path.name, 1)


def check(paths: Iterable[Path], seeds: Path | None = None) -> tuple[list[Line], list[str]]:
    """All lines of some files and everything that is wrong with them.

    Args:
        paths: files of labelled lines.
        seeds: a folder of texts of which no line may repeat six words or more.
    """
    lines, wrong = read(paths)
    codes = known_codes()
    held: set[tuple[str, ...]] = set()
    if seeds and seeds.is_dir():
        for path in sorted(seeds.glob("*.txt")):
            held |= grams(words(path.read_text(encoding="utf-8")), SEED_OVERLAP_WORDS)
    found = [(line, problem) for line in lines for problem in problems_in(line, codes)]
    found += repeats(lines)
    for line in lines:
        for gram in sorted(grams(words(line.text), SEED_OVERLAP_WORDS) & held):
            found.append((line, f"“{' '.join(gram)}” stands in a seed text"))
    wrong += [f"{line.file}, line {line.number}: {problem}." for line, problem in found]
    return lines, wrong


def counts(lines: list[Line]) -> str:
    """A table of events by type and reading, and of lines by file."""
    by_type = Counter((e.type, e.reading) for line in lines for e in line.events)
    rows = [f"{'':10}" + "".join(f"{reading[:10]:>13}" for reading in READINGS) + f"{'all':>8}"]
    for kind in EventType.__members__:
        row = [by_type[kind, reading] for reading in READINGS]
        rows.append(f"{kind:10}" + "".join(f"{n:13}" for n in row) + f"{sum(row):8}")
    totals = [sum(by_type[kind, r] for kind in EventType.__members__) for r in READINGS]
    rows.append(f"{'all':10}" + "".join(f"{n:13}" for n in totals) + f"{sum(totals):8}")
    rows.append("")
    for file in dict.fromkeys(line.file for line in lines):
        own = [line for line in lines if line.file == file]
        events = sum(len(line.events) for line in own)
        without = sum(not line.events for line in own)
        rows.append(f"{file:24}{len(own):6} lines {events:6} events {without:6} lines without")
    return "\n".join(rows)


def agreement(first: list[Line], second: list[Line]) -> dict[str, float]:
    """How far two labellings of the same lines agree.

    A trigger is found again where an event of the other labelling overlaps it; each is used once.

    Returns:
        F1 of triggers and of triggers with their type; among those with the same type, the shares
        with the same reading, with the same codes as actors and with the same as recipients.

    Raises:
        ValueError: the two don't hold the same texts in the same order.
    """
    if [line.text for line in first] != [line.text for line in second]:
        raise ValueError("the two labellings are not of the same texts")
    found = typed = reading = actors = recipients = 0
    for one, other in zip(first, second, strict=True):
        free = list(other.events)
        for event in one.events:
            match = next((e for e in free if e.start < event.end and event.start < e.end), None)
            if not match:
                continue
            free.remove(match)
            found += 1
            if match.type == event.type:
                typed += 1
                reading += match.reading == event.reading
                actors += one.codes(event.actors) == other.codes(match.actors)
                recipients += one.codes(event.recipients) == other.codes(match.recipients)
    all_events = sum(len(line.events) for line in (*first, *second)) or 1
    return {
        "trigger_F1": 2 * found / all_events,
        "trigger_and_type_F1": 2 * typed / all_events,
        "reading": reading / (typed or 1),
        "actors": actors / (typed or 1),
        "recipients": recipients / (typed or 1),
    }


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="files; without any, every part")
    parser.add_argument("--seeds", type=Path, help="a folder of texts that no line may repeat")
    parser.add_argument("--strip", action="store_true", help="print the lines without markup")
    parser.add_argument("--agree", action="store_true", help="compare two labellings")
    options = parser.parse_args()
    chosen = {"": options.files} if options.files else parts()
    paths = [path for files in chosen.values() for path in files]
    missing = [path for path in paths if not path.is_file()]
    if missing:
        print(f"There is no file {missing[0]}.", file=sys.stderr)
        return 2
    if options.agree:
        if len(paths) != 2:
            print("--agree compares two files; name both.", file=sys.stderr)
            return 2
        for name, value in agreement(read(paths[:1])[0], read(paths[1:])[0]).items():
            print(f"{name:24}{value:.3f}")
        return 0
    if options.strip:
        for path in paths:
            for line in path.read_text(encoding="utf-8").splitlines():
                print(strip(line))
        return 0
    lines, wrong = check(paths, options.seeds)
    for part, files in chosen.items():
        names = {path.name for path in files}
        own = [line for line in lines if line.file in names]
        print(f"{part.capitalize()}:\n{counts(own)}\n" if part else counts(own))
    print(f"{len(lines)} lines and articles, {len(wrong)} mistakes")
    for mistake in wrong:
        print(mistake, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
