"""The rule coder: acts that grammar and lexicon find in one sentence, each with its rule."""

from collections.abc import Sequence

from tightrope.records.actors import Mention
from tightrope.records.events import Modality, Polarity
from tightrope.records.plover import EventType
from tightrope.records.sentences import Sentence
from tightrope.reference.lexicon import word_classes
from tightrope.stages.coding.candidates import Candidate
from tightrope.stages.coding.contexts import contexts_of
from tightrope.stages.coding.drafts import (
    Draft,
    distinct,
    is_act_between_parties,
    settled,
    tells_something,
)
from tightrope.stages.coding.filling import (
    FROM_SENTENCE,
    fill_from_before,
    fill_from_neighbours,
    fill_from_sentence,
)
from tightrope.stages.coding.frames import verb_candidates
from tightrope.stages.coding.nominal import noun_candidates
from tightrope.stages.coding.parties import Parties
from tightrope.stages.coding.readings import reading_of


def rule_drafts(sentence: Sentence, parties: Parties, before: frozenset[str]) -> list[Draft]:
    """Acts in one sentence in order of their triggers.

    Args:
        sentence: parsed.
        parties: its actors.
        before: the two states that the last act of the sentence before is about, or none.
    """
    parse = sentence.parse
    if any(t.lemma.lower() in word_classes()["elsewhere"] for t in parse.tokens):
        return []
    candidates = verb_candidates(parse, parties)
    standing = [c for c in candidates if _stands(c, c.actors, c.recipients)]
    used = frozenset(n for c in standing for n in c.used)
    candidates += noun_candidates(parse, parties, used)
    candidates.sort(key=lambda c: (c.first, c.last))
    fill_from_neighbours(parse, candidates)
    fill_from_sentence(candidates, parties)
    fill_from_before(candidates, parties, before)
    drafts = [_draft(sentence, candidate) for candidate in candidates]
    return [d for d in drafts if d is not None]


def _draft(sentence: Sentence, candidate: Candidate) -> Draft | None:
    entry = candidate.entry
    actors, recipients = distinct(candidate.actors), distinct(candidate.recipients)
    if entry.mutual:
        actors, recipients = distinct([*actors, *recipients]), ()
    if not _stands(candidate, actors, recipients):
        return None
    reading_found = reading_of(sentence.parse, candidate.anchor, support=candidate.support)
    if reading_found is None:
        return None
    polarity, modality = reading_found
    guessed = FROM_SENTENCE in candidate.carried
    if guessed and polarity is Polarity.NEGATED and modality is not Modality.ACTUAL:
        return None
    draft = Draft(
        sentence=sentence,
        anchor=candidate.anchor,
        first=candidate.first,
        last=candidate.last,
        type=entry.type,
        polarity=polarity,
        modality=settled(polarity, modality, entry.type),
        actors=actors,
        recipients=recipients,
        rule="; ".join([candidate.rule, *dict.fromkeys(candidate.carried)]),
        mode=entry.mode,
        contexts=contexts_of(sentence.parse, candidate.anchor, entry),
        intensity=entry.intensity,
        mutual=entry.mutual,
        needs=entry.needs,
        guessed=bool(candidate.carried),
    )
    return draft if tells_something(draft) else None


def _stands(candidate: Candidate, actors: Sequence[Mention], recipients: Sequence[Mention]) -> bool:
    entry = candidate.entry
    if not actors and (candidate.voiceless or candidate.faceless):
        return False
    if not actors and candidate.nominal and entry.type is not EventType.PROTEST:
        return False
    if candidate.nominal and entry.type is EventType.ASSAULT and not recipients:
        return False
    return is_act_between_parties(
        entry.type, actors, recipients, mutual=entry.mutual, needs=entry.needs
    )
