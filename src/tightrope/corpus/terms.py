"""Names, numbers and rare words with weights: what two reports of the same news have in common.

Weights rest on the document and on a fixed list of common words, never on the corpus: a document
frequency that grows with the corpus would change old comparisons whenever news arrives.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from tightrope.corpus.words import words
from tightrope.reference.actors import states
from tightrope.reference.common_words import common_words

MAX_TERMS = 96
# Much of a long text is background that many stories share; its head says what is new.
LEAD_WORDS = 200
READ_WORDS = 2_000

TITLE_WEIGHT = 1.4
LEAD_WEIGHT = 1.2
YEAR_WEIGHT = 0.5
# All news of a state names it and its partners; that makes no story.
STATE_WEIGHT = 0.4

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
    for word, count in Counter(tokens[:READ_WORDS]).items():
        term = stem(word)
        if term:
            counts[term] = counts.get(term, 0) + count
    if not counts:
        return ()
    raised = dict.fromkeys(map(stem, tokens[:LEAD_WORDS]), LEAD_WEIGHT)
    raised.update(dict.fromkeys(map(stem, title_tokens), TITLE_WEIGHT))
    weights = [
        (-raised.get(term, 1.0) * _kind_weight(term) * (1.0 + math.log(count)), term)
        for term, count in counts.items()
    ]
    weights.sort()
    del weights[MAX_TERMS:]
    norm = math.sqrt(sum(weight * weight for weight, _ in weights))
    return tuple((term, round(-weight / norm, 6)) for weight, term in weights)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """``word`` without its commonest endings; empty for a common word or a single letter."""
    if len(word) < 2 or word in common_words():
        return ""
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            bare = word[: -len(suffix)]
            if bare in common_words():
                return ""
            return bare + instead
    return word


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
