"""Read and check the labelled statements of officials; ``GUIDE.md`` says what the labels mean.

    python lines.py [--against FOLDER]      every check; exit status 1 if one fails

Standard library only.
"""

import argparse
import csv
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = ("tuning", "held_out")
DIRECTIONS = ("favourable", "unfavourable", "neutral", "unknown")

#: How many lines each part holds at least, and how many of each of the first three directions.
FEWEST_LINES, FEWEST = 100, 20
#: As many words in a row may stand in a line and in a text that it must not take from.
LONGEST_OVERLAP = 5
_STATES = HERE.parents[2] / "src" / "tightrope" / "reference" / "tables" / "states.csv"
_LINE = re.compile(
    rf"([th]\d{{3}}) \| ([A-Z]{{3}})>([A-Z]{{3}}) ({'|'.join(DIRECTIONS)}) \| (\S.*[.!?”\"])$"
)


@dataclass(frozen=True)
class Line:
    """One statement: whose, about whom, which way, and the sentence that reports it."""

    id: str
    speaker: str
    target: str
    direction: str
    text: str


def lines(path: Path) -> list[Line]:
    """All lines of one part, in the order of the file.

    Raises:
        ValueError: a line that can't be read, naming it.
    """
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        match = _LINE.match(line)
        if match is None:
            raise ValueError(f"{path.name}, line {number}: can't read {line[:60]!r}")
        found.append(Line(*match.groups()))
    return found


def problems() -> list[str]:
    """Everything that is wrong with the lines, one sentence each."""
    found: list[str] = []
    with _STATES.open(encoding="utf-8", newline="") as table:
        codes = {r["iso3"] for r in csv.DictReader(x for x in table if not x.startswith("#"))}
    texts: Counter[str] = Counter()
    ids: Counter[str] = Counter()
    for part in PARTS:
        try:
            here = lines(HERE / f"{part}.txt")
        except ValueError as error:
            found.append(str(error))
            continue
        texts.update({line.text.lower() for line in here})
        ids.update(line.id for line in here)
        found += [f"{x.id} does not belong to {part}" for x in here if x.id[0] != part[0]]
        found += [
            f"{x.id}: {code} is no state's code"
            for x in here
            for code in (x.speaker, x.target)
            if code not in codes
        ]
        if len(here) < FEWEST_LINES:
            found.append(f"{part} has {len(here)} lines, at least {FEWEST_LINES} are wanted")
        counts = Counter(x.direction for x in here)
        found += [
            f"{part} has {counts[d]} {d} lines, at least {FEWEST} are wanted"
            for d in DIRECTIONS[:3]
            if counts[d] < FEWEST
        ]
    found += [f"{i} stands {n} times" for i, n in ids.items() if n > 1]
    found += [f"twice: {t}" for t, n in texts.items() if n > 1]
    return found


def overlaps(others: dict[str, str]) -> list[str]:
    """Runs of more than ``LONGEST_OVERLAP`` words that a line shares with another text."""
    theirs = {name: _grams(text) for name, text in others.items()}
    return [
        f"{line.id} shares “{' '.join(gram)}” with {name}"
        for part in PARTS
        for line in lines(HERE / f"{part}.txt")
        for name, taken in theirs.items()
        for gram in sorted(_grams(line.text) & taken)
    ]


def _grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", re.sub(r"['’]", "", text.lower()))
    size = LONGEST_OVERLAP + 1
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--against", type=Path, help="folder of texts that nothing may come from")
    options = parser.parse_args(arguments)
    found = problems()
    if options.against and not found:
        files = sorted(options.against.glob("*.txt"))
        found += overlaps({p.name: p.read_text("utf-8") for p in files})
    for problem in found:
        print(problem, file=sys.stderr)
    if not found:
        for part in PARTS:
            counts = Counter(x.direction for x in lines(HERE / f"{part}.txt"))
            print(part, dict(sorted(counts.items())))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
