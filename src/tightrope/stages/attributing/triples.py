"""Attribution triples: what a finder hands on, whether it goes by rules or by a model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tightrope.records.sentences import Sentence
from tightrope.records.spans import Span

WEAK_PREFIX = "weak/"


@dataclass(frozen=True, slots=True)
class Triple:
    """Source, cue and content of one attribution, as spans of the document's text.

    ``source`` and ``cue`` may be empty (an unattributed report; a quotation that goes on), the
    content never is. ``rule`` says what found it; rules that begin with ``weak/`` are beliefs,
    intentions and judgements rather than words. ``denies`` marks a source that does not hold the
    content, ``no_comment`` one that would not speak.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    lemma: str = ""
    rule: str = ""
    denies: bool = False
    no_comment: bool = False

    @property
    def weak(self) -> bool:
        return self.rule.startswith(WEAK_PREFIX)


class TripleFinder(Protocol):
    """The half of the stage that a learned model can replace."""

    def find(self, text: str, sentences: Sequence[Sentence]) -> list[Triple]:
        """All attributions of one document, in the order of their contents."""
        ...
