"""Tables and indexes that are worked out from the others, so that a page finds its rows at once.

They hold nothing of their own: whoever writes records says first which table changes, and
:meth:`tightrope.store.Writer.prepare_lookups` makes anew what rests on such tables, and nothing
else. A database without them answers the same questions, only slower.
"""

from dataclasses import dataclass

import duckdb

from tightrope.store.schema import MEASURED

#: Key of the ``meta`` table; its value says for which version of this module they were made.
PREPARED = "lookups"
VERSION = "3"
# Keys of the same table: for which version all lookups were last made, and what changed since.
_MADE = "lookups made"
_CHANGED = "lookups changed: "

#: Tables whose rows the lookups are made from.
SOURCES = frozenset(
    {
        "documents",
        "stories",
        "actors",
        "events",
        "incidents",
        "statements",
        "derivations",
        "disputes",
        "reported_votes",
        "observations",
        "left_out",
    }
)

_INDEXED = (
    ("documents", "id"),
    ("stories", "id"),
    ("actors", "document_id"),
    ("events", "id"),
    ("events", "document_id"),
    ("incidents", "id"),
    ("statements", "id"),
    ("statements", "document_id"),
    ("reported_votes", "id"),
    ("reported_votes", "document_id"),
    ("derivations", "document_id"),
    ("disputes", "claim_statement_id"),
    ("disputes", "denial_statement_id"),
    ("observations", "incident_id"),
    ("left_out", "incident_id"),
)


@dataclass(frozen=True, slots=True)
class Lookup:
    """One table that is worked out.

    Attributes:
        name: of it.
        rests_on: tables and earlier lookups that the query reads.
        query: that fills it.
    """

    name: str
    rests_on: tuple[str, ...]
    query: str


_PUBLISHED = "coalesce(published_at, published_low, published_high)"

