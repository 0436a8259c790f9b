"""The server for assistants, asked by the protocol's own client in this process."""

import json
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client

from tightrope.errors import MissingComponent, StoreError
from tightrope.store import Writer
from tightrope.web import Settings, Site
from tightrope.web.assistant.lending import Lender
from tightrope.web.assistant.server import TOOLS, create_server

Call = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def asked(site: Site) -> Callable[[str, dict[str, Any]], Any]:
    server = create_server(lambda: nullcontext(site), "http://localhost:8000/")

    def ask(name: str, arguments: dict[str, Any]) -> Any:
        async def asking() -> Any:
            async with Client(server) as client:
                return await client.call_tool(name, arguments)

        return anyio.run(asking)

    return ask


@pytest.fixture(scope="module")
def call(asked: Callable[[str, dict[str, Any]], Any]) -> Call:
    def answer(name: str, **arguments: Any) -> dict[str, Any]:
        result = asked(name, arguments)
        assert not result.is_error, result.content[0].text
        assert json.loads(result.content[0].text) == result.structured_content
        found: dict[str, Any] = result.structured_content
        return found

    return answer


@pytest.fixture(scope="module")
def refused(asked: Callable[[str, dict[str, Any]], Any]) -> Callable[..., str]:
    def answer(name: str, **arguments: Any) -> str:
        result = asked(name, arguments)
        assert result.is_error
        text: str = result.content[0].text
        return text

    return answer


def quotations(value: Any) -> list[dict[str, Any]]:
    """Every quotation anywhere in an answer."""
    if isinstance(value, list):
        return [q for item in value for q in quotations(item)]
    if isinstance(value, dict):
        own = [value] if "quotation" in value else []
        return own + [q for item in value.values() for q in quotations(item)]
    return []


def test_tools_are_listed_as_reading_only_with_what_they_take_and_give(site: Site) -> None:
    async def listing() -> Any:
        async with Client(create_server(lambda: nullcontext(site))) as client:
            return client.instructions, (await client.list_tools()).tools

    instructions, tools = anyio.run(listing)
    assert "never follow" in instructions
    assert [tool.name for tool in tools] == list(TOOLS)
    for tool in tools:
        assert tool.description and tool.annotations.read_only_hint
        assert tool.output_schema["properties"]["cite"]
        for described in tool.input_schema["properties"].values():
            assert described["description"], tool.name


def test_states_can_be_found_out(call: Call) -> None:
    found = call("states", limit=2)
    assert found["states"][0]["code"] == "KAZ"
    assert found["next_page"] == 2
    assert call("states", limit=2, page=2)["states"][0]["code"] != "KAZ"


def test_where_a_state_stands_comes_with_intervals_and_sentences(call: Call) -> None:
    found = call("where_stands", state="Kazakhstan", powers=["RUS", "China"])
    assert (found["state"], found["powers"]) == ("KAZ", ["RUS", "CHN"])
    assert found["headline"] and found["positions"]
    for position in found["positions"]:
        assert -1 <= position["low"] <= position["mean"] <= position["high"] <= 1
        assert position["url"].startswith("http://localhost:8000/pair/KAZ/")
    assert found["url"] == "http://localhost:8000/state/KAZ?powers=RUS,China"
    assert all(q["quotation"] for q in quotations(found["newest"]))


def test_where_a_state_stands_says_what_carries_it(call: Call) -> None:
    found = call("where_stands", state="KAZ")
    assert found["carried_by"]
    for carrier in found["carried_by"]:
        assert carrier["change"][0] in "+−" and carrier["text"].startswith("without it ")
        assert call("show", id=carrier["incident_id"])["quotations"]


def test_a_position_opens_to_its_incidents(call: Call) -> None:
    found = call("evidence", state="KAZ", power="RUS")
    assert found["total"] == len(found["observed"]) > 0
    for observed in found["observed"]:
        assert observed["why"] and observed["incident"]["quotations"]
    streams = {observed["stream"] for observed in found["observed"]}
    one = streams.pop()
    only = call("evidence", state="KAZ", power="RUS", stream=one)
    assert {observed["stream"] for observed in only["observed"]} == {one}
    assert not call("evidence", state="KAZ", power="RUS", until="1999-01-01")["observed"]


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("incidents", {"state": "KAZ"}),
        ("incidents", {"state": "KAZ", "other_state": "CHN", "reading": "happened"}),
        ("statements", {"speaker": "KAZ"}),
        ("statements", {"speaker": "Seitov"}),
        ("disputes", {}),
        ("disputes", {"state": "KAZ"}),
        ("stories", {}),
        ("documents", {"words": "Kazakhstan"}),
    ],
)
def test_every_item_of_a_list_can_be_cited_and_opened(
    call: Call, site: Site, tool: str, arguments: dict[str, Any]
) -> None:
    found = call(tool, **arguments)
    items = found[tool]
    assert items and found["total"] >= len(items)
    assert site.revision in found["cite"] and found["url"] in found["cite"]
    for item in items:
        assert quotations(item), item
        record = call("show", id=item["ids"][0] if tool == "disputes" else item["id"])
        assert record["url"] == item["url"]
        assert record["quotations"]
    for quoted in quotations(items):
        assert quoted["outlet"] and quoted["published"]
        assert quoted["url"].startswith("http://localhost:8000/document/")
        assert quoted["url"] in quoted["cite"] and quoted["outlet"] in quoted["cite"]


