"""The pages under load: first bytes at 50 requests a second, exports, and the start.

Measured on a generated database of 100,000 documents (:mod:`benchmarks.web_database`; another
number with ``TIGHTROPE_WEB_DOCUMENTS``). The server runs in processes of its own, as ``tightrope
serve`` starts them; the requests come from this one, which takes its share of the same machine.
They come at a steady pace whether or not earlier ones are answered.

Every kind of page is asked for alone, for records drawn by chance, and each address has a field
that no other has: no page is answered from what was kept, so that the figures are those of making
pages. Then all kinds come in turn. What a page costs is the processor time of the server, which
says more than a clock on a machine that others use too; how busy that is (the load average) is a
figure as well.

    python -m benchmarks.web [--documents 100000] [--database FILE] [--seconds 10] [--kind NAME]
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
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from benchmarks.figures import Figure

DOCUMENTS = 100_000
PER_SECOND = 50
SECONDS = 10
#: Requests of each kind before measuring: a server that was just started reads its blocks from disk
#: first.
WARMING = 150
WARMING_PER_SECOND = 20
_WORDS = ("sanctions", "pipeline", "agreement", "minister", "drills", "abstained", "partnership")
_POWERS = ("USA", "CHN", "RUS")


@dataclass(frozen=True, slots=True)
class Answer:
    """One request: seconds to the first byte, and the status."""

    seconds: float
    status: int


@dataclass(frozen=True, slots=True)
class Measured:
    """One kind of page at a steady pace.

    Attributes:
        kind: which.
        answers: to each request.
        cpu_seconds: what the server used of the processor for all of them.
        own_cpu_seconds: what asking used.
        load: processes that wanted a processor in the last minute, when it ended.
    """

    kind: str
    answers: list[Answer]
    cpu_seconds: float
    own_cpu_seconds: float
    load: float

    def milliseconds(self, share: float) -> float:
        """The time to the first byte that this share of answers kept to."""
        return 1_000 * percentile([a.seconds for a in self.answers], share)

    @property
    def cpu_milliseconds(self) -> float:
        """Of one request."""
        return 1_000 * self.cpu_seconds / len(self.answers)

    @property
    def wrong(self) -> int:
        return sum(a.status != 200 for a in self.answers)


def kinds(database: Path, seed: int = 7) -> dict[str, Callable[[random.Random], str]]:
    """What makes an address of each kind of page, with a record drawn by chance."""
    from tightrope.store import open_corpus

    with open_corpus(database) as corpus:

        def some(sql: str) -> list[str]:
            return [str(next(iter(row.values()))) for row in corpus.ask(sql)]

        def ids(table: str) -> list[str]:
            return some(f"SELECT id FROM {table} USING SAMPLE 2000 ROWS (reservoir, {seed})")

        held = {
            "document": ids("documents"),
            "story": ids("stories"),
            "incident": ids("incidents"),
            "statement": ids("statements"),
            "dispute": ids("disputes"),
            "person": some(f"SELECT name FROM persons USING SAMPLE 2000 ROWS (reservoir, {seed})"),
        }
        states = some("SELECT iso3 FROM state_counts WHERE incidents > 0 ORDER BY incidents DESC")

    def day(chance: random.Random) -> str:
        return f"{chance.randrange(2016, 2025)}-{chance.randrange(1, 13):02}-01"

    def pair(chance: random.Random) -> str:
        state, other = chance.sample(states, 2)
        return f"/pair/{state}/{chance.choice((*_POWERS, other, other, other))}"

    found: dict[str, Callable[[random.Random], str]] = {
        kind: lambda chance, kind=kind, values=values: (  # type: ignore[misc]
            f"/{kind}/{quote(chance.choice(values), safe='')}"
        )
        for kind, values in held.items()
    }
    return found | {
        "home": lambda chance: "/",
        "state": lambda chance: f"/state/{chance.choice(states)}",
        "pair": pair,
        "compare": lambda chance: f"/compare?states={','.join(chance.sample(states, 2))}",
        "coverage": lambda chance: f"/coverage?page={chance.randrange(1, 3)}",
        "search by words": lambda chance: f"/search?q={'+'.join(chance.sample(_WORDS, 2))}",
        "search in a state": lambda chance: (
            f"/search?q={chance.choice(_WORDS)}&state={chance.choice(states)}&since={day(chance)}"
        ),
        "search incidents": lambda chance: (
            f"/search?kind=incidents&state={chance.choice(states)}&since={day(chance)}"
        ),
        "search statements": lambda chance: (
            f"/search?kind=statements&state={chance.choice(states)}&q={chance.choice(_WORDS)}"
        ),
        "search persons": lambda chance: f"/search?kind=persons&q={chance.choice('abcdefgh')}an",
        "API": lambda chance: (
            f"/api/events?actor_iso3={chance.choice(states)}&since={day(chance)}&limit=50"
        ),
        "JSON twin": lambda chance: f"/state/{chance.choice(states)}.json",
    }


def addresses(
    makers: Sequence[Callable[[random.Random], str]], number: int, seed: int
) -> list[str]:
    """Addresses of some kinds in turn, none of which was asked for before."""
    chance = random.Random(seed)
    found = []
    for n in range(number):
        address = makers[n % len(makers)](chance)
        if not address.startswith("/api/"):  # which refuses fields that it does not know
            address += f"{'&' if '?' in address else '?'}x={seed}.{n}"
        found.append(address)
    return found


async def _ask(port: int, address: str) -> Answer:
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
        return Answer(seconds, int(status.group(1)) if status else 0)
    finally:
        writer.close()


async def _load(port: int, asked: Sequence[str], per_second: float) -> list[Answer]:
    started = time.perf_counter()
    tasks = []
    for n, address in enumerate(asked):
        await asyncio.sleep(max(0.0, started + n / per_second - time.perf_counter()))
        tasks.append(asyncio.create_task(_ask(port, address)))
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
        self.get("/")
        self.start_seconds = time.perf_counter() - started
        self.start_cpu_seconds = self.cpu_seconds()

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


def measure_kind(
    server: Server,
    kind: str,
    makers: Sequence[Callable[[random.Random], str]],
    seconds: float,
    seed: int,
) -> Measured:
    """Ask for pages of one kind (or several in turn) at a steady pace, after some slower ones."""
    warming = addresses(makers, WARMING, 1_000 + seed)
    asyncio.run(_load(server.port, warming, WARMING_PER_SECOND))
    asked = addresses(makers, int(PER_SECOND * seconds), seed)
    used, own = server.cpu_seconds(), time.process_time()
    answers = asyncio.run(_load(server.port, asked, PER_SECOND))
    return Measured(
        kind,
        answers,
        server.cpu_seconds() - used,
        time.process_time() - own,
        os.getloadavg()[0],
    )


def measure_database(
    database: Path, seconds: float = SECONDS, only: Sequence[str] = ()
) -> tuple[list[Figure], list[Measured]]:
    """The figures of one database, and what they rest on.

    Args:
        database: the file.
        seconds: how long each kind of page is asked for.
        only: kinds of pages; all, and all in turn, when empty.
    """
    server = Server(database)
    try:
        makers = kinds(database)
        found = [
            measure_kind(server, kind, [makers[kind]], seconds, n)
            for n, kind in enumerate(only or makers, 1)
        ]
        if not only:
            found.append(
                measure_kind(server, "all in turn", list(makers.values()), 2 * seconds, 100)
            )
        rows_per_second = server.export("/api/events/export?format=jsonl")
    finally:
        server.stop()
    figures = [figure for m in found for figure in _figures(m)]
    slowest = max(m.milliseconds(0.95) for m in found)
    share = sum(m.own_cpu_seconds for m in found) / sum(len(m.answers) for m in found)
    return [
        *figures,
        _lower("slowest kind: first byte, p95", slowest, "ms"),
        _lower("answers other than 200", float(sum(m.wrong for m in found)), ""),
        _lower("asking: processor time of a request", 1_000 * share, "ms"),
        _lower("load average meanwhile, highest", max(m.load for m in found), ""),
        Figure("web", "export of events as JSON lines", rows_per_second, "rows/s"),
        _lower("start until the first page is there", server.start_seconds, "s"),
        _lower("start: processor time", server.start_cpu_seconds, "s"),
    ], found


def _figures(m: Measured) -> list[Figure]:
    return [
        _lower(f"{m.kind}: first byte, p50", m.milliseconds(0.5), "ms"),
        _lower(f"{m.kind}: first byte, p95", m.milliseconds(0.95), "ms"),
        _lower(f"{m.kind}: processor time of a page", m.cpu_milliseconds, "ms"),
    ]


def _lower(name: str, value: float, unit: str) -> Figure:
    return Figure("web", name, value, unit, higher_is_better=False)


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
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each kind of page")
    parser.add_argument("--kind", action="append", default=[], help="only this kind of page")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        database = options.database or Path(name) / "web.duckdb"
        if not database.exists():
            from benchmarks.web_database import read_base, write_database

            took = write_database(database, read_base(Path(name)), options.documents)
            print(f"made {database} in {took:.0f} s")
        figures, found = measure_database(database, options.seconds, options.kind)
    print(f"{PER_SECOND} requests a second; first byte in ms, processor time in ms of a request")
    print(f"{'':20}{'p50':>8}{'p95':>8}{'server':>8}{'asking':>8}{'load':>7}{'wrong':>7}")
    for m in found:
        asking = 1_000 * m.own_cpu_seconds / len(m.answers)
        print(
            f"{m.kind:20}{m.milliseconds(0.5):8.1f}{m.milliseconds(0.95):8.1f}"
            f"{m.cpu_milliseconds:8.1f}{asking:8.1f}{m.load:7.1f}{m.wrong:7}"
        )
    for figure in figures[3 * len(found) :]:
        print(f"{figure.ours:10.1f} {figure.unit:7} {figure.measure}")


if __name__ == "__main__":
    main()
