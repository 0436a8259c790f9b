"""Clauses: who is the logical subject, object and complement of a verb, read off the parse.

All functions take a :class:`~tightrope.records.sentences.Parse` and token indices and return token
indices; nothing here knows about actors or event types.
"""

from dataclasses import dataclass

from tightrope.records.sentences import Parse, Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_CLAUSAL = frozenset(
    {"ccomp", "advcl", "relcl", "parataxis", "csubj", "csubjpass", "xcomp", "acl", "pcomp"}
)
_RELATIVE = frozenset({"who", "which", "that", "whom"})
# With these verbs the understood subject of an infinitive is the subject, not the object.
_SUBJECT_CONTROL = frozenset(
    {"promise", "threaten", "vow", "pledge", "assure", "tell_would", "use"}
)
_LOOSE_PREPOSITIONS = frozenset({"out", "outside", "inside", "off", "ahead", "along", "back", "up"})
# "is opposed to", "is committed to" tell what the subject thinks, not what was done to it.
_STATES = frozenset({"oppose", "commit", "dedicate"})
# What hangs on these tells of something else: "despite statements by ...".
_ASIDE = frozenset(
    {"amid", "despite", "after", "before", "during", "since", "following", "because", "as", "than",
     "without", "unlike", "like"}
)  # fmt: skip
# Prepositions that may stand behind the object and still belong to the verb ("forced X out of").
_PARTICLES = frozenset({"out", "off", "down", "up", "back", "away"})
_RAISING = 4  # tokens within which two verbs may share the object of the second
# "condemned X for selling", "stopped X from leaving": the object is who acts.
_OBJECT_ACTS = frozenset(
    {"accuse", "stop", "prevent", "blame", "ban", "condemn", "criticise", "criticize", "denounce",
     "praise", "thank", "laud", "hail", "punish", "sanction", "suspect", "warn", "fault", "deter",
     "congratulate", "commend", "applaud", "slam", "rebuke", "discourage", "dissuade", "bar"}
)  # fmt: skip
_MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its logical arguments.

    ``preps`` holds (preposition, head of its object) in order of the text, from the verb itself
    and from its objects, since attachment of prepositions is where parsers err most.
    """

    verb: int
    passive: bool
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    indirect: tuple[int, ...]
    preps: tuple[tuple[str, int], ...]
    particles: frozenset[str]
    complements: tuple[int, ...]


def is_verb(token: Token) -> bool:
    return token.pos in ("VERB", "AUX") or token.tag.startswith("VB")


def conjuncts(parse: Parse, i: int) -> list[int]:
    """Token ``i`` and everything coordinated below it."""
    found = [i]
    for j in found:
        found.extend(t.i for t in parse.dependents(j, "conj") if len(found) < 30)
    return sorted(found)


def first_conjunct(parse: Parse, i: int) -> int:
    while parse.tokens[i].dep == "conj" and parse.tokens[i].head != i:
        i = parse.tokens[i].head
    return i


def is_passive(parse: Parse, i: int) -> bool:
    """Whether verb ``i`` stands in the passive voice (with or without its auxiliary)."""
    token = parse.tokens[i]
    if token.tag != "VBN":
        return False
    labels = {t.dep for t in parse.dependents(i)}
    if (
        token.lemma in _STATES
        and "agent" not in labels
        and any(t.dep == "prep" and t.lemma == "to" for t in parse.dependents(i))
    ):
        return False
    if labels & {"auxpass", "nsubjpass", "agent"}:
        return True
    if any(t.dep == "aux" and t.lemma == "have" for t in parse.dependents(i)):
        return False
    if token.dep in ("acl", "amod"):
        return True
    if token.dep == "advcl" and not labels & {"nsubj", "aux", "dobj"}:
        return True
    if token.dep == "conj" and not labels & {"nsubj", "aux"}:
        head = first_conjunct(parse, i)
        return head != i and is_passive(parse, head) and "dobj" not in labels
    return False


def antecedent(parse: Parse, i: int) -> int | None:
    """The noun that a relative pronoun stands for."""
    for j in parse.ancestors(i):
        if parse.tokens[j].dep in ("relcl", "acl"):
            return parse.tokens[j].head
    return None


def _resolved(parse: Parse, i: int) -> int:
    token = parse.tokens[i]
    if token.lemma.lower() in _RELATIVE and token.tag in ("WP", "WDT", "IN", "PRP"):
        noun = antecedent(parse, i)
        return noun if noun is not None else i
    return i


def surface_subjects(parse: Parse, i: int, depth: int = 0) -> list[int]:
    """Grammatical subject of verb ``i``: its own, or the one it shares or is controlled by."""
    own = [t.i for t in parse.dependents(i, *_SUBJECTS) if t.dep != "csubj" or not is_verb(t)]
    if own:
        return [_resolved(parse, s) for s in own]
    token = parse.tokens[i]
    if token.tag in ("VBZ", "VBP", "VBD"):
        # A finite verb with a name before it as "compound" is a parser's slip.
        slips = [
            t.i for t in parse.dependents(i, "compound", "nmod") if t.pos == "PROPN" and t.i < i
        ]
        if slips:
            return slips[-1:]
    if depth > _MAX_DEPTH or token.head == i:
        return []
    head = parse.tokens[token.head]
    if token.dep == "conj":
        return surface_subjects(parse, token.head, depth + 1)
    if token.dep in ("relcl", "acl") and not is_verb(head):
        if token.dep == "acl" and any(t.tag == "TO" for t in parse.dependents(i, "aux")):
            return holders(parse, token.head, depth + 1)
        return [token.head]
    if token.dep in ("xcomp", "ccomp", "advcl") and is_verb(head):
        return _controllers(parse, token, head, depth)
    if token.dep in ("xcomp", "ccomp", "acomp", "advcl", "acl") and head.pos in ("ADJ", "ADV"):
        return surface_subjects(parse, _copula(parse, head.i), depth + 1)
    if token.dep in ("pcomp", "prep") or head.pos == "ADP":
        j = token.head
        while parse.tokens[j].pos in ("ADP", "SCONJ", "ADV") and parse.tokens[j].head != j:
            j = parse.tokens[j].head
        if is_verb(parse.tokens[j]):
            objects = [t.i for t in parse.dependents(j, "dobj")]
            if objects and parse.tokens[j].lemma in _OBJECT_ACTS and not is_passive(parse, j):
                return objects
            return surface_subjects(parse, j, depth + 1)
        if parse.tokens[j].pos in ("ADJ",):
            return surface_subjects(parse, _copula(parse, j), depth + 1)
        return holders(parse, j, depth + 1)
    if token.dep in ("attr", "dep", "dobj", "auxpass", "aux", "prep", "npadvmod", "oprd"):
        return surface_subjects(parse, token.head, depth + 1)
    return []


def _copula(parse: Parse, i: int) -> int:
    head = parse.tokens[i].head
    return head if is_verb(parse.tokens[head]) else i


def _controllers(parse: Parse, token: Token, head: Token, depth: int) -> list[int]:
    trailing = token.dep == "advcl" and token.tag == "VBG" and parse.tokens[token.i - 1].text == ","
    if trailing and head.dep in ("xcomp", "ccomp") and has_infinitive(parse, head.i):
        # "allowed a ship to dock, ignoring X": what follows the comma is about the main subject.
        return surface_subjects(parse, head.head, depth + 1)
    infinitive = token.tag in ("VB", "VBG", "VBN") or any(
        t.tag == "TO" for t in parse.dependents(token.i, "aux")
    )
    if token.dep in ("xcomp", "ccomp") and not is_passive(parse, head.i):
        objects = [t.i for t in parse.dependents(head.i, "dobj", "dative") if t.pos != "ADP"]
        for prep in parse.dependents(head.i, "prep", "dative"):
            if head.lemma in ("call", "appeal", "plead") and prep.lemma in (
                "on",
                "upon",
                "to",
                "with",
            ):
                objects += [t.i for t in parse.dependents(prep.i, "pobj")]
        before = [o for o in objects if o < token.i]
        if before and infinitive and head.lemma not in _SUBJECT_CONTROL:
            return [_resolved(parse, o) for o in before]
    if token.dep == "advcl" and head.lemma in ("call", "appeal", "plead", "ask", "urge", "press"):
        for prep in parse.dependents(head.i, "prep"):
            if prep.lemma in ("on", "upon", "to", "with"):
                return [t.i for t in parse.dependents(prep.i, "pobj")]
        objects = [t.i for t in parse.dependents(head.i, "dobj")]
        if objects and token.tag == "VB":
            return objects
    if token.dep == "advcl" and is_passive(parse, head.i) and head.dep == "acl":
        doers = agents(parse, head.i)
        if doers:
            return doers
    if not infinitive and token.dep == "ccomp":
        return []
    return surface_subjects(parse, head.i, depth + 1)


def has_infinitive(parse: Parse, i: int) -> bool:
    return any(t.tag == "TO" for t in parse.dependents(i, "aux"))


def holders(parse: Parse, noun: int, depth: int = 0) -> list[int]:
    """Whose plan, threat or decision ``noun`` is: possessor, qualifier, or subject of its verb."""
    found = [t.i for t in parse.dependents(noun, "poss")]
    for prep in parse.dependents(noun, "prep", "agent"):
        if prep.lemma in ("by", "from", "of"):
            found += [t.i for t in parse.dependents(prep.i, "pobj")]
    if found:
        return found
    token = parse.tokens[noun]
    if depth > _MAX_DEPTH or token.head == noun:
        return []
    head = parse.tokens[token.head]
    qualifiers = [
        t.i for t in parse.dependents(noun, "amod", "compound", "nmod") if t.text[:1].isupper()
    ]
    if token.dep in ("dobj", "attr", "oprd") and is_verb(head) and not is_passive(parse, head.i):
        return surface_subjects(parse, head.i, depth + 1) or qualifiers
    if token.dep == "pobj" and not qualifiers:
        above = head.head
        if is_verb(parse.tokens[above]):
            return surface_subjects(parse, above, depth + 1)
    return qualifiers


def agents(parse: Parse, i: int) -> list[int]:
    """Who a passive verb says did it ("by ...")."""
    found = []
    for prep in parse.dependents(i, "agent", "prep"):
        if prep.dep == "agent" or prep.lemma == "by":
            found += [t.i for t in parse.dependents(prep.i, "pobj")]
    return found


def prepositional(parse: Parse, i: int, depth: int = 0) -> list[tuple[str, int]]:
    """(preposition, object) pairs below ``i``, nested ones too, never from another clause."""
    found: list[tuple[str, int]] = []
    if depth > 5:
        return found
    for child in parse.dependents(i):
        if (
            (
                child.dep in ("prep", "agent", "dative")
                and child.pos
                in (
                    "ADP",
                    "SCONJ",
                    "ADV",
                    "PART",
                )
            )
            or child.dep in ("prep", "agent")
            or (child.pos == "ADP" and child.dep in ("prt", "advmod"))
        ):
            found += _objects_of(parse, child, child.lemma.lower(), depth)
        elif child.dep == "advmod" and parse.dependents(child.i, "prep"):
            found += prepositional(parse, child.i, depth + 1)
    return found


def _objects_of(parse: Parse, prep: Token, name: str, depth: int) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for child in parse.dependents(prep.i):
        if child.dep in ("pobj", "dobj"):
            for noun in conjuncts(parse, child.i):
                found.append((name, noun))
                if name not in _ASIDE:
                    found += prepositional(parse, noun, depth + 1)
        elif child.dep in ("prep", "pcomp") and child.pos == "ADP":
            inner = child.lemma.lower()
            found += _objects_of(parse, child, inner, depth + 1)
        elif child.dep == "conj" and child.pos == "ADP":
            found += _objects_of(parse, child, child.lemma.lower(), depth + 1)
    return found


def clause_of(parse: Parse, i: int) -> Clause:
    """Read verb ``i`` with its arguments, passive turned into active."""
    passive = is_passive(parse, i)
    surface = surface_subjects(parse, i)
    objects = [_resolved(parse, t.i) for t in parse.dependents(i, "dobj", "attr", "oprd")]
    indirect = [t.i for t in parse.dependents(i, "dative") if t.pos != "ADP"]
    token = parse.tokens[i]
    if passive:
        subjects, objects = agents(parse, i), surface + objects
    else:
        subjects = surface
        if not objects and token.dep != "conj":
            # "condemned and bombed X": the object stands with the last verb.
            for j in conjuncts(parse, i)[1:]:
                if is_verb(parse.tokens[j]) and j - i <= _RAISING and not is_passive(parse, j):
                    objects = [t.i for t in parse.dependents(j, "dobj")]
                    break
            if parse.dependents(i, "ccomp", "xcomp"):
                objects = []
    if token.dep == "relcl" and not passive:
        relatives = [
            t for t in parse.dependents(i) if t.dep in ("dobj", "pobj") and t.tag in ("WDT", "WP")
        ]
        gap = not objects and bool(parse.dependents(i, "nsubj"))
        own = surface_is(parse, i, token.head)
        if not relatives and gap and not own and not parse.dependents(i, "ccomp", "xcomp"):
            objects = [token.head]
    preps: list[tuple[str, int]] = prepositional(parse, i)
    if passive:
        preps = [p for p in preps if not (p[0] == "by" and p[1] in subjects)]
    for o in objects[:2]:
        for noun in conjuncts(parse, o):
            preps += prepositional(parse, noun)
    for c in parse.dependents(i, "acomp", "attr", "oprd", "npadvmod"):
        if c.i not in objects:
            preps += prepositional(parse, c.i)
    direct = min((t.i for t in parse.dependents(i, "dobj")), default=len(parse.tokens))
    particles = frozenset(
        t.lemma.lower()
        for t in parse.dependents(i)
        if t.i > i
        and (
            t.dep in ("prt", "advmod", "acomp", "oprd")
            or (
                t.dep in ("prep", "agent", "dative", "mark")
                and (t.i < direct or t.lemma.lower() in _PARTICLES)
            )
        )
    )
    complements = tuple(
        t.i for t in parse.dependents(i, "xcomp", "ccomp", "advcl", "pcomp") if is_verb(t)
    )
    return Clause(
        i, passive, tuple(dict.fromkeys(subjects)), tuple(dict.fromkeys(objects)),
        tuple(indirect), tuple(dict.fromkeys(sorted(preps, key=lambda p: p[1]))), particles,
        complements,
    )  # fmt: skip


def surface_is(parse: Parse, i: int, noun: int) -> bool:
    """Whether ``noun`` is already the subject of verb ``i``."""
    return noun in surface_subjects(parse, i)
