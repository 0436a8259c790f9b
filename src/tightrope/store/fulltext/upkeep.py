"""Keeping the index true to the database: only what came, changed or went is indexed again.

Every document and every incident has a stamp, a number made from all that the index keeps of it
(what was read out of a document counts through the key of its reading). The stamps of what was
indexed are kept beside the index; the difference to those of the database is what there is to do.
A database that was made anew has other stamps, so an index never answers for another database.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from tightrope.store.fulltext.index import Entry, Kind, SearchIndex

if TYPE_CHECKING:
    import pyarrow as pa

#: Goes up when what is kept changes; an index of another version is made anew.
VERSION = 2
#: Key of the ``meta`` table: the state of the database that the index was made for.
INDEXED = "indexed"
_INDEX = "index"
_ROWS = 2_000
# When more than this share of what is indexed has to go, a new index is quicker.
_MOST_GONE = 0.5

_STAMPS = """
    SELECT d.id AS owner, hash(d.id, p.reading_key, d.published_at, d.published_low,
                               d.published_high, d.outlet, d.title, d.language,
                               d.story_id) AS stamp
    FROM documents d LEFT JOIN progress p ON p.document_id = d.id
    UNION ALL
    SELECT id, hash(id, summary, date_low, date_high, actor_iso3, recipient_iso3, event_type,
                    polarity, modality, disputed) FROM incidents
"""
_PUBLISHED = "coalesce(d.published_at, d.published_low, d.published_high)"
_ENTRIES = {
    Kind.DOCUMENTS: f"""
        SELECT d.id, d.id AS owner, d.text, d.title, v.speakers, a.states, d.outlet,
               {_PUBLISHED} AS day, ['outlet:' || d.outlet, 'language:' || d.language], d.story_id
        FROM documents d JOIN due ON due.owner = d.id
        LEFT JOIN (SELECT document_id, string_agg(DISTINCT source_name, ' ' ORDER BY source_name)
                          AS speakers FROM statements
                   WHERE document_id IN (SELECT owner FROM due) GROUP BY document_id) v
               ON v.document_id = d.id
        LEFT JOIN (SELECT document_id, list(DISTINCT iso3 ORDER BY iso3) AS states
                   FROM (SELECT document_id, unnest(string_split(iso3, '+')) AS iso3 FROM actors
                         WHERE document_id IN (SELECT owner FROM due))
                   GROUP BY document_id) a ON a.document_id = d.id
        ORDER BY d.id
    """,
    Kind.STATEMENTS: f"""
        SELECT s.id, d.id AS owner, s.content_text, NULL,
               concat_ws(' ', s.source_name, s.source_text, s.source_office,
                         replace(s.source_iso3, '+', ' ')),
               s.about_iso3, d.outlet, coalesce(s.statement_date, {_PUBLISHED}) AS day,
               list_concat(
                   list_transform(string_split(s.source_iso3, '+'), lambda c: 'by:' || c),
                   list_transform(list_distinct(list_concat(string_split(s.source_iso3, '+'),
                                                            s.about_iso3)),
                                  lambda c: 'with:' || c)), NULL
        FROM statements s JOIN documents d ON d.id = s.document_id JOIN due ON due.owner = d.id
        ORDER BY s.id
    """,
    Kind.INCIDENTS: """
        SELECT i.id, i.id AS owner, i.summary, NULL, NULL,
               list_distinct(list_concat(i.actor_iso3, i.recipient_iso3)), NULL,
               coalesce(i.date_high, i.date_low) AS day,
               ['type:' || i.event_type,
                'told:' || CASE WHEN i.polarity = 'negated' THEN 'denied'
                                WHEN i.modality = 'actual' THEN 'happened' ELSE i.modality END,
                CASE WHEN i.disputed THEN 'disputed' END,
                CASE WHEN i.event_type <> 'POSITION' THEN 'happening' END], NULL
        FROM incidents i JOIN due ON due.owner = i.id ORDER BY i.id
    """,
}


@dataclass(frozen=True, slots=True)
class _State:
    """What an index on disk was made for."""

    version: int = 0
    revision: int = 0


def index_folder(database: Path) -> Path:
    """Where the index of a database is kept: ``DATABASE.search`` beside it."""
    return database.with_name(database.name + ".search")


def open_index(connection: duckdb.DuckDBPyConnection, database: Path | None) -> SearchIndex:
    """The index of a database, brought up to date.

    A database in memory, or one in a folder that can't be written, gets an index in memory. While
    another process brings it up to date, the index as it was answers.

    Args:
        connection: to the database; nothing is written to it.
        database: its file.
    """
    if database is None:
        return _made_in_memory(connection)
    folder = index_folder(database)
    try:
        return _up_to_date(connection, folder)
    except (OSError, ValueError):
        old = _opened(folder) if _state(folder).version == VERSION else None
        return old or _made_in_memory(connection)


def _up_to_date(connection: duckdb.DuckDBPyConnection, folder: Path) -> SearchIndex:
    from pyarrow import feather

    state = _state(folder)
    index = _opened(folder) if state.version == VERSION else None
    if index is not None and _known(connection) == str(state.revision):
        return index
    revision = _revision(connection)
    if index is not None and state.revision == revision:
        return index
    cursor = connection.cursor()
    try:
        stamps = cursor.sql(_STAMPS).to_arrow_table()
        due: pa.Table = stamps
        gone: list[str] = []
        kept = _kept(folder) if index is not None else None
        if kept is not None:
            due, gone = _differences(cursor, stamps, kept)
        if index is None or kept is None or len(gone) > _MOST_GONE * max(1, kept.num_rows):
            due, gone = stamps.select(["owner"]), []
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            index = SearchIndex(folder / _INDEX, new=True)
        index.change(gone, _entries(cursor, due))
    finally:
        cursor.close()
    feather.write_feather(stamps, str(folder / "stamps.new"))
    (folder / "stamps.new").replace(folder / "stamps.arrow")
    told = json.dumps({"version": VERSION, "revision": revision})
    (folder / "state.new").write_text(told, "utf-8")
    (folder / "state.new").replace(folder / "state.json")
    return index


def mark_indexed(connection: duckdb.DuckDBPyConnection, database: Path) -> None:
    """Note in the database for which of its states the index beside it was made, so that whoever
    opens both next need not compare them; who writes to the database takes the note away."""
    state = _state(index_folder(database))
    if state.version == VERSION:
        connection.execute(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)", [INDEXED, str(state.revision)]
        )


def is_indexed(connection: duckdb.DuckDBPyConnection, database: Path) -> bool:
    """Whether the index beside a database is known to be up to date."""
    state = _state(index_folder(database))
    return state.version == VERSION and _known(connection) == str(state.revision)


def _known(connection: duckdb.DuckDBPyConnection) -> str | None:
    cursor = connection.cursor()
    try:
        found = cursor.execute("SELECT value FROM meta WHERE key = ?", [INDEXED]).fetchall()
    finally:
        cursor.close()
    return found[0][0] if found else None


def _opened(folder: Path) -> SearchIndex | None:
    try:
        return SearchIndex(folder / _INDEX)
    except (OSError, ValueError):
        return None


class KeptIndex:
    """The index of one database, opened once for all who ask it in this process.

    Args:
        connection: to the database.
        database: its file.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, database: Path | None) -> None:
        self._connection = connection
        self._database = database
        self._lock = threading.Lock()
        self._index: SearchIndex | None = None

    def get(self) -> SearchIndex:
        """The index, opened (and brought up to date) when it is first asked for."""
        index = self._index
        if index is None:
            with self._lock:
                index = self._index
                if index is None:
                    index = self._index = open_index(self._connection, self._database)
        return index

    def forget(self) -> None:
        """Open it again when it is next asked for, after something was written."""
        with self._lock:
            self._index = None


