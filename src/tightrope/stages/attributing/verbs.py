"""Verbs as cues: "X said that ...", "..., said X", "X was told ...", "X refused to ..."."""

from collections.abc import Iterator
from dataclasses import dataclass

from tightrope.records.sentences import Token
from tightrope.reference.cues import WEAK_SENSES, Cue, cue
from tightrope.stages.attributing import grammar
from tightrope.stages.attributing.scenes import MIN_QUOTED_WORDS, Scene
from tightrope.stages.attributing.triples import Triple

# Verbs that keep their content in brackets of commas: "The talks, he said, will go on".
_PARENTHETIC_SENSES = frozenset({"say", "write", "announce", "show", "believe", "tell", "report"})
_SMALL = frozenset({"advmod", "npadvmod", "prep", "dative", "punct", "neg", "aux", "prt", "agent"})
_AND = frozenset({"and", "but", "or"})
_GOES_ON = frozenset({"because", "but", "if", "unless", "although", "compared", "than"})
_DASHES = frozenset({"—", "–", "--"})
_MIN_BEFORE_ASIDE = 3
_IMPERATIVE_TAGS = frozenset({"VB", "VBP"})


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


def verb_triples(scene: Scene, taken: frozenset[int] = frozenset()) -> Iterator[Triple]:
    """All attributions by verbs of one sentence; tokens in ``taken`` are cues already."""
    heard = [h for t in scene.parse.tokens if t.i not in taken and (h := _hear(scene, t))]
    quotes = _quotes_by_cue(scene, heard)
    for h in heard:
        found = _content(scene, h, quotes.get(h.i, []))
        if found is None:
            continue
        content, frame = found
        content = _trimmed(scene, h, heard, content, frame)
        sense = h.cue.sense(frame)
        negation = grammar.negated(scene.parse, h.i)
        triple = scene.triple(
            [] if frame == "seem" else h.source,
            h.words,
            content,
            rule=f"verb:{h.lemma}/{frame}",
            lemma=h.lemma,
            weak=sense in WEAK_SENSES or (frame != "quote" and _unreal(scene, h)),
            denies=h.cue.denies != negation,
        )
        if triple is not None and _worth(scene, h, frame, content):
            yield triple


def bare_cues(scene: Scene, found: list[Triple]) -> Iterator[Triple]:
    """Cues of saying that introduce nothing in their own sentence; their content is still empty.

    "The minister went on:" before a quotation, "Rubio said." after one that ended a sentence.
    """
    taken = {span for triple in found for span in triple.cue}
    for token in scene.parse.tokens:
        h = _hear(scene, token)
        if h is None or not h.cue.sense("quote") or not h.source or h.quotation is not None:
            continue
        if h.cue.sense("quote") in WEAK_SENSES or _unreal(scene, h):
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


def _trimmed(
    scene: Scene, h: Heard, heard: list[Heard], content: list[int], frame: str
) -> list[int]:
    """Content without what the same speaker is said to add, and without the writer's asides."""
    parse, tokens = scene.parse, scene.parse.tokens
    inside = set(content)
    for other in heard:
        # "..., he said, adding that ...": the second cue has a content of its own.
        if (
            other.i in inside
            and other.i != h.i
            and other.token.tag == "VBG"
            and (other.source == h.source and other.token.dep == "advcl")
        ):
            inside -= set(parse.subtree(other.i))
    if frame != "clause":
        return sorted(inside)
    last = max(inside, default=-1)
    if last < 0:
        return []
    rest = range(last + 1, len(tokens))
    if h.i < last and rest and not any(o.i > last and o is not h for o in heard):
        following = [i for i in rest if any(c.isalnum() for c in tokens[i].text)]
        first = tokens[following[0]].text.lower() if following else ""
        second = tokens[following[1]].text.lower() if len(following) > 1 else ""
        quote_end = scene.quoted[last] is not None
        if (first in _AND and second == "that") or (quote_end and first in _GOES_ON):
            inside.update(rest)
    for i in sorted(inside):
        # A dash after the last quotation opens the writer's aside.
        if tokens[i].text in _DASHES and i > h.i and i - 1 in inside and scene.quoted[i] is None:
            if any(scene.quoted[k] is not None for k in inside if k > i):
                break
            kept = {k for k in inside if k < i}
            if scene.words(kept) > _MIN_BEFORE_ASIDE:
                inside = kept
            break
    return sorted(inside)


