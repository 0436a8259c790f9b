"""Words so common that they say nothing about which news a text tells."""

import csv
from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).parent / "tables" / "common_words.csv"


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """The commonest words of English, in lower case."""
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return frozenset(row["word"] for row in rows)
