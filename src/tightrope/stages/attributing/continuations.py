"""Quotations that go on: free-standing sentences in quotation marks after a speaker was named."""

from collections.abc import Sequence
from dataclasses import replace

from tightrope.records.sentences import Sentence
from tightrope.stages.attributing.quotations import Quotation, Quotations
from tightrope.stages.attributing.scenes import MIN_QUOTED_WORDS, merged
from tightrope.stages.attributing.triples import Triple

# After "Rubio said" there may follow when and where, not a content of its own.
_TAIL_WORDS = 12
_SENTENCE_ENDS = ".!?…,;—-"


def beside(
    text: str,
    sentences: Sequence[Sentence],
    quotations: Quotations,
    bare: list[Triple],
    found: list[Triple],
) -> list[Triple]:
    """Give cues without content the quotation right beside their sentence.

    ``Rubio said.`` takes the quotation that ends before it, a cue before a colon the one that
    follows, also in the next paragraph.
    """
    ordered = sorted(sentences, key=lambda s: s.start)
    answered: list[Triple] = []
    for triple in bare:
        first = min(s.start for s in (*triple.cue, *triple.source))
        last = max(s.end for s in (*triple.cue, *triple.source))
        chosen = None
        for quotation in quotations.all:
            span = quotation.outer
            if _attributed(quotation, [*found, *answered]):
                continue
            after_colon = text[last : span.start].strip(" \t\r\n") if span.start >= last else "x"
            if after_colon in (":", ",", "") and "\n\n\n" not in text[last : span.start]:
                chosen = quotation
                break
            if (
                span.end <= first
                and not text[span.end : first].strip(" \t,")
                and (text[last : _sentence_end(ordered, last)].count(" ") <= _TAIL_WORDS)
            ):
                chosen = quotation
                break
        if chosen is not None:
            answered.append(replace(triple, content=merged([chosen.outer], text)))
    return answered


def continued(
    text: str, sentences: Sequence[Sentence], quotations: Quotations, found: list[Triple]
) -> list[Triple]:
    """Give quotations that no rule attributed to the speaker who was last heard.

    A free-standing quotation goes on with the attribution in the sentence before it, in the same
    paragraph or, where that paragraph ended in a quotation or a colon, in the one before.
    """
    found = list(found)
    ordered = sorted(sentences, key=lambda s: s.start)
    for quotation in quotations.all:
        if len(quotation.inner.of(text).split()) < MIN_QUOTED_WORDS:
            continue
        if _attributed(quotation, found) or not _free_standing(text, quotation):
            continue
        at = _goes_on_with(text, quotation, quotations, ordered, found)
        if at is not None:
            content = merged((*found[at].content, quotation.outer), text)
            found[at] = replace(found[at], content=content)
    return found


def _attributed(quotation: Quotation, found: list[Triple]) -> bool:
    return any(c.overlaps(quotation.inner) for t in found if not t.weak for c in t.content)


def _free_standing(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence of its own: nothing of the sentence stands outside it."""
    before = text[: quotation.outer.start].rstrip(" \t")
    after = text[quotation.outer.end :].lstrip(" \t")
    starts = not before or before[-1] in "\n.!?:”\"’'"
    last = quotation.inner.of(text).rstrip()[-1:]
    return starts and (not after or after[0] == "\n" or last in _SENTENCE_ENDS)


def _goes_on_with(
    text: str,
    quotation: Quotation,
    quotations: Quotations,
    sentences: Sequence[Sentence],
    found: list[Triple],
) -> int | None:
    """Index of the attribution that a free-standing quotation goes on with."""
    span = quotation.outer
    before = text[: span.start].rstrip()
    across = "\n" in text[len(before) : span.start]
    if across and (not before or before[-1] not in "”\":'"):
        return None
    best: tuple[bool, bool, int] | None = None
    chosen = None
    for i, triple in enumerate(found):
        if triple.no_comment or triple.weak or not triple.source or not triple.cue:
            continue
        cue = triple.cue[0]
        if cue.start > span.start or quotations.at(cue.start) is not None:
            continue
        end = max(_sentence_end(sentences, cue.end), max(c.end for c in triple.content))
        if end > span.start or text[end : span.start].strip(" \t\n\r.,:;”“\"'’"):
            continue
        if text[end : span.start].count("\n\n") > 1:
            continue
        has_quote = any(quotations.at(c.end - 1) is not None for c in triple.content)
        own = not any(
            c.start <= cue.start < c.end for t in found if t is not triple for c in t.content
        )
        rank = (own, has_quote, cue.start)
        if best is None or rank > best:
            best, chosen = rank, i
    return chosen


def _sentence_end(sentences: Sequence[Sentence], offset: int) -> int:
    for sentence in sentences:
        if sentence.start <= offset <= sentence.end:
            return sentence.end
    return offset
