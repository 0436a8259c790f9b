"""What judging needs of grammar: negation, conditions, subjects, and the reach of a word."""

from tightrope.records.sentences import Parse, Token
from tightrope.reference.evaluations import evaluations

_PREDICATES = frozenset({"acomp", "attr", "oprd"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_NEGATIVE = frozenset({"no", "neither", "nor", "never", "nothing", "hardly", "without", "nobody"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
#: Verbs that turn what is done under them into its contrary ("failed to protect").
_UNDOING = frozenset({"fail", "cease", "stop", "end", "refuse", "decline", "neglect", "deny"})
_WITHHELD = frozenset({"refuse", "decline", "deny", "avoid", "stop", "cease", "hesitate"})
# What stands after these suffers the act that the noun before them names.
_TOWARDS_VICTIM = frozenset({"on", "against", "upon", "to", "over", "towards"})
# Harms whose sufferer stands after "of": "the invasion of X".
_HARMS_OF = evaluations().groups["harm-of"]
_MUST = frozenset({"should", "must", "ought", "shall"})
_OWNING = frozenset({"poss", "amod", "compound", "nmod", "agent", "pobj", "conj", "pcomp"})
_OWNING_PREPOSITIONS = frozenset({"of", "by"})
_PLACING = frozenset({"in", "at", "near", "inside", "within", "across", "into", "around"})
_MOST_STEPS = 12


def negated(parse: Parse, token: Token) -> bool:
    """Whether a word is said not to hold: "is not a threat", "no friend", "never thanked"."""
    current = token
    for _ in range(_MOST_STEPS):
        for child in parse.dependents(current.i):
            if child.dep == "neg" or (
                child.dep in ("det", "advmod", "preconj", "cc") and child.text.lower() in _NEGATIVE
            ):
                return True
            if child.dep == "advmod" and child.text.lower() == "longer":
                return True
        head = parse.tokens[current.head]
        if head.i == current.i:
            return False
        if current.dep == "amod" and head.pos in ("NOUN", "PROPN"):
            current = head
        elif current.dep in _PREDICATES or (
            current.dep == "pobj" and head.lemma.lower() in ("as", "without")
        ):
            if head.lemma.lower() == "without":
                return True
            current = head
        elif current.dep == "prep" and head.pos in ("VERB", "AUX") and current.text == "as":
            current = head
        elif current.dep == "conj":
            if any(c.text.lower() in ("but",) for c in parse.dependents(head.i, "cc")):
                return False
            current = head
        else:
            return False
    return False


def undone(parse: Parse, token: Token) -> bool:
    """Whether a verb stands under one that undoes it: "failed to protect"."""
    head = parse.tokens[token.head]
    return token.dep in ("xcomp", "ccomp") and head.lemma.lower() in _UNDOING


def withheld(parse: Parse, token: Token) -> bool:
    """Whether a judgement is refused rather than given: "declined to condemn"."""
    head = parse.tokens[token.head]
    return token.dep in ("xcomp", "ccomp") and head.lemma.lower() in _WITHHELD


def conditional(parse: Parse, token: Token) -> bool:
    """Whether a word stands in a condition or an open question."""
    for i in (token.i, *parse.ancestors(token.i)):
        if any(c.text.lower() in _CONDITIONS for c in parse.dependents(i, "mark")):
            return True
    return False


def is_verb(token: Token) -> bool:
    """Whether a word does the work of a verb here."""
    return token.pos in ("VERB", "AUX") and token.dep not in ("amod", "compound")


def subject(parse: Parse, token: Token) -> Token | None:
    """Who does what a verb tells, or of whom a predicate tells; followed over conjunctions,
    relative clauses and infinitives.
    """
    current = token
    for _ in range(_MOST_STEPS):
        own = parse.dependents(current.i, *_SUBJECTS)
        if own:
            if own[0].tag in ("WDT", "WP") and current.dep == "relcl":
                return parse.tokens[current.head]
            return own[0]
        head = parse.tokens[current.head]
        if head.i == current.i:
            return None
        if current.dep in ("relcl", "acl"):
            return head
        if current.dep == "pcomp":
            # "accused X of dumping": who is accused does it.
            over = parse.tokens[head.head]
            named = parse.dependents(over.i, "dobj", "obj", "nsubjpass")
            return named[0] if named else subject(parse, over)
        if current.dep == "xcomp":
            held = parse.dependents(head.i, "dobj", "obj")
            if held:
                return held[0]
        if current.dep not in ("conj", "xcomp", "advcl", "attr", "acomp", "aux", "oprd"):
            return None
        current = head
    return None


def reach(parse: Parse, token: Token) -> list[Token]:
    """What a judging word governs, its subject left out."""
    left_out: set[int] = set()
    for child in parse.dependents(token.i, "nsubj", "csubj", "advcl", "conj", "cc", "parataxis"):
        left_out.update(parse.subtree(child.i))
    return [parse.tokens[i] for i in parse.subtree(token.i) if i not in left_out and i != token.i]


def victim_of(parse: Parse, token: Token, harms: frozenset[str]) -> bool:
    """Whether a name stands for the one harmed: "the raid on X", "sanctions against X"."""
    current = token
    for _ in range(_MOST_STEPS):
        head = parse.tokens[current.head]
        if head.i == current.i:
            return False
        if current.dep == "prep":
            preposition, noun = current.text.lower(), head.lemma.lower()
            if preposition in _TOWARDS_VICTIM and noun in harms:
                return True
            if preposition == "of" and noun in _HARMS_OF:
                return True
        current = head
    return False


def only_a_place(parse: Parse, token: Token, word: Token) -> bool:
    """Whether a name tells where something is, seen from a judging word: "the war in X"."""
    current = token
    for _ in range(_MOST_STEPS):
        head = parse.tokens[current.head]
        if head.i == current.i or current.i == word.i:
            return False
        if current.dep == "prep" and current.text.lower() in _PLACING:
            return head.i != word.i
        current = head
    return False


def owners(parse: Parse, token: Token) -> list[Token]:
    """A noun with those whose it is: "X's offer", "the Y offer", "the raid by Z"."""
    found, waiting = [token], [token.i]
    while waiting:
        for child in parse.dependents(waiting.pop()):
            owning = child.dep in _OWNING or (
                child.dep in ("prep", "agent") and child.text.lower() in _OWNING_PREPOSITIONS
            )
            if owning:
                found.append(child)
                waiting.append(child.i)
    return found


def demanded(parse: Parse, token: Token) -> bool:
    """Whether a deed is asked for rather than told: "should respect"."""
    own = {c.text.lower() for c in parse.dependents(token.i, "aux")}
    if own & _MUST:
        return True
    head = parse.tokens[token.head]
    return token.dep == "conj" and head.i != token.i and demanded(parse, head)


def passive(parse: Parse, token: Token) -> bool:
    """Whether a verb is in the passive."""
    return bool(parse.dependents(token.i, "nsubjpass", "auxpass"))
