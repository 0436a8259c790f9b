"""Echoes: a claim named again by a noun and denied in passing.

"The minister claimed that the base was shut, a claim the ministry denied": what is denied is the
content of the claim, not the two words that point back to it.
"""

from dataclasses import replace

from tightrope.records.spans import Span
from tightrope.reference.cues import cue
from tightrope.stages.attributing.scenes import Scene, merged
from tightrope.stages.attributing.triples import Triple

_POINTING = frozenset({"it", "this", "that", "them", "these", "those"})


def resolve_echoes(scene: Scene, found: list[Triple]) -> list[Triple]:
    """Give denials in passing the claim they deny, and end the claim where the noun begins.

    A denial whose content is nothing but a pronoun that points to no claim is left out.
    """
    kept = list(found)
    for k, echo in enumerate(found):
        if _pronoun(scene, echo):
            claims = [t for t in found if t is not echo and _stated_before(t, echo)]
            content = claims[-1].content if claims else ()
            kept[k] = replace(echo, content=content, rule=f"{echo.rule}/echo")
            continue
        at = _echoed(scene, echo)
        if at is None:
            continue
        for m, claim in enumerate(found):
            if m == k or claim.weak or not claim.cue or claim.cue[0].start > at:
                continue
            if not any(c.start < at <= c.end for c in claim.content):
                continue
            spans = (Span(c.start, min(c.end, at)) for c in claim.content if c.start < at)
            claimed = tuple(_without_comma(s, scene.text) for s in merged(spans, scene.text))
            if claimed:
                kept[m] = replace(claim, content=claimed)
                kept[k] = replace(echo, content=claimed, rule=f"{echo.rule}/echo")
    return [t for t in kept if t.content]


def _pronoun(scene: Scene, triple: Triple) -> bool:
    """Whether a denial's content is only "it", "this" or "that"."""
    if not triple.denies or len(triple.content) != 1 or triple.no_comment:
        return False
    return triple.content[0].of(scene.text).lower() in _POINTING


def _stated_before(claim: Triple, echo: Triple) -> bool:
    if claim.weak or claim.denies or not claim.cue or not echo.cue:
        return False
    return claim.content[-1].end <= echo.cue[0].start and claim.cue[0].start < echo.cue[0].start


def _echoed(scene: Scene, triple: Triple) -> int | None:
    """Where the noun phrase begins that a cue in a relative clause points back to."""
    if not triple.cue or len(triple.content) != 1:
        return None
    sentence = scene.sentence
    content = triple.content[0]
    tokens = sentence.tokens_in(content)
    if not tokens or len(tokens) > 4 or content.start > triple.cue[0].start:
        return None
    head = next((t for t in tokens if cue("noun", t.lemma.lower())), None)
    if head is None:
        return None
    cued = {t.i for s in triple.cue for t in sentence.tokens_in(s)}
    if not any(t.i in cued for t in scene.parse.dependents(head.i, "relcl")):
        return None
    return content.start


def _without_comma(span: Span, text: str) -> Span:
    end = span.end
    while end > span.start and text[end - 1] in " ,;—–":
        end -= 1
    return Span(span.start, end)
