"""Words that tell in what part somebody speaks: ``tables/speaker_roles.csv``."""

import csv
from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).parent / "tables" / "speaker_roles.csv"


@lru_cache(maxsize=1)
def role_words() -> dict[str, frozenset[str]]:
    """Words by role, and by ``rank``, ``body`` and ``qualifier``, in the order of the table."""
    found: dict[str, set[str]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            found.setdefault(row["role"], set()).update(row["words"].split())
    return {role: frozenset(words) for role, words in found.items()}
