"""``tightrope compare``: states on the same day, with what tells them apart."""

import csv
import json
from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from tightrope.briefing.comparison import COLUMNS, PARTS, write_comparison
from tightrope.cli.tests.measured_record import database, record_of_acts
from tightrope.cli.tests.test_commands import tightrope
from tightrope.engine.comparing import Comparison, compare
from tightrope.errors import UsageError
from tightrope.records.alignment import Stream
from tightrope.records.events import VotePosition
from tightrope.records.votes import RollCall
from tightrope.store import Writer, open_corpus

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return database(tmp_path_factory.mktemp("compared") / "acts.duckdb", record_of_acts())


@pytest.fixture(scope="module")
def found(db: Path) -> Comparison:
    with open_corpus(db) as corpus:
        return compare(corpus, ("CHL", "ECU", "PER"), ("USA", "CHN"))


def test_all_states_are_measured_up_to_the_same_day(found: Comparison) -> None:
    ends = {max(a.period_end for a in s.alignments) for s in found.standings if s.alignments}
    assert ends == {found.as_of}
    chile = found.standings[0]
    last = {(a.power, a.stream): a for a in chile.alignments}
    first = {(a.power, a.stream): a for a in reversed(chile.alignments) if a.n_incidents}
    key = "CHN", Stream.DEEDS
    # Nothing is heard of Chile for a year, so less is known of it.
    assert last[key].sd > 1.3 * first[key].sd
    assert not found.standings[2].alignments


def test_differences_have_a_direction_and_a_chance(found: Comparison) -> None:
    by = {(d.power, d.stream): d for d in found.differences}
    deeds = by["CHN", Stream.DEEDS]
    assert (deeds.first, deeds.second) == ("CHL", "ECU")
    assert deeds.low < deeds.mean < deeds.high
    assert deeds.mean > 0.5
    assert deeds.probability > 0.95
    assert abs(by["USA", Stream.WORDS].mean) < 0.2
    assert not [d for d in found.differences if "PER" in (d.first, d.second)]


def test_markdown_names_everything(found: Comparison) -> None:
    told = write_comparison(found)
    assert told.startswith("# Chile, Ecuador and Peru between the United States and China\n")
    for heading in ("Positions", "Differences", "Posture", "Deeds and words", "Last shifts"):
        assert f"\n## {heading}\n" in told
    assert "nothing known" in told
    assert "6 incidents, 12 origins" in told
    assert "| China | deeds | Chile | Ecuador |" in told
    for block in told.split("\n\n"):
        rows = [line for line in block.splitlines() if line.startswith("|")]
        assert len({row.count("|") for row in rows}) <= 1


def test_table_and_object_hold_the_same_rows(found: Comparison) -> None:
    table = list(csv.DictReader(StringIO(write_comparison(found, "csv"))))
    told = json.loads(write_comparison(found, "json"))
    assert tuple(table[0]) == COLUMNS
    counts = Counter(row["part"] for row in table)
    for part in PARTS:
        rows = told[part if part == "nearest" else f"{part}s"]
        assert len(rows) == counts[part]
        assert all(set(row) <= set(COLUMNS) for row in rows)
    assert {"position", "difference", "posture", "nearest"} <= counts.keys()
    assert told["states"] == ["CHL", "ECU", "PER"]
    assert told["as_of"] == str(found.as_of)
    assert write_comparison(found, "json") == write_comparison(found, "json")


def test_the_columns_are_documented() -> None:
    page = (ROOT / "docs" / "formats.md").read_text("utf-8").split("## The comparison")[1]
    for column in COLUMNS:
        assert f"`{column}`" in page.split("\n## ")[0], column


def test_the_command_writes_where_it_is_told(db: Path, tmp_path: Path) -> None:
    shown = tightrope("compare", "CHL", "Ecuador", "--powers", "USA,CHN", "--db", str(db))
    assert shown.returncode == 0
    assert shown.stdout.startswith("# Chile and Ecuador")
    file = tmp_path / "c.csv"
    written = tightrope(
        "compare", "CHL", "ECU", "--db", str(db), "--format", "csv", "-o", str(file)
    )
    assert written.stdout == f"Wrote {file}\n"
    assert file.read_text("utf-8").startswith("part,state,")


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["CHL"], 2, "two or more"),
        (["CHL", "CHL"], 2, "two or more"),
        (["CHL", "Atlantis"], 2, "not a state"),
        (["CHL", "ECU", "--db", "none.duckdb"], 1, "There is no database"),
        (["CHL", "ECU", "--format", "xml"], 2, "'md', 'csv', 'json'"),
    ],
)
def test_errors_say_what_to_do(arguments: list[str], status: int, says: str) -> None:
    ended = tightrope("compare", *arguments)
    assert ended.returncode == status
    assert says in ended.stderr
    assert ended.stdout == ""


def test_nothing_between_them_is_said(db: Path) -> None:
    shown = tightrope("compare", "PER", "BOL", "--db", str(db))
    assert "No position can be given" in shown.stdout
    with open_corpus(db) as corpus, pytest.raises(UsageError, match="xml"):
        write_comparison(compare(corpus, ("PER",), ("USA",)), "xml")  # type: ignore[arg-type]


def test_votes_of_the_record_stand_beside(tmp_path: Path) -> None:
    path = database(tmp_path / "voted.duckdb", record_of_acts())
    yes, no = VotePosition.YES, VotePosition.NO
    states = ("CHL", "CHN", "ECU")
    positions = [(yes, yes, no), (no, no, yes), (yes, yes, yes)] * 4
    calls = [
        RollCall(f"rc{n}", f"A/RES/76/{n}", date(2023, 11, n + 1), 78, states, p)
        for n, p in enumerate(positions)
    ]
    with Writer(path) as writer, writer.batch():
        writer.write_roll_calls(calls)
    with open_corpus(path) as corpus:
        found = compare(corpus, ("CHL", "ECU"), ("USA", "CHN"))
    votes = next(d for d in found.differences if d.stream == Stream.VOTES)
    assert votes.probability > 0.9
    assert votes.low < votes.mean - 0.1 < votes.mean + 0.1 < votes.high
    # The sessions of the record do not set the day up to which the rest is measured.
    assert found.as_of == date(2022, 6, 30)
    told = write_comparison(found)
    assert "12 votes up to November 2023" in told
