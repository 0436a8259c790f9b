"""How the news reached us: who had it from whom, in words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.briefing.content import Desk, one_line
from tightrope.briefing.voices import is_about
from tightrope.briefing.wording import counted
from tightrope.records.corpus import ProvenanceEdge


@dataclass(frozen=True, slots=True)
class Chain:
    """Hands through which statements went, from the outlet that we read inwards to the source."""

    hands: tuple[str, ...]
    rests_on: str
    statement_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chains:
    """Chains of three hands and more, and how many statements came straight from their source."""

    chains: tuple[Chain, ...]
    more: int
    direct: int


def chains(desk: Desk, most: int) -> Chains:
    """The chains of all statements by or about the focal state, longest first.

    A chain that is only the outer part of a longer one is told with the longer one.
    """
    paths = _paths(desk)
    documents: dict[tuple[str, ...], set[str]] = defaultdict(set)
    statements: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for statement_id, path in sorted(paths.items()):
        documents[path].add(desk.statements[statement_id].document_id)
        statements[path].append(statement_id)
    long = [path for path in statements if len(path) > 2]
    outer = {path[:n] for path in long for n in range(3, len(path))}
    kept = sorted(
        (p for p in long if p not in outer), key=lambda p: (-len(p), -len(statements[p]), p)
    )
    shown = tuple(
        Chain(
            hands=path,
            rests_on=f"{counted(len(statements[path]), 'statement')} in "
            f"{counted(len(documents[path]), 'document')}",
            statement_ids=tuple(statements[path][:3]),
        )
        for path in kept[:most]
    )
    direct = sum(len(ids) for path, ids in statements.items() if len(path) == 2)
    return Chains(shown, max(0, len(kept) - most), direct)


def _paths(desk: Desk) -> dict[str, tuple[str, ...]]:
    focal = desk.material.focal
    edges: dict[str, list[ProvenanceEdge]] = defaultdict(list)
    for edge in desk.material.provenance:
        edges[edge.statement_id].append(edge)
    paths: dict[str, tuple[str, ...]] = {}
    for statement in desk.material.statements:
        if not is_about(statement, focal):
            continue
        hands = _follow(edges[statement.id]) if statement.id in edges else ()
        hands = hands or tuple(link.name for link in statement.chain)
        named = tuple(one_line(h) for h in hands if h.strip())
        path = tuple(h for n, h in enumerate(named) if n == 0 or h != named[n - 1])
        if len(path) > 1:
            paths[statement.id] = path
    return paths


def _follow(edges: Sequence[ProvenanceEdge]) -> tuple[str, ...]:
    """The path from the holder that nobody had it from... to the innermost source."""
    onwards = {edge.holder: edge.source for edge in edges}
    sources = {edge.source for edge in edges}
    starts = [edge.holder for edge in edges if edge.holder not in sources]
    if not starts:
        return ()
    path = [starts[0]]
    while path[-1] in onwards and onwards[path[-1]] not in path:
        path.append(onwards[path[-1]])
    return tuple(path)
