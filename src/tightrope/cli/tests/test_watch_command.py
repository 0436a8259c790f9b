"""``tightrope watch`` from a feed to the database, against a server on this machine."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ARTICLE = (
    "<!doctype html><html><head><title>Mongolia and Japan sign accord</title></head><body><article>"
    "<h1>Mongolia and Japan sign accord</h1>"
    "<p>ULAANBAATAR: Mongolia and Japan signed a defence agreement on Tuesday after talks that "
    "lasted for most of the year, the foreign ministry said.</p>"
    "<p>The agreement allows officers of both states to train together in the coming spring, and "
    "both governments said that it was directed against nobody.</p></article></body></html>"
)


@pytest.fixture
def server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            own = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
            bodies = {
                "/feed": f'<rss version="2.0"><channel><item><link>{own}/2024/06/05/a</link></item>'
                "</channel></rss>",
                "/2024/06/05/a": ARTICLE,
            }
            body = bodies.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=served.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()
    thread.join()


def tightrope(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tightrope.cli.main", *arguments],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_a_round_ends_in_the_database(server: str, tmp_path: Path) -> None:
    db, kept = str(tmp_path / "news.duckdb"), str(tmp_path / "kept")
    asked = ("watch", f"{server}/feed", "--into", kept, "--db", db, "--once", "--pause", "0")
    first = tightrope(*asked)
    assert first.returncode == 0, first.stderr
    assert "fetched: 1" in first.stdout
    assert "1 new document" in first.stdout
    exported = tightrope("export", "documents", "--db", db)
    (document,) = [json.loads(line) for line in exported.stdout.splitlines()]
    assert document["url"] == f"{server}/2024/06/05/a"
    assert document["published_at"] == "2024-06-05"
    second = tightrope(*asked)
    assert "fetched: 0" in second.stdout
    assert "Read" not in second.stdout


def test_what_is_no_feed_is_said(server: str, tmp_path: Path) -> None:
    kept, db = str(tmp_path / "kept"), str(tmp_path / "a.duckdb")
    more = ("--into", kept, "--db", db, "--once", "--pause", "0")
    assert tightrope("watch", "nowhere", *more).returncode == 2
    ended = tightrope("watch", f"{server}/missing", *more)
    assert ended.returncode == 1
    assert "the server says 404" in ended.stdout
