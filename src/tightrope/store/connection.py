"""Opening the database file: one writer at a time, any number of readers."""

from pathlib import Path

import duckdb

from tightrope.errors import StoreError
from tightrope.store.schema import SCHEMA_VERSION, create_statements


def connect(path: Path | None, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open a database file (``None``: in memory), making its tables when it is new.

    Raises:
        StoreError: the file is missing (read-only), locked by another writer, not a database of
            ours, or of another version.
    """
    if read_only and path is not None and not path.exists():
        raise StoreError(
            f"There is no database at {path}; make one with 'tightrope run PATH... --db {path}'."
        )
    if path is not None and not path.parent.is_dir():
        raise StoreError(f"The folder {path.parent} for the database does not exist; create it.")
    try:
        connection = duckdb.connect(
            str(path) if path else ":memory:", read_only=read_only and path is not None
        )
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise StoreError(
                f"{path} is in use by another process that writes to it; wait for it to end."
                if read_only
                else f"{path} is in use by another process; wait for it to end, or stop it "
                "('tightrope serve --watch FOLDER' reads what arrives while it serves)."
            ) from error
        raise StoreError(
            f"{path} can't be opened as a Tightrope database; name another file with --db."
        ) from error
    except duckdb.Error as error:
        raise StoreError(
            f"{path} is not a database that this version can open; name another file with --db."
        ) from error
    try:
        _check(connection, path, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: duckdb.DuckDBPyConnection, path: Path | None, *, read_only: bool) -> None:
    tables = {row[0] for row in connection.execute("SHOW TABLES").fetchall()}
    if not tables and not read_only:
        connection.execute("BEGIN")
        for statement in create_statements():
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('schema', ?)", [str(SCHEMA_VERSION)])
        connection.execute("COMMIT")
        return
    if "meta" not in tables:
        raise StoreError(
            f"{path} is a database, but not one of Tightrope's; name another file with --db."
        )
    rows = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchall()
    found = rows[0][0] if rows else "none"
    if found != str(SCHEMA_VERSION):
        raise StoreError(
            f"{path} was made by another version of Tightrope (schema {found}, this one reads "
            f"{SCHEMA_VERSION}); run 'tightrope run' again into a new file."
        )
