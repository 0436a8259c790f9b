"""Scores mentions against the labels of ``data/labels/mentions``, by overlap."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.mentions import FOLDER as FOLDER
from benchmarks.mentions import Label
from benchmarks.mentions import read_labels as read_labels
from tightrope.records.actors import Mention


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
