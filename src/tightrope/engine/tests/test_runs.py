"""A run does its work once, in any order, in any number of processes, and loses nothing."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tightrope.engine.progress import Silent
from tightrope.engine.running import Report, run_into
from tightrope.language.pace import reading_fast
from tightrope.store import TABLES, Writer


def run(db: Path, *paths: Path, **options: Any) -> Report:
    with Writer(db) as writer:
        return run_into(writer, paths, focal=("KAZ",), **options)


def contents(db: Path) -> dict[str, list[dict[str, Any]]]:
    with Writer(db) as writer:
        return {name: writer.corpus.rows(name) for name in TABLES}


def test_every_document_is_read_and_every_other_file_has_its_reason(
    news: Path, tmp_path: Path
) -> None:
    report = run(tmp_path / "a.duckdb", news)
    assert (report.files, report.new_documents, report.read_documents) == (6, 4, 4)
    reasons = {Path(q.path).name: q.reason for q in report.quarantined}
    assert reasons.keys() == {"empty.txt", "picture.txt"}
    assert "PNG" in reasons["picture.txt"]


def test_a_second_run_changes_nothing(news: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.duckdb"
    run(db, news)
    before = contents(db)
    report = run(db, news)
    assert (report.new_documents, report.known_documents, report.read_documents) == (0, 4, 0)
    assert contents(db) == before


def test_an_added_file_is_the_only_one_that_is_read(news: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.duckdb"
    late = news / "dispute.txt"
    text = late.read_text("utf-8")
    late.unlink()
    run(db, news)
    late.write_text(text, encoding="utf-8")
    report = run(db, news)
    assert (report.new_documents, report.read_documents) == (1, 1)


def test_what_was_read_fast_is_read_again_thoroughly(news: Path, tmp_path: Path) -> None:
    fast, thorough = tmp_path / "a.duckdb", tmp_path / "b.duckdb"
    with reading_fast(True):
        assert run(fast, news).read_documents == 4
        assert run(fast, news).read_documents == 0
    with Writer(fast) as writer:
        events = writer.corpus.rows("events")
    assert events
    assert not any("model:" in event["rule"] for event in events)
    assert run(fast, news).read_documents == 4
    run(thorough, news)
    assert contents(fast) == contents(thorough)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_the_order_of_arrival_does_not_matter(
    news: Path, tmp_path: Path, order: Sequence[int]
) -> None:
    all_at_once, one_by_one = tmp_path / "a.duckdb", tmp_path / "b.duckdb"
    files = sorted(news.glob("*.txt"))
    run(all_at_once, *files)
    readable = [f for f in files if f.name not in {"empty.txt", "picture.txt"}]
    for position in order:
        run(one_by_one, readable[position])
    run(one_by_one, *files)
    assert contents(one_by_one) == contents(all_at_once)


def test_two_processes_give_what_one_gives(news: Path, tmp_path: Path) -> None:
    run(tmp_path / "a.duckdb", news, workers=1)
    run(tmp_path / "b.duckdb", news, workers=2)
    assert contents(tmp_path / "b.duckdb") == contents(tmp_path / "a.duckdb")


class Interrupted(Silent):
    """Stops a run as Ctrl-C would, when a step begins."""

    def __init__(self, step: str) -> None:
        self.step = step

    def begin(self, step: str, total: int | None) -> None:
        if step == self.step:
            raise KeyboardInterrupt


@pytest.mark.parametrize(
    "step", ["grouping into stories", "finding acts and statements", "relating reports"]
)
def test_a_run_that_was_stopped_goes_on(news: Path, tmp_path: Path, step: str) -> None:
    stopped, whole = tmp_path / "a.duckdb", tmp_path / "b.duckdb"
    with pytest.raises(KeyboardInterrupt):
        run(stopped, news, progress=Interrupted(step))
    run(stopped, news)
    run(whole, news)
    assert contents(stopped) == contents(whole)


def test_the_same_file_twice_is_one_document(news: Path, tmp_path: Path) -> None:
    (news / "again.txt").write_bytes((news / "agency.txt").read_bytes())
    assert run(tmp_path / "a.duckdb", news).new_documents == 4


def test_an_undated_report_takes_its_date_from_its_story(news: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.duckdb"
    run(db, news)
    with Writer(db) as writer:
        (row,) = writer.corpus.rows("documents", "path LIKE '%undated.txt'")
    assert row["published_basis"] == "story"
    assert str(row["published_low"]) >= "2024-03-11"
    assert str(row["published_high"]) <= "2024-03-13"


def test_every_span_quotes(news: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.duckdb"
    run(db, news)
    with Writer(db) as writer:
        texts = {row["id"]: row["text"] for row in writer.corpus.rows("documents")}
        events = writer.corpus.rows("events")
        statements = writer.corpus.rows("statements")
        actors = writer.corpus.rows("actors")
    assert events
    assert statements
    assert actors
    for event in events:
        text = texts[event["document_id"]]
        assert text[event["start"] : event["end"]] == event["sentence"]
        assert text[event["trigger_start"] : event["trigger_end"]] == event["trigger"]
    for actor in actors:
        assert texts[actor["document_id"]][actor["start"] : actor["end"]] == actor["text"]
    for statement in statements:
        text = texts[statement["document_id"]]
        for part in ("source", "cue", "content"):
            for start, end in statement[f"{part}_spans"]:
                assert text[start:end] in statement[f"{part}_text"]
