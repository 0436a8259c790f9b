"""The tables of the database file: their columns, in the order in which they are exported.

Columns up to and including the last one that the contract names come first; what we add for
ourselves follows. Every record table also keeps its record whole (``record``, not exported), so
that what is read back is exactly what was written.
"""

from dataclasses import dataclass

# Raised when a table changes shape; a file of another version is refused with the next step.
SCHEMA_VERSION = 9


@dataclass(frozen=True, slots=True)
class Table:
    """One exported table.

    Attributes:
        name: as in ``tightrope export NAME``.
        columns: column name and DuckDB type, in export order.
        order: the columns that give rows their one order.
        meaning: one line for the documentation.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    order: tuple[str, ...]
    meaning: str

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)


def _table(name: str, meaning: str, order: str, columns: str) -> Table:
    pairs = (line.split(maxsplit=1) for line in columns.strip().splitlines())
    return Table(name, tuple((c, t) for c, t in pairs), tuple(order.split()), meaning)


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table(
            "documents", "one cleaned document", "published_low id",
            """
            id VARCHAR
            path VARCHAR
            url VARCHAR
            outlet VARCHAR
            title VARCHAR
            byline VARCHAR
            text VARCHAR
            language VARCHAR
            published_at DATE
            published_low DATE
            published_high DATE
            published_basis VARCHAR
            story_id VARCHAR
            copy_of VARCHAR
            origins VARCHAR[]
            published_note VARCHAR
            outlet_basis VARCHAR
            dateline VARCHAR
            removed STRUCT("text" VARCHAR,reason VARCHAR)[]
            part_note VARCHAR
            """,
        ),
        _table(
            "stories", "documents that tell the same news", "first_published id",
            """
            id VARCHAR
            title VARCHAR
            first_published DATE
            n_documents INTEGER
            n_origins INTEGER
            document_ids VARCHAR[]
            origins VARCHAR[]
            """,
        ),
        _table(
            "actors", "one mention of an actor", "document_id start id",
            """
            id VARCHAR
            document_id VARCHAR
            start INTEGER
            end INTEGER
            text VARCHAR
            name VARCHAR
            iso3 VARCHAR
            sector VARCHAR
            office VARCHAR
            basis VARCHAR
            kind VARCHAR
            """,
        ),
        _table(
            "events", "one event as one sentence tells it", "document_id start trigger_start id",
            """
            id VARCHAR
            document_id VARCHAR
            start INTEGER
            end INTEGER
            sentence VARCHAR
            actor_iso3 VARCHAR[]
            actor_sector VARCHAR
            recipient_iso3 VARCHAR[]
            recipient_sector VARCHAR
            event_type VARCHAR
            mode VARCHAR
            contexts VARCHAR[]
            quad_class VARCHAR
            intensity DOUBLE
            polarity VARCHAR
            modality VARCHAR
            event_date DATE
            event_date_low DATE
            event_date_high DATE
            statement_id VARCHAR
            incident_id VARCHAR
            rule VARCHAR
            trigger VARCHAR
            trigger_start INTEGER
            trigger_end INTEGER
            event_date_basis VARCHAR
            actor_names VARCHAR[]
            recipient_names VARCHAR[]
            probability DOUBLE
            """,
        ),
        _table(
            "incidents", "one happening, however many reports tell of it", "date_low id",
            """
            id VARCHAR
            event_type VARCHAR
            actor_iso3 VARCHAR[]
            recipient_iso3 VARCHAR[]
            date DATE
            n_reports INTEGER
            n_origins INTEGER
            disputed BOOLEAN
            event_ids VARCHAR[]
            date_low DATE
            date_high DATE
            summary VARCHAR
            polarity VARCHAR
            modality VARCHAR
            intensity DOUBLE
            origins VARCHAR[]
            document_ids VARCHAR[]
            dispute_ids VARCHAR[]
            """,
        ),
        _table(
            "statements", "who said what", "document_id start id",
            """
            id VARCHAR
            document_id VARCHAR
            source_text VARCHAR
            source_name VARCHAR
            source_iso3 VARCHAR
            source_sector VARCHAR
            source_spans INTEGER[2][]
            cue_text VARCHAR
            cue_spans INTEGER[2][]
            content_text VARCHAR
            content_spans INTEGER[2][]
            kind VARCHAR
            medium VARCHAR
            chain VARCHAR[]
            about_iso3 VARCHAR[]
            statement_date DATE
            start INTEGER
            source_kind VARCHAR
            source_office VARCHAR
            parent_id VARCHAR
            denies BOOLEAN
            rule VARCHAR
            direction VARCHAR
            direction_iso3 VARCHAR[]
            direction_basis VARCHAR
            subject VARCHAR
            speaker_role VARCHAR
            speaker_rank VARCHAR
            institution VARCHAR
            """,
        ),
        _table(
            "disputes", "a claim and what was said against it", "id",
            """
            id VARCHAR
            claim_statement_id VARCHAR
            denial_statement_id VARCHAR
            relation VARCHAR
            subject VARCHAR
            parties VARCHAR[]
            rule VARCHAR
            """,
        ),
        _table(
            "reported_votes", "a vote that the news reports", "document_id start iso3 id",
            """
            id VARCHAR
            document_id VARCHAR
            start INTEGER
            end INTEGER
            iso3 VARCHAR
            position VARCHAR
            body VARCHAR
            subject VARCHAR
            date DATE
            incident_id VARCHAR
            date_low DATE
            date_high DATE
            rule VARCHAR
            """,
        ),
        _table(
            "roll_calls", "a recorded vote of the General Assembly", "date id",
            """
            id VARCHAR
            resolution VARCHAR
            date DATE
            session INTEGER
            title VARCHAR
            description VARCHAR
            draft VARCHAR
            subjects VARCHAR[]
            issues VARCHAR[]
            important BOOLEAN
            amendment BOOLEAN
            paragraph BOOLEAN
            n_yes INTEGER
            n_no INTEGER
            n_abstain INTEGER
            n_absent INTEGER
            rcid INTEGER
            sources VARCHAR[]
            """,
        ),
        _table(
            "votes", "a state's position in a roll call imported from the record",
            "date roll_call_id iso3",
            """
            roll_call_id VARCHAR
            resolution VARCHAR
            date DATE
            iso3 VARCHAR
            position VARCHAR
            """,
        ),
        _table(
            "ideal_points", "a state's position in the General Assembly", "session iso3",
            """
            iso3 VARCHAR
            session INTEGER
            mean DOUBLE
            low DOUBLE
            high DOUBLE
            sd DOUBLE
            n_votes INTEGER
            """,
        ),
        _table(
            "alignment", "where a state stands towards a power in a period",
            "focal power stream period_start",
            """
            focal VARCHAR
            power VARCHAR
            period_start DATE
            period_end DATE
            stream VARCHAR
            mean DOUBLE
            low DOUBLE
            high DOUBLE
            n_incidents INTEGER
            n_origins INTEGER
            incident_ids VARCHAR[]
            """,
        ),
        _table(
            "influence", "what one incident or vote does to the latest position",
            "focal power stream rank",
            """
            focal VARCHAR
            power VARCHAR
            stream VARCHAR
            rank INTEGER
            incident_id VARCHAR
            day DATE
            value DOUBLE
            weight DOUBLE
            change DOUBLE
            mean DOUBLE
            mean_without DOUBLE
            low_without DOUBLE
            high_without DOUBLE
            """,
        ),
        _table(
            "coded_events", "an event of a dataset that was imported (GDELT, ICEWS, POLECAT)",
            "date dataset id",
            """
            id VARCHAR
            dataset VARCHAR
            source_id VARCHAR
            date DATE
            actor_iso3 VARCHAR
            actor_name VARCHAR
            actor_sector VARCHAR
            recipient_iso3 VARCHAR
            recipient_name VARCHAR
            recipient_sector VARCHAR
            cameo_code VARCHAR
            event_type VARCHAR
            quad_class VARCHAR
            intensity DOUBLE
            mode VARCHAR
            contexts VARCHAR
            n_rows BIGINT
            n_mentions BIGINT
            n_sources BIGINT
            url VARCHAR
            actor_basis VARCHAR
            recipient_basis VARCHAR
            """,
        ),
        _table(
            "coded_alignment",
            "where a state stands towards another in a month, by imported events alone",
            "focal power stream period_start",
            """
            focal VARCHAR
            power VARCHAR
            period_start DATE
            period_end DATE
            stream VARCHAR
            mean DOUBLE
            low DOUBLE
            high DOUBLE
            n_observations INTEGER
            """,
        ),
        _table(
            "ties", "arms transfers, alliances, aid or trade between two states in a year",
            "kind from_iso3 to_iso3 year source",
            """
            kind VARCHAR
            from_iso3 VARCHAR
            to_iso3 VARCHAR
            year INTEGER
            value DOUBLE
            unit VARCHAR
            source VARCHAR
            """,
        ),
        _table(
            "provenance", "who had a statement from whom", "holder source statement_id step",
            """
            holder VARCHAR
            holder_kind VARCHAR
            source VARCHAR
            source_kind VARCHAR
            statement_id VARCHAR
            document_id VARCHAR
            holder_id VARCHAR
            source_id VARCHAR
            step INTEGER
            basis VARCHAR
            """,
        ),
        _table(
            "derivations", "a document that rests on another source", "document_id relation target",
            """
            document_id VARCHAR
            target VARCHAR
            relation VARCHAR
            share DOUBLE
            evidence VARCHAR
            """,
        ),
        _table(
            "quarantine", "inputs that were set aside, with the reason", "path reason",
            """
            path VARCHAR
            reason VARCHAR
            """,
        ),
    )
}  # fmt: skip

# What the engine keeps for itself; never exported.
WORKING_TABLES: dict[str, str] = {
    "meta": "key VARCHAR PRIMARY KEY, value VARCHAR",
    # What the corpus passes keep of a document, and what they found between two.
    "signatures": "document_id VARCHAR, record BLOB",
    "story_links": '"first" VARCHAR, "second" VARCHAR, record BLOB',
    "text_links": '"first" VARCHAR, "second" VARCHAR, record BLOB',
    "progress": "document_id VARCHAR, reading_key VARCHAR",
    "times": "document_id VARCHAR, record BLOB",
    # What estimates on roll calls go on from: the last state of the sampler, for instance.
    "fits": "name VARCHAR, record BLOB",
}

# What is measured about a state (postures, gaps, shifts), each observation behind it, and what no
# measure counts. Not among the tables above, whose creation is fixed by the version.
MEASURED: dict[str, str] = {
    "standings": "focal VARCHAR, record BLOB",
    "observations": (
        "focal VARCHAR, power VARCHAR, stream VARCHAR, day DATE, incident_id VARCHAR, "
        "value DOUBLE, weight DOUBLE, why VARCHAR"
    ),
    "left_out": "focal VARCHAR, power VARCHAR, incident_id VARCHAR, reason VARCHAR",
}


def create_statements() -> list[str]:
    """The SQL that makes an empty database."""
    made = []
    for table in TABLES.values():
        columns = ", ".join(f'"{name}" {kind}' for name, kind in table.columns)
        made.append(f'CREATE TABLE IF NOT EXISTS {table.name} ({columns}, "record" BLOB)')
    made.extend(
        f"CREATE TABLE IF NOT EXISTS {name} ({columns})" for name, columns in WORKING_TABLES.items()
    )
    return made
