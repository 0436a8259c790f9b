"""Quotations that go on: free-standing sentences in quotation marks after a speaker was named."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from tightrope.records.sentences import Sentence
from tightrope.records.spans import Span
from tightrope.stages.attributing.quotations import Quotation, Quotations
from tightrope.stages.attributing.scenes import MIN_QUOTED_WORDS, merged
from tightrope.stages.attributing.triples import Triple

# After "the envoy said" there may follow when and where, not a content of its own.
_TAIL_WORDS = 12
_SENTENCE_ENDS = ".!?…,;—-"
# White space and marks between a cue and a quotation are never longer than this.
_GAP = 40


class Continuations:
    """Gives the quotations of one text that no rule has attributed to their speakers."""

    def __init__(self, text: str, sentences: Sequence[Sentence], quotations: Quotations) -> None:
        self._text, self._quotations = text, quotations
        self._sentences = sorted(sentences, key=lambda s: s.start)
        self._starts = [s.start for s in self._sentences]
        self._owned: set[int] = set()

    def complete(self, found: Sequence[Triple], bare: Sequence[Triple]) -> list[Triple]:
        """All of ``found`` with what goes on from them, and ``bare`` cues that got a content."""
        for triple in found:
            self._own(triple)
        complete = [*found, *self._beside(bare)]
        self._continue(complete)
        return complete

    def _own(self, triple: Triple) -> None:
        if triple.weak:
            return
        for span in triple.content:
            self._owned.update(
                n
                for n in self._quotations.overlapping(span)
                if self._quotations.all[n].inner.overlaps(span)
            )

    def _beside(self, bare: Sequence[Triple]) -> list[Triple]:
        """Give cues without content the quotation right beside their sentence.

        "The envoy said." takes the quotation that ends before it, a cue before a colon the one
        that follows, also in the next paragraph.
        """
        answered: list[Triple] = []
        for triple in bare:
            first = min(s.start for s in (*triple.cue, *triple.source))
            last = max(s.end for s in (*triple.cue, *triple.source))
            near = self._quotations.overlapping(Span(max(0, first - _GAP), last + _GAP))
            chosen = next((n for n in near if self._is_beside(n, first, last)), None)
            if chosen is not None:
                content = merged([self._quotations.all[chosen].outer], self._text)
                answered.append(replace(triple, content=content))
                self._own(answered[-1])
        return answered

    def _is_beside(self, number: int, first: int, last: int) -> bool:
        if number in self._owned:
            return False
        span = self._quotations.all[number].outer
        if span.start >= last:
            between = self._text[last : span.start]
            return between.strip(" \t\r\n") in (":", ",", "") and "\n\n\n" not in between
        if span.end > first or self._text[span.end : first].strip(" \t,"):
            return False
        return self._text[last : self._sentence_end(last)].count(" ") <= _TAIL_WORDS

    def _continue(self, found: list[Triple]) -> None:
        """Extend the attribution in the sentence before a free-standing quotation.

        That sentence stands in the same paragraph or, where the paragraph before ended in a
        quotation or a colon, in that one.
        """
        order = sorted(
            (t.cue[0].start, i)
            for i, t in enumerate(found)
            if t.cue and t.source and not t.no_comment and not t.weak
        )
        cues = [start for start, _ in order]
        for number, quotation in enumerate(self._quotations.all):
            if len(quotation.inner.of(self._text).split()) < MIN_QUOTED_WORDS:
                continue
            if number in self._owned or not self._free_standing(quotation):
                continue
            last = bisect_right(cues, quotation.outer.start)
            at = self._goes_on_with(
                quotation, [i for _, i in order[max(0, last - 12) : last]], found
            )
            if at is not None:
                content = merged((*found[at].content, quotation.outer), self._text)
                found[at] = replace(found[at], content=content)
                self._own(found[at])

    def _free_standing(self, quotation: Quotation) -> bool:
        """Whether a quotation is a sentence of its own: nothing stands beside it."""
        start, end = quotation.outer.start, quotation.outer.end
        before = self._text[max(0, start - _GAP) : start].rstrip(" \t")
        after = self._text[end : end + _GAP].lstrip(" \t")
        starts = not before or before[-1] in "\n.!?:”\"’'"
        last = quotation.inner.of(self._text).rstrip()[-1:]
        return starts and (not after or after[0] == "\n" or last in _SENTENCE_ENDS)

    def _goes_on_with(
        self, quotation: Quotation, candidates: Sequence[int], found: Sequence[Triple]
    ) -> int | None:
        """Which of the candidates a free-standing quotation goes on with."""
        text, span = self._text, quotation.outer
        window = text[max(0, span.start - _GAP) : span.start]
        before = window.rstrip()
        if "\n" in window[len(before) :] and (not before or before[-1] not in "”\":'"):
            return None
        best: tuple[bool, bool, int] | None = None
        chosen = None
        for i in candidates:
            triple = found[i]
            cue = triple.cue[0]
            if self._quotations.at(cue.start) is not None:
                continue
            end = max(self._sentence_end(cue.end), max(c.end for c in triple.content))
            if end > span.start or text[end : span.start].strip(" \t\n\r.,:;”“\"'’"):
                continue
            if text[end : span.start].count("\n\n") > 1:
                continue
            quoted = any(self._quotations.at(c.end - 1) is not None for c in triple.content)
            nested = any(
                c.start <= cue.start < c.end for k in candidates if k != i for c in found[k].content
            )
            rank = (not nested, quoted, cue.start)
            if best is None or rank > best:
                best, chosen = rank, i
        return chosen

    def _sentence_end(self, offset: int) -> int:
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset <= self._sentences[i].end:
            return self._sentences[i].end
        return offset
