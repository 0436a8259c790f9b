"""The state for which a speaker speaks, where only the text around tells it.

"The foreign minister" of a story about Peru is Peru's. What is said of a paper once ("a leaked U.S.
assessment") holds for it afterwards ("the document"); what is said of a person once holds for that
person. Nobody is given a state who does not act for one by description.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tightrope.records.spans import Span
from tightrope.stages.attributing.chains import Draft
from tightrope.stages.attributing.describing import speaks_for_a_state
from tightrope.stages.attributing.pages import Page

_TAKING_UP = frozenset({"the", "this", "that", "both"})
# How far before a name the noun of "an aide to" may begin, in characters.
_DESCRIBED = 40
# Share of the naming of states that one must have to be the one a text is about.
_MAIN_SHARE = 0.35


def settle_states(page: Page, drafts: Sequence[Draft]) -> None:
    """Give speakers without a state the one that the text gives them elsewhere."""
    known: dict[str, tuple[str, ...]] = {}
    for draft in drafts:
        if draft.speaker.states and draft.speaker.name:
            known.setdefault(draft.speaker.name, draft.speaker.states)
    papers: dict[str, tuple[str, ...]] = {}
    for draft in drafts:
        speaker, triple = draft.speaker, draft.triple
        if not speaker.name:
            continue
        if speaker.kind == "document":
            noun = speaker.artifact.noun if speaker.artifact is not None else speaker.name
            states = speaker.states or _states_in(page, triple.source)
            states = states or papers.get(noun, ()) or _nearest(page, triple.source)
            if states:
                papers.setdefault(noun, states)
        else:
            states = (
                speaker.states or known.get(speaker.name, ()) or _states_in(page, triple.source)
            )
            written = " ".join(s.of(page.text) for s in triple.source)
            if not states and speaker.kind != "outlet":
                states = _named_before(page, triple.source, written)
            if not states and speaker.kind != "outlet" and speaks_for_a_state(written):
                states = _nearest(page, triple.source)
        if states and states != speaker.states:
            draft.speaker = replace(speaker, states=states)
            known.setdefault(speaker.name, states)


def _states_in(page: Page, source: Sequence[Span]) -> tuple[str, ...]:
    """The state named within a phrase: "an analyst of a London group"."""
    for mention in page.mentions_in(source):
        if mention.states:
            return mention.states
    return ()


def _named_before(page: Page, source: Sequence[Span], written: str) -> tuple[str, ...]:
    """The state of whom a phrase takes up by its noun alone: "the fund", "the aide".

    That is the last one named before whose name, or whose words in the text, end in the noun, or
    who is described by it: "an aide to Ethiopia's premier".
    """
    words = written.lower().split()
    if len(words) != 2 or words[0] not in _TAKING_UP:
        return ()
    for mention in reversed(page.mentions):
        if not mention.states or mention.span.end > source[0].start:
            continue
        named = f"{mention.name} {mention.text}".lower().split()
        if mention.kind in ("institution", "organisation") and words[1] in named:
            return mention.states
        head = page.text[max(0, mention.span.start - _DESCRIBED) : mention.span.start].lower()
        if mention.kind in ("person", "institution", "state") and re.search(
            rf"\b{re.escape(words[1])}s? (?:to|of|for|at|in|from) (?:the |an? )?$", head
        ):
            return mention.states
    return ()


def _nearest(page: Page, source: Sequence[Span]) -> tuple[str, ...]:
    """The one state that the text before a phrase is about."""
    if not source:
        return ()
    at = source[0].start
    named = [
        m.states[0]
        for m in page.mentions
        if m.states and m.span.end <= at and m.kind in ("state", "person", "institution", "unnamed")
    ]
    if not named:
        return ()
    ((main, count),) = Counter(named).most_common(1)
    return (main,) if count / len(named) >= _MAIN_SHARE else ()
