"""Words by which something that was said is denied, taken back or toned down."""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).parent / "tables" / "denials.csv"


@dataclass(frozen=True, slots=True)
class DenialWords:
    """Cue lemmas, nouns that stand for what was said or for who spoke, and patterns of phrases."""

    cues: frozenset[str]
    referring: frozenset[str]
    retracts: re.Pattern[str]
    qualifies: re.Pattern[str]
    takes_back: re.Pattern[str]
    explains: re.Pattern[str]
    narrows: re.Pattern[str]
    contradicts: re.Pattern[str]
    derides: frozenset[str]
    offices: frozenset[str]


@lru_cache(maxsize=1)
def denial_words() -> DenialWords:
    """The table, ready to use."""
    kinds = (
        "cue", "referring", "retracts", "qualifies", "narrows", "contradicts", "derides", "office",
        "takes-back", "explains",
    )  # fmt: skip
    found: dict[str, list[str]] = {kind: [] for kind in kinds}
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            found[row["kind"]].append(row["expression"])
    return DenialWords(
        frozenset(found["cue"]),
        frozenset(found["referring"]),
        _phrases(found["retracts"]),
        _phrases(found["qualifies"]),
        _phrases(found["takes-back"]),
        _phrases(found["explains"]),
        _phrases(found["narrows"]),
        _phrases(found["contradicts"]),
        frozenset(found["derides"]),
        frozenset(found["office"]),
    )


def _phrases(expressions: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(expressions)})\b", re.IGNORECASE)
