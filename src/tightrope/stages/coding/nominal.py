"""Acts told by nouns: "the suspension of aid", "talks between A and B", "a visit to A by B"."""

from tightrope.records.actors import Mention
from tightrope.records.plover import EventType
from tightrope.records.sentences import Parse
from tightrope.reference.lexicon import Entry, embeddings, nouns, supports
from tightrope.stages.coding.candidates import Candidate
from tightrope.stages.coding.frames import act_author, donors, lemma_of
from tightrope.stages.coding.grammar import (
    clause_of,
    first_conjunct,
    is_passive,
    is_verb,
    prepositional,
    surface_subjects,
)
from tightrope.stages.coding.parties import Parties

_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
# A demand that is rejected has been made all the same.
_SPOKEN = frozenset({EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN, EventType.AGREE})
_ANSWERS = frozenset(
    {"reject", "oppose", "refuse", "deny", "consider", "study", "discuss", "receive"}
)
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr"})


def noun_candidates(parse: Parse, parties: Parties, taken: frozenset[int]) -> list[Candidate]:
    """Every noun that an entry fits and no verb has consumed, with its parties."""
    found = []
    for token in parse.tokens:
        if token.i in taken or token.tag not in _NOUN_TAGS:
            continue
        entries = nouns().get(lemma_of(token))
        if entries is None or ((m := parties.at(token.i)) is not None and m.head == token.start):
            continue
        if token.dep in ("compound", "amod") and not _names_two(parties, token.i):
            continue
        for entry in entries:
            used = _company(parse, token.i, entry)
            if used is not None:
                found.append(_fill(parse, parties, token.i, entry, used))
                break
    return found


def _names_two(parties: Parties, i: int) -> bool:
    return len(parties.modifiers(i)) > 1


def _company(parse: Parse, i: int, entry: Entry) -> tuple[int, ...] | None:
    if entry.shape == "support" and support_of(parse, i) is None:
        return None
    if not entry.objects:
        return ()
    for prep, noun in prepositional(parse, i):
        if prep in ("of", "in", "on", "to") and lemma_of(parse.tokens[noun]) in entry.objects:
            return (noun,)
        if prep == "of":
            for child in parse.dependents(noun, "compound"):
                if lemma_of(child) in entry.objects:
                    return (noun,)
    for child in parse.dependents(i, "compound", "amod", "poss", "nmod"):
        if lemma_of(child) in entry.objects:
            return (child.i,)
    return None


def support_of(parse: Parse, i: int) -> int | None:
    """The support verb whose object noun ``i`` is ("held talks", "the talks were held")."""
    token = parse.tokens[first_conjunct(parse, i)]
    for _ in range(3):
        head = parse.tokens[token.head]
        if token.dep in _OBJECTS and is_verb(head):
            return head.i if lemma_of(head) in supports() else None
        # "take part in an exercise"
        if token.dep == "pobj" and head.lemma == "in" and parse.tokens[head.head].lemma == "part":
            token = parse.tokens[head.head]
            continue
        # "a round of talks", "the start of an offensive"
        if token.dep == "pobj" and head.lemma == "of" and parse.tokens[head.head].pos == "NOUN":
            token = parse.tokens[head.head]
            continue
        if token.dep == "pobj" and head.lemma in ("in", "into", "on", "through", "with", "for"):
            verb = parse.tokens[head.head]
            if is_verb(verb) and lemma_of(verb) in (
                "take", "engage", "enter", "embark", "participate", "travel", "arrive", "end",
                "start", "open",
            ):  # fmt: skip
                return verb.i
        break
    return None


def _fill(parse: Parse, parties: Parties, i: int, entry: Entry, used: tuple[int, ...]) -> Candidate:
    support = support_of(parse, i)
    if (
        support is not None
        and entry.type in _SPOKEN
        and lemma_of(parse.tokens[support]) in _ANSWERS
    ):
        support = None
    below = _prepositions(parse, i, support)
    actors: list[Mention] = []
    for slot in entry.actor:
        found = _slot(parse, parties, i, slot, below, support, used, entry)
        if any(m.states for m in found):
            actors = found
            break
        actors = actors or found
    if not any(m.states for m in actors):
        by_others = _holders_above(parse, parties, i) if not entry.mutual else []
        actors = by_others or actors
    recipients: list[Mention] = []
    for slot in entry.recipient:
        found = _slot(parse, parties, i, slot, below, support, used, entry)
        found = [m for m in found if m not in actors]
        recipients += [m for m in found if m not in recipients]
        if recipients and not entry.mutual:
            break
    actors = [m for m in actors if m not in recipients]
    if entry.mutual and recipients and not actors:
        actors = [m for m in _speakers(parse, parties, i) if m not in recipients]
    if not recipients and not entry.mutual and support is not None:
        role = _role(parse, support)
        if role == "recipient":
            recipients = [m for m in _subjects(parse, parties, support) if m not in actors]
    if not entry.mutual and actors and not recipients:
        qualifiers = [m for m in parties.modifiers(i) if m not in actors]
        recipients = qualifiers
    rule = f"noun:{entry.source} {entry.actor[0]}>{'|'.join(entry.recipient[:2]) or '-'}"
    return Candidate(i, i, i, entry, actors, recipients, rule, support, frozenset(used))


