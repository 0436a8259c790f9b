"""Every page in a browser: nothing fails or is loaded from elsewhere, it fits a phone, axe finds
nothing serious, and what a reader does works."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tightrope.briefing.tests.conftest import demo
from tightrope.web.tests.made_site import write_site
from tightrope.web.tests.test_web_pages import ADDRESSES

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe_playwright = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
)

CHROMIUM = os.environ.get("TIGHTROPE_CHROMIUM") or shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed (TIGHTROPE_CHROMIUM may name it)"
)
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own process, as people start it."""
    path = tmp_path_factory.mktemp("browser") / "made.duckdb"
    write_site(path, demo())
    process = subprocess.Popen(
        [sys.executable, "-m", "tightrope.cli.main", "serve", "--db", str(path), "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    found = re.search(r"http://\S+?(?=/)", process.stdout.readline())
    assert found is not None
    yield found.group()
    process.terminate()
    process.wait(15)
    process.stdout.close()


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: "playwright.Browser", served: str) -> Iterator["playwright.Page"]:
    context = browser.new_context(viewport={"width": 1100, "height": 900}, base_url=served)
    opened = context.new_page()
    troubles: list[str] = []
    opened.on(
        "console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None
    )
    opened.on("pageerror", lambda e: troubles.append(str(e)))
    host = urlsplit(served).netloc
    opened.on(
        "request",
        lambda r: troubles.append(f"asks {r.url}") if urlsplit(r.url).netloc != host else None,
    )
    opened.on("dialog", lambda d: (troubles.append(f"dialog {d.message}"), d.dismiss()))
    yield opened
    context.close()
    assert troubles == []


def violations(page: "playwright.Page") -> list[str]:
    return [
        f"{v['id']}: {node['html'][:140]} {node.get('failureSummary', '')[:200]}"
        for v in axe_playwright.Axe().run(page).response["violations"]
        if v["impact"] in SERIOUS
        for node in v["nodes"][:3]
    ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_accessible_and_fits_a_phone(page: "playwright.Page", address: str) -> None:
    page.goto(address)
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("address", ["/", "/state/KAZ", "/document/d3", "/story/t1", "/search"])
def test_a_page_is_accessible_in_the_dark(page: "playwright.Page", address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    assert violations(page) == []


def test_streams_can_be_switched_off(page: "playwright.Page") -> None:
    page.goto("/state/KAZ")
    deeds = page.locator("svg.wide .stream.deeds").first
    together = page.locator("svg.wide .stream.all").first
    assert deeds.is_visible() and not together.is_visible()
    page.get_by_role("checkbox", name="Deeds").uncheck()
    page.get_by_role("checkbox", name="All together").check()
    assert not deeds.is_visible() and together.is_visible()


def test_a_mark_leads_to_what_it_rests_on(page: "playwright.Page") -> None:
    page.goto("/state/KAZ")
    page.locator("svg.wide .stream.deeds a").first.click()
    page.wait_for_url("**/pair/KAZ/**")
    page.locator("#observed tbody a").first.click()
    page.wait_for_url("**/incident/**")
    page.locator("blockquote cite a").first.click()
    page.wait_for_url("**/document/**")
    assert page.locator(".m.near").count() > 0


def test_what_carries_a_position_opens_to_its_sentences(page: "playwright.Page") -> None:
    page.goto("/state/KAZ")
    page.get_by_role("link", name="What carries it").click()
    assert page.locator("#carried h2").is_visible()
    page.locator("#carried tbody a").first.click()
    page.wait_for_url("**/incident/**")
    assert page.locator("blockquote").count() > 0


def test_states_are_compared_by_name(page: "playwright.Page") -> None:
    page.goto("/compare")
    page.get_by_label("States", exact=True).fill("United States, China, Russia")
    page.get_by_label("Powers", exact=True).fill("Kazakhstan")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**/compare?**")
    assert page.locator("#differences tbody tr").count() == 3
    assert re.search(r"\d+\s%", page.locator("#differences tbody tr").first.inner_text())
    assert violations(page) == []
    page.locator("#differences tbody a").first.click()
    page.wait_for_url("**/pair/*/KAZ?stream=all")


def test_a_disputed_act_is_marked_in_the_text_and_on_its_card(page: "playwright.Page") -> None:
    page.goto("/incident/i3")
    page.locator("blockquote cite a").first.click()
    page.wait_for_url("**/document/**")
    marked = page.locator(".text .m.disputed").first
    assert "dotted" in marked.evaluate("e => getComputedStyle(e).textDecorationStyle")
    assert page.locator(".card.events .flag").first.text_content() == "disputed"
    page.get_by_role("checkbox", name=re.compile("Acts")).uncheck()
    assert marked.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"


def test_a_passage_shows_its_coding(page: "playwright.Page") -> None:
    page.goto("/document/d3")
    trigger = page.locator(".text .m.trigger").first
    trigger.hover()
    card = page.locator("#pinned .card.events").first
    assert "SANCTION" in card.inner_text() or "AID" in card.inner_text()
    assert "reading" in card.inner_text() and "its incident" in card.inner_text()
    page.keyboard.press("Tab")
    page.locator(".text a.m").last.focus()
    assert page.locator("#pinned .card").count() > 0
    page.get_by_role("checkbox", name=re.compile("Actors")).uncheck()
    background = "e => getComputedStyle(e).backgroundColor"
    plain = page.locator(".text .m.actor:not(.content, .trigger, .vote)")
    if plain.count():
        assert plain.first.evaluate(background) == "rgba(0, 0, 0, 0)"


def test_a_reader_marks_a_coding_as_wrong(page: "playwright.Page") -> None:
    page.goto("/document/d5#e6")
    page.locator("#pinned").get_by_role("link", name="mark as wrong").first.click()
    page.wait_for_url("**/correct/**")
    page.get_by_label("the kind of act").check()
    page.get_by_label("What would be right?").fill("COOPERATE")
    page.get_by_role("button", name="Keep this correction").click()
    page.wait_for_url("**/document/d5#card-e6")
    assert page.locator("#card-e6 .corrected").first.is_visible()
    page.goto("/corrections")
    page.get_by_role("button", name="take it back").click()
    assert page.get_by_text("Nothing was marked as wrong yet").is_visible()


def test_a_search_is_narrowed(page: "playwright.Page") -> None:
    page.goto("/")
    page.locator("#quick").fill("pipeline")
    page.locator("#quick").press("Enter")
    page.wait_for_url("**/search?q=pipeline")
    assert page.locator(".documents li").count() == 2
    page.get_by_role("link", name="Incidents", exact=True).click()
    page.get_by_label("State", exact=True).fill("KAZ")
    page.get_by_role("button", name="Search", exact=True).click()
    assert page.locator("tbody tr").count() == 1


def test_the_keyboard_reaches_the_content(page: "playwright.Page") -> None:
    page.goto("/state/KAZ")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_a_page_prints_without_its_controls(page: "playwright.Page") -> None:
    page.goto("/state/KAZ")
    page.emulate_media(media="print")
    assert not page.locator("header.site").is_visible()
    assert not page.locator("nav.sections").first.is_visible()
    assert not page.get_by_role("checkbox", name="Deeds").is_visible()
    assert page.get_by_text("Deeds", exact=True).first.is_visible()  # the legend stays
    assert page.locator("h1").is_visible()
    # Without their colours the legend would name nothing.
    swatch = page.locator(".swatch").first
    assert swatch.evaluate("e => getComputedStyle(e).printColorAdjust") == "exact"


def test_an_open_page_is_told_what_arrives(browser: "playwright.Browser", tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    path = tmp_path / "live.duckdb"
    process = subprocess.Popen(
        [sys.executable, "-m", "tightrope.cli.main", "serve", "--db", str(path), "--port", "0",
         "--watch", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert process.stdout is not None
    found = re.search(r"http://\S+?(?=/)", process.stdout.readline())
    assert found is not None
    context = browser.new_context()
    try:
        opened = context.new_page()
        opened.goto(f"{found.group()}/")
        (folder / "a.txt").write_text(
            "Astana and Beijing sign\n\n5 June 2024\n\nKazakhstan and China signed a trade "
            "agreement on Wednesday.\n",
            "utf-8",
        )
        opened.get_by_text("1 new document since the start").wait_for(timeout=60_000)
        opened.get_by_role("link", name="Show what is new").click()
        opened.get_by_role("link", name="Kazakhstan").first.wait_for()
    finally:
        context.close()
        process.terminate()
        process.wait(20)
        process.stdout.close()
