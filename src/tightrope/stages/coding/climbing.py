"""Climbing: what each word above an act does to it, from the act up to the root."""

from tightrope.records.sentences import Parse, Token
from tightrope.reference.lexicon import embeddings, supports
from tightrope.stages.coding.grammar import is_passive, is_verb
from tightrope.stages.coding.marks import PLANNED, POSSIBLE, noun_marks, own_marks

_SUBSTITUTED = frozenset({"without", "instead", "rather"})
_LIMIT = 25
# What the table says of a word and what is no mark on an act: it is as real as without the word.
_SILENT = frozenset({"", "said", "plain"})
# "A wish for talks" asks for them; where somebody's own act is wished, the climb says "planned".
_WISHED = "requested"
# Prepositions that take their noun's act for granted: "after the invasion".
_GRANTED = frozenset(
    {"by", "after", "before", "despite", "amid", "following", "in", "during", "since", "over",
     "because", "about", "at", "with", "against"}
)  # fmt: skip
# Verbs whose meaning with a preposition differs from what they do to a clause.
_WITH_PREPOSITION: dict[tuple[str, str], str] = {
    ("threaten", "with"): "threatened",
    ("warn", "against"): "threatened",
    ("warn", "of"): "threatened",
    ("vote", "against"): "negated",
    ("decide", "against"): "negated",
    ("advise", "against"): "negated",
    ("balk", "at"): "negated",
    ("baulk", "at"): "negated",
    ("think", "about"): "possible",
    ("talk", "about"): "possible",
    ("think", "of"): "possible",
    ("dream", "of"): "possible",
}
_CANCELLING = frozenset(
    {"deny", "rule_out", "cancel", "call_off", "avoid", "avert", "prevent", "scrap", "shelve",
     "postpone", "abandon"}
)  # fmt: skip
_OCCURRING = frozenset(
    {"take", "happen", "begin", "start", "follow", "resume", "occur", "go", "proceed", "open",
     "last", "come", "remain", "be", "materialise", "materialize"}
)  # fmt: skip


def effects(parse: Parse, i: int, *, support: int | None = None) -> list[str]:
    """What stands over the act at token ``i``, from the inside out.

    Args:
        support: the support verb that lends a nominal act its subject, when there is one.
    """
    token = parse.tokens[i]
    found = own_marks(parse, i) if is_verb(token) else noun_marks(parse, i)
    node = i
    for _ in range(_LIMIT):
        token = parse.tokens[node]
        if token.head == node:
            break
        step, node, stop = _climb(parse, token, parse.tokens[token.head], support)
        found += [_WISHED if mark == "wish" else mark for mark in step if mark not in _SILENT]
        if stop:
            break
    return found


def embedding(parse: Parse, head: Token) -> str:
    """The table's word on what ``head`` does to its complement; empty when it says nothing."""
    lemma, part = _key(parse, head)
    effect = embeddings().get(lemma, {}).get(part, "")
    if not effect and part == "verb" and head.tag == "VBN":
        effect = embeddings().get(head.text.lower(), {}).get("adj", "")
    return effect


def _key(parse: Parse, head: Token) -> tuple[str, str]:
    """Lemma (with the particle, when the table knows the pair) and part of speech for the table."""
    part = "verb" if is_verb(head) else "adj" if head.pos in ("ADJ", "ADV") else "noun"
    lemma = head.lemma.lower()
    if part == "verb":
        for t in parse.dependents(head.i, "prt", "prep", "advmod", "agent"):
            pair = f"{lemma}_{t.lemma.lower()}"
            if t.i > head.i and pair in embeddings():
                return pair, part
    return lemma, part


_Step = tuple[list[str], int, bool]


def _climb(parse: Parse, token: Token, head: Token, support: int | None) -> _Step:
    """One step up from ``token``; returns effects, the next node, and whether to stop there."""
    dep = token.dep
    if dep == "conj":
        return _shared(parse, token, head), head.i, False
    if dep in ("relcl", "appos", "parataxis") and is_verb(token):
        return [], head.i, True
    if dep == "acl" and not is_verb(head):
        return _noun_complement(parse, token, head)
    if dep == "advcl":
        return _adverbial(parse, token, head)
    if dep in ("xcomp", "ccomp", "acomp", "oprd", "csubj") or (
        dep in ("dep", "attr") and is_verb(token)
    ):
        return _complement(parse, token, head)
    if dep in ("pcomp", "pobj") or head.pos in ("ADP", "SCONJ"):
        if support is not None and head.head == support:
            return own_marks(parse, support), support, False
        return _under_preposition(parse, token, head)
    if is_verb(head):
        return _argument(parse, token, head, support)
    effect = embedding(parse, head)
    if dep == "prep" or token.pos == "ADP":
        return [effect] if effect else [], head.i, False
    if dep in ("compound", "amod", "nmod", "poss") and effect not in (
        "negated",
        "said",
        "plain",
        "",
    ):
        return [effect], head.i, False
    return [], head.i, False


