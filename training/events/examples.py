"""Annotated texts as numbers, and the windows of an epoch; needs NumPy alone.

``prepare`` makes these from texts, ``train`` reads them, so that training can run on a machine on
which the tool is not installed.
"""

import gzip
import pickle
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tightrope.language.learned.windows import SIZE, windows

UNKNOWN = -100
"""A target that the loss leaves out."""
NOWHERE = -1
SHORTEST_LEAD = 24
JOINED_SHARE = 0.6
"""How often labelled lines are read after one another, as the paragraphs of one text."""
MOST_JOINED = 4

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class AttributionText:
    """One document: word pieces, a tag for each, and where each points (or NOWHERE, UNKNOWN)."""

    ids: Ints
    types: Ints
    first: Ints
    tags: Ints
    points: Ints


@dataclass(frozen=True)
class Trigger:
    """An event: its first token, reading, and the tokens of all mentions of its parties.

    ``actor`` and ``recipient`` say whether it has one at all.
    """

    token: int
    reading: int
    actor: bool
    recipient: bool
    actors: Ints
    recipients: Ints


@dataclass(frozen=True)
class EventText:
    """A labelled line or article: word pieces, event tags, triggers; ``whole`` for an article."""

    ids: Ints
    types: Ints
    first: Ints
    tags: Ints
    triggers: tuple[Trigger, ...]
    whole: bool


@dataclass(frozen=True)
class AttributionWindow:
    """One window, framed by the two special tokens."""

    ids: Ints
    types: Ints
    tags: Ints
    points: Ints


@dataclass(frozen=True)
class EventWindow:
    """One window, framed; triggers count from the frame."""

    ids: Ints
    types: Ints
    tags: Ints
    triggers: tuple[Trigger, ...]


@dataclass(frozen=True)
class Material:
    """What there is to learn from: documents, and labelled texts in several variants each."""

    cls: int
    sep: int
    mask: int
    attributions: tuple[AttributionText, ...]
    events: tuple[tuple[EventText, ...], ...]
    attributions_held_out: tuple[AttributionText, ...] = ()
    events_held_out: tuple[EventText, ...] = ()

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(pickle.dumps(self, protocol=5), compresslevel=6))

    @staticmethod
    def load(path: Path) -> "Material":
        """Only files that ``prepare`` wrote on a machine of yours: unpickling runs code."""
        found = pickle.loads(gzip.decompress(path.read_bytes()))
        assert isinstance(found, Material)
        return found


def attribution_windows(
    material: Material, texts: Sequence[AttributionText], chance: random.Random
) -> Iterator[AttributionWindow]:
    """The windows of all documents; the first of each has a random length, so cuts move."""
    for text in texts:
        lead = chance.randint(SHORTEST_LEAD, SIZE - 2)
        for start, end in windows(text.first.tolist(), len(text.ids), lead=lead):
            points = text.points[start:end].copy()
            inside = (points >= start) & (points < end)
            outside = (points >= 0) & ~inside
            # The frame stands before the window's first token, so everything moves by one.
            points[inside] += 1 - start
            points[outside] = UNKNOWN
            points[points == NOWHERE] = 0
            yield AttributionWindow(
                _framed(text.ids[start:end], material.cls, material.sep),
                _framed(text.types[start:end], 0, 0),
                _framed(text.tags[start:end], UNKNOWN, UNKNOWN),
                _framed(points, UNKNOWN, UNKNOWN),
            )


def event_windows(
    material: Material, texts: Sequence[EventText], chance: random.Random
) -> Iterator[EventWindow]:
    """The windows of all texts; lines may be joined with others, articles are cut at random."""
    lines = [t for t in texts if not t.whole]
    chance.shuffle(lines)
    at = 0
    while at < len(lines):
        count = chance.randint(2, MOST_JOINED) if chance.random() < JOINED_SHARE else 1
        yield from _event_windows(material, joined(lines[at : at + count]), None)
        at += count
    for text in texts:
        if text.whole:
            yield from _event_windows(material, text, chance.randint(SHORTEST_LEAD, SIZE - 2))


def _event_windows(material: Material, text: EventText, lead: int | None) -> Iterator[EventWindow]:
    for start, end in windows(text.first.tolist(), len(text.ids), lead=lead):
        yield EventWindow(
            _framed(text.ids[start:end], material.cls, material.sep),
            _framed(text.types[start:end], 0, 0),
            _framed(text.tags[start:end], UNKNOWN, UNKNOWN),
            tuple(
                Trigger(
                    t.token - start + 1, t.reading, t.actor, t.recipient,
                    _within(t.actors, start, end), _within(t.recipients, start, end),
                )
                for t in text.triggers
                if start <= t.token < end
            ),
        )  # fmt: skip


def _within(tokens: Ints, start: int, end: int) -> Ints:
    return tokens[(tokens >= start) & (tokens < end)] - start + 1


def joined(texts: Sequence[EventText]) -> EventText:
    """Texts after one another."""
    if len(texts) == 1:
        return texts[0]
    offsets = np.cumsum([0, *(len(t.ids) for t in texts[:-1])])
    return EventText(
        np.concatenate([t.ids for t in texts]),
        np.concatenate([t.types for t in texts]),
        np.concatenate([t.first + o for t, o in zip(texts, offsets, strict=True)]),
        np.concatenate([t.tags for t in texts]),
        tuple(
            Trigger(
                g.token + int(o), g.reading, g.actor, g.recipient, g.actors + o, g.recipients + o
            )
            for t, o in zip(texts, offsets, strict=True)
            for g in t.triggers
        ),
        False,
    )


def _framed(values: Ints, before: int, after: int) -> Ints:
    return np.concatenate([[before], values, [after]]).astype(np.int64)
