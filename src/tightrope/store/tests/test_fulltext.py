"""Search finds what holds the words, best first, and its index follows the database."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.errors import UsageError
from tightrope.records.corpus import Incident, Membership
from tightrope.records.documents import DateBasis, Document, Publication
from tightrope.records.readings import Reading
from tightrope.records.spans import Span
from tightrope.records.statements import Statement, StatementKind
from tightrope.store import Corpus, Writer, open_corpus
from tightrope.store.fulltext import upkeep
from tightrope.store.fulltext.asked import Part, parts

# Document: day of March 2024, outlet, speaker, state, about, text.
HELD = {
    "d1": (1, "The Čas", "Lan Vũ", "VNM", ("USA",), "Hanoi keeps a middle ground over steel"),
    "d2": (2, "Evening Post", "Ana Łem", "POL", ("CHN",), "the ground in the middle was sold"),
    "d3": (3, "Evening Post", "Lan Vu", "VNM", ("CHN", "USA"), "sanctions on oil hedged all bets"),
}


def add(writer: Writer, names: dict[str, tuple[int, str, str, str, tuple[str, ...], str]]) -> None:
    documents, readings = [], []
    for name, (day, outlet, speaker, state, about, text) in names.items():
        when = date(2024, 3, day)
        published = Publication(DateBasis.STATED, when, when)
        document = Document(
            name, f"{name}.txt", text, outlet=outlet, title=f"On {name}", published=published
        )
        whole = Span(0, len(text))
        said = Statement(
            f"s{name}", name, (Span(0, 1),), (Span(1, 2),), (whole,), "the envoy", "said", text,
            StatementKind.INDIRECT, source_name=speaker, source_kind="person",
            source_states=(state,), about=about,
        )  # fmt: skip
        documents.append(document)
        readings.append((Reading(document, statements=(said,)), f"key of {text}"))
    with writer.batch():
        writer.add_documents([(d, "signature") for d in documents])
        writer.update_documents(documents, {d.id: Membership(d.id, "t", None) for d in documents})
        writer.add_readings(readings)


def happened(day: int, summary: str) -> Incident:
    when = date(2024, 3, day)
    return Incident(
        f"i{day}", "CONSULT", ("VNM", "USA"), (), when, when, ("e",), ("d1",), ("d1",),
        "asserted", "actual", 3.0, summary,
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "s.duckdb"
    with Writer(made) as writer:
        add(writer, HELD)
        writer.replace_incidents([happened(4, "Vietnam met the United States on middle ground")])
        writer.update_search()
    return made


def ids(corpus: Corpus, question: str = "", **narrowed: object) -> list[str]:
    return [hit.id for hit in corpus.search(question, **narrowed).hits]  # type: ignore[arg-type]


def test_words_phrases_beginnings_and_exclusions(path: Path) -> None:
    with open_corpus(path) as corpus:
        assert set(ids(corpus, "middle ground")) == {"sd1", "sd2"}
        assert ids(corpus, '"middle ground"') == ["sd1"]
        assert ids(corpus, "“middle ground”") == ["sd1"]
        assert ids(corpus, "midd* -sold") == ["sd1"]
        assert ids(corpus, "SANCTION") == ["sd3"]  # endings and case
        assert ids(corpus, "hedging") == ["sd3"]
        assert ids(corpus, '"hedged all') == ["sd3"]  # never closed
        assert ids(corpus, "-middle") == ["sd3"]
        assert ids(corpus, "middle oil") == []
        assert ids(corpus, "?!") == []


def test_names_are_found_without_their_diacritics(path: Path) -> None:
    with open_corpus(path) as corpus:
        assert set(ids(corpus, speaker="Vu")) == {"sd1", "sd3"}
        assert set(ids(corpus, speaker="Vũ")) == {"sd1", "sd3"}  # decomposed as well
        assert ids(corpus, speaker="lem") == ["sd2"]
        assert ids(corpus, "lan oil") == ["sd3"]
        assert ids(corpus, outlet="cas") == ["sd1"]


def test_filters_narrow_and_leave_scores_alone(path: Path) -> None:
    with open_corpus(path) as corpus:
        assert ids(corpus, about=("USA",)) == ["sd3", "sd1"]  # newest first
        assert ids(corpus, about=("USA", "CHN")) == ["sd3"]
        assert ids(corpus, speaker="POL") == ["sd2"]
        assert ids(corpus, since=date(2024, 3, 2), until=date(2024, 3, 2)) == ["sd2"]
        everything = {h.id: h.score for h in corpus.search("ground").hits}
        for hit in corpus.search("ground", about=("CHN",), since=date(2024, 1, 1)).hits:
            assert hit.score == pytest.approx(everything[hit.id])


def test_documents_and_incidents_are_found_too(path: Path) -> None:
    with open_corpus(path) as corpus:
        assert ids(corpus, "steel", kind="documents") == ["d1"]
        assert ids(corpus, "steel", kind="documents", speaker="Vu") == ["d1"]
        assert ids(corpus, "ground", kind="incidents") == ["i4"]
        assert ids(corpus, kind="incidents", speaker="Vu") == []
        found = corpus.search('"middle ground"', kind="all")
        assert {h.kind for h in found.hits} == {"statements", "documents", "incidents"}
        assert found.total == 3
        with pytest.raises(UsageError, match="statements"):
            corpus.search("x", kind="votes")  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="at least 1"):
            corpus.search("x", limit=0)


def test_an_excerpt_of_a_document_is_a_piece_of_its_text(tmp_path: Path) -> None:
    text = "é padding words " * 100 + "the envoy keeps a middle ground here " + "and goes on " * 100
    made = tmp_path / "s.duckdb"
    with Writer(made) as writer:
        add(writer, {"d1": (1, "Post", "Lan Vu", "VNM", (), text)})
    with open_corpus(made) as corpus:
        (hit,) = corpus.search('"middle ground"', kind="documents").hits
    assert hit.start is not None
    assert text[hit.start : hit.start + len(hit.text)] == hit.text
    assert "middle ground" in hit.text
    assert len(hit.text) <= 240


def test_only_what_came_or_changed_is_indexed_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed: list[str] = []
    entry = upkeep._entry

    def counted(kind: object, row: tuple[object, ...]) -> object:
        indexed.append(str(row[0]))
        return entry(kind, row)  # type: ignore[arg-type]

    monkeypatch.setattr(upkeep, "_entry", counted)
    with Writer(path) as writer:
        writer.update_search()
        assert indexed == []
        add(writer, {"d4": (5, "Post", "Lan Vu", "VNM", (), "a fourth middle")})
        writer.update_search()
        assert sorted(indexed) == ["d4", "sd4"]
        indexed.clear()
        writer.replace_incidents([happened(6, "another")])
        writer.update_search()
        assert indexed == ["i6"]
    with open_corpus(path) as corpus:
        assert set(ids(corpus, "middle")) == {"sd1", "sd2", "sd4"}
        assert ids(corpus, kind="incidents") == ["i6"]


def test_a_reading_that_changed_replaces_what_was_indexed(path: Path) -> None:
    with Writer(path) as writer:
        old = writer.documents(["d1"])[0]
        said = Statement(
            "new", "d1", (), (), (Span(0, 5),), "", "said", "Hanoi", StatementKind.INDIRECT
        )
        with writer.batch():
            writer.add_readings([(Reading(old, statements=(said,)), "another key")])
        writer.update_search()
    with open_corpus(path) as corpus:
        assert ids(corpus, "steel") == []
        assert ids(corpus, "Hanoi") == ["new"]
        assert ids(corpus, "steel", kind="documents") == ["d1"]


def test_an_index_of_another_database_is_not_believed(path: Path) -> None:
    path.unlink()
    with Writer(path) as writer:
        add(writer, {"d9": (1, "Post", "Lan Vu", "VNM", (), "something else")})
    with open_corpus(path) as corpus:
        assert ids(corpus, "middle") == []
        assert ids(corpus, "else") == ["sd9"]


@pytest.mark.parametrize("damage", ["gone", "state", "index", "file"])
def test_a_missing_or_broken_index_is_made_anew(path: Path, damage: str) -> None:
    folder = upkeep.index_folder(path)
    if damage in ("gone", "file"):
        shutil.rmtree(folder)
    if damage == "file":
        folder.write_text("in the way")
    if damage == "state":
        (folder / "state.json").write_text("{")
    if damage == "index":
        shutil.rmtree(folder / "index")
    with open_corpus(path) as corpus:
        assert ids(corpus, '"middle ground"') == ["sd1"]
    with open_corpus(path) as corpus:
        assert ids(corpus, '"middle ground"') == ["sd1"]


def test_a_database_in_memory_can_be_searched() -> None:
    with Writer(None) as writer:
        add(writer, HELD)
        writer.update_search()
        assert ids(writer.corpus, '"middle ground"') == ["sd1"]


def test_parts_of_a_question() -> None:
    assert parts('a "b c" d* -e -"f g') == (
        Part("a"), Part("b c"), Part("d", prefix=True), Part("e", excluded=True),
        Part("f g", excluded=True),
    )  # fmt: skip
    assert parts('* - "" -* *** \'') == ()
    assert parts("a a A") == (Part("a"), Part("A"))


def test_nothing_that_is_typed_is_an_error() -> None:
    typed = st.text(max_size=60) | st.text(alphabet='ab"*- :^~(){}[]\\/?.ũé', max_size=30)

    with Writer(None) as writer:
        add(writer, HELD)

        @settings(max_examples=150, deadline=None)
        @given(question=typed)
        def ask(question: str) -> None:
            for kind in ("all", "documents"):
                found = writer.corpus.search(
                    question,
                    kind=kind,  # type: ignore[arg-type]
                    speaker=question[:9],
                    outlet=question[9:12],
                )
                assert len(found.hits) <= found.total
            writer.corpus.search(question, kind="all")

        ask()
