"""The event reader reads quotations, whatever the text; its weights are those that were trained."""

import shutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.errors import ChangedWeights
from tightrope.language.learned.event_reader import EventReader, default_event_reader
from tightrope.language.learned.events import PartyScores
from tightrope.language.learned.release import (
    EVENTS_HASHES,
    EVENTS_MODEL,
    VOCABULARY,
    WEIGHTS,
    check_hashes,
)
from tightrope.language.segmentation import segments
from tightrope.records.plover import EventType
from tightrope.records.spans import Span

NEWS = (
    "Norway accused Chile on Monday of seizing a trawler. Santiago has rejected the charge.\n\n"
    "The two foreign ministers will meet in Lima next week."
)


def read(text: str):
    return default_event_reader().read(text, segments(text))


def test_released_weights_are_unchanged_and_small():
    check_hashes(WEIGHTS, EVENTS_HASHES)
    assert (WEIGHTS / EVENTS_MODEL).stat().st_size < 40_000_000
    assert (WEIGHTS / "EVENTS_CARD.md").is_file()


def test_a_changed_model_is_refused(tmp_path):
    for name in (EVENTS_HASHES, EVENTS_MODEL, VOCABULARY):
        shutil.copyfile(WEIGHTS / name, tmp_path / name)
    model = tmp_path / EVENTS_MODEL
    model.write_bytes(model.read_bytes()[:-1] + b"\x00\x01")
    with pytest.raises(ChangedWeights, match=r"events\.int8\.onnx.*TIGHTROPE_CODING=rules"):
        EventReader(tmp_path)


def test_types_readings_and_parties_are_found():
    told = {e.trigger.of(NEWS): e for e in read(NEWS) if e.told > 0.5}
    accusing = told["accused"]
    assert accusing.type is EventType.ACCUSE
    assert accusing.reading == "actual"
    norway, chile = Span(0, 6), Span(NEWS.index("Chile"), NEWS.index("Chile") + 5)
    assert accusing.parties.actor(norway) > 0.5 > accusing.parties.recipient(norway)
    assert accusing.parties.recipient(chile) > 0.5 > accusing.parties.actor(chile)
    meeting = next(e for words, e in told.items() if "meet" in words)
    assert meeting.type is EventType.CONSULT
    assert meeting.reading == "planned"


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_and_numbers_are_probabilities(text):
    for event in read(text):
        assert event.trigger.of(text)
        assert 0 <= event.told <= 1.0001
        assert sum(event.types) == pytest.approx(1, abs=1e-3)
        assert sum(event.readings) == pytest.approx(1, abs=1e-3)
        assert 0 <= event.parties.actor(event.trigger) <= 1


def test_nothing_is_read_out_of_nothing():
    assert read("") == []


def test_a_span_between_tokens_belongs_to_nobody():
    scores = PartyScores(
        np.array([0, 6]), np.array([5, 9]), np.array([0.9, 0.1]), np.array([0.2, 0.7])
    )
    assert scores.actor(Span(5, 6)) == 0.0
    assert scores.actor(Span(0, 9)) == pytest.approx(0.9)
    assert scores.recipient(Span(6, 9)) == pytest.approx(0.7)
