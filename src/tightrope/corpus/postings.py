"""Inverted indices in memory: which documents hold a key, and how much of their weight it has."""

from array import array
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
UInt32s = npt.NDArray[np.uint32]
Int64s = npt.NDArray[np.int64]


# What stands in more documents than this is boilerplate (or a wire copy that hundreds carry): of
# its holders only so many, those with the smallest ids, meet the others, which keeps a page's
# footer from costing n squared.
MAX_HOLDERS_MET = 200


class Postings:
    """Which documents hold which keys: one sorted array of (key, number of the document)."""

    def __init__(self, max_holders_met: int = MAX_HOLDERS_MET) -> None:
        self._ids: list[str] = []
        self._held: Int64s = np.empty(0, dtype=np.int64)
        self._max_holders_met = max_holders_met

    def add(self, ids: Sequence[str], keys: Sequence[UInt32s]) -> None:
        """Take in documents that are not here yet.

        Args:
            ids: the documents; they get the next numbers, in this order.
            keys: the keys of each, without repeats.
        """
        first = len(self._ids)
        self._ids += ids
        if not ids:
            return
        numbers = np.repeat(np.arange(first, len(self._ids)), [len(k) for k in keys])
        held = (np.concatenate(keys).astype(np.int64) << 32) | numbers
        # Two sorted runs: a stable sort merges them.
        self._held = np.sort(np.concatenate([self._held, np.sort(held)]), kind="stable")

    def meetings(self, first: int) -> list[tuple[int, int]]:
        """Pairs of documents that hold the same key.

        A pair that meets when all documents were added at once also meets when they were added bit
        by bit; then others may too, through a key with more holders than may be met.

        Args:
            first: the number of documents that have met already.

        Returns:
            Pairs of numbers, the smaller first, sorted: each document from ``first`` on with every
            document that shares a key with it.
        """
        keys, holders = self._held >> 32, self._held & 0xFFFFFFFF
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        sizes = np.diff(starts, append=len(keys))
        # Holders of a key stand in order of their numbers: the last one tells if any is new.
        touched = (sizes > 1) & (holders[starts + sizes - 1] >= first)
        few = np.repeat(touched & (sizes <= self._max_holders_met), sizes)
        keys, some = keys[few], holders[few]
        left = np.arange(len(keys))
        pairs = []
        apart = 1
        while len(left := left[left < len(keys) - apart]):
            left = left[keys[left] == keys[left + apart]]
            lower, higher = some[left], some[left + apart]
            pairs.append(((lower << 32) | higher)[higher >= first])
            apart += 1
        crowded = touched & (sizes > self._max_holders_met)
        pairs += [
            self._crowd(holders[start : start + size], first)
            for start, size in zip(starts[crowded], sizes[crowded], strict=True)
        ]
        if not pairs:
            return []
        found = np.unique(np.concatenate(pairs))
        return list(zip((found >> 32).tolist(), (found & 0xFFFFFFFF).tolist(), strict=True))

    def _crowd(self, holders: Int64s, first: int) -> Int64s:
        """Pairs among too many holders: those with the smallest ids meet the others."""
        by_id = sorted(holders.tolist(), key=self._ids.__getitem__)
        met = np.array(by_id[: self._max_holders_met])[:, None]
        lower, higher = np.minimum(met, holders), np.maximum(met, holders)
        wanted = (lower != higher) & (higher >= first)
        pairs: Int64s = ((lower << 32) | higher)[wanted]
        return pairs


class WeightedPostings:
    """Term to documents with weights; finds all documents of some cosine in one pass."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._from: array[int] = array("i")
        self._to: array[int] = array("i")
        self._sizes: array[int] = array("i")
        self._holders: dict[str, array[int]] = {}
        self._weights: dict[str, array[float]] = {}

    def add(self, document_id: str, weights: Mapping[str, float], days: tuple[int, int]) -> None:
        """Note the weighted terms of a new document and the days (ordinals) it may be of."""
        number = len(self._ids)
        self._ids.append(document_id)
        self._from.append(days[0])
        self._to.append(days[1])
        self._sizes.append(len(weights))
        for term, weight in weights.items():
            if term not in self._holders:
                self._holders[term] = array("i")
                self._weights[term] = array("f")
            self._holders[term].append(number)
            self._weights[term].append(weight)

    def at_least(
        self,
        weights: Mapping[str, float],
        needed: Callable[[Floats], Floats],
        days: tuple[int, int],
    ) -> list[str]:
        """Documents of these days with enough of the product of weights, in order of ids.

        Args:
            weights: the weighted terms to compare with.
            needed: from the numbers of terms of documents to the least product of each.
            days: first and last day (ordinals).
        """
        known = [(term, weight) for term, weight in weights.items() if term in self._holders]
        if not known:
            return []
        holders = np.concatenate([np.array(self._holders[term]) for term, _ in known])
        products = np.concatenate(
            [np.array(self._weights[term]) * np.float32(weight) for term, weight in known]
        )
        found = np.bincount(holders, weights=products, minlength=len(self._ids))
        # Single precision: a hair below the mark may be on it.
        near = found >= needed(np.array(self._sizes, dtype=np.float64)) - 1e-4
        near &= (np.array(self._from) <= days[1]) & (np.array(self._to) >= days[0])
        return sorted(self._ids[n] for n in np.flatnonzero(near))
