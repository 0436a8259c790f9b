"""Tables that are worked out from the others, so that a page finds its rows at once.

They hold nothing of their own. A *listing* names records under the words by which they are looked
up, newest first under each; a record belongs to an *owner* (a document, an incident or a dispute),
and when that changes, its rows alone are made anew (:mod:`tightrope.store.preparing`). Those
rows go to a table beside the sorted one, until there are so many that both are sorted together.
"""

from dataclasses import dataclass

#: The day of a document in SQL.
PUBLISHED = "coalesce(published_at, published_low, published_high)"

#: Tables whose rows lookups are made from, with the column that names a row's owner.
OWNERS: dict[str, str] = {
    "documents": "id",
    "actors": "document_id",
    "statements": "document_id",
    "reported_votes": "document_id",
    "incidents": "id",
    "disputes": "id",
}

INDEXED: tuple[tuple[str, str], ...] = (
    ("documents", "id"),
    ("documents", "story_id"),
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
    ("disputes", "id"),
    ("disputes", "claim_statement_id"),
    ("disputes", "denial_statement_id"),
    ("observations", "incident_id"),
    ("left_out", "incident_id"),
    ("persons", "key"),
)


@dataclass(frozen=True, slots=True)
class Listing:
    """Records under the words by which they are looked up.

    Attributes:
        name: of the sorted table; that of newer rows ends in ``_new``.
        key: columns that are looked up together.
        query: that makes its rows, with ``owner``, ``day`` and ``id`` among them; the tables that
            it reads stand in braces, so that it can be asked of some owners alone.
    """

    name: str
    key: tuple[str, ...]
    query: str

    @property
    def new(self) -> str:
        return f"{self.name}_new"

    def keyed(self, tables: dict[str, str]) -> str:
        """The query over some tables, with the number by which rows are found: comparing numbers
        takes a fraction of comparing texts."""
        return (
            f"SELECT {number_of(', '.join(self.key))} AS key, * "
            f"FROM ({self.query.format_map(tables)})"
        )


#: How rows stand under each key.
NEWEST_FIRST = "key, day DESC NULLS LAST, id"


def number_of(words: str) -> str:
    """SQL of the number for some words (the lower half of their MD5)."""
    return f"md5_number_lower(concat_ws(' ', {words}))"


_DATED = f"(SELECT id AS document_id, {PUBLISHED} AS published FROM {{documents}})"

