"""What arrives is coded while pages are read, and open pages are told."""

import threading
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tightrope.store import Writer
from tightrope.web import Settings, create_app
from tightrope.web.feeding import Feeder
from tightrope.web.site import Site, site_of_writer

ARTICLE = """Astana and Beijing sign

5 June 2024

Kazakhstan and China signed a trade agreement on Wednesday. "We welcome it," Foreign Minister
Murat Nurtleu told reporters.
"""


@pytest.fixture
def fed(tmp_path: Path):  # type: ignore[no-untyped-def]
    folder = tmp_path / "news"
    folder.mkdir()
    path = tmp_path / "fed.duckdb"
    with Writer(path) as writer:
        site = site_of_writer(Settings(path), writer)
        site.live.tell(watching=str(folder))
        yield site, Feeder(site, writer, [folder], every_seconds=0.2), folder


def test_an_article_that_arrives_is_read_and_told(fed: tuple[Site, Feeder, Path]) -> None:
    site, feeder, folder = fed
    client = TestClient(create_app(site), base_url="http://localhost")
    assert "holds no documents yet" in client.get("/").text
    assert feeder.look() is None
    before = site.revision
    (folder / "a.txt").write_text(ARTICLE, "utf-8")
    report = feeder.look()
    assert report is not None and report.new_documents == 1
    assert site.revision != before
    told = client.get("/live").json()
    assert told["arrivals"] == 1 and told["step"] == "" and told["revision"] == site.revision
    assert "Kazakhstan" in client.get("/").text
    assert "data-live" in client.get("/").text
    assert feeder.look() is None


def test_pages_are_read_while_a_run_writes(fed: tuple[Site, Feeder, Path]) -> None:
    site, feeder, folder = fed
    client = TestClient(create_app(site), base_url="http://localhost")
    (folder / "a.txt").write_text(ARTICLE, "utf-8")
    feeder.look()
    for n in range(6):
        (folder / f"{n}.txt").write_text(ARTICLE.replace("trade", f"trade and {n}-fold"), "utf-8")
    running = threading.Thread(target=feeder.look)
    running.start()
    slowest, asked = 0.0, 0
    while running.is_alive() or asked == 0:
        started = time.perf_counter()
        site.answers.clear()
        assert client.get("/state/KAZ").status_code == 200
        slowest, asked = max(slowest, time.perf_counter() - started), asked + 1
    running.join()
    assert asked > 1
    assert slowest < 5
    assert client.get("/home.json").json()["view"]["counts"]["documents"] > 1


def test_a_round_that_fails_is_told_and_the_next_one_comes(
    fed: tuple[Site, Feeder, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, feeder, _ = fed
    rounds = []

    def look() -> None:
        rounds.append(1)
        if len(rounds) == 1:
            raise RuntimeError("the disk is full")

    monkeypatch.setattr(feeder, "look", look)
    feeder.start()
    limit = time.monotonic() + 5
    while len(rounds) < 1 or "disk is full" not in site.live.state.trouble:
        assert time.monotonic() < limit
        if len(rounds) > 1:
            break
        time.sleep(0.01)
    while len(rounds) < 2:
        assert time.monotonic() < limit
        time.sleep(0.01)
    feeder.stop()
    assert site.live.state.trouble == ""
