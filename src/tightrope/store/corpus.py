"""Reading the database: tables for users, records for the rooms above."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

import duckdb

from tightrope.errors import UnknownRecord, UsageError
from tightrope.records.actors import Mention
from tightrope.records.alignment import Alignment, Influence
from tightrope.records.corpus import (
    Derivation,
    Dispute,
    Incident,
    Membership,
    ProvenanceEdge,
    Story,
)
from tightrope.records.documents import Document, Quarantined
from tightrope.records.events import Event, ReportedVote
from tightrope.records.reports import EventReport
from tightrope.records.statements import Statement
from tightrope.records.votes import ForecastFit, IdealPoint, RollCall, VoteFit
from tightrope.store import coded_events, reporting, voting
from tightrope.store.codec import decode
from tightrope.store.connection import connect
from tightrope.store.fulltext.answering import Hits, SearchKind, search
from tightrope.store.fulltext.index import Narrowing, SearchIndex
from tightrope.store.fulltext.upkeep import KeptIndex, is_indexed
from tightrope.store.preparing import is_prepared
from tightrope.store.schema import TABLES, Table
from tightrope.store.streaming import StreamFormat, stream

Frame = Literal["arrow", "polars", "pandas"]
Record = TypeVar("Record")
Seen = TypeVar("Seen", bound="Corpus")

# The record type behind each table that keeps records.
RECORDS: dict[str, Any] = {
    "documents": Document,
    "stories": Story,
    "actors": Mention,
    "events": Event,
    "incidents": Incident,
    "statements": Statement,
    "disputes": Dispute,
    "reported_votes": ReportedVote,
    "alignment": Alignment,
    "influence": Influence,
    "provenance": ProvenanceEdge,
    "derivations": Derivation,
    "quarantine": Quarantined,
}


def table_named(name: str) -> Table:
    """The table of that name.

    Raises:
        UsageError: there is none; the message lists those that there are.
    """
    try:
        return TABLES[name]
    except KeyError:
        raise UsageError(
            f"There is no table '{name}'; the tables are {', '.join(TABLES)}."
        ) from None


def _select(table: Table) -> str:
    columns = ", ".join(f'"{c}"' for c in table.column_names)
    order = ", ".join(f'"{c}" NULLS LAST' for c in table.order)
    return f"SELECT {columns} FROM {table.name} ORDER BY {order}"


class Corpus:
    """An open database. Use it as a context manager, or call :meth:`close`."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        path: Path | None,
        kept_index: KeptIndex | None = None,
    ) -> None:
        self._connection = connection
        self.path = path
        self._kept_index = kept_index or KeptIndex(connection, path)

    @classmethod
    def of_file(cls, path: Path | str) -> Self:
        """Open an existing database for reading; see :func:`open_corpus`."""
        path = Path(path)
        return cls(connect(path, read_only=True), path)

    def seen_as(self, kind: type[Seen]) -> Seen:
        """The same open database as another kind of corpus."""
        return kind(self._connection, self.path, self._kept_index)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def __repr__(self) -> str:
        return f"<Corpus {self.path or 'in memory'}: {self.count('documents')} documents>"

    # Tables, for users.

    def table(self, name: str, as_: Frame = "arrow") -> Any:
        """A table of the contract as an Arrow table, or a Polars or pandas frame.

        Raises:
            UsageError: there is no such table or frame.
        """
        relation = self._connection.sql(_select(table_named(name)))
        if as_ == "arrow":
            return relation.to_arrow_table()
        if as_ == "polars":
            return relation.pl()
        if as_ == "pandas":
            return relation.df()
        raise UsageError(f"as_ must be 'arrow', 'polars' or 'pandas', got '{as_}'.")

    def documents(self, as_: Frame = "arrow") -> Any:
        return self.table("documents", as_)

    def stories(self, as_: Frame = "arrow") -> Any:
        return self.table("stories", as_)

    def actors(self, as_: Frame = "arrow") -> Any:
        return self.table("actors", as_)

    def events(self, as_: Frame = "arrow") -> Any:
        return self.table("events", as_)

    def incidents(self, as_: Frame = "arrow") -> Any:
        return self.table("incidents", as_)

    def statements(self, as_: Frame = "arrow") -> Any:
        return self.table("statements", as_)

    def disputes(self, as_: Frame = "arrow") -> Any:
        return self.table("disputes", as_)

    def reported_votes(self, as_: Frame = "arrow") -> Any:
        return self.table("reported_votes", as_)

    def roll_calls(self, as_: Frame = "arrow") -> Any:
        return self.table("roll_calls", as_)

    def votes(self, as_: Frame = "arrow") -> Any:
        return self.table("votes", as_)

    def ideal_points(self, as_: Frame = "arrow") -> Any:
        return self.table("ideal_points", as_)

    def alignment(self, as_: Frame = "arrow") -> Any:
        return self.table("alignment", as_)

    def influence(self, as_: Frame = "arrow") -> Any:
        return self.table("influence", as_)

    def provenance(self, as_: Frame = "arrow") -> Any:
        return self.table("provenance", as_)

    def derivations(self, as_: Frame = "arrow") -> Any:
        return self.table("derivations", as_)

    def coded_events(self, as_: Frame = "arrow") -> Any:
        return self.table("coded_events", as_)

    def ties(self, as_: Frame = "arrow") -> Any:
        return self.table("ties", as_)

    def coded_alignment(self, as_: Frame = "arrow") -> Any:
        return self.table("coded_alignment", as_)

    def quarantine(self, as_: Frame = "arrow") -> Any:
        return self.table("quarantine", as_)

    # Records, for the rooms above.

    def records(self, name: str, kind: type[Record]) -> list[Record]:
        """All records of a table, in the table's order."""
        table = table_named(name)
        order = ", ".join(f'"{c}" NULLS LAST' for c in table.order)
        found = self._connection.execute(f"SELECT record FROM {name} ORDER BY {order}").fetchall()
        return [decode(kind, data) for (data,) in found]

    def mentions(self, document_id: str) -> list[Mention]:
        """The mentions of one document, in order."""
        found = self._connection.execute(
            'SELECT record FROM actors WHERE document_id = ? ORDER BY "start"', [document_id]
        ).fetchall()
        return [decode(Mention, data) for (data,) in found]

    def event_reports(self, all_readings: bool = False) -> Iterator[EventReport]:
        """Events with the documents that report them, one after another.

        Args:
            all_readings: also those that are negated, planned, possible and so on; without it
                only what is asserted to have happened.
        """
        return reporting.event_reports(self._connection, all_readings)

    def memberships(self) -> list[Membership]:
        """What the corpus knows of each document."""
        found = self._connection.execute(
            "SELECT id, story_id, copy_of, origins FROM documents "
            "WHERE story_id IS NOT NULL ORDER BY id"
        ).fetchall()
        return [Membership(d, s, c, tuple(o or ())) for d, s, c, o in found]

    def rows(
        self, name: str, where: str = "", parameters: Iterable[Any] = ()
    ) -> list[dict[str, Any]]:
        """Rows of a table as dictionaries; ``where`` is SQL over its columns."""
        table = table_named(name)
        columns = ", ".join(f'"{c}"' for c in table.column_names)
        order = ", ".join(f'"{c}" NULLS LAST' for c in table.order)
        clause = f"WHERE {where} " if where else ""
        found = self._connection.execute(
            f"SELECT {columns} FROM {name} {clause}ORDER BY {order}", list(parameters)
        ).fetchall()
        return [dict(zip(table.column_names, row, strict=True)) for row in found]

    def is_prepared(self) -> bool:
        """Whether the lookups are there and fit what the tables hold."""
        return is_prepared(self._connection)

    def is_indexed(self) -> bool:
        """Whether the full-text index beside the file is known to be up to date."""
        return self.path is not None and is_indexed(self._connection, self.path)

    def ask(self, sql: str, parameters: Iterable[Any] = ()) -> list[dict[str, Any]]:
        """Rows of any query as dictionaries; for this room's own questions."""
        cursor = self._connection.execute(sql, list(parameters))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def count(self, name: str) -> int:
        found = self._connection.execute(f"SELECT count(*) FROM {table_named(name).name}")
        ((number,),) = found.fetchall()
        return int(number)

    def find(self, record_id: str) -> tuple[str, dict[str, Any]]:
        """The table and row of an identifier (an unambiguous beginning of it will do).

        Raises:
            UnknownRecord: no table holds it, or several records begin with it.
        """
        matches = [
            (name, row)
            for name, table in TABLES.items()
            if table.column_names[0] == "id"
            for row in self.rows(name, "starts_with(id, ?)", [record_id])
        ]
        exact = [m for m in matches if m[1]["id"] == record_id]
        if len(exact or matches) == 1:
            return (exact or matches)[0]
        if matches:
            raise UnknownRecord(
                f"{len(matches)} records begin with '{record_id}'; give more of the identifier."
            )
        raise UnknownRecord(
            f"No record is named '{record_id}' in {self.path}; "
            "'tightrope export events' (or another table) lists identifiers."
        )

    def search(
        self,
        question: str = "",
        *,
        kind: SearchKind = "statements",
        speaker: str = "",
        about: Iterable[str] = (),
        outlet: str = "",
        since: date | None = None,
        until: date | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> Hits:
        """Statements, documents or incidents that hold the words, best first (BM25).

        Case, diacritics and endings of words do not matter. ``"middle ground"`` in quotation marks
        is a phrase, ``sanct*`` any word that begins so, ``-oil`` must not be there; all the rest
        must. Nothing that is typed is an error. (:meth:`find` opens a record by its identifier.)

        Args:
            question: the words; without any, the newest records come first.
            kind: ``statements``, ``documents``, ``incidents`` or ``all``, merged by their places.
            speaker: words of the name, office or state (ISO 3166-1 alpha-3) of who speaks; of
                documents those are found in which they speak, and no incidents.
            about: ISO 3166-1 alpha-3 codes of states that it is about, all of them (in documents
                those that are named, in incidents those that take part).
            outlet: words of the outlet's name; it leaves incidents out.
            since, until: first and last day, said, published or happened.
            limit, offset: which part of the answer.

        Raises:
            UsageError: there is no such kind, or the limit is less than one.
        """
        narrowing = Narrowing(speaker, tuple(about), outlet, since, until)
        index = self.search_index
        return search(self._connection, index, question, kind, narrowing, limit, offset)

    @property
    def search_index(self) -> SearchIndex:
        """The full-text index, opened and brought up to date when it is first asked for."""
        return self._kept_index.get()

    def read_roll_calls(
        self, where: str = "", parameters: Iterable[Any] = (), states: Sequence[str] = ()
    ) -> list[RollCall]:
        """Roll calls of the record with their votes, those of some states alone if named.

        ``where`` is SQL over their columns.
        """
        return voting.read_roll_calls(self._connection, where, parameters, states)

    def coded_cells(self, actor_sectors: Iterable[str], recipient_sectors: Iterable[str]) -> Any:
        """What imported events say of every two states, by day and type, as an Arrow table."""
        return coded_events.cells(self._connection, actor_sectors, recipient_sectors)

    def read_ideal_points(self) -> list[IdealPoint]:
        """Ideal points in order of session and state; none before they are estimated."""
        return voting.read_ideal_points(self._connection)

    def vote_fit(self) -> VoteFit | None:
        """What the last estimate of ideal points left to go on from."""
        record = voting.read_fit(self._connection, "ideal_points")
        return None if record is None else decode(VoteFit, record)

    def forecast_fit(self) -> ForecastFit | None:
        """Weights of forecasts; None before they are fitted, and after an import of votes."""
        record = voting.read_fit(self._connection, "forecast")
        return None if record is None else decode(ForecastFit, record)

    def batches(self, name: str, rows_per_batch: int = 10_000) -> Iterator[Any]:
        """A table as a stream of Arrow record batches."""
        reader = self._connection.sql(_select(table_named(name))).to_arrow_reader(rows_per_batch)
        yield from reader

    def stream(
        self,
        name: str,
        file_format: StreamFormat,
        where: str = "",
        parameters: Sequence[Any] = (),
    ) -> Iterator[bytes]:
        """A table as bytes of a file, piece by piece; ``where`` is SQL over its columns."""
        return stream(self._connection, table_named(name), file_format, where, parameters)

    def copy_out(self, name: str, target: str, file_format: str) -> None:
        """Write a table to a file (or ``/dev/stdout``) as jsonl, csv, tsv or parquet."""
        table = table_named(name)
        options = {
            "jsonl": "FORMAT json",
            "csv": "FORMAT csv, HEADER",
            "tsv": "FORMAT csv, HEADER, DELIMITER '\t'",
            "parquet": "FORMAT parquet",
        }[file_format]
        query = _select(table)
        if file_format in ("csv", "tsv"):
            # A list in a CSV cell is JSON, so that every reader can take it apart again.
            cells = ", ".join(
                f'to_json("{c}") AS "{c}"' if kind.endswith("[]") else f'"{c}"'
                for c, kind in table.columns
            )
            query = f"SELECT {cells} FROM ({query})"
        quoted = target.replace("'", "''")
        self._connection.execute(f"COPY ({query}) TO '{quoted}' ({options})")


def open_corpus(path: Path | str) -> Corpus:
    """Open an existing database for reading.

    Raises:
        StoreError: it is missing, locked or not one of ours.
    """
    return Corpus.of_file(path)
