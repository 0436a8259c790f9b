"""Attributing: who said what, through whom it reached the page.

Two halves: a :class:`~tightrope.stages.attributing.triples.TripleFinder` finds source, cue and
content; enriching makes out speaker, medium, chain and date. The first half can be replaced.
"""

from dataclasses import replace

from tightrope.records.readings import Reading
from tightrope.stages import Stage
from tightrope.stages.attributing.enriching import statements
from tightrope.stages.attributing.pages import Page
from tightrope.stages.attributing.rules import RuleFinder
from tightrope.stages.attributing.triples import Triple, TripleFinder

__all__ = ["ATTRIBUTING", "RuleFinder", "Triple", "TripleFinder", "attribute"]

_RULES = RuleFinder()


def attribute(reading: Reading, finder: TripleFinder | None = None) -> Reading:
    """Fill ``statements`` of a reading.

    Args:
        reading: with document, sentences, times and mentions (any of the last three may be empty).
        finder: what finds the triples; the rules by default.

    Returns:
        The reading with one statement for every attribution, in the order of their contents.
    """
    page = Page(reading)
    triples = (finder or _RULES).find(page.text, page.sentences)
    return replace(reading, statements=statements(page, triples))


ATTRIBUTING = Stage(
    name="attributing",
    run=attribute,
    requires=frozenset({"document", "sentences", "mentions", "times"}),
    produces=frozenset({"statements"}),
)
