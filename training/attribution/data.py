"""Annotated documents as token tags and pointers, and the windows of an epoch.

A file has one document a line, in the form of PolNeAR's release as JSON:
``{"doc_id", "text", "attributions": [{"source": [[start, end], ...], "cue": [...], "content":
[...]}]}``
with offsets in code points.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tightrope.language.learned.shapes import CONTENT, CUE, SOURCE
from tightrope.language.learned.tokens import Tokenising, Tokens
from tightrope.language.learned.windows import SIZE, windows
from tightrope.language.segmentation import segments

UNKNOWN = -100
"""A target that the loss leaves out."""
NOWHERE = -1
SHORTEST_LEAD = 24


@dataclass(frozen=True)
class Annotated:
    """One document: tokens, a tag for each, and the token each points to (or NOWHERE, UNKNOWN)."""

    tokens: Tokens
    tags: np.ndarray
    points: np.ndarray


@dataclass(frozen=True)
class Example:
    """One window, framed by the two special tokens."""

    ids: np.ndarray
    types: np.ndarray
    tags: np.ndarray
    points: np.ndarray


def load(path: Path, tokenising: Tokenising) -> list[Annotated]:
    """Annotated documents of a file."""
    with path.open(encoding="utf-8") as lines:
        return [_annotated(json.loads(line), tokenising) for line in lines if line.strip()]


def _annotated(record: dict, tokenising: Tokenising) -> Annotated:
    text = record["text"]
    tokens = tokenising.read(text, segments(text))
    tags = np.zeros(len(tokens), dtype=np.int64)
    points = np.full(len(tokens), UNKNOWN, dtype=np.int64)

    def within(spans: Sequence[Sequence[int]]) -> list[np.ndarray]:
        found = [
            np.flatnonzero((tokens.start < end) & (tokens.end > start)) for start, end in spans
        ]
        return [f for f in found if len(f)]

    for attribution in record["attributions"]:
        source, cue, content = (
            within(attribution.get(role) or ()) for role in ("source", "cue", "content")
        )
        for begins, ranges in ((SOURCE, source), (CONTENT, content), (CUE, cue)):
            for tokens_of in ranges:
                tags[tokens_of] = begins + 1
                tags[tokens_of[0]] = begins
        for tokens_of in content:
            points[tokens_of] = cue[0][0] if cue else NOWHERE
        for tokens_of in cue:
            points[tokens_of] = source[0][0] if source else NOWHERE
    return Annotated(tokens, tags, points)


def epoch(
    documents: Sequence[Annotated], tokenising: Tokenising, chance: random.Random
) -> Iterator[Example]:
    """The windows of all documents; the first of each has a random length, so cuts move."""
    for document in documents:
        tokens = document.tokens
        lead = chance.randint(SHORTEST_LEAD, SIZE - 2)
        for start, end in windows(tokens.first.tolist(), len(tokens), lead=lead):
            points = document.points[start:end].copy()
            inside = (points >= start) & (points < end)
            outside = (points >= 0) & ~inside
            # The frame stands before the window's first token, so everything moves by one.
            points[inside] += 1 - start
            points[outside] = UNKNOWN
            points[points == NOWHERE] = 0
            yield Example(
                _framed(tokens.ids[start:end], tokenising.cls, tokenising.sep),
                _framed(tokens.types[start:end], 0, 0),
                _framed(document.tags[start:end], UNKNOWN, UNKNOWN),
                _framed(points, UNKNOWN, UNKNOWN),
            )


def _framed(values: np.ndarray, before: int, after: int) -> np.ndarray:
    return np.concatenate([[before], values, [after]]).astype(np.int64)
