"""Attributing: who said what, through whom it reached the page.

Two halves: a :class:`~tightrope.stages.attributing.triples.TripleFinder` finds source, cue and
content, by a trained model or by rules; enriching makes out speaker, medium, chain and date.
"""

from dataclasses import replace

from tightrope.records.readings import Reading
from tightrope.stages import Stage
from tightrope.stages.attributing.enriching import statements
from tightrope.stages.attributing.finders import default_finder, finder_in_use, finder_version
from tightrope.stages.attributing.pages import Page
from tightrope.stages.attributing.rules import RuleFinder
from tightrope.stages.attributing.triples import Triple, TripleFinder

__all__ = [
    "ATTRIBUTING",
    "RuleFinder",
    "Triple",
    "TripleFinder",
    "attribute",
    "default_finder",
    "finder_in_use",
    "finder_version",
]


def attribute(reading: Reading, finder: TripleFinder | None = None) -> Reading:
    """Fill ``statements`` of a reading.

    Args:
        reading: with document, sentences, times and mentions (any of the last three may be empty).
        finder: what finds the triples; by default the model with the rules beside it, or the
            rules alone where the model can't be loaded.

    Returns:
        The reading with one statement for every attribution, in the order of their contents.
    """
    page = Page(reading)
    triples = (finder or default_finder()).find(page.text, page.sentences)
    return replace(reading, statements=statements(page, triples))


ATTRIBUTING = Stage(
    name="attributing",
    run=attribute,
    requires=frozenset({"document", "sentences", "mentions", "times"}),
    produces=frozenset({"statements"}),
)
