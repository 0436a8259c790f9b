"""The state for which a speaker speaks, where only the text around tells it.

"The foreign minister" of a story about Peru is Peru's. What is said of a paper once ("a leaked U.S.
assessment") holds for it afterwards ("the document"); what is said of a person once holds for that
person. Nobody is given a state who does not act for one by description.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tightrope.records.spans import Span
from tightrope.stages.attributing.chains import Draft
from tightrope.stages.attributing.describing import speaks_for_a_state
from tightrope.stages.attributing.pages import Page

# Share of the naming of states that one must have to be the one a text is about.
_MAIN_SHARE = 0.5


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
