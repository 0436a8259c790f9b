"""What readers say is coded wrongly: kept beside the database, so that no run touches it.

One JSON object a line in ``DATABASE.corrections.jsonl``; lines are only ever added, and one that
names another in ``withdraws`` takes it back. A correction knows the passage that it is about, so it
finds its place again when a later run gives the coding another identifier.
"""

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import msgspec

from tightrope.errors import StoreError, UsageError
from tightrope.records.identifiers import identifier

#: What may be wrong, by the table of the coding.
ASPECTS: dict[str, tuple[str, ...]] = {
    "events": ("parties", "act", "reading", "date", "not an act"),
    "statements": ("speaker", "words", "kind", "date", "not a statement"),
    "actors": ("who", "state", "office", "not an actor"),
    "reported_votes": ("state", "position", "body", "date", "not a vote"),
}
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a reader says is wrong.

    Attributes:
        id: names the correction.
        made_at: when, in UTC.
        table, record_id: the coding.
        document_id, start, end, quotation: the passage that was coded.
        coded: what the coding said, in words, and by which rule.
        aspect: which part of it is wrong, one of :data:`ASPECTS`.
        should_be: what would be right; may be empty.
        note: anything else.
        reader: who says so, as they sign.
    """

    id: str
    made_at: datetime
    table: str
    record_id: str
    document_id: str
    start: int
    end: int
    quotation: str
    coded: str
    aspect: str
    should_be: str = ""
    note: str = ""
    reader: str = ""


@dataclass(frozen=True, slots=True)
class _Withdrawal:
    withdraws: str
    made_at: datetime


@dataclass(slots=True)
class _Read:
    stamp: str = ""
    corrections: tuple[Correction, ...] = ()
    by_document: dict[str, list[Correction]] = field(default_factory=dict)


class Corrections:
    """The corrections of one database file."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(f"{database.name}.corrections.jsonl")
        self._lock = threading.Lock()
        self._read = _Read()

    @property
    def stamp(self) -> str:
        """Changes when a correction is made."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return "0"
        return f"{found.st_size:x}.{found.st_mtime_ns:x}"

    def all(self) -> tuple[Correction, ...]:
        """Those that stand, in the order in which they were made."""
        return self._current().corrections

    def of_document(self, document_id: str) -> list[Correction]:
        """Those about one document."""
        return self._current().by_document.get(document_id, [])

    def make(
        self,
        table: str,
        record_id: str,
        document_id: str,
        place: tuple[int, int],
        quotation: str,
        coded: str,
        aspect: str,
        should_be: str = "",
        note: str = "",
        reader: str = "",
    ) -> Correction:
        """Keep a correction.

        Raises:
            UsageError: the aspect is none of the table's, or a text is too long.
            StoreError: it can't be written.
        """
        if aspect not in ASPECTS.get(table, ()):
            known = ", ".join(ASPECTS.get(table, ())) or "nothing"
            raise UsageError(f"aspect: '{aspect[:40]}' is none of {known}.")
        for name, text in (("should_be", should_be), ("note", note), ("reader", reader)):
            if len(text) > _LONGEST:
                raise UsageError(f"{name}: is longer than {_LONGEST} characters; shorten it.")
        now = datetime.now(UTC)
        made = Correction(
            id=identifier("k", now.isoformat(), record_id, aspect, should_be, note),
            made_at=now,
            table=table,
            record_id=record_id,
            document_id=document_id,
            start=place[0],
            end=place[1],
            quotation=quotation,
            coded=coded,
            aspect=aspect,
            should_be=should_be.strip(),
            note=note.strip(),
            reader=reader.strip(),
        )
        self._append(msgspec.json.encode(made))
        return made

    def withdraw(self, correction_id: str) -> bool:
        """Take a correction back; whether there was one."""
        if correction_id not in {c.id for c in self.all()}:
            return False
        self._append(msgspec.json.encode(_Withdrawal(correction_id, datetime.now(UTC))))
        return True

    def copy_out(self, target: str, file_format: str) -> None:
        """Write them to a file (or ``/dev/stdout``) as jsonl, csv, tsv or parquet."""
        import pyarrow as pa

        rows = [msgspec.to_builtins(c) for c in self.all()]
        kinds = [(c, pa.int64() if c in ("start", "end") else pa.string()) for c in COLUMNS]
        table = pa.Table.from_pylist(rows, schema=pa.schema(kinds))
        options = {
            "jsonl": "FORMAT json",
            "csv": "FORMAT csv, HEADER",
            "tsv": "FORMAT csv, HEADER, DELIMITER '\t'",
            "parquet": "FORMAT parquet",
        }[file_format]
        quoted = target.replace("'", "''")
        with duckdb.connect() as connection:
            connection.register("corrections", table)
            connection.execute(f"COPY (SELECT * FROM corrections) TO '{quoted}' ({options})")

    def _append(self, line: bytes) -> None:
        with self._lock:
            try:
                descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
                try:
                    os.write(descriptor, line + b"\n")
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)
            except OSError as error:
                raise StoreError(
                    f"The correction can't be kept in {self.path} ({error.strerror}); make the "
                    "folder writable."
                ) from error

    def _current(self) -> _Read:
        stamp = self.stamp
        with self._lock:
            if self._read.stamp != stamp:
                found = self._load()
                by_document: dict[str, list[Correction]] = {}
                for correction in found:
                    by_document.setdefault(correction.document_id, []).append(correction)
                self._read = _Read(stamp, found, by_document)
            return self._read

    def _load(self) -> tuple[Correction, ...]:
        if not self.path.exists():
            return ()
        standing: dict[str, Correction] = {}
        for number, line in enumerate(self.path.read_bytes().splitlines(), 1):
            if not line.strip():
                continue
            try:
                read = msgspec.json.decode(line)
                if "withdraws" in read:
                    standing.pop(read["withdraws"], None)
                    continue
                correction = msgspec.convert(read, Correction, strict=False)
            except (msgspec.DecodeError, msgspec.ValidationError, TypeError) as error:
                raise StoreError(
                    f"{self.path}, line {number}, is no correction ({error}); mend or remove it."
                ) from error
            standing[correction.id] = correction
        return tuple(standing.values())


COLUMNS = tuple(Correction.__dataclass_fields__)


def about(
    corrections: Sequence[Correction], table: str, row: dict[str, object]
) -> list[Correction]:
    """The corrections of one coding: by its identifier, or by its passage when a run renamed it."""
    return [
        c
        for c in corrections
        if c.table == table
        and (c.record_id == row["id"] or (c.start, c.end) == (row.get("start"), row.get("end")))
    ]
