"""What is kept of a document so that it can be compared with all others without being read again.

A signature depends on the document alone, never on the corpus, so it is made once, in any process,
and the comparison of two documents does not change when others arrive.

- **Shingles**: hashes of every five-word run, for exact shares (4 bytes a word).
- **Fingerprints**: the smallest shingle hash of each window of the text (winnowing; Schleimer,
  Wilkerson and Aiken 2003, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD).
  Two texts with a common run of ``WINDOW + 4`` words always share a fingerprint, however long
  either is around it, which MinHash can't promise for an excerpt in a longer report.
- **Terms**: names, numbers and rare words with weights, for finding the same news in other words.
"""

from dataclasses import dataclass

import numpy as np

from tightrope.corpus.terms import weighted_terms
from tightrope.corpus.words import UInt32s, shingles, words

WINDOW = 12
# Beyond this much text a document is a book or a dump; its first part says what it is.
MAX_CHARACTERS = 400_000


@dataclass(frozen=True, slots=True)
class Signature:
    """One document as the corpus passes see it; every field is plain and fits a table row.

    Attributes:
        shingles: sorted 32-bit hashes without repeats, little-endian bytes.
        fingerprints: the winnowed part of them, same form.
        terms: (term, weight), heaviest first; weights squared sum to one.
    """

    document_id: str
    shingles: bytes
    fingerprints: bytes
    terms: tuple[tuple[str, float], ...]

    @property
    def shingle_array(self) -> UInt32s:
        return np.frombuffer(self.shingles, dtype="<u4")

    @property
    def fingerprint_array(self) -> UInt32s:
        return np.frombuffer(self.fingerprints, dtype="<u4")

    @property
    def n_shingles(self) -> int:
        return len(self.shingles) // 4


def sign(document_id: str, text: str, title: str | None = None) -> Signature:
    """The signature of a cleaned text.

    Args:
        document_id: whose it is.
        text: the cleaned text, title on its first line when there is one.
        title: the title; its terms weigh more.

    Returns:
        The signature; the same for the same text in every process and corpus.
    """
    tokens = words(text[:MAX_CHARACTERS])
    sequence = shingles(tokens)
    return Signature(
        document_id,
        _packed(distinct(sequence)),
        _packed(winnowed(sequence)),
        weighted_terms(tokens, words(title or "")),
    )


def winnowed(sequence: UInt32s) -> UInt32s:
    """The smallest hash of every ``WINDOW`` consecutive ones, sorted, without repeats."""
    if len(sequence) <= WINDOW:
        return distinct(sequence)
    width = len(sequence) - WINDOW + 1
    # Running minimum in log2(WINDOW) passes: 2, 4, 8 wide, then two that overlap.
    smallest = sequence
    span = 1
    while span * 2 <= WINDOW:
        smallest = np.minimum(smallest[:-span], smallest[span:])
        span *= 2
    return distinct(np.minimum(smallest[:width], smallest[WINDOW - span :][:width]))


def distinct(numbers: UInt32s) -> UInt32s:
    """The numbers in order without repeats; sorts, which for these is faster than ``np.unique``."""
    ordered = np.sort(numbers)
    if len(ordered) < 2:
        return ordered
    first = np.empty(len(ordered), dtype=bool)
    first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def _packed(numbers: UInt32s) -> bytes:
    return numbers.astype("<u4").tobytes()
