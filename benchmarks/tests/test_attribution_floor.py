"""Attribution on gold data must not fall below what it once reached."""

import pytest

from benchmarks.attribution import (
    FLOORS,
    GOLD,
    Gold,
    documents,
    evaluate,
    finders,
    read,
    score,
)
from benchmarks.figures import bench_folder
from tightrope.records.spans import Span

TEXT = "“Ships may pass,” the envoy said. The strait is open, he added."


def spans(*phrases: str) -> tuple[Span, ...]:
    return tuple(Span(TEXT.index(p), TEXT.index(p) + len(p)) for p in phrases)


@pytest.fixture(scope="module")
def parsed():
    bench = bench_folder()
    if bench is None or not (bench / GOLD).is_file():
        pytest.skip("no gold data")
    golds = documents(bench / GOLD, 20)
    return golds, [read(g.text) for g in golds]


@pytest.mark.parametrize("name", FLOORS)
def test_twenty_documents_stay_above_the_floor(parsed, name):
    result, _ = evaluate(*parsed, finders()[name])
    content, end_to_end = FLOORS[name]
    assert result.f1() >= content
    assert result.f1("end to end") >= end_to_end


def test_scoring_pairs_by_content_and_checks_the_source():
    gold = Gold(
        "d",
        TEXT,
        ((spans("the envoy"), spans("Ships may pass")), (spans("he"), spans("The strait is open"))),
    )
    right = (spans("the envoy"), spans("“Ships may pass,”"))
    wrong_source = (spans("Ships"), spans("The strait is open"))
    too_short = (spans("he"), spans("open"))
    assert score([(gold, [right])]).f1() == pytest.approx(2 / 3)
    assert score([(gold, [right, wrong_source])]).f1() == 1.0
    assert score([(gold, [right, wrong_source])]).f1("end to end") == 0.5
    assert score([(gold, [right, too_short])]).f1() == 0.5
    assert score([(gold, [right])]).recall("direct") == 1.0
    assert score([(gold, [right])]).recall("indirect") == 0.0
