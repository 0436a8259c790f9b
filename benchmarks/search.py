"""How fast words are found: an index over a million generated statements, and questions to it.

Names, acts and topics come from lists of our own; rare words, drawn by Zipf's law from made
syllables, give the index the vocabulary of a large corpus. Ten statements stand in a document.
The time of building is seconds of processor time; that of a question runs from the call to the last
record read from the database, one question after the other.
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate, product
from pathlib import Path
from typing import Any

import pyarrow as pa

from benchmarks.figures import Figure
from tightrope.store.connection import connect
from tightrope.store.corpus import Corpus
from tightrope.store.fulltext.upkeep import index_folder, open_index

AREA = "search"
STATEMENTS = 1_000_000
ADDED = 10_000
_PER_DOCUMENT = 10
_ROUNDS = 3
_ROOT = Path(__file__).resolve().parents[1]

_FIRST = [
    "Hina",
    "Arman",
    "Lotte",
    "Sergio",
    "Ngozi",
    "Tarik",
    "Amélie",
    "Bảo",
    "Wen",
    "Priya",
    "Juma",
    "Karel",
    "Zofia",
    "Omar",
]
_LAST = [
    a + b
    for a in [
        "Tran",
        "Vel",
        "Dor",
        "Mas",
        "Tan",
        "Bel",
        "Quor",
        "Zim",
        "Sel",
        "Rud",
        "Har",
        "Pol",
        "Nov",
        "Chan",
        "Ost",
    ]
    for b in ("", "an", "ov", "ić", "as", "ille", "mund", "ara", "ney", "oto")
]
_STATES = ["USA", "CHN", "RUS", "PAK", "IND", "VNM", "TUR", "SAU", "KAZ", "SRB", "GBR", "FRA"]
_DOES = (
    "would keep a middle ground on", "could not afford to abandon", "had no plan to sign",
    "welcomed progress on", "rejected pressure over", "would not choose sides on",
    "was ready to discuss", "warned against haste on", "expected a balanced answer to",
)  # fmt: skip
_TOPICS = (
    "the corridor", "a defence pact", "arms sales", "the transit route", "the memorandum",
    "grain exports", "the naval base", "the ceasefire", "the loan", "the pipeline", "the summit",
    "sanctions", "the resolution", "the aid package", "the visa regime", "the airspace",
)  # fmt: skip
_WHEN = ("before the vote", "after the visit", "in the coming weeks", "while talks go on")
_OUTLETS = [f"The {city} {kind}" for city in _LAST[:40] for kind in ("Post", "Courier", "Times")]
_SYLLABLES = (
    "ba",
    "ke",
    "li",
    "mo",
    "nu",
    "ra",
    "si",
    "to",
    "vu",
    "za",
    "pri",
    "gan",
    "tel",
    "dor",
    "min",
)
_RARE = [
    "".join(s)
    for s in product(
        [
            "ba",
            "ke",
            "li",
            "mo",
            "nu",
            "ra",
            "si",
            "to",
            "vu",
            "za",
            "pri",
            "gan",
            "tel",
            "dor",
            "min",
        ],
        repeat=3,
    )
]
_WEIGHTS = list(accumulate(1 / (n + 1) for n in range(len(_RARE))))
_FIRST_DAY = date(2015, 1, 1)

_QUESTIONS: tuple[dict[str, Any], ...] = (
    {"question": "middle ground"},
    {"question": '"middle ground"', "about": ("USA",), "since": date(2023, 1, 1)},
    {"question": '"middle ground"', "speaker": "Tran", "about": ("USA",)},
    {"question": "corridor", "speaker": "Amelie"},
    {"question": "sanct*", "about": ("CHN",), "until": date(2020, 1, 1)},
    {"question": "haste pipeline -weeks"},
    {"question": "the"},
    {"question": f"{_RARE[700]} loan"},
    {"question": "", "speaker": "PAK", "about": ("IND",)},
    {"question": '"balanced answer to the memorandum"', "outlet": "Courier"},
    {"question": "naval base", "kind": "documents"},
    {"question": "ceasefire vote", "kind": "all"},
)  # fmt: skip


def _documents(
    first: int, n: int, draw: random.Random
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    for number in range(first, first + n):
        name = f"d{number:09x}"
        day = _FIRST_DAY + timedelta(days=draw.randrange(3_600))
        said = [_statement(name, number * _PER_DOCUMENT + k, draw) for k in range(_PER_DOCUMENT)]
        text = " ".join(s["content_text"] for s in said)
        yield (
            {"id": name, "outlet": draw.choice(_OUTLETS), "title": f"On {draw.choice(_TOPICS)}",
             "text": text, "published_at": day, "published_low": day, "published_high": day},
            said,
        )  # fmt: skip


def _statement(document: str, number: int, draw: random.Random) -> dict[str, Any]:
    rare = " ".join(draw.choices(_RARE, cum_weights=_WEIGHTS, k=10))
    speaker = f"{draw.choice(_FIRST)} {draw.choice(_LAST)}"
    state, about = draw.sample(_STATES, 2)
    text = f"that it {draw.choice(_DOES)} {draw.choice(_TOPICS)} {draw.choice(_WHEN)} {rare}"
    return {
        "id": f"s{number:09x}", "document_id": document, "source_text": speaker,
        "source_name": speaker, "source_iso3": state, "about_iso3": [about, state],
        "content_text": text, "start": 0,
    }  # fmt: skip


def _fill(connection: Any, first: int, documents: int, draw: random.Random) -> None:
    """Write documents with their statements, without the records behind them."""
    made: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []

    def write() -> None:
        tables = {
            "documents": [d for d, _ in made],
            "statements": [s for _, said in made for s in said],
            "progress": [{"document_id": d["id"], "reading_key": "key"} for d, _ in made],
        }
        for table, rows in tables.items():
            connection.register("generated", pa.Table.from_pylist(rows))
            connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM generated")
            connection.unregister("generated")
        made.clear()

    for pair in _documents(first, documents, draw):
        made.append(pair)
        if len(made) == 5_000:
            write()
    if made:
        write()


def _measured(statements: int, added: int) -> dict[str, float]:
    draw = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.duckdb"
        connection = connect(path, read_only=False)
        _fill(connection, 0, statements // _PER_DOCUMENT, draw)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.process_time()
        open_index(connection, path)
        build = time.process_time() - started
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        _fill(connection, statements // _PER_DOCUMENT, added // _PER_DOCUMENT, draw)
        started = time.process_time()
        index = open_index(connection, path)
        adding = time.process_time() - started
        size = sum(p.stat().st_size for p in index_folder(path).rglob("*") if p.is_file())
        # A run makes these with the other lookups.
        for table in ("documents", "statements"):
            connection.execute(f"CREATE INDEX {table}_by_id ON {table} (id)")
        corpus = Corpus(connection, path)
        corpus.search("warm")
        taken = []
        for _ in range(_ROUNDS):
            for question in _QUESTIONS:
                started = time.perf_counter()
                found = corpus.search(**question)
                taken.append((time.perf_counter() - started) * 1000)
                assert found.hits or statements < STATEMENTS, question
        corpus.close()
    ordered = sorted(taken)
    return {
        "indexed": index.size,
        "build_seconds": build,
        "add_seconds": adding,
        "p50_ms": statistics.median(ordered),
        "p95_ms": ordered[int(0.95 * len(ordered))],
        "index_mb": size / 1e6,
        "memory_mb": grown / 1024,
    }


def measure(bench: Path | None) -> list[Figure]:
    """The figures for a million statements, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.search", str(STATEMENTS)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, cwd=_ROOT)
    found = json.loads(ended.stdout)
    named = (
        ("build_seconds", f"index of {STATEMENTS:,} statements", "CPU s"),
        ("add_seconds", f"{ADDED:,} statements more", "CPU s"),
        ("p50_ms", "question, median", "ms"),
        ("p95_ms", "question, 95th percentile", "ms"),
        ("index_mb", "index on disk", "MB"),
        ("memory_mb", "memory that building adds", "MB"),
    )
    return [
        Figure(AREA, what, found[key], unit, higher_is_better=False) for key, what, unit in named
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", type=int, nargs="?", default=STATEMENTS)
    size = parser.parse_args().statements
    print(json.dumps(_measured(size, min(ADDED, size // 10))))
