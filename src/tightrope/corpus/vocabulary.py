"""Every word that was met, once: its number and what it says, in columns that NumPy looks up.

A text becomes an array of row numbers, and all that is asked of its words is then asked of whole
columns. Rows are numbered in the order in which this process met them, so they never leave it; what
is kept of a document rests on the columns, which are the same everywhere.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from tightrope.corpus.terms import weighed_word
from tightrope.corpus.words import UInt64s, encoded_words

Rows = npt.NDArray[np.int32]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# A process that reads long enough meets every word; beyond this many it starts anew.
_MAX_WORDS = 400_000
_FIRST_ROWS = 4_096


class Vocabulary(dict[bytes, int]):
    """Word in UTF-8 to its row.

    Attributes:
        numbers: 32-bit hash of each word, the same in every process (Python's own is not).
        terms: for each word the row of its term.
        weights: what one occurrence of the word says (0..1).
        term_names: the terms.
        ties: for each term a number below 2**32 that orders terms of one weight: numbers first,
            then by a hash.
    """

    def __init__(self) -> None:
        super().__init__()
        self.numbers: UInt64s = np.zeros(_FIRST_ROWS, dtype=np.uint64)
        self.terms: Rows = np.zeros(_FIRST_ROWS, dtype=np.int32)
        self.weights: Floats = np.zeros(_FIRST_ROWS)
        # There are at most as many terms as words.
        self.ties: Ints = np.zeros(_FIRST_ROWS, dtype=np.int64)
        self.term_names: list[str] = []
        self._term_rows: dict[str, int] = {}
        self._growing = threading.Lock()

    def __missing__(self, word: bytes) -> int:
        with self._growing:
            row = self.get(word)
            return self._new_row(word) if row is None else row

    def _new_row(self, word: bytes) -> int:
        row = len(self)
        if row == len(self.numbers):
            self.numbers = np.concatenate([self.numbers, np.zeros_like(self.numbers)])
            self.terms = np.concatenate([self.terms, np.zeros_like(self.terms)])
            self.weights = np.concatenate([self.weights, np.zeros_like(self.weights)])
            self.ties = np.concatenate([self.ties, np.zeros_like(self.ties)])
        term, weight = weighed_word(word.decode("utf-8", "surrogatepass"))
        self.numbers[row], self.weights[row] = crc32(word), weight
        self.terms[row] = self._term_row(term)
        self[word] = row
        return row

    def _term_row(self, term: str) -> int:
        row = self._term_rows.setdefault(term, len(self.term_names))
        if row == len(self.term_names):
            hashed = crc32(term.encode("utf-8", "surrogatepass")) >> 1
            self.ties[row] = hashed if term[0].isdigit() else hashed | 1 << 31
            self.term_names.append(term)
        return row


@dataclass(frozen=True, slots=True)
class ReadTexts:
    """Texts as rows of a vocabulary.

    Attributes:
        rows: the words of all texts, one text after the other.
        sizes: number of words of each text.
    """

    rows: Rows
    sizes: Ints

    def __len__(self) -> int:
        return len(self.sizes)

    def owners(self) -> Ints:
        """For each word the number of its text."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    def places(self) -> Ints:
        """For each word its place in its text."""
        starts = np.cumsum(self.sizes) - self.sizes
        return np.arange(len(self.rows)) - np.repeat(starts, self.sizes)


_kept = Vocabulary()


def read_texts(*groups: Sequence[str]) -> tuple[Vocabulary, list[ReadTexts]]:
    """Look up the words of groups of texts.

    Rows of one vocabulary mean nothing in another, and it is left for a new one when it has grown
    too large: read what belongs together in one call.

    Returns:
        The vocabulary, and the texts of each group.
    """
    global _kept
    if len(_kept) > _MAX_WORDS:
        _kept = Vocabulary()
    known = _kept
    return known, [_read(known, texts) for texts in groups]


def _read(known: Vocabulary, texts: Sequence[str]) -> ReadTexts:
    found: list[bytes] = []
    sizes = np.zeros(len(texts), dtype=np.int64)
    for n, text in enumerate(texts):
        before = len(found)
        found += encoded_words(text)
        sizes[n] = len(found) - before
    rows = np.fromiter(map(known.__getitem__, found), dtype=np.int32, count=len(found))
    return ReadTexts(rows, sizes)
