"""Cue words and media: what attributes something to a source, and where it was said.

The lists stand in ``tables/cues.csv``, ``tables/media.csv`` and ``tables/attribution_words.csv``;
their headers say what the columns mean and where the entries come from.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_TABLES = Path(__file__).with_name("tables")

#: Senses of cues whose source holds or wants something without saying so.
WEAK_SENSES = frozenset({"believe", "intend", "judge"})


@dataclass(frozen=True, slots=True)
class Cue:
    """What one word can attribute, all rows of the table about it taken together.

    ``frames`` pairs each construction (``clause``, ``quote``, ``to``, ``object``,
    ``object:PREP``, ``person``) with the sense the cue has in it.
    """

    lemma: str
    part: str
    frames: tuple[tuple[str, str], ...]
    denies: bool = False

    def sense(self, frame: str) -> str:
        """The sense in one construction; empty when the cue does not stand in it."""
        for name, sense in self.frames:
            if name == frame:
                return sense
        return ""

    @property
    def prepositions(self) -> tuple[str, ...]:
        """Prepositions whose object is the content."""
        return tuple(name[7:] for name, _ in self.frames if name.startswith("object:"))


@dataclass(frozen=True, slots=True)
class Medium:
    """A word for where something was said.

    ``role`` is ``venue`` (an interview, a briefing), ``document`` (a memo, a report: it can be a
    source itself) or ``press`` (the paper, the broadcaster: it stands for an outlet).
    """

    words: str
    medium: str
    role: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_TABLES / name).open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(line for line in table if not line.startswith("#"))


@lru_cache(maxsize=1)
def cues() -> dict[tuple[str, str], Cue]:
    """All cues by part of speech and lemma."""
    frames: dict[tuple[str, str], dict[str, str]] = {}
    denying: set[tuple[str, str]] = set()
    for row in _rows("cues.csv"):
        key = (row["part"], row["lemma"])
        for frame in row["frames"].split():
            frames.setdefault(key, {}).setdefault(frame, row["sense"])
        if row["denies"]:
            denying.add(key)
    return {
        key: Cue(key[1], key[0], tuple(found.items()), key in denying)
        for key, found in frames.items()
    }


def cue(part: str, lemma: str) -> Cue | None:
    """The cue for one word, or None."""
    return cues().get((part, lemma))


@lru_cache(maxsize=1)
def media() -> dict[str, Medium]:
    """All media by their words, in lower case and singular."""
    return {r["words"]: Medium(r["words"], r["medium"], r["role"]) for r in _rows("media.csv")}


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _rows("attribution_words.csv"):
        found.setdefault(row["group"], set()).add(row["word"])
    return {group: frozenset(members) for group, members in found.items()}


def words(group: str) -> frozenset[str]:
    """The words of one group of ``attribution_words.csv``.

    Raises:
        KeyError: the table has no such group.
    """
    return _groups()[group]
