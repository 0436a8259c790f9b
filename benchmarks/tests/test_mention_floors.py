"""Floors under the naming of actors; a floor only ever goes up."""

import pytest

from benchmarks.mentions import (
    FLOORS,
    FOLDER,
    STEPS,
    Label,
    by_table,
    counts,
    f1,
    ours,
    read_labels,
    steps_right,
    unmark,
)
from tightrope.records.actors import Mention, Sector
from tightrope.records.spans import Span

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the corpus is not part of a wheel")


@pytest.mark.parametrize("part", FLOORS)
def test_actors_are_named_as_labelled(part: str) -> None:
    texts = list(read_labels(FOLDER / f"{part}.txt"))
    found = counts(texts, ours)
    for step, floor in zip(STEPS, FLOORS[part], strict=True):
        assert f1(found, step) >= floor, step
        assert f1(found, step) > f1(counts(texts, by_table), step)


def test_steps_build_on_one_another() -> None:
    text, (label,) = unmark("[[The two Togolese ministers|unnamed|TGO|GOV]] left.")
    whole = Mention(label.span, label.span.of(text), "x", ("TGO",), Sector.GOV)
    shorter = Mention(Span(8, 26), text[8:26], "x", ("TGO",), Sector.GOV)
    assert text[8:26] == "Togolese ministers"
    assert steps_right(label, whole, text) == steps_right(label, shorter, text) == 3
    other = Label(label.span, "unnamed", ("GHA",), "GOV")
    assert steps_right(other, whole, text) == 1
    assert steps_right(Label(label.span, "adj", ("TGO",), "GOV"), whole, text) == 2
    assert steps_right(Label(Span(0, 3), "unnamed", ("TGO",)), whole, text) == 0
