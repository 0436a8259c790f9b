"""Inverted indices in memory: which documents hold a key, and how much of their weight it has."""

from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# What stands in more documents than this is boilerplate (or a wire copy that hundreds carry):
# newcomers meet only so many of its holders, which keeps a page's footer from costing n squared.
MAX_HOLDERS_MET = 200


class Postings:
    """Key to document ids. Most keys stand in one document, which is kept without a list."""

    def __init__(self, max_holders_met: int = MAX_HOLDERS_MET) -> None:
        self._holders: dict[Hashable, str | list[str]] = {}
        self._max_holders_met = max_holders_met

    def add(self, document_id: str, keys: Iterable[Hashable]) -> None:
        """Note that a document holds ``keys`` (each once)."""
        holders = self._holders
        for key in keys:
            there = holders.setdefault(key, document_id)
            if isinstance(there, list):
                there.append(document_id)
            elif there != document_id:
                holders[key] = [there, document_id]

    def holders(self, key: Hashable) -> list[str]:
        """The documents that hold a key: all, or when too many those with the smallest ids."""
        there = self._holders.get(key)
        if there is None:
            return []
        if isinstance(there, str):
            return [there]
        if len(there) <= self._max_holders_met:
            return there
        there.sort()
        return there[: self._max_holders_met]

    def matches(self, keys: Iterable[Hashable]) -> Counter[str]:
        """How many of ``keys`` each document holds."""
        found: Counter[str] = Counter()
        for key in keys:
            there = self._holders.get(key)
            if there is None:
                continue
            if isinstance(there, str):
                found[there] += 1
            else:
                found.update(self.holders(key))
        return found


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
