"""The commands as a user types them: what they print where, and how they end."""

import csv
import json
import subprocess
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tightrope.cli.main import main
from tightrope.errors import StoreError

REPORT = """Mongolia and Japan sign defence accord

Published 5 June 2024

ULAANBAATAR: Mongolia and Japan signed a defence agreement on Tuesday. "The accord threatens
nobody," Mongolian Foreign Minister Battsetseg Batmunkh said. Russia criticised the agreement.
"""


@dataclass(frozen=True)
class Ended:
    returncode: int
    stdout: str
    stderr: str


def tightrope(*arguments: str) -> Ended:
    """Run a command in this process, which spares loading everything again."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as leaving:
        main(list(arguments))
    return Ended(int(leaving.value.code or 0), out.getvalue(), err.getvalue())


def exported(table: str, db: Path, file_format: str = "jsonl") -> str:
    """What a table's export holds."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / table
        ended = tightrope(
            "export", table, "--db", str(db), "--format", file_format, "-o", str(target)
        )
        assert ended.returncode == 0, ended.stderr
        return target.read_text("utf-8")


def piped(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own, with standard input and output as pipes."""
    return subprocess.run(
        [sys.executable, "-m", "tightrope.cli.main", *arguments],
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    db = folder / "news.duckdb"
    ended = tightrope("run", str(folder), "--db", str(db), "--focal", "MNG", "--powers", "JPN,RUS")
    assert ended.returncode == 0, ended.stderr
    assert "1 new document" in ended.stdout
    assert ended.stderr == ""  # no bars where there is no terminal
    return db


def test_run_then_export_show_and_brief(database: Path, tmp_path: Path) -> None:
    events = [json.loads(line) for line in exported("events", database).splitlines()]
    agreements = [e for e in events if e["event_type"] == "AGREE"]
    assert len({e["incident_id"] for e in agreements}) == 1  # headline and report tell of one
    (signed,) = [e for e in agreements if e["event_date"] == "2024-06-04"]
    assert sorted(signed["actor_iso3"]) == ["JPN", "MNG"]
    card = tightrope("show", signed["id"], "--db", str(database)).stdout
    assert signed["sentence"] in card
    assert signed["rule"] in card
    page = tmp_path / "page.html"
    assert tightrope("brief", "Mongolia", "--db", str(database), "-o", str(page)).returncode == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    short = tmp_path / "short.docx"
    asked = (
        "--since",
        "2020-01-01",
        "--until",
        "2030-12-31",
        "--focus",
        "aid",
        "--length",
        "short",
    )
    assert (
        tightrope("brief", "MNG", *asked, "--db", str(database), "-o", str(short)).returncode == 0
    )
    assert short.read_bytes().startswith(b"PK")
    text = tightrope("brief", "MNG", "--powers", "Japan,RUS", "--db", str(database)).stdout
    assert text.startswith("# Mongolia between Japan and Russia")


def test_what_was_said_is_found_by_words(database: Path) -> None:
    asked = ["find", '"threatens nobody"', "--db", str(database)]
    narrowed = ["--speaker", "Batmunkh", "--since", "2024-06-01", "--until", "2024-06-30"]
    ended = tightrope(*asked, *narrowed, "--format", "jsonl")
    hits = [json.loads(line) for line in ended.stdout.splitlines()]
    assert hits, ended.stderr
    assert all("threatens nobody" in " ".join(h["text"].split()) for h in hits)
    assert {h["speaker_iso3"] for h in hits} == {"MNG"}
    shown = tightrope(*asked, "--speaker", "Mongolia", "--limit", "1")
    assert "Batmunkh (MNG)" in shown.stdout
    assert hits[0]["id"] in shown.stdout
    assert "1 of" in shown.stderr
    assert tightrope(*asked, "--speaker", "Russia").stdout.strip() == ""
    everywhere = tightrope("find", "accord", "--kind", "all", "--db", str(database))
    assert everywhere.returncode == 0
    assert "Mongolia and Japan sign defence accord" in everywhere.stdout


def test_chains_are_written_as_text_json_graphml_and_picture(
    database: Path, tmp_path: Path
) -> None:
    (story,) = [json.loads(line) for line in exported("stories", database).splitlines()]
    asked = ["chains", story["id"][:7], "--db", str(database)]
    text = tightrope(*asked).stdout
    assert text.startswith("Mongolia and Japan sign defence accord")
    assert "Independent origins by these chains: 1" in text
    graph = json.loads(tightrope(*asked, "--format", "json").stdout)
    names = {n["id"]: n["name"] for n in graph["nodes"]}
    assert "Battsetseg Batmunkh" in names.values()
    assert all(e["source"] in names and e["target"] in names for e in graph["edges"])
    said = next(s for e in graph["edges"] for s in e["statement_ids"])
    for file_format, root in (("graphml", "graphml"), ("svg", "svg")):
        target = tmp_path / file_format
        command = ["chains", said, "--db", str(database), "--format", file_format]
        ended = tightrope(*command, "-o", str(target))
        assert ended.returncode == 0, ended.stderr
        assert ElementTree.parse(target).getroot().tag.endswith(root)
    assert tightrope("chains", "--db", str(database)).stdout.startswith("All stories")


def test_tables_export_to_files_and_to_standard_output(database: Path) -> None:
    for table in ("documents", "statements", "actors", "alignment", "quarantine", "votes"):
        assert exported(table, database, "csv").strip()
    to_a_pipe = piped("export", "documents", "--db", str(database))
    assert to_a_pipe.stdout == exported("documents", database)


def test_events_export_in_the_layouts_of_other_datasets(database: Path, tmp_path: Path) -> None:
    ended = tightrope("export", "events", "--db", str(database), "--layout", "icews")
    rows = list(csv.DictReader(StringIO(ended.stdout), delimiter="\t"))
    signed = {(r["Source Country"], r["Target Country"]) for r in rows if r["CAMEO Code"] == "312"}
    assert {("Mongolia", "Japan"), ("Japan", "Mongolia")} <= signed
    table = tmp_path / "events.csv"
    asked = ["export", "events", "--db", str(database), "--layout", "polecat", "--format", "csv"]
    assert tightrope(*asked, "-o", str(table)).returncode == 0
    happened = list(csv.DictReader(StringIO(table.read_text("utf-8"))))
    assert {"AGREE", "ACCUSE"} <= {row["Event Type"] for row in happened}
    assert tightrope(*asked, "--all-readings", "-o", str(table)).returncode == 0
    events = exported("events", database).splitlines()
    everything = csv.DictReader(StringIO(table.read_text("utf-8")))
    told = {row["Event ID"].split(".")[0] for row in everything}
    assert told == {json.loads(line)["id"] for line in events}


def test_code_answers_each_line_under_its_id() -> None:
    lines = [
        {"id": "a", "text": "Ghana condemned Togo.", "date": "2024-01-01"},
        {"id": 2, "text": "Nothing happened."},
    ]
    given = "\n".join(json.dumps(line) for line in lines) + '\nnot json\n{"id": 3}\n'
    ended = piped("code", "--format", "jsonl", given=given)
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [a["id"] for a in answers] == ["a", 2]
    (event,) = answers[0]["events"]
    assert (event["event_type"], event["actor_iso3"]) == ("ACCUSE", ["GHA"])
    assert answers[1]["events"] == []
    assert {"statements", "actors", "times"} <= answers[0].keys()
    assert "line 3" in ended.stderr
    assert "line 4" in ended.stderr
    assert ended.returncode == 0


def test_clean_prints_one_object_a_file(tmp_path: Path) -> None:
    page = tmp_path / "report.txt"
    page.write_text(REPORT + "\nLeave a Reply\n\nYour email address will not be published.\n")
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    ended = tightrope("clean", str(page), str(bad))
    (record,) = [json.loads(line) for line in ended.stdout.splitlines()]
    assert record["path"] == str(page)
    assert record["published_at"] == "2024-06-05"
    assert "Leave a Reply" not in record["text"]
    assert any("Leave a Reply" in block["text"] for block in record["removed"])
    assert str(bad) in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["run", "no-such-folder"], 2, "does not exist"),
        (["run", ".", "--powers", "Atlantis"], 2, "not a state"),
        (["export", "feelings"], 2, "There is no table 'feelings'"),
        (["export", "events", "--db", "none.duckdb"], 1, "tightrope run"),
        (["brief", "PAK", "--db", "none.duckdb"], 1, "There is no database"),
        (["show", "x", "--db", "none.duckdb"], 1, "There is no database"),
        (["export", "events", "--format", "xml"], 2, "'jsonl', 'csv', 'parquet'"),
        (["export", "actors", "--layout", "icews"], 2, "--layout is for events"),
        (["export", "events", "--layout", "icews", "--format", "parquet"], 2, "csv or tsv"),
        (["export", "events", "--all-readings"], 2, "goes with --layout"),
        (["clean", "no-such-file"], 1, "no-such-file"),
        (["votes", "import", "no-such-file.csv"], 1, "No roll calls could be read"),
        (["import", "gdelt", "x.csv"], 1, "There is no file x.csv"),
        (["serve", "--db", "nowhere.duckdb", "--port", "0"], 1, "There is no database"),
        (["chains", "--db", "none.duckdb"], 1, "There is no database"),
        (["find", "x", "--db", "none.duckdb"], 1, "There is no database"),
        (["find", "x", "--since", "May"], 2, "--since: 'May' is not a day"),
        (["find", "x", "--about", "Atlantis"], 2, "not a state"),
        (["frobnicate"], 2, "frobnicate"),
    ],
)
def test_errors_are_one_sentence_with_the_next_step(
    arguments: list[str], status: int, says: str
) -> None:
    ended = tightrope(*arguments)
    assert ended.returncode == status, ended.stderr
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""


def test_debug_shows_where_an_error_came_from() -> None:
    with pytest.raises(StoreError):
        main(["export", "events", "--db", "none.duckdb", "--debug"])


def test_doctor_says_what_is_there() -> None:
    ended = tightrope("doctor")
    assert ended.returncode == 0
    assert "English pipeline" in ended.stdout
