"""Accuracy on labelled text: pinned floors that only go up. Run with -s to see the figures."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from benchmarks.event_labels import FIRST, LATER
from tightrope.records.spans import Span


def _load(name):
    """A module beside this one; test folders are no packages."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


labels = _load("mention_labels")
FOLDER = labels.FOLDER
EVENTS = FOLDER.parent / "events"
_ACTOR = re.compile(r"<(a\d+):([^>]*)>(.*?)</\1>|<(e\d+):[^>]*>(.*?)</\4>")


def test_mentions_are_labelled_in_number():
    marked = [label for t in labels.read_labels(FOLDER / "news.txt") for label in t.labels]
    assert len(marked) >= 120


def test_mentions_fit_their_labels(namer):
    score = labels.Score()
    for labelled in labels.read_labels(FOLDER / "news.txt"):
        score.add(labelled.labels, namer(labelled.text, labelled.day))
    found, right = score.found / score.labelled, score.right / score.named
    sectors = score.right_sectors / score.sectors
    print(f"\nmentions: {score.labelled} labelled, {found:.3f} found, {right:.3f} of those named "
          f"right; sector and name {sectors:.3f} of {score.sectors}")  # fmt: skip
    assert found >= 0.96
    assert right >= 0.96
    assert sectors >= 0.97


def _event_actors(line):
    text, actors, position = "", [], 0
    for mark in _ACTOR.finditer(line):
        text += line[position : mark.start()]
        inner = mark.group(3) if mark.group(1) else mark.group(5)
        if mark.group(1) and mark.group(2) != "-":
            span = Span(len(text), len(text) + len(inner))
            actors.append((span, set(mark.group(2).split("+"))))
        text += inner
        position = mark.end()
    return text + line[position:], actors


@pytest.mark.parametrize(
    ("files", "least_right", "most_wrong"), [(FIRST, 0.88, 0.015), (LATER, 0.90, 0.025)]
)
def test_actors_of_labelled_events_are_found(namer, files, least_right, most_wrong):
    """Every fifth line of the event labels, whose texts are undated: states by span overlap."""
    total = right = wrong = 0
    for path in sorted(EVENTS / name for name in files):
        for line in path.read_text(encoding="utf-8").splitlines()[::5]:
            text, actors = _event_actors(line)
            mentions = namer(text)
            for span, states in actors:
                over = [set(m.states) for m in mentions if m.span.overlaps(span) and m.states]
                total += 1
                right += any(states <= o for o in over)
                wrong += bool(over) and not any(states <= o for o in over)
    print(f"\nevent actors: {total}, right {right / total:.3f}, wrong {wrong / total:.3f}")
    assert right / total >= least_right
    assert wrong / total <= most_wrong
