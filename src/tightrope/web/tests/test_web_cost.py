"""What a page may cost: questions to the database, processor time, and what a start loads.

Ceilings have room for a slow machine; they are there to notice a page that asks once for each line
that it shows, and a module that drags half of science into the start. How long pages take on a
large database is measured by ``python -m benchmarks.web``.
"""

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tightrope.store import Corpus
from tightrope.web import Settings, Site, create_app, open_site

#: The most questions to the database that the first making of a page may ask.
QUESTIONS = {
    "/": 10,
    "/state/KAZ": 40,
    "/state/KAZ.json": 40,
    "/pair/KAZ/CHN": 24,
    "/story/t1": 20,
    "/document/d1": 14,
    "/incident/i3": 12,
    "/statement/s2": 12,
    "/dispute/q1": 10,
    "/person/Daniyar%20Seitov": 10,
    "/search?q=pipeline": 4,
    "/search?kind=incidents&state=KAZ": 6,
    "/search?kind=statements&q=drills": 6,
    "/search?kind=persons&q=sei": 4,
    "/compare?states=KAZ,RUS": 40,
    "/coverage": 14,
    "/api/events?actor_iso3=KAZ": 4,
}
_CPU_SECONDS = 0.4
_ROUNDS = 5
#: Heavy modules that no page needs before it is asked for.
_LATER = ("fastapi", "pydantic", "pyarrow", "scipy", "spacy", "onnxruntime", "pandas", "polars")


@pytest.fixture
def fresh(site: Site) -> Iterator[Site]:
    """The same database with nothing kept yet."""
    opened = open_site(Settings(site.settings.database))
    yield opened
    opened.close()


@pytest.mark.parametrize("address", QUESTIONS)
def test_a_page_asks_few_questions(
    fresh: Site, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = Corpus.ask

    def counted(corpus: Corpus, sql: str, parameters: object = ()) -> object:
        asked.append(sql)
        return ask(corpus, sql, parameters)  # type: ignore[arg-type]

    monkeypatch.setattr(Corpus, "ask", counted)
    client = TestClient(create_app(fresh), base_url="http://localhost")
    assert client.get(address).status_code == 200
    assert 0 < len(asked) <= QUESTIONS[address], asked


@pytest.mark.parametrize("address", [a for a in QUESTIONS if not a.startswith("/api")])
def test_a_page_takes_little_processor_time(fresh: Site, address: str) -> None:
    client = TestClient(create_app(fresh), base_url="http://localhost")
    separator = "&" if "?" in address else "?"
    used = []
    for n in range(_ROUNDS):
        started = time.process_time()
        assert client.get(f"{address}{separator}x={n}").status_code == 200
        used.append(time.process_time() - started)
    assert min(used) < _CPU_SECONDS


def test_a_start_loads_only_what_every_page_needs() -> None:
    code = (
        "import sys, tightrope.cli.main, tightrope.web, uvicorn; "
        f"print(*(name for name in {_LATER} if name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.split() == []