def _hear(scene: Scene, token: Token) -> Heard | None:
    if token.pos not in ("VERB", "AUX") and token.tag not in ("VBD", "VBZ", "VBG", "VBN"):
        return None
    parse = scene.parse
    particles = [t for t in parse.dependents(token.i, "prt")]
    lemma = token.lemma.lower()
    found = None
    if particles:
        lemma = f"{lemma} {particles[0].lemma}"
        found = cue("verb", lemma)
    if found is None:
        lemma = token.lemma.lower()
        found = cue("verb", lemma)
    if found is None:
        return None
    head = grammar.subject(parse, token.i)
    source = [] if head is None else grammar.phrase(parse, head)
    if token.i in source:
        source = _without_clause(scene, source, token.i, head)
    helpers = [t.i for t in grammar.auxiliaries(parse, token.i)]
    helpers += [t.i for t in parse.dependents(token.i, "neg")]
    words = sorted({token.i, *helpers, *(p.i for p in particles)})
    return Heard(token, found, lemma, source, words, scene.quoted[token.i])


def _without_clause(scene: Scene, source: list[int], verb: int, head: int | None) -> list[int]:
    """A noun phrase without the relative clause in which its own cue stands."""
    if head is None:
        return []
    clause = {verb, *scene.parse.subtree(verb)}
    return grammar.around(scene.parse, [i for i in source if i not in clause], head)


def _unreal(scene: Scene, h: Heard) -> bool:
    return grammar.unreal(scene.parse, h.i)


def _quotes_by_cue(scene: Scene, heard: list[Heard]) -> dict[int, list[int]]:
    """Give every quotation of the sentence to the nearest verb that can introduce one."""
    able = [h for h in heard if h.cue.sense("quote") or h.cue.sense("clause")]
    given: dict[int, list[int]] = {}
    for number, tokens in scene.quotes.items():
        outside = [h for h in able if h.quotation != number]
        if not outside:
            continue
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


def _gap(h: Heard, tokens: list[int]) -> int:
    edges = [h.i, *h.source]
    return min(
        max(tokens[0] - max(h.i, *edges), min(h.i, *edges) - tokens[-1], 0),
        min(abs(tokens[0] - h.i), abs(h.i - tokens[-1])),
    )


def _content(scene: Scene, h: Heard, quotes: list[int]) -> tuple[list[int], str] | None:
    parse = scene.parse
    quoted = [i for number in quotes for i in scene.quotes[number]]
    if h.cue.sense("clause") and (clause := _clause(scene, h)):
        return sorted({*clause, *quoted}), "clause"
    if quoted and h.cue.sense("quote"):
        around = _parenthetic(scene, h) if max(quoted) < h.i else []
        if set(quoted).issubset(around):
            return around, "clause"
        return _mixed(scene, h, quoted), "quote"
    if h.cue.sense("seem"):
        return _seeming(scene, h)
    if h.cue.sense("to") and (clause := _infinitive(scene, h)):
        return clause, "to"
    passives = parse.dependents(h.i, "nsubjpass")
    if passives and (h.cue.sense("clause") or h.cue.sense("object")):
        rest = _infinitive(scene, h) or _complement(scene, h)
        if rest:
            return sorted({*grammar.phrase(parse, passives[0].i), *rest}), (
                "clause" if h.cue.sense("clause") else "object"
            )
    if h.cue.sense("clause") and (clause := _as_said(scene, h) or _parenthetic(scene, h)):
        return clause, "clause"
    if h.cue.sense("object") and (held := _object(scene, h)):
        return held, "object"
    for preposition in h.cue.prepositions:
        for t in parse.dependents(h.i, "prep"):
            if t.lemma.lower() == preposition and t.i > h.i:
                held = [i for i in parse.subtree(t.i) if i != t.i]
                if held:
                    return held, f"object:{preposition}"
    return None


def _clause(scene: Scene, h: Heard) -> list[int]:
    parse = scene.parse
    found: set[int] = set()
    for t in parse.dependents(h.i, "ccomp", "csubjpass", "nsubjpass"):
        if t.dep != "ccomp" and not grammar.is_verb(t):
            continue
        found.update(parse.subtree(t.i))
    for t in parse.dependents(h.i, "advcl"):
        marks = [m for m in parse.dependents(t.i, "mark") if m.lemma.lower() in ("that", "whether")]
        if marks:
            found.update(parse.subtree(t.i))
    return sorted(found - set(h.source) - set(h.words))


def _infinitive(scene: Scene, h: Heard) -> list[int]:
    parse = scene.parse
    for t in parse.dependents(h.i, "xcomp", "advcl", "ccomp"):
        if t.i > h.i and any(a.lemma == "to" for a in grammar.auxiliaries(parse, t.i)):
            if t.dep == "advcl" and not h.cue.sense("person"):
                continue
            return parse.subtree(t.i)
    return []


