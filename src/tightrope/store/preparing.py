"""Keeping the lookups true to the tables at a cost that follows what changed.

Whoever writes records says which owners change (:func:`note`); :func:`prepare` makes their rows
anew. When much has changed, or lookups of this version were never made, all of them are made.
"""

from collections.abc import Iterable

import duckdb

from tightrope.store.lookups import (
    COUNTED,
    INDEXED,
    LISTINGS,
    NEWEST_FIRST,
    OWNERS,
    PERSONS,
    Listing,
)
from tightrope.store.schema import MEASURED

#: Key of the ``meta`` table; its value says for which version of the lookups they were made.
PREPARED = "lookups"
VERSION = "5"
# For which version all lookups were last made, whatever has changed since.
_MADE = "lookups made"
# Lookups of earlier versions.
_FORMER = ("numbered", "said", "words", "said_words")

_CHANGED = "lookup_changes"
#: More changed owners than this share of documents and incidents, and all is made anew.
_MOST_CHANGED = 0.2
#: So many newer rows, and this share of the sorted ones, stand beside them before both are sorted.
_MOST_NEW = 20_000
_MOST_NEW_SHARE = 0.1

#: Tables whose rows a page finds by an index, or through a lookup.
SOURCES = frozenset({*OWNERS, *(table for table, _ in INDEXED)})

Connection = duckdb.DuckDBPyConnection


def is_prepared(connection: Connection) -> bool:
    """Whether the lookups are there and fit what the tables hold."""
    return _meta(connection, PREPARED) == VERSION


def is_made(connection: Connection) -> bool:
    """Whether all lookups were made once, so that changes have to be noted."""
    return _meta(connection, _MADE) == VERSION


def note(connection: Connection, owners: Iterable[str]) -> None:
    """Say whose rows change, before the lookups are next prepared."""
    named = list(owners)
    if named:
        connection.execute(f"INSERT INTO {_CHANGED} SELECT unnest(?)", [named])


def loosen(connection: Connection) -> None:
    """Say that the lookups do not fit any more."""
    connection.execute("DELETE FROM meta WHERE key = ?", [PREPARED])


def drop_indexes(connection: Connection, table: str) -> None:
    """Take away the indexes of a table in which many rows change, or each row would cost."""
    for name, column in INDEXED:
        if name == table:
            connection.execute(f"DROP INDEX IF EXISTS {_index(table, column)}")


def prepare(connection: Connection) -> int | None:
    """Make what rests on changed owners, and indexes that are missing.

    Returns:
        How many owners had changed; None when everything was made.
    """
    for table, columns in MEASURED.items():
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns})")
    changed = _changed(connection) if is_made(connection) else None
    if changed is None:
        _make_all(connection)
    elif changed:
        _make_changed(connection)
    for table, column in INDEXED:
        connection.execute(
            f"CREATE INDEX IF NOT EXISTS {_index(table, column)} ON {table} ({column})"
        )
    for key in (_MADE, PREPARED):
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, VERSION])
    return changed


def _changed(connection: Connection) -> int | None:
    """How many owners changed; None when they are so many that everything has to be made."""
    changed = _number(connection, f"SELECT count(DISTINCT owner) FROM {_CHANGED}")
    known = _number(
        connection, "SELECT (SELECT count(*) FROM documents) + (SELECT count(*) FROM incidents)"
    )
    return None if changed > _MOST_CHANGED * known else changed


def _make_all(connection: Connection) -> None:
    for name in _FORMER:
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    whole = {table: table for table in OWNERS}
    for listing in LISTINGS:
        connection.execute(
            f"CREATE OR REPLACE TABLE {listing.name} AS "
            f"{listing.keyed(whole)} ORDER BY {NEWEST_FIRST}"
        )
        _empty_new(connection, listing)
        whole[listing.name] = listing.name
    _count(connection)
    persons = PERSONS.format(of="", by_person="by_person")
    connection.execute(f"CREATE OR REPLACE TABLE persons AS {persons} ORDER BY key")
    connection.execute(f"CREATE OR REPLACE TABLE {_CHANGED} (owner VARCHAR)")


def _make_changed(connection: Connection) -> None:
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE due AS SELECT DISTINCT owner FROM {_CHANGED} UNION "
        "SELECT d.id FROM disputes d JOIN statements s "
        "ON s.id = d.claim_statement_id OR s.id = d.denial_statement_id "
        f"WHERE s.document_id IN (SELECT owner FROM {_CHANGED})"
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE named (name VARCHAR)")
    some = {
        table: f"(SELECT * FROM {table} WHERE {owner} IN (SELECT owner FROM due))"
        for table, owner in OWNERS.items()
    }
    _note_names(connection)
    for listing in LISTINGS:
        for table in (listing.name, listing.new):
            connection.execute(f"DELETE FROM {table} WHERE owner IN (SELECT owner FROM due)")
        connection.execute(f"INSERT INTO {listing.new} {listing.keyed(some)}")
        some[listing.name] = f"(SELECT * FROM {listing.new} WHERE owner IN (SELECT owner FROM due))"
    _note_names(connection)
    of = "AND name IN (SELECT name FROM named)"
    connection.execute("DELETE FROM persons WHERE name IN (SELECT name FROM named)")
    persons = PERSONS.format(of=of, by_person=_both("by_person"))
    connection.execute(f"INSERT INTO persons {persons}")
    for listing in LISTINGS:
        _sort(connection, listing)
    _count(connection)
    connection.execute(f"DELETE FROM {_CHANGED}")
    connection.execute("DROP TABLE due")
    connection.execute("DROP TABLE named")


def _note_names(connection: Connection) -> None:
    connection.execute(
        f"INSERT INTO named SELECT DISTINCT name FROM {_both('by_person')} "
        "WHERE owner IN (SELECT owner FROM due)"
    )


def _sort(connection: Connection, listing: Listing) -> None:
    """Put newer rows among the sorted ones when they have become many."""
    new = _number(connection, f"SELECT count(*) FROM {listing.new}")
    if new > _MOST_NEW + _MOST_NEW_SHARE * _number(
        connection, f"SELECT count(*) FROM {listing.name}"
    ):
        connection.execute(
            f"CREATE OR REPLACE TABLE {listing.name} AS SELECT * FROM {_both(listing.name)} "
            f"ORDER BY {NEWEST_FIRST}"
        )
        _empty_new(connection, listing)


def _empty_new(connection: Connection, listing: Listing) -> None:
    connection.execute(
        f"CREATE OR REPLACE TABLE {listing.new} AS SELECT * FROM {listing.name} LIMIT 0"
    )


def _count(connection: Connection) -> None:
    both = {listing.name: _both(listing.name) for listing in LISTINGS}
    for name, query in COUNTED.items():
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS {query.format_map(both)}")


def _both(listing: str) -> str:
    return f"(SELECT * FROM {listing} UNION ALL SELECT * FROM {listing}_new)"


def _meta(connection: Connection, key: str) -> str | None:
    found = connection.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchall()
    return found[0][0] if found else None


def _number(connection: Connection, sql: str) -> int:
    ((number,),) = connection.execute(sql).fetchall()
    return int(number)


def _index(table: str, column: str) -> str:
    return f"{table}_by_{column}"
