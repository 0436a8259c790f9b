"""From cleaned texts to parsed sentences: segment, pass the gate, parse what is left, once."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tightrope.language.parser import MAX_SENTENCE_CHARACTERS, Parser
from tightrope.language.segmentation import Segment, segments
from tightrope.records.readings import Reading
from tightrope.records.sentences import Sentence


def read_sentences(
    readings: Sequence[Reading], parser: Parser, may_hold: Callable[[str], bool]
) -> list[Reading]:
    """Fill ``Reading.sentences`` of several documents with one pass of the parser.

    Args:
        readings: documents of one batch; what is not English is left without sentences.
        parser: reads sentences, each distinct one once.
        may_hold: the gate; a sentence that it refuses can hold nothing and is not parsed.
    """
    kept: list[tuple[int, Segment, str]] = []
    for number, reading in enumerate(readings):
        document = reading.document
        if document.language != "en":
            continue
        for segment in segments(document.text, document.title):
            text = segment.span.of(document.text)
            if len(text) <= MAX_SENTENCE_CHARACTERS and may_hold(text):
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