def test_what_is_quoted_stands_in_the_document(call: Call, site: Site) -> None:
    for quoted in quotations(call("incidents", limit=25)):
        with site.finder() as finder:
            row = finder.row("documents", quoted["document_id"])
        assert row is not None
        passage = quoted["quotation"].removesuffix(" […]")
        assert "".join(passage.split())[:60] in "".join(row["text"].translate(UNPRINTED).split())


UNPRINTED = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def test_filters_narrow(call: Call) -> None:
    everything = call("incidents")["total"]
    assert 0 < call("incidents", type="AGREE")["total"] < everything
    assert 0 < call("incidents", since="2023-01-01", until="2023-03-31")["total"] < everything
    spoken = call("statements")["total"]
    assert 0 < call("statements", speaker="Seitov")["total"] < spoken
    assert 0 < call("statements", about="CHN")["total"] < spoken
    assert call("statements", speaker="Nobody Atall")["total"] == 0
    assert call("documents", words="zzzz")["documents"] == []
    assert call("stories", words="zzzz")["next_page"] is None
    assert call("disputes", words="zzzz")["total"] == 0


def test_pages_of_a_list_hold_each_item_once(call: Call) -> None:
    seen: list[str] = []
    page: int | None = 1
    while page is not None:
        found = call("statements", page=page, limit=3)
        seen += [item["id"] for item in found["statements"]]
        page = found["next_page"]
    assert len(seen) == len(set(seen)) == found["total"]


def test_every_kind_of_record_opens(call: Call, site: Site) -> None:
    for table in ("documents", "stories", "events", "incidents", "statements", "disputes",
                  "reported_votes", "actors"):  # fmt: skip
        with site.finder() as finder:
            ids = [r["id"] for r in finder.ask(f"SELECT id FROM {table} ORDER BY id")]
        for record_id in ids:
            found = call("show", id=record_id)
            assert (found["table"], found["id"]) == (table, record_id)
            assert found["title"] and found["facts"]
            assert found["quotations"] and found["quotations"][0]["published"]
        assert ids, table


def test_a_long_text_comes_in_pieces_that_fit_together(
    call: Call, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tightrope.web.assistant.opening._TEXT", 100)
    with site.finder() as finder:
        row = finder.rows("documents", ["d1"])[0]
    pieces, at = [], 0
    while at is not None:
        found = call("show", id="d1", text_from=at)
        pieces.append(found["text"])
        at = found["text_next"]
    assert len(pieces) > 1 and "".join(pieces) == row["text"]


def test_recorded_votes_are_told_with_their_resolutions(call: Call) -> None:
    found = call("votes", state="KAZ", powers=["CHN", "USA"], limit=3)
    assert found["newest"][0]["resolution"] == "A/RES/78/12"
    assert all(b["resolution"] in b["cite"] and "#votes" in b["cite"] for b in found["newest"])
    assert found["newest"][0]["powers"][0] == {"name": "CHN", "value": "yes"}
    assert {a["session"] for a in found["agreement"]} == {78, None}
    assert {p["state"] for p in found["ideal_points"]} == {"KAZ", "CHN", "USA"}
    assert call("votes", state="FJI")["newest"] == []


def test_coverage_names_what_is_missing(call: Call) -> None:
    found = call("coverage")
    assert found["n_left_out"] == len(found["left_out"]) > 0
    assert {"name": "documents", "value": str(int(found["counts"][0]["value"]))} in found["counts"]


def test_answers_are_bounded(call: Call) -> None:
    for tool in ("incidents", "statements", "disputes", "stories", "documents"):
        assert len(json.dumps(call(tool, limit=25))) < 80_000


def test_what_cannot_be_answered_is_told_in_words(refused: Callable[..., str]) -> None:
    assert "“Atlantis” is not the name or code of a state" in refused("incidents", state="Atlantis")
    assert "2024-03-31" in refused("incidents", since="yesterday")
    assert "limit: 99 is no number from 1 to 25" in refused("documents", limit=99)
    assert "none of" in refused("incidents", type="QUARREL")
    assert "No record is named “zz”" in refused("show", id="zz")
    assert "no place from 0" in refused("show", id="d1", text_from=10**9)
    assert "country" in refused("incidents", country="KAZ")
    assert "Unknown tool" in refused("drop_table")


def test_hostile_text_stays_a_quotation(call: Call) -> None:
    found = call("show", id="dx")
    assert "<script>" in found["text"]  # as it is: whoever shows it escapes it
    assert found["url"] == "http://localhost:8000/document/dx"
    assert all("javascript:" not in fact["value"] for fact in found["facts"])


def test_a_database_is_open_only_while_it_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "lent.duckdb"
    with Writer(path) as writer:
        writer.prepare_lookups()
    lender = Lender(Settings(path), idle_seconds=0.05)
    with lender.site() as first, lender.site() as second:
        assert first is second
    limit = time.monotonic() + 10
    while lender.is_open and time.monotonic() < limit:
        time.sleep(0.01)
    with Writer(path), pytest.raises(StoreError), lender.site():
        pass  # somebody writes: told, and the next question works again
    with lender.site() as again:
        assert again is not first
    lender.close()
    assert not lender.is_open


def test_without_the_package_the_next_step_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib
    import sys

    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    monkeypatch.delitem(sys.modules, "tightrope.web.assistant.server")
    with pytest.raises(MissingComponent, match=r"pip install 'tightrope\[mcp\]'"):
        importlib.import_module("tightrope.web.assistant.server")
