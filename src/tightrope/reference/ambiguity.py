"""Names that are often something else: which reading a document's own words speak for."""

import re
from functools import lru_cache

from tightrope.reference.actors import TABLES, read_table


@lru_cache(maxsize=1)
def others() -> dict[str, str]:
    """The code that an ambiguous name stands for when it does not mean its usual actor."""
    rows = read_table(TABLES / "ambiguous_names.csv")
    return {row["written"]: row["otherwise"] for _, row in rows if row["otherwise"]}


def is_ambiguous(written: str) -> bool:
    """Whether ``written`` is often something else."""
    return written in _rules()


@lru_cache(maxsize=1)
def _rules() -> dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None, bool]]:
    return {
        row["written"]: (_words(row["for"]), _words(row["against"]), row["default"] == "yes")
        for _, row in read_table(TABLES / "ambiguous_names.csv")
    }


@lru_cache(maxsize=1)
def _town_suffix() -> re.Pattern[str]:
    rows = read_table(TABLES / "town_suffixes.csv")
    names = [n for _, row in rows for n in (row["region"], row["abbreviations"]) if n]
    return re.compile(rf",\s+(?:{'|'.join(map(re.escape, names))})(?!\w)")


def is_town(text: str, end: int) -> bool:
    """Whether the name that ends at ``end`` is a town's: "Paris, Texas".

    >>> is_town("Lebanon, Tennessee, signed.", 7), is_town("Lebanon, Syria and Iraq", 7)
    (True, False)
    """
    return _town_suffix().match(text, end) is not None


def _words(field: str) -> re.Pattern[str] | None:
    words = [re.escape(w.strip()) for w in field.split(";") if w.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") if words else None


class Ambiguity:
    """The ambiguous names of one document, each decided once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._decided: dict[str, bool] = {}

    def admits(self, written: str) -> bool:
        """Whether ``written`` means the actor of that name in this document."""
        rule = _rules().get(written)
        if rule is None:
            return True
        if written not in self._decided:
            wanted, unwanted, default = rule
            self._decided[written] = (wanted is not None and bool(wanted.search(self._text))) or (
                default and (unwanted is None or not unwanted.search(self._text))
            )
        return self._decided[written]
