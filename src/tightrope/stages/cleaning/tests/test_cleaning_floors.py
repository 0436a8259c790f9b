"""The floors of cleaning on labelled news pages; a floor only ever goes up."""

import pytest

from benchmarks.cleaning import DUMPS, FLOORS, score_dump, score_html
from benchmarks.figures import bench_folder

BENCH = bench_folder()
pytestmark = pytest.mark.skipif(
    BENCH is None or not (BENCH / "extraction").is_dir(), reason="the gold data is not here"
)


def test_articles_are_found_in_pages() -> None:
    assert BENCH is not None
    assert score_html(BENCH).f1 >= FLOORS["html"]


@pytest.mark.parametrize("name", DUMPS)
def test_articles_are_found_in_text_dumps(name: str) -> None:
    assert BENCH is not None
    assert score_dump(BENCH, name).f1 >= FLOORS[name]
