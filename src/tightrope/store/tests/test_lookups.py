"""Lookups say what the tables say, go when rows change, and come back."""

import re
from datetime import date
from pathlib import Path

import pytest

from tightrope.errors import StoreError
from tightrope.records.actors import Mention, Sector
from tightrope.records.corpus import Incident, Membership
from tightrope.records.documents import DateBasis, Document, Publication
from tightrope.records.events import Event, EventDate, Modality, Polarity
from tightrope.records.plover import EventType
from tightrope.records.readings import Reading
from tightrope.records.spans import Span
from tightrope.records.statements import Statement, StatementKind
from tightrope.store import Finder, Writer, lookups, open_corpus, open_readers
from tightrope.store.searching import search_words

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
        assert finder.documents_with(search_words("steel HANOI"), {}, 9) == (["d2", "d1"], 2)
        assert finder.documents_with(search_words("Cakovec"), {}, 9) == (["d1"], 1)
        assert finder.documents_with(search_words("čakovec"), {"state": "FRA"}, 9) == ([], 0)
        assert finder.documents_with((), {"since": date(2024, 3, 5)}, 9) == (["d2"], 1)
        assert finder.documents_with((), {}, 1, 5) == ([], 2)
        assert finder.statements_with(("paris",), {"state": "VNM"}, 9) == (["sd2"], 1)
        assert finder.incidents_with(("met",), {"state": "CAN", "other": "VNM"}, 9) == (["id1"], 1)
        assert finder.incidents_with((), {"reading": "happened"}, 1) == (["id2"], 2)
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
        assert finder.documents_with(("met",), {}, 9)[0] == ["d3", "d2", "d1"]


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


def test_only_what_rests_on_a_change_is_made_anew(path: Path) -> None:
    names = [lookup.name for lookup in lookups.LOOKUPS]
    with Writer(path) as writer:
        connection = writer.corpus._connection
        assert lookups.prepare(connection) == ()
        for table, made in (
            ("observations", []),
            ("disputes", ["by_state", "by_pair", "partners", "state_counts"]),
            ("actors", [n for n in names if n not in ("numbered", "said", "words", "said_words")]),
            ("documents", names),
        ):
            lookups.drop(connection, table)
            assert not lookups.is_prepared(connection)
            assert list(lookups.prepare(connection)) == made
            assert lookups.is_prepared(connection)


def test_lookups_say_all_that_they_rest_on() -> None:
    known = set(lookups.SOURCES)
    for lookup in lookups.LOOKUPS:
        read = {name for name in known if re.search(rf"\b{name}\b", lookup.query)}
        # A column may have the name of a table: what stands after FROM or JOIN is read.
        read = {n for n in read if re.search(rf"(FROM|JOIN)\s+{n}\b", lookup.query)}
        assert set(lookup.rests_on) == read, lookup.name
        known.add(lookup.name)


def test_a_batch_that_fails_leaves_the_lookups_as_they_were(path: Path) -> None:
    with Writer(path) as writer:
        with pytest.raises(ZeroDivisionError), writer.batch():
            writer.replace_disputes([])
            raise ZeroDivisionError
        assert writer.corpus.is_prepared()
        writer.replace_disputes([])
        assert not writer.corpus.is_prepared()
        writer.prepare_lookups()
        assert writer.corpus.is_prepared()
