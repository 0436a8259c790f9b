"""Surface: attributions whose grammar the parser lost, read off commas and word order."""

from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.records.sentences import Token
from tightrope.reference.cues import cue
from tightrope.stages.attributing.scenes import Scene

_NOMINAL_TAGS = frozenset(
    {"DT", "NN", "NNP", "NNS", "NNPS", "JJ", "CD", "POS", "PRP$", "PRP", "CC", "``", "''"}
)
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TRAILING_SENSES = frozenset({"say", "announce", "write", "tell"})
_TRAILING_TAGS = frozenset({"VBD", "VBZ", "VBN"})
_MAX_SOURCE = 8
_MAX_TAIL = 5
_MIN_BEFORE = 5


@dataclass(frozen=True, slots=True)
class Trailing:
    """ "..., The Daily, quoting diplomats, reported on Sunday": token indices of its parts."""

    source: tuple[int, ...]
    cue: tuple[int, ...]
    start: int
    end: int
    lemma: str


def lost_subject(scene: Scene, verb: Token) -> list[int]:
    """The name left of a finite verb to which the parser gave no subject.

    "In a memo titled “X,” Lind, who once ran the bank, warned ...": a relative clause between
    commas is skipped; the name must follow a comma, a quotation or nothing.
    """
    parse, tokens = scene.parse, scene.parse.tokens
    if verb.tag not in _FINITE:
        return []
    if parse.dependents(verb.i, "nsubj", "nsubjpass", "csubj", "expl"):
        return []
    if verb.dep == "conj" and verb.head < verb.i:
        return lost_subject(scene, tokens[verb.head])
    if verb.dep not in ("ROOT", "ccomp", "parataxis", "dep"):
        return []
    at = verb.i - 1
    while at >= 0 and tokens[at].dep in ("aux", "advmod", "neg"):
        at -= 1
    if at >= 0 and tokens[at].text == ",":
        who = next((i for i in range(at, 0, -1) if tokens[i].tag == "WP"), None)
        if who is None or tokens[who - 1].text != ",":
            return []
        at = who - 2
    if at < 0 or tokens[at].pos not in ("PROPN", "PRON", "NOUN"):
        return []
    run = _NOMINAL_TAGS if tokens[at].pos == "NOUN" else _NAME_TAGS
    first = at
    while first > 0 and tokens[first - 1].tag in run and scene.quoted[first - 1] is None:
        first -= 1
    before = tokens[first - 1].text if first else ","
    if before not in (",", "”", '"', "’", "''", ";", ":"):
        return []
    return list(range(first, at + 1))


def after_dateline(scene: Scene, verb: Token) -> list[int]:
    """The words between a dateline that the parser took for the subject and the first verb."""
    tokens = scene.parse.tokens
    found = []
    for i in range(scene.dateline, verb.i):
        if tokens[i].pos in ("VERB", "AUX"):
            break
        found.append(i)
    while found and tokens[found[-1]].pos in ("PUNCT", "ADV"):
        found.pop()
    return found


def trailing(scene: Scene, verbs: Sequence[Token]) -> Trailing | None:
    """An attribution at the end of a sentence that the parser did not read as one."""
    tokens = scene.parse.tokens
    for verb in reversed(verbs):
        known = cue("verb", verb.lemma.lower())
        if known is None or known.sense("clause") not in _TRAILING_SENSES:
            continue
        if verb.tag not in _TRAILING_TAGS or scene.quoted[verb.i] is not None:
            continue
        if scene.parse.dependents(verb.i, "nsubj", "ccomp", "aux", "auxpass", "agent"):
            continue
        if scene.words(range(verb.i + 1, len(tokens))) > _MAX_TAIL:
            continue
        found = _before(scene, verb.i)
        if found is not None:
            first, last = found
            start = scene.dateline
            if first - 1 - start >= _MIN_BEFORE and _has_verb(tokens[start : first - 1]):
                return Trailing(
                    tuple(range(first, last + 1)), (verb.i,), start, first - 2, verb.lemma.lower()
                )
    return None


def _has_verb(tokens: Sequence[Token]) -> bool:
    return any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in tokens)


def _before(scene: Scene, verb: int) -> tuple[int, int] | None:
    """First and last token of the name between commas before a verb."""
    tokens = scene.parse.tokens
    last = verb - 1
    if last > 0 and tokens[last].text == ",":
        described = _described(scene, verb)
        if described is not None:
            return described
        # Skip one aside: ", quoting officials familiar with the talks,".
        opening = next((i for i in range(last - 1, 0, -1) if tokens[i].text == ","), None)
        if opening is None or tokens[opening + 1].tag not in ("VBG", "IN", "WDT"):
            return None
        last = opening - 1
    first = last
    while first > 0 and tokens[first - 1].tag in _NOMINAL_TAGS and last - first < _MAX_SOURCE:
        first -= 1
    if first <= 0 or tokens[first - 1].text != "," or first > last:
        return None
    if not any(tokens[i].pos in ("PROPN", "NOUN", "PRON") for i in range(first, last + 1)):
        return None
    return first, last


def _described(scene: Scene, verb: int) -> tuple[int, int] | None:
    """A name and who it is: ", Ada Lind, director of the Institute for Ports, told"."""
    parse, tokens = scene.parse, scene.parse.tokens
    for token in tokens[:verb]:
        if token.pos != "PROPN" or token.dep not in ("appos", "conj", "dobj", "pobj", "attr"):
            continue
        below = parse.subtree(token.i)
        first = below[0]
        whole = below[-1] in (verb - 1, verb - 2) and len(below) == below[-1] - first + 1
        if (
            whole
            and first > 0
            and tokens[first - 1].text == ","
            and (any(t.dep == "appos" for t in parse.dependents(token.i)))
        ):
            return first, verb - 2
    return None
