"""Imported roll calls become the stream ``votes`` of alignment, beside what the news tells of."""

from pathlib import Path

import pytest

from tightrope.engine.running import run_into
from tightrope.engine.voting import import_votes
from tightrope.store import Writer

HEADER = "resolution,date,session,iso3,position,title\n"
NEWS = (
    "<html><head><meta property='article:published_time' content='2019-12-20'></head><body><p>"
    "ASTANA, Dec. 20, 2019 - Kazakhstan signed a trade agreement with China on Thursday, the "
    "foreign ministry of Kazakhstan said in a statement. Kazakhstan condemned Russia.</p></body>"
)


def vote_table(path: Path, first: int = 0) -> Path:
    """Two sessions of twelve roll calls: Kazakhstan votes with China and against the USA."""
    rows = []
    for session, year in ((73, 2018), (74, 2019)):
        for n in range(first, first + 12):
            with_china, with_usa = ("yes", "no") if n % 3 else ("no", "yes")
            if n % 4 == 1:
                with_usa = "abstain"
            day = f"{year}-11-{n % 20 + 1:02}"
            for state, position in (("KAZ", with_china), ("CHN", with_china), ("USA", with_usa)):
                rows.append(f"A/RES/{session}/{n + 1},{day},{session},{state},{position},Title {n}")
    path.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    return path


def votes_of(writer: Writer) -> dict[str, list[dict[str, object]]]:
    rows = writer.corpus.alignment().to_pylist()
    found: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        if row["stream"] == "votes" and row["focal"] == "KAZ":
            found.setdefault(str(row["power"]), []).append(row)
    return found


def test_import_feeds_alignment(tmp_path: Path) -> None:
    with Writer(tmp_path / "a.duckdb") as writer:
        import_votes(writer, [vote_table(tmp_path / "votes.csv")])
        found = votes_of(writer)
        assert set(found) == {"CHN", "USA"}  # Russia never voted
        assert [row["n_incidents"] for row in found["CHN"]] == [12, 12]
        for near, far in zip(found["CHN"], found["USA"], strict=True):
            assert near["mean"] == pytest.approx(1.0) and near["low"] < near["mean"]
            assert -1 <= far["low"] <= far["mean"] <= far["high"] <= 1
            assert far["high"] < near["low"]
        assert str(found["CHN"][1]["period_start"]) == "2019-11-01"
        before = writer.corpus.alignment().to_pylist()
        import_votes(writer, [tmp_path / "votes.csv"])
        assert writer.corpus.alignment().to_pylist() == before


def test_run_keeps_votes_and_news_apart(tmp_path: Path) -> None:
    news = tmp_path / "news.html"
    news.write_text(NEWS, "utf-8")
    powers = ("CHN", "USA")
    with Writer(tmp_path / "a.duckdb") as writer:
        run_into(writer, [news], focal=("KAZ",), powers=powers, workers=1)
        alone = [r for r in writer.corpus.alignment().to_pylist() if r["stream"] != "votes"]
        import_votes(writer, [vote_table(tmp_path / "votes.csv")])
        rows = writer.corpus.alignment().to_pylist()
        assert [r for r in rows if r["stream"] != "votes"] == alone
        # What was asked for before is measured again, no more.
        assert {(r["focal"], r["power"]) for r in rows} <= {("KAZ", p) for p in powers}
        assert set(votes_of(writer)) == {"CHN", "USA"}
        # A run that measures anew, with another power in front, keeps the votes.
        run_into(writer, [news], focal=("KAZ",), powers=("USA", "CHN"), workers=1)
        assert set(votes_of(writer)) == {"CHN", "USA"}
