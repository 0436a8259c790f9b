"""The pages under load: first bytes at 50 requests a second, exports, and the start.

Measured on a generated database of 100,000 documents (:mod:`benchmarks.web_database`; another
number with ``TIGHTROPE_WEB_DOCUMENTS``). The server runs in a process of its own, as ``tightrope
serve`` starts it. Requests come at a steady pace whether or not earlier ones are answered, to every
kind of page in turn and to records drawn by chance, so that hardly any record is asked for twice;
some hundred slower ones go before, so that a server is measured that has run for a while.

    python -m benchmarks.web [--documents 100000] [--database FILE] [--seconds 20]
"""

import argparse
import asyncio
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from benchmarks.figures import Figure

DOCUMENTS = 100_000
PER_SECOND = 50
SECONDS = 20
#: Requests before measuring: a server that was just started reads its blocks from disk first.
WARMING = 400
WARMING_PER_SECOND = 20
_WORDS = ("sanctions", "pipeline", "agreement", "minister", "drills", "abstained", "partnership")


@dataclass(frozen=True, slots=True)
class Answer:
    """One request: which kind of page, seconds to the first byte, and the status."""

    kind: str
    seconds: float
    status: int


def addresses(database: Path, number: int, seed: int = 7) -> list[tuple[str, str]]:
    """Kinds of pages in turn, each with a record drawn by chance."""
    from tightrope.store import open_corpus

    chance = random.Random(seed)
    with open_corpus(database) as corpus:

        def some(sql: str) -> list[str]:
            return [str(next(iter(row.values()))) for row in corpus.ask(sql)]

        def ids(table: str) -> list[str]:
            return some(f"SELECT id FROM {table} USING SAMPLE 400 ROWS (reservoir, {seed})")

        held = {
            "document": ids("documents"),
            "story": ids("stories"),
            "incident": ids("incidents"),
            "statement": ids("statements"),
            "dispute": ids("disputes"),
            "person": some("SELECT name FROM persons USING SAMPLE 400 ROWS (reservoir, 7)"),
        }
        states = some("SELECT iso3 FROM state_counts WHERE incidents > 0 ORDER BY incidents DESC")
    found: list[tuple[str, str]] = []
    while len(found) < number:
        state, other = chance.sample(states, 2)
        year = chance.randrange(2016, 2025)
        found += [
            (kind, f"/{kind}/{quote(chance.choice(values), safe='')}")
            for kind, values in held.items()
        ]
        found += [
            ("home", "/"),
            ("state", f"/state/{state}"),
            ("pair", f"/pair/{state}/{chance.choice(('USA', 'CHN', 'RUS'))}"),
            ("pair", f"/pair/{state}/{other}"),
            ("compare", f"/compare?states={state},{other}"),
            ("coverage", f"/coverage?page={chance.randrange(1, 3)}"),
            ("search", f"/search?q={'+'.join(chance.sample(_WORDS, 2))}&state={state}"),
            ("search", f"/search?q={chance.choice(_WORDS)}&since={year}-01-01"),
            ("search incidents", f"/search?kind=incidents&state={state}&since={year}-01-01"),
            ("search statements", f"/search?kind=statements&state={state}&q={_WORDS[2]}"),
            ("search persons", f"/search?kind=persons&q={chance.choice('abcdefgh')}an"),
            ("API", f"/api/events?actor_iso3={state}&since={year}-01-01&limit=50"),
            ("JSON twin", f"/state/{state}.json"),
        ]
    return found[:number]


async def _ask(port: int, kind: str, address: str) -> Answer:
    started = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(
            f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
        )
        await writer.drain()
        head = await reader.read(64)
        seconds = time.perf_counter() - started
        status = re.match(rb"HTTP/1\.1 (\d+)", head)
        await reader.read()
        return Answer(kind, seconds, int(status.group(1)) if status else 0)
    finally:
        writer.close()


