"""Charts and HTML of an open corpus: what they hold, what they say when there is nothing."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import altair as alt
import pytest
import vl_convert
from typer.testing import CliRunner

import tightrope as tr
from tightrope.briefing.tests.conftest import demo
from tightrope.cli.main import app
from tightrope.errors import StoreError, UnknownRecord, UsageError
from tightrope.notebook import NotebookCorpus
from tightrope.store import Writer
from tightrope.web.tests.made_site import write_site


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NotebookCorpus]:
    path = tmp_path_factory.mktemp("notebook") / "made.duckdb"
    write_site(path, demo())
    with tr.open(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NotebookCorpus]:
    path = tmp_path_factory.mktemp("notebook") / "empty.duckdb"
    with Writer(path) as writer:
        writer.prepare_lookups()
    with tr.open(path) as opened:
        yield opened


def drawn(chart: Any) -> str:
    """The chart as it is drawn, having passed Altair's own check of the specification."""
    svg: str = vl_convert.vegalite_to_svg(chart.to_json(validate=True))
    assert svg.startswith("<svg")
    return svg


def values(chart: Any) -> list[dict[str, Any]]:
    """All rows of data in a chart."""
    spec = chart.to_dict()
    found = [row for rows in spec.get("datasets", {}).values() for row in rows]

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            data = part.get("data")
            if isinstance(data, dict):
                found.extend(data.get("values", ()))
            for below in part.values():
                walk(below)
        elif isinstance(part, list):
            for below in part:
                walk(below)

    walk(spec)
    return found


def words(chart: Any) -> str:
    """What a chart says in texts of several lines."""
    return " ".join(" ".join(row["told"]) for row in values(chart) if "told" in row)


def test_positions_keep_within_their_intervals_and_name_their_incidents(
    corpus: NotebookCorpus,
) -> None:
    chart = corpus.plot.alignment("Kazakhstan", powers=["RUS", "CHN"])
    assert isinstance(chart, alt.VConcatChart)
    drawn(chart)
    rows = [row for row in values(chart) if "mean" in row]
    assert rows
    assert all(-1 <= row["low"] <= row["mean"] <= row["high"] <= 1 for row in rows)
    recorded = [row for row in rows if row["ids"].startswith("roll calls of session")]
    assert {row["stream"] for row in recorded} == {"Votes"}
    for row in rows:
        if row["incidents"] and row not in recorded:
            assert corpus.find(row["ids"].split(",")[0].split(" ")[0])[0] == "incidents"


def test_positions_towards_other_powers_are_measured_now(corpus: NotebookCorpus) -> None:
    kept = [row for row in values(corpus.plot.alignment("KAZ", ["RUS"])) if "mean" in row]
    anew = [row for row in values(corpus.plot.alignment("KAZ", ["RUS", "TUR"])) if "mean" in row]
    before = {(r["period"], r["stream"]): r["mean"] for r in kept}
    now = {(r["period"], r["stream"]): r["mean"] for r in anew if r["power"] == "RUS"}
    both = before.keys() & now.keys()
    assert both and all(before[key] == now[key] for key in both)


def test_time_and_streams_can_be_chosen(corpus: NotebookCorpus) -> None:
    joined = values(corpus.plot.alignment("KAZ", streams=["all"]))
    assert {row["stream"] for row in joined if "mean" in row} == {"All together"}
    assert "No position of Kazakhstan" in words(corpus.plot.alignment("KAZ", until="1999-12-31"))


def test_a_triangle_places_the_state(corpus: NotebookCorpus) -> None:
    chart = corpus.plot.triangle("KAZ", ["RUS", "CHN", "USA"])
    drawn(chart)
    places = [row for row in values(chart) if "what" in row]
    if places:
        assert {"All together"} <= {row["what"] for row in places}
        assert all(-1e-9 <= row["x"] <= 1 and -1e-9 <= row["y"] <= 0.8661 for row in places)
    else:
        assert "can't be placed" in words(chart)
    assert "can't be placed" in words(corpus.plot.triangle("KAZ", ["NZL", "CHN", "USA"]))


def test_a_timeline_quotes_what_it_draws(corpus: NotebookCorpus) -> None:
    chart = corpus.plot.timeline("KAZ")
    drawn(chart)
    rows = values(chart)
    assert rows and all(row["quotation"] and row["outlet"] and row["title"] for row in rows)
    assert {corpus.find(row["id"])[0] for row in rows} == {"incidents"}
    fewer = values(corpus.plot.timeline("KAZ", "CHN"))
    assert {row["id"] for row in fewer} < {row["id"] for row in rows}
    assert "No dated incident" in words(corpus.plot.timeline("NZL"))


def test_provenance_links_reports_of_one_story(corpus: NotebookCorpus) -> None:
    chart = corpus.plot.provenance("d2")
    drawn(chart)
    edges = [row for row in values(chart) if "relation" in row]
    assert {edge["relation"] for edge in edges} == {"copy", "cites"}
    assert "Steppe Courier" in {row.get("row") for row in values(chart)}
    drawn(corpus.plot.provenance())
    with pytest.raises(UnknownRecord, match="story or a document"):
        corpus.plot.provenance("i1")


def test_votes_show_agreement_and_ideal_points(corpus: NotebookCorpus) -> None:
    chart = corpus.plot.votes("KAZ")
    drawn(chart)
    rows = [row for row in values(chart) if "mean" in row]
    assert {row["year"] for row in rows} == {2022, 2023}
    agreed = [row for row in rows if "s" in row]
    assert all(-1 <= row["low"] <= row["mean"] <= row["high"] <= 1 for row in agreed)
    close = {row["name"]: row["mean"] for row in agreed}
    assert close["China"] > close["United States"]
    assert {r["name"] for r in values(corpus.plot.votes("KAZ", ["CHN"], show="agreement"))} == {
        "China"
    }
    assert "name no vote of New Zealand" in words(corpus.plot.votes("NZL"))