def _shared(parse: Parse, token: Token, head: Token) -> list[str]:
    """What a coordinated word takes over from the first: "will not meet or call"."""
    if not is_verb(head):
        return [] if is_verb(token) else noun_marks(parse, head.i)
    if not is_verb(token) or token.tag != head.tag:
        return []
    taken = own_marks(parse, head.i, shared=True)
    own = {t.dep for t in parse.dependents(token.i)}
    if own & {"aux", "auxpass", "nsubj", "nsubjpass"} or token.tag not in ("VB", "VBN", "VBG"):
        return [t for t in taken if t == "hypothetical"]
    coordinators = {t.lemma.lower() for t in parse.dependents(head.i, "cc")}
    if coordinators & {"but", "yet"}:
        return [t for t in taken if t != "negated"]
    return taken


def _noun_complement(parse: Parse, token: Token, head: Token) -> _Step:
    """ "a plan to bomb", "the threat of closing"."""
    effect = embedding(parse, head)
    infinitive = has_to(parse, token.i)
    # "the demand that X free Y"
    ordered = effect == "requested" and (
        token.tag == "VB" or bool(parse.dependents(token.i, "mark"))
    )
    if infinitive or ordered or (effect in ("planned", "threatened") and token.tag != "VBN"):
        return [effect or "possible", *noun_marks(parse, head.i)], head.i, False
    if parse.dependents(token.i, "mark"):
        return _content_of(parse, head), head.i, True
    return [], head.i, True


def _content_of(parse: Parse, noun: Token) -> list[str]:
    """ "denied the report that ...", "no evidence that ...": what becomes of the content."""
    marks = [m for m in noun_marks(parse, noun.i) if m == "negated"]
    verb = parse.tokens[noun.head]
    if noun.dep in ("dobj", "nsubjpass") and is_verb(verb) and embedding(parse, verb) == "negated":
        marks += ["negated", *own_marks(parse, verb.i, skip=noun.i)]
    return marks


def _adverbial(parse: Parse, token: Token, head: Token) -> _Step:
    marks = {t.lemma.lower() for t in parse.dependents(token.i, "mark") if t.i < token.i}
    above = own_marks(parse, head.i, skip=token.i) if is_verb(head) else []
    effect = embedding(parse, head)
    if (
        (has_to(parse, token.i) or token.tag == "VB")
        and is_verb(head)
        and effect in ("requested", "planned", "negated")
        and not marks - {"for", "that"}
    ):
        return [effect, *above], head.i, False
    if effect == "wish" and "for" in marks and has_to(parse, token.i):
        return ["requested", *above], head.i, False
    if has_to(parse, token.i):
        return ["planned", *(o for o in above if o in ("hypothetical", "negated"))], head.i, True
    if marks & {"without"}:
        return ["negated"], head.i, True
    # "..., ending the embargo": as real as the clause it hangs on.
    if token.tag == "VBG" and not marks:
        return above, head.i, False
    return [o for o in above if o == "hypothetical"], head.i, True


def _complement(parse: Parse, token: Token, head: Token) -> _Step:
    effect = embedding(parse, head)
    if token.dep == "ccomp" and _only_strung(parse, token, head, effect):
        return [], head.i, True
    infinitive = token.tag == "VB" and has_to(parse, token.i)
    if effect == "wish":
        # "wants to sign" is a plan, "wants X to sign" a request.
        theirs = parse.dependents(token.i, "nsubj", "nsubjpass")
        told = bool(theirs) or bool(parse.dependents(head.i, "dobj"))
        effect = "requested" if told and not is_passive(parse, head.i) else "planned"
    if head.lemma == "be" and token.dep in ("xcomp", "ccomp") and infinitive:
        effect = "planned"
    elif head.lemma == "have" and infinitive:
        effect = "plain" if "yet" in _words_below(parse, head.i, token.i) else "advised"
    found = [effect] if _applies(parse, token, head, effect) else []
    if is_verb(head):
        own = own_marks(parse, head.i, skip=token.i)
        found += own if effect != "said" else [o for o in own if o == "hypothetical"]
    elif head.pos in ("ADJ", "ADV"):
        found += ["negated"] if any(t.dep == "neg" for t in parse.dependents(head.i)) else []
    return found, head.i, False


def _only_strung(parse: Parse, token: Token, head: Token, effect: str) -> bool:
    """Two statements in one sentence that the parser has hung on each other: "A did; B did not"."""
    if token.i > head.i:
        return (
            not effect
            and bool(parse.dependents(token.i, "nsubj"))
            and not parse.dependents(token.i, "mark")
        )
    between = {t.text for t in parse.tokens[token.i : head.i]}
    return bool(between & {";", ":"}) or (not effect and not between & {"”", '"', "’", "''"})


