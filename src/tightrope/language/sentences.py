"""From cleaned texts to parsed sentences: segment, pass the gate, parse what is left, once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from tightrope.language.gate import default_gate
from tightrope.language.pace import is_fast
from tightrope.language.parser import MAX_SENTENCE_CHARACTERS, Parser
from tightrope.language.segmentation import Segment, segments
from tightrope.language.state_gate import state_gate
from tightrope.records.readings import Reading
from tightrope.records.sentences import Sentence


class Selecting(Protocol):
    """A gate: which sentences of one text, in order, are read."""

    def select(self, sentences: Sequence[str]) -> list[bool]: ...


def chosen_gate() -> Selecting:
    """The gate of this process: the narrow one where reading is fast."""
    return state_gate() if is_fast() else default_gate()


def read_sentences(readings: Sequence[Reading], parser: Parser, gate: Selecting) -> list[Reading]:
    """Fill ``Reading.sentences`` of several documents with one pass of the parser.

    Args:
        readings: documents of one batch; what is not English is left without sentences.
        parser: reads sentences, each distinct one once.
        gate: says which sentences can hold something; the others are not parsed.
    """
    kept: list[tuple[int, Segment, str]] = []
    for number, reading in enumerate(readings):
        document = reading.document
        if document.language != "en":
            continue
        found = segments(document.text, document.title)
        texts = [segment.span.of(document.text) for segment in found]
        for segment, text, passed in zip(found, texts, gate.select(texts), strict=True):
            if passed and len(text) <= MAX_SENTENCE_CHARACTERS:
                kept.append((number, segment, text))
    parses = parser.parse([text for _, _, text in kept])
    sentences: list[list[Sentence]] = [[] for _ in readings]
    for (number, segment, _), parse in zip(kept, parses, strict=True):
        own = sentences[number]
        own.append(
            Sentence(
                start=segment.span.start,
                parse=parse,
                paragraph=segment.paragraph,
                index=len(own),
                role=segment.role,
            )
        )
    return [
        replace(reading, sentences=tuple(own))
        for reading, own in zip(readings, sentences, strict=True)
    ]