LOOKUPS: tuple[Lookup, ...] = (
    # Documents and statements by number, newest first; numbers are quicker to join than names.
    Lookup(
        "numbered",
        ("documents",),
        f"""
        SELECT CAST(row_number() OVER (ORDER BY {_PUBLISHED} DESC NULLS LAST, id) AS UINTEGER)
                   AS number, id, {_PUBLISHED} AS day, outlet, language, story_id
        FROM documents ORDER BY number
        """,
    ),
    Lookup(
        "said",
        ("documents", "statements"),
        f"""
        WITH dated AS (SELECT id AS document_id, {_PUBLISHED} AS published FROM documents)
        SELECT CAST(row_number() OVER (ORDER BY day DESC NULLS LAST, id) AS UINTEGER) AS number,
               id, day FROM (
            SELECT id, coalesce(statement_date, published) AS day
            FROM statements LEFT JOIN dated USING (document_id))
        ORDER BY number
        """,
    ),
    # A record and each state or organisation that has to do with it; newest first under a state.
    Lookup(
        "by_state",
        (
            "documents",
            "actors",
            "incidents",
            "statements",
            "disputes",
            "reported_votes",
            "numbered",
            "said",
        ),
        f"""
        WITH dated AS (SELECT id AS document_id, {_PUBLISHED} AS published FROM documents)
        SELECT iso3, kind, day, id, event_type, reading, disputed, number FROM (
            SELECT unnest(list_distinct(list_concat(actor_iso3, recipient_iso3))) AS iso3,
                   CASE WHEN event_type = 'VOTE' THEN 'voting'
                        WHEN event_type = 'POSITION' THEN 'position'
                        WHEN len(list_distinct(list_concat(actor_iso3, recipient_iso3))) < 2
                        THEN 'one-sided' ELSE 'incident' END AS kind,
                   coalesce(date_high, date_low) AS day, id, event_type,
                   CASE WHEN polarity = 'negated' THEN 'denied' WHEN modality = 'actual'
                        THEN 'happened' ELSE modality END AS reading, disputed,
                   CAST(NULL AS UINTEGER) AS number
            FROM incidents
            UNION ALL
            SELECT unnest(list_distinct(string_split(source_iso3, '+'))), 'said',
                   day, id, NULL, NULL, NULL, number
            FROM statements JOIN said USING (id) WHERE source_iso3 IS NOT NULL
            UNION ALL
            SELECT unnest(list_distinct(about_iso3)), 'about',
                   day, id, NULL, NULL, NULL, number
            FROM statements JOIN said USING (id)
            UNION ALL
            SELECT iso3, 'vote', coalesce(date, date_high, date_low, published), id,
                   NULL, NULL, NULL, NULL
            FROM reported_votes LEFT JOIN dated USING (document_id) WHERE iso3 IS NOT NULL
            UNION ALL
            SELECT iso3, 'document', day, id, NULL, NULL, NULL, number
            FROM (SELECT DISTINCT unnest(string_split(iso3, '+')) AS iso3, document_id AS id
                  FROM actors WHERE iso3 IS NOT NULL)
            JOIN numbered USING (id)
            UNION ALL
            SELECT party, 'dispute', NULL, id, NULL, NULL, NULL, NULL
            FROM (SELECT DISTINCT id, unnest(list_concat(parties, list_concat(
                      coalesce(string_split(c.source_iso3, '+'), []),
                      coalesce(string_split(d.source_iso3, '+'), [])))) AS party
                  FROM (SELECT x.id, x.parties, x.claim_statement_id, x.denial_statement_id
                        FROM disputes x) x
                  LEFT JOIN (SELECT id AS sid, source_iso3 FROM statements) c
                         ON c.sid = x.claim_statement_id
                  LEFT JOIN (SELECT id AS sid, source_iso3 FROM statements) d
                         ON d.sid = x.denial_statement_id)
        ) WHERE regexp_full_match(iso3, '[A-Z]{{3}}')
        ORDER BY iso3, kind, day DESC NULLS LAST, id
        """,
    ),
    # A record and each two states that have to do with it, either of them first.
    Lookup(
        "by_pair",
        ("by_state",),
        """
        WITH held AS (SELECT DISTINCT iso3, id, day,
                             CASE kind WHEN 'said' THEN 'statement' WHEN 'about' THEN 'statement'
                             ELSE kind END AS kind
                      FROM by_state WHERE kind IN ('incident', 'said', 'about'))
        SELECT a.iso3 AS first, b.iso3 AS second, a.kind AS kind, a.day AS day, id
        FROM held a JOIN held b USING (id) WHERE a.iso3 <> b.iso3
        ORDER BY first, second, kind, day DESC NULLS LAST, id
        """,
    ),
    Lookup(
        "partners",
        ("by_pair",),
        """
        SELECT first, second, count(*) AS incidents, max(day) AS last_day
        FROM by_pair WHERE kind = 'incident' GROUP BY first, second ORDER BY first, incidents DESC
        """,
    ),
    Lookup(
        "state_counts",
        ("by_state",),
        """
        SELECT iso3, count(*) FILTER (kind = 'incident') AS incidents,
               count(*) FILTER (kind IN ('said', 'about')) AS statements,
               count(*) FILTER (kind = 'vote') AS votes,
               count(*) FILTER (kind = 'dispute') AS disputes,
               count(*) FILTER (kind = 'document') AS documents,
               min(day) FILTER (kind = 'incident') AS first_day,
               max(day) FILTER (kind = 'incident') AS last_day
        FROM by_state GROUP BY iso3 ORDER BY iso3
        """,
    ),
    # A person and each document and statement of theirs; newest first under a name.
    Lookup(
        "by_person",
        ("documents", "actors", "statements"),
        f"""
        WITH dated AS (SELECT id AS document_id, {_PUBLISHED} AS published FROM documents)
        SELECT name, kind, day, id FROM (
            SELECT DISTINCT name, 'document' AS kind, published AS day, document_id AS id
            FROM actors LEFT JOIN dated USING (document_id) WHERE kind = 'person'
            UNION ALL
            SELECT source_name, 'said', coalesce(statement_date, published), id
            FROM statements LEFT JOIN dated USING (document_id)
            WHERE source_kind = 'person' AND source_name IS NOT NULL
        ) ORDER BY name, kind, day DESC NULLS LAST, id
        """,
    ),
    Lookup(
        "persons",
        ("actors", "by_person"),
        """
        WITH named AS (
            SELECT name, mode(iso3) AS iso3, mode(sector) AS sector,
                   list(DISTINCT office) FILTER (office IS NOT NULL) AS offices,
                   count(*) AS mentions
            FROM actors WHERE kind = 'person' GROUP BY name),
        held AS (
            SELECT name, count(*) FILTER (kind = 'said') AS statements,
                   count(*) FILTER (kind = 'document') AS documents FROM by_person GROUP BY name)
        SELECT name, iso3, sector, list_sort(offices) AS offices, mentions,
               coalesce(statements, 0) AS statements, coalesce(documents, 0) AS documents,
               lower(strip_accents(name)) AS plain
        FROM named LEFT JOIN held USING (name) ORDER BY name
        """,
    ),
    # The numbers under each word: of documents, and of statements with their speakers.
    Lookup(
        "words",
        ("documents", "numbered"),
        r"""
        WITH tokens AS (
            SELECT DISTINCT number,
                   unnest(regexp_extract_all(lower(strip_accents("text")), '[\p{L}\p{N}]{2,}'))
                   AS word
            FROM documents JOIN numbered USING (id))
        SELECT word, list(number ORDER BY number) AS numbers FROM tokens
        WHERE len(word) <= 40 GROUP BY word ORDER BY word
        """,
    ),
    Lookup(
        "said_words",
        ("statements", "said"),
        r"""
        WITH tokens AS (
            SELECT DISTINCT number,
                   unnest(regexp_extract_all(lower(strip_accents(
                       concat_ws(' ', source_name, source_text, content_text))),
                       '[\p{L}\p{N}]{2,}')) AS word
            FROM statements JOIN said USING (id))
        SELECT word, list(number ORDER BY number) AS numbers FROM tokens
        WHERE len(word) <= 40 GROUP BY word ORDER BY word
        """,
    ),
)


