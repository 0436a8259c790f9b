"""``tightrope serve`` as people start and stop it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tightrope.store import Writer


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "served.duckdb"
    with Writer(path) as writer:
        writer.prepare_lookups()
    return path


def command(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tightrope.cli.main", "serve", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


@contextmanager
def serving(*arguments: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = command(*arguments, "--port", "0")
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://\S+", line)
    assert found is not None, line
    try:
        yield process, found.group()
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=20)


def get(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def answers(address: str) -> bool:
    try:
        get(address)
    except urllib.error.URLError as refused:
        return not isinstance(refused.reason, ConnectionRefusedError)
    except OSError:
        return True
    return True


def test_it_serves_until_it_is_stopped(database: Path) -> None:
    with serving("--db", database) as (process, address):
        assert get(address) == 200
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)
        assert "Traceback" not in told
    with pytest.raises(urllib.error.URLError):
        get(address)


def test_its_helpers_end_with_it(database: Path) -> None:
    with serving("--db", database, "--processes", "2") as (process, address):
        assert [get(address) for _ in range(6)] == [200] * 6
        process.kill()
        process.wait(20)
        # A helper may be cut off in the middle of an answer; none must answer later.
        limit = time.monotonic() + 20
        while answers(address):
            assert time.monotonic() < limit, "a helper goes on answering"
            time.sleep(0.2)


def test_beyond_this_machine_a_token_is_asked_for(database: Path) -> None:
    with serving("--db", database, "--host", "0.0.0.0") as (_, address):
        bare, asked, token = address.partition("?token=")
        assert asked and len(token) > 16
        bare = bare.replace("0.0.0.0", "127.0.0.1")
        assert get(bare) == 401
        assert get(f"{bare}coverage?token=wrong") == 401


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("--db", "missing.duckdb"), 1, "There is no database"),
        (("--watch", "missing"), 2, "neither a feed's address"),
        (("--powers", "Atlantis"), 2, "is not a state"),
    ],
)
def test_what_is_wrong_is_told(
    tmp_path: Path, arguments: tuple[str, ...], status: int, words: str
) -> None:
    process = command("--db", tmp_path / "new.duckdb", "--port", "0", *arguments)
    _, told = process.communicate(timeout=30)
    assert process.returncode == status
    assert words in told and told.count("\n") == 1


def test_a_port_that_is_taken_is_told(database: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = command("--db", database, "--port", taken.getsockname()[1])
        _, told = process.communicate(timeout=30)
        assert process.returncode == 2
        assert "can't be listened on" in told
