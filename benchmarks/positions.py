"""Directions of officials' statements on the project's own labelled sentences.

Each line of ``data/labels/positions`` is read as one dated text. The direction found for a state
that speaks and a target is that of its statements taken together: favourable or unfavourable where
any says so, unknown where both do, neutral where statements name the target and none says either,
and nothing where no statement of the state names it.

    python -m benchmarks.positions [tuning|held_out] [--wrong]
"""

import importlib.util
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.figures import Figure
from tightrope.engine.pipeline import read_documents
from tightrope.records.documents import DateBasis, Document, Publication
from tightrope.records.readings import Reading
from tightrope.records.statements import Direction, Statement

LABELS = Path(__file__).resolve().parents[1] / "data" / "labels" / "positions"
SIDES = (Direction.FAVOURABLE, Direction.UNFAVOURABLE)
#: Pinned in the tests; they only rise.
FLOORS: dict[str, float] = {}


@lru_cache(maxsize=1)
def _reader() -> ModuleType:
    spec = importlib.util.spec_from_file_location("position_lines", LABELS / "lines.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["position_lines"] = module
    spec.loader.exec_module(module)
    return module


def lines(part: str) -> list[Any]:
    """The labelled lines of one part."""
    return list(_reader().lines(LABELS / f"{part}.txt"))


@dataclass(frozen=True, slots=True)
class Judgement:
    """A labelled line beside what was found: a direction, or None where no statement was."""

    line: Any
    found: Direction | None
    statements: tuple[Statement, ...]


def judgements(part: str) -> list[Judgement]:
    """Every line of a part, read by the whole path."""
    held = lines(part)
    day = date(2024, 5, 8)
    published = Publication(DateBasis.METADATA, day, day, "given with the text")
    documents = [Document(id=x.id, path="", text=x.text, published=published) for x in held]
    found = []
    for line, reading in zip(held, read_documents(documents), strict=True):
        statements = reading.statements if isinstance(reading, Reading) else ()
        found.append(Judgement(line, _together(line, statements), tuple(statements)))
    return found


def _together(line: Any, statements: Iterable[Statement]) -> Direction | None:
    directions = {
        stance.direction
        for s in statements
        if line.speaker in s.source_states
        for stance in s.stances
        if stance.state == line.target
    }
    if directions >= set(SIDES) or Direction.UNKNOWN in directions:
        return Direction.UNKNOWN
    for side in SIDES:
        if side in directions:
            return side
    return Direction.NEUTRAL if directions else None


def figures_of(found: Sequence[Judgement], area: str) -> list[Figure]:
    """Precision and recall of the two sides, and the share of lines with their own direction."""
    counts: Counter[str] = Counter()
    for one in found:
        counts["lines"] += 1
        counts["right"] += one.found == one.line.direction
        for side in SIDES:
            counts[f"said {side}"] += one.found == side
            counts[f"labelled {side}"] += one.line.direction == side
            counts[f"both {side}"] += one.found == side == one.line.direction
    both = sum(counts[f"both {s}"] for s in SIDES)
    said = sum(counts[f"said {s}"] for s in SIDES)
    labelled = sum(counts[f"labelled {s}"] for s in SIDES)

    def figure(measure: str, part: int, whole: int) -> Figure:
        value = part / whole if whole else 0.0
        return Figure(area, measure, value, floor=FLOORS.get(measure))

    return [
        Figure(area, "lines", counts["lines"], "lines"),
        figure("precision, for or against", both, said),
        figure("recall, for or against", both, labelled),
        *(figure(f"precision, {s}", counts[f"both {s}"], counts[f"said {s}"]) for s in SIDES),
        *(figure(f"recall, {s}", counts[f"both {s}"], counts[f"labelled {s}"]) for s in SIDES),
        figure("direction right, all four", counts["right"], counts["lines"]),
    ]


def measure(bench: Path | None = None) -> list[Figure]:
    """The held-out part; the folder of gold data is not needed."""
    del bench
    return figures_of(judgements("held_out"), "own positions")


def _main(arguments: Sequence[str]) -> None:
    from benchmarks.run import table

    part = next((a for a in arguments if not a.startswith("-")), "held_out")
    found = judgements(part)
    print(table(figures_of(found, f"own positions, {part}")))
    if "--wrong" in arguments:
        for one in found:
            if one.found != one.line.direction:
                print(f"\n{one.line.id} {one.line.direction}, found {one.found}: {one.line.text}")
                for s in one.statements:
                    print("   ", s.source_states, s.source_sector, s.cue_text, "|", s.content_text)
                    print("   ", s.stances)


if __name__ == "__main__":
    _main(sys.argv[1:])
