"""Grammar: subjects, phrases and clauses on a dependency parse, as sets of token indices."""

from collections.abc import Iterable

from tightrope.records.sentences import Parse, Sentence, Token
from tightrope.records.spans import Span

_RELATIVE = frozenset({"WDT", "WP"})
_VERBAL = frozenset({"VERB", "AUX"})
_CLIMB = 6


def is_verb(token: Token) -> bool:
    return token.pos in _VERBAL


def negated(parse: Parse, i: int) -> bool:
    return any(t.dep == "neg" or t.lemma == "never" for t in parse.dependents(i, "neg", "advmod"))


def auxiliaries(parse: Parse, i: int) -> list[Token]:
    return parse.dependents(i, "aux", "auxpass")


def passive(parse: Parse, i: int) -> bool:
    return any(t.dep in ("nsubjpass", "auxpass") for t in parse.dependents(i))


def unreal(parse: Parse, i: int) -> bool:
    """Whether a verb is only possible, future or an infinitive of purpose."""
    return any(t.tag == "MD" or t.lemma == "to" for t in auxiliaries(parse, i))


def subject(parse: Parse, verb: int) -> int | None:
    """The token that acts: subject (a relative pronoun too), agent of a passive, or the subject
    that a participle, infinitive or second verb takes over from its governor."""
    i = verb
    if participle(parse, verb):
        return _agent(parse, verb)
    if (cited := _cited_as(parse, verb)) is not None:
        return cited
    for _ in range(_CLIMB):
        token = parse.tokens[i]
        for dependent in parse.dependents(i, "nsubj", "csubj"):
            return dependent.i
        for dependent in parse.dependents(i, "nsubjpass"):
            agent = _agent(parse, i)
            if i == verb:
                return agent
            return dependent.i
        if passive(parse, i) and i == verb:
            return _agent(parse, i)
        if token.dep == "acl" and i == verb:
            head = parse.tokens[token.head]
            if token.tag == "VBN":
                return _agent(parse, i)
            return head.i if head.pos in ("NOUN", "PROPN", "PRON") else None
        if token.head == i or token.dep not in (
            "conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "acl", "dep", "parataxis",
        ):  # fmt: skip
            return None
        if token.dep == "xcomp":
            objects = parse.dependents(token.head, "dobj")
            if objects and objects[0].i < i:
                return objects[0].i
        if token.dep == "ccomp" and i == verb and token.tag != "VBG":
            return None
        i = token.head
    return None


def _cited_as(parse: Parse, verb: int) -> int | None:
    """Whom somebody quotes "as saying": the object of the quoting verb, not its subject."""
    token = parse.tokens[verb]
    as_ = parse.tokens[token.head]
    if token.tag != "VBG" or token.dep != "pcomp" or as_.lemma.lower() != "as":
        return None
    above = parse.tokens[as_.head]
    if above.pos in ("NOUN", "PROPN"):
        return above.i
    for held in parse.dependents(above.i, "dobj"):
        if held.i < as_.i:
            return held.i
    return None


def participle(parse: Parse, verb: int) -> bool:
    """Whether a verb is a bare past participle: "Asked whether ...", "the plan described by"."""
    token = parse.tokens[verb]
    return token.tag == "VBN" and token.dep in ("advcl", "acl") and not auxiliaries(parse, verb)


def antecedent(parse: Parse, pronoun: int) -> int | None:
    """The noun that a relative pronoun stands for; None for any other word."""
    if parse.tokens[pronoun].tag not in _RELATIVE and parse.tokens[pronoun].lemma != "that":
        return None
    for above in parse.ancestors(pronoun):
        if parse.tokens[above].dep == "relcl":
            return parse.tokens[above].head
    return None


def _agent(parse: Parse, verb: int) -> int | None:
    for by in parse.dependents(verb, "agent"):
        for held in parse.dependents(by.i, "pobj"):
            return held.i
    return None


def phrase(parse: Parse, head: int) -> list[int]:
    """The noun phrase of ``head`` with its modifiers and appositions."""
    kept = set(parse.subtree(head))
    for child in parse.dependents(head):
        if child.dep in ("cc", "preconj", "punct", "case", "dep", "parataxis") and child.i > head:
            kept.discard(child.i)
        # A second clause that the parser hung on the noun, or a conjunct that is a clause.
        if child.dep in ("conj", "parataxis", "ccomp", "advcl") and is_verb(child):
            kept -= set(parse.subtree(child.i))
    kept |= {i for i in parse.subtree(head) if i in kept or _joins(parse, i, kept)}
    return around(parse, sorted(kept), head)


def _joins(parse: Parse, i: int, kept: set[int]) -> bool:
    token = parse.tokens[i]
    return token.dep in ("cc", "punct") and i - 1 in kept and i + 1 in kept


def around(parse: Parse, indices: list[int], head: int) -> list[int]:
    """The contiguous stretch of ``indices`` that holds ``head``, without edging punctuation."""
    chosen = set(indices)
    low = high = head
    while low - 1 in chosen:
        low -= 1
    while high + 1 in chosen:
        high += 1
    while low < head and parse.tokens[low].pos == "PUNCT":
        low += 1
    while high > head and (
        parse.tokens[high].pos == "PUNCT" and parse.tokens[high].text not in '”"’)'
    ):
        high -= 1
    return list(range(low, high + 1))


def spans(sentence: Sentence, indices: Iterable[int]) -> tuple[Span, ...]:
    """Document spans of token indices; a gap of nothing but punctuation does not part them."""
    tokens = sentence.tokens
    runs: list[list[int]] = []
    for i in sorted(set(indices)):
        if runs and all(_is_mark(tokens[k]) for k in range(runs[-1][1] + 1, i)):
            runs[-1][1] = i
        else:
            runs.append([i, i])
    found = []
    for first, last in runs:
        low, high = trim(sentence, first, last)
        if low <= high:
            found.append(sentence.span_of(low, high))
    return tuple(found)


def trim(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Leave out punctuation at both ends, except the marks of a quotation."""
    tokens = sentence.tokens
    while first <= last and _is_mark(tokens[first]) and tokens[first].text not in _OPENERS:
        first += 1
    while first <= last and _is_mark(tokens[last]) and tokens[last].text not in _CLOSERS:
        last -= 1
    if all(_is_mark(t) for t in tokens[first : last + 1]):
        return first, first - 1
    return first, last


_OPENERS = frozenset({"“", '"', "‘", "``", "«", "„", "'"})
_CLOSERS = frozenset({"”", '"', "’", "''", "»", "?", "!", "'"})


def _is_mark(token: Token) -> bool:
    return not any(c.isalnum() for c in token.text)
