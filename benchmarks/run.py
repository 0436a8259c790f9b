"""Measure everything there is to measure and print it as one table.

A module of this folder with a function ``measure(bench)`` is an area; it takes the folder of gold
data and returns a list of :class:`~benchmarks.figures.Figure`. An area without the data it needs,
or one that fails, is named under the table and does not stop the others.

    python -m benchmarks.run [--only AREA ...] [-o FILE]
"""

import argparse
import importlib
import json
import os
import platform
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.figures import Figure, bench_folder

HERE = Path(__file__).resolve().parent
NOT_AREAS = {"run", "figures"}
# These bring their own texts; the others need the gold data.
WITHOUT_GOLD = {
    "held_out",
    "measures",
    "mentions",
    "own_corpora",
    "pace",
    "positions",
    "search",
    "speed",
    "web",
}
HEADINGS = ("area", "measure", "ours", "unit", "peer", "peer's", "ratio", "floor")


def areas() -> list[str]:
    """Names of the modules of this folder that measure something, speed last."""
    names = [p.stem for p in HERE.glob("*.py") if "\ndef measure(" in p.read_text("utf-8")]
    return sorted(set(names) - NOT_AREAS, key=lambda name: (name in WITHOUT_GOLD, name))


def measure_area(name: str, bench: Path | None) -> list[Figure]:
    """The figures of one area.

    Raises:
        FileNotFoundError: the gold data is not there.
    """
    if bench is None and name not in WITHOUT_GOLD:
        raise FileNotFoundError(
            "no gold data; set TIGHTROPE_BENCH to the folder that holds it, "
            "or lay it into shared/bench beside the repository"
        )
    return list(importlib.import_module(f"benchmarks.{name}").measure(bench))


def table(figures: Iterable[Figure]) -> str:
    """The figures in aligned columns, one a line."""
    rows = [HEADINGS, *(_cells(f) for f in figures)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEADINGS))]
    right = {HEADINGS.index(h) for h in ("ours", "peer's", "ratio", "floor")}
    lines = [
        "  ".join(
            cell.rjust(width) if n in right else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "  ".join("-" * w for w in widths), *lines[1:]])


def _cells(figure: Figure) -> tuple[str, ...]:
    peer_value = "" if figure.peer_value is None else _number(figure.peer_value)
    return (
        figure.area,
        figure.measure,
        _number(figure.ours) + (" !" if _below_floor(figure) else ""),
        figure.unit,
        figure.peer + (" (published)" if figure.published else ""),
        peer_value,
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        "" if figure.floor is None else _number(figure.floor),
    )


def _number(value: float) -> str:
    if value == 0 or abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:.1f}"


def _below_floor(figure: Figure) -> bool:
    if figure.floor is None:
        return False
    return figure.ours < figure.floor if figure.higher_is_better else figure.ours > figure.floor


def report(figures: Sequence[Figure], left_out: dict[str, str]) -> dict[str, object]:
    """What ``-o`` writes: the figures with their ratios, and where they were measured."""
    return {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "figures": [asdict(f) | {"ratio": f.ratio} for f in figures],
        "left_out": left_out,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0; 1 when an area failed or a figure is below its floor; 2 on wrong usage."""
    known = areas()
    parser = argparse.ArgumentParser(description="Measure Tightrope and print one table.")
    parser.add_argument(
        "--only", action="append", metavar="AREA", choices=known, help=f"one of {', '.join(known)}"
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write the figures as JSON"
    )
    options = parser.parse_args(arguments)
    bench = bench_folder()
    figures: list[Figure] = []
    left_out: dict[str, str] = {}
    failed = False
    for name in options.only or known:
        started = time.perf_counter()
        try:
            figures += measure_area(name, bench)
        except FileNotFoundError as error:
            left_out[name] = str(error)
        except Exception as error:  # one area must not cost the others their figures
            left_out[name] = f"failed: {type(error).__name__}: {error}"
            failed = True
        print(f"{name}: {time.perf_counter() - started:.1f} s", file=sys.stderr)
    print(table(figures))
    for name, reason in left_out.items():
        print(f"{name} is left out: {reason}")
    below = [f for f in figures if _below_floor(f)]
    for figure in below:
        print(f"! {figure.area}: {figure.measure} is on the wrong side of its floor {figure.floor}")
    if options.output:
        text = json.dumps(report(figures, left_out), indent=2, ensure_ascii=False)
        options.output.write_text(text + "\n", "utf-8")
        print(f"figures written to {options.output}")
    return 1 if failed or below else 0


if __name__ == "__main__":
    sys.exit(main())
