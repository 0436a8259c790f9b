"""Blocks: the units in which text is kept or left out, and what can be seen of each."""

import re
from dataclasses import dataclass
from functools import cached_property

from tightrope.stages.cleaning.language_identification import ENGLISH_FUNCTION_WORDS

# Scripts written without spaces count each sign as half a word or so.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f"
_WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\W{_UNSPACED}]+(?:['’][^\W{_UNSPACED}]+)*")
_SENTENCE_END = re.compile(r"""[.!?…。！？।؟][)\]"'”’»]*(?:\s*\[\d+\])?$""")
_SENTENCE_BREAK = re.compile(r"""[.!?][)"'”’]*\s+["'“‘(]*[A-Z0-9]""")
_BULLET = re.compile(r"^\s*(?:[•·▪●◦‣∙]|[*+-](?=\s)|\d{1,2}[.)](?=\s))\s*")


@dataclass(frozen=True)
class Block:
    """A paragraph, a list item or a lone line of the raw text.

    Attributes:
        text: its text on one line, white space collapsed, Markdown marks taken off.
        gap: blank lines before it.
        heading: it was marked as a heading.
        run_on: it was cut out of a line that ran together; it is joined again if it stays.
    """

    text: str
    gap: int = 1
    heading: bool = False
    run_on: bool = False

    @cached_property
    def words(self) -> list[str]:
        return _WORD.findall(self.text)

    @cached_property
    def bullet(self) -> bool:
        return _BULLET.match(self.text) is not None

    @cached_property
    def ends_sentence(self) -> bool:
        return _SENTENCE_END.search(self.text) is not None

    @cached_property
    def sentences(self) -> int:
        """Full stops inside and at the end, roughly."""
        return len(_SENTENCE_BREAK.findall(self.text)) + int(self.ends_sentence)

    @cached_property
    def lower_share(self) -> float:
        """Share of words that start with neither a capital nor a digit (unicase letters count)."""
        if not self.words:
            return 0.0
        return sum(not (w[0].isupper() or w[0].isdigit()) for w in self.words) / len(self.words)

    @cached_property
    def function_share(self) -> float:
        """Share of English function words."""
        if not self.words:
            return 0.0
        return sum(w.lower() in ENGLISH_FUNCTION_WORDS for w in self.words) / len(self.words)

    @cached_property
    def trails_off(self) -> bool:
        """It ends in dots, as the teasers of other articles do."""
        return self.text.endswith(("...", "…", "[…]", "[...]"))

    @cached_property
    def is_prose(self) -> bool:
        """A sentence or more, by its looks."""
        n = len(self.words)
        if n < 5 or self.lower_share < 0.45 or self.trails_off:
            return False
        if self.ends_sentence:
            return n >= 8 or self.function_share >= 0.25
        return not self.run_on and n >= 25 and self.lower_share >= 0.6