def _role(parse: Parse, support: int) -> str:
    """Which side of the act the support verb's subject is."""
    return supports().get(lemma_of(parse.tokens[support]), ("actor", ""))[0]


def _prepositions(parse: Parse, i: int, support: int | None) -> list[tuple[str, int]]:
    """Prepositions of the noun, and those after it that a support verb has attracted."""
    found = prepositional(parse, i)
    first = first_conjunct(parse, i)
    if first != i:
        found += [p for p in prepositional(parse, first) if p[1] > i]
    token = parse.tokens[i]
    if token.dep == "pobj" and parse.tokens[token.head].lemma == "of":
        above = parse.tokens[parse.tokens[token.head].head]
        if above.pos == "NOUN":
            found += [p for p in prepositional(parse, above.i) if p[1] > i]
    verb = support
    if verb is None:
        head = parse.tokens[token.head]
        if is_verb(head) and token.dep in ("nsubj", "nsubjpass", "dobj"):
            verb = head.i
    if verb is not None:
        found += [p for p in prepositional(parse, verb) if p not in found and p[1] > i]
    return [p for p in dict.fromkeys(found) if p[1] != i]


def _subjects(parse: Parse, parties: Parties, verb: int) -> list[Mention]:
    found: list[Mention] = []
    for s in clause_of(parse, verb).subjects:
        found += [m for m in parties.of(s) if m not in found]
    return found


def _slot(
    parse: Parse,
    parties: Parties,
    i: int,
    slot: str,
    below: list[tuple[str, int]],
    support: int | None,
    used: tuple[int, ...],
    entry: Entry,
) -> list[Mention]:
    if slot == "subj":
        if support is None or _role(parse, support) != "actor":
            return []
        return _subjects(parse, parties, support)
    if slot == "poss":
        found: list[Mention] = []
        for child in parse.dependents(i, "poss"):
            found += parties.of(child.i)
        return found
    if slot == "donor":
        return donors(parse, parties, used)
    if slot == "mod":
        return parties.modifiers(i)
    if slot == "comp":
        for child in parse.dependents(i, "acl", "relcl"):
            if is_verb(child) and not is_passive(parse, child.i):
                found = [m for o in parse.dependents(child.i, "dobj") for m in parties.of(o.i)]
                if found:
                    return found
        return []
    for prep, noun in below:
        if prep != slot:
            continue
        if slot == "of" and noun in used and not entry.mutual:
            own = parties.of(noun, places="from" not in entry.recipient)
            if own:
                return own
            continue
        mentions = parties.of(noun, places=slot != "of" or "from" not in entry.recipient)
        if mentions:
            return mentions
    return []


_CARRYING = frozenset({"with", "by", "through"})


def _holders_above(parse: Parse, parties: Parties, i: int) -> list[Mention]:
    """Whose act it is when another noun says so: "the Kenyan announcement of withdrawal"."""
    token = parse.tokens[i]
    first = first_conjunct(parse, i)
    if (
        first != i
        and parse.tokens[first].pos == "NOUN"
        and lemma_of(parse.tokens[first]) in nouns()
    ):
        return act_author(parse, parties, first)
    if token.dep != "pobj":
        return []
    prep = parse.tokens[token.head]
    above = parse.tokens[prep.head]
    if prep.lemma in ("of", "for", "about") and above.pos == "NOUN":
        return act_author(parse, parties, above.i) if lemma_of(above) in embeddings() else []
    if prep.lemma in _CARRYING and is_verb(above) and not is_passive(parse, above.i):
        return [m for s in surface_subjects(parse, above.i) for m in parties.of(s) if m.states]
    return []


def _speakers(parse: Parse, parties: Parties, i: int) -> list[Mention]:
    """Whose talks "talks with X" are when nobody is named: whoever the sentence is about."""
    for j in parse.ancestors(i):
        if is_verb(parse.tokens[j]):
            found = [
                m
                for s in surface_subjects(parse, j)
                for m in parties.of(s, places=False)
                if m.states
            ]
            if found:
                return found
    return []


def controlled_subjects(parse: Parse, parties: Parties, verb: int) -> list[Mention]:
    """Actors that are the understood subject of ``verb``."""
    found: list[Mention] = []
    for s in surface_subjects(parse, verb):
        found += [m for m in parties.of(s) if m not in found]
    return found
