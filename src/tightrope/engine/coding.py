"""Coding texts as they come, without a database."""

import json
import os
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, BinaryIO

from tightrope.engine.pipeline import read_documents
from tightrope.errors import UnreadableInput, UsageError
from tightrope.records.documents import DateBasis, Document, Publication, Quarantined
from tightrope.records.identifiers import identifier
from tightrope.records.readings import Reading
from tightrope.records.times import TimeExpression
from tightrope.store import rows

_READ_BYTES = 1 << 16


def code(text: str, date: date | str | None = None) -> dict[str, Any]:
    """Code one text.

    Args:
        text: a sentence or an article; spans in the result count from its beginning.
        date: when it was published, as a date or ISO 8601; resolves "on Friday".

    Returns:
        ``events``, ``statements``, ``actors``, ``reported_votes`` and ``times``, each a list of
        dictionaries with the fields of the tables of that name.

    Raises:
        UsageError: the date is not one.
        UnreadableInput: the text could not be read.
    """
    return _results([_document(text, date)])[0]


def code_lines(stream: BinaryIO) -> Iterator[dict[str, Any]]:
    """Code JSON lines ``{"id", "text", "date"?}`` as they arrive.

    Yields:
        For each line what :func:`code` returns, with the line's ``id``; for a line that can't be
        coded ``{"error": why}``.
    """
    number = 0
    for lines in _arriving(stream):
        results: list[dict[str, Any] | None] = []
        documents: list[Document] = []
        ids: list[Any] = []
        for line in lines:
            number += 1
            if not line.strip():
                continue
            try:
                given_id, document = _asked(line)
            except (UnreadableInput, UsageError) as error:
                results.append({"error": f"line {number}: {error}"})
                continue
            results.append(None)
            documents.append(document)
            ids.append(given_id)
        coded = iter(zip(ids, documents, _try(documents), strict=True))
        for result in results:
            if result is not None:
                yield result
                continue
            given_id, _, answer = next(coded)
            yield answer if "error" in answer else {"id": given_id} | answer


def _asked(line: bytes) -> tuple[Any, Document]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"not a JSON object ({error}); send one object a line.") from None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise UnreadableInput('needs a field "text" that is a string.')
    return record.get("id"), _document(record["text"], record.get("date"))


def _document(text: str, published: date | str | None) -> Document:
    publication = Publication()
    if published:
        try:
            day = published if isinstance(published, date) else date.fromisoformat(published[:10])
        except (TypeError, ValueError):
            raise UsageError(f"date: '{published}' is not an ISO 8601 date (2024-03-31).") from None
        publication = Publication(DateBasis.METADATA, day, day, "given with the text")
    return Document(
        id=identifier("d", text, publication.low), path="", text=text, published=publication
    )


def _try(documents: Sequence[Document]) -> list[dict[str, Any]]:
    try:
        return _results(documents)
    except UnreadableInput as error:
        if len(documents) == 1:
            return [{"error": str(error)}]
        return [answer for document in documents for answer in _try([document])]


def _results(documents: Sequence[Document]) -> list[dict[str, Any]]:
    answers = []
    for reading in read_documents(documents):
        if isinstance(reading, Quarantined):
            raise UnreadableInput(reading.reason)
        answers.append(_answer(reading))
    return answers


def _answer(reading: Reading) -> dict[str, Any]:
    document = reading.document
    return {
        "events": [rows.event_row(event, document.text, None) for event in reading.events],
        "statements": [rows.statement_row(statement) for statement in reading.statements],
        "actors": [rows.mention_row(document.id, mention) for mention in reading.mentions],
        "reported_votes": [rows.vote_row(vote, None) for vote in reading.votes],
        "times": [_time(time) for time in reading.times],
    }


def _time(time: TimeExpression) -> dict[str, Any]:
    return {
        "start": time.span.start,
        "end": time.span.end,
        "type": time.type,
        "value": time.value,
        "low": time.low,
        "high": time.high,
    }


def _arriving(stream: BinaryIO) -> Iterator[list[bytes]]:
    """Whole lines, as many at once as have arrived: a pipe that waits for each answer gets it,
    a file is read in large pieces."""
    try:
        descriptor = stream.fileno()
    except OSError:  # in memory
        yield stream.read().splitlines()
        return
    rest: list[bytes] = []
    while piece := os.read(descriptor, _READ_BYTES):
        complete, newline, tail = piece.rpartition(b"\n")
        if not newline:
            rest.append(tail)
            continue
        lines = b"".join([*rest, complete]).split(b"\n")
        rest = [tail]
        yield lines
    last = b"".join(rest)
    if last:
        yield [last]
