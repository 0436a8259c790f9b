"""Refusals to speak: "declined to comment", "did not respond to a request", "no comment"."""

from collections.abc import Iterator

from tightrope.records.sentences import Token
from tightrope.reference.cues import words
from tightrope.stages.attributing import grammar
from tightrope.stages.attributing.scenes import Scene
from tightrope.stages.attributing.triples import Triple

# What a refusal concerns is named by the speech it withholds.
_SPEAKING = words("withheld speech")
_REFUSING = frozenset({"decline", "refuse"})
_RESPONDING = words("responding verb")
_ASKED = words("request noun")
_REACHED = frozenset({"reach", "contact"})


def refusal_triples(scene: Scene) -> Iterator[tuple[Triple, list[int]]]:
    """Refusals in one sentence, each with the tokens that no other rule may take for a cue."""
    for token in scene.parse.tokens:
        found = _declined(scene, token) or _unanswered(scene, token) or _no_comment(scene, token)
        if found is None:
            continue
        cue, content, lemma = found
        head = grammar.subject(scene.parse, token.i)
        passives = scene.parse.dependents(token.i, "nsubjpass")
        if passives and lemma == "reach":
            head = passives[0].i
        if head is None:
            continue
        source = [i for i in grammar.phrase(scene.parse, head) if i not in cue]
        triple = scene.triple(
            source,
            cue,
            content,
            rule=f"refusal:{lemma}",
            lemma=lemma,
            denies=True,
            no_comment=True,
            whole_quotes=False,
        )
        if triple is not None:
            yield triple, [*cue, *content]


_Found = tuple[list[int], list[int], str] | None


def _declined(scene: Scene, token: Token) -> _Found:
    if token.lemma.lower() not in _REFUSING:
        return None
    for t in scene.parse.dependents(token.i, "xcomp"):
        if t.lemma in _SPEAKING and t.i > token.i:
            return _cue(scene, token), scene.parse.subtree(t.i), token.lemma.lower()
    return None


def _unanswered(scene: Scene, token: Token) -> _Found:
    parse = scene.parse
    lemma = token.lemma.lower()
    if lemma in _RESPONDING and grammar.negated(parse, token.i):
        for t in parse.dependents(token.i, "prep", "dobj"):
            below = parse.subtree(t.i)
            if t.i > token.i and any(parse.tokens[i].lemma in _ASKED for i in below):
                return _cue(scene, token), below, lemma
    if lemma in _REACHED and grammar.passive(parse, token.i) and grammar.negated(parse, token.i):
        for t in parse.dependents(token.i, "prep"):
            below = parse.subtree(t.i)
            if any(parse.tokens[i].lemma == "comment" for i in below):
                return _cue(scene, token), below, lemma
    return None


def _no_comment(scene: Scene, token: Token) -> _Found:
    """ "had no (immediate) comment (on ...)", "gave no reply"."""
    parse = scene.parse
    if token.lemma not in ("have", "offer", "give", "make", "issue"):
        return None
    for t in parse.dependents(token.i, "dobj"):
        if t.lemma not in ("comment", "response", "reply"):
            continue
        if any(d.lemma == "no" for d in parse.dependents(t.i, "det")):
            return _cue(scene, token), parse.subtree(t.i), t.lemma
    return None


def _cue(scene: Scene, token: Token) -> list[int]:
    parse = scene.parse
    words = [t.i for t in parse.dependents(token.i, "aux", "auxpass", "neg")]
    return sorted([token.i, *words])
