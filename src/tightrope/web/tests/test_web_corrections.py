"""A reader marks a coding as wrong: it is kept, shown, exported, taken back, and outlives runs."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tightrope.briefing.tests.conftest import demo
from tightrope.cli.main import main
from tightrope.errors import StoreError
from tightrope.store.corrections import Corrections
from tightrope.web import Settings, create_app, open_site
from tightrope.web.tests.made_site import SCRIPT, renamed, write_site


@contextmanager
def reading(path: Path) -> Iterator[TestClient]:
    site = open_site(Settings(path))
    yield TestClient(create_app(site), base_url="http://localhost")
    site.close()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.duckdb"
    write_site(path, demo())
    return path


def mark(client: TestClient, record: str = "e1", **fields: str) -> None:
    sent = client.post(
        f"/correct/events/{record}",
        data={"aspect": "act", "should_be": "CONSULT", **fields},
        follow_redirects=False,
    )
    assert sent.status_code == 303, sent.text
    assert sent.headers["location"] == f"/document/d1#card-{record}"


@pytest.fixture
def client(own: Path) -> Iterator[TestClient]:
    with reading(own) as made:
        yield made


def test_a_correction_is_kept_and_shown(client: TestClient) -> None:
    assert "Marked as wrong" not in client.get("/document/d1").text
    assert "What is wrong here?" in client.get("/correct/events/e1").text
    mark(client, note=SCRIPT, reader="A. Reader")
    text = client.get("/document/d1").text
    assert "Marked as wrong" in text and "A. Reader" in text
    assert SCRIPT not in text
    listed = client.get("/corrections.json").json()["view"]["corrections"]
    assert [c["should_be"] for c in listed] == ["CONSULT"]
    assert client.get("/api/corrections").json()[0]["record_id"] == "e1"


def test_a_correction_outlives_a_run_that_renames_its_coding(own: Path) -> None:
    with reading(own) as client:
        mark(client)
    own.unlink()
    write_site(own, renamed(demo()))
    with reading(own) as client:
        text = client.get("/document/d1").text
    assert 'id="card-e1new"' in text
    assert "Marked as wrong" in text


def test_a_correction_can_be_taken_back(client: TestClient) -> None:
    mark(client)
    (made,) = client.get("/api/corrections").json()
    assert client.post(f"/corrections/{made['id']}/withdraw").status_code == 200
    assert client.get("/api/corrections").json() == []
    assert client.post(f"/corrections/{made['id']}/withdraw").status_code == 404


@pytest.mark.parametrize("fields", [{"aspect": "colour"}, {"note": "x" * 3_000}])
def test_a_wrong_correction_is_refused(
    own: Path, client: TestClient, fields: dict[str, str]
) -> None:
    sent = client.post("/correct/events/e1", data={"aspect": "act", **fields})
    assert sent.status_code == 400
    assert Corrections(own).all() == ()


@pytest.mark.parametrize("file_format", ["jsonl", "csv", "parquet"])
def test_corrections_are_exported(own: Path, tmp_path: Path, file_format: str) -> None:
    with reading(own) as client:
        mark(client)
    out = tmp_path / f"out.{file_format}"
    with pytest.raises(SystemExit) as ended:
        main(["export", "corrections", "--db", str(own), "--format", file_format, "-o", str(out)])
    assert ended.value.code == 0
    if file_format == "jsonl":
        assert json.loads(out.read_text("utf-8"))["quotation"].startswith("Kazakhstan and China")
    assert out.stat().st_size > 100


def test_a_damaged_line_is_named(own: Path) -> None:
    kept = Corrections(own)
    kept.path.write_text('{"id": "k1"}\n', "utf-8")
    with pytest.raises(StoreError, match="line 1"):
        kept.all()
