"""Lookups say what the tables say, go when rows change, and come back."""

from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.errors import StoreError
from tightrope.records.actors import Mention, Sector
from tightrope.records.corpus import Incident, Membership
from tightrope.records.documents import DateBasis, Document, Publication
from tightrope.records.events import Event, EventDate, Modality, Polarity
from tightrope.records.plover import EventType
from tightrope.records.readings import Reading
from tightrope.records.spans import Span
from tightrope.records.statements import Statement, StatementKind
from tightrope.store import Finder, Writer, open_corpus, open_readers, preparing

TEXTS = {
    "d1": "Hanoi met Ottawa over Čakovec steel",
    "d2": "Hanoi met Paris over steel",
    "d3": "Nothing of the kind was met",
}


def document(name: str, day: int) -> Document:
    when = date(2024, 3, day)
    return Document(
        name, f"{name}.txt", TEXTS[name], published=Publication(DateBasis.STATED, when, when)
    )


def reading(name: str, day: int, other: str) -> Reading:
    whole = Span(0, len(TEXTS[name]))
    return Reading(
        document(name, day),
        mentions=(Mention(Span(0, 5), "Hanoi", "Lan Vu", ("VNM",), Sector.GOV, "", "person"),),
        events=(
            Event(
                f"e{name}", name, whole, Span(6, 9), EventType.CONSULT, ("VNM", other), (),
                Polarity.ASSERTED, Modality.ACTUAL, 3.0,
                date=EventDate(date(2024, 3, day), date(2024, 3, day)),
            ),
        ),
        statements=(
            Statement(
                f"s{name}", name, (Span(0, 5),), (Span(6, 9),), (whole,), "Hanoi", "met",
                TEXTS[name], StatementKind.INDIRECT, source_name="Lan Vu", source_kind="person",
                source_states=("VNM",), about=(other,),
            ),
        ),
    )  # fmt: skip


def incident(name: str, day: int, other: str) -> Incident:
    when = date(2024, 3, day)
    return Incident(
        f"i{name}", "CONSULT", ("VNM", other), (), when, when, (f"e{name}",), (name,), (name,),
        "asserted", "actual", 3.0, f"Vietnam and {other} met",
    )  # fmt: skip


def write(path: Path, names: dict[str, tuple[int, str]]) -> None:
    with Writer(path) as writer:
        with writer.batch():
            for name, (day, other) in names.items():
                writer.add_documents([(document(name, day), "signature")])
                writer.update_documents(
                    [document(name, day)], {name: Membership(name, "t1", None, ())}
                )
                writer.add_readings([(reading(name, day, other), "key")])
            held = {**names}
            writer.replace_incidents([incident(n, d, o) for n, (d, o) in held.items()])
        writer.prepare_lookups()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "l.duckdb"
    write(made, {"d1": (4, "CAN"), "d2": (9, "FRA")})
    return made


def test_records_of_a_state_come_newest_first(path: Path) -> None:
    with open_corpus(path) as corpus:
        finder = Finder(corpus)
        assert finder.ids_of_state("VNM", ("incident",)) == ["id2", "id1"]
        assert finder.ids_of_state("VNM", ("said", "about"), 1) == ["sd2"]
        assert finder.ids_of_state("VNM", ("incident",), 1, 1) == ["id1"]
        assert finder.ids_between("CAN", "VNM", "incident") == (["id1"], 1)
        assert finder.ids_between("CAN", "VNM", "statement") == (["sd1"], 1)
        assert [p["iso3"] for p in finder.partners("VNM", 5)] == ["CAN", "FRA"]
        counts = finder.state_counts("VNM")
        assert counts is not None and (counts["incidents"], counts["documents"]) == (2, 2)
        person = finder.person("Lan Vu")
        assert person is not None and person["statements"] == 2
        assert finder.ids_of_person("Lan Vu", "said", 5) == ["sd2", "sd1"]


