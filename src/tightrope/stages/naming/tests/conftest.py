"""Readings of plain text for the tests of naming."""

from collections.abc import Callable
from datetime import date

import pytest

from tightrope.language.parser import default_parser
from tightrope.language.segmentation import segments
from tightrope.records.actors import Mention
from tightrope.records.documents import Document, Publication
from tightrope.records.readings import Reading
from tightrope.records.sentences import Sentence
from tightrope.stages.naming import name_actors


def read(text: str, day: date | None = None, outlet: str | None = None) -> Reading:
    document = Document(
        id="d0", path="made up", text=text, outlet=outlet, published=Publication(low=day, high=day)
    )
    pieces = segments(text)
    parses = default_parser().parse([p.span.of(text) for p in pieces])
    sentences = tuple(
        Sentence(p.span.start, parse, p.paragraph, n, p.role)
        for n, (p, parse) in enumerate(zip(pieces, parses, strict=True))
    )
    return Reading(document, sentences)


@pytest.fixture(scope="session")
def reader() -> Callable[..., Reading]:
    """Parses a text into a reading; dates and outlets may be given."""
    return read


@pytest.fixture(scope="session")
def namer() -> Callable[..., tuple[Mention, ...]]:
    """The mentions of a text."""
    return lambda text, *rest, **more: name_actors(read(text, *rest, **more)).mentions
