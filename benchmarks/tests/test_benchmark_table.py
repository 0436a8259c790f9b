"""The table of benchmarks: what is found, how it is printed, when it fails."""

import json
from pathlib import Path

import pytest

from benchmarks import run, speed
from benchmarks.figures import Figure


def test_areas_are_modules_that_measure_and_speed_comes_last() -> None:
    areas = run.areas()
    assert areas[-2:] == ["speed", "web"]
    assert not {"run", "figures"} & set(areas)


def test_columns_line_up_and_show_ratio_and_floor() -> None:
    figures = [
        Figure("events", "triple F1", 0.5, peer="lexicon", peer_value=0.25, floor=0.4),
        Figure("speed", "whole path", 123.4, "articles/s"),
    ]
    lines = run.table(figures).splitlines()
    assert len(lines) == 4
    cells = ["events", "triple F1", "0.500", "lexicon", "0.250", "2.00", "0.400"]
    assert lines[2].split() == " ".join(cells).split()
    assert lines[0].index("unit") == lines[3].index("articles/s")


def test_floor_is_a_ceiling_where_less_is_better(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heavy = Figure("speed", "memory", 900.0, "MB", higher_is_better=False, floor=500.0)
    monkeypatch.setattr(run, "measure_area", lambda name, bench: [heavy])
    written = tmp_path / "figures.json"
    assert run.main(["--only", "speed", "-o", str(written)]) == 1
    assert "900 !" in capsys.readouterr().out
    assert json.loads(written.read_text("utf-8"))["figures"][0]["ratio"] is None


def test_an_area_that_fails_does_not_cost_the_others_their_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def measure(name: str, bench: Path | None) -> list[Figure]:
        if name == "one":
            raise ValueError("no luck")
        return [Figure(name, "score", 1.0)]

    monkeypatch.setattr(run, "areas", lambda: ["one", "two"])
    monkeypatch.setattr(run, "measure_area", measure)
    assert run.main([]) == 1
    printed = capsys.readouterr().out
    assert "one is left out: failed: ValueError: no luck" in printed
    assert "two" in printed


def test_without_gold_data_an_area_says_what_to_do() -> None:
    with pytest.raises(FileNotFoundError, match="TIGHTROPE_BENCH"):
        run.measure_area("events", None)


def test_varied_articles_differ_and_keep_their_form() -> None:
    text = "Hanoi said on Monday that Vietnam and China would meet."
    versions = {speed.vary(text, copy) for copy in range(4)}
    assert len(versions) == 4
    assert speed.vary(text, 0) == text
    assert speed.vary(text, 1) == "Bangkok stated on Tuesday that Thailand and Russia would meet."
