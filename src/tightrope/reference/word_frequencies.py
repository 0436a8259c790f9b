"""How common English words are in general, from a fixed table."""

import csv
from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).parent / "tables" / "word_frequencies.csv"


@lru_cache(maxsize=1)
def zipf_values() -> dict[str, float]:
    """Word in lower case to the log10 of its occurrences in a billion words; common words only."""
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {word: float(row["zipf"]) for row in rows for word in row["words"].split()}
