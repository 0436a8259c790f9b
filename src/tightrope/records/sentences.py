"""Sentences as they were read: tokens with their grammar, independent of any parser library."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from tightrope.records.spans import Span


class Token(NamedTuple):
    """One token; offsets count from the start of its sentence, ``head`` is a token index.

    The root's head is the root itself. Labels are those of spaCy's English pipelines: ``pos``
    universal, ``tag`` Penn Treebank, ``dep`` ClearNLP.
    """

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int


@dataclass(frozen=True)
class Parse:
    """The reading of one distinct sentence, wherever it stands; shared by all of its copies."""

    text: str
    tokens: tuple[Token, ...]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token, the indices of its dependents in order."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token.i)
        return tuple(tuple(c) for c in below)

    @cached_property
    def roots(self) -> tuple[int, ...]:
        return tuple(t.i for t in self.tokens if t.head == t.i)

    def subtree(self, i: int) -> list[int]:
        """Indices of token ``i`` and all it governs, in order."""
        found, todo = [i], [i]
        while todo:
            below = self.children[todo.pop()]
            found.extend(below)
            todo.extend(below)
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """From the head of token ``i`` up to the root."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def dependents(self, i: int, *deps: str) -> list[Token]:
        """Dependents of token ``i`` under the given labels (any label when none is given)."""
        return [self.tokens[c] for c in self.children[i] if not deps or self.tokens[c].dep in deps]

    def token_at(self, offset: int) -> Token | None:
        """The token that covers a character offset within the sentence, or None (white space)."""
        for token in self.tokens:
            if token.start <= offset < token.end:
                return token
        return None


@dataclass(frozen=True)
class Sentence:
    """A parsed sentence at its place in one document."""

    start: int
    parse: Parse
    paragraph: int = 0
    index: int = 0
    role: str = field(default="body")  # "title", "bullet" or "body"

    @property
    def text(self) -> str:
        return self.parse.text

    @property
    def end(self) -> int:
        return self.start + len(self.parse.text)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.parse.tokens

    def span_of(self, first: int, last: int | None = None) -> Span:
        """The document span from token ``first`` to token ``last`` (inclusive)."""
        last = first if last is None else last
        return Span(self.start + self.tokens[first].start, self.start + self.tokens[last].end)

    def tokens_in(self, span: Span) -> list[Token]:
        """Tokens that share a character with a document span."""
        return [
            t
            for t in self.tokens
            if self.start + t.start < span.end and span.start < self.start + t.end
        ]
