"""Floors under event coding on what nobody tunes on; a floor only ever goes up."""

import pytest

from benchmarks.held_out import (
    FALSE_EVENTS_CEILING,
    FOLDER,
    FOUND_FLOOR,
    PROBES_FLOOR,
    RIGHT_FLOOR,
    false_events,
    probes,
    texts,
)

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the corpus is not part of a wheel")


def test_acts_of_held_out_texts() -> None:
    counts = texts()
    assert counts["right"] >= FOUND_FLOOR * counts["told"]
    assert counts["right"] >= RIGHT_FLOOR * counts["coded"]


def test_probes() -> None:
    answers = [right for category in probes().values() for right in category]
    assert sum(answers) >= PROBES_FLOOR * len(answers)


def test_articles_without_acts_stay_silent() -> None:
    false, articles = false_events()
    assert false <= FALSE_EVENTS_CEILING * articles
