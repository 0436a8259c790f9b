"""Events of imported datasets, in and out of the database; kept apart from what was read in news.

An event is kept once: rows of one dataset with the same day, sides and code are one event, however
many stories told of it. ``n_mentions`` adds up; ``n_sources`` counts distinct publishers where the
dataset names them, and is otherwise the most that one row had (sources of two rows may be the
same). An event that is known takes the higher of both counts, so reading a file again adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    import pyarrow as pa

_KEY = (
    "dataset", "date", "actor_iso3", "actor_name", "actor_sector", "recipient_iso3",
    "recipient_name", "recipient_sector", "cameo_code", "event_type", "mode",
)  # fmt: skip
_FIRST = ("source_id", "quad_class", "contexts", "url", "actor_basis", "recipient_basis")


@dataclass(frozen=True, slots=True)
class CodedCount:
    """Events that were new, and that were known already."""

    n_added: int
    n_known: int


def add(connection: duckdb.DuckDBPyConnection, blocks: Iterable[pa.Table]) -> CodedCount:
    """Stage blocks of rows (columns of ``coded_events`` without id and n_rows, and ``publisher``),
    join those that are one event, and keep what is new; within the caller's transaction."""
    parts = ", ".join(f"coalesce(CAST({name} AS VARCHAR), '')" for name in _KEY)
    keyed = f"SELECT *, 'coded_' || left(md5(concat_ws(chr(31), {parts})), 20) AS id FROM new_rows"
    connection.execute("DROP TABLE IF EXISTS staged")
    staged = False
    for block in blocks:
        connection.register("new_rows", block)
        connection.execute(
            f"INSERT INTO staged {keyed}" if staged else f"CREATE TEMP TABLE staged AS {keyed}"
        )
        connection.unregister("new_rows")
        staged = True
    if not staged:
        return CodedCount(0, 0)
    # Most events have one row; only the others are worth grouping by all their columns.
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE counted AS "
        "SELECT id, count(*) AS n_rows, min(rowid) AS place FROM staged GROUP BY id"
    )
    key = ", ".join(f"any_value({name}) AS {name}" for name in _KEY)
    first = ", ".join(f"min({name}) AS {name}" for name in _FIRST)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE joined AS SELECT id, {key}, {first}, "
        "avg(intensity) AS intensity, count(*) AS n_rows, sum(n_mentions)::BIGINT AS n_mentions, "
        "greatest(count(DISTINCT publisher), max(n_sources))::BIGINT AS n_sources "
        "FROM staged SEMI JOIN (SELECT id FROM counted WHERE n_rows > 1) USING (id) GROUP BY id"
    )
    columns = ", ".join(("id", *_KEY, *_FIRST, "intensity", "n_mentions", "n_sources"))
    found = (
        f"(SELECT {columns}, n_rows FROM joined UNION ALL SELECT {columns}, 1 FROM staged WHERE "
        "rowid IN (SELECT place FROM counted WHERE n_rows = 1))"
    )
    n_known = _number(connection, "SELECT count(*) FROM counted SEMI JOIN coded_events USING (id)")
    if n_known:
        connection.execute(
            "UPDATE coded_events SET n_rows = greatest(coded_events.n_rows, j.n_rows), "
            "n_mentions = greatest(coded_events.n_mentions, j.n_mentions), "
            "n_sources = greatest(coded_events.n_sources, j.n_sources) "
            f"FROM {found} j WHERE coded_events.id = j.id AND (j.n_rows > coded_events.n_rows OR "
            "j.n_mentions > coded_events.n_mentions OR j.n_sources > coded_events.n_sources)"
        )
    n_joined = _number(connection, "SELECT count(*) FROM counted")
    connection.execute(
        f"INSERT INTO coded_events BY NAME SELECT * FROM {found} j "
        "ANTI JOIN coded_events USING (id) ORDER BY date, dataset, id"
    )
    for table in ("staged", "counted", "joined"):
        connection.execute(f"DROP TABLE {table}")
    return CodedCount(n_joined - n_known, n_known)


def cells(
    connection: duckdb.DuckDBPyConnection,
    actor_sectors: Iterable[str],
    recipient_sectors: Iterable[str],
) -> Any:
    """One row for each two states, day and PLOVER type: who acts (``actor``, ``recipient``), mean
    ``intensity``, the most ``n_sources`` that one event had, and ``n_events``. Two datasets that
    tell of one happening make one row."""
    return connection.sql(
        "SELECT actor_iso3 AS actor, recipient_iso3 AS recipient, date, event_type, "
        "any_value(quad_class) AS quad_class, avg(intensity) AS intensity, "
        "max(n_sources) AS n_sources, count(*) AS n_events FROM coded_events "
        "WHERE actor_iso3 <> recipient_iso3 AND event_type IS NOT NULL "
        "AND list_contains(?, actor_sector) AND list_contains(?, recipient_sector) "
        "GROUP BY ALL ORDER BY ALL",
        params=[list(actor_sectors), list(recipient_sectors)],
    ).to_arrow_table()


def replace_alignment(connection: duckdb.DuckDBPyConnection, table: pa.Table) -> None:
    """Keep these positions instead of what was kept."""
    connection.execute("DELETE FROM coded_alignment")
    connection.register("new_rows", table)
    connection.execute("INSERT INTO coded_alignment BY NAME SELECT * FROM new_rows")
    connection.unregister("new_rows")


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])
