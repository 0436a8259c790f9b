"""Hearing: cue verbs with their sources, and which quotation belongs to which of them."""

from dataclasses import dataclass

from tightrope.records.sentences import Token
from tightrope.reference.cues import Cue, cue
from tightrope.stages.attributing import grammar, surface
from tightrope.stages.attributing.scenes import MIN_QUOTED_WORDS, Scene


@dataclass(frozen=True)
class Heard:
    """A cue verb with all that is known of it before its content is sought."""

    token: Token
    cue: Cue
    lemma: str
    source: list[int]
    words: list[int]
    quotation: int | None

    @property
    def i(self) -> int:
        return self.token.i


def hear(scene: Scene, token: Token) -> Heard | None:
    """The cue that a token is, or None."""
    if token.pos not in ("VERB", "AUX") and token.tag not in ("VBD", "VBZ", "VBG", "VBN"):
        return None
    parse = scene.parse
    particles = parse.dependents(token.i, "prt")
    lemma, found = token.lemma.lower(), None
    if particles:
        lemma = f"{lemma} {particles[0].lemma}"
        found = cue("verb", lemma)
    if found is None:
        lemma = token.lemma.lower()
        found = cue("verb", lemma)
    if found is None:
        return None
    helpers = [t.i for t in grammar.auxiliaries(parse, token.i)]
    helpers += [t.i for t in parse.dependents(token.i, "neg")]
    words = sorted({token.i, *helpers, *(p.i for p in particles)})
    return Heard(token, found, lemma, _source(scene, token), words, scene.quoted[token.i])


def _source(scene: Scene, token: Token) -> list[int]:
    parse = scene.parse
    head = grammar.subject(parse, token.i)
    if head is not None and head < scene.dateline:
        return surface.after_dateline(scene, token)
    if head is None:
        return surface.lost_subject(scene, token)
    source = grammar.phrase(parse, head)
    if token.i in source:
        # The cue stands in a relative clause of its own source.
        clause = {token.i, *parse.subtree(token.i)}
        source = grammar.around(parse, [i for i in source if i not in clause], head)
    return source


def quotes_by_cue(scene: Scene, heard: list[Heard]) -> dict[int, list[int]]:
    """Give every quotation of the sentence to the verb that introduces it.

    That is the innermost verb that governs it, else the nearest one. A participle ("adding that
    ...") introduces only what follows it.
    """
    able = [h for h in heard if h.cue.sense("quote") or h.cue.sense("clause")]
    below = {h.i: set(scene.parse.subtree(h.i)) for h in able}
    clauses = {h.i: _clause_tokens(scene, h) for h in able}
    given: dict[int, list[int]] = {}
    for number, tokens in scene.quotes.items():
        outside = [
            h
            for h in able
            if h.quotation != number
            and (h.token.tag != "VBG" or h.i < tokens[0])
            and not _in_infinitive(scene, h, tokens)
        ]
        if not outside:
            continue
        inside = [h for h in outside if clauses[h.i].issuperset(_words(scene, tokens))]
        if inside and tokens[0] > inside[-1].i:
            outside = inside
        governing = [h for h in outside if tokens[0] > h.i and below[h.i].issuperset(tokens)]
        if governing:
            near = min(governing, key=lambda h: (len(below[h.i]), h.i))
        else:
            near = min(outside, key=lambda h: (_gap(h, tokens), h.i))
        gap = _gap(near, tokens)
        short = scene.words(tokens) < MIN_QUOTED_WORDS
        if (short and gap > 3) or not near.cue.sense("quote"):
            continue
        if short and not scene.beyond(number) and near.quotation is None and gap > 1:
            # "said the “deal” was off": a scare quote, unless nothing stands between.
            between = range(min(near.i, tokens[-1]) + 1, max(near.i, tokens[0]))
            if scene.words(i for i in between if i not in near.source):
                continue
        given.setdefault(near.i, []).append(number)
    return given


def _words(scene: Scene, tokens: list[int]) -> list[int]:
    return [i for i in tokens if any(c.isalnum() for c in scene.parse.tokens[i].text)]


def _clause_tokens(scene: Scene, h: Heard) -> set[int]:
    """What stands in the cue's own subordinate clause."""
    return {i for t in scene.parse.dependents(h.i, "ccomp") for i in scene.parse.subtree(t.i)}


def _in_infinitive(scene: Scene, h: Heard, tokens: list[int]) -> bool:
    """Whether a quotation stands behind an infinitive that is not the cue's content."""
    if h.cue.sense("to") or h.cue.sense("person"):
        return False
    return any(
        h.i < t.i < tokens[0] and any(a.lemma == "to" for a in scene.parse.dependents(t.i, "aux"))
        for t in scene.parse.dependents(h.i, "xcomp")
    )


def _gap(h: Heard, tokens: list[int]) -> int:
    edges = [h.i, *h.source]
    return min(
        max(tokens[0] - max(h.i, *edges), min(h.i, *edges) - tokens[-1], 0),
        min(abs(tokens[0] - h.i), abs(h.i - tokens[-1])),
    )
