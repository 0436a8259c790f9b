"""The API keeps to its description, pages through every table, and exports all of it."""

import csv
import io
from contextlib import suppress

import pyarrow.parquet as pq
import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from tightrope.store import TABLES
from tightrope.web import Site, create_app

# Imported from other datasets; the site of these tests holds none of them.
IMPORTED = ("coded_events", "coded_alignment", "ties")
FILLED = [name for name in TABLES if name not in IMPORTED]


@pytest.fixture(scope="session")
def described(site: Site) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_asgi(
        "/openapi.json", create_app(site), headers={"host": "localhost"}
    )


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=str)
def test_the_api_keeps_to_its_description(
    described: schemathesis.BaseSchema, mode: GenerationMode
) -> None:
    asked = 0
    for found in described.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=8,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def keeps(case: schemathesis.Case) -> None:
            case.call_and_validate(headers={"host": "localhost"})

        with suppress(Unsatisfiable):  # nothing that it takes can be wrong
            keeps()
        asked += 1
    assert asked > len(TABLES)


@pytest.mark.parametrize("table", FILLED)
def test_pages_of_a_table_hold_every_row_once(client: TestClient, table: str) -> None:
    whole = client.get(f"/api/{table}").json()["rows"]
    assert whole
    walked, address = [], f"/api/{table}?limit=2"
    while address:
        answer = client.get(address)
        assert answer.status_code == 200
        walked += answer.json()["rows"]
        address = answer.json()["next"]
    assert walked == whole
    assert list(whole[0]) == list(TABLES[table].column_names)


@pytest.mark.parametrize("table", FILLED)
def test_exports_hold_every_row(client: TestClient, table: str) -> None:
    rows = client.get(f"/api/{table}").json()["rows"]
    lines = client.get(f"/api/{table}/export").text.splitlines()
    assert len(lines) == len(rows)
    cells = list(csv.reader(io.StringIO(client.get(f"/api/{table}/export?format=csv").text)))
    assert cells[0] == list(TABLES[table].column_names)
    assert len(cells) == len(rows) + 1
    parquet = client.get(f"/api/{table}/export?format=parquet")
    assert pq.read_table(io.BytesIO(parquet.content)).num_rows == len(rows)


def test_filters_narrow_pages_and_exports(client: TestClient) -> None:
    asked = "?recipient_iso3=RUS&event_type=SANCTION&polarity=asserted"
    rows = client.get(f"/api/events{asked}").json()["rows"]
    assert {r["id"] for r in rows} == {"e3", "e4"}
    assert len(client.get(f"/api/events/export{asked}").text.splitlines()) == 2
    dated = client.get("/api/incidents?since=2023-05-01&until=2023-05-31").json()["rows"]
    assert {r["id"] for r in dated} == {"i3", "i5"}


def test_an_answer_is_not_sent_twice(client: TestClient) -> None:
    for address in ("/api/events?limit=3", "/api/events/export?format=csv"):
        tag = client.get(address).headers["etag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
        assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/api/events?colour=red", "/api/events?limit=0", "/api/documents?since=soon", "/api/nothing"],
)
def test_a_wrong_question_is_refused(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (404, 422)
    assert "detail" in answer.json()


def test_one_record(client: TestClient) -> None:
    assert client.get("/api/record/e3").json()["table"] == "events"
    assert client.get("/api/record/nope").status_code == 404
