"""From an open corpus to the chain graph of a story, of one statement, or of everything."""

from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.corpus.chain_graph import Carrier, chain_graph
from tightrope.errors import UsageError
from tightrope.records.provenance import ChainGraph, Retold
from tightrope.records.statements import Statement
from tightrope.store import Corpus, Finder

_OF_DOCUMENTS = "SELECT id, story_id, outlet, title, origins FROM documents"


@dataclass(frozen=True, slots=True)
class GatheredGraph:
    """A graph, and what it is of, in words."""

    graph: ChainGraph
    title: str


def gather_graph(corpus: Corpus, record_id: str = "") -> GatheredGraph:
    """The joined chains of a story, of a statement as all documents of its story tell it, or of
    the whole corpus.

    Args:
        corpus: the database.
        record_id: of a story or a statement (an unambiguous beginning will do); empty for all.

    Raises:
        UnknownRecord: nothing is named so.
        UsageError: it is neither a story nor a statement.
    """
    if not record_id:
        graph = chain_graph(corpus.records("statements", Statement), _carriers(corpus))
        return GatheredGraph(graph, "All stories")
    table, row = corpus.find(record_id)
    if table == "stories":
        return GatheredGraph(story_graph(corpus, row["id"]), " ".join((row["title"] or "").split()))
    if table != "statements":
        raise UsageError(
            f"'{record_id}' is in the table {table}; name a story or a statement "
            "('tightrope export stories' lists stories, 'tightrope find' finds statements)."
        )
    (document,) = corpus.rows("documents", "id = ?", [row["document_id"]])
    carriers = _carriers(corpus, document["story_id"])
    statements = _statements(corpus, carriers)
    told = chain_graph(statements, carriers).retold
    same = next(
        ({i for t in r.tellings for i in t.statement_ids} for r in told if _holds(r, row["id"])),
        {row["id"]},
    )
    words = " ".join(row["content_text"].split())
    return GatheredGraph(
        chain_graph([s for s in statements if s.id in same], carriers),
        f"{row['source_name'] or row['source_text'] or 'Somebody'}: {words}",
    )


def _holds(retold: Retold, statement_id: str) -> bool:
    return any(statement_id in t.statement_ids for t in retold.tellings)


def story_graph(corpus: Corpus, story_id: str) -> ChainGraph:
    """The joined chains of one story's documents."""
    carriers = _carriers(corpus, story_id)
    return chain_graph(_statements(corpus, carriers), carriers)


def _carriers(corpus: Corpus, story_id: str | None = None) -> list[Carrier]:
    clause = "" if story_id is None else " WHERE story_id = ?"
    rows = corpus.ask(
        f"{_OF_DOCUMENTS}{clause} ORDER BY id", [] if story_id is None else [story_id]
    )
    return [
        Carrier(
            r["id"], r["story_id"] or "", r["outlet"] or "", r["title"] or "",
            tuple(r["origins"] or ()),
        )
        for r in rows
    ]  # fmt: skip


def _statements(corpus: Corpus, carriers: Sequence[Carrier]) -> list[Statement]:
    marks = ", ".join("?" * len(carriers))
    rows = corpus.ask(
        f"SELECT id FROM statements WHERE document_id IN ({marks}) ORDER BY id",
        [c.document_id for c in carriers],
    )
    return Finder(corpus).records("statements", Statement, [r["id"] for r in rows])
