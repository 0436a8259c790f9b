"""Acts told by verbs: which lexicon entry fits a clause, and who fills its slots."""

from collections.abc import Iterable

from tightrope.records.actors import Mention
from tightrope.records.plover import EventType
from tightrope.records.sentences import Parse, Token
from tightrope.reference.lexicon import Entry, nouns, verbs, word_classes
from tightrope.stages.coding.candidates import Candidate
from tightrope.stages.coding.grammar import (
    Clause,
    clause_of,
    conjuncts,
    first_conjunct,
    is_passive,
    is_verb,
    prepositional,
    surface_subjects,
)
from tightrope.stages.coding.parties import Parties

_SKIPPED_ROLES = frozenset({"aux", "auxpass"})
# Acts whose object may be another act; its author is then the party meant ("condemned the raid").
_ACT_OBJECTS = frozenset({EventType.ACCUSE, EventType.SUPPORT, EventType.REJECT, EventType.CONCEDE})
_REFUSALS = frozenset({"refuse", "decline"})
# "killed the deal", "struck a balance": nothing and nobody has been attacked.
_PHYSICAL = frozenset({EventType.ASSAULT, EventType.COERCE})
# Refusing to say something is no answer to another state's request.
_COMMENTS = frozenset(
    {"comment", "say", "elaborate", "confirm", "disclose", "specify", "speculate", "give", "name",
     "identify", "discuss", "answer", "reveal", "quote"}
)  # fmt: skip


def lemma_of(token: Token) -> str:
    return token.lemma.lower()


def verb_candidates(parse: Parse, parties: Parties) -> list[Candidate]:
    """Every verb of the sentence that an entry fits, with its parties."""
    found = []
    for token in parse.tokens:
        if not is_verb(token) or token.dep in _SKIPPED_ROLES:
            continue
        entries = verbs().get(lemma_of(token))
        if entries is None or _is_used_as_noun(parse, token):
            continue
        clause = clause_of(parse, token.i)
        if any(lemma_of(parse.tokens[c]) in _COMMENTS for c in clause.complements) and (
            lemma_of(token) in _REFUSALS or _asks_for_itself(parse, clause)
        ):
            continue
        entry, used = _best(parse, clause, entries)
        if entry is not None:
            found.append(_fill(parse, parties, clause, entry, used))
    return found


def _asks_for_itself(parse: Parse, clause: Clause) -> bool:
    """ "asked not to be named": whoever speaks wants it for himself."""
    return not clause.objects and any(is_passive(parse, c) for c in clause.complements)


def _is_used_as_noun(parse: Parse, token: Token) -> bool:
    """ "frozen assets", "the wounded": a participle that names rather than tells."""
    if token.dep == "amod" and token.tag in ("VBN", "JJ", "VBG"):
        return True
    return token.dep in ("dobj", "pobj", "nsubj", "poss", "compound") and any(
        t.dep in ("det", "poss") for t in parse.dependents(token.i)
    )


def _best(
    parse: Parse, clause: Clause, entries: Iterable[Entry]
) -> tuple[Entry | None, tuple[int, ...]]:
    heads = object_heads(parse, clause)
    for entry in entries:
        if entry.particle and entry.particle not in clause.particles:
            continue
        if entry.shape and not _has_shape(parse, clause, entry.shape):
            continue
        if not entry.objects:
            if entry.type in _PHYSICAL and any(
                lemma_of(parse.tokens[o]) in word_classes()["abstract"] for o in clause.objects
            ):
                continue
            return entry, ()
        for noun, lemma in heads:
            if lemma in entry.objects:
                return entry, (noun,)
    return None, ()


