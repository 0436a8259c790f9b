"""Chains side by side: the distinct ways of statements, and statements that several reports give.

A chain runs from the outlet that carries the document inwards to the source. What different reports
say about the way of one statement is kept side by side, not reconciled; how chains of different
documents are joined says :mod:`tightrope.corpus.chain_graph`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tightrope.corpus.tellings import overlap
from tightrope.corpus.words import words
from tightrope.records.statements import ChainLink, Statement

# Share of the telling words at which two reports give one statement.
_SAME_STATEMENT = 0.5
_FEWEST_WORDS = 5
# The same where the reports name different sources.
_SAME_ACROSS = 0.7
_FEWEST_ACROSS = 7
_SHORTEST_WORD = 4
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chain:
    """One way by which statements reached us, outermost hand first."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    statement_ids: tuple[str, ...]
    document_ids: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """ "memo → leaked document → The Washington Post → Dawn": from the source outwards."""
        return " → ".join(reversed(self.names))


@dataclass(frozen=True, slots=True)
class Retelling:
    """One statement as several documents give it, each with its own words and its own chain."""

    source_name: str
    statement_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    contents: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...]


def chains(statements: Iterable[Statement], least_hands: int = 3) -> tuple[Chain, ...]:
    """The distinct chains with the statements that came by them, longest and busiest first.

    Args:
        statements: statements of any documents.
        least_hands: shorter chains are left out (two is just "the outlet had it from the source").
    """
    found: dict[tuple[str, ...], tuple[tuple[ChainLink, ...], list[Statement]]] = {}
    for s in sorted(statements, key=lambda s: s.id):
        links = _without_repeats(s.chain)
        if len(links) >= least_hands:
            key = tuple(_key(link.name) for link in links)
            found.setdefault(key, (links, []))[1].append(s)
    made = [
        Chain(
            tuple(link.name for link in links),
            tuple(link.kind for link in links),
            tuple(s.id for s in there),
            tuple(sorted({s.document_id for s in there})),
        )
        for links, there in found.values()
    ]
    return tuple(sorted(made, key=lambda c: (-len(c.names), -len(c.statement_ids), c.names)))


def retellings(statements: Iterable[Statement]) -> tuple[Retelling, ...]:
    """Statements that at least two documents give, most documents first.

    Two statements are one when their sources bear the same surname (or the same name) and their
    contents share half of their words of four letters and more, at least five.

    Args:
        statements: statements of the documents of one story, or of all.
    """
    by_source: dict[str, list[tuple[Statement, frozenset[str]]]] = {}
    for s in sorted(statements, key=lambda s: s.id):
        content = frozenset(w for w in words(s.content_text) if len(w) >= _SHORTEST_WORD)
        if s.source_name and len(content) >= _FEWEST_WORDS:
            by_source.setdefault(_surname(s.source_name), []).append((s, content))
    made = []
    for name in sorted(by_source):
        made += [_retelling(group) for group in _alike(by_source[name])]
    several = [r for r in made if len(r.document_ids) > 1]
    return tuple(sorted(several, key=lambda r: (-len(r.document_ids), r.statement_ids)))


def told_alike(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Groups of statements of at least two documents that are one, whoever is named as the source.

    The same as :func:`retellings` for statements of one source; where documents name different
    sources, the contents have to share seven tenths of their words of four letters and more, at
    least seven.

    Args:
        statements: statements of the documents of one story.
    """
    held = sorted(statements, key=lambda s: s.id)
    place = {s.id: n for n, s in enumerate(held)}
    groups: list[list[int]] = []
    home: dict[int, int] = {}
    for told in retellings(held):
        home |= {place[i]: len(groups) for i in told.statement_ids}
        groups.append([place[i] for i in told.statement_ids])
    contents = [
        frozenset(w for w in words(s.content_text) if len(w) >= _SHORTEST_WORD) for s in held
    ]
    under: dict[str, list[int]] = {}
    for n, content in enumerate(contents):
        near = Counter(m for w in content for m in under.get(w, ()))
        for m in sorted(m for m, shared in near.items() if shared >= _FEWEST_ACROSS):
            apart = held[m].document_id != held[n].document_id
            if apart and overlap(contents[m], contents[n]) >= _SAME_ACROSS:
                if m not in home:
                    home[m] = len(groups)
                    groups.append([m])
                _join(groups, home, m, n)
        for w in content:
            under.setdefault(w, []).append(n)
    return [[held[n] for n in sorted(group)] for group in groups if group]


def _alike(there: Sequence[tuple[Statement, frozenset[str]]]) -> list[list[Statement]]:
    groups: list[list[int]] = []
    home: dict[int, int] = {}
    for n in range(len(there)):
        for m in range(n):
            same = there[n][1] & there[m][1]
            if len(same) >= _FEWEST_WORDS and (
                overlap(there[n][1], there[m][1]) >= _SAME_STATEMENT
            ):
                _join(groups, home, m, n)
        if n not in home:
            home[n] = len(groups)
            groups.append([n])
    return [[there[n][0] for n in sorted(group)] for group in groups if group]


def _join(groups: list[list[int]], home: dict[int, int], earlier: int, later: int) -> None:
    into = home[earlier]
    if later not in home:
        home[later] = into
        groups[into].append(later)
    elif home[later] != into:
        moved = groups[home[later]]
        low, high = sorted((into, home[later]))
        merged = groups[into] + moved
        groups[high], groups[low] = [], merged
        for n in merged:
            home[n] = low


def _retelling(group: Sequence[Statement]) -> Retelling:
    names = sorted({s.source_name for s in group}, key=lambda n: (-len(n), n))
    return Retelling(
        names[0],
        tuple(s.id for s in group),
        tuple(sorted({s.document_id for s in group})),
        tuple(s.content_text for s in group),
        tuple(tuple(link.name for link in _without_repeats(s.chain)) for s in group),
    )


def _without_repeats(chain: Sequence[ChainLink]) -> tuple[ChainLink, ...]:
    kept: list[ChainLink] = []
    for link in chain:
        if link.name and _key(link.name) not in {_key(k.name) for k in kept}:
            kept.append(link)
    return tuple(kept)


def _key(name: str) -> str:
    return _ARTICLE.sub("", name).strip().lower()


def _surname(name: str) -> str:
    parts = _key(name).split()
    return parts[-1] if parts else ""
