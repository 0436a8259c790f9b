"""Universal part of speech and lemma of a token, worked out once for every distinct one.

spaCy's attribute ruler and lemmatizer take more than half of the time of its English pipelines,
and what they say of a token depends on its text, tag and dependency alone, and on whether an
expletive stands before it ("there is"). So they are asked once for each such combination, on a
document made of the unknown tokens, and remembered.
"""

from collections.abc import Iterable
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

_REMEMBERED = 200_000
_COMPONENTS = ("attribute_ruler", "lemmatizer")
_EXPLETIVE = ("there", "EX", "expl")


class Key(NamedTuple):
    """All that part of speech and lemma depend on."""

    text: str
    tag: str
    dep: str
    after_expletive: bool


class Morphology:
    """Remembers part of speech and lemma by :class:`Key`."""

    def __init__(self, nlp: Language) -> None:
        """Args:
        nlp: a pipeline whose ruler and lemmatizer are loaded (they may be disabled).
        """
        self._nlp = nlp
        self._asked = [nlp.get_pipe(name) for name in _COMPONENTS if name in nlp.component_names]
        #: lemma and part of speech of every key that was learnt
        self.known: dict[Key, tuple[str, str]] = {}

    def learn(self, keys: Iterable[Key]) -> None:
        """Work out what is not known yet."""
        # In order of the alphabet no two neighbours make a pair that a rule over two tokens knows
        # ("let 's", "gon na"); such pairs are the only thing that is lost.
        unknown = sorted({k for k in keys if k not in self.known})
        if not unknown:
            return
        if len(self.known) + len(unknown) > _REMEMBERED:
            self.known.clear()
        tokens: list[tuple[str, str, str]] = []
        places: list[int] = []
        for key in unknown:
            if key.after_expletive:
                tokens.append(_EXPLETIVE)
            places.append(len(tokens))
            tokens.append((key.text, key.tag, key.dep))
        words, tags, deps = zip(*tokens, strict=True)
        doc = Doc(
            self._nlp.vocab,
            words=list(words),
            tags=list(tags),
            deps=list(deps),
            heads=list(range(len(words))),
        )
        for component in self._asked:
            doc = component(doc)
        for key, place in zip(unknown, places, strict=True):
            self.known[key] = (doc[place].lemma_, doc[place].pos_)
