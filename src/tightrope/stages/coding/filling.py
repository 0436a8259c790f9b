"""Parties that an act takes over from the acts around it in the same sentence."""

from collections.abc import Sequence
from dataclasses import replace

from tightrope.records.actors import Mention
from tightrope.records.plover import QUAD_CLASS, EventType, QuadClass
from tightrope.records.sentences import Parse
from tightrope.stages.coding.candidates import Candidate
from tightrope.stages.coding.parties import Parties

FROM_SENTENCE = "the other side from the rest of the sentence"
# Acts that say something about another act: the inner act's recipient is theirs too.
_OUTER = frozenset(
    {EventType.THREATEN, EventType.AGREE, EventType.REJECT, EventType.CONCEDE, EventType.REQUEST}
)
# "agreed to meet", "was asked to cooperate": who acts together is known from the act above.
_JOINING = frozenset({EventType.AGREE, EventType.REQUEST, EventType.THREATEN})
_CONFLICT = frozenset({QuadClass.VERBAL_CONFLICT, QuadClass.MATERIAL_CONFLICT})
_VERBAL = frozenset({QuadClass.VERBAL_COOPERATION, QuadClass.VERBAL_CONFLICT})
# Acts that somebody asked for are done to (or for) whoever asked.
_FOR_ASKER = frozenset(
    {EventType.AID, EventType.RETREAT, EventType.CONCEDE, EventType.COOPERATE, EventType.SUPPORT,
     EventType.AGREE}
)  # fmt: skip


def fill_from_neighbours(parse: Parse, candidates: Sequence[Candidate]) -> None:
    """Complete parties between an act and the act that governs it ("threatened to bomb X")."""
    by_anchor = {c.anchor: c for c in candidates}
    depth = {c.anchor: sum(1 for _ in parse.ancestors(c.anchor)) for c in candidates}
    for inner in sorted(candidates, key=lambda c: (depth[c.anchor], c.anchor)):
        outer = _governor(parse, inner, by_anchor)
        if outer is None:
            continue
        _upwards(inner, outer)
        if _is_answer(parse, inner, outer):
            _answered(inner, outer)
        elif _is_asked(parse, inner, outer):
            _asked(inner, outer)
        else:
            _downwards(parse, inner, outer)


# Acts that may take their missing side from the only other state of the sentence.
_DIRECTED = frozenset(EventType) - {EventType.CONSULT, EventType.PROTEST}
# On labelled sentences the guess is wrong more often than right for these.
_GRAMMATICAL = frozenset({EventType.COERCE})
# A noun names a deed in passing: only its own grammar tells to whom it was done.
_PLAIN_NOUNS = frozenset(
    t for t in EventType if QUAD_CLASS[t] not in _VERBAL and t is not EventType.COERCE
)


def fill_from_sentence(candidates: Sequence[Candidate], parties: Parties) -> None:
    """Give an act with one side the only other state that its sentence names, if there is one."""
    named = [m for m in parties.all if m.states]
    for candidate in candidates:
        if candidate.entry.mutual or candidate.entry.type not in _DIRECTED:
            continue
        if candidate.unknown or (not candidate.actors and candidate.voiceless):
            continue
        bare = candidate.nominal and not candidate.entry.objects
        if candidate.entry.type in (_PLAIN_NOUNS if bare else _GRAMMATICAL):
            continue
        if candidate.strange or (
            candidate.entry.type is EventType.CONCEDE and "comp" in candidate.entry.recipient
        ):
            continue
        if candidate.actors and not candidate.recipients:
            known = candidate.actors
        elif candidate.recipients and not candidate.actors and not candidate.strange:
            known = candidate.recipients
        else:
            continue
        left = {s for m in named for s in m.states} - _states(known)
        if len(left) != 1 or not _states(known):
            continue
        other = [replace(m, states=tuple(left)) for m in named if left & set(m.states)][:1]
        if candidate.entry.type is EventType.COERCE and other[0].kind == "organisation":
            continue
        if known is candidate.actors:
            candidate.recipients = other
        else:
            candidate.actors = other
        candidate.carried.append(FROM_SENTENCE)


