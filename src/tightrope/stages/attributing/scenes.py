"""A scene: one sentence with the quotations it takes part in, as the rules look at it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tightrope.records.sentences import Parse, Sentence
from tightrope.records.spans import Span
from tightrope.stages.attributing import grammar
from tightrope.stages.attributing.quotations import Quotations
from tightrope.stages.attributing.triples import WEAK_PREFIX, Triple

#: Shorter quotations are scare quotes or names unless a verb of saying stands right beside them.
MIN_QUOTED_WORDS = 3
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’ ]{2,}(?:,? [A-Z][\w.]+)?(?:, \w+\.? \d{1,2})?(?: ?\([\w. ]+\))? ?(?:[-–—]|--|:) "
)
#: Words before a quotation that is a title.
TITLING = frozenset({"titled", "entitled", "headed", "headlined", "dubbed", "nicknamed"})


@dataclass(frozen=True)
class Scene:
    """One sentence of a text; indices below are token indices of this sentence."""

    text: str
    sentence: Sentence
    quotations: Quotations

    @property
    def parse(self) -> Parse:
        return self.sentence.parse

    @cached_property
    def quoted(self) -> list[int | None]:
        """For each token, the number of the quotation it stands in."""
        return self.quotations.of_tokens(self.sentence)

    @cached_property
    def quotes(self) -> dict[int, list[int]]:
        """Tokens of each quotation that the sentence takes part in, by its number."""
        held: dict[int, list[int]] = {}
        for i, number in enumerate(self.quoted):
            if number is not None:
                held.setdefault(number, []).append(i)
        return {n: tokens for n, tokens in held.items() if not self._title(tokens[0])}

    def _title(self, first: int) -> bool:
        """Whether a quotation is the name of a paper ("a memo titled “...”"), not words said."""
        before = [t.text.lower() for t in self.parse.tokens[max(0, first - 2) : first]]
        return bool(TITLING.intersection(before))

    @cached_property
    def dateline(self) -> int:
        """How many tokens open the sentence as a dateline ("OSLO (Agency) - "); mostly none."""
        match = _DATELINE.match(self.sentence.text)
        if match is None:
            return 0
        return sum(t.end <= match.end() for t in self.parse.tokens)

    def words(self, indices: Iterable[int]) -> int:
        """How many of the tokens are words."""
        tokens = self.parse.tokens
        return sum(any(c.isalnum() for c in tokens[i].text) for i in indices)

    def beyond(self, number: int) -> list[Span]:
        """What quotation ``number`` holds before and after this sentence, over paragraphs too."""
        every = self.quotations.all
        span = every[number].outer
        found = []
        if span.start < self.sentence.start:
            found.append(Span(span.start, min(span.end, self.sentence.start)))
        if span.end > self.sentence.end:
            found.append(Span(max(span.start, self.sentence.end), span.end))
        while every[number].continues and number + 1 < len(every):
            number += 1
            found.append(every[number].outer)
        return found

    def triple(
        self,
        source: Iterable[int],
        cue: Iterable[int],
        content: Iterable[int],
        *,
        rule: str,
        lemma: str = "",
        weak: bool = False,
        denies: bool = False,
        no_comment: bool = False,
        whole_quotes: bool = True,
    ) -> Triple | None:
        """Put a triple together from token indices; None when nothing is left as content.

        Quotations that the content touches are taken whole, also where they run on beyond the
        sentence. A cue within a quotation is the quoted speaker's own and makes no triple.
        """
        cue, source, inside = list(cue), list(source), set(content)
        if self.dateline:
            source = [i for i in source if i >= self.dateline]
            inside = {i for i in inside if i >= self.dateline}
        own = {self.quoted[i] for i in cue} - {None}
        extra: list[Span] = []
        if whole_quotes:
            for number, tokens in self.quotes.items():
                if number in own or not inside.intersection(tokens):
                    continue
                if inside.issuperset(self._inner(tokens)) or self._mostly(tokens, inside):
                    inside.update(tokens)
                    extra.extend(self.beyond(number))
        inside -= set(cue) | set(source)
        found = merged((*grammar.spans(self.sentence, inside), *extra), self.text)
        if not found or own:
            # What stands inside a quotation is the quoted one's business.
            return None
        return Triple(
            source=grammar.spans(self.sentence, source),
            cue=grammar.spans(self.sentence, cue)
            or tuple(self.sentence.span_of(i) for i in cue[:1]),  # a colon
            content=found,
            lemma=lemma,
            rule=(WEAK_PREFIX if weak else "") + rule,
            denies=denies,
            no_comment=no_comment,
        )

    def _inner(self, tokens: list[int]) -> list[int]:
        return [i for i in tokens if any(c.isalnum() for c in self.parse.tokens[i].text)]

    def _mostly(self, tokens: list[int], inside: set[int]) -> bool:
        words = self._inner(tokens)
        return 2 * sum(i in inside for i in words) >= len(words)


def merged(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Spans in order; those that touch or have nothing but white space between them become one."""
    found: list[Span] = []
    for span in sorted(spans):
        span = _stripped(span, text)
        if span.start == span.end:
            continue
        if found and (span.start <= found[-1].end or not text[found[-1].end : span.start].strip()):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _stripped(span: Span, text: str) -> Span:
    start, end = span.start, min(span.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
