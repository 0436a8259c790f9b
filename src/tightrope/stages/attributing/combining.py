"""The learned finder with the rules as second opinion.

The tagger decides what is an attribution and how far its content goes. Where the rules found the
same one, their source is taken, and the edges of their content: grammar knows these better. The
rules also add what the tagger's training texts do
not hold or do not mark: refusals to speak, speakers in headlines, denials in passing,
attributions within the words of others, and those around them.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from tightrope.records.sentences import Sentence
from tightrope.records.spans import Span
from tightrope.reference.cues import media
from tightrope.reference.gazetteer import actor_gazetteer
from tightrope.stages.attributing.triples import WEAK_PREFIX, Triple, TripleFinder

_LABEL = "label:"
# Constructions that the rules read exactly: "a claim that X denied"; "..., X said on Friday";
# "according to X".
_EXACT = ("/echo", "/trailing", "/quoted", "phrase:according to")
# Two contents are one when they share at least this much of all that they hold, and differ at the
# edges only from here on.
_SAME_SHARE, _SAME_EDGES_SHARE = 0.5, 0.8
_LONGEST_CUE = 200
_FEWEST_WORDS, _FEWEST_WITHOUT_SOURCE = 2, 4
# Who reports what others said: their statements are read on the inside too.
_PASSING_ON = frozenset({"report", "quote", "cite", "according to", "as per"})


class CombinedFinder:
    """What the learned finder and the rules find together."""

    def __init__(self, learned: TripleFinder, rules: TripleFinder) -> None:
        self._learned, self._rules = learned, rules

    def find(self, text: str, sentences: Sequence[Sentence]) -> list[Triple]:
        """All attributions of one document, in the order of their contents."""
        return combined(
            text, self._learned.find(text, sentences), self._rules.find(text, sentences)
        )


def combined(text: str, learned: Sequence[Triple], ruled: Sequence[Triple]) -> list[Triple]:
    """One list of two: what both find, what the model finds, and what only rules can find."""
    same = _same_cue(learned, ruled)
    found = [
        _reconciled(t, ruled[same[n]]) if n in same else t
        for n, t in enumerate(learned)
        if n in same or _says_something(text, t)
    ]
    matched = set(same.values())
    found += [
        t for n, t in enumerate(ruled) if n not in matched and _only_rules_find(text, t, found)
    ]
    return sorted(_distinct(found), key=lambda t: (t.content, t.cue, t.source, t.rule))


def _says_something(text: str, triple: Triple) -> bool:
    """Whether an attribution that only the model sees tells a reader more than a word."""
    least = _FEWEST_WORDS if triple.source else _FEWEST_WITHOUT_SOURCE
    return sum(len(s.of(text).split()) for s in triple.content) >= least


def _distinct(found: Sequence[Triple]) -> list[Triple]:
    kept: dict[tuple[object, ...], Triple] = {}
    for triple in found:
        kept.setdefault((triple.cue, triple.content), triple)
    return list(kept.values())


def _same_cue(learned: Sequence[Triple], ruled: Sequence[Triple]) -> dict[int, int]:
    """For learned triples, by number, the ruled one whose cue shares a word with theirs."""
    places = sorted((s.start, s.end, n) for n, t in enumerate(ruled) for s in t.cue)
    same: dict[int, int] = {}
    taken: set[int] = set()
    for n, triple in sorted(enumerate(learned), key=lambda pair: pair[1].cue):
        for span in triple.cue:
            low = bisect_left(places, (span.start - _LONGEST_CUE,))
            for start, end, k in places[low:]:
                if start >= span.end:
                    break
                if end > span.start and k not in taken and n not in same:
                    same[n] = k
                    taken.add(k)
    return same


def _reconciled(triple: Triple, rule: Triple) -> Triple:
    """What becomes of an attribution that both found."""
    if rule.no_comment or rule.rule.endswith(_EXACT):
        return rule
    plain = triple.rule.removeprefix(WEAK_PREFIX)
    share = _share(triple.content, rule.content)
    if share < _SAME_SHARE:
        weak = WEAK_PREFIX if rule.weak else ""
        return replace(
            triple, cue=rule.cue, lemma=rule.lemma, denies=rule.denies, rule=weak + plain
        )
    content = rule.content if share >= _SAME_EDGES_SHARE else triple.content
    return replace(
        rule, source=rule.source or triple.source, content=content, rule=f"{rule.rule}+{plain}"
    )


def _share(some: Sequence[Span], others: Sequence[Span]) -> float:
    """The Jaccard index of the characters of two contents."""
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in some for b in others)
    return common / (_size(some) + _size(others) - common)


def _size(spans: Sequence[Span]) -> int:
    return sum(s.end - s.start for s in spans)


def _only_rules_find(text: str, triple: Triple, found: Sequence[Triple]) -> bool:
    """Whether an attribution that the model passed over is one that it can't know."""
    if triple.no_comment:
        return True
    if triple.source and triple.cue and _stands_inside(text, triple, found):
        return True
    if triple.weak:
        return False
    if not any(_share(triple.content, t.content) for t in found):
        return True
    if triple.rule.startswith(_LABEL):
        return False
    if triple.denies or triple.rule.endswith(_EXACT) or _passes_on(text, triple):
        return True
    return _holds_found(triple, found) or any(
        c.contains(s) and _passes_on(text, t)
        for s in triple.cue[:1]
        for t in found
        for c in t.content
    )


def _stands_inside(text: str, triple: Triple, found: Sequence[Triple]) -> bool:
    """Whether an attribution stands whole within what somebody is found to have said.

    The tags of the model lie flat: of "the cable says that the aide feared a breach" they keep one.
    What a paper or an outlet tells of others is kept, and what anybody tells of a state: "officials
    said that Ankara wants an apology".
    """
    inner = (*triple.cue[:1], *triple.content)
    around = [
        t for t in found if not t.weak and all(any(c.contains(s) for c in t.content) for s in inner)
    ]
    if triple.weak and any(_passes_on(text, t) for t in around):
        return True
    bare = triple.weak and triple.rule.split("/")[-1].startswith("object")
    return bool(around) and not bare and _of_a_state(text, triple)


def _of_a_state(text: str, triple: Triple) -> bool:
    """Whether the source names a state: "Ankara", "Philippine officials"."""
    gazetteer = actor_gazetteer()
    return any(hit.entry.states for s in triple.source for hit in gazetteer.find(s.of(text)))


def _holds_found(triple: Triple, found: Sequence[Triple]) -> bool:
    """Whether an attribution holds a whole other one that was found: the outer layer of two."""
    return bool(triple.source) and any(
        all(any(c.contains(s) for c in triple.content) for s in (*t.source, *t.cue, *t.content))
        for t in found
        if t.source and t.cue
    )


def _passes_on(text: str, triple: Triple) -> bool:
    """Whether a source hands on what others said: a document, a paper, an agency."""
    if triple.weak or not triple.source:
        return False
    if triple.lemma in _PASSING_ON:
        return True
    words = triple.source[0].of(text).lower().split()
    known = (media().get(w) or media().get(w.removesuffix("s")) for w in words)
    return any(m is not None and m.role in ("document", "press") for m in known)
