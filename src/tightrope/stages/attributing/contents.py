"""Contents: what a cue verb introduces, by the construction it stands in."""

from tightrope.records.sentences import Token
from tightrope.reference.cues import cue
from tightrope.stages.attributing import grammar
from tightrope.stages.attributing.hearing import Heard
from tightrope.stages.attributing.scenes import Scene

# Verbs that keep their content in brackets of commas: "The talks, he said, will go on".
_PARENTHETIC_SENSES = frozenset({"say", "write", "announce", "show", "believe", "tell", "report"})
_SMALL = frozenset({"advmod", "npadvmod", "prep", "dative", "punct", "neg", "aux", "prt", "agent"})
_AND = frozenset({"and", "but", "or"})
_GOES_ON = frozenset({"because", "but", "if", "unless", "although", "compared", "than"})
_DASHES = frozenset({"—", "–", "--"})
_MIN_BEFORE_ASIDE = 3
_MAX_VENUE = 12

Content = tuple[list[int], str]


def trimmed(
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
    inside = _from_that(scene, h, inside)
    left = {i for i in inside if i < h.i}
    right = inside - left
    if (
        left
        and tokens[min(left)].pos == "ADP"
        and min(left) == 0
        and (scene.words(right) > _MIN_BEFORE_ASIDE and h.source and max(left) < min(h.source))
    ):
        # "In a note to the bank, she said ...": where it was said, not what.
        inside = right
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


def _from_that(scene: Scene, h: Heard, inside: set[int]) -> set[int]:
    """ "said at a briefing that ...": what stands between cue and "that" is no content."""
    tokens = scene.parse.tokens
    if h.i + 1 >= len(tokens) or tokens[h.i + 1].pos not in ("ADP", "PROPN"):
        return inside
    for i in range(h.i + 2, min(h.i + _MAX_VENUE, len(tokens))):
        if scene.quoted[i] is not None or grammar.is_verb(tokens[i]):
            return inside
        if tokens[i].text.lower() == "that" and tokens[i].tag in ("IN", "WDT"):
            return {k for k in inside if not h.i < k < i}
    return inside


def content(scene: Scene, h: Heard, quotes: list[int]) -> Content | None:
    """Token indices of the content and the frame it stands in; None when there is none."""
    parse = scene.parse
    quoted = [i for number in quotes for i in scene.quotes[number]]
    if h.cue.sense("clause") and (clause := _clause(scene, h)):
        if h.cue.sense("object") and not h.cue.sense("person") and min(clause) > h.i:
            # "describes the talks and what came of them": the object belongs to it.
            objects = parse.dependents(h.i, "dobj")
            if objects and h.i < objects[0].i < min(clause):
                clause = [*_object(scene, h), *clause]
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
    if h.cue.sense("clause") == "say" and (said := _headline_complement(scene, h)):
        return said, "clause"
    passives = parse.dependents(h.i, "nsubjpass")
    if passives and (h.cue.sense("clause") or h.cue.sense("object")):
        rest = _infinitive(scene, h) or _complement(scene, h)
        if rest:
            return sorted({*_passive_subject(scene, h, passives[0]), *rest}), (
                "clause" if h.cue.sense("clause") else "object"
            )
    if h.cue.sense("clause") and (
        clause := _as_said(scene, h) or _that_clause(scene, h) or _parenthetic(scene, h)
    ):
        return clause, "clause"
    if h.cue.sense("object") and (held := _object(scene, h)):
        return held, "object"
    for preposition in h.cue.prepositions:
        for t in parse.dependents(h.i, "prep"):
            if t.lemma.lower() == preposition and t.i > h.i:
                # "warned against leaving": without its preposition it would say the opposite.
                held = [i for i in parse.subtree(t.i) if i != t.i or preposition == "against"]
                if held:
                    return held, f"object:{preposition}"
    return None


def _passive_subject(scene: Scene, h: Heard, subject: Token) -> list[int]:
    """The subject of a passive; for a relative pronoun the noun it stands for."""
    noun = grammar.antecedent(scene.parse, subject.i)
    if noun is None:
        return grammar.phrase(scene.parse, subject.i)
    clause = set(scene.parse.subtree(h.i))
    kept = [i for i in grammar.phrase(scene.parse, noun) if i not in clause]
    return grammar.around(scene.parse, kept, noun)


def _headline_complement(scene: Scene, h: Heard) -> list[int]:
    """ "Minister says ready for talks": the clause without its verb."""
    for t in scene.parse.dependents(h.i, "acomp", "oprd"):
        if t.i == h.i + 1 and h.token.tag in ("VBZ", "VBD"):
            return scene.parse.subtree(t.i)
    return []


def _that_clause(scene: Scene, h: Heard) -> list[int]:
    """A "that" further on whose clause the parser hung on another word."""
    tokens = scene.parse.tokens
    if h.cue.sense("clause") not in _PARENTHETIC_SENSES or not h.source:
        return []
    for i in range(h.i + 1, len(tokens)):
        if scene.quoted[i] is not None:
            continue
        if cue("verb", tokens[i].lemma.lower()) and tokens[i].tag in ("VBD", "VBZ", "VBP"):
            return []
        if tokens[i].text.lower() == "that" and (tokens[i].tag == "IN" or tokens[i].dep == "mark"):
            rest = range(i, len(tokens))
            return list(rest) if any(grammar.is_verb(tokens[k]) for k in rest) else []
    return []


def _clause(scene: Scene, h: Heard) -> list[int]:
    parse = scene.parse
    found: set[int] = set()
    for t in parse.dependents(h.i, "ccomp", "csubjpass", "nsubjpass"):
        if t.dep != "ccomp" and not grammar.is_verb(t):
            continue
        if t.i < h.i and any(m.text == ";" for m in parse.tokens[t.i : h.i]):
            continue  # "...; Oslo denies it": two clauses side by side
        found.update(parse.subtree(t.i))
    if not found and h.cue.denies:
        # "denied taking part"
        for t in parse.dependents(h.i, "xcomp"):
            if t.tag == "VBG" and t.i > h.i:
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


def _seeming(scene: Scene, h: Heard) -> Content | None:
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
            if any(cue("verb", v.lemma.lower()) for v in scene.parse.dependents(t.i, "pcomp")):
                return []  # "is quoted as saying": the second verb is the cue
            found.extend(scene.parse.subtree(t.i))
    return found


def _mixed(scene: Scene, h: Heard, quoted: list[int]) -> list[int]:
    """A quotation with the words of its own clause: "called the deal “a mistake”"."""
    found = set(quoted)
    if h.cue.sense("object") and not h.cue.sense("person"):
        for t in scene.parse.dependents(h.i, "dobj"):
            if h.i < t.i < min(quoted):
                found.update(scene.parse.subtree(t.i))
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
