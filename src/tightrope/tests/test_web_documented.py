"""Every address that the server answers is described in docs/web.md or by OpenAPI."""

from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount, Route

from tightrope.store import Writer
from tightrope.web import Settings, create_app, open_site
from tightrope.web.answers import FORMATS
from tightrope.web.later import Later

PAGE = Path(__file__).resolve().parents[3] / "docs" / "web.md"


@pytest.fixture
def routes(tmp_path: Path) -> list[Route | Mount]:
    path = tmp_path / "empty.duckdb"
    with Writer(path) as writer:
        writer.prepare_lookups()
    site = open_site(Settings(path))
    found: list[BaseRoute] = []
    for route in create_app(site).routes:
        found += route.app().routes if isinstance(route, Later) else [route]
    site.close()
    return [r for r in found if isinstance(r, Route | Mount)]


def test_every_address_is_described(routes: list[Route | Mount]) -> None:
    text = PAGE.read_text("utf-8")
    endings = tuple(f".{f}" for f in FORMATS)
    missing = []
    for route in routes:
        if isinstance(route, APIRoute) or route.path == "/openapi.json":
            continue
        path = route.path
        for ending in endings:
            path = path.removesuffix(ending)
        path = "/" if path == "/home" else path
        if f"`{path}`" not in text and f"`{path}/…`" not in text:
            missing.append(route.path)
    assert not missing


def test_every_address_of_the_api_is_explained(routes: list[Route | Mount]) -> None:
    for route in routes:
        if isinstance(route, APIRoute):
            assert getattr(route, "summary", ""), route.path


def test_a_database_without_documents_says_what_to_do(tmp_path: Path) -> None:
    from fastapi.testclient import TestClient

    path = tmp_path / "empty.duckdb"
    with Writer(path):
        pass
    site = open_site(Settings(path))
    client = TestClient(create_app(site), base_url="http://localhost")
    assert "tightrope run FOLDER" in client.get("/").text
    for address in ("/coverage", "/compare", "/search", "/corrections", "/api", "/state/PAK"):
        assert client.get(address).status_code == 200, address
    site.close()


def test_every_tool_of_the_assistants_server_is_described() -> None:
    from tightrope.web.assistant.server import TOOLS

    page = PAGE.with_name("mcp.md").read_text("utf-8")
    rows = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]
    assert rows == list(TOOLS)
