"""From scores of tokens to events: where one is told, of which type, read how, and by whom.

The encoder gives every token a distribution over event tags (outside, continuing, beginning of one
of sixteen types) and over readings, and for every pair of tokens the probability that the second
belongs to an actor, or a recipient, of an event that begins at the first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tightrope.language.learned.shapes import CONTINUES, EVENT_TYPES, FIRST_TYPE, READINGS
from tightrope.records.plover import EventType
from tightrope.records.spans import Span

Floats = NDArray[np.float32]

LIKELY = 0.03
"""Triggers less probable than this are not worth passing on."""


@dataclass(frozen=True, slots=True)
class ScoredEvents:
    """One window as the encoder scored it; rows are its tokens, the frame left out."""

    start: int
    end: int
    tags: Floats
    readings: Floats
    actors: Floats
    recipients: Floats


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """A trigger with what the encoder thinks of it; all numbers are probabilities.

    Attributes:
        trigger: its words.
        told: that an event is told here at all.
        types: of each of PLOVER's types, given that one is told.
        readings: of each reading.
        parties: which tokens of the text around it belong to its actors and recipients.
    """

    trigger: Span
    told: float
    types: tuple[float, ...]
    readings: tuple[float, ...]
    parties: "PartyScores"

    @property
    def type(self) -> EventType:
        return EVENT_TYPES[int(np.argmax(self.types))]

    @property
    def reading(self) -> str:
        return READINGS[int(np.argmax(self.readings))]

    def reading_probability(self, name: str) -> float:
        """That it is to be read so ("negated", "planned")."""
        return self.readings[READINGS.index(name)]

    def probability(self, kind: EventType) -> float:
        """That an event of this type is told."""
        return self.told * self.types[EVENT_TYPES.index(kind)]


@dataclass(frozen=True, slots=True, eq=False)
class PartyScores:
    """Tokens around a trigger (code points) with the probability that each belongs to a party."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    actors: Floats
    recipients: Floats

    def actor(self, span: Span) -> float:
        """That the words of a span name an actor."""
        return self._highest(self.actors, span)

    def recipient(self, span: Span) -> float:
        """That the words of a span name a recipient."""
        return self._highest(self.recipients, span)

    def _highest(self, scores: Floats, span: Span) -> float:
        first = int(np.searchsorted(self.ends, span.start, side="right"))
        last = int(np.searchsorted(self.starts, span.end, side="left"))
        return float(scores[first:last].max()) if first < last else 0.0


def found_events(
    scored: Sequence[ScoredEvents],
    owner: NDArray[np.int64],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> Iterator[FoundEvent]:
    """Events of a text in order.

    Args:
        scored: the windows of the text.
        owner: for each token the window in which it is read.
        starts, ends: where each token stands in the text.
    """
    for number, window in enumerate(scored):
        own = owner[window.start : window.end] == number
        told = window.tags[:, FIRST_TYPE:].sum(axis=1)
        for row in np.flatnonzero(own & (told > LIKELY)).tolist():
            last = row
            while last + 1 < len(told) and _goes_on(window.tags[last + 1]):
                last += 1
            types = window.tags[row, FIRST_TYPE:]
            here = slice(window.start, window.end)
            yield FoundEvent(
                Span(int(starts[window.start + row]), int(ends[window.start + last])),
                float(told[row]),
                tuple((types / types.sum()).tolist()),
                tuple(window.readings[row].tolist()),
                PartyScores(starts[here], ends[here], window.actors[row], window.recipients[row]),
            )


def _goes_on(tags: Floats) -> bool:
    return bool(tags[CONTINUES] > 0.5)
