"""A run: from files to a database in which everything is read, grouped, related and measured.

Work is done once. A document is known by its content; what was read out of it is kept under a key
of what it rests on, so a second run on the same input changes nothing, and a run that was killed
goes on with what is missing. Every batch is written as a whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tightrope.engine.grouping import group_stories, signed
from tightrope.engine.measuring import MEASURED_FOR, measure_again
from tightrope.engine.pipeline import (
    Prepared,
    prepare,
    read_documents,
    read_safely,
    reading_key,
)
from tightrope.engine.progress import Progress, Silent
from tightrope.engine.relating import relate
from tightrope.engine.workers import Workers, chunked
from tightrope.errors import UsageError
from tightrope.reading import find_inputs
from tightrope.records.documents import Document, Quarantined, RawDocument
from tightrope.records.readings import Reading
from tightrope.store import Writer

_DOCUMENTS_PER_CHUNK = 16
# Kept in the database, so that a run that was stopped in between is made up for.
_RELATED = "related"
_DONE = "done"


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did.

    ``known_documents`` were met again and left as they are; ``read_documents`` is how many were
    read for actors, statements and events (new ones, and those whose date became known).
    """

    files: int
    new_documents: int
    known_documents: int
    read_documents: int
    quarantined: tuple[Quarantined, ...]


def run_into(
    writer: Writer,
    paths: Sequence[Path],
    *,
    focal: Sequence[str] = (),
    powers: Sequence[str] = ("USA", "CHN", "RUS"),
    workers: int | None = None,
    fields: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read files and folders into an open database.

    Args:
        writer: the database.
        paths: files and folders.
        focal: states to measure; all that had to do with a power when empty.
        powers: between whom they are placed.
        workers: processes; as many as the work repays when None.
        fields: names of the fields of JSONL records, see :func:`tightrope.reading.read_file`.
        progress: who is told how far it has come.

    Raises:
        UsageError: a path does not exist, or no powers are given.
    """
    if not powers:
        raise UsageError("--powers: name at least one state to measure towards, such as USA.")
    progress = progress or Silent()
    files = list(find_inputs(paths))
    with Workers(workers) as crew:
        taken_in = _Intake(writer, progress).take_in(files, fields, crew)
        group_stories(writer, progress)
        read, unreadable = _read(writer, crew, progress)
    _relate(writer, progress)
    _measure(writer, focal, powers)
    writer.prepare_lookups()
    writer.update_search()
    return Report(
        files=len(files),
        new_documents=taken_in.new_documents,
        known_documents=taken_in.known_documents,
        read_documents=read,
        quarantined=(*taken_in.quarantined, *unreadable),
    )


class _Intake:
    """Takes in what files hold: reads it here, cleans and dates it wherever there is a hand free.

    Documents that are known already are passed over before any work is done on them.
    """

    def __init__(self, writer: Writer, progress: Progress) -> None:
        self._writer = writer
        self._progress = progress
        self._known = writer.known_documents()
        self._aside: list[Quarantined] = []
        self.new_documents = self.known_documents = 0
        self.quarantined: list[Quarantined] = []

    def take_in(
        self, files: Sequence[Path], fields: Mapping[str, str] | None, crew: Workers
    ) -> Self:
        self._progress.begin("reading and cleaning", len(files))
        self._writer.clear_quarantine([str(path) for path in files])
        chunks = chunked(self._unknown(files, fields), _DOCUMENTS_PER_CHUNK)
        for results in crew.map(prepare, chunks, _crashed_input, len(files)):
            self._keep(results)
        self._keep([])
        self._progress.end()
        return self

    def _unknown(
        self, files: Sequence[Path], fields: Mapping[str, str] | None
    ) -> Iterator[RawDocument]:
        for path in files:
            for raw in read_safely(path, fields):
                if isinstance(raw, Quarantined):
                    self._aside.append(raw)
                elif raw.id in self._known:
                    self.known_documents += 1
                else:
                    self._known.add(raw.id)
                    yield raw
            self._progress.advance()

    def _keep(self, results: Sequence[Prepared]) -> None:
        aside = [*self._aside, *(q for result in results for q in result.quarantined)]
        self._aside.clear()
        fresh = [document for result in results for document in result.documents]
        with self._writer.batch():
            self._writer.add_documents(list(zip(fresh, signed(fresh), strict=True)))
            self._writer.add_quarantined(aside)
        self.new_documents += len(fresh)
        self.quarantined.extend(aside)


def _crashed_input(raw: RawDocument) -> Prepared:
    reason = "the process that cleaned it was ended by the system (out of memory?); left out"
    return Prepared((), (Quarantined(raw.path, reason),))


def _read(writer: Writer, crew: Workers, progress: Progress) -> tuple[int, list[Quarantined]]:
    """Read every document whose reading is missing or rests on something that changed."""
    done = writer.reading_keys()
    due = [
        document_id
        for document_id, published_low, published_high in writer.publication_windows()
        if done.get(document_id) != reading_key(published_low, published_high)
    ]
    progress.begin("finding acts and statements", len(due))
    if due:
        writer.set_meta(_RELATED, "")
    chunks = (writer.documents(ids) for ids in chunked(due, _DOCUMENTS_PER_CHUNK))
    unreadable: list[Quarantined] = []
    for results in crew.map(read_documents, chunks, _crashed_document, len(due)):
        readings = [r for r in results if isinstance(r, Reading)]
        failed = [r for r in results if isinstance(r, Quarantined)]
        with writer.batch():
            writer.add_readings(
                [
                    (r, reading_key(r.document.published.low, r.document.published.high))
                    for r in readings
                ]
            )
            writer.add_quarantined(failed)
        unreadable.extend(failed)
        progress.advance(len(results))
    progress.end()
    return len(due) - len(unreadable), unreadable


def _crashed_document(document: Document) -> Quarantined:
    reason = "the process that read it was ended by the system (out of memory?); not coded"
    return Quarantined(document.path, reason)


def _relate(writer: Writer, progress: Progress) -> None:
    """Relate reports when any came or changed since it was last done."""
    if writer.meta(_RELATED) == _DONE:
        return
    progress.begin("relating reports", None)
    with writer.batch():
        relate(writer)
        writer.set_meta(_RELATED, _DONE)
        writer.set_meta(MEASURED_FOR, "")
    progress.end()


def _measure(writer: Writer, focal: Sequence[str], powers: Sequence[str]) -> None:
    asked = f"{','.join(focal)} {','.join(powers)}"
    if writer.meta(MEASURED_FOR) == asked:
        return
    measure_again(writer, focal, powers)
