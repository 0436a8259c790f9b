"""Ties between states (arms, alliances, aid, trade) into the database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tightrope.errors import UnreadableInput
from tightrope.public_record.ties import read_ties
from tightrope.records.documents import Quarantined
from tightrope.store import Writer


@dataclass(frozen=True, slots=True)
class TieImport:
    """What an import of ties came to: rows read, sums left out, ties kept and new."""

    n_rows: int
    n_sums: int
    n_kept: int
    n_added: int
    rejected: Counter[str]
    quarantined: tuple[Quarantined, ...]


def import_ties(
    writer: Writer, dataset: str, paths: Sequence[Path], kind: str = "", unit: str = ""
) -> TieImport:
    """Read files of ties; what is known of the same kind, pair, year and source is replaced.

    Args:
        writer: of the database.
        dataset: ``sipri``, ``atop`` or ``ties``.
        paths: CSV files.
        kind, unit: of ``ties``: what the values are, and what they are counted in.

    Raises:
        UnreadableInput: no file held ties.
    """
    rejected: Counter[str] = Counter()
    quarantined: list[Quarantined] = []
    n_rows = n_sums = n_kept = n_added = 0
    with writer.batch():
        for path in paths:
            try:
                read = read_ties(dataset, path, kind, unit)
            except UnreadableInput as error:
                quarantined.append(Quarantined(str(path), str(error)))
                continue
            n_added += writer.add_ties(read.table)
            n_rows, n_sums = n_rows + read.n_rows, n_sums + read.n_sums
            n_kept += read.table.num_rows
            rejected += read.rejected
            quarantined += read.quarantined
        if n_kept:
            writer.clear_quarantine([str(path) for path in paths])
            writer.add_quarantined(quarantined)
    if not n_kept:
        raise UnreadableInput(" ".join(q.reason for q in quarantined[:3]) or "No ties were found.")
    return TieImport(n_rows, n_sums, n_kept, n_added, rejected, tuple(quarantined))
