"""Words by which officials judge another state: ``tables/evaluations.csv``, ready to use."""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).parent / "tables" / "evaluations.csv"
ROLES = ("stance", "conduct", "quality", "harm")


@dataclass(frozen=True, slots=True)
class Evaluations:
    """Lemmas with a sign (+1 for, -1 against) by the role they play, and patterns of phrases.

    ``words`` maps a lemma to its ``(role, sign)`` pairs: one word may judge in several ways
    (a state *threatens*, a speaker *threatens* a state). ``groups`` are words without a sign.
    """

    words: dict[str, tuple[tuple[str, int], ...]]
    phrases: tuple[tuple[re.Pattern[str], int], ...]
    groups: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def evaluations() -> Evaluations:
    """The table.

    Raises:
        ValueError: a row with a role or a direction that does not exist.
    """
    words: dict[str, list[tuple[str, int]]] = {}
    phrases: dict[int, list[str]] = {1: [], -1: []}
    groups: dict[str, set[str]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            if not row["direction"]:
                groups.setdefault(row["role"], set()).update(row["words"].split())
                continue
            if row["direction"] not in ("+", "-") or row["role"] not in (*ROLES, "phrase"):
                raise ValueError(f"evaluations.csv: can't read {row}; see the header.")
            sign = 1 if row["direction"] == "+" else -1
            if row["role"] == "phrase":
                phrases[sign].append(row["words"])
                continue
            for word in row["words"].split():
                pair = (row["role"], sign)
                if pair not in words.setdefault(word, []):
                    words[word].append(pair)
    return Evaluations(
        {word: tuple(pairs) for word, pairs in words.items()},
        tuple(
            (re.compile(rf"\b(?:{'|'.join(found)})\b", re.IGNORECASE), sign)
            for sign, found in phrases.items()
        ),
        {name: frozenset(words) for name, words in groups.items()},
    )
