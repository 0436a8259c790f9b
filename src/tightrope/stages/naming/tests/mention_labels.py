"""Reads the markup of ``data/labels/mentions`` and scores mentions against it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tightrope.records.actors import Mention
from tightrope.records.spans import Span

FOLDER = Path(__file__).parents[5] / "data" / "labels" / "mentions"
_MARK = re.compile(r"\[\[([^\[\]|]+)\|([^\[\]]*)\]\]")


@dataclass(frozen=True, slots=True)
class Label:
    span: Span
    kind: str
    states: tuple[str, ...]
    sector: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class LabelledText:
    text: str
    day: date | None
    labels: tuple[Label, ...]


def read_labels(path: Path) -> Iterator[LabelledText]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            day, marked = line.split("\t", 1)
            text, labels = unmark(marked)
            yield LabelledText(text, None if day == "-" else date.fromisoformat(day), labels)


def unmark(marked: str) -> tuple[str, tuple[Label, ...]]:
    text, labels, position = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[position : mark.start()]
        kind, codes, sector, name, *_ = [*mark.group(2).split("|"), "", "", "", ""]
        states = () if codes in ("", "-") else tuple(codes.split("+"))
        span = Span(len(text), len(text) + len(mark.group(1)))
        labels.append(Label(span, kind, states, sector, name))
        text += mark.group(1)
        position = mark.end()
    return text + marked[position:], tuple(labels)


def fits(label: Label, mention: Mention) -> bool:
    """Overlapping, the same states, and acting or only qualifying as labelled."""
    return (
        label.span.overlaps(mention.span)
        and set(label.states) == set(mention.states)
        and (label.kind == "adj") == mention.adjectival
    )


@dataclass(slots=True)
class Score:
    labelled: int = 0
    found: int = 0
    named: int = 0
    right: int = 0
    sectors: int = 0
    right_sectors: int = 0

    def add(self, labels: Iterable[Label], mentions: Iterable[Mention]) -> tuple[list, list]:
        labels, mentions = list(labels), list(mentions)
        missed = [x for x in labels if not any(fits(x, m) for m in mentions)]
        wrong = [m for m in mentions if not any(fits(x, m) for x in labels)]
        self.labelled += len(labels)
        self.found += len(labels) - len(missed)
        self.named += len(mentions)
        self.right += len(mentions) - len(wrong)
        for label in labels:
            match = next((m for m in mentions if fits(label, m)), None)
            if label.sector and match is not None:
                self.sectors += 1
                same_name = not label.name or label.name in (match.name,)
                self.right_sectors += match.sector.value == label.sector and same_name
        return missed, wrong
