"""Events streamed with the documents that report them; one document is held at a time."""

from collections.abc import Iterator

import duckdb

from tightrope.records.actors import Mention
from tightrope.records.documents import Document
from tightrope.records.events import Event
from tightrope.records.reports import EventReport
from tightrope.store.codec import decode

_ROWS = 2_000
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
    document: Document | None = None
    mentions: tuple[Mention, ...] = ()
    while rows := events.fetchmany(_ROWS):
        for document_id, record in rows:
            if document is None or document.id != document_id:
                document = _document(beside, document_id)
                mentions = _mentions(beside, document_id)
            yield EventReport(decode(Event, record), document, mentions)


def _document(connection: duckdb.DuckDBPyConnection, document_id: str) -> Document:
    found = connection.execute("SELECT record FROM documents WHERE id = ?", [document_id])
    ((record,),) = found.fetchall()
    return decode(Document, record)


def _mentions(connection: duckdb.DuckDBPyConnection, document_id: str) -> tuple[Mention, ...]:
    found = connection.execute(
        'SELECT record FROM actors WHERE document_id = ? ORDER BY "start", id', [document_id]
    )
    return tuple(decode(Mention, record) for (record,) in found.fetchall())
