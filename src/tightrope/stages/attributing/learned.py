"""The learned finder: spans from the tagger, and what only a parse can say of them.

The tagger gives source, cue and content. What the cue is (its lemma, whether it denies, whether
it is a belief rather than words) is read from the parse by the same tables that the rules use.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from tightrope.language.learned.release import NAME
from tightrope.language.learned.tagger import Attribution, Tagger
from tightrope.language.segmentation import segments
from tightrope.records.sentences import Sentence, Token
from tightrope.records.spans import Span
from tightrope.reference.cues import WEAK_SENSES, Cue, cue
from tightrope.stages.attributing import grammar
from tightrope.stages.attributing.quotations import Quotations
from tightrope.stages.attributing.scenes import MIN_QUOTED_WORDS, TITLING
from tightrope.stages.attributing.triples import WEAK_PREFIX, Triple
from tightrope.stages.attributing.verbs import CITING

RULE = f"model:{NAME}"
# In which construction a cue is read, since the tagger does not say: words before wishes.
_FRAMES = ("clause", "to", "seem", "object")
_PHRASES = frozenset({"according", "per", ":"})
_PARTS = {"NOUN": "noun", "ADJ": "adjective", "ADV": "adverb"}
_OPENERS, _CLOSERS = "“\"‘'«", "”\"’'»?!)"
_BREAK = re.compile(r"\n\s*")
_BEFORE = 20  # characters before a content in which a word of titling stands
_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})


class LearnedFinder:
    """Finds attributions with the tagger."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def find(self, text: str, sentences: Sequence[Sentence]) -> list[Triple]:
        """All attributions of one document, in the order of their contents.

        Only paragraphs that hold one of the sentences are read; what the gate refused has neither
        a name nor a cue nor a quotation.
        """
        paragraphs = {s.paragraph for s in sentences}
        kept = [s for s in segments(text) if s.paragraph in paragraphs]
        if not kept:
            return []
        describing = _Describing(text, sentences)
        found = map(describing.triple, self._tagger.read(text, kept))
        return [triple for triple in found if triple is not None]


class _Describing:
    """Makes triples of tagged spans on the parse of one text."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._sentences = sorted(sentences, key=lambda s: s.start)
        self._starts = [s.start for s in self._sentences]
        self._quotations = Quotations(text)

    def triple(self, found: Attribution) -> Triple | None:
        contents = [c for c in found.contents if not self._titled(c)]
        if found.cue is not None:
            contents = self._within_reach(found.cue, contents)
        content = tuple(s for c in contents if (s := self._trimmed(c)) is not None)
        source = self._trimmed(found.source) if found.source else None
        if not content:
            return None
        quoted = self._quoted(content)
        lemma, denies, weak = "", False, not quoted
        if found.cue is not None:
            lemma, denies, weak = self._cue(found.cue, quoted, source is not None)
        return Triple(
            source=(source,) if source else (),
            cue=(found.cue,) if found.cue else (),
            content=content,
            lemma=lemma,
            rule=(WEAK_PREFIX if weak else "") + RULE,
            denies=denies,
        )

    def _titled(self, content: Span) -> bool:
        """Whether a content is the name of a paper ("a memo titled “...”")."""
        before = self._text[max(0, content.start - _BEFORE) : content.start].lower()
        return bool(TITLING.intersection(before.strip(" ,:" + _OPENERS).split()[-1:]))

    def _within_reach(self, cue: Span, contents: Sequence[Span]) -> list[Span]:
        """Contents in the paragraph of their cue; beyond it only quotations that go on."""
        kept: list[Span] = []
        end = cue.end
        for content in contents:
            between = self._text[end : content.start] or self._text[content.end : cue.start]
            breaks = len(_BREAK.findall(between))
            if breaks == 0 or (breaks == 1 and self._quotations.at(content.start) is not None):
                kept.append(content)
                end = max(end, content.end)
        beside = [c for c in kept if self._goes_with(cue, c)]
        return beside or kept

    def _goes_with(self, cue: Span, content: Span) -> bool:
        """Whether a content touches its cue's sentence or is a quotation: what a reporter tells in
        the next sentence is no more the speaker's."""
        if self._quotations.at(content.start) is not None or self._quotations.overlapping(content):
            return True
        i = bisect_right(self._starts, cue.start) - 1
        return i < 0 or self._sentences[i].span.overlaps(content)

    def _trimmed(self, span: Span) -> Span | None:
        """Without marks at its ends, except those of a quotation; these are taken in whole."""
        text, start, end = self._text, span.start, span.end
        if start and text[start - 1] in "“«" and text[start] not in _OPENERS:
            start -= 1
        if end < len(text) and text[end] in "”»" and text[end - 1] not in "”»":
            end += 1
        while start < end and not text[start].isalnum() and text[start] not in _OPENERS + "($€£":
            start += 1
        while end > start and not text[end - 1].isalnum() and text[end - 1] not in _CLOSERS + "%":
            end -= 1
        return Span(start, end) if any(map(str.isalnum, text[start:end])) else None

    def _quoted(self, content: Sequence[Span]) -> bool:
        """Whether a part of the content is the speaker's own words."""
        return any(
            len(self._quotations.all[n].inner.of(self._text).split()) >= MIN_QUOTED_WORDS
            for span in content
            for n in self._quotations.overlapping(span)
        )

    def _cue(self, span: Span, quoted: bool, sourced: bool) -> tuple[str, bool, bool]:
        """Lemma of a cue, whether it denies, and whether it is weak."""
        i = bisect_right(self._starts, span.start) - 1
        tokens = self._sentences[i].tokens_in(span) if i >= 0 else []
        if not tokens:
            return span.of(self._text).lower(), False, not quoted
        first = tokens[0].text.lower()
        if first in _PHRASES or any(t.text == ":" for t in tokens):
            return span.of(self._text).lower(), False, False
        known = [(t, c) for t in tokens if (c := _known(t)) is not None]
        if not known:
            return tokens[-1].lemma.lower(), False, not quoted
        token, found = next((k for k in known if k[1].denies), known[-1])
        parse = self._sentences[i].parse
        negated = grammar.negated(parse, token.i) or any(
            t.text.lower() in _NEGATIONS for t in tokens
        )
        sense = found.sense("quote") if quoted else ""
        sense = sense or next((s for f in _FRAMES if (s := found.sense(f))), "")
        weak = sense in WEAK_SENSES or (not quoted and not sourced)
        if token.tag == "VBG" and found.lemma in CITING:
            weak = weak or not quoted  # "quoting a leak" names a document, no words
        if found.part == "verb":
            weak = weak or grammar.unreal(parse, token.i)
        else:
            weak = weak or found.part == "adjective"
        return found.lemma, found.denies != negated, weak


def _known(token: Token) -> Cue | None:
    lemma = token.lemma.lower()
    part = _PARTS.get(token.pos)
    found = cue(part, lemma) if part else None
    return found or cue("verb", lemma)
