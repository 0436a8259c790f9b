"""Events streamed with the documents that report them; a stretch of documents is held at a time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import duckdb

from tightrope.records.actors import Mention
from tightrope.records.documents import Document
from tightrope.records.events import Event
from tightrope.records.reports import EventReport
from tightrope.store.codec import decode

_EVENTS_AT_ONCE = 2_000
_HAPPENED = "WHERE polarity = 'asserted' AND modality = 'actual' "


def event_reports(
    connection: duckdb.DuckDBPyConnection, all_readings: bool
) -> Iterator[EventReport]:
    """Events in the order of their documents and places, see :meth:`Corpus.event_reports`."""
    events = connection.cursor()
    events.execute(
        "SELECT document_id, record FROM events "
        f"{'' if all_readings else _HAPPENED}"
        'ORDER BY document_id, "start", trigger_start, id'
    )
    beside = connection.cursor()
    while rows := events.fetchmany(_EVENTS_AT_ONCE):
        # Looked up together: each look-up walks over the whole table.
        ids = list(dict.fromkeys(document_id for document_id, _ in rows))
        documents = _documents(beside, ids)
        mentions = _mentions(beside, ids)
        for document_id, record in rows:
            yield EventReport(
                decode(Event, record), documents[document_id], tuple(mentions[document_id])
            )


def _documents(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> dict[str, Document]:
    found = connection.execute("SELECT id, record FROM documents WHERE id = ANY(?)", [list(ids)])
    return {document_id: decode(Document, record) for document_id, record in found.fetchall()}


def _mentions(
    connection: duckdb.DuckDBPyConnection, ids: Sequence[str]
) -> dict[str, list[Mention]]:
    found = connection.execute(
        "SELECT document_id, record FROM actors WHERE document_id = ANY(?) "
        'ORDER BY document_id, "start", id',
        [list(ids)],
    )
    held: dict[str, list[Mention]] = defaultdict(list)
    for document_id, record in found.fetchall():
        held[document_id].append(decode(Mention, record))
    return held