def _has_shape(parse: Parse, clause: Clause, shape: str) -> bool:
    if shape == "object":
        return bool(clause.objects) and not parse.dependents(clause.verb, "xcomp")
    if shape == "trans":
        return bool(clause.objects) or any(is_order(parse, c) for c in clause.complements)
    if shape == "bare":
        named = any(parse.tokens[o].tag in ("WP", "WDT") for o in clause.objects)
        return not named and not parse.dependents(clause.verb, "oprd", "ccomp", "xcomp")
    if shape == "goer":
        return not parse.dependents(clause.verb, "dobj") and _can_travel(parse, clause)
    if shape == "active":
        return not clause.passive
    if shape == "crowd":
        return any(
            parse.tokens[s].tag in ("NNS", "NNPS")
            and lemma_of(parse.tokens[s]) not in word_classes()["people"]
            for s in clause.subjects
        )
    if shape == "intrans":
        return not clause.objects
    if shape == "must":
        return any(parse.tokens[c].dep == "ccomp" and _is_due(parse, c) for c in clause.complements)
    if shape == "clause":
        return any(parse.tokens[c].dep == "ccomp" for c in clause.complements)
    return any(is_order(parse, c) for c in clause.complements)


def _can_travel(parse: Parse, clause: Clause) -> bool:
    """Whether somebody, not something, goes: "the war goes on", "the missiles arrived in ..."."""
    return all(
        parse.tokens[s].pos in ("PROPN", "PRON")
        or lemma_of(parse.tokens[s]) in word_classes()["people"]
        for s in clause.subjects
    )


def _is_due(parse: Parse, i: int) -> bool:
    """Whether a clause tells what somebody has to do."""
    helpers = {t.text.lower() for t in parse.dependents(i, "aux")}
    if helpers & {"must", "should"} or ("ought" in helpers):
        return True
    return parse.tokens[i].lemma in ("have", "need") and any(
        t.dep == "xcomp" and t.tag == "VB" for t in parse.dependents(i)
    )


def is_order(parse: Parse, i: int) -> bool:
    """Whether a complement is what somebody is to do, not what is said to be so."""
    token = parse.tokens[i]
    helpers = {t.text.lower() for t in parse.dependents(i, "aux")}
    return token.tag == "VB" and not helpers & {
        "will", "would", "can", "could", "may", "might", "do", "did", "does",
    }  # fmt: skip


def object_heads(parse: Parse, clause: Clause) -> list[tuple[int, str]]:
    """Nouns that count as the object: its head, what "of" adds to it, and their qualifiers.

    "a package of sanctions", "aid programs", "billions in aid" all let the real object through.
    """
    found: list[tuple[int, str]] = []
    for o in clause.objects:
        for noun in conjuncts(parse, o):
            found.append((noun, lemma_of(parse.tokens[noun])))
            for prep, inner in prepositional(parse, noun):
                if prep in ("of", "in", "from"):
                    found.append((inner, lemma_of(parse.tokens[inner])))
            found += [
                (c.i, lemma_of(c)) for c in parse.dependents(noun, "compound", "amod", "nmod")
            ]
    for prep, noun in clause.preps:
        # "put on alert", "walk out of talks", "withdraw from the treaty".
        if prep in ("on", "of", "from", "under", "off") and (noun, "") not in found:
            head = parse.tokens[noun].head
            if (
                parse.tokens[head].head == clause.verb
                or parse.tokens[parse.tokens[head].head].pos == "ADP"
            ):
                found.append((noun, lemma_of(parse.tokens[noun])))
    rest = parse.dependents(clause.verb, "acomp", "oprd", "advmod", "npadvmod")
    return found + [(c.i, lemma_of(c)) for c in rest]


