"""Batches of windows as tensors, endlessly."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor

from training.events.examples import (
    UNKNOWN,
    AttributionWindow,
    EventWindow,
    Material,
    attribution_windows,
    event_windows,
)

MASKED_SHARE = 0.08
MOST_TOKENS = 4
"""So many tokens of a party, the nearest to the trigger, are to be found; others are left open."""
REFUSED = -10_000.0


@dataclass(frozen=True)
class AttributionBatch:
    ids: Tensor
    types: Tensor
    hidden: Tensor
    tags: Tensor
    points: Tensor


@dataclass(frozen=True)
class EventBatch:
    """``asking`` holds the triggers of each window, padded with the frame; ``readings`` those of
    each trigger or UNKNOWN. ``actors`` and ``recipients`` are 1 for a token of a party, 0 for
    another and UNKNOWN where nothing is known (padding; a party that stands in another window).
    """

    ids: Tensor
    types: Tensor
    hidden: Tensor
    tags: Tensor
    asking: Tensor
    readings: Tensor
    actors: Tensor
    recipients: Tensor


_W = TypeVar("_W", AttributionWindow, EventWindow)


class Batches:
    """Makes batches of the windows of a training's material, epoch after epoch."""

    def __init__(
        self,
        material: Material,
        size: int,
        device: torch.device,
        seed: int,
        article_times: int = 1,
    ) -> None:
        """``article_times``: how often an epoch reads each article, each time in some variant."""
        self._material = material
        self._size = size
        self._device = device
        # Articles are what the tool reads, and few among the labelled texts.
        self._events = [
            v for v in material.events for _ in range(article_times if v[0].whole else 1)
        ]
        self._chance = random.Random(seed)
        self._noise = np.random.default_rng(seed)

    def attributions(self) -> Iterator[AttributionBatch]:
        material = self._material
        return self._endless(
            lambda: attribution_windows(material, material.attributions, self._chance),
            lambda windows: attribution_batch(windows, self._device, self._masking),
        )

    def events(self) -> Iterator[EventBatch]:
        material = self._material
        return self._endless(
            lambda: event_windows(
                material, [self._chance.choice(v) for v in self._events], self._chance
            ),
            lambda windows: event_batch(windows, self._device, self._masking),
        )

    def _endless(
        self, epoch: Callable[[], Iterable[_W]], batch: Callable[[Sequence[_W]], object]
    ) -> Iterator:
        while True:
            found = list(epoch())
            # Windows of about one length together; which batch comes when is left to chance.
            found.sort(key=lambda w: (len(w.ids) // 8, self._chance.random()))
            groups = [found[i : i + self._size] for i in range(0, len(found), self._size)]
            self._chance.shuffle(groups)
            for group in groups:
                yield batch(group)

    def _masking(self, ids: np.ndarray, tags: np.ndarray) -> np.ndarray:
        chosen = (self._noise.random(ids.shape) < MASKED_SHARE) & (tags != UNKNOWN)
        return np.where(chosen, self._material.mask, ids)


Masking = Callable[[np.ndarray, np.ndarray], np.ndarray]


def attribution_batch(
    windows: Sequence[AttributionWindow], device: torch.device, masking: Masking | None = None
) -> AttributionBatch:
    ids, types, tags = _texts(windows)
    points = _padded([w.points for w in windows], UNKNOWN)
    return AttributionBatch(
        _there(masking(ids, tags) if masking else ids, device),
        _there(types, device),
        _hidden(ids, device),
        _there(tags, device),
        _there(points, device),
    )


def event_batch(
    windows: Sequence[EventWindow], device: torch.device, masking: Masking | None = None
) -> EventBatch:
    ids, types, tags = _texts(windows)
    most = max(1, *(len(w.triggers) for w in windows))
    shape = (len(windows), most)
    asking = np.zeros(shape, dtype=np.int64)
    readings = np.full(shape, UNKNOWN, dtype=np.int64)
    roles = np.full((2, *shape, ids.shape[1]), UNKNOWN, dtype=np.int64)
    for row, window in enumerate(windows):
        inside = slice(1, len(window.ids) - 1)
        for n, trigger in enumerate(window.triggers):
            asking[row, n] = trigger.token
            readings[row, n] = trigger.reading
            sides = (trigger.actor, trigger.actors), (trigger.recipient, trigger.recipients)
            for side, (there, tokens) in enumerate(sides):
                if there and not len(tokens):
                    continue
                roles[side, row, n, inside] = 0
                # A party that is named all through an article need not be found everywhere.
                near = np.argsort(np.abs(tokens - trigger.token), kind="stable")
                roles[side, row, n, tokens] = UNKNOWN
                roles[side, row, n, tokens[near[:MOST_TOKENS]]] = 1
    return EventBatch(
        _there(masking(ids, tags) if masking else ids, device),
        _there(types, device),
        _hidden(ids, device),
        _there(tags, device),
        _there(asking, device),
        _there(readings, device),
        _there(roles[0], device),
        _there(roles[1], device),
    )


def _texts(
    windows: Sequence[AttributionWindow] | Sequence[EventWindow],
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return (
        _padded([w.ids for w in windows], 0),
        _padded([w.types for w in windows], 0),
        _padded([w.tags for w in windows], UNKNOWN),
    )


def _padded(rows: Sequence[np.ndarray], value: int) -> np.ndarray:
    found = np.full((len(rows), max(map(len, rows))), value, dtype=np.int64)
    for n, row in enumerate(rows):
        found[n, : len(row)] = row
    return found


def _hidden(ids: np.ndarray, device: torch.device) -> Tensor:
    return _there(np.where(ids == 0, REFUSED, 0.0).astype(np.float32), device)[:, None, None, :]


def _there(array: np.ndarray, device: torch.device) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(array)).to(device, non_blocking=True)
