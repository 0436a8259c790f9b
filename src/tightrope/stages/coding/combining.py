"""The learned coder and the rules together: which one is believed in what.

The encoder is better at seeing that an act is told, and of which kind, in words that no lexicon
lists; grammar is better at who did it to whom within one sentence. What was measured, and on which
texts, stands in ``docs/methods-events.md``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tightrope.language.learned.events import FoundEvent
from tightrope.language.learned.release import EVENTS_NAME
from tightrope.records.actors import Mention
from tightrope.records.events import Modality, Polarity
from tightrope.records.sentences import Parse, Sentence
from tightrope.reference.cues import cue
from tightrope.stages.coding.contexts import words_contexts
from tightrope.stages.coding.drafts import (
    Draft,
    distinct,
    is_act_between_parties,
    settled,
    tells_something,
    undirected,
)
from tightrope.stages.coding.grammar import is_verb
from tightrope.stages.coding.learned import Sides, reading, sides

RULE = f"model:{EVENTS_NAME}"


@dataclass(frozen=True, slots=True)
class Trust:
    """Probabilities at which one coder gives way to the other.

    Attributes:
        alone: an act that only the encoder sees counts from here on (told, and of its type).
        denied: an act that only the rules see is dropped when the encoder is surer than
            1 - ``denied`` that nothing is told there.
        retyped: the encoder's type replaces the rules' when it leaves them less than this.
        reread: likewise for the reading, where the encoder is sure of its own (``certain``).
        party: how probable a party must be that the encoder adds.
    """

    alone: float = 0.8
    denied: float = 0.05
    retyped: float = 0.0
    reread: float = 0.1
    certain: float = 0.95
    party: float = 0.5


TRUST = Trust()
BRIEF = Trust(alone=0.9)
"""A sentence or two by themselves leave the encoder little to go by."""
WARY = Trust(alone=0.97, denied=0.8)
"""In a text that is not about acts between states, what looks like one mostly is none."""
# Who asks for an act is a matter of what governs it ("decided to freeze" is no request).
_CERTAIN_REQUEST = 0.99
FEWEST_SENTENCES = 4
_BUSY = 0.6
"""Acts a sentence, in sentences that name a state, from which on a text is about them."""


def trust_in(told: Sequence[FoundEvent], sentences: int) -> Trust:
    """Whom to believe in a text, by how much the encoder sees told in all of it.

    Args:
        told: its triggers in the whole text.
        sentences: how many of the text's sentences were looked at.
    """
    if sentences < FEWEST_SENTENCES:
        return BRIEF
    return TRUST if sum(f.told for f in told) >= _BUSY * sentences else WARY


def combined(
    sentence: Sentence,
    ruled: Sequence[Draft],
    told: Sequence[FoundEvent],
    mentions: Sequence[Mention],
    trust: Trust = TRUST,
) -> list[Draft]:
    """One list of two, in order of the triggers.

    Args:
        sentence: what both have read.
        ruled: the rules' drafts of it.
        told: the encoder's triggers in it.
        mentions: the actors of the whole text.
        trust: who is believed in what.
    """
    found: list[Draft] = []
    free = list(told)
    for draft in ruled:
        matching = [f for f in free if f.trigger.overlaps(draft.trigger)]
        best = max(matching, key=lambda f: (f.probability(draft.type), f.told), default=None)
        if best is None:
            if trust.denied <= 0:
                found.append(draft)
            continue
        if best.told < trust.denied:
            continue
        free.remove(best)
        made = _reconciled(draft, best, mentions, trust)
        if made is not None:
            found.append(made)
    for event in free:
        kind = event.type
        if event.probability(kind) >= trust.alone:
            made = _by_model(sentence, event, mentions, trust)
            if made is not None:
                found.append(made)
    return sorted(found, key=lambda d: (d.first, d.last, d.type))


def _reconciled(
    draft: Draft, event: FoundEvent, mentions: Sequence[Mention], trust: Trust
) -> Draft | None:
    kind = draft.type
    believed = event.probability(kind) / max(event.told, 1e-9)
    if believed < trust.retyped:
        kind = event.type
    polarity, modality = draft.polarity, draft.modality
    certain = _CERTAIN_REQUEST if event.reading == "requested" else trust.certain
    if max(event.readings) >= certain and _likelihood(event, polarity, modality) < trust.reread:
        polarity, modality = reading(event)
    parties = sides(event, mentions, kind, trust.party)
    actors, recipients = draft.actors, draft.recipients
    mutual = draft.mutual
    if kind is not draft.type and undirected(kind) != mutual:
        mutual = undirected(kind)
        actors, recipients = parties.actors, parties.recipients
    elif mutual:
        if len(draft.actor_states) < 2:
            actors = distinct([*actors, *parties.actors, *parties.recipients])
    else:
        # What a rule only guessed gives way to what the encoder sees.
        if not draft.actor_states or (draft.guessed and parties.actors):
            actors = tuple(m for m in parties.actors if not _among(m, recipients)) or actors
        if not draft.recipient_states or (draft.guessed and parties.recipients):
            recipients = tuple(m for m in parties.recipients if not _among(m, actors)) or recipients
    changed = replace(
        draft,
        type=kind,
        polarity=polarity,
        modality=settled(polarity, modality, kind),
        actors=actors,
        recipients=recipients,
        mutual=mutual,
        mode=draft.mode if kind is draft.type else "",
        intensity=draft.intensity if kind is draft.type else None,
        rule=f"{draft.rule}+{RULE}",
        probability=round(event.probability(kind), 3),
    )
    return changed if _stands(changed) else None


def _among(mention: Mention, others: Sequence[Mention]) -> bool:
    states = {s for o in others for s in o.states}
    return bool(mention.states) and set(mention.states) <= states


def _likelihood(event: FoundEvent, polarity: Polarity, modality: Modality) -> float:
    name = "negated" if polarity is Polarity.NEGATED else str(modality)
    return event.reading_probability(name)


def _by_model(
    sentence: Sentence, event: FoundEvent, mentions: Sequence[Mention], trust: Trust
) -> Draft | None:
    tokens = sentence.tokens_in(event.trigger)
    if not tokens:
        return None
    kind = event.type
    anchor = _anchor(sentence.parse, [t.i for t in tokens])
    if _only_says(sentence.parse, anchor):
        return None
    parties: Sides = sides(event, mentions, kind, trust.party)
    polarity, modality = reading(event)
    draft = Draft(
        sentence=sentence,
        anchor=anchor,
        first=tokens[0].i,
        last=tokens[-1].i,
        type=kind,
        polarity=polarity,
        modality=settled(polarity, modality, kind),
        actors=parties.actors,
        recipients=parties.recipients,
        rule=RULE,
        contexts=words_contexts(sentence.parse, anchor),
        mutual=undirected(kind),
        needs=2,
        probability=round(event.probability(kind), 3),
    )
    return draft if _stands(draft) else None


def _stands(draft: Draft) -> bool:
    needs = 2 if draft.mutual else draft.needs
    return is_act_between_parties(
        draft.type, draft.actors, draft.recipients, mutual=draft.mutual, needs=needs
    ) and tells_something(draft)


def _anchor(parse: Parse, tokens: Sequence[int]) -> int:
    """The token of a trigger that governs the others."""
    inside = set(tokens)
    heads = [i for i in tokens if parse.tokens[i].head not in inside or parse.tokens[i].head == i]
    verbs = [i for i in heads if is_verb(parse.tokens[i])]
    return (verbs or heads or list(tokens))[0]


def _only_says(parse: Parse, anchor: int) -> bool:
    """ "Warned that it can't go on", "argued that": a statement, kept as one. What it tells of acts
    stands within; the verbs with which saying is itself an act are known to the rules."""
    token = parse.tokens[anchor]
    says = is_verb(token) and cue("verb", token.lemma.lower()) is not None
    return says and bool(parse.dependents(anchor, "ccomp"))
