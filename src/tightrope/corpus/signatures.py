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

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tightrope.corpus.vocabulary import read_texts
from tightrope.corpus.weighing import weigh
from tightrope.corpus.words import UInt32s, shingles

Int64s = npt.NDArray[np.int64]

WINDOW = 12
# Beyond this much text a document is a book or a dump; its first part says what it is.
MAX_CHARACTERS = 400_000
# Enough to spread the cost of a step, few enough for the memory caches and for `weigh`.
_SIGNED_TOGETHER = 64


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
    """The signature of a cleaned text; see :func:`sign_many`."""
    return sign_many([(document_id, text, title)])[0]


def sign_many(documents: Sequence[tuple[str, str, str | None]]) -> list[Signature]:
    """The signatures of cleaned texts, made together because that is several times as fast.

    Args:
        documents: of each its id, the cleaned text (title on its first line when there is one) and
            the title, whose terms weigh more.

    Returns:
        A signature for each; the same for the same text in every process, company and corpus.
    """
    return [
        signature
        for start in range(0, len(documents), _SIGNED_TOGETHER)
        for signature in _signed(documents[start : start + _SIGNED_TOGETHER])
    ]


def _signed(documents: Sequence[tuple[str, str, str | None]]) -> list[Signature]:
    known, (texts, titles) = read_texts(
        [text[:MAX_CHARACTERS] for _, text, _ in documents],
        [title or "" for _, _, title in documents],
    )
    owners = texts.owners()
    runs = shingles(known.numbers[texts.rows])
    inside = owners[: len(runs)] == owners[len(owners) - len(runs) :]
    runs, owners = runs[inside], owners[: len(runs)][inside]
    together = zip(
        documents,
        _packed(_keys(owners, runs), len(documents)),
        _packed(winnowed(runs, owners), len(documents)),
        weigh(known, texts, titles),
        strict=True,
    )
    return [Signature(d[0], held, winnow, terms) for d, held, winnow, terms in together]


def winnowed(runs: UInt32s, owners: Int64s) -> Int64s:
    """The smallest hash of every ``WINDOW`` consecutive ones within a text.

    Args:
        runs: the hashes of texts, one text after the other.
        owners: for each hash the number of its text, rising.

    Returns:
        Keys of the smallest ones, with repeats: number of the text and hash, see :func:`_keys`. A
        text without a whole window keeps all.
    """
    sizes = np.bincount(owners)
    short = sizes[owners] <= WINDOW if len(owners) else np.empty(0, dtype=bool)
    width = max(0, len(runs) - WINDOW + 1)
    # Running minimum in log2(WINDOW) passes: 2, 4, 8 wide, then two that overlap.
    smallest = runs
    span = 1
    while span * 2 <= WINDOW:
        smallest = np.minimum(smallest[:-span], smallest[span:])
        span *= 2
    smallest = np.minimum(smallest[:width], smallest[WINDOW - span :][:width])
    inside = owners[:width] == owners[len(owners) - width :]
    return np.concatenate(
        [_keys(owners[:width][inside], smallest[inside]), _keys(owners[short], runs[short])]
    )


def _keys(owners: Int64s, numbers: UInt32s) -> Int64s:
    """One number for a hash in a text, in order of the texts."""
    return (owners << 32) | numbers


def _packed(keys: Int64s, n_owners: int) -> list[bytes]:
    """The hashes of each text in order without repeats, as bytes."""
    ordered = np.sort(keys)
    ordered = ordered[np.flatnonzero(np.diff(ordered, prepend=-1))]
    packed = (ordered & 0xFFFFFFFF).astype("<u4").tobytes()
    ends = 4 * np.searchsorted(ordered, np.arange(n_owners + 1) << 32)
    return [packed[start:end] for start, end in pairwise(ends.tolist())]