def _made_in_memory(connection: duckdb.DuckDBPyConnection) -> SearchIndex:
    index = SearchIndex(None)
    cursor = connection.cursor()
    try:
        due = cursor.sql(f"SELECT owner FROM ({_STAMPS})").to_arrow_table()
        index.change((), _entries(cursor, due))
    finally:
        cursor.close()
    return index


def _revision(connection: duckdb.DuckDBPyConnection) -> int:
    """One number for all stamps."""
    cursor = connection.cursor()
    try:
        sql = f"SELECT count(*), bit_xor(stamp) FROM ({_STAMPS})"
        ((count, mixed),) = cursor.execute(sql).fetchall()
    finally:
        cursor.close()
    return int(mixed or 0) ^ int(count)


def _differences(
    cursor: duckdb.DuckDBPyConnection, stamps: pa.Table, kept: pa.Table
) -> tuple[pa.Table, list[str]]:
    """Owners to be indexed, and owners whose old entries go."""
    cursor.register("stamps_now", stamps)
    cursor.register("stamps_kept", kept)
    due = cursor.sql(
        "SELECT owner FROM stamps_now ANTI JOIN stamps_kept USING (owner, stamp) ORDER BY owner"
    ).to_arrow_table()
    gone = cursor.execute(
        "SELECT owner FROM stamps_kept ANTI JOIN stamps_now USING (owner, stamp) ORDER BY owner"
    ).fetchall()
    return due, [owner for (owner,) in gone]


def _entries(cursor: duckdb.DuckDBPyConnection, due: pa.Table) -> Iterator[Entry]:
    cursor.register("due", due)
    for kind, sql in _ENTRIES.items():
        cursor.execute(sql)
        while rows := cursor.fetchmany(_ROWS):
            for row in rows:
                yield _entry(kind, row)


def _entry(kind: Kind, row: tuple[Any, ...]) -> Entry:
    name, owner, text, title, speaker, about, outlet, day, marks, story = row
    return Entry(
        id=name,
        owner=owner,
        kind=kind,
        text=text or "",
        title=title or "",
        speaker=speaker or "",
        about=tuple(code for code in about or () if code),
        outlet=outlet or "",
        day=day.toordinal() if isinstance(day, date) else None,
        marks=tuple(mark for mark in marks or () if mark),
        story=story or "",
    )


def _state(folder: Path) -> _State:
    try:
        told = json.loads((folder / "state.json").read_text("utf-8"))
        return _State(int(told["version"]), int(told["revision"]))
    except (OSError, ValueError, KeyError, TypeError):
        return _State()


def _kept(folder: Path) -> pa.Table | None:
    import pyarrow as pa
    from pyarrow import feather

    try:
        return feather.read_table(str(folder / "stamps.arrow"), memory_map=False)
    except (OSError, pa.ArrowInvalid):
        return None
