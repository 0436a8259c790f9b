"""Quotations that go on: free-standing sentences in quotation marks after a speaker was named."""

from collections.abc import Sequence
from dataclasses import replace

from tightrope.records.sentences import Sentence
from tightrope.records.spans import Span
from tightrope.stages.attributing.quotations import Quotations
from tightrope.stages.attributing.scenes import MIN_QUOTED_WORDS, merged
from tightrope.stages.attributing.triples import Triple


def continued(
    text: str, sentences: Sequence[Sentence], quotations: Quotations, found: list[Triple]
) -> list[Triple]:
    """Give quotations that no rule attributed to the speaker who was last heard.

    A quotation belongs to a later cue if that has taken it, to the attribution before it in the
    same or the preceding paragraph if nothing stands between them, and to a cue that ends in a
    colon right before it.
    """
    found = list(found)
    for number, quotation in enumerate(quotations.all):
        span = quotation.outer
        if any(
            c.start <= quotation.inner.start and quotation.inner.end <= c.end + 2
            for t in found
            for c in t.content
        ):
            continue
        if len(quotation.inner.of(text).split()) < MIN_QUOTED_WORDS:
            continue
        if not _free_standing(text, span):
            continue
        at = _speaker_before(text, span, quotation.paragraph, quotations, number, found, sentences)
        if at is not None:
            found[at] = replace(found[at], content=merged((*found[at].content, span), text))
    return found


def _free_standing(text: str, span: Span) -> bool:
    """Whether a quotation is a sentence of its own: nothing of the sentence stands outside it."""
    before = text[: span.start].rstrip(" \t")
    after = text[span.end :].lstrip(" \t")
    starts = not before or before[-1] in '\n.!?:”"’'
    last = text[max(span.start, span.end - 2) : span.end]
    ends = not after or after[0] == "\n" or any(c in ".!?…" for c in last)
    return starts and ends


def _speaker_before(
    text: str,
    span: Span,
    paragraph: int,
    quotations: Quotations,
    number: int,
    found: list[Triple],
    sentences: Sequence[Sentence],
) -> int | None:
    """Index of the attribution that a free-standing quotation goes on with."""
    best: tuple[int, int] | None = None
    for i, triple in enumerate(found):
        if triple.no_comment or triple.weak or not triple.source:
            continue
        end = max(s.end for s in (*triple.content, *triple.cue, *triple.source))
        if end > span.start or quotations.at(triple.cue[0].start if triple.cue else 0) is not None:
            continue
        between = text[end : span.start]
        if len(between.strip(" \t\n\r.,:;”“\"'’")) > 0:
            continue
        if between.count("\n\n") > 1:
            continue
        start = min(s.start for s in triple.content)
        if best is None or (end, -start) > best:
            best = (end, -start)
            chosen = i
    return chosen if best is not None else None