def fill_from_before(
    candidates: Sequence[Candidate], parties: Parties, before: frozenset[str]
) -> None:
    """Give a one-sided act the other state of the pair that the sentence before was about.

    Only where the sentence itself names no third state: "France froze its aid to Mali. It also
    recalled its ambassador."
    """
    named = {s for m in parties.all for s in m.states}
    if len(before) != 2 or not named <= before:
        return
    for candidate in candidates:
        if candidate.entry.mutual or candidate.entry.type not in _DIRECTED or candidate.unknown:
            continue
        if candidate.nominal or candidate.strange:
            continue
        known = _states(candidate.actors)
        other = before - known
        if candidate.recipients or len(known) != 1 or len(other) != 1:
            continue
        anchor = candidate.actors[0]
        code = next(iter(other))
        candidate.recipients = [replace(anchor, name=code, states=(code,))]
        candidate.carried.append("the other side from the sentence before")


def _governor(parse: Parse, inner: Candidate, by_anchor: dict[int, Candidate]) -> Candidate | None:
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
    if not _is_towards(outer, inner):
        outer.unknown = True
    if outer.unknown or outer.addressed:
        return
    others = _without(inner.recipients, outer.actors)
    if outer.entry.type is EventType.REQUEST:
        others = _without(inner.actors, outer.actors) or others
    if others:
        outer.recipients = list(others)
        outer.carried.append("recipient from the act it governs")


def _is_towards(outer: Candidate, inner: Candidate) -> bool:
    """Whether who the inner act is done to is also who the outer act is about.

    Promising a blow promises its victim nothing, and who refuses to deal one rejects nobody.
    """
    kind = outer.entry.type
    if kind is EventType.CONCEDE:
        return False
    kind_inner = inner.entry.type
    hostile = QUAD_CLASS[kind_inner] in _CONFLICT and kind_inner is not EventType.MOBILIZE
    return not hostile or kind in (EventType.THREATEN, EventType.REQUEST)


def _downwards(parse: Parse, inner: Candidate, outer: Candidate) -> None:
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
    elif parse.tokens[inner.anchor].tag.startswith("VB") and (
        kind in (EventType.AGREE, EventType.THREATEN, EventType.REJECT)
        or (inner.entry.mutual and kind in _JOINING)
    ):
        inner.recipients = _without(outer.recipients, inner.actors)
    if inner.recipients:
        inner.carried.append("recipient from the act that governs it")


def _is_answer(parse: Parse, inner: Candidate, outer: Candidate) -> bool:
    """ "rejected Paraguay's request": the request was made to whoever rejects it."""
    return (
        outer.entry.type in (EventType.REJECT, EventType.CONCEDE)
        and inner.entry.type in (EventType.REQUEST, EventType.AGREE, EventType.ACCUSE)
        and inner.anchor in outer.used | set(_objects(parse, outer.anchor))
    )


def _objects(parse: Parse, i: int) -> list[int]:
    return [t.i for t in parse.dependents(i, "dobj", "nsubjpass")]


def _answered(inner: Candidate, outer: Candidate) -> None:
    if not inner.actors:
        inner.actors = _without(outer.recipients, outer.actors)
    if not inner.recipients:
        inner.recipients = _without(outer.actors, inner.actors)
        inner.carried.append("recipient from the answer to it")


def _is_asked(parse: Parse, inner: Candidate, outer: Candidate) -> bool:
    """ "a request by Malta to release fishermen": whoever is asked is to act."""
    token = parse.tokens[inner.anchor]
    return (
        outer.entry.type is EventType.REQUEST
        and not parse.tokens[outer.anchor].tag.startswith("VB")
        and token.dep in ("acl", "relcl")
        and token.tag == "VB"
    )


def _asked(inner: Candidate, outer: Candidate) -> None:
    inner.actors = list(outer.recipients)
    if not inner.recipients or _states(inner.recipients) & _states(inner.actors):
        inner.recipients = _without(outer.actors, inner.actors)
    inner.carried.append("parties from the request")


def _without(mentions: list[Mention], others: list[Mention]) -> list[Mention]:
    states = _states(others)
    return [m for m in mentions if m not in others and not (set(m.states) & states)]


def _states(mentions: list[Mention]) -> set[str]:
    return {s for m in mentions for s in m.states}
