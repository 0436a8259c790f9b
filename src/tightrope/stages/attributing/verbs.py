"""Verbs as cues: "X said that ...", "..., said X", "X was told ...", "X refused to ..."."""

from collections.abc import Iterator

from tightrope.records.sentences import Token
from tightrope.reference.cues import WEAK_SENSES, cue, media, words
from tightrope.stages.attributing import grammar, surface
from tightrope.stages.attributing.contents import content as content_of
from tightrope.stages.attributing.contents import trimmed
from tightrope.stages.attributing.hearing import Heard, hear, quotes_by_cue
from tightrope.stages.attributing.scenes import Scene
from tightrope.stages.attributing.triples import Triple

# "announced the agreement" tells a reader nothing.
_MIN_OBJECT_WORDS = 3
_IMPERATIVE_TAGS = frozenset({"VB", "VBP"})
# Objects of these are words; objects of other verbs are topics and targets.
_WORDED_OBJECTS = frozenset({"announce", "deny", "accuse", "demand", "write"})
# Endings of nouns for people; a happening or a thing that "reveals" something says nothing.
PERSONAL_ENDINGS = tuple(sorted(words("personal ending")))
# Without anybody named these say nothing: "it was agreed".
_NEEDS_SOURCE = frozenset({"promise", "demand", "deny", "refuse"})
CITING = frozenset({"cite", "quote"})
_SEEMING = frozenset({"seem", "appear"})


def verb_triples(scene: Scene, taken: frozenset[int] = frozenset()) -> Iterator[Triple]:
    """All attributions by verbs of one sentence; tokens in ``taken`` are cues already."""
    heard = [h for t in scene.parse.tokens if t.i not in taken and (h := hear(scene, t))]
    trailing = surface.trailing(scene, [h.token for h in heard])
    quotes = quotes_by_cue(scene, heard)
    for h in heard:
        if trailing is not None and h.i in (*trailing.cue, *trailing.source):
            continue
        found = content_of(scene, h, quotes.get(h.i, []))
        if found is None:
            continue
        content, frame = found
        content = trimmed(scene, h, heard, content, frame)
        if trailing is not None:
            content = [i for i in content if i <= trailing.end]
        triple = scene.triple(
            [] if frame == "seem" else h.source,
            h.words,
            content,
            rule=f"verb:{h.lemma}/{frame}",
            lemma=h.lemma,
            weak=_weak(scene, h, frame)
            or (
                frame == "object" and scene.words(content) < _MIN_OBJECT_WORDS and not h.cue.denies
            ),
            denies=h.cue.denies != grammar.negated(scene.parse, h.i),
        )
        if triple is not None and _worth(scene, h, frame, content):
            yield triple
    if trailing is not None:
        triple = scene.triple(
            trailing.source,
            trailing.cue,
            range(trailing.start, trailing.end + 1),
            rule=f"verb:{trailing.lemma}/trailing",
            lemma=trailing.lemma,
        )
        if triple is not None:
            yield triple


def _weak(scene: Scene, h: Heard, frame: str) -> bool:
    """Whether an attribution is a belief, an intention, a judgement or a topic, not words."""
    parse = scene.parse
    sense = h.cue.sense(frame)
    if frame == "quote":
        return not h.source and sense in WEAK_SENSES
    if sense in WEAK_SENSES or (not h.source and grammar.participle(parse, h.i)):
        return True
    if grammar.unreal(parse, h.i):
        head = parse.tokens[h.token.head]
        return not (head.lemma in _SEEMING and sense == "deny")
    showing = sense == "show" or bool(h.cue.sense("object") and _document(scene, h.source))
    if showing and grammar.negated(parse, h.i):
        return True
    if sense == "show" and frame == "object":
        return not _document(scene, h.source)
    if sense == "show":
        return not _speaks(scene, h.source)
    if sense == "deny" and frame == "object":
        return not _names_words(scene, h)
    if frame == "object" and (h.token.tag == "VBG" and h.lemma in CITING):
        return True
    if grammar.passive(parse, h.i) and not h.source and frame != "clause":
        return True
    if frame == "object":
        return not showing and sense not in _WORDED_OBJECTS
    return frame.startswith("object") and frame != "object:against" and sense != "deny"


def _names_words(scene: Scene, h: Heard) -> bool:
    """Whether the object is something said: a claim is dismissed, and so is an employee."""
    if h.lemma == "deny" or h.token.dep == "relcl":
        return True
    return any(cue("noun", t.lemma.lower()) for t in scene.parse.dependents(h.i, "dobj"))


def _head(scene: Scene, source: list[int]) -> Token | None:
    """The word that governs a source."""
    inside = set(source)
    for i in source:
        token = scene.parse.tokens[i]
        if token.head not in inside or token.head == i:
            return token
    return None


def _document(scene: Scene, source: list[int]) -> bool:
    head = _head(scene, source)
    known = head and (media().get(head.lemma.lower()) or media().get(head.text.lower()))
    return bool(known and known.role in ("document", "press"))


def _speaks(scene: Scene, source: list[int]) -> bool:
    """Whether what shows or reveals something is a document or somebody, not a happening."""
    head = _head(scene, source)
    if head is None:
        return False
    if head.pos in ("PROPN", "PRON") or _document(scene, source):
        return True
    return head.lemma.lower().endswith(PERSONAL_ENDINGS)


def bare_cues(scene: Scene, found: list[Triple]) -> Iterator[Triple]:
    """Cues of saying that introduce nothing in their own sentence; their content is still empty.

    "The minister went on:" before a quotation, "The envoy said." after one that ended a sentence.
    """
    taken = {span for triple in found for span in triple.cue}
    for token in scene.parse.tokens:
        h = hear(scene, token)
        if h is None or not h.cue.sense("quote") or not h.source or h.quotation is not None:
            continue
        if h.cue.sense("quote") in WEAK_SENSES or grammar.unreal(scene.parse, h.i):
            continue
        cue_spans = grammar.spans(scene.sentence, h.words)
        if taken.intersection(cue_spans) or not cue_spans:
            continue
        yield Triple(
            source=grammar.spans(scene.sentence, h.source),
            cue=cue_spans,
            content=(),
            lemma=h.lemma,
            rule=f"verb:{h.lemma}/beside",
            denies=h.cue.denies,
        )


def _worth(scene: Scene, h: Heard, frame: str, content: list[int]) -> bool:
    """Whether an attribution tells a reader anything: someone or a clause, and more than a word."""
    if h.source:
        tokens = scene.parse.tokens
        if frame.startswith("object") and all(tokens[i].pos in ("PRON", "PUNCT") for i in content):
            # "denies it" points back to a claim; see echoes.
            return h.cue.sense(frame) == "deny"
        return scene.words(content) > 0
    if grammar.passive(scene.parse, h.i) or h.token.tag == "VBN":
        return scene.words(content) > 2 and h.cue.sense(frame) not in _NEEDS_SOURCE
    if frame == "quote":
        return True
    if h.token.tag in _IMPERATIVE_TAGS:
        return False
    return frame == "clause" and scene.words(content) > 3