LISTINGS: tuple[Listing, ...] = (
    # A record and each state or organisation that has to do with it.
    Listing(
        "by_state",
        ("iso3", "kind"),
        f"""
        SELECT iso3, kind, day, id, owner FROM (
            SELECT unnest(list_distinct(list_concat(actor_iso3, recipient_iso3))) AS iso3,
                   CASE WHEN event_type = 'VOTE' THEN 'voting'
                        WHEN event_type = 'POSITION' THEN 'position'
                        WHEN len(list_distinct(list_concat(actor_iso3, recipient_iso3))) < 2
                        THEN 'one-sided' ELSE 'incident' END AS kind,
                   coalesce(date_high, date_low) AS day, id, id AS owner
            FROM {{incidents}}
            UNION ALL
            SELECT unnest(list_distinct(string_split(source_iso3, '+'))), 'said',
                   coalesce(statement_date, published), id, document_id
            FROM {{statements}} LEFT JOIN {_DATED} USING (document_id)
            WHERE source_iso3 IS NOT NULL
            UNION ALL
            SELECT unnest(list_distinct(about_iso3)), 'about',
                   coalesce(statement_date, published), id, document_id
            FROM {{statements}} LEFT JOIN {_DATED} USING (document_id)
            UNION ALL
            SELECT iso3, 'vote', coalesce(date, date_high, date_low, published), id, document_id
            FROM {{reported_votes}} LEFT JOIN {_DATED} USING (document_id) WHERE iso3 IS NOT NULL
            UNION ALL
            SELECT iso3, 'document', published, document_id, document_id
            FROM (SELECT DISTINCT unnest(string_split(iso3, '+')) AS iso3, document_id
                  FROM {{actors}} WHERE iso3 IS NOT NULL)
            JOIN {_DATED} USING (document_id)
            UNION ALL
            SELECT party, 'dispute', NULL, id, id
            FROM (SELECT DISTINCT x.id, unnest(list_concat(x.parties, list_concat(
                      coalesce(string_split(c.source_iso3, '+'), []),
                      coalesce(string_split(d.source_iso3, '+'), [])))) AS party
                  FROM {{disputes}} x
                  LEFT JOIN (SELECT id, source_iso3 FROM statements) c
                         ON c.id = x.claim_statement_id
                  LEFT JOIN (SELECT id, source_iso3 FROM statements) d
                         ON d.id = x.denial_statement_id)
        ) WHERE regexp_full_match(iso3, '[A-Z]{{{{3}}}}')
        """,
    ),
    # A record and each two states that have to do with it, either of them first.
    Listing(
        "by_pair",
        ("first", "second", "kind"),
        """
        WITH held AS (SELECT DISTINCT iso3, id, day, owner,
                             CASE kind WHEN 'said' THEN 'statement' WHEN 'about' THEN 'statement'
                             ELSE kind END AS kind
                      FROM {by_state} WHERE kind IN ('incident', 'said', 'about'))
        SELECT a.iso3 AS first, b.iso3 AS second, a.kind AS kind, a.day AS day, id, a.owner AS owner
        FROM held a JOIN held b USING (id) WHERE a.iso3 <> b.iso3
        """,
    ),
    # A person and each document and statement of theirs.
    Listing(
        "by_person",
        ("name", "kind"),
        f"""
        SELECT name, kind, day, id, owner FROM (
            SELECT DISTINCT name, 'document' AS kind, published AS day, document_id AS id,
                   document_id AS owner
            FROM {{actors}} LEFT JOIN {_DATED} USING (document_id) WHERE kind = 'person'
            UNION ALL
            SELECT source_name, 'said', coalesce(statement_date, published), id, document_id
            FROM {{statements}} LEFT JOIN {_DATED} USING (document_id)
            WHERE source_kind = 'person' AND source_name IS NOT NULL)
        """,
    ),
)

#: Small tables that are counted anew whenever a listing changes.
COUNTED: dict[str, str] = {
    "partners": """
        SELECT first, second, count(*) AS incidents, max(day) AS last_day
        FROM {by_pair} WHERE kind = 'incident' GROUP BY first, second ORDER BY first, incidents DESC
    """,
    "state_counts": """
        SELECT iso3, count(*) FILTER (kind = 'incident') AS incidents,
               count(*) FILTER (kind IN ('said', 'about')) AS statements,
               count(*) FILTER (kind = 'vote') AS votes,
               count(*) FILTER (kind = 'dispute') AS disputes,
               count(*) FILTER (kind = 'document') AS documents,
               min(day) FILTER (kind = 'incident') AS first_day,
               max(day) FILTER (kind = 'incident') AS last_day
        FROM {by_state} GROUP BY iso3 ORDER BY iso3
    """,
}

#: Persons with what is said of them; ``{of}`` narrows it to some names.
PERSONS = f"""
    WITH named AS (
        SELECT name, mode(iso3) AS iso3, mode(sector) AS sector,
               list(DISTINCT office) FILTER (office IS NOT NULL) AS offices, count(*) AS mentions
        FROM actors WHERE kind = 'person' {{of}} GROUP BY name),
    held AS (
        SELECT name, count(*) FILTER (kind = 'said') AS statements,
               count(*) FILTER (kind = 'document') AS documents
        FROM {{by_person}} WHERE true {{of}} GROUP BY name)
    SELECT {number_of("name")} AS key, name, iso3, sector, list_sort(offices) AS offices, mentions,
           coalesce(statements, 0) AS statements, coalesce(documents, 0) AS documents,
           lower(strip_accents(name)) AS plain
    FROM named LEFT JOIN held USING (name)
"""
