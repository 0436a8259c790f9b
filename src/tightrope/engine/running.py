"""A run: from files to a database in which everything is read, grouped, related and measured.

Work is done once. A document is known by its content; what was read out of it is kept under a key
of what it rests on, so a second run on the same input changes nothing, and a run that was killed
goes on with what is missing. Every batch is written as a whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tightrope.engine.grouping import group_stories, signed
from tightrope.engine.measuring import focal_states, measure_all
from tightrope.engine.pipeline import Prepared, prepare_file, read_documents, reading_key
from tightrope.engine.progress import Progress, Silent
from tightrope.engine.relating import relate
from tightrope.engine.workers import chunked, map_chunks, worker_count
from tightrope.errors import UsageError
from tightrope.reading import find_inputs
from tightrope.records.corpus import Incident
from tightrope.records.documents import Document, Quarantined
from tightrope.records.readings import Reading
from tightrope.store import Writer

_FILES_PER_CHUNK = 16
_DOCUMENTS_PER_CHUNK = 16
# Kept in the database, so that a run that was stopped in between is made up for.
_MEASURED_FOR = "measured for"
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
    taken_in = _take_in(writer, files, fields, workers, progress)
    group_stories(writer, progress)
    read, unreadable = _read(writer, workers, progress)
    _relate(writer, progress)
    _measure(writer, focal, powers)
    return Report(
        files=len(files),
        new_documents=taken_in.new_documents,
        known_documents=taken_in.known_documents,
        read_documents=read,
        quarantined=(*taken_in.quarantined, *unreadable),
    )


def _take_in(
    writer: Writer,
    files: Sequence[Path],
    fields: Mapping[str, str] | None,
    workers: int | None,
    progress: Progress,
) -> Report:
    known = writer.known_documents()
    new = met_again = 0
    quarantined: list[Quarantined] = []
    progress.begin("reading and cleaning", len(files))
    writer.clear_quarantine([str(path) for path in files])
    prepared = map_chunks(
        partial(_prepare_chunk, fields=fields),
        chunked(files, _FILES_PER_CHUNK),
        worker_count(workers, len(files)),
        _crashed_file,
    )
    for results in prepared:
        fresh: list[Document] = []
        aside: list[Quarantined] = []
        for result in results:
            aside.extend(result.quarantined)
            for document in result.documents:
                if document.id in known:
                    met_again += 1
                    continue
                known.add(document.id)
                fresh.append(document)
        with writer.batch():
            writer.add_documents([(d, signed(d)) for d in fresh])
            writer.add_quarantined(aside)
        new += len(fresh)
        quarantined.extend(aside)
        progress.advance(len(results))
    progress.end()
    return Report(len(files), new, met_again, 0, tuple(quarantined))


def _prepare_chunk(
    files: Sequence[Path], fields: Mapping[str, str] | None = None
) -> list[Prepared]:
    return [prepare_file(path, fields) for path in files]


def _crashed_file(path: Path) -> Prepared:
    reason = "the process that read it was ended by the system (out of memory?); left out"
    return Prepared((), (Quarantined(str(path), reason),))


def _read(writer: Writer, workers: int | None, progress: Progress) -> tuple[int, list[Quarantined]]:
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
    for results in map_chunks(
        read_documents, chunks, worker_count(workers, len(due)), _crashed_document
    ):
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
        writer.set_meta(_MEASURED_FOR, "")
    progress.end()


def _measure(writer: Writer, focal: Sequence[str], powers: Sequence[str]) -> None:
    asked = f"{','.join(focal)} {','.join(powers)}"
    if writer.meta(_MEASURED_FOR) == asked:
        return
    incidents = writer.corpus.records("incidents", Incident)
    with writer.batch():
        writer.replace_alignment(
            measure_all(incidents, focal_states(incidents, focal, powers), powers)
        )
        writer.set_meta(_MEASURED_FOR, asked)
