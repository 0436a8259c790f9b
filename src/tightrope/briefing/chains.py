"""How the news reached us: who had it from whom, in words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.briefing.content import Desk, one_line
from tightrope.briefing.voices import is_about
from tightrope.briefing.wording import counted, listed
from tightrope.records.corpus import ProvenanceEdge
from tightrope.records.statements import ChainLink

_CARRIERS = frozenset({"outlet", "press", "report", "document"})
_MOST_IDS = 3


@dataclass(frozen=True, slots=True)
class Chain:
    """Hands through which statements went, from the outlet that we read inwards to the source."""

    hands: tuple[str, ...]
    rests_on: str
    statement_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chains:
    """Chains with somebody between page and source, and how many statements have nobody there."""

    chains: tuple[Chain, ...]
    more: int
    direct: int


def chains(desk: Desk, most: int) -> Chains:
    """The chains of all statements by or about the focal state, longest first.

    A chain is told when an outlet or a document stands between the page and the source. The same
    chain behind several pages is told once with all of them, and one that is only the outer part
    of a longer one with the longer one.

    Args:
        desk: the material.
        most: how many to show.
    """
    pages: dict[tuple[str, ...], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    direct = 0
    for statement_id, links in sorted(_paths(desk).items()):
        if any(link.kind in _CARRIERS for link in links[1:-1]):
            page = desk.documents.get(desk.statements[statement_id].document_id)
            name = desk.source_name(page) if page is not None else one_line(links[0].name)
            inner = tuple(one_line(link.name) for link in links[1:])
            pages[inner][name].append(statement_id)
        else:
            direct += 1
    outer = {inner[:n] for inner in pages for n in range(2, len(inner))}
    kept = sorted(
        (inner for inner in pages if inner not in outer),
        key=lambda inner: (-len(inner), -len(pages[inner]), inner),
    )
    shown = tuple(_chain(desk, inner, pages[inner]) for inner in kept[:most])
    return Chains(shown, max(0, len(kept) - most), direct)


def _chain(desk: Desk, inner: tuple[str, ...], pages: dict[str, list[str]]) -> Chain:
    ids = [i for name in sorted(pages) for i in pages[name]]
    documents = {desk.statements[i].document_id for i in ids}
    return Chain(
        hands=(listed(sorted(pages)), *inner),
        rests_on=f"{counted(len(ids), 'statement')} in {counted(len(documents), 'document')}",
        statement_ids=tuple(ids[:_MOST_IDS]),
    )


def _paths(desk: Desk) -> dict[str, tuple[ChainLink, ...]]:
    """The hands of each statement, the page first and the source last, none twice in a row."""
    edges: dict[str, list[ProvenanceEdge]] = defaultdict(list)
    for edge in desk.material.provenance:
        edges[edge.statement_id].append(edge)
    paths: dict[str, tuple[ChainLink, ...]] = {}
    for statement in desk.listed.material.statements:
        if not is_about(statement, desk.material.focal):
            continue
        links = _follow(edges.get(statement.id, ())) or statement.chain
        links = tuple(
            link
            for n, link in enumerate(links)
            if link.name.strip() and (n == 0 or link.name != links[n - 1].name)
        )
        if len(links) > 1:
            paths[statement.id] = links
    return paths


def _follow(edges: Sequence[ProvenanceEdge]) -> tuple[ChainLink, ...]:
    """The path that the steps of one statement make."""
    if not edges:
        return ()
    ordered = sorted(edges, key=lambda edge: edge.step)
    first = ChainLink(ordered[0].holder, ordered[0].holder_kind)
    return (first, *(ChainLink(edge.source, edge.source_kind) for edge in ordered))
