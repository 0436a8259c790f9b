"""Parties that an act takes over from the acts around it in the same sentence."""

from collections.abc import Sequence

from tightrope.records.actors import Mention
from tightrope.records.plover import EventType
from tightrope.records.sentences import Parse
from tightrope.stages.coding.candidates import Candidate

# Acts that say something about another act: the inner act's recipient is theirs too.
_OUTER = frozenset(
    {EventType.THREATEN, EventType.AGREE, EventType.REJECT, EventType.CONCEDE, EventType.REQUEST}
)
# Acts that somebody asked for are done to (or for) whoever asked.
_FOR_ASKER = frozenset(
    {EventType.AID, EventType.RETREAT, EventType.CONCEDE, EventType.COOPERATE, EventType.SUPPORT,
     EventType.AGREE}
)  # fmt: skip


def fill_from_neighbours(parse: Parse, candidates: Sequence[Candidate]) -> None:
    """Complete parties between an act and the act that governs it ("threatened to bomb X")."""
    by_anchor = {c.anchor: c for c in candidates}
    for inner in candidates:
        outer = _governor(parse, inner, by_anchor)
        if outer is None:
            continue
        _upwards(inner, outer)
        _downwards(inner, outer)


def _governor(
    parse: Parse, inner: Candidate, by_anchor: dict[int, Candidate]
) -> Candidate | None:
    for distance, j in enumerate(parse.ancestors(inner.anchor)):
        if j in by_anchor:
            return by_anchor[j]
        if parse.tokens[j].dep in ("relcl", "parataxis") or distance > 4:
            return None
    return None


def _upwards(inner: Candidate, outer: Candidate) -> None:
    if outer.recipients or outer.entry.type not in _OUTER:
        return
    if outer.entry.mutual and len(_states(outer.actors)) > 1:
        return
    others = _without(inner.recipients, outer.actors)
    if outer.entry.type is EventType.REQUEST:
        others = _without(inner.actors, outer.actors) or others
    if others:
        outer.recipients = list(others)
        outer.carried.append("recipient from the act it governs")


def _downwards(inner: Candidate, outer: Candidate) -> None:
    kind = outer.entry.type
    if not inner.actors:
        if kind is EventType.REQUEST:
            inner.actors = list(outer.recipients)
        elif kind in _OUTER and inner.support is None and inner.anchor != outer.anchor:
            inner.actors = _without(outer.actors, inner.recipients)
    if inner.recipients or (inner.entry.mutual and len(_states(inner.actors)) > 1):
        return
    if kind is EventType.REQUEST and inner.entry.type in _FOR_ASKER:
        inner.recipients = _without(outer.actors, inner.actors)
    elif kind in (EventType.AGREE, EventType.THREATEN, EventType.REJECT) or inner.entry.mutual:
        inner.recipients = _without(outer.recipients, inner.actors)
    if inner.recipients:
        inner.carried.append("recipient from the act that governs it")


def _without(mentions: list[Mention], others: list[Mention]) -> list[Mention]:
    states = _states(others)
    return [m for m in mentions if m not in others and not (set(m.states) & states)]


def _states(mentions: list[Mention]) -> set[str]:
    return {s for m in mentions for s in m.states}