def _fill(
    parse: Parse, parties: Parties, clause: Clause, entry: Entry, used: tuple[int, ...]
) -> Candidate:
    actors: list[Mention] = []
    for slot in entry.actor:
        actors = slot_mentions(parse, parties, clause, entry, slot, ())
        if actors:
            break
    recipients: list[Mention] = []
    if entry.mutual:
        for slot in entry.recipient:
            more = slot_mentions(parse, parties, clause, entry, slot, used)
            recipients += [m for m in more if m not in recipients]
            if recipients and slot in ("obj", "obj!", "with"):
                break
        actors += [m for m in _listed(parse, parties, clause) if m not in actors]
        if not recipients and used:
            recipients = parties.modifiers(used[0])
    else:
        for slot in entry.recipient:
            more = slot_mentions(parse, parties, clause, entry, slot, used)
            recipients = [m for m in more if m not in actors]
            if recipients:
                break
    verb = parse.tokens[clause.verb]
    first = last = verb.i
    for particle in parse.dependents(verb.i, "prt", "prep"):
        if entry.particle and lemma_of(particle) == entry.particle and particle.i == last + 1:
            last = particle.i
    if used and verb.i < used[0] <= verb.i + 3:
        last = used[0]
    voice = "passive" if clause.passive else "active"
    faceless = not clause.passive and not actors and _is_faceless(parse, clause)
    rule = f"verb:{entry.source} {voice} {entry.actor[0]}>{'|'.join(entry.recipient[:2]) or '-'}"
    return Candidate(
        verb.i,
        first,
        last,
        entry,
        actors,
        recipients,
        rule,
        used=frozenset(used),
        agentless=clause.passive and not clause.subjects,
        faceless=faceless,
        addressed=any(parse.tokens[o].tag == "PRP" for o in clause.objects),
        strange=_is_private(parse, clause)
        or (not any(m.states for m in actors) and _names_a_doer(parse, clause)),
        unknown=_has_unknown_object(parse, parties, clause)
        or _goes_elsewhere(parse, parties, clause, entry)
        or (entry.type is EventType.REQUEST and _is_own_duty(parse, parties, clause, actors)),
    )


def _names_a_doer(parse: Parse, clause: Clause) -> bool:
    """Whether a noun says who acts, so that nobody else does."""
    return any(
        parse.tokens[s].pos in ("NOUN", "PROPN")
        and not any(t.tag == "PRP$" for t in parse.dependents(s, "poss"))
        for s in clause.subjects
    )


def _is_private(parse: Parse, clause: Clause) -> bool:
    """Whether those who act are no arm of a state: "Chilean growers opposed a change"."""
    return bool(clause.subjects) and all(
        lemma_of(parse.tokens[s]) in word_classes()["private"] for s in clause.subjects
    )


def _has_unknown_object(parse: Parse, parties: Parties, clause: Clause) -> bool:
    """Whether the object is a name that nobody knows, or people who are told to act."""
    told = any(is_order(parse, c) for c in clause.complements)
    return any(
        (parse.tokens[o].pos == "PROPN" or (told and parse.tokens[o].tag != "PRP"))
        and not any(m.states for m in parties.of(o))
        for o in clause.objects
    )


def _goes_elsewhere(parse: Parse, parties: Parties, clause: Clause, entry: Entry) -> bool:
    """ "sends its oil to the world market", "helps smallholders": it is given to somebody else."""
    if entry.type is not EventType.AID:
        return False
    nouns_ = [n for p, n in clause.preps if p == "to" and p in entry.recipient]
    if entry.recipient[:1] == ("obj",):
        nouns_ += clause.objects
    return any(parse.tokens[n].pos == "NOUN" and not parties.of(n) for n in nouns_)


def _is_own_duty(parse: Parse, parties: Parties, clause: Clause, actors: Iterable[Mention]) -> bool:
    """ "The minister said his country must ...": nobody else is asked."""
    own = {s for m in actors for s in m.states}
    return any(
        s in own
        for c in clause.complements
        for subject in parse.dependents(c, "nsubj", "nsubjpass")
        for m in parties.of(subject.i)
        for s in m.states
    )


def _is_faceless(parse: Parse, clause: Clause) -> bool:
    """Whether the subject is a thing: "a resolution condemning ...", "the crisis threatens ..."."""
    things = word_classes()["thing"] | word_classes()["abstract"]
    return bool(clause.subjects) and all(
        is_verb(parse.tokens[s]) or lemma_of(parse.tokens[s]) in things for s in clause.subjects
    )


def slot_mentions(
    parse: Parse,
    parties: Parties,
    clause: Clause,
    entry: Entry,
    slot: str,
    used: tuple[int, ...],
) -> list[Mention]:
    """The actors in one grammatical slot of a clause."""
    if slot == "subj":
        found = _many(parties, clause.subjects)
        if not any(m.states for m in found):
            return speaker(parse, parties, clause) or found
        return found
    if slot == "iobj":
        return _many(parties, clause.indirect)
    if slot == "donor":
        return donors(parse, parties, used)
    if slot == "obj!":
        return _people(parse, parties, clause.objects)
    if slot == "obj":
        if used and not any(u in clause.objects for u in used):
            return _many(parties, used)
        return _object_parties(parse, parties, clause, entry)
    if slot == "comp":
        return _complement_subjects(parse, parties, clause)
    for prep, noun in clause.preps:
        if prep == slot:
            reached = parties.of(noun)
            if reached:
                return reached
    return []


