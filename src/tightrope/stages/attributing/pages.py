"""A page: one reading with look-up by offset, as the enriching half of the stage needs it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeVar

from tightrope.records.actors import Mention
from tightrope.records.readings import Reading
from tightrope.records.sentences import Sentence, Token
from tightrope.records.spans import Span
from tightrope.records.times import TimeExpression

_Placed = TypeVar("_Placed", Mention, TimeExpression)


class Page:
    """One reading; sentences, mentions and times are found by where they stand."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.document = reading.document
        self.text = reading.document.text
        self.sentences = tuple(sorted(reading.sentences, key=lambda s: s.start))
        self._starts = [s.start for s in self.sentences]
        self.mentions = tuple(sorted(reading.mentions, key=lambda m: (m.span, m.name)))
        self._mention_starts = [m.span.start for m in self.mentions]
        self.times = tuple(sorted(reading.times, key=lambda t: t.span))
        self._time_starts = [t.span.start for t in self.times]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds a character, or None between sentences."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self.sentences[i].end:
            return self.sentences[i]
        return None

    def sentence_before(self, sentence: Sentence) -> Sentence | None:
        """The sentence in front of one in the same paragraph, None at its beginning."""
        i = bisect_left(self._starts, sentence.start) - 1
        if i >= 0 and self.sentences[i].paragraph == sentence.paragraph:
            return self.sentences[i]
        return None

    def mentions_in(self, spans: Iterable[Span]) -> list[Mention]:
        """Mentions that share a character with any of the spans, in order."""
        return _overlapping(self.mentions, self._mention_starts, spans)

    def times_in(self, spans: Iterable[Span]) -> list[TimeExpression]:
        """Time expressions that share a character with any of the spans, in order."""
        return _overlapping(self.times, self._time_starts, spans)

    def head_of(self, spans: Sequence[Span]) -> tuple[Sentence, Token] | None:
        """The word that governs a phrase: the first of its tokens whose head lies outside it."""
        if not spans:
            return None
        sentence = self.sentence_at(spans[0].start)
        if sentence is None:
            return None
        inside = sentence.tokens_in(spans[0])
        numbers = {t.i for t in inside}
        for token in inside:
            if (token.head == token.i or token.head not in numbers) and token.pos != "PUNCT":
                return sentence, token
        return None


def _overlapping(
    items: Sequence[_Placed], starts: Sequence[int], spans: Iterable[Span]
) -> list[_Placed]:
    found: list[_Placed] = []
    for span in spans:
        # Nothing that names an actor or a time is longer than this.
        low = bisect_left(starts, span.start - 300)
        for i in range(low, len(items)):
            if items[i].span.start >= span.end:
                break
            if items[i].span.overlaps(span) and items[i] not in found:
                found.append(items[i])
    return found
