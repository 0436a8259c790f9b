"""Who may ask, what a page may do, and what happens when something goes wrong."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tightrope.store import TooSlow
from tightrope.store.readers import open_readers
from tightrope.web import Settings, Site, create_app, open_site
from tightrope.web.guard import POLICY
from tightrope.web.pages import home as home_page


def test_every_answer_carries_the_policy(client: TestClient) -> None:
    for address in ("/", "/nothing", "/static/tightrope.css", "/api/events", "/state/KAZ.csv"):
        headers = client.get(address).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert "unsafe" not in POLICY


def test_another_name_for_this_machine_is_refused(site: Site) -> None:
    elsewhere = TestClient(create_app(site), base_url="http://evil.example")
    assert elsewhere.get("/").status_code == 400


@pytest.fixture
def guarded(database: Path) -> Iterator[TestClient]:
    site = open_site(Settings(database, host="0.0.0.0", token="secret"))
    yield TestClient(create_app(site), base_url="http://example.org")
    site.close()


def test_a_token_is_asked_for(guarded: TestClient) -> None:
    for address in ("/", "/api/events", "/static/tightrope.css", "/live", "/openapi.json"):
        assert guarded.get(address).status_code == 401, address
    assert guarded.get("/?token=wrong").status_code == 401
    assert guarded.get("/", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert guarded.get("/", headers={"Authorization": "Bearer secret"}).status_code == 200


def test_a_token_moves_from_the_address_to_a_cookie(guarded: TestClient) -> None:
    moved = guarded.get("/state/KAZ?token=secret&powers=CHN", follow_redirects=False)
    assert moved.status_code == 303
    assert moved.headers["location"] == "/state/KAZ?powers=CHN"
    cookie = moved.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert guarded.get("/state/KAZ").status_code == 200


def test_a_redirect_stays_on_this_server(guarded: TestClient) -> None:
    moved = guarded.get("//evil.example/?token=secret", follow_redirects=False)
    assert not moved.headers.get("location", "/").startswith("//")


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_a_page_of_another_site_sends_nothing(client: TestClient, headers: dict[str, str]) -> None:
    sent = client.post("/correct/events/e3", data={"aspect": "act"}, headers=headers)
    assert sent.status_code == 403


def test_what_is_too_large_is_refused(client: TestClient) -> None:
    assert client.post("/correct/events/e3", data={"note": "x" * 40_000}).status_code == 413
    assert client.get("/search?q=" + "x" * 20_000).status_code == 400


def test_a_page_that_fails_leaves_the_others_alone(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(ask: object) -> object:
        raise RuntimeError("something inside")

    monkeypatch.setattr("tightrope.web.app.PAGES", (("/", broken), ("/method", home_page)))
    site.answers.clear()
    client = TestClient(create_app(site), base_url="http://localhost")
    failed = client.get("/")
    assert failed.status_code == 500
    assert "could not be made" in failed.text and "something inside" not in failed.text
    assert client.get("/method").status_code == 200
    site.answers.clear()


def test_a_question_that_takes_too_long_is_interrupted(database: Path) -> None:
    readers = open_readers(database, size=1, seconds=0.2)
    started = time.perf_counter()
    with pytest.raises(TooSlow, match="longer than"), readers.corpus() as corpus:
        corpus.ask("SELECT count(*) FROM range(100000000000) a, range(1000) b")
    assert time.perf_counter() - started < 5
    with readers.corpus() as corpus:
        assert corpus.count("documents") == 6
    readers.close_database()


def test_a_slow_answer_is_given_up(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(ask: object) -> object:
        time.sleep(1.5)
        raise AssertionError

    monkeypatch.setattr("tightrope.web.app.PAGES", (("/", slow),))
    site = open_site(Settings(database, request_seconds=0.2))
    client = TestClient(create_app(site), base_url="http://localhost")
    answer = client.get("/")
    assert answer.status_code == 503
    assert "too long" in answer.text
    site.close()
