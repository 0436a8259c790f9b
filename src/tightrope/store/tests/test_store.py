"""What goes into the database comes out as it was, and a batch is kept whole or not at all."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tightrope.errors import StoreError, UnknownRecord, UsageError
from tightrope.records.corpus import Incident, Membership
from tightrope.records.documents import (
    DateBasis,
    Document,
    Publication,
    Quarantined,
    RemovedBlock,
)
from tightrope.records.events import Event, EventDate, Modality, Polarity
from tightrope.records.plover import EventType
from tightrope.records.readings import Reading
from tightrope.records.spans import Span
from tightrope.store import TABLES, Writer, open_corpus

TEXT = "Hanoi met Ottawa\n\nVietnam’s minister met his Canadian counterpart on Monday."
DOCUMENT = Document(
    id="d1",
    path="a.txt",
    text=TEXT,
    title="Hanoi met Ottawa",
    published=Publication(DateBasis.STATED, date(2024, 3, 4), date(2024, 3, 4), "4 March 2024"),
    removed=(RemovedBlock("Share this", "share line"),),
)
EVENT = Event(
    id="e1",
    document_id="d1",
    sentence=Span(18, len(TEXT)),
    trigger=Span(37, 40),
    type=EventType.CONSULT,
    actor_states=("CAN", "VNM"),
    recipient_states=(),
    polarity=Polarity.ASSERTED,
    modality=Modality.ACTUAL,
    intensity=3.0,
    date=EventDate(date(2024, 3, 4), date(2024, 3, 4), "on Monday"),
)
INCIDENT = Incident(
    id="i1",
    event_type="CONSULT",
    actor_states=("CAN", "VNM"),
    recipient_states=(),
    date_low=date(2024, 3, 4),
    date_high=date(2024, 3, 4),
    event_ids=("e1",),
    document_ids=("d1",),
    origins=("d1",),
    polarity="asserted",
    modality="actual",
    intensity=3.0,
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "t.duckdb"
    with Writer(path) as writer, writer.batch():
        writer.add_documents([(DOCUMENT, ("signature", 1))])
        writer.update_documents([DOCUMENT], {"d1": Membership("d1", "t1", None, ("A",))})
        writer.add_readings([(Reading(DOCUMENT, events=(EVENT,)), "k1")])
        writer.replace_incidents([INCIDENT])
        writer.add_quarantined([Quarantined("b.bin", "not text")] * 2)
    return path


def test_records_round_trip(database: Path) -> None:
    with open_corpus(database) as corpus:
        assert corpus.records("documents", Document) == [DOCUMENT]
        assert corpus.records("events", Event) == [EVENT]
        assert corpus.records("incidents", Incident) == [INCIDENT]
        assert corpus.memberships() == [Membership("d1", "t1", None, ("A",))]


def test_event_row_quotes_its_sentence_and_names_its_incident(database: Path) -> None:
    with open_corpus(database) as corpus:
        (row,) = corpus.rows("events")
    assert row["sentence"] == TEXT[row["start"] : row["end"]]
    assert row["trigger"] == "met"
    assert row["incident_id"] == "i1"
    assert row["event_date"] == date(2024, 3, 4)


def test_the_same_quarantine_entry_is_kept_once(database: Path) -> None:
    with open_corpus(database) as corpus:
        assert corpus.count("quarantine") == 1


@pytest.mark.parametrize("name", TABLES)
def test_every_table_leaves_as_jsonl_csv_and_parquet(
    database: Path, tmp_path: Path, name: str
) -> None:
    with open_corpus(database) as corpus:
        rows = corpus.rows(name)
        for file_format in ("jsonl", "csv", "parquet"):
            target = tmp_path / f"{name}.{file_format}"
            corpus.copy_out(name, str(target), file_format)
            if file_format == "jsonl":
                lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
                assert len(lines) == len(rows)
                assert all(tuple(line) == TABLES[name].column_names for line in lines)
            elif file_format == "parquet":
                read = duckdb.sql(f"SELECT * FROM '{target}'")
                assert tuple(read.columns) == TABLES[name].column_names
                assert len(read.fetchall()) == len(rows)
            else:
                header = target.read_text("utf-8").splitlines()[0]
                assert tuple(header.split(",")) == TABLES[name].column_names


def test_frames(database: Path) -> None:
    with open_corpus(database) as corpus:
        assert corpus.events().num_rows == 1
        assert corpus.events(as_="polars").height == 1
        assert len(corpus.events(as_="pandas")) == 1
        with pytest.raises(UsageError, match="'arrow', 'polars' or 'pandas'"):
            corpus.events(as_="excel")  # type: ignore[arg-type]


def test_a_failed_batch_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "t.duckdb"
    with Writer(path) as writer:
        with pytest.raises(RuntimeError), writer.batch():
            writer.add_documents([(DOCUMENT, 1)])
            raise RuntimeError("killed")
        assert writer.known_documents() == set()


def test_find_takes_an_unambiguous_beginning(database: Path) -> None:
    with open_corpus(database) as corpus:
        assert corpus.find("e1")[0] == "events"
        with pytest.raises(UnknownRecord, match="No record"):
            corpus.find("zz")


def test_errors_name_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="tightrope run"):
        open_corpus(tmp_path / "none.duckdb")
    text = tmp_path / "notes.txt"
    text.write_text("not a database " * 300)
    with pytest.raises(StoreError, match="name another file"):
        open_corpus(text)
    foreign = tmp_path / "foreign.duckdb"
    with duckdb.connect(str(foreign)) as connection:
        connection.execute("CREATE TABLE x (a INTEGER)")
    with pytest.raises(StoreError, match="not one of Tightrope's"):
        open_corpus(foreign)


def test_events_come_with_the_documents_that_report_them(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    second = replace(DOCUMENT, id="d2", path="b.txt")
    planned = replace(EVENT, id="e2", document_id="d2", modality=Modality.PLANNED)
    with Writer(path) as writer, writer.batch():
        writer.add_documents([(DOCUMENT, None), (second, None)])
        writer.add_readings(
            [
                (Reading(DOCUMENT, events=(EVENT,)), "k"),
                (Reading(second, events=(planned,)), "k"),
            ]
        )
    with open_corpus(path) as corpus:
        assert [(r.event, r.document.id) for r in corpus.event_reports()] == [(EVENT, "d1")]
        everything = list(corpus.event_reports(all_readings=True))
    assert [(r.event.id, r.document.id) for r in everything] == [("e1", "d1"), ("e2", "d2")]
