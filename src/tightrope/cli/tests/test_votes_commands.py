"""``votes fit`` and ``votes show`` as a user types them."""

import json
from pathlib import Path

import numpy as np
import pytest

from tightrope.cli.tests.test_commands import tightrope

STATES = ("CHN", "FRA", "GBR", "IND", "KAZ", "RUS", "USA", "BRA", "DEU", "PAK")
PLACES = (-1.2, 0.9, 1.2, -0.6, -0.4, -1.0, 2.0, -0.3, 1.0, -0.8)


def vote_table(path: Path, sessions: range, seed: int = 3) -> Path:
    """Votes that follow from places on a line, and one with which Kazakhstan leaves its own."""
    generator = np.random.default_rng(seed)
    rows = ["resolution,date,session,iso3,position,title"]
    for session in sessions:
        for n in range(25):
            slope, cut = generator.normal(0, 1.5), generator.normal(0, 0.7)
            z = slope * np.array(PLACES) - cut + generator.normal(size=len(STATES))
            for state, seen in zip(STATES, z, strict=True):
                position = "no" if seen < -0.3 else "yes" if seen > 0.3 else "abstain"
                if n == 0:  # the same title every year, and the same positions
                    position = "no" if state in ("USA", "GBR") else "yes"
                    if state == "KAZ" and session == sessions[-1]:
                        position = "no"
                title = "Annual question" if n == 0 else f"Question {session} {n}"
                day = f"{1945 + session}-11-{n + 1:02}"
                rows.append(f"A/RES/{session}/{n + 1},{day},{session},{state},{position},{title}")
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("votes")
    db = folder / "votes.duckdb"
    table = vote_table(folder / "votes.csv", range(60, 66))
    assert tightrope("votes", "import", str(table), "--db", str(db)).returncode == 0
    before = tightrope("votes", "show", "KAZ", "--db", str(db))
    assert before.returncode == 0 and "tightrope votes fit" in before.stdout
    ended = tightrope("votes", "fit", "--sweeps", "60", "--db", str(db))
    assert ended.returncode == 0 and "All estimated" in ended.stdout, ended.stderr
    return db


def exported(database: Path) -> str:
    """The table of ideal points, a line a row."""
    file = database.with_suffix(".jsonl")
    ended = tightrope("export", "ideal_points", "--db", str(database), "-o", str(file))
    assert ended.returncode == 0
    return file.read_text("utf-8")


def test_fit_again_changes_nothing(database: Path) -> None:
    before = exported(database)
    again = tightrope("votes", "fit", "--db", str(database))
    assert "nothing changed" in again.stdout
    assert exported(database) == before
    assert before.count("\n") == 6 * len(STATES)


def test_show_tells_the_record(database: Path, tmp_path: Path) -> None:
    shown = tightrope("votes", "show", "KAZ", "--powers", "USA,CHN", "--db", str(database))
    assert shown.returncode == 0
    for heading in ("Latest votes", "Agreement with the United States", "Ideal point"):
        assert f"## {heading}" in shown.stdout
    record = json.loads(
        tightrope("votes", "show", "KAZ", "--format", "json", "--db", str(database)).stdout
    )
    bits = [d["bits"] for d in record["departures"]]
    assert len(bits) == 15 and bits == sorted(bits, reverse=True) and bits[0] > 1
    assert all(0 < d["by_model"] < 1 for d in record["departures"])
    assert [c["session"] for c in record["counts"]] == list(range(60, 66))
    chart = tmp_path / "kaz.svg"
    assert tightrope(
        "votes", "show", "KAZ", "--chart", str(chart), "--db", str(database)
    ).returncode == 0  # fmt: skip
    assert "<svg" in chart.read_text("utf-8") and "Kazakhstan" in chart.read_text("utf-8")


def test_a_new_session_leaves_the_others(database: Path, tmp_path: Path) -> None:
    before = exported(database)
    table = vote_table(tmp_path / "more.csv", range(66, 67), seed=4)
    assert tightrope("votes", "import", str(table), "--db", str(database)).returncode == 0
    ended = tightrope("votes", "fit", "--db", str(database))
    assert "Session 66 estimated; the others stand" in ended.stdout
    after = exported(database)
    assert after.startswith(before) and after.count("\n") == 7 * len(STATES)
    new = {r["iso3"]: r for r in map(json.loads, after[len(before) :].splitlines())}
    assert new["USA"]["mean"] > new["CHN"]["mean"]


def test_unknown_state_is_told(database: Path) -> None:
    ended = tightrope("votes", "show", "FJI", "--db", str(database))
    assert ended.returncode == 1 and "no vote of FJI" in ended.stderr
