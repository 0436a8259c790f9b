"""Floors under the accuracy of event coding; a floor only ever goes up."""

import pytest

from benchmarks.event_labels import FIRST, FOLDER, LATER, labelled_texts, parse_line
from benchmarks.events import (
    GSR_TOP1_FLOOR,
    GSR_TRIPLE_FLOOR,
    GSR_TYPE_FLOOR,
    HARDER_LABELS_FLOOR,
    LABELS_FLOOR,
    PROBE_FLOOR,
    gold_records,
    held_out,
    labelled,
    probes_right,
)
from benchmarks.figures import bench_folder
from tightrope.errors import UnreadableInput

BENCH = bench_folder()
needs_gold = pytest.mark.skipif(BENCH is None, reason="no gold data")


@needs_gold
def test_plover_records() -> None:
    assert BENCH is not None
    figures = gold_records(BENCH)
    assert figures["type_micro_F1"] >= GSR_TYPE_FLOOR
    assert figures["type_top1_acc"] >= GSR_TOP1_FLOOR
    assert figures["triple_any_F1"] >= GSR_TRIPLE_FLOOR


@needs_gold
def test_probe_sentences() -> None:
    assert BENCH is not None
    right = probes_right(BENCH)
    assert sum(right.values()) / len(right) >= PROBE_FLOOR, right


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no labelled sentences")
def test_labelled_sentences() -> None:
    counts = labelled(held_out(labelled_texts(files=FIRST)))
    assert 2 * counts["typed"] / (counts["gold"] + counts["found"]) >= LABELS_FLOOR


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no labelled sentences")
def test_harder_labelled_sentences() -> None:
    counts = labelled(held_out(labelled_texts(files=LATER)))
    assert 2 * counts["typed"] / (counts["gold"] + counts["found"]) >= HARDER_LABELS_FLOOR


def test_an_actor_may_be_named_again() -> None:
    text = parse_line("<a1:PER>Lima</a1> said <a1:PER>it</a1> would wait.")
    assert [a.span.of(text.text) for a in text.actors] == ["Lima", "it"]


def test_markup_is_read() -> None:
    line = "<a1:PER>Lima</a1> <e1:ACCUSE:actual a=1 r=2>blamed</e1> <a2:CHL>Santiago</a2>."
    text = parse_line(line)
    assert text.text == "Lima blamed Santiago."
    (event,) = text.events
    assert event.span.of(text.text) == "blamed"
    assert (event.actors, event.recipients) == ({"PER"}, {"CHL"})


@pytest.mark.parametrize("line", ["<a1:PER>Lima", "Lima</a1>", "<a1:PER>Lima</a2>"])
def test_broken_markup_is_refused(line: str) -> None:
    with pytest.raises(UnreadableInput):
        parse_line(line)
