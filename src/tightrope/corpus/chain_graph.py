"""The chains of a story's documents, joined into one graph.

Every chain is kept as its document tells it. Where the hands of two chains are one (see
:mod:`tightrope.corpus.hands`) the chains meet. A document that rests wholly on one source (see
:mod:`tightrope.corpus.origins`) but does not say so at a statement gets the step to that source,
marked as inferred.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tightrope.corpus.hands import Hand, Hands, best_name, hand, outlet
from tightrope.corpus.provenance import told_alike
from tightrope.corpus.ways import independent_ways
from tightrope.records.corpus import ProvenanceEdge
from tightrope.records.provenance import (
    Basis,
    ChainEdge,
    ChainGraph,
    ChainNode,
    NodeKind,
    Retold,
    Telling,
)
from tightrope.records.statements import Statement

# Words under which a stage left a source that it could not make out: no hand of any graph.
_NOBODY = frozenset(
    [
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "you",
        "one",
        "another",
        "which",
        "who",
        "that",
        "this",
        "these",
        "those",
    ]
)


@dataclass(frozen=True, slots=True)
class Carrier:
    """A document as far as chains are concerned: where it stands, and what it rests on."""

    document_id: str
    story_id: str
    outlet: str = ""
    title: str = ""
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    statement: Statement
    nodes: tuple[ChainNode, ...]
    inferred: int | None  # the place of the node that was inferred

    def basis(self, step: int) -> Basis:
        here = self.inferred is not None and step in (self.inferred - 1, self.inferred)
        return Basis.INFERRED if here else Basis.STATED


def chain_graph(statements: Iterable[Statement], carriers: Iterable[Carrier]) -> ChainGraph:
    """The graph of one story's chains, or of several stories'.

    Args:
        statements: with their chains; those of documents that are not given are passed over.
        carriers: the documents.
    """
    of_story = _ways(statements, carriers)
    ways = [w for there in of_story for w in there]
    nodes = _nodes(ways)
    held: dict[tuple[str, str], list[tuple[Statement, Basis]]] = {}
    for w in ways:
        for step, (holder, source) in enumerate(pairwise(w.nodes)):
            held.setdefault((holder.id, source.id), []).append((w.statement, w.basis(step)))
    edges = [
        ChainEdge(
            holder,
            source,
            tuple(sorted({s.id for s, _ in there})),
            tuple(sorted({s.document_id for s, _ in there})),
            Basis.STATED if any(b is Basis.STATED for _, b in there) else Basis.INFERRED,
        )
        for (holder, source), there in held.items()
    ]
    return ChainGraph(
        tuple(sorted(nodes.values(), key=lambda n: n.id)),
        tuple(sorted(edges, key=lambda e: (e.holder, e.source))),
        _most_told(r for there in of_story for r in _retold(there, nodes)),
        independent_ways([[_counted(n) for n in w.nodes] for w in ways if len(w.nodes) > 1]),
    )


def provenance_steps(
    statements: Iterable[Statement], carriers: Iterable[Carrier]
) -> tuple[ProvenanceEdge, ...]:
    """Every step of every statement's chain between joined hands, in order of the statements."""
    steps = [
        ProvenanceEdge(
            holder=holder.name,
            holder_kind=holder.kind.value,
            source=source.name,
            source_kind=source.kind.value,
            statement_id=w.statement.id,
            document_id=w.statement.document_id,
            holder_id=holder.id,
            source_id=source.id,
            step=step,
            basis=w.basis(step).value,
        )
        for there in _ways(statements, carriers)
        for w in there
        for step, (holder, source) in enumerate(pairwise(w.nodes))
    ]
    return tuple(sorted(steps, key=lambda e: (e.document_id, e.statement_id, e.step)))


def _counted(node: ChainNode) -> str:
    """A hand as origins are counted: the unnamed sources of a story are one."""
    return f"unnamed {node.story_id}" if node.kind is NodeKind.UNNAMED else node.id


def _nodes(ways: Iterable[_Way]) -> dict[str, ChainNode]:
    """Every hand once; what several stories call it is put together."""
    held: dict[str, list[ChainNode]] = {}
    for w in ways:
        for n in w.nodes:
            held.setdefault(n.id, []).append(n)
    made = {}
    for node_id, there in held.items():
        names = tuple(sorted({name for n in there for name in n.names}))
        made[node_id] = replace(there[0], name=best_name(names), names=names)
    return made


def _ways(statements: Iterable[Statement], carriers: Iterable[Carrier]) -> list[list[_Way]]:
    """The ways of the statements of each story."""
    by_id = {c.document_id: c for c in carriers}
    of_story: dict[str, list[Statement]] = {}
    for s in sorted(statements, key=lambda s: (s.document_id, s.id)):
        if s.document_id in by_id:
            carrier = by_id[s.document_id]
            of_story.setdefault(carrier.story_id or carrier.document_id, []).append(s)
    return [_ways_of_story(story, of_story[story], by_id) for story in sorted(of_story)]


