"""Names, numbers and rare words with weights: what two reports of the same news have in common.

Weights rest on the document and on fixed frequencies of English words, never on the corpus: a
document frequency that grows with the corpus would change old comparisons whenever news arrives.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
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

# A process that reads long enough meets every word; beyond this many the table starts anew.
_KEPT_WORDS = 200_000
# How much a term says that stands n times in a text.
_LOGARITHMS = (0.0, *(1.0 + math.log(n) for n in range(1, READ_WORDS + 1)))
_YEAR = re.compile(r"(?:19|20)\d\d")
_SUFFIXES = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))


def weighted_terms(
    tokens: Sequence[str], title_tokens: Sequence[str] = ()
) -> tuple[tuple[str, float], ...]:
    """The terms that tell which news a text is about.

    Args:
        tokens: the words of a cleaned text, in order and in lower case.
        title_tokens: those of its title.

    Returns:
        At most ``MAX_TERMS`` of (term, weight), heaviest first, ties by the alphabet; the squares
        of the weights sum to one. Empty when every word is common.
    """
    counts: dict[str, int] = {}
    rarity: dict[str, float] = {}
    for word, count in Counter(tokens[:READ_WORDS]).items():
        term, weight = _WEIGHED[word]
        if not weight:
            continue
        if term in counts:
            counts[term] += count
            if weight > rarity[term]:
                rarity[term] = weight
        else:
            counts[term] = count
            rarity[term] = weight
    if not counts:
        return ()
    in_title = {_WEIGHED[word][0] for word in title_tokens}
    for term in {_WEIGHED[word][0] for word in set(tokens[:LEAD_WORDS])} - in_title:
        if term in rarity:
            rarity[term] *= LEAD_WEIGHT
    for term in in_title & rarity.keys():
        rarity[term] *= TITLE_WEIGHT
    weights = [(-rarity[term] * _LOGARITHMS[count], term) for term, count in counts.items()]
    weights.sort()
    del weights[MAX_TERMS:]
    norm = math.sqrt(sum(weight * weight for weight, _ in weights))
    return tuple((term, round(-weight / norm, 6)) for weight, term in weights)


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


class _Weighed(dict[str, tuple[str, float]]):
    """Word to its term and what one occurrence of it says (0..1)."""

    def __missing__(self, word: str) -> tuple[str, float]:
        if len(self) >= _KEPT_WORDS:
            self.clear()
        self[word] = found = _weighed(word)
        return found


_WEIGHED = _Weighed()


def _weighed(word: str) -> tuple[str, float]:
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
