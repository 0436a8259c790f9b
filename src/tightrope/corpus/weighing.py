"""The terms of documents with their weights: which names, numbers and rare words tell their news.

Many documents are weighed at once, so that the cost of a step is that of its numbers; what comes
out for one rests on it alone.
"""

import math
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tightrope.corpus.terms import LEAD_WEIGHT, LEAD_WORDS, MAX_TERMS, READ_WORDS, TITLE_WEIGHT
from tightrope.corpus.vocabulary import ReadTexts, Vocabulary, read_texts

# How much a term says that stands n times in a text.
_LOGARITHMS = np.array([0.0, *(1.0 + math.log(n) for n in range(1, READ_WORDS + 1))])
_DIGITS = 6
# A weight is below 16; weights that differ by less than one part in 2**20 of it are the same.
_WEIGHT_STEPS = 1 << 20
_WEIGHT_BITS = 24
_TIE_BITS = 32

WeightedTerms = tuple[tuple[str, float], ...]
Keys = npt.NDArray[np.int64]


def weighted_terms(text: str, title: str = "") -> WeightedTerms:
    """The terms that tell which news a text is about.

    Args:
        text: a cleaned text.
        title: its title; what stands in it weighs more.

    Returns:
        At most ``MAX_TERMS`` of (term, weight), heaviest first, ties with numbers first and else in
        an order that is the same everywhere; the squares of the weights sum to one. Empty when
        every word is common.
    """
    known, (texts, titles) = read_texts([text], [title])
    return weigh(known, texts, titles)[0]


def weigh(known: Vocabulary, texts: ReadTexts, titles: ReadTexts) -> list[WeightedTerms]:
    """:func:`weighted_terms` of many texts whose words were looked up.

    Args:
        known: where they were looked up.
        texts, titles: as many of each, in the same order.

    Returns:
        The terms of each text.
    """
    places = texts.places()
    read = places < READ_WORDS
    rows, owners = texts.rows[read], texts.owners()[read]
    keys = _keys(owners, known.terms[rows])
    lead = keys[places[read] < LEAD_WORDS]
    weights = known.weights[rows]
    telling = np.flatnonzero(weights)
    order = telling[np.argsort(keys[telling])]
    ordered = keys[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    if not len(starts):
        return [()] * len(texts)
    distinct = ordered[starts]
    # Of several words with one term ("oil", "oils") the rarest says how rare it is.
    weighed = np.maximum.reduceat(weights[order], starts)
    counts = np.diff(starts, append=len(ordered))
    in_title = _among(distinct, _keys(titles.owners(), known.terms[titles.rows]))
    in_lead = _among(distinct, lead)
    weighed[in_title] *= TITLE_WEIGHT
    weighed[in_lead & ~in_title] *= LEAD_WEIGHT
    weighed *= _LOGARITHMS[counts]
    return _heaviest(known, len(texts), distinct, weighed)


def _keys(owners: Keys, terms: npt.NDArray[np.int32]) -> Keys:
    """One number for a term in a text, in order of the texts."""
    return (owners << 32) | terms


def _among(distinct: Keys, asked: Keys) -> npt.NDArray[np.bool_]:
    """Which of some sorted numbers are among others."""
    found = np.zeros(len(distinct), dtype=bool)
    at = np.minimum(np.searchsorted(distinct, asked), len(distinct) - 1)
    found[at[distinct[at] == asked]] = True
    return found


def _heaviest(
    known: Vocabulary, n_texts: int, keys: Keys, weighed: npt.NDArray[np.float64]
) -> list[WeightedTerms]:
    """The heaviest terms of each text in order, their weights brought to length one."""
    owners, terms = keys >> 32, keys & 0xFFFFFFFF
    lightness = (1 << _WEIGHT_BITS) - 1 - np.rint(weighed * _WEIGHT_STEPS).astype(np.int64)
    rank = (owners << (_WEIGHT_BITS + _TIE_BITS)) | (lightness << _TIE_BITS) | known.ties[terms]
    order = np.argsort(rank)
    starts = np.searchsorted(owners, np.arange(n_texts + 1)).tolist()
    found: list[WeightedTerms] = []
    for start, end in pairwise(starts):
        chosen = order[start : min(end, start + MAX_TERMS)]
        heavy = weighed[chosen]
        norm = math.sqrt(math.fsum((heavy * heavy).tolist()))
        names = map(known.term_names.__getitem__, terms[chosen].tolist())
        shares = np.round(heavy / norm, _DIGITS).tolist() if norm else []
        found.append(tuple(zip(names, shares, strict=True)))
    return found