def _applies(parse: Parse, token: Token, head: Token, effect: str) -> bool:
    """Whether the effect of ``head`` reaches a complement of this form."""
    if effect in ("said", "plain", ""):
        return False
    if token.dep != "ccomp":
        return True
    if effect == "requested":
        # "demanded that X free Y" asks for it; "told parliament that X had freed Y" reports it.
        if token.tag == "VBP" and any(t.tag in ("NN", "NNP") for t in parse.dependents(token.i)):
            return True  # a subjunctive: "insisted that the minister apologise"
        return token.tag == "VB" and not _words(parse, token.i) & {
            "will",
            "can",
            "could",
            "may",
            "did",
        }
    if effect in ("planned", "threatened"):
        return token.tag == "VB" or bool(
            _words(parse, token.i) & (PLANNED | POSSIBLE | {"would", "to", "should"})
        )
    return True


def _words(parse: Parse, i: int) -> set[str]:
    return {t.text.lower() for t in parse.dependents(i, "aux")}


def _words_below(parse: Parse, *heads: int) -> set[str]:
    return {t.text.lower() for h in heads for t in parse.dependents(h)}


def has_to(parse: Parse, i: int) -> bool:
    """Whether verb ``i`` is an infinitive with "to"."""
    return any(t.tag == "TO" for t in parse.dependents(i, "aux"))


def _under_preposition(parse: Parse, token: Token, head: Token) -> _Step:
    """From the object of a preposition to what the preposition hangs on."""
    if head.head == head.i:
        return [], head.i, True
    above = parse.tokens[head.head]
    word = head.lemma.lower()
    if (
        word in _SUBSTITUTED
        or (word == "of" and above.lemma.lower() in ("instead", "short"))
        or (word == "from" and above.text.lower() == "far")
        or above.lemma.lower() in ("instead", "rather")
    ):
        return ["negated"], above.i, True
    if above.pos == "ADP" and above.dep == "prep":
        return [], above.i, False
    if is_verb(above):
        return _under_verb_and_preposition(parse, token, word, above)
    effect = embedding(parse, above)
    if effect not in ("", "said", "plain") and word in (
        "of",
        "for",
        "to",
        "on",
        "against",
        "at",
        "about",
    ):
        return [effect, *noun_marks(parse, above.i)], above.i, False
    return [], above.i, word != "of" and above.lemma != "part"


def _under_verb_and_preposition(parse: Parse, token: Token, word: str, above: Token) -> _Step:
    lemma = above.lemma.lower()
    known = _WITH_PREPOSITION.get((lemma, word)) or embeddings().get(f"{lemma}_{word}", {}).get(
        "verb", ""
    )
    if known:
        return [known, *own_marks(parse, above.i)], above.i, False
    effect = embedding(parse, above)
    nominal = token.dep == "pobj"
    if word in _GRANTED or (nominal and word not in ("from", "of", "for")):
        return [], above.i, nominal
    if effect in ("negated", "possible", "planned", "threatened") or (
        effect == "requested" and word == "for"
    ):
        return [effect, *own_marks(parse, above.i)], above.i, False
    return [], above.i, nominal


def _argument(parse: Parse, token: Token, head: Token, support: int | None) -> _Step:
    """A nominal act as subject or object of a verb."""
    own = own_marks(parse, head.i, skip=token.i)
    kind = supports().get(head.lemma.lower(), ("", ""))[1]
    if support == head.i:
        return [*([kind] if kind != "plain" else []), *own], head.i, False
    lemma, _ = _key(parse, head)
    effect = embedding(parse, head)
    if effect == "wish":
        effect = "planned" if is_passive(parse, head.i) else "requested"
    if token.dep == "attr":
        return own, head.i, False
    if token.dep in ("dobj", "nsubjpass"):
        if lemma in _CANCELLING:
            return ["negated", *own], head.i, False
        for known in (effect, kind):
            if known in ("planned", "requested", "threatened", "possible"):
                return [known, *own], head.i, False
        if kind == "plain" and token.dep == "nsubjpass":
            return own, head.i, False
    elif token.dep in ("nsubj", "csubj"):
        if head.lemma in _OCCURRING:
            return own + _predicate(parse, head.i), head.i, False
        if effect == "planned" and is_passive(parse, head.i):
            return ["planned", *own], head.i, False
    return [o for o in own if o == "hypothetical"], head.i, True


def _predicate(parse: Parse, i: int) -> list[str]:
    """What is said of an act: "is likely", "remains unthinkable"."""
    below = parse.dependents(i, "acomp", "attr", "advmod", "xcomp")
    found = [embeddings().get(t.lemma.lower(), {}).get("adj", "") for t in below]
    return [f for f in found if f in ("planned", "possible", "negated")]