def test_words_find_documents_and_statements(path: Path) -> None:
    with open_corpus(path) as corpus:
        finder = Finder(corpus)
        assert finder.documents_with("steel HANOI", {}, 9) == (["d2", "d1"], 2)
        assert finder.documents_with("Cakovec", {}, 9) == (["d1"], 1)
        assert finder.documents_with("čakovec", {"state": "FRA"}, 9) == ([], 0)
        assert finder.documents_with("", {"since": date(2024, 3, 5)}, 9) == (["d2"], 1)
        assert finder.documents_with("", {}, 1, 5) == ([], 2)
        assert finder.statements_with("paris", {"state": "VNM"}, 9) == (["sd2"], 1)
        assert finder.incidents_with("met", {"state": "CAN", "other": "VNM"}, 9) == (["id1"], 1)
        assert finder.incidents_with("", {"reading": "happened"}, 1) == (["id2"], 2)
        assert finder.persons_with("LÁN", "", 9)[1] == 1


def test_what_rests_on_changed_rows_goes_and_comes_back(path: Path) -> None:
    with Writer(path) as writer, writer.batch():
        writer.replace_incidents([])
    with open_corpus(path) as corpus:
        assert not corpus.is_prepared()
    write(path, {"d3": (12, "USA")})
    with open_corpus(path) as corpus:
        assert corpus.is_prepared()
        finder = Finder(corpus)
        assert finder.ids_of_state("VNM", ("incident",)) == ["id3"]
        assert finder.documents_with("met", {}, 9)[0] == ["d3", "d2", "d1"]


def test_a_batch_that_fails_leaves_the_lookups(path: Path) -> None:
    with pytest.raises(RuntimeError), Writer(path) as writer, writer.batch():
        writer.replace_incidents([])
        raise RuntimeError
    with open_corpus(path) as corpus:
        assert corpus.is_prepared()
        assert Finder(corpus).ids_of_state("VNM", ("incident",)) == ["id2", "id1"]


