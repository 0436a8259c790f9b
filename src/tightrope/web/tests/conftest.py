"""A site over a small database, and a client that reads it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tightrope.briefing.tests.conftest import demo
from tightrope.web import Settings, Site, create_app, open_site
from tightrope.web.tests.made_site import write_site


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("site") / "made.duckdb"
    write_site(path, demo())
    return path


@pytest.fixture(scope="session")
def site(database: Path) -> Iterator[Site]:
    opened = open_site(Settings(database))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def client(site: Site) -> TestClient:
    return TestClient(create_app(site), base_url="http://localhost", raise_server_exceptions=False)
