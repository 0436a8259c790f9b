"""Speakers who "were quoted as saying": one attribution to them, not one to whoever quotes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tightrope.records.spans import Span
from tightrope.stages.attributing.triples import Triple

_QUOTED = re.compile(r"\b(?:been|being|was|were|is|are)\s+(?:\w+ly\s+)?(?:quoted|cited|reported)$")
_AS = re.compile(r"\bas\s*$")
_REACH = 60


def merge_quoted(text: str, found: Sequence[Triple]) -> list[Triple]:
    """Join "was quoted" to the "as saying" that goes with it.

    The grammar gives two triples, one of them without the speaker. The one that is left has the
    speaker as source and both cues; who quotes stands in the chain.
    """
    quoting = [t for t in found if t.cue and _QUOTED.search(t.cue[-1].of(text))]
    kept = list(found)
    for outer in quoting:
        for inner in found:
            if inner is outer or not inner.source or not inner.cue or outer not in kept:
                continue
            gap = text[outer.cue[-1].end : inner.cue[0].start]
            if 0 < len(gap) <= _REACH and _AS.search(gap) and "." not in gap:
                cue = _joined(text, (*outer.cue, *inner.cue))
                kept[kept.index(inner)] = replace(inner, cue=cue, rule=inner.rule + "/quoted")
                kept.remove(outer)
                break
    return kept


def _joined(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans with nothing but "as" between them are one."""
    joined: list[Span] = []
    for span in spans:
        if joined and text[joined[-1].end : span.start].strip() == "as":
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