def test_the_same_content_has_the_same_revision(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    write(other, {"d2": (9, "FRA"), "d1": (4, "CAN")})
    revisions = []
    for each in (path, other):
        with open_corpus(each) as corpus:
            revisions.append(Finder(corpus).revision())
    assert revisions[0] == revisions[1]
    write(path, {"d3": (12, "USA")})
    with open_corpus(path) as corpus:
        assert Finder(corpus).revision() != revisions[0]


def test_readers_see_what_was_committed_while_somebody_writes(path: Path) -> None:
    with Writer(path) as writer:
        readers = writer.readers(2, 5.0)
        with writer.batch():
            writer.replace_incidents([])
            with readers.corpus() as corpus:
                assert corpus.count("incidents") == 2
                assert Finder(corpus).row("incidents", "id1") is not None
        with readers.corpus() as corpus:
            assert corpus.count("incidents") == 0
        readers.close()


def test_readers_of_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database"):
        open_readers(tmp_path / "none.duckdb", size=1, seconds=1.0)


def test_a_batch_that_fails_leaves_the_lookups_as_they_were(path: Path) -> None:
    with Writer(path) as writer:
        with pytest.raises(ZeroDivisionError), writer.batch():
            writer.replace_incidents([])
            raise ZeroDivisionError
        assert writer.corpus.is_prepared()
        writer.replace_disputes([])  # there were none
        assert writer.corpus.is_prepared()
        writer.replace_incidents([])
        assert not writer.corpus.is_prepared()
        writer.prepare_lookups()
        assert writer.corpus.is_prepared()


LOOKUPS = ("by_state", "by_pair", "by_person")
COUNTED = ("partners", "state_counts", "persons")


def held(writer: Writer) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the lookups, whether it stands among the sorted or the newer ones."""
    queries = {
        name: f"SELECT * FROM {name} UNION ALL SELECT * FROM {name}_new" for name in LOOKUPS
    } | {name: f"SELECT * FROM {name}" for name in COUNTED}
    connection = writer.corpus._connection
    return {n: sorted(map(str, connection.execute(q).fetchall())) for n, q in queries.items()}


def made_anew(writer: Writer) -> dict[str, list[tuple[object, ...]]]:
    writer.corpus._connection.execute("DELETE FROM meta WHERE starts_with(key, 'lookups')")
    assert preparing.prepare(writer.corpus._connection) is None
    return held(writer)


STATES = ("CAN", "FRA", "USA", "IND")
changes = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from(STATES), st.integers(1, 28)), min_size=1
)


@settings(max_examples=20, deadline=None)
@given(rounds=st.lists(changes, min_size=1, max_size=4))
def test_lookups_of_what_changed_are_those_of_all(
    rounds: list[list[tuple[int, str, int]]],
) -> None:
    with patch.object(preparing, "_MOST_CHANGED", 1e9), Writer(None) as writer:
        writer.prepare_lookups()
        incidents: dict[str, Incident] = {}
        for changed in rounds:
            with writer.batch():
                for number, other, day in {c[0]: c for c in changed}.values():
                    name = f"x{number}"
                    TEXTS.setdefault(name, "Hanoi met somebody over steel")
                    writer.update_documents([document(name, day)], {})
                    writer.add_readings([(reading(name, day, other), "key")])
                    incidents[name] = incident(name, day, other)
                    if number == 3:
                        incidents.pop("x1", None)
                writer.replace_incidents(list(incidents.values()))
            assert not writer.corpus.is_prepared()
            writer.prepare_lookups()
            assert writer.corpus.is_prepared()
        assert held(writer) == made_anew(writer)


def test_few_changes_cost_few_rows(path: Path) -> None:
    with patch.object(preparing, "_MOST_CHANGED", 1e9), Writer(path) as writer:
        connection = writer.corpus._connection
        with writer.batch():
            writer.add_documents([(document("d3", 12), "signature")])
            writer.add_readings([(reading("d3", 12, "USA"), "key")])
        assert preparing.prepare(connection) == 1
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {name}_new").fetchall()[0][0]
            for name in LOOKUPS
        }
        # Vietnam named, speaking, and the United States spoken of; each of the other; one person.
        assert counts == {"by_state": 3, "by_pair": 2, "by_person": 2}
        assert held(writer) == made_anew(writer)


def test_incidents_that_are_as_they_were_are_left_alone(path: Path) -> None:
    with Writer(path) as writer:
        same = incident("d1", 4, "CAN")
        with writer.batch():
            writer.add_readings([(reading("d1", 4, "CAN"), "key")])
            writer.replace_incidents([same, incident("d2", 9, "FRA")])
        noted = writer.corpus.ask("SELECT DISTINCT owner FROM lookup_changes")
        assert [row["owner"] for row in noted] == ["d1"]
        belongs = writer.corpus.ask("SELECT id, incident_id FROM events ORDER BY id")
        assert [(r["id"], r["incident_id"]) for r in belongs] == [("ed1", "id1"), ("ed2", "id2")]


def test_indexes_stay_for_some_rows_and_go_for_many(path: Path) -> None:
    def indexed(writer: Writer) -> set[str]:
        rows = writer.corpus.ask("SELECT table_name AS t FROM duckdb_indexes()")
        return {row["t"] for row in rows}

    with Writer(path) as writer:
        writer.replace_incidents([])
        assert "incidents" in indexed(writer)
        with patch("tightrope.store.writer._MOST_MOVED", 1):
            writer.replace_incidents([incident("d1", 4, "CAN"), incident("d2", 9, "FRA")])
        assert "incidents" not in indexed(writer)
        writer.prepare_lookups()
        assert "incidents" in indexed(writer)
        assert Finder(writer.corpus).row("incidents", "id1") is not None