async def _load(port: int, asked: Sequence[tuple[str, str]], per_second: float) -> list[Answer]:
    started = time.perf_counter()
    tasks = []
    for n, (kind, address) in enumerate(asked):
        await asyncio.sleep(max(0.0, started + n / per_second - time.perf_counter()))
        tasks.append(asyncio.create_task(_ask(port, kind, address)))
    return list(await asyncio.gather(*tasks))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Server:
    """``tightrope serve`` in a process of its own."""

    def __init__(self, database: Path) -> None:
        started = time.perf_counter()
        command = [sys.executable, "-m", "tightrope.cli.main", "serve"]
        self._process = subprocess.Popen(
            [*command, "--db", str(database), "--port", "0"], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        found = re.search(r":(\d+)/", line)
        if found is None:
            raise RuntimeError(f"the server did not start: {line}")
        self.port = int(found.group(1))
        self.get("/live")
        self.start_seconds = time.perf_counter() - started

    def get(self, address: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{address}", timeout=60) as answer:
            body: bytes = answer.read()
            return body

    def export(self, address: str) -> float:
        """Rows a second of an export as JSON lines."""
        started, lines = time.perf_counter(), 0
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{address}") as answer:
            while piece := answer.read(1 << 20):
                lines += piece.count(b"\n")
        return lines / (time.perf_counter() - started)

    def cpu_seconds(self) -> float:
        """What the server and its helpers have used of the processor; 0 where the system does not
        tell."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if self._process.pid in (int(stat.parent.name), int(fields[1])):
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def measure_database(database: Path, seconds: float = SECONDS) -> tuple[list[Figure], list[Answer]]:
    """The figures of one database, and every answer."""
    server = Server(database)
    try:
        asked = addresses(database, WARMING + int(PER_SECOND * seconds))
        asyncio.run(_load(server.port, asked[:WARMING], WARMING_PER_SECOND))
        asked = asked[WARMING:]
        used = server.cpu_seconds()
        answers = asyncio.run(_load(server.port, asked, PER_SECOND))
        used = server.cpu_seconds() - used
        rows_per_second = server.export("/api/events/export?format=jsonl")
    finally:
        server.stop()
    wrong = sum(a.status != 200 for a in answers)
    kinds: dict[str, list[float]] = {}
    for a in answers:
        kinds.setdefault(a.kind, []).append(a.seconds)
    found = [
        Figure(
            "web",
            f"first byte of {kind}, p95",
            1_000 * percentile(times, 0.95),
            "ms",
            higher_is_better=False,
        )
        for kind, times in sorted(kinds.items())
    ]
    slowest = max(percentile(times, 0.95) for times in kinds.values())
    found += [
        Figure("web", "first byte of the slowest kind, p95", 1_000 * slowest, "ms",
               higher_is_better=False),
        Figure("web", "processor time of one page", 1_000 * used / len(answers), "ms",
               higher_is_better=False),
        Figure("web", "answers other than 200", float(wrong), "", higher_is_better=False),
        Figure("web", "export of events as JSON lines", rows_per_second, "rows/s"),
        Figure("web", "start until the first answer", server.start_seconds, "s",
               higher_is_better=False),
    ]  # fmt: skip
    return found, answers


def measure(bench: Path | None) -> list[Figure]:
    """The pages under load, on a database that is generated for it."""
    from benchmarks.web_database import read_base, write_database

    documents = int(os.environ.get("TIGHTROPE_WEB_DOCUMENTS", DOCUMENTS))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_database(folder / "web.duckdb", read_base(folder), documents)
        return measure_database(folder / "web.duckdb")[0]


def main() -> None:
    """Print the figures of a database that is there, or is made."""
    parser = argparse.ArgumentParser(description="Measure the pages under load.")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--database", type=Path, help="take this one; made when it is not there")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        database = options.database or Path(name) / "web.duckdb"
        if not database.exists():
            from benchmarks.web_database import read_base, write_database

            took = write_database(database, read_base(Path(name)), options.documents)
            print(f"made {database} in {took:.0f} s")
        figures, answers = measure_database(database, options.seconds)
    for figure in figures:
        print(f"{figure.ours:10.1f} {figure.unit:7} {figure.measure}")
    print(f"{len(answers)} requests")


if __name__ == "__main__":
    main()
