"""Ties between states, in and out of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    import pyarrow as pa


def add(connection: duckdb.DuckDBPyConnection, table: pa.Table) -> int:
    """Keep ties; those of the same kind, pair, year and source are replaced. Returns how many of
    them were not there before."""
    connection.register("new_rows", table)
    same = "t.kind = n.kind AND t.from_iso3 = n.from_iso3 AND t.to_iso3 = n.to_iso3 " \
        "AND t.year = n.year AND t.source = n.source"  # fmt: skip
    found = connection.execute(
        f"SELECT count(*) FROM new_rows n WHERE NOT EXISTS (SELECT 1 FROM ties t WHERE {same})"
    ).fetchall()
    connection.execute(f"DELETE FROM ties t WHERE EXISTS (SELECT 1 FROM new_rows n WHERE {same})")
    connection.execute("INSERT INTO ties BY NAME SELECT * FROM new_rows")
    connection.unregister("new_rows")
    return int(found[0][0])
