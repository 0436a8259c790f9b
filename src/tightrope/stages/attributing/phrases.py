"""Phrases as cues: "according to X", "in X's view", "X:" in a headline, "reportedly"."""

from collections.abc import Iterator

from tightrope.records.sentences import Token
from tightrope.reference.cues import cue
from tightrope.stages.attributing import grammar
from tightrope.stages.attributing.scenes import Scene
from tightrope.stages.attributing.triples import Triple

_MAX_LABEL_WORDS = 6
_DASHES = frozenset({"-", "–", "—", "--"})


def phrase_triples(scene: Scene) -> Iterator[Triple]:
    """Attributions of one sentence whose cue is neither a verb nor a noun."""
    for token in scene.parse.tokens:
        lower = token.text.lower()
        if lower in ("according", "per"):
            yield from _according(scene, token)
        elif lower == "in" and token.pos == "ADP":
            yield from _in_view(scene, token)
        elif token.pos == "ADV" and cue("adverb", lower):
            yield from _adverb(scene, token)
    yield from _label(scene)


def _according(scene: Scene, token: Token) -> Iterator[Triple]:
    parse, tokens = scene.parse, scene.parse.tokens
    if token.text.lower() == "according":
        to = [t for t in tokens[token.i + 1 : token.i + 2] if t.text.lower() == "to"]
        if not to:
            return
        words, holder = [token.i, to[0].i], to[0].i
    else:
        words, holder = [token.i], token.i
        if token.i and tokens[token.i - 1].text.lower() == "as":
            words.insert(0, token.i - 1)
    held = parse.dependents(holder, "pobj") or parse.dependents(token.i, "pobj")
    if not held or held[0].i < token.i:
        return
    source = [i for i in grammar.phrase(parse, held[0].i) if i > holder]
    source = _up_to_comma(scene, token, source)
    if token.text.lower() == "per" and not _can_speak(scene, held[0]):
        return
    first, last = min(words), max(source)
    content = _clause_around(scene, token, first, last)
    own = set(parse.subtree(token.i)) | set(source) | set(words)
    if first == 0 and last < max(own):
        own = set(range(last + 1))
        content = list(range(last + 1, len(tokens)))
    content = [i for i in content if i not in own or i < first]
    triple = scene.triple(
        source,
        words,
        content,
        rule="phrase:according to",
        lemma=" ".join(tokens[i].text.lower() for i in words),
    )
    if triple is not None and scene.words(content) > 1:
        yield triple


def _up_to_comma(scene: Scene, token: Token, source: list[int]) -> list[int]:
    """The source without the sentence's own subject, which the parser may take for apposition.

    "According to a cable seen by the bank, the envoy left": when the verb after the phrase has no
    subject, the phrase ends at its last comma.
    """
    parse, tokens = scene.parse, scene.parse.tokens
    if min(token.i, *source) > 1 or not parse.roots:
        return source
    root = parse.roots[0]
    if parse.dependents(root, "nsubj", "nsubjpass", "expl", "csubj"):
        return source
    commas = [i for i in source if tokens[i].text == ","]
    shorter = [i for i in source if i < commas[-1]] if commas else []
    return shorter or source


def _can_speak(scene: Scene, token: Token) -> bool:
    """ "per the agency", not "per day"."""
    return token.pos == "PROPN" or any(
        t.dep in ("det", "poss") for t in scene.parse.dependents(token.i)
    )


def _clause_around(scene: Scene, token: Token, first: int, last: int) -> list[int]:
    """The clause that a phrase comments on: its governing clause, or what its commas leave."""
    parse, tokens = scene.parse, scene.parse.tokens
    head = token.head
    for ancestor in (head, *parse.ancestors(head)):
        if grammar.is_verb(tokens[ancestor]):
            head = ancestor
            break
    else:
        head = parse.roots[0] if parse.roots else head
    # At an end of the sentence the phrase comments on all of it, unless a word of saying or a
    # relative clause in between has the clause to itself.
    if first == 0 or last >= len(tokens) - 2:
        for ancestor in (head, *parse.ancestors(head)):
            token = tokens[ancestor]
            if token.dep == "relcl" or (
                token.dep == "ccomp" and cue("verb", tokens[token.head].lemma.lower())
            ):
                break
            head = token.head
    clause = parse.subtree(head)
    return [i for i in clause if not first <= i <= last]


def _in_view(scene: Scene, token: Token) -> Iterator[Triple]:
    parse = scene.parse
    for noun in parse.dependents(token.i, "pobj"):
        if not cue("view noun", noun.lemma.lower()):
            continue
        holders = parse.dependents(noun.i, "poss")
        if not holders:
            holders = [
                h
                for of in parse.dependents(noun.i, "prep")
                if of.lemma == "of"
                for h in parse.dependents(of.i, "pobj")
            ]
        if not holders or noun.i - token.i > 12:
            continue
        source = grammar.phrase(parse, holders[0].i)
        phrase = set(parse.subtree(token.i))
        words = sorted({token.i, noun.i} - set(source))
        content = _clause_around(scene, token, min(phrase), max(phrase))
        content = [i for i in content if i not in phrase]
        triple = scene.triple(
            source,
            words,
            content,
            rule=f"phrase:in {noun.lemma}",
            lemma=noun.lemma,
            weak=noun.lemma in ("mind",),
        )
        relative = bool(content) and parse.tokens[min(content)].tag in ("WDT", "WP")
        if triple is not None and scene.words(content) > 2 and not relative:
            yield triple


def _adverb(scene: Scene, token: Token) -> Iterator[Triple]:
    parse = scene.parse
    head = token.head
    if not grammar.is_verb(parse.tokens[head]):
        return
    content = [i for i in parse.subtree(head) if i != token.i]
    triple = scene.triple(
        [], [token.i], content, rule="weak/adverb", lemma=token.text.lower(), whole_quotes=False
    )
    if triple is not None and scene.words(content) > 2:
        yield triple


def _label(scene: Scene) -> Iterator[Triple]:
    """ "Kremlin: no plans for talks" in a headline, and "no plans for talks: Kremlin"."""
    if scene.sentence.role != "title" and scene.sentence.index != 0:
        return
    tokens = scene.parse.tokens
    colons = [t.i for t in tokens if t.text == ":"]
    if len(colons) != 1:
        return
    at = colons[0]
    before, after = list(range(at)), list(range(at + 1, len(tokens)))
    if _names_speaker(scene, before) and scene.words(after) > 2:
        source, content = before, after
    elif _names_speaker(scene, after) and scene.words(before) > 2:
        source, content = after, before
    else:
        return
    triple = scene.triple(source, [at], content, rule="label:headline", lemma=":")
    if triple is not None:
        yield triple


def _names_speaker(scene: Scene, indices: list[int]) -> bool:
    tokens = [scene.parse.tokens[i] for i in indices]
    words = [t for t in tokens if any(c.isalnum() for c in t.text)]
    if not 0 < len(words) <= _MAX_LABEL_WORDS:
        return False
    if any(t.pos in ("VERB", "AUX", "NUM") for t in words):
        return False
    # All capitals before a colon is a dateline or a rubric.
    if len(words) <= 2 and all(t.text.isupper() and len(t.text) > 4 for t in words):
        return False
    return any(t.pos in ("PROPN", "NOUN") for t in words) and words[0].text[0].isupper()
