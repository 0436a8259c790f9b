"""Answers of a search: the records that the index names, read from the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import duckdb

from tightrope.errors import UsageError
from tightrope.store.fulltext.index import Kind, Narrowing, SearchIndex

SearchKind = Literal["statements", "documents", "incidents", "all"]
#: Constant of reciprocal rank fusion (Cormack, Clarke & Büttcher 2009).
_FUSION = 60
_INDEXED_IDS = 500

# Columns of a hit: id, document, day, speaker, the speaker's state, states, text, start.
_COLUMNS = {
    Kind.STATEMENTS: "id, document_id, statement_date, coalesce(source_name, source_text), "
    'source_iso3, about_iso3, content_text, "start"',
    Kind.DOCUMENTS: 'id, id, NULL, NULL, NULL, NULL, "text", 0',
    Kind.INCIDENTS: "id, document_ids[1], coalesce(date_high, date_low), NULL, NULL, "
    "list_distinct(list_concat(actor_iso3, recipient_iso3)), summary, NULL",
}
_OF_DOCUMENT = "id, outlet, title, coalesce(published_at, published_low, published_high)"


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that was found.

    Attributes:
        kind: ``statements``, ``documents`` or ``incidents``: the table that holds it.
        id: of the record.
        score: BM25; to be compared within one kind and one question only. 0 without words.
        document_id: where it stands (for an incident, the first document that tells of it).
        day: when it was said, published or happened, as far as that is known.
        outlet, title: of the document; None for an incident.
        speaker, speaker_iso3: who said it; None for documents and incidents.
        about_iso3: states that the words are about, or that take part in the incident.
        text: what was said, the piece of the article that fits best, or the incident's summary.
        start: where ``text`` begins in the document (for a statement, its first part).
    """

    kind: str
    id: str
    score: float
    document_id: str | None
    day: date | None
    outlet: str | None
    title: str | None
    speaker: str | None
    speaker_iso3: str | None
    about_iso3: tuple[str, ...]
    text: str
    start: int | None


@dataclass(frozen=True, slots=True)
class Hits:
    """Some of the records that were found, best first, and how many there are."""

    hits: tuple[Hit, ...]
    total: int


def search(
    connection: duckdb.DuckDBPyConnection,
    index: SearchIndex,
    question: str,
    kind: SearchKind,
    narrowing: Narrowing,
    limit: int,
    offset: int = 0,
) -> Hits:
    """Ask the index and read what it names.

    Kinds are merged by their places (reciprocal rank fusion), as their scores can't be compared.

    Raises:
        UsageError: there is no such kind, or the limit is less than one.
    """
    if limit < 1 or offset < 0:
        raise UsageError(f"The limit must be at least 1 and the offset 0, got {limit}, {offset}.")
    names = [k.value for k in Kind]
    if kind not in (*names, "all"):
        raise UsageError(f"kind must be one of {', '.join(names)} or all, got '{kind}'.")
    if kind != "all":
        only = Kind(kind)
        found, total = index.search(question, only, narrowing, limit, offset)
        return Hits(tuple(_read(connection, index, question, only, found)), total)
    total = 0
    placed: list[tuple[float, int, Hit]] = []
    for n, each in enumerate(Kind):
        found, count = index.search(question, each, narrowing, limit + offset)
        total += count
        for place, hit in enumerate(_read(connection, index, question, each, found)):
            placed.append((-1 / (_FUSION + place), n, hit))
    placed.sort(key=lambda p: p[:2])
    return Hits(tuple(hit for _, _, hit in placed[offset : offset + limit]), total)


def _read(
    connection: duckdb.DuckDBPyConnection,
    index: SearchIndex,
    question: str,
    kind: Kind,
    found: Iterable[tuple[str, float]],
) -> list[Hit]:
    scores = dict(found)
    if not scores:
        return []
    rows = _by_id(connection, _COLUMNS[kind], kind.value, list(scores))
    carriers = sorted({r[1] for r in rows.values()}) if kind is not Kind.INCIDENTS else []
    documents = _by_id(connection, _OF_DOCUMENT, "documents", carriers)
    return [
        _hit(index, question, kind, rows[i], documents.get(rows[i][1]), score)
        for i, score in scores.items()
        if i in rows
    ]


def _by_id(
    connection: duckdb.DuckDBPyConnection, columns: str, table: str, ids: list[str]
) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    for start in range(0, len(ids), _INDEXED_IDS):
        some = ids[start : start + _INDEXED_IDS]
        # Marks, not a list: a short list of identifiers is looked up in the table's index.
        marks = ", ".join("?" * len(some))
        sql = f"SELECT {columns} FROM {table} WHERE id IN ({marks})"
        found |= {row[0]: row for row in connection.execute(sql, some).fetchall()}
    return found


def _hit(
    index: SearchIndex,
    question: str,
    kind: Kind,
    row: tuple[Any, ...],
    carrier: tuple[Any, ...] | None,
    score: float,
) -> Hit:
    name, document, day, speaker, state, about, text, start = row
    _, outlet, title, published = carrier or (None, None, None, None)
    text = text or ""
    if kind is Kind.DOCUMENTS:
        text, start = index.excerpt(question, text)
    return Hit(
        kind.value, name, round(score, 4), document, day or published, outlet, title, speaker,
        state, tuple(about or ()), text, start,
    )  # fmt: skip
