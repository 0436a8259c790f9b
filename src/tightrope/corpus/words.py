"""The words of a text and their numbers: what signatures, copies and overlap are counted in."""

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

UInt64s = npt.NDArray[np.uint64]
UInt32s = npt.NDArray[np.uint32]

_WORD = re.compile(r"\w+")
SHINGLE_WORDS = 5
_MULTIPLIER = 0x9E3779B97F4A7C15
# A process that reads long enough meets every word; beyond this many the table starts anew.
_KEPT_WORDS = 400_000


class _WordNumbers(dict[str, int]):
    """Word to 32-bit number, the same in every process (Python's own hash is not)."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _KEPT_WORDS:
            self.clear()
        number = crc32(word.encode("utf-8", "surrogatepass"))
        self[word] = number
        return number


_NUMBERS = _WordNumbers()
_POWERS = tuple(np.uint64(pow(_MULTIPLIER, k + 1, 1 << 64)) for k in range(SHINGLE_WORDS))


def words(text: str) -> list[str]:
    """The words of ``text`` in lower case, in order; apostrophes and other marks part them."""
    return _WORD.findall(text.lower())


def shingles(tokens: Sequence[str]) -> UInt32s:
    """Hashes of every run of five words, in the order of the text.

    Args:
        tokens: the words of a text (:func:`words`).

    Returns:
        One 32-bit number a run (empty for a text of fewer than five words), equal for equal runs
        in every process. Two texts of 400 words share a number by chance once in 25,000 pairs.
    """
    n = len(tokens) - SHINGLE_WORDS + 1
    if n < 1:
        return np.empty(0, dtype=np.uint32)
    numbers = np.fromiter(map(_NUMBERS.__getitem__, tokens), dtype=np.uint64, count=len(tokens))
    mixed = np.zeros(n, dtype=np.uint64)
    for k, power in enumerate(_POWERS):
        mixed += numbers[k : k + n] * power
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(_MULTIPLIER)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def shared(a: UInt32s, b: UInt32s) -> int:
    """How many numbers two sorted arrays without repeats have in common."""
    if len(a) > len(b):
        a, b = b, a
    if not len(a):
        return 0
    at = np.searchsorted(b, a)
    at[at == len(b)] = len(b) - 1
    return int(np.count_nonzero(b[at] == a))
