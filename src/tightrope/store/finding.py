"""Finding records by what people ask for: an identifier, a state, a person, words, a time.

Every question here is answered through the lookups (:mod:`tightrope.store.lookups`), so that its
cost follows the answer's size and not the corpus'.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any, TypeVar

from tightrope.records.actors import Mention
from tightrope.records.corpus import Membership
from tightrope.records.documents import Document
from tightrope.records.events import Event, ReportedVote
from tightrope.records.statements import Statement
from tightrope.store.codec import decode
from tightrope.store.corpus import RECORDS, Corpus, table_named
from tightrope.store.lookups import PUBLISHED, number_of
from tightrope.store.rows import event_row, mention_row, statement_row, vote_row
from tightrope.store.searching import PERSON_COLUMNS, Row, Search

Record = TypeVar("Record")
_INDEXED_IDS = 500
_INDEXED_TABLES = frozenset(
    {"documents", "stories", "events", "incidents", "statements", "reported_votes", "disputes"}
)


class Finder(Search):
    """Questions to an open corpus.

    Args:
        corpus: the open database.
        snapshot: whether nothing can change while this is used (one page, in one transaction):
            documents are then read once, however often they are asked for.
    """

    def __init__(self, corpus: Corpus, *, snapshot: bool = False) -> None:
        super().__init__(corpus)
        self._snapshot = snapshot
        self._documents: dict[str, tuple[Document, Membership]] = {}

    # What the corpus is.

    def revision(self) -> str:
        """Names what the database holds: the same content has the same name."""
        parts = self.ask(
            "SELECT (SELECT count(*) FROM documents) AS a, "
            "(SELECT bit_xor(hash(document_id, reading_key)) FROM progress) AS b, "
            "(SELECT bit_xor(hash(id, published_low, published_high, story_id)) FROM documents) "
            "AS c, (SELECT count(*) FROM incidents) AS d, "
            "(SELECT bit_xor(hash(path, reason)) FROM quarantine) AS e, "
            "(SELECT bit_xor(hash(focal, power, stream, period_start, mean)) FROM alignment) AS f"
        )
        return blake2b(repr(parts).encode(), digest_size=6).hexdigest()

    def counts(self) -> dict[str, int]:
        """Rows of every table that pages name."""
        names = [n for n in RECORDS if n != "provenance"]
        selected = ", ".join(f"(SELECT count(*) FROM {n}) AS {n}" for n in names)
        return {k: int(v) for k, v in self.ask(f"SELECT {selected}")[0].items()}

    def held(self) -> Row:
        """How many documents there are (``n``), their first and last day (``low``, ``high``) and
        how many ``outlets``."""
        return self.ask(
            f"SELECT count(*) AS n, min({PUBLISHED}) AS low, max({PUBLISHED}) AS high, "
            "count(DISTINCT outlet) AS outlets FROM documents"
        )[0]

    # By identifier.

    def row(self, table: str, record_id: str) -> Row | None:
        """One row of a table, or None."""
        found = self.rows(table, [record_id])
        return found[0] if found else None

    def rows(self, table: str, ids: Iterable[str]) -> list[Row]:
        """Rows of a table by identifier, in the order asked for; those missing are passed over."""
        return list(self._by_ids(table, _columns(table), ids).values())

    def records(self, table: str, kind: type[Record], ids: Iterable[str]) -> list[Record]:
        """The same as records."""
        if table == "documents":
            return [document for document, _ in self._carried(ids)]  # type: ignore[misc]
        rows = self._by_ids(table, '"id", "record"', ids)
        return [decode(kind, row["record"]) for row in rows.values()]

    def _by_ids(self, table: str, columns: str, ids: Iterable[str]) -> dict[str, Row]:
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        # A short list is looked up in the index; a long one is joined.
        if len(wanted) <= _INDEXED_IDS:
            marks = ", ".join("?" * len(wanted))
            sql, given = f"SELECT {columns} FROM {table} WHERE id IN ({marks})", wanted
        else:
            sql = f"SELECT {columns} FROM {table} WHERE id IN (SELECT unnest(?))"
            given = [wanted]  # type: ignore[list-item]
        found = {row["id"]: row for row in self.ask(sql, given)}
        return {i: found[i] for i in wanted if i in found}

    def rows_after(
        self, table: str, where: str, given: Sequence[Any], limit: int
    ) -> tuple[list[Row], int | None]:
        """Rows of a table in the order in which they are kept, and the place of the last one when
        others follow.

        Args:
            table: which.
            where: SQL over its columns and ``rowid``, the place.
            given: parameters of ``where``.
            limit: most rows.
        """
        named = _columns(table)
        by_id = table in _INDEXED_TABLES and limit <= _INDEXED_IDS
        # Finding the rows needs few columns; those of the answer are fetched by the index.
        wanted = "id" if by_id else named
        found = self.ask(
            f"SELECT rowid AS __place, {wanted} FROM {table} WHERE {where} LIMIT {limit + 1}", given
        )
        after = int(found[limit - 1]["__place"]) if len(found) > limit else None
        found = found[:limit]
        if by_id:
            return self.rows(table, (row["id"] for row in found)), after
        return [{k: v for k, v in row.items() if k != "__place"} for row in found], after

    def documents(self, ids: Iterable[str]) -> list[tuple[Document, Membership]]:
        """Documents with what the corpus knows of them."""
        return self._carried(ids)

    def memberships(self, ids: Iterable[str]) -> list[Membership]:
        """What the corpus knows of some documents."""
        return [membership for _, membership in self._carried(ids)]

    def _carried(self, ids: Iterable[str]) -> list[tuple[Document, Membership]]:
        wanted = list(dict.fromkeys(ids))
        kept = self._documents if self._snapshot else {}
        missing = [i for i in wanted if i not in kept]
        columns = "id, record, story_id, copy_of, origins"
        for name, row in self._by_ids("documents", columns, missing).items():
            kept[name] = decode(Document, row["record"]), _membership(row)
        return [kept[i] for i in wanted if i in kept]

    def origins_of_incidents(self, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The independent origins of some incidents."""
        rows = self._by_ids("incidents", "id, origins", ids)
        return {i: tuple(row["origins"]) for i, row in rows.items() if row["origins"]}

    def of_document(self, table: str, document_id: str, text: str) -> list[Row]:
        """Rows of a table that stand in one document, in order of place.

        Args:
            table: ``actors``, ``events``, ``statements`` or ``reported_votes``.
            document_id: of the document.
            text: of the document.
        """
        incident = "incident_id" if table in ("events", "reported_votes") else "NULL"
        found = self.ask(
            f"SELECT {incident} AS incident_id, record FROM {table} WHERE document_id = ?",
            [document_id],
        )
        made = [_row(table, document_id, text, f["record"], f["incident_id"]) for f in found]
        return sorted(made, key=lambda row: (row["start"] or 0, row["id"]))

    def disputed_of(self, incidents: Iterable[str | None]) -> set[str]:
        """Those of some incidents that somebody denies."""
        rows = self._by_ids("incidents", "id, disputed", (i for i in incidents if i))
        return {row["id"] for row in rows.values() if row["disputed"]}

    def disputes_of(self, statements: Sequence[str]) -> list[str]:
        """Disputes in which some statements are the claim or the denial."""
        return sorted({row["id"] for row in self._sides_of(statements)})

    def disputed_statements(self, statements: Iterable[str]) -> set[str]:
        """Those of some statements that are the claim or the denial of a dispute."""
        return {row["statement"] for row in self._sides_of(list(statements))}

    def _sides_of(self, statements: Sequence[str]) -> Iterator[Row]:
        for start in range(0, len(statements), _INDEXED_IDS):
            some = statements[start : start + _INDEXED_IDS]
            marks = ", ".join("?" * len(some))
            for side in ("claim_statement_id", "denial_statement_id"):
                sql = f"SELECT id, {side} AS statement FROM disputes WHERE {side} IN ({marks})"
                yield from self.ask(sql, some)

    def standing(self, focal: str, kind: type[Record]) -> Record | None:
        """Everything that the last run measured about a state; None when it did not."""
        if not self.has("standings"):
            return None
        found = self.ask("SELECT record FROM standings WHERE focal = ?", [focal])
        return decode(kind, found[0]["record"]) if found else None

    def observations(
        self,
        focal: str,
        power: str,
        streams: Sequence[str],
        since: date | None,
        until: date | None,
        limit: int,
    ) -> tuple[list[Row], int]:
        """What the last run observed of a relation, newest first, and how much there is.

        Sessions of the General Assembly stand beside the joined position and not in it: they are
        left out where several streams are asked for.
        """
        clauses = ["focal = ?", "power = ?", f"stream IN ({', '.join('?' * len(streams))})"]
        given: list[Any] = [focal, power, *streams]
        if len(streams) > 1:
            clauses.append("NOT starts_with(incident_id, 'unga-')")
        for clause, day in (("day >= ?", since), ("day <= ?", until)):
            if day is not None:
                clauses.append(clause)
                given.append(day)
        rows = self.ask(
            "SELECT incident_id, stream, day, value, weight, why, count(*) OVER () AS total "
            f"FROM observations WHERE {' AND '.join(clauses)} "
            "ORDER BY day DESC, incident_id DESC LIMIT ?",
            [*given, limit],
        )
        return rows, int(rows[0]["total"]) if rows else 0

    def last_observed(self) -> date | None:
        """The last day of what the last run observed in the news of any state."""
        found = self.ask(
            "SELECT max(day) AS day FROM observations WHERE NOT starts_with(incident_id, 'unga-')"
        )
        day: date | None = found[0]["day"]
        return day

    def left_out(self, focal: str, power: str, limit: int) -> tuple[list[Row], int]:
        """Incidents of a relation that no measure counts, with the reason, and how many."""
        rows = self.ask(
            "SELECT incident_id, reason, count(*) OVER () AS total FROM left_out "
            "WHERE focal = ? AND power = ? ORDER BY incident_id LIMIT ?",
            [focal, power, limit],
        )
        return rows, int(rows[0]["total"]) if rows else 0

    def counted(self, incident_id: str) -> list[Row]:
        """In which positions an incident counts or does not, and why."""
        return self.ask(
            "SELECT focal, power, stream, value, weight, why FROM observations "
            "WHERE incident_id = ? UNION ALL "
            "SELECT focal, power, NULL, NULL, NULL, reason FROM left_out WHERE incident_id = ? "
            "ORDER BY focal, power",
            [incident_id, incident_id],
        )

    # The record of the General Assembly.

    def met_positions(self, state: str, others: Sequence[str]) -> list[Row]:
        """How often the positions of a state met those of others in roll calls, by session; who was
        absent is not counted."""
        marks = ", ".join("?" * len(others))
        return self.ask(
            "SELECT b.iso3 AS other, session, a.position AS own, b.position AS theirs, "
            "count(*) AS n FROM votes a JOIN votes b USING (roll_call_id) "
            f"JOIN roll_calls r ON r.id = a.roll_call_id WHERE a.iso3 = ? AND b.iso3 IN ({marks}) "
            "AND a.position <> 'absent' AND b.position <> 'absent' GROUP BY ALL ORDER BY ALL",
            [state, *others],
        )

    def latest_roll_calls(self, state: str, others: Sequence[str], limit: int) -> list[Row]:
        """The newest roll calls in which a state is recorded: ``id, resolution, date, title``, its
        ``own`` position, and a map of those of others."""
        marks = ", ".join("?" * len(others))
        return self.ask(
            "WITH newest AS (SELECT r.id, r.resolution, r.date, r.title, position AS own "
            "FROM votes v JOIN roll_calls r ON r.id = v.roll_call_id WHERE iso3 = ? "
            "ORDER BY r.date DESC, r.id DESC LIMIT ?) "
            "SELECT n.*, map(list(v.iso3 ORDER BY v.iso3) FILTER (v.iso3 IS NOT NULL), "
            "list(v.position ORDER BY v.iso3) FILTER (v.iso3 IS NOT NULL)) AS theirs "
            "FROM newest n LEFT JOIN votes v ON v.roll_call_id = n.id "
            f"AND v.iso3 IN ({marks}) GROUP BY ALL ORDER BY date DESC, id DESC",
            [state, limit, *others],
        )

    def ideal_points_of(self, states: Sequence[str]) -> list[Row]:
        """Estimated positions of some states in the General Assembly, by session."""
        marks = ", ".join("?" * len(states))
        return self.ask(
            "SELECT iso3, session, mean, low, high, n_votes FROM ideal_points "
            f"WHERE iso3 IN ({marks}) ORDER BY iso3, session",
            states,
        )

    def has(self, table: str) -> bool:
        """Whether the database has a table."""
        sql = "SELECT 1 AS x FROM duckdb_tables() WHERE table_name = ?"
        return bool(self.ask(sql, [table]))

    # By state and person.

    def states(self) -> list[Row]:
        """Every state or organisation with how much there is of it."""
        return self.ask("SELECT * FROM state_counts")

    def state_counts(self, code: str) -> Row | None:
        """The same of one."""
        found = self.ask("SELECT * FROM state_counts WHERE iso3 = ?", [code])
        return found[0] if found else None

    def ids_of_state(
        self, code: str, kinds: Sequence[str], limit: int = 50, offset: int = 0
    ) -> list[str]:
        """Records that have to do with a state, newest first."""
        found: dict[str, date | None] = {}
        for kind in kinds:
            rows = self._listed("by_state", f"{code} {kind}", limit + offset)
            found |= {row["id"]: row["day"] for row in rows}
        if len(kinds) == 1:
            return list(found)[offset : offset + limit]
        ordered = sorted(found, key=lambda i: (-(found[i] or date.min).toordinal(), i))
        return ordered[offset : offset + limit]

    def ids_between(
        self, first: str, second: str, kind: str, limit: int = 50, offset: int = 0
    ) -> tuple[list[str], int]:
        """Incidents (``incident``) or statements (``statement``) that have to do with two states,
        newest first, and how many there are."""
        key = f"{first} {second} {kind}"
        rows = self._listed("by_pair", key, limit, offset)
        if len(rows) < limit and (rows or not offset):
            return [row["id"] for row in rows], offset + len(rows)
        counted = " + ".join(
            f"(SELECT count(*) FROM {table} WHERE key = {number_of('?')})"
            for table in ("by_pair", "by_pair_new")
        )
        total = self.ask(f"SELECT {counted} AS n", [key, key])
        return [row["id"] for row in rows], int(total[0]["n"])

    def ids_towards(self, code: str, others: Sequence[str], limit: int) -> list[str]:
        """Incidents that a position of a state towards some others can rest on: those between them,
        words for or against, and how it voted; the newest of each kind."""
        between = [i for o in others for i in self.ids_between(code, o, "incident", limit)[0]]
        return list(
            dict.fromkeys([*between, *self.ids_of_state(code, ("voting", "position"), limit)])
        )

    def newest_day(self, code: str) -> date | None:
        """The day of the newest act of or towards a state that happened."""
        found = self.ask(
            "SELECT max(coalesce(date_high, date_low)) AS day FROM incidents "
            "WHERE modality = 'actual' AND polarity <> 'negated' "
            "AND (list_contains(actor_iso3, ?) OR list_contains(recipient_iso3, ?))",
            [code, code],
        )
        day: date | None = found[0]["day"]
        return day

    def _listed(self, listing: str, key: str, limit: int, offset: int = 0) -> list[Row]:
        """Identifiers and days of what stands under a key of a listing, newest first."""
        # The sorted table is kept in this order, and a question without another keeps to it.
        sorted_rows = f"SELECT id, day FROM {listing} WHERE key = {number_of('?')} LIMIT ?"
        newer_rows = f"SELECT id, day FROM {listing}_new WHERE key = {number_of('?')}"
        return self.ask(
            f"SELECT id, day FROM (({sorted_rows}) UNION ALL ({newer_rows})) "
            "ORDER BY day DESC NULLS LAST, id LIMIT ? OFFSET ?",
            [key, limit + offset, key, limit, offset],
        )

    def partners(self, code: str, limit: int) -> list[Row]:
        """The states with which a state has most incidents, and how many."""
        return self.ask(
            "SELECT second AS iso3, incidents, last_day FROM partners WHERE first = ? "
            "ORDER BY incidents DESC, iso3 LIMIT ?",
            [code, limit],
        )

    def person(self, name: str) -> Row | None:
        """A person by canonical name."""
        found = self.ask(
            f"SELECT {PERSON_COLUMNS} FROM persons WHERE key = {number_of('?')}", [name]
        )
        return found[0] if found else None

    def persons(self, limit: int, state: str = "") -> list[Row]:
        """Persons with the most statements, of one state when it is given."""
        clause = "WHERE list_contains(string_split(iso3, '+'), ?) " if state else ""
        return self.ask(
            f"SELECT {PERSON_COLUMNS} FROM persons {clause}"
            "ORDER BY statements DESC, documents DESC, name LIMIT ?",
            [state, limit] if state else [limit],
        )

    def ids_of_person(self, name: str, kind: str, limit: int, offset: int = 0) -> list[str]:
        """Statements (``said``) or documents (``document``) of a person, newest first."""
        rows = self._listed("by_person", f"{name} {kind}", limit, offset)
        return [row["id"] for row in rows]

    def outlets(self, limit: int) -> list[Row]:
        """Outlets with how many documents they have, most first."""
        return self.ask(
            f"SELECT outlet, count(*) AS documents, min({PUBLISHED}) AS first_day, "
            f"max({PUBLISHED}) AS last_day FROM documents GROUP BY outlet "
            "ORDER BY documents DESC, outlet NULLS LAST LIMIT ?",
            [limit],
        )


def _row(table: str, document_id: str, text: str, record: bytes, incident_id: str | None) -> Row:
    if table == "actors":
        return mention_row(document_id, decode(Mention, record))
    if table == "events":
        return event_row(decode(Event, record), text, incident_id)
    if table == "statements":
        return statement_row(decode(Statement, record))
    return vote_row(decode(ReportedVote, record), incident_id)


def _membership(r: Row) -> Membership:
    return Membership(r["id"], r["story_id"] or "", r["copy_of"], tuple(r["origins"] or ()))


def _columns(table: str) -> str:
    return ", ".join(f'"{c}"' for c in table_named(table).column_names)
