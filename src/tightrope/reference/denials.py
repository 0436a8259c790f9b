"""Words by which something that was said is denied, taken back or toned down."""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).parent / "tables" / "denials.csv"


@dataclass(frozen=True, slots=True)
class DenialWords:
    """Cue lemmas, nouns that stand for what was said, and patterns of phrases."""

    cues: frozenset[str]
    referring: frozenset[str]
    retracts: re.Pattern[str]
    qualifies: re.Pattern[str]


@lru_cache(maxsize=1)
def denial_words() -> DenialWords:
    """The table, ready to use."""
    found: dict[str, list[str]] = {"cue": [], "referring": [], "retracts": [], "qualifies": []}
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            found[row["kind"]].append(row["expression"])
    return DenialWords(
        frozenset(found["cue"]),
        frozenset(found["referring"]),
        _phrases(found["retracts"]),
        _phrases(found["qualifies"]),
    )


def _phrases(expressions: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(expressions)})\b", re.IGNORECASE)
