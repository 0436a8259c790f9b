"""``tightrope mcp`` as an assistant's program starts it."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters

from tightrope.store import Writer

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mcp") / "asked.duckdb"
    with Writer(path) as writer:
        writer.prepare_lookups()
    return path


def coverage(server: Any) -> dict[str, Any]:
    async def asking() -> Any:
        async with Client(server) as client:
            return await client.call_tool("coverage")

    found: dict[str, Any] = anyio.run(asking).structured_content
    return found


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "tightrope.cli.main", "mcp", *map(str, arguments)]


def test_it_answers_on_standard_input(database: Path) -> None:
    program, *arguments = command("--db", database)
    server = StdioServerParameters(command=program, args=arguments, env=ENVIRONMENT)
    assert {"name": "documents", "value": "0"} in coverage(server)["counts"]


def test_it_answers_on_this_machine_until_it_is_stopped(database: Path) -> None:
    process = subprocess.Popen(
        command("--db", database, "--http", "--port", "0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/mcp", line)
        assert found is not None, line
        assert coverage(found.group())["url"] == "/coverage"
    finally:
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--db", "missing.duckdb"], 1, "missing.duckdb"),
        (["--pages", "localhost:8000"], 2, "http://localhost:8000"),
        (["--powers", "Atlantis"], 2, "Atlantis"),
    ],
)
def test_what_cannot_be_served_is_told_in_one_sentence(
    arguments: list[str], status: int, words: str, tmp_path: Path
) -> None:
    ended = subprocess.run(
        command(*arguments), capture_output=True, text=True, cwd=tmp_path, env=ENVIRONMENT,
        timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == status
    assert words in ended.stderr and "Traceback" not in ended.stderr and not ended.stdout
