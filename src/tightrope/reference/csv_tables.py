"""Where the reference tables stand, and how their rows are read."""

import csv
from collections.abc import Iterator
from pathlib import Path

TABLES = Path(__file__).with_name("tables")


def read_table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a CSV file with a header and ``#`` comments, each with its line number."""
    with path.open(encoding="utf-8", newline="") as file:
        numbered = [(n, line) for n, line in enumerate(file, 1) if line.strip() and line[0] != "#"]
    rows = csv.DictReader(line for _, line in numbered)
    for (number, _), row in zip(numbered[1:], rows, strict=False):
        yield number, {k: (v or "").strip() for k, v in row.items() if k is not None}
