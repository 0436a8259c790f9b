"""Writing the database: whole batches in one transaction, so a killed run loses no batch twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

from tightrope.records.alignment import Alignment, Influence
from tightrope.records.corpus import (
    Derivation,
    Dispute,
    Incident,
    Membership,
    ProvenanceEdge,
    Story,
)
from tightrope.records.documents import Document, Quarantined
from tightrope.records.readings import Reading
from tightrope.records.votes import ForecastFit, IdealPoint, RollCall, VoteFit
from tightrope.store import coded_events, preparing, rows, ties, voting
from tightrope.store.codec import decode, encode
from tightrope.store.coded_events import CodedCount
from tightrope.store.connection import connect
from tightrope.store.corpus import Corpus
from tightrope.store.fulltext.upkeep import INDEXED, KeptIndex, mark_indexed
from tightrope.store.readers import Readers
from tightrope.store.schema import MEASURED

if TYPE_CHECKING:
    import pyarrow as pa

Kept = TypeVar("Kept")
#: Rows of a table that change in one session before its indexes go and are made anew.
_MOST_MOVED = 20_000


class Writer:
    """The one writer of a database file; :attr:`corpus` reads through the same connection."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._connection = connect(path, read_only=False)
        self._schemas: dict[str, pa.Schema] = {}
        self._prepared = preparing.is_prepared(self._connection)
        self._noting = preparing.is_made(self._connection)
        # Whether the database may say for which of its states the search index was made.
        self._indexed = True
        # How many rows of a table changed while this is open, and whether its indexes went.
        self._moved: dict[str, int] = {}
        self._bare: frozenset[str] = frozenset()
        self._kept_index = KeptIndex(self._connection, path)
        self.corpus = Corpus(self._connection, path, self._kept_index)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Everything written inside is kept together or not at all."""
        before = self._prepared, self._bare, self._indexed
        self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            self._prepared, self._bare, self._indexed = before
            raise
        self._connection.execute("COMMIT")

    def prepare_lookups(self) -> None:
        """Bring the tables and indexes by which pages find their rows up to date."""
        if not self._prepared:
            with self.batch():
                preparing.prepare(self._connection)
            self._prepared = self._noting = True
            self._moved, self._bare = {}, frozenset()

    def update_search(self) -> None:
        """Bring the search index beside the database up to date; one in memory has none yet."""
        self._kept_index.forget()
        if self.path is not None:
            self._kept_index.get()
            mark_indexed(self._connection, self.path)
            self._indexed = True

    def readers(self, size: int, seconds: float) -> Readers:
        """Connections that read what is kept while this one writes; neither waits."""
        return Readers(self._connection, self.path, size=size, seconds=seconds)

    # What the engine asks before it works.

    def meta(self, key: str) -> str | None:
        found = self._connection.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchall()
        return str(found[0][0]) if found else None

    def set_meta(self, key: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, value])

    def known_documents(self) -> set[str]:
        return {r[0] for r in self._connection.execute("SELECT id FROM documents").fetchall()}

    def reading_keys(self) -> dict[str, str]:
        """Which documents were read, and the key of what they were read from."""
        return dict(
            self._connection.execute("SELECT document_id, reading_key FROM progress").fetchall()
        )

    def publication_windows(self) -> list[tuple[str, date | None, date | None]]:
        """Every document with the days between which it was published, in order of id."""
        return self._connection.execute(
            "SELECT id, published_low, published_high FROM documents ORDER BY id"
        ).fetchall()

    def ungrouped_documents(self) -> set[str]:
        """Documents that no story holds yet."""
        found = self._connection.execute("SELECT id FROM documents WHERE story_id IS NULL")
        return {document_id for (document_id,) in found.fetchall()}

    def documents(self, ids: Sequence[str]) -> list[Document]:
        """Some documents, in order of id."""
        found = self._connection.execute(
            "SELECT record FROM documents WHERE id IN (SELECT unnest(?)) ORDER BY id", [list(ids)]
        )
        return [decode(Document, data) for (data,) in found.fetchall()]

    def signatures(self, kind: type[Kept]) -> list[Kept]:
        """What the corpus passes kept of every document."""
        found = self._connection.execute("SELECT record FROM signatures ORDER BY document_id")
        return [decode(kind, data) for (data,) in found.fetchall()]

    def links(self, table: Literal["story_links", "text_links"], kind: type[Kept]) -> list[Kept]:
        """What the corpus passes found between documents."""
        found = self._connection.execute(f'SELECT record FROM {table} ORDER BY "first", "second"')
        return [decode(kind, data) for (data,) in found.fetchall()]

    def add_links(self, table: Literal["story_links", "text_links"], links: Iterable[Any]) -> None:
        """Keep links; each has the ids of the documents it joins as ``first`` and ``second``."""
        self._insert(
            table, [{"first": k.first, "second": k.second, "record": encode(k)} for k in links]
        )

    # Documents and their readings.

    def add_documents(self, documents: Sequence[tuple[Document, Any]]) -> None:
        """Add cleaned documents with their signatures (see ``corpus``)."""
        self._note(d.id for d, _ in documents)
        self._insert(
            "documents",
            [rows.document_row(d, None) | {"record": encode(d)} for d, _ in documents],
        )
        self._insert(
            "signatures",
            [{"document_id": d.id, "record": encode(s)} for d, s in documents],
        )

    def update_documents(
        self, documents: Iterable[Document], memberships: Mapping[str, Membership]
    ) -> None:
        """Replace documents whose date, story or origins changed."""
        changed = list(documents)
        self._note(d.id for d in changed)
        self._delete("documents", "id", [d.id for d in changed])
        self._insert(
            "documents",
            [rows.document_row(d, memberships.get(d.id)) | {"record": encode(d)} for d in changed],
        )

    def add_readings(self, readings: Sequence[tuple[Reading, str]]) -> None:
        """Add what was read out of documents; what an earlier reading said is replaced."""
        ids = [r.document.id for r, _ in readings]
        self._note(ids)
        for table in ("actors", "events", "statements", "reported_votes"):
            self._delete(table, "document_id", ids)
        self._delete("times", "document_id", ids)
        self._delete("progress", "document_id", ids)
        self._insert(
            "actors",
            [
                rows.mention_row(r.document.id, m) | {"record": encode(m)}
                for r, _ in readings
                for m in r.mentions
            ],
        )
        self._insert(
            "events",
            [
                rows.event_row(e, r.document.text, None) | {"record": encode(e)}
                for r, _ in readings
                for e in r.events
            ],
        )
        self._insert(
            "statements",
            [
                rows.statement_row(s) | {"record": encode(s)}
                for r, _ in readings
                for s in r.statements
            ],
        )
        self._insert(
            "reported_votes",
            [rows.vote_row(v, None) | {"record": encode(v)} for r, _ in readings for v in r.votes],
        )
        self._insert(
            "times",
            [{"document_id": r.document.id, "record": encode(r.times)} for r, _ in readings],
        )
        self._insert(
            "progress", [{"document_id": r.document.id, "reading_key": key} for r, key in readings]
        )

    def clear_quarantine(self, paths: Sequence[str]) -> None:
        """Forget why files were set aside, with the records and members in them (``path:7``,
        ``path:inner.html``), before they are read again."""
        self._connection.execute(
            "DELETE FROM quarantine WHERE EXISTS (SELECT 1 FROM (SELECT unnest(?) AS file) "
            "WHERE quarantine.path = file OR starts_with(quarantine.path, file || ':'))",
            [list(paths)],
        )

    def add_quarantined(self, entries: Iterable[Quarantined]) -> None:
        """Set inputs aside; the same path with the same reason is kept once."""
        entries = list(dict.fromkeys(entries))
        self._delete("quarantine", "path", [e.path for e in entries])
        self._insert(
            "quarantine", [rows.quarantine_row(e) | {"record": encode(e)} for e in entries]
        )

    # Results of corpus passes.

    def remove_stories(self, ids: Sequence[str]) -> None:
        """Forget stories whose documents went to others."""
        self._delete("stories", "id", ids)

    def update_story(
        self, story: Story, members: Sequence[str], derivations: Iterable[Derivation]
    ) -> None:
        """Replace one story and the derivations of its documents."""
        self.update_stories([(story, members, tuple(derivations))])

    def update_stories(
        self, stories: Sequence[tuple[Story, Sequence[str], Sequence[Derivation]]]
    ) -> None:
        """Replace stories, each with the derivations of its documents."""
        self._delete("stories", "id", [story.id for story, _, _ in stories])
        self._insert(
            "stories",
            [rows.story_row(story) | {"record": encode(story)} for story, _, _ in stories],
        )
        self._delete(
            "derivations", "document_id", [m for _, members, _ in stories for m in members]
        )
        self._insert(
            "derivations",
            [
                rows.derivation_row(d) | {"record": encode(d)}
                for _, _, derivations in stories
                for d in derivations
            ],
        )

    def replace_incidents(self, incidents: Sequence[Incident]) -> None:
        """Keep the incidents and tell every event and vote which one it belongs to."""
        changed = self._exchange("incidents", incidents, rows.incident_row)
        for table in ("events", "reported_votes"):
            self._connection.execute(
                f"UPDATE {table} SET incident_id = NULL WHERE incident_id IN (SELECT unnest(?))",
                [changed],
            )
            # Also what was read again and belongs to an incident that is as it was.
            self._connection.execute(
                f"UPDATE {table} SET incident_id = i.id "
                "FROM (SELECT id, unnest(event_ids) AS member FROM incidents) i "
                f"WHERE {table}.id = i.member AND {table}.incident_id IS NULL"
            )

    def replace_disputes(self, disputes: Iterable[Dispute]) -> None:
        """Keep the disputes, and no others."""
        self._exchange("disputes", list(disputes), rows.dispute_row)

    def replace_provenance(self, edges: Iterable[ProvenanceEdge]) -> None:
        self._replace("provenance", ((e, rows.provenance_row(e)) for e in edges))

    def replace_standings(
        self,
        standings: Iterable[tuple[str, Any]],
        observations: Iterable[rows.Row] = (),
        left_out: Iterable[rows.Row] = (),
    ) -> None:
        """Keep everything measured about each state.

        Args:
            standings: code of a state with a record of what is measured.
            observations, left_out: rows of the tables of that name.
        """
        kept = {
            "standings": [{"focal": f, "record": encode(s)} for f, s in standings],
            "observations": list(observations),
            "left_out": list(left_out),
        }
        for table, columns in MEASURED.items():
            self._connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns})")
            self._loosen(table)
            self._connection.execute(f"DELETE FROM {table}")
            self._insert(table, kept[table])

    def replace_alignment(self, alignments: Iterable[Alignment]) -> None:
        self._replace("alignment", ((a, rows.alignment_row(a)) for a in alignments))

    def replace_influence(self, influences: Iterable[Influence]) -> None:
        self._replace("influence", ((i, rows.influence_row(i)) for i in influences))

    # The public record.

    def write_roll_calls(self, roll_calls: Sequence[RollCall]) -> None:
        """Keep roll calls with their votes; those with the same identifier are replaced.

        Weights of forecasts that were fitted before go.
        """
        for table in ("roll_calls", "votes"):
            self._loosen(table)
        voting.write_roll_calls(self._connection, roll_calls)
        if roll_calls:
            voting.drop_fit(self._connection, "forecast")

    def add_coded_events(self, blocks: Iterable[pa.Table]) -> CodedCount:
        """Keep events of imported datasets, each once."""
        self._loosen("coded_events")
        return coded_events.add(self._connection, blocks)

    def replace_coded_alignment(self, table: pa.Table) -> None:
        self._loosen("coded_alignment")
        coded_events.replace_alignment(self._connection, table)

    def add_ties(self, table: pa.Table) -> int:
        """Keep ties between states; returns how many are new."""
        self._loosen("ties")
        return ties.add(self._connection, table)

    def replace_ideal_points(self, points: Sequence[IdealPoint], fit: VoteFit) -> None:
        """Keep ideal points, and what the next estimate goes on from."""
        self._loosen("ideal_points")
        voting.write_ideal_points(self._connection, points)
        voting.write_fit(self._connection, "ideal_points", encode(fit))

    def keep_forecast_fit(self, fit: ForecastFit) -> None:
        """Keep weights of forecasts until the next roll calls come."""
        voting.write_fit(self._connection, "forecast", encode(fit))

    # How rows get in and out.

    def _loosen(self, table: str, moved: int = 0) -> None:
        """Say that rows of a table change. Its indexes are kept for some rows; before many change
        they go."""
        if self._indexed:
            self._connection.execute("DELETE FROM meta WHERE key = ?", [INDEXED])
            self._indexed = False
        self._moved[table] = self._moved.get(table, 0) + moved
        if table not in preparing.SOURCES:
            return
        if self._prepared:
            preparing.loosen(self._connection)
            self._prepared = False
        if self._moved[table] > _MOST_MOVED and table not in self._bare:
            preparing.drop_indexes(self._connection, table)
            self._bare |= {table}

    def _note(self, owners: Iterable[str]) -> None:
        """Say whose rows change, for the lookups."""
        if self._noting:
            preparing.note(self._connection, owners)

    def _exchange(
        self, table: str, records: Sequence[Any], row: Callable[[Any], rows.Row]
    ) -> list[str]:
        """Keep these records (by ``id``) and no others; those that are as they were are left alone.
        Returns the identifiers of those that came, changed or went."""
        import pyarrow as pa

        encoded = [encode(record) for record in records]
        given = pa.table(
            {
                "id": pa.array([record.id for record in records], pa.string()),
                "record": pa.array(encoded, pa.binary()),
            }
        )
        self._connection.register("given", given)
        same = f"FROM given JOIN {table} kept USING (id) WHERE kept.record = given.record"
        known = {i for (i,) in self._connection.execute(f"SELECT id {same}").fetchall()}
        gone = self._connection.execute(
            f"SELECT id FROM {table} WHERE id NOT IN (SELECT id {same})"
        ).fetchall()
        self._connection.unregister("given")
        fresh = [n for n, record in enumerate(records) if record.id not in known]
        changed = list(dict.fromkeys([*(i for (i,) in gone), *(records[n].id for n in fresh)]))
        self._note(changed)
        self._delete(table, "id", [i for (i,) in gone])
        self._insert(table, [row(records[n]) | {"record": encoded[n]} for n in fresh])
        return changed

    def _replace(self, table: str, pairs: Iterable[tuple[Any, rows.Row]]) -> None:
        self._loosen(table)
        self._connection.execute(f"DELETE FROM {table}")
        self._insert(table, [row | {"record": encode(record)} for record, row in pairs])

    def _delete(self, table: str, column: str, values: Sequence[str | date]) -> None:
        if values:
            self._loosen(table, len(values))
            self._connection.execute(
                f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?))", [list(values)]
            )

    def _insert(self, table: str, new: list[rows.Row]) -> None:
        if not new:
            return
        import pyarrow as pa

        self._loosen(table, len(new))
        if table not in self._schemas:
            empty = self._connection.sql(f"SELECT * FROM {table} LIMIT 0")
            self._schemas[table] = empty.to_arrow_table().schema
        batch = pa.Table.from_pylist(new, schema=self._schemas[table])
        self._connection.register("new_rows", batch)
        self._connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM new_rows")
        self._connection.unregister("new_rows")