def is_prepared(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the lookups are there and fit what the tables hold."""
    found = connection.execute("SELECT value FROM meta WHERE key = ?", [PREPARED]).fetchall()
    return found == [(VERSION,)]


def prepare(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Make the lookups that rest on what changed; all of them the first time.

    Returns:
        Names of those that were made.
    """
    for table, columns in MEASURED.items():
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns})")
    stale = _changed(connection)
    made = []
    for lookup in LOOKUPS:
        if stale is not None and stale.isdisjoint(lookup.rests_on):
            continue
        connection.execute(f"CREATE OR REPLACE TABLE {lookup.name} AS {lookup.query}")
        made.append(lookup.name)
        if stale is not None:
            stale.add(lookup.name)
    for table, column in _INDEXED:
        connection.execute(
            f"CREATE INDEX IF NOT EXISTS {_index(table, column)} ON {table} ({column})"
        )
    connection.execute("DELETE FROM meta WHERE starts_with(key, ?)", [_CHANGED])
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [_MADE, VERSION])
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [PREPARED, VERSION])
    return tuple(made)


def _changed(connection: duckdb.DuckDBPyConnection) -> set[str] | None:
    """Tables that changed since the lookups were made; None when they never were."""
    made = connection.execute("SELECT value FROM meta WHERE key = ?", [_MADE]).fetchall()
    if made != [(VERSION,)]:
        return None
    found = connection.execute(
        "SELECT key FROM meta WHERE starts_with(key, ?)", [_CHANGED]
    ).fetchall()
    return {key.removeprefix(_CHANGED) for (key,) in found}


def drop(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Say that a table changes, before its rows do; its indexes go, or each row would cost."""
    for name, column in _INDEXED:
        if name == table:
            connection.execute(f"DROP INDEX IF EXISTS {_index(name, column)}")
    connection.execute("DELETE FROM meta WHERE key = ?", [PREPARED])
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, '')", [_CHANGED + table])


def _index(table: str, column: str) -> str:
    return f"{table}_by_{column}"