def _seeming(scene: Scene, h: Heard) -> tuple[list[int], str] | None:
    """ "The talks seem to falter": nobody is named who thinks so; the subject is content."""
    rest = [
        i
        for t in scene.parse.dependents(h.i, "xcomp", "oprd", "acomp", "ccomp")
        if t.i > h.i
        for i in scene.parse.subtree(t.i)
    ]
    if not rest or not h.source:
        return None
    return sorted({*h.source, *rest}), "seem"


def _complement(scene: Scene, h: Heard) -> list[int]:
    """What a passive verb says of its subject: "was described as ...", "was accused of ..."."""
    found: list[int] = []
    for t in scene.parse.dependents(h.i, "prep", "oprd", "xcomp"):
        if t.i > h.i and (t.dep != "prep" or t.lemma in ("as", "of", "for")):
            found.extend(scene.parse.subtree(t.i))
    return found


def _mixed(scene: Scene, h: Heard, quoted: list[int]) -> list[int]:
    """A quotation with the words of its own clause: "called the deal “a mistake”"."""
    found = set(quoted)
    for t in scene.parse.dependents(h.i, "dobj", "oprd", "xcomp", "ccomp"):
        below = scene.parse.subtree(t.i)
        if found.intersection(below) and not set(h.source).intersection(below):
            found.update(below)
    return sorted(found - set(h.words))


def _as_said(scene: Scene, h: Heard) -> list[int]:
    """ "As the ministry noted, ...": the content is the clause that "as" hangs on."""
    parse = scene.parse
    if h.token.dep != "advcl" or not any(
        t.lemma.lower() == "as" for t in parse.dependents(h.i, "mark", "advmod")
    ):
        return []
    below = set(parse.subtree(h.i))
    return [i for i in parse.subtree(h.token.head) if i not in below]


def _parenthetic(scene: Scene, h: Heard) -> list[int]:
    """ "The talks, he said, will go on"; "..., he said."; and clauses the parser lost."""
    parse, tokens = scene.parse, scene.parse.tokens
    senses = {h.cue.sense("clause"), h.cue.sense("quote")}
    if not senses & _PARENTHETIC_SENSES or not h.source:
        return []
    first, last = min(*h.words, *h.source), max(*h.words, *h.source)
    for t in parse.dependents(h.i):
        if (t.dep in _SMALL and t.dep != "punct") or (t.dep == "dobj" and h.cue.sense("person")):
            below = parse.subtree(t.i)
            if below[0] == last + 1:
                last = below[-1]
    before = tokens[first - 1].text if first else ""
    after = tokens[last + 1].text if last + 1 < len(tokens) else ""
    if before in (",", "”", '"', "—", "–") and first > 1:
        if after in (",", "—", "–"):
            head = h.token.head
            clause = parse.subtree(head) if head != h.i else list(range(len(tokens)))
            return [i for i in clause if not first <= i <= last]
        if not after or after in (".", ";", "?", "!"):
            return list(range(first - 1))
    if h.cue.sense("clause") == "say" and h.token.dep == "ROOT" and max(h.source) < h.i:
        rest = list(range(max(h.words) + 1, len(tokens)))
        if any(tokens[i].dep in ("nsubj", "nsubjpass") for i in rest):
            return rest
    return []


def _object(scene: Scene, h: Heard) -> list[int]:
    parse = scene.parse
    if h.token.dep == "relcl" and not any(
        t.tag not in ("WDT", "WP") for t in parse.dependents(h.i, "dobj")
    ):
        antecedent = h.token.head
        if antecedent in h.source or not h.source:
            return []
        return grammar.around(
            parse,
            sorted(set(parse.subtree(antecedent)) - set(parse.subtree(h.i))),
            antecedent,
        )
    objects = parse.dependents(h.i, "dobj")
    if not objects or objects[0].i < h.i:
        return []
    found = set(parse.subtree(objects[0].i))
    for t in parse.dependents(h.i):
        if t.i > objects[0].i and t.dep in ("xcomp", "oprd", "prep", "pcomp", "ccomp"):
            if t.dep == "prep" and t.lemma not in ("as", "for", "of", "to", "against", "with"):
                continue
            found.update(parse.subtree(t.i))
    return sorted(found)


def _worth(scene: Scene, h: Heard, frame: str, content: list[int]) -> bool:
    """Whether an attribution tells a reader anything: someone or a clause, and more than a word."""
    if h.source:
        tokens = scene.parse.tokens
        if frame.startswith("object") and all(tokens[i].pos in ("PRON", "PUNCT") for i in content):
            return False
        return scene.words(content) > 0
    if grammar.passive(scene.parse, h.i) or h.token.tag == "VBN":
        return scene.words(content) > 2
    if frame == "quote":
        return True
    if h.token.tag in _IMPERATIVE_TAGS:
        return False
    return frame == "clause" and scene.words(content) > 3
