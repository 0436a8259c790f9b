"""``votes forecast`` as a user types it."""

import csv
import io
import json
from pathlib import Path

import pytest

import tightrope as tr
from tightrope.cli.tests.test_commands import tightrope
from tightrope.cli.tests.test_votes_commands import STATES, vote_table
from tightrope.errors import UsageError
from tightrope.store import open_corpus


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forecast")
    db = folder / "votes.duckdb"
    table = vote_table(folder / "votes.csv", range(60, 66))
    assert tightrope("votes", "import", str(table), "--db", str(db)).returncode == 0
    return db


def forecast(database: Path, *arguments: str) -> dict[str, object]:
    ended = tightrope("votes", "forecast", *arguments, "--format", "json", "--db", str(database))
    assert ended.returncode == 0, ended.stderr
    found: dict[str, object] = json.loads(ended.stdout)
    return found


def test_a_draft_with_its_precedents(database: Path) -> None:
    shown = tightrope("votes", "forecast", "Annual question", "--db", str(database))
    assert shown.returncode == 0, shown.stderr
    assert "# Annual question" in shown.stdout and "## What it rests on" in shown.stdout
    assert "| 2010-11-01 | A/RES/65/1 | Annual question | 1.00 |" in shown.stdout
    # Against first, and by name.
    assert shown.stdout.index("| United States |") < shown.stdout.index("| China |")
    found = forecast(database, "Annual question", "--date", "2010-10-01", "--states", "USA,CHN")
    states = found["states"]
    assert isinstance(states, list)
    assert [(s["iso3"], s["forecast"]) for s in states] == [("USA", "no"), ("CHN", "yes")]
    assert states[0]["on_similar"] == ["no"] * 5
    similar = found["similar"]
    # The vote of November is not known in October.
    assert isinstance(similar, list) and similar[0]["date"] == "2009-11-01"
    assert found["basis"] == "similar texts"


def test_as_csv(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "forecast.csv"
    ended = tightrope(
        "votes", "forecast", "Annual question", "--format", "csv", "--db", str(database), "-o",
        str(file),
    )  # fmt: skip
    assert ended.returncode == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
    assert {row["iso3"] for row in rows} == set(STATES)
    for row in rows:
        assert float(row["yes"]) + float(row["abstain"]) + float(row["no"]) == pytest.approx(
            1, abs=0.001
        )


def test_a_recorded_vote_as_on_its_day_and_from_the_others(database: Path) -> None:
    found = forecast(database, "--roll-call", "A/RES/65/1")
    assert found["n_recorded"] == len(STATES) and found["n_seen"] == 0
    states = found["states"]
    assert isinstance(states, list)
    kazakhstan = next(s for s in states if s["iso3"] == "KAZ")
    assert (kazakhstan["forecast"], kazakhstan["recorded"]) == ("yes", "no")
    assert found["n_right"] == len(STATES) - 1
    others = forecast(database, "--roll-call", "A/RES/65/2", "--others")
    assert others["n_seen"] == len(STATES) and others["each_from_others"] is True
    shown = tightrope("votes", "forecast", "--roll-call", "A/RES/65/1", "--db", str(database))
    assert "9 (90 %) are as forecast" in shown.stdout


def test_no_precedent_and_another_language_are_said(database: Path) -> None:
    text = "Les droits des pêcheurs dans les eaux du sud et la protection de leurs familles"
    shown = tightrope("votes", "forecast", text, "--db", str(database))
    assert shown.returncode == 0
    assert "base rates" in shown.stdout and "fr" in shown.stdout
    assert forecast(database, "Fishing in southern waters")["basis"] == "base rates"


def test_votes_that_are_given(database: Path) -> None:
    found = forecast(database, "Fishing", "--given", "USA=no", "--given", "China=yes")
    assert found["given"] == {"USA": "no", "CHN": "yes"} and found["n_seen"] == 2


def test_in_python_the_same(database: Path) -> None:
    told = forecast(database, "Annual question", "--given", "USA=no", "--states", "GBR")
    with tr.open(database) as corpus:
        found = corpus.forecast("Annual question", given={"USA": "no"}, states=["GBR"])
        assert corpus.forecast(roll_call="A/RES/65/1", others=True).recorded is not None
        with pytest.raises(UsageError, match="one of both"):
            corpus.forecast()
    states = told["states"]
    assert isinstance(states, list)
    assert [p.iso3 for p in found.found.likelihoods] == ["GBR"]
    assert round(found.found.likelihoods[0].no, 4) == states[0]["no"]


def test_weights_are_kept_until_votes_come(database: Path, tmp_path: Path) -> None:
    forecast(database, "Annual question")
    with open_corpus(database) as corpus:
        kept = corpus.forecast_fit()
    assert kept is not None and kept.sessions == (61, 62, 63, 64, 65)
    table = vote_table(tmp_path / "more.csv", range(66, 67))
    assert tightrope("votes", "import", str(table), "--db", str(database)).returncode == 0
    with open_corpus(database) as corpus:
        assert corpus.forecast_fit() is None
    forecast(database, "Annual question")
    with open_corpus(database) as corpus:
        fitted = corpus.forecast_fit()
    assert fitted is not None and fitted.sessions[-1] == 66


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "one of both"),
        (("A draft", "--roll-call", "A/RES/65/1"), "one of both"),
        (("A draft", "--others"), "--roll-call"),
        (("--roll-call", "A/RES/65/1", "--date", "2010-01-01"), "--date"),
        (("A draft", "--given", "USA=maybe"), "yes, no or abstain"),
        (("A draft", "--date", "1950-01-01"), "no roll calls"),
        (("--roll-call", "A/RES/99/1"), "There is no roll call"),
        (("  ",), "empty"),
    ],
)
def test_wrong_use_is_told(database: Path, arguments: tuple[str, ...], said: str) -> None:
    ended = tightrope("votes", "forecast", *arguments, "--db", str(database))
    assert ended.returncode in (1, 2) and said in ended.stderr
    assert "Traceback" not in ended.stderr
