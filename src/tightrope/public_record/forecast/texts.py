"""How alike the texts of resolutions are: TF-IDF over words and pairs of neighbouring words.

Titles are compared apart from the whole text (title and description together), since the title of
a resolution that comes back every year stays while its description is written anew.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import scipy.sparse as sp

from tightrope.public_record.votes.matrix import Floats
from tightrope.records.votes import RollCall

# Longer descriptions are speeches or paragraphs, in which "resolution" ends nothing.
_LONGEST_TITLE = 400
_ENDING = re.compile(r"\s*[:/]\s*resolution.*$", re.DOTALL | re.IGNORECASE)
_WORD = re.compile(r"\w+")
# Words of every resolution, whatever it is about.
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an the of and or to in for on at by with from as is be its it that which this all "
        "resolution resolutions draft res adopt adopted adopts general assembly",
    )
)


@dataclass(frozen=True, slots=True)
class Text:
    """What a resolution is called, and what it says beside that (either may be empty)."""

    title: str
    body: str = ""


def text_of(roll_call: RollCall) -> Text:
    """The text that a record gives of a roll call; votes on parts are marked as such."""
    title = _ENDING.sub("", roll_call.title).strip()
    body = roll_call.description.strip()
    if len(body) <= _LONGEST_TITLE:
        body = _ENDING.sub("", body)
    part = "separatevote" if roll_call.paragraph or roll_call.amendment else ""
    return Text(f"{title or body[:_LONGEST_TITLE]} {part}".strip(), body)


def text_asked(text: str) -> Text:
    """A draft as a user gives it: its first line is the title."""
    first, _, rest = _ENDING.sub("", text.strip()).partition("\n")
    return Text(first.strip(), rest.strip())


def words(text: str) -> list[str]:
    """Words without case and plural, and pairs of neighbours; empty when nothing is said."""
    single = [w for w in _WORD.findall(text.casefold()) if w not in _COMMON]
    single = [
        w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in single
    ]
    return single + [f"{a} {b}" for a, b in pairwise(single)]


class Likeness:
    """Cosines between texts and those of past roll calls.

    The weight of a word is its inverse frequency among the past texts alone. A word that none of
    them has weighs most and makes a text less like all of them.
    """

    def __init__(self, past: Sequence[Text]) -> None:
        self._n = len(past)
        self._title_words: dict[str, int] = {}
        self._whole_words: dict[str, int] = {}
        titles = [words(t.title) for t in past]
        wholes = [words(f"{t.title} {t.body}") for t in past]
        self._title_idf = self._learn(titles, self._title_words)
        self._whole_idf = self._learn(wholes, self._whole_words)
        self._titles = self._weigh(titles, self._title_words, self._title_idf)
        self._wholes = self._weigh(wholes, self._whole_words, self._whole_idf)

    def among_past(self) -> Floats:
        """(past, past) cosines of whole texts."""
        return _dense(self._wholes, self._wholes)

    def to_past(self, texts: Sequence[Text]) -> tuple[Floats, Floats]:
        """(texts, past) cosines of titles and of whole texts."""
        titles = [words(t.title) for t in texts]
        wholes = [words(f"{t.title} {t.body}") for t in texts]
        return (
            _dense(self._weigh(titles, self._title_words, self._title_idf), self._titles),
            _dense(self._weigh(wholes, self._whole_words, self._whole_idf), self._wholes),
        )

    def _learn(self, documents: Sequence[Sequence[str]], known: dict[str, int]) -> Floats:
        count: list[int] = []
        for document in documents:
            for word in dict.fromkeys(document):
                n = known.setdefault(word, len(known))
                if n == len(count):
                    count.append(0)
                count[n] += 1
        return np.log((self._n + 1) / (np.array(count, np.float32) + 0.5)).astype(np.float32)

    def _weigh(self, documents: Sequence[Sequence[str]], known: dict[str, int], idf: Floats) -> Any:
        rows, columns, values = [], [], []
        lengths = np.ones(len(documents), np.float32)
        rarest = np.log((self._n + 1) / 0.5)
        for n, document in enumerate(documents):
            counts: dict[str, int] = {}
            for word in document:
                counts[word] = counts.get(word, 0) + 1
            square = 0.0
            for word, count in counts.items():
                column = known.get(word)
                weight = (1 + np.log(count)) * (rarest if column is None else idf[column])
                square += weight * weight
                if column is not None:
                    rows.append(n)
                    columns.append(column)
                    values.append(weight)
            lengths[n] = 1 / np.sqrt(square) if square else 1.0
        made = sp.csr_matrix(
            (np.array(values, np.float32), (rows, columns)), shape=(len(documents), len(known))
        )
        return sp.diags_array(lengths).astype(np.float32) @ made


def _dense(a: Any, b: Any) -> Floats:
    found: Floats = (a @ b.T).toarray().astype(np.float32)
    return found
