"""Event datasets into the database, and out of it where every state stands by them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tightrope.engine.progress import Progress, Silent
from tightrope.errors import UnreadableInput
from tightrope.public_record.event_data.importing import Tally, read_events
from tightrope.records.documents import Quarantined
from tightrope.store import Writer


@dataclass(frozen=True, slots=True)
class EventImport:
    """What an import of events came to.

    ``n_rows`` rows were read, ``n_kept`` of them could be used; they make ``n_added`` new events
    and ``n_known`` that the database had. ``resolved`` counts the actors of rows by how their
    state was found, "" where it stays open; ``rejected`` the rows that were left out by reason.
    """

    n_rows: int
    n_kept: int
    n_added: int
    n_known: int
    resolved: Counter[str]
    resolved_share: float
    rejected: Counter[str]
    quarantined: tuple[Quarantined, ...]


def import_events(
    writer: Writer, dataset: str, paths: Sequence[Path], progress: Progress | None = None
) -> EventImport:
    """Read files of one dataset and keep each event once; a second import adds nothing.

    Args:
        writer: of the database.
        dataset: ``gdelt``, ``icews`` or ``polecat``.
        paths: files of it, plain, gzipped or zipped.
        progress: told how many rows are read.

    Raises:
        UnreadableInput: no file held events of the dataset.
    """
    progress = progress or Silent()
    tally = Tally()
    progress.begin("reading events", None)
    with writer.batch():
        count = writer.add_coded_events(read_events(dataset, paths, tally, progress.advance))
        if tally.n_kept:
            writer.clear_quarantine([str(path) for path in paths])
            writer.add_quarantined(tally.quarantined)
    progress.end()
    if not tally.n_kept:
        reasons = " ".join(q.reason for q in tally.quarantined[:3])
        raise UnreadableInput(reasons or f"No events were found in {', '.join(map(str, paths))}.")
    return EventImport(
        n_rows=tally.n_rows,
        n_kept=tally.n_kept,
        n_added=count.n_added,
        n_known=count.n_known,
        resolved=tally.resolved,
        resolved_share=tally.resolved_share,
        rejected=tally.rejected,
        quarantined=tuple(tally.quarantined),
    )