def _ways_of_story(
    story_id: str, statements: Sequence[Statement], carriers: Mapping[str, Carrier]
) -> list[_Way]:
    told = [(s, *_hands(s, carriers)) for s in statements]
    known = Hands(story_id, [h for _, hands, _ in told for h in hands])
    ways = []
    for statement, hands, inferred in told:
        nodes: list[ChainNode] = []
        place = None
        for n, h in enumerate(hands):
            node = known.node(h)
            if all(node.id != other.id for other in nodes):
                if n == inferred:
                    place = len(nodes)
                nodes.append(node)
        ways.append(_Way(statement, tuple(nodes), place))
    return ways


def _hands(statement: Statement, carriers: Mapping[str, Carrier]) -> tuple[list[Hand], int | None]:
    """The hands of a statement, and the place of one that its document does not name there."""
    carrier = carriers[statement.document_id]
    named = (hand(link) for link in statement.chain[1:])
    hands = [_page(carrier), *(h for h in named if h.key and h.key not in _NOBODY)]
    origin = carrier.origins[0] if len(carrier.origins) == 1 else ""
    if not origin or any(h.kind is NodeKind.OUTLET for h in hands[1:]):
        return hands, None
    behind = _page(carriers[origin]) if origin in carriers else outlet(origin)
    if (behind.kind, behind.key) == (hands[0].kind, hands[0].key):
        return hands, None
    return [hands[0], behind, *hands[1:]], 1


def _page(carrier: Carrier) -> Hand:
    if carrier.outlet:
        return outlet(carrier.outlet)
    name = " ".join(carrier.title.split()) or carrier.document_id
    return Hand(NodeKind.REPORT, name, carrier.document_id)


# ---------------------------------------------------------------------------------------------
# What several documents tell


def _retold(ways: Sequence[_Way], nodes: Mapping[str, ChainNode]) -> tuple[Retold, ...]:
    by_statement = {w.statement.id: w for w in ways}
    made = []
    for told in told_alike(w.statement for w in ways):
        there = [by_statement[s.id] for s in told]
        by_path: dict[tuple[str, ...], list[Statement]] = {}
        for w in there:
            by_path.setdefault(tuple(n.id for n in w.nodes), []).append(w.statement)
        tellings = [
            Telling(
                path,
                tuple(sorted(s.id for s in said)),
                tuple(sorted({s.document_id for s in said})),
            )
            for path, said in by_path.items()
        ]
        tellings.sort(key=lambda t: (-len(t.path), t.path))
        unnamed = [n.id for w in there for n in w.nodes[:-1] if n.kind is NodeKind.UNNAMED]
        made.append(
            Retold(
                tellings[0].path[-1],
                tuple(tellings),
                _differences(tellings, nodes),
                independent_ways([t.path for t in tellings], unnamed, ends_count=False),
            )
        )
    return tuple(made)


def _most_told(retold: Iterable[Retold]) -> tuple[Retold, ...]:
    def rank(r: Retold) -> tuple[int, tuple[str, ...]]:
        documents = {d for t in r.tellings for d in t.document_ids}
        return -len(documents), r.tellings[0].statement_ids

    return tuple(sorted(retold, key=rank))


def _differences(tellings: Sequence[Telling], nodes: Mapping[str, ChainNode]) -> tuple[str, ...]:
    """How what each other teller says of the way differs from the fullest telling."""
    first, full, source = tellings[0].path[0], tellings[0].path[1:-1], tellings[0].path[-1]
    said: dict[str, dict[str, None]] = {}
    ends: dict[str, set[str]] = {}
    for t in tellings:
        said.setdefault(t.path[0], {}).update(dict.fromkeys(t.path[1:]))
        ends.setdefault(t.path[0], set()).add(t.path[-1])
    found = []
    for teller, named in said.items():
        name = nodes[teller].name
        own = [nodes[n].name for n in named if n not in (*full, source, first, *ends[teller])]
        lacking = [nodes[n].name for n in full if n not in named and n != teller]
        if own and lacking:
            found.append(
                f"{name} names {_and(own)} where {nodes[first].name} names {_and(lacking)}"
            )
        elif own:
            found.append(f"{name} names {_and(own)} besides")
        elif lacking:
            found.append(f"{name} does not name {_and(lacking)}")
        if source not in named:
            others = _and(sorted(nodes[n].name for n in ends[teller]))
            found.append(
                f"{name} gives it to {others}, {nodes[first].name} to {nodes[source].name}"
            )
    return tuple(found)


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