def test_an_empty_corpus_says_what_to_do(empty: NotebookCorpus) -> None:
    for chart, step in (
        (empty.plot.alignment("KAZ"), "more documents"),
        (empty.plot.triangle("KAZ"), "three powers"),
        (empty.plot.timeline("KAZ"), "more documents"),
        (empty.plot.provenance(), "tr.run"),
        (empty.plot.votes("KAZ"), "tightrope votes import"),
    ):
        drawn(chart)
        assert step in words(chart)
    assert "tr.run" in empty._repr_html_()


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("alignment", {"focal": "Atlantis"}, "focal: 'Atlantis' is not a state"),
        ("alignment", {"focal": "KAZ", "powers": ["KAZ"]}, "at least one"),
        ("alignment", {"focal": "KAZ", "streams": ["money"]}, "streams: 'money'"),
        ("alignment", {"focal": "KAZ", "since": "spring"}, "since: 'spring' is no date"),
        ("triangle", {"focal": "KAZ", "powers": ["CHN"]}, "three"),
        ("timeline", {"focal": "KAZ", "until": "soon"}, "until: 'soon'"),
        ("votes", {"focal": "KAZ", "show": "hands"}, "show: 'hands'"),
    ],
)
def test_wrong_usage_is_told(
    corpus: NotebookCorpus, name: str, arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        getattr(corpus.plot, name)(**arguments)


def test_a_corpus_that_is_not_complete_says_so(tmp_path: Path) -> None:
    path = tmp_path / "cut.duckdb"
    with Writer(path):
        pass
    with tr.open(path) as opened:
        assert "empty" in opened._repr_html_()
        with pytest.raises(StoreError, match="tightrope run"):
            opened.plot.timeline("KAZ")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "src"]


def test_records_are_escaped_and_keep_their_words(corpus: NotebookCorpus) -> None:
    for table in ("documents", "events", "incidents", "statements", "stories", "disputes",
                  "reported_votes", "actors"):  # fmt: skip
        for row in corpus.rows(table):
            shown = corpus.show(row["id"])
            page = shown._repr_html_()
            assert type(page) is str and row["id"] in page and row["id"] in str(shown)
            tags = _Tags()
            tags.feed(page)
            assert tags.found <= {"div", "span", "h4", "p", "blockquote"}
            assert not tags.handlers
    assert "&lt;script&gt;" in corpus.show("dx")._repr_html_()


def test_the_summary_counts_and_names_the_next_step(corpus: NotebookCorpus) -> None:
    page = corpus._repr_html_()
    assert f"{corpus.count('documents')} documents" in page
    assert 'corpus.plot.alignment("KAZ")' in page.replace("&#34;", '"')


def test_a_run_in_memory_has_charts_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Vietnam and China sign railway deal\n\nHANOI, 12 December 2023 - Vietnam and China signed "
        "an agreement on railways on Tuesday.\n",
        "utf-8",
    )
    with tr.run(tmp_path, workers=1) as corpus:
        assert values(corpus.plot.timeline("VNM"))


def test_a_briefing_is_written_in_each_form(corpus: NotebookCorpus, tmp_path: Path) -> None:
    told = corpus.brief("Kazakhstan", ["USA", "CHN"], length="short")
    begins = {"md": b"# ", "html": b"<!doctype html>", "docx": b"PK", "pdf": b"%PDF"}
    for form, head in begins.items():
        if form == "pdf":
            pytest.importorskip("typst")
        file = told.save(tmp_path / f"briefing.{form}")
        assert file.read_bytes().startswith(head), form
        assert file.read_bytes() == told.render(form)
    assert str(told).startswith("# Kazakhstan between the United States and China")


def test_a_briefing_is_shown_apart_from_the_notebook(corpus: NotebookCorpus) -> None:
    shown = corpus.brief("KAZ")._repr_html_()
    assert shown.startswith('<iframe sandbox="" srcdoc="')
    assert "<script" not in shown and shown.count("<") == 2
    assert "briefing on KAZ" in repr(corpus.brief("KAZ"))


def test_a_briefing_is_that_of_the_command(corpus: NotebookCorpus, tmp_path: Path) -> None:
    file = tmp_path / "by-command.html"
    options = ["--until", "2023-12-31", "--focus", "trade", "--paper", "letter", "-o", str(file)]
    answer = CliRunner().invoke(app, ["brief", "KAZ", "--db", str(corpus.path), *options])
    assert answer.exit_code == 0, answer.output
    told = corpus.brief("KAZ", until="2023-12-31", focus="trade", paper="letter")
    assert told.render("html") == file.read_bytes()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"focal": "Atlantis"}, "focal: 'Atlantis' is not a state"),
        ({"length": "long"}, "length is 'long'"),
        ({"paper": "a5"}, "paper is 'a5'"),
        ({"since": "spring"}, "since: 'spring' is no date"),
    ],
)
def test_a_briefing_that_can_not_be_is_refused(
    corpus: NotebookCorpus, asked: dict[str, str], told: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(told)):
        corpus.brief(**{"focal": "KAZ", **asked})


def test_a_file_without_a_known_ending_is_refused(corpus: NotebookCorpus, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"end it with \.html"):
        corpus.brief("KAZ").save(tmp_path / "briefing.odt")
    with pytest.raises(UsageError, match="name another file"):
        corpus.brief("KAZ").save(tmp_path / "nowhere" / "briefing.md")
