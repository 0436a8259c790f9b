"""Read and check the pairs of statements; ``GUIDE.md`` says what the labels mean.

    python pairs.py [--against FOLDER]      every check; exit status 1 if one fails

Standard library only.
"""

import argparse
import re
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILE = HERE / "pairs.txt"
RELATIONS = ("denies", "retracts", "qualifies", "agrees", "unrelated")
PARTS = ("dev", "test")

#: How many pairs of each relation there are at least.
FEWEST = 25
#: As many words in a row may stand in a pair and in a text that it must not take from.
LONGEST_OVERLAP = 5

_HEADER = re.compile(rf"== (p\d{{3}}) ({'|'.join(PARTS)}) ({'|'.join(RELATIONS)})$")
_SIDE = re.compile(r"([AB]) (\d{4}-\d\d-\d\d) \| ([^|]+) \| (\S[^|]*[.!?”\"])$")


@dataclass(frozen=True)
class Side:
    """One statement: when, by whom, and the sentences that report it."""

    day: date
    source: str
    text: str


@dataclass(frozen=True)
class Pair:
    """Two statements, and what the second is to the first."""

    id: str
    part: str
    relation: str
    first: Side
    second: Side


def pairs(path: Path = FILE) -> list[Pair]:
    """All pairs, in the order of the file.

    Raises:
        ValueError: a block that can't be read, naming it.
    """
    found = []
    blocks = re.split(r"\n\s*\n", path.read_text("utf-8").strip())
    for block in blocks:
        lines = [line for line in block.split("\n") if not line.startswith("# ")]
        if not lines:
            continue
        header, sides = _HEADER.match(lines[0]), [_SIDE.match(line) for line in lines[1:]]
        first, second = sides if len(sides) == 2 else (None, None)
        if header is None or first is None or second is None or first[1] + second[1] != "AB":
            raise ValueError(f"{path.name}: can't read the block that begins {lines[0]!r}")
        found.append(Pair(header[1], header[2], header[3], _side(first), _side(second)))
    return found


def _side(match: re.Match[str]) -> Side:
    return Side(date.fromisoformat(match[2]), match[3].strip(), match[4].strip())


def problems(path: Path = FILE) -> list[str]:
    """Everything that is wrong with the pairs, one sentence each."""
    try:
        everything = pairs(path)
    except ValueError as error:
        return [str(error)]
    found = []
    ids = Counter(p.id for p in everything)
    found += [f"{i} stands {n} times" for i, n in ids.items() if n > 1]
    found += [f"{p.id}: B is older than A" for p in everything if p.second.day < p.first.day]
    same = Counter((p.first.text, p.second.text) for p in everything)
    found += [f"twice: {a} / {b}" for (a, b), n in same.items() if n > 1]
    parts: dict[str, str] = {}
    for pair in everything:
        for side in (pair.first, pair.second):
            if parts.setdefault(side.text, pair.part) != pair.part:
                found.append(f"{pair.id}: stands in both parts: {side.text}")
    relations = Counter(p.relation for p in everything)
    found += [
        f"only {relations[r]} pairs of {r}, at least {FEWEST} are wanted"
        for r in RELATIONS
        if relations[r] < FEWEST
    ]
    return found


def texts(path: Path = FILE) -> dict[str, str]:
    """Every text by id and side."""
    found = {}
    for pair in pairs(path):
        found[f"{pair.id} A"] = pair.first.text
        found[f"{pair.id} B"] = pair.second.text
    return found


def overlaps(others: dict[str, str], path: Path = FILE) -> list[str]:
    """Runs of more than ``LONGEST_OVERLAP`` words that a pair shares with another text."""
    theirs = {name: _grams(text) for name, text in others.items()}
    return [
        f"{mine} shares “{' '.join(gram)}” with {name}"
        for mine, text in texts(path).items()
        for name, taken in theirs.items()
        for gram in sorted(_grams(text) & taken)
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
        print(dict(sorted(Counter((p.part, p.relation) for p in pairs()).items())))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
