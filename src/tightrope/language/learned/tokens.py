"""Word pieces of a text, each with where it stands, its case, and whether it opens a paragraph.

The base model knows lower case only and no layout; the type of a token gives both back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from tightrope.language.segmentation import Segment

LOWER, CAPITALISED, CAPITALS = 0, 1, 2
OPENS_PARAGRAPH = 3
"""Added to the type of the tokens of a paragraph's first word."""
CLS, SEP, MASK = "[CLS]", "[SEP]", "[MASK]"

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Word pieces in order; ``start``:``end`` are code points of the text.

    ``paragraph`` is the number of the paragraph a token stands in; ``first`` holds the number of
    the token with which each sentence begins.
    """

    ids: Ints
    types: Ints
    start: Ints
    end: Ints
    paragraph: Ints
    first: Ints

    def __len__(self) -> int:
        return len(self.ids)


class Tokenising:
    """Splits sentences into the word pieces of a vocabulary; uncased, without accents."""

    def __init__(self, vocabulary: Path) -> None:
        pieces = vocabulary.read_text(encoding="utf-8").split("\n")
        ids = {piece: n for n, piece in enumerate(pieces) if piece}
        # Built from the word list alone: a tokenizer file would truncate and pad.
        self._tokenizer = Tokenizer(WordPiece(ids, unk_token="[UNK]"))
        self._tokenizer.normalizer = BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = BertPreTokenizer()
        self.cls, self.sep, self.mask = ids[CLS], ids[SEP], ids[MASK]
        self._continues = np.zeros(len(ids) + 1, dtype=bool)
        for piece, n in ids.items():
            self._continues[n] = piece.startswith("##")

    def read(self, text: str, sentences: Sequence[Segment]) -> Tokens:
        """The tokens of some sentences of a text, in order."""
        encodings = self._tokenizer.encode_batch(
            [s.span.of(text) for s in sentences], add_special_tokens=False
        )
        counts = [len(e.ids) for e in encodings]
        total = sum(counts)
        first = np.cumsum([0, *counts[:-1]], dtype=np.int64)[: len(counts)]
        ids = np.fromiter((i for e in encodings for i in e.ids), np.int64, total)
        places = np.fromiter(
            (o for e in encodings for pair in e.offsets for o in pair), np.int64, 2 * total
        ).reshape(-1, 2)
        places += np.repeat([s.span.start for s in sentences], counts)[:, None].astype(np.int64)
        start, end = places[:, 0], places[:, 1]
        types = _case_of_words(text, start, end, self._continues[ids])
        _mark_openings(types, first, counts, sentences, self._continues[ids])
        paragraph = np.repeat([s.paragraph for s in sentences], counts).astype(np.int64)
        opening = first[np.array(counts, dtype=np.int64) > 0]
        return Tokens(ids, types, start, end, paragraph, opening)


def _case_of_words(text: str, start: Ints, end: Ints, continues: NDArray[np.bool_]) -> Ints:
    """The case of the word that each piece belongs to."""
    if not len(start):
        return np.zeros(0, dtype=np.int64)
    upper = np.cumsum([0, *map(str.isupper, text)])
    lower = np.cumsum([0, *map(str.islower, text)])
    opens = np.flatnonzero(~continues)
    if not len(opens) or opens[0] != 0:
        opens = np.concatenate([[0], opens])
    closes = np.concatenate([opens[1:], [len(start)]]) - 1
    left, right = start[opens], end[closes]
    n_upper = upper[right] - upper[left]
    n_lower = lower[right] - lower[left]
    begins_upper = upper[np.minimum(left + 1, len(text))] > upper[left]
    case = np.where(
        (n_upper > 1) & (n_lower == 0), CAPITALS, np.where(begins_upper, CAPITALISED, LOWER)
    )
    return np.repeat(case, closes - opens + 1).astype(np.int64)


def _mark_openings(
    types: Ints,
    first: Ints,
    counts: Sequence[int],
    sentences: Sequence[Segment],
    continues: NDArray[np.bool_],
) -> None:
    paragraph: int | None = None
    for begin, count, sentence in zip(first.tolist(), counts, sentences, strict=True):
        if not count:
            continue
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            types[begin] += OPENS_PARAGRAPH
            k = begin + 1
            while k < begin + count and continues[k]:
                types[k] += OPENS_PARAGRAPH
                k += 1
