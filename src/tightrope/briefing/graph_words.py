"""The chain graph in words: the ways of statements, and what documents tell differently."""

from tightrope.briefing.wording import counted
from tightrope.records.provenance import Basis, ChainGraph, NodeKind

_CARRIERS = frozenset({NodeKind.OUTLET, NodeKind.REPORT, NodeKind.DOCUMENT})
_MOST_RETOLD = 20


def as_text(graph: ChainGraph, title: str) -> str:
    """What the graph says, one step or one difference a line.

    Steps at whose end a source told an outlet directly are counted; ``[inferred]`` marks what no
    document says.
    """
    names = {n.id: n for n in graph.nodes}
    lines = [title, ""]
    told = [e for e in graph.edges if names[e.source].kind in _CARRIERS]
    held = {e.source for e in told}
    told += [e for e in graph.edges if e not in told and e.holder in held]
    told.sort(key=lambda e: (names[e.holder].name, names[e.source].name))
    for e in told:
        rests = (
            f"{counted(len(e.statement_ids), 'statement')}, "
            f"{counted(len(e.document_ids), 'document')}"
        )
        mark = " [inferred]" if e.basis is Basis.INFERRED else ""
        lines.append(f"  {names[e.holder].name} ← {names[e.source].name} ({rests}){mark}")
    direct = len(graph.edges) - len(told)
    if direct:
        lines.append(f"  {counted(direct, 'source')} told an outlet directly.")
    lines.append("")
    for r in graph.retold[:_MOST_RETOLD]:
        documents = {d for t in r.tellings for d in t.document_ids}
        lines.append(
            f"{names[r.source].name}, told by {counted(len(documents), 'document')}, "
            + ("all by one way:" if r.n_ways == 1 else f"by {r.n_ways} ways that share no hand:")
        )
        for t in r.tellings:
            ids = ", ".join(t.statement_ids)
            lines.append(f"  {' ← '.join(names[n].name for n in t.path)} ({ids})")
        lines += [f"  ≠ {d}" for d in r.differences]
    if len(graph.retold) > _MOST_RETOLD:
        lines.append(f"{len(graph.retold) - _MOST_RETOLD} more statements are told by several.")
    lines.append(
        f"Independent origins by these chains: {graph.n_origins} "
        "(unnamed sources of a story count once)."
    )
    return "\n".join(lines) + "\n"
