"""Names, numbers and rare words with weights: what two reports of the same news have in common.

Weights rest on the document and on a fixed list of common words, never on the corpus: a document
frequency that grows with the corpus would change old comparisons whenever news arrives.
"""

import math
import re
from functools import lru_cache

from tightrope.corpus.words import words
from tightrope.reference.common_words import common_words

MAX_TERMS = 96
# Much of a long text is background that many stories share; its head says what is new.
LEAD_CHARACTERS = 1_200
_READ_CHARACTERS = 12_000

TITLE_WEIGHT = 1.4
LEAD_WEIGHT = 1.2
NAME_WEIGHT = 1.0
NUMBER_WEIGHT = 1.0
YEAR_WEIGHT = 0.5
PLACE_WEIGHT = 0.6

_YEAR = re.compile(r"(?:19|20)\d\d")
_SUFFIXES = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))


def weighted_terms(text: str, title: str | None = None) -> tuple[tuple[str, float], ...]:
    """The terms that tell which news a text is about.

    Args:
        text: a cleaned text.
        title: its title, when it has one.

    Returns:
        At most ``MAX_TERMS`` of (term, weight), heaviest first, ties by the alphabet; the squares
        of the weights sum to one. Empty when every word is common.
    """
    counts: dict[str, int] = {}
    raised: dict[str, float] = {}
    for part, factor in (
        (title or "", TITLE_WEIGHT),
        (text[:LEAD_CHARACTERS], LEAD_WEIGHT),
        (text[LEAD_CHARACTERS:_READ_CHARACTERS], 1.0),
    ):
        for word in words(part):
            term = stem(word)
            if not term:
                continue
            counts[term] = counts.get(term, 0) + 1
            raised.setdefault(term, factor)
    weights = {
        term: raised[term] * _kind_weight(term) * (1.0 + math.log(count))
        for term, count in counts.items()
    }
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MAX_TERMS]
    norm = math.sqrt(sum(weight * weight for _, weight in heaviest))
    return tuple((term, round(weight / norm, 6)) for term, weight in heaviest)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """``word`` without its commonest endings; empty for a common word or a single letter."""
    word = word.replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    elif word.endswith("'"):
        word = word[:-1]
    if len(word) < 2 or word in common_words():
        return ""
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            bare = word[: -len(suffix)]
            if bare in common_words():
                return ""
            return bare + instead
    return word


@lru_cache(maxsize=200_000)
def _kind_weight(term: str) -> float:
    if term[0].isdigit():
        return YEAR_WEIGHT if _YEAR.fullmatch(term) else NUMBER_WEIGHT
    return 1.0


def similarity(a: dict[str, float], b: dict[str, float]) -> float:
    """Cosine of two sets of weighted terms (0..1)."""
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[term] for term, weight in a.items() if term in b)
