"""Nouns and adjectives as cues: "X's claim that ...", "a statement by X", "is sure that ..."."""

from collections.abc import Iterator

from tightrope.records.sentences import Token
from tightrope.reference.cues import WEAK_SENSES, Cue, cue, words
from tightrope.stages.attributing import grammar
from tightrope.stages.attributing.scenes import Scene
from tightrope.stages.attributing.triples import Triple

_SOURCE_PREPOSITIONS = frozenset({"by", "from"})
_CONTENT_PREPOSITIONS = frozenset({"of", "on", "about", "for", "to", "against", "with", "over"})
_LIGHT_VERBS = words("light verb")


def noun_triples(scene: Scene, taken: frozenset[int] = frozenset()) -> Iterator[Triple]:
    """Attributions of one sentence by nouns and adjectives; ``taken`` tokens are cues already."""
    for token in scene.parse.tokens:
        if token.i in taken:
            continue
        if token.pos == "NOUN" and (found := cue("noun", token.lemma.lower())):
            yield from _noun(scene, token, found)
        elif token.pos == "ADJ" and (found := cue("adjective", token.lemma.lower())):
            yield from _adjective(scene, token, found)


def _noun(scene: Scene, token: Token, found: Cue) -> Iterator[Triple]:
    parse = scene.parse
    source, light = _holder(scene, token)
    content, frame = _content(scene, token, found)
    if not content or (not source and frame != "clause"):
        return
    if frame == "object" and scene.words(content) < 2:
        return
    words = sorted({token.i, *light})
    sense = found.sense(frame)
    triple = scene.triple(
        source,
        words,
        content,
        rule=f"noun:{token.lemma.lower()}/{frame}",
        lemma=token.lemma.lower(),
        weak=sense in WEAK_SENSES or frame == "object",
        denies=found.denies,
        whole_quotes=frame == "clause",
    )
    if triple is not None and (source or _stated(parse.tokens[min(content)])):
        yield triple


def _stated(first: Token) -> bool:
    return first.text.lower() in ("that", "whether")


def _content(scene: Scene, token: Token, found: Cue) -> tuple[list[int], str]:
    parse = scene.parse
    for t in parse.dependents(token.i, "acl", "ccomp", "relcl"):
        below = parse.subtree(t.i)
        marks = [m.lemma.lower() for m in parse.dependents(t.i, "mark")]
        first = parse.tokens[below[0]]
        if (
            found.sense("clause")
            and t.i > token.i
            and (
                "that" in marks or (t.dep != "relcl" and first.text.lower() in ("that", "whether"))
            )
        ):
            return below, "clause"
        infinitive = any(a.lemma == "to" for a in grammar.auxiliaries(parse, t.i))
        if found.sense("to") and t.dep == "acl" and infinitive:
            return below, "to"
    if found.sense("clause"):
        # "His view is that ...": the clause is the complement of the copula.
        head = parse.tokens[token.head]
        if token.dep == "nsubj" and head.lemma == "be":
            for t in parse.dependents(head.i, "ccomp"):
                if t.i > head.i:
                    return parse.subtree(t.i), "clause"
    if found.sense("object"):
        for t in parse.dependents(token.i, "prep"):
            if t.lemma.lower() in _CONTENT_PREPOSITIONS and t.i > token.i:
                return [i for i in parse.subtree(t.i) if i != t.i], "object"
    return [], ""


def _holder(scene: Scene, token: Token) -> tuple[list[int], list[int]]:
    """Who holds what the noun names, and the verb that says so ("issued a warning")."""
    parse = scene.parse
    for t in parse.dependents(token.i, "poss"):
        return grammar.phrase(parse, t.i), []
    for t in parse.dependents(token.i, "prep", "agent"):
        if t.lemma.lower() in _SOURCE_PREPOSITIONS:
            for held in parse.dependents(t.i, "pobj"):
                return grammar.phrase(parse, held.i), []
    head = parse.tokens[token.head]
    if token.dep == "dobj" and head.lemma.lower() in _LIGHT_VERBS:
        subject = grammar.subject(parse, head.i)
        if subject is not None:
            return grammar.phrase(parse, subject), [head.i]
    for t in parse.dependents(token.i, "compound", "amod", "nmod"):
        if t.pos == "PROPN" or (t.pos == "ADJ" and t.text[:1].isupper()):
            return [i for i in parse.subtree(t.i) if i < token.i], []
    return [], []


def _adjective(scene: Scene, token: Token, found: Cue) -> Iterator[Triple]:
    parse = scene.parse
    head = parse.tokens[token.head]
    if token.dep not in ("acomp", "oprd", "conj") or not grammar.is_verb(head):
        return
    subject = grammar.subject(parse, head.i)
    if subject is None or parse.tokens[subject].lemma == "it":
        return
    content: list[int] = []
    frame = ""
    for t in parse.dependents(token.i, "ccomp", "xcomp", "prep"):
        infinitive = any(a.lemma == "to" for a in grammar.auxiliaries(parse, t.i))
        if t.dep == "ccomp" and found.sense("clause"):
            content, frame = parse.subtree(t.i), "clause"
        elif t.dep == "xcomp" and infinitive and found.sense("to"):
            content, frame = parse.subtree(t.i), "to"
        elif t.dep == "prep" and t.lemma in found.prepositions:
            content, frame = [i for i in parse.subtree(t.i) if i != t.i], f"object:{t.lemma}"
        if content:
            break
    if not content:
        return
    triple = scene.triple(
        grammar.phrase(parse, subject),
        [head.i, *(t.i for t in parse.dependents(head.i, "neg", "aux")), token.i],
        content,
        rule=f"adjective:{token.lemma.lower()}/{frame}",
        lemma=token.lemma.lower(),
        weak=True,
        denies=found.denies != grammar.negated(parse, head.i),
        whole_quotes=False,
    )
    if triple is not None:
        yield triple
