"""Floors under event coding on what nobody tunes on; a floor only ever goes up."""

import pytest

from benchmarks.held_out import (
    FALSE_EVENTS_CEILING,
    FOLDER,
    FOUND_FLOOR,
    PROBES_FLOOR,
    RIGHT_FLOOR,
    SECOND_FOUND_FLOOR,
    SECOND_RIGHT_FLOOR,
    false_events,
    probes,
    texts,
)

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the corpus is not part of a wheel")


@pytest.mark.parametrize(
    ("part", "found", "right"),
    [
        ("texts", FOUND_FLOOR, RIGHT_FLOOR),
        ("second", SECOND_FOUND_FLOOR, SECOND_RIGHT_FLOOR),
    ],
)
def test_acts_of_held_out_texts(part: str, found: float, right: float) -> None:
    counts = texts(part)
    assert counts["right"] >= found * counts["told"]
    assert counts["right"] >= right * counts["coded"]


def test_probes() -> None:
    answers = [right for category in probes().values() for right in category]
    assert sum(answers) >= PROBES_FLOOR * len(answers)


def test_articles_without_acts_stay_silent() -> None:
    false, articles = false_events()
    assert false <= FALSE_EVENTS_CEILING * articles