def _listed(parse: Parse, parties: Parties, clause: Clause) -> list[Mention]:
    """The other state of a headline's "Peru, Chile sign pact", where the parser sees no "and"."""
    found: list[Mention] = []
    for s in clause.subjects:
        own = parties.at(s)
        if own is None or own.kind != "state" or own.adjectival:
            continue
        for j in (s - 2, s + 2):
            if 0 <= j < len(parse.tokens) and parse.tokens[(s + j) // 2].text == ",":
                other = parties.at(j)
                placed = j < s or j + 1 == clause.verb or parse.tokens[j + 1].text == "to"
                if other is not None and other.kind == "state" and placed:
                    found += [other] if other.states != own.states else []
    return found


_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})
_SAYING = frozenset({"ccomp", "xcomp"})


def speaker(parse: Parse, parties: Parties, clause: Clause) -> list[Mention]:
    """Who stands for an unresolved pronoun: the subject of the verb that reports the clause."""
    if not clause.subjects or any(
        parse.tokens[s].text.lower() not in _PRONOUNS for s in clause.subjects
    ):
        return []
    node = clause.verb
    for j in parse.ancestors(node):
        if parse.tokens[node].dep in _SAYING and is_verb(parse.tokens[j]):
            found = [
                m
                for s in surface_subjects(parse, j)
                if s not in clause.subjects
                for m in parties.of(s)
                if m.states
            ]
            if found:
                return found
        node = j
    return []


def _many(parties: Parties, nouns_: Iterable[int]) -> list[Mention]:
    found: list[Mention] = []
    for noun in nouns_:
        found += [m for m in parties.of(noun) if m not in found]
    return found


def _people(parse: Parse, parties: Parties, nouns_: Iterable[int]) -> list[Mention]:
    """Parties that are themselves met or called, not merely owners of what is."""
    found: list[Mention] = []
    for first in nouns_:
        for noun in conjuncts(parse, first):
            named = parties.at(noun)
            if (named is not None and named.states) or lemma_of(
                parse.tokens[noun]
            ) in word_classes()["people"]:
                found += [m for m in parties.of(noun) if m not in found]
    return found


def _object_parties(parse: Parse, parties: Parties, clause: Clause, entry: Entry) -> list[Mention]:
    found: list[Mention] = []
    for o in clause.objects:
        if parse.tokens[o].pos in ("ADJ", "ADV"):
            continue
        if entry.type in _ACT_OBJECTS and lemma_of(parse.tokens[o]) in nouns():
            authors = act_author(parse, parties, o)
            if authors:
                found += [m for m in authors if m not in found]
                continue
        found += [m for m in parties.of(o) if m not in found]
    return found


def donors(parse: Parse, parties: Parties, used: Iterable[int]) -> list[Mention]:
    """Whose aid it is: "US aid", "Japan's loans"."""
    for noun in used:
        owners = [m for c in parse.dependents(noun, "poss") for m in parties.of(c.i)]
        found = owners or parties.modifiers(noun)
        if found:
            return found
    return []


def act_author(parse: Parse, parties: Parties, noun: int) -> list[Mention]:
    """Whose act the noun tells: "Russia's invasion", "a raid by X", "an offer from Y"."""
    below = prepositional(parse, noun)
    for prep in ("by", "from"):
        for p, n in below:
            if p == prep and parties.of(n):
                return parties.of(n)
    for child in parse.dependents(noun, "poss"):
        if parties.of(child.i):
            return parties.of(child.i)
    found = parties.modifiers(noun)
    first = first_conjunct(parse, noun)
    if not found and first != noun and parse.tokens[first].pos == "NOUN":
        return act_author(parse, parties, first)
    return found


def _complement_subjects(parse: Parse, parties: Parties, clause: Clause) -> list[Mention]:
    for c in clause.complements:
        found = _many(parties, surface_subjects(parse, c))
        own = _many(parties, clause.subjects)
        found = [m for m in found if m not in own]
        if found:
            return found
    return []
