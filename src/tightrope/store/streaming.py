"""Tables as bytes, piece by piece, so that an export of any length needs little memory."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

import duckdb

from tightrope.store.schema import Table

if TYPE_CHECKING:
    import pyarrow as pa

StreamFormat = Literal["jsonl", "csv", "parquet"]
_ROWS = 20_000


def stream(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    file_format: StreamFormat,
    where: str = "",
    parameters: Sequence[Any] = (),
) -> Iterator[bytes]:
    """Rows of a table in the order in which they are kept.

    Args:
        connection: to the database.
        table: which one.
        file_format: JSON lines, CSV (lists as JSON) or Parquet.
        where: SQL over its columns; all rows when empty.
        parameters: of ``where``.
    """
    clause = f" WHERE {where}" if where else ""
    columns = ", ".join(f'"{c}"' for c in table.column_names)
    inner = f"SELECT {columns} FROM {table.name}{clause}"
    if file_format == "jsonl":
        yield from _lines(connection, f"SELECT to_json(r) AS line FROM ({inner}) r", parameters)
    elif file_format == "csv":
        cells = ", ".join(
            f'CAST(to_json("{c}") AS VARCHAR) AS "{c}"' if kind.endswith("[]") else f'"{c}"'
            for c, kind in table.columns
        )
        yield from _csv(connection, f"SELECT {cells} FROM ({inner})", parameters)
    else:
        yield from _parquet(connection, inner, parameters)


def _batches(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any]
) -> Iterator[pa.RecordBatch]:
    yield from connection.sql(sql, params=list(parameters)).to_arrow_reader(_ROWS)


def _lines(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any]
) -> Iterator[bytes]:
    for batch in _batches(connection, sql, parameters):
        lines = batch.column(0).to_pylist()
        if lines:
            yield ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _csv(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any]
) -> Iterator[bytes]:
    import pyarrow.csv as pa_csv

    reader = connection.sql(sql, params=list(parameters)).to_arrow_reader(_ROWS)
    yield (",".join(f'"{name}"' for name in reader.schema.names) + "\n").encode()
    for batch in reader:
        out = io.BytesIO()
        pa_csv.write_csv(batch, out, pa_csv.WriteOptions(include_header=False))
        yield out.getvalue()


class _Pieces(io.RawIOBase):
    """A file that hands on what is written to it."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._written = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += data
        self._written += len(data)
        return len(data)

    def tell(self) -> int:
        return self._written

    def take(self) -> bytes:
        held, self._held = bytes(self._held), bytearray()
        return held


def _parquet(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any]
) -> Iterator[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    reader = connection.sql(sql, params=list(parameters)).to_arrow_reader(_ROWS)
    pieces = _Pieces()
    with pq.ParquetWriter(pa.PythonFile(pieces, mode="w"), reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)
            if held := pieces.take():
                yield held
    yield pieces.take()
