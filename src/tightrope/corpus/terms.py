"""Names, numbers and rare words with weights: what two reports of the same news have in common.

Weights rest on the document and on fixed frequencies of English words, never on the corpus: a
document frequency that grows with the corpus would change old comparisons whenever news arrives.
"""

import math
import re
from functools import lru_cache

from tightrope.corpus.words import words
from tightrope.reference.actors import states
from tightrope.reference.common_words import common_words
from tightrope.reference.word_frequencies import zipf_values

MAX_TERMS = 96
# Much of a long text is background that many stories share; its head says what is new.
LEAD_WORDS = 200
READ_WORDS = 2_000

TITLE_WEIGHT = 1.4
LEAD_WEIGHT = 1.2
YEAR_WEIGHT = 0.5
# All news of a state names it and its partners; that makes no story.
STATE_WEIGHT = 0.4
# Zipf values at which a word weighs nothing and from which on it weighs all it can.
COMMONEST_ZIPF = 7.0
RARE_ZIPF = 4.0

_YEAR = re.compile(r"(?:19|20)\d\d")
_SUFFIXES = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """``word`` without its commonest endings; empty for a common word or a single letter."""
    if len(word) < 2 or word in common_words():
        return ""
    bare, instead = _parted(word)
    return "" if bare in common_words() else bare + instead


def _parted(word: str) -> tuple[str, str]:
    """A word without its commonest endings, and what stands for them in its stem."""
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)], instead
    return word, ""


def weighed_word(word: str) -> tuple[str, float]:
    """The term of a word, and what one occurrence of it says (0..1)."""
    term = "".join(_parted(word))
    zipf = zipf_values().get(word, RARE_ZIPF)
    rarity = min(1.0, max(0.0, (COMMONEST_ZIPF - zipf) / (COMMONEST_ZIPF - RARE_ZIPF)))
    return term, rarity * _kind_weight(term)


def _kind_weight(term: str) -> float:
    if term in state_words():
        return STATE_WEIGHT
    return YEAR_WEIGHT if term[0] in "12" and _YEAR.fullmatch(term) else 1.0


@lru_cache(maxsize=1)
def state_words() -> frozenset[str]:
    """Stems of the names, demonyms and capitals of all states."""
    return frozenset(
        stem(word)
        for state in states()
        for form in (state.name, *state.aliases, *state.demonyms, *state.capitals)
        for word in words(form)
    )


def similarity(a: dict[str, float], b: dict[str, float]) -> float:
    """Cosine of two sets of weighted terms (0..1)."""
    if len(a) > len(b):
        a, b = b, a
    # fsum: the sum must not depend on which of the two comes first.
    return math.fsum(weight * b[term] for term, weight in a.items() if term in b)
