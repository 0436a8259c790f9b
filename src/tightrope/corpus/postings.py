"""An inverted index in memory: which documents hold a key."""

from collections import Counter
from collections.abc import Hashable, Iterable

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
