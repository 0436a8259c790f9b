"""Other states in the place of the labelled ones, so that no country is learned by heart.

A state is exchanged throughout a text, each of its forms for the like form of the other one: name
for name, demonym for demonym, capital for capital.
"""

import random
import re
from collections.abc import Sequence
from functools import cache, lru_cache

from benchmarks.event_labels import LabelledActor, LabelledEvent, LabelledText
from tightrope.records.spans import Span
from tightrope.reference.actors import State, states

EXCHANGED_SHARE = 0.6
FORMS = ("name", "demonym", "people", "capital")


def _forms(state: State) -> dict[str, str]:
    """The forms of a state that another one's may stand for."""
    found = {"name": state.name}
    if state.demonyms:
        found["demonym"] = state.demonyms[0]
        found["people"] = next((d for d in state.demonyms if d.endswith("s")), state.demonyms[0])
    if state.capitals:
        found["capital"] = state.capitals[0]
    return found


@lru_cache(maxsize=1)
def _known() -> dict[str, dict[str, str]]:
    return {s.iso3: _forms(s) for s in states()}


@lru_cache(maxsize=1)
def _candidates() -> tuple[str, ...]:
    return tuple(iso3 for iso3, forms in _known().items() if len(forms) == len(FORMS))


@cache
def _pattern(iso3: str) -> tuple[re.Pattern[str], dict[str, str]] | None:
    """What to look for, and the form that each written word has."""
    found = [s for s in states() if s.iso3 == iso3]
    if not found:
        return None
    state = found[0]
    kind: dict[str, str] = {}
    for name in (state.name, *state.aliases):
        kind[name] = "name"
    for demonym in state.demonyms:
        kind[demonym] = (
            "people" if demonym.endswith("s") and demonym[:-1] in state.demonyms else ("demonym")
        )
    for capital in state.capitals:
        kind.setdefault(capital, "capital")
    longest_first = sorted(kind, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b"), kind


def renamed(text: LabelledText, chance: random.Random) -> LabelledText:
    """The text with some of its states exchanged for others, consistently."""
    present = {s for a in text.actors for s in a.states}
    chosen: dict[str, str] = {}
    for iso3 in sorted(present):
        if chance.random() < EXCHANGED_SHARE and iso3 in _known():
            free = [c for c in _candidates() if c not in present and c not in chosen.values()]
            chosen[iso3] = chance.choice(free)
    if not chosen:
        return text
    changes = _changes(text.text, chosen)
    if not changes:
        return text

    moved = _Moved(changes)
    return LabelledText(
        text.file,
        text.line,
        moved.text(text.text),
        tuple(
            LabelledActor(
                moved.span(a.span), tuple(chosen.get(s, s) for s in a.states), a.number
            )
            for a in text.actors
        ),
        tuple(
            LabelledEvent(
                moved.span(e.span), e.type, e.reading,
                frozenset(chosen.get(s, s) for s in e.actors),
                frozenset(chosen.get(s, s) for s in e.recipients),
                e.actor_numbers, e.recipient_numbers,
            )
            for e in text.events
        ),
    )  # fmt: skip


def _changes(text: str, chosen: dict[str, str]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for old, new in chosen.items():
        known = _pattern(old)
        if known is None:
            continue
        pattern, kind = known
        for match in pattern.finditer(text):
            other = _known()[new].get(kind[match.group()])
            if other is not None:
                found.append((match.start(), match.end(), other))
    found.sort()
    kept: list[tuple[int, int, str]] = []
    for change in found:
        if not kept or change[0] >= kept[-1][1]:
            kept.append(change)
    return kept


class _Moved:
    """Where the places of a text are after some words were exchanged for others."""

    def __init__(self, changes: Sequence[tuple[int, int, str]]) -> None:
        self._changes = changes

    def text(self, text: str) -> str:
        pieces, done = [], 0
        for start, end, words in self._changes:
            pieces += [text[done:start], words]
            done = end
        return "".join([*pieces, text[done:]])

    def _at(self, offset: int, closing: bool) -> int:
        moved = offset
        for start, end, words in self._changes:
            if end <= offset:
                moved += len(words) - (end - start)
            elif start < offset:  # within what was exchanged: its end or its beginning
                moved += (start + len(words) if closing else start) - offset
        return moved

    def span(self, span: Span) -> Span:
        return Span(self._at(span.start, False), self._at(span.end, True))
