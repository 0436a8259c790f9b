"""The stage: reads a document's sentences in order and fills ``Reading.mentions``."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tightrope.records.actors import Mention
from tightrope.records.documents import Document
from tightrope.records.readings import Reading
from tightrope.records.spans import Span
from tightrope.reference.actors import load_actors
from tightrope.reference.ambiguity import Ambiguity
from tightrope.reference.gazetteer import actor_gazetteer
from tightrope.stages import Stage
from tightrope.stages.naming.datelines import is_dateline
from tightrope.stages.naming.discourse import Discourse
from tightrope.stages.naming.persons import PersonBook
from tightrope.stages.naming.pieces import Pieces
from tightrope.stages.naming.sentences import SentenceNamer


def name_actors(reading: Reading, own_actors: Path | None = None) -> Reading:
    """Name the actors of a parsed document.

    Args:
        reading: with document and sentences; ``document.published`` bounds who held an office.
        own_actors: a user's own actors, in the form of
            :func:`~tightrope.reference.actors.load_actors`; they win over the project's.

    Returns:
        The reading with mentions sorted by span, none overlapping another.
    """
    document = reading.document
    ambiguity = Ambiguity(document.text)
    actors = actor_gazetteer(own_actors)
    found = [Pieces(sentence, ambiguity, actors) for sentence in reading.sentences]
    actors_named = [
        piece.actor
        for pieces in found
        for piece in pieces.pieces
        if piece.actor is not None and piece.actor.kind != "outlet"
    ]
    counts = Counter(code for actor in actors_named for code in actor.states)
    place = (document.dateline or "").casefold()
    written_at = {
        state
        for pieces in found
        for piece in pieces.pieces
        if piece.actor is not None and is_dateline(pieces, piece)
        for state in piece.actor.states
    }
    discourse = Discourse(
        counts,
        _outlet_state(document),
        tuple(counts),
        at=written_at
        | {s for a in actors_named if a.written.casefold() == place for s in a.states},
        organisations=frozenset(
            s for a in actors_named if a.kind == "organisation" for s in a.states
        ),
    )
    book = PersonBook(document.published.low, document.published.high)
    mentions: list[Mention] = []
    for pieces in found:
        mentions.extend(SentenceNamer(pieces, discourse, book, frozenset(counts)).mentions())
    mentions.extend(_introduced_later(found, book, [m.span for m in mentions]))
    return replace(reading, mentions=tuple(sorted(mentions, key=lambda m: m.span)))


def _introduced_later(
    found: Sequence[Pieces], book: PersonBook, taken: Sequence[Span]
) -> Iterator[Mention]:
    """Surnames in a headline or opening paragraph of those whom only the text below introduces."""
    for pieces in found:
        if pieces.sentence.role != "title" and pieces.sentence.paragraph > 0:
            continue
        for piece in pieces.pieces:
            span = pieces.sentence.span_of(piece.first, piece.last)
            if piece.kind != "name" or any(span.overlaps(t) for t in taken):
                continue
            start = pieces.sentence.start
            text = pieces.sentence.text[span.start - start : span.end - start]
            person = book.recall(text)
            if person is not None and person.states:
                head = pieces.tokens[pieces.head(piece.first, piece.last)]
                yield Mention(
                    span=span, text=text, name=person.name, states=person.states,
                    sector=person.sector, office=person.office, kind="person",
                    basis="introduced later in the text", head=pieces.sentence.start + head.start,
                )  # fmt: skip


def _outlet_state(document: Document) -> tuple[str, ...]:
    if not document.outlet:
        return ()
    name = document.outlet.casefold()
    for actor in load_actors():
        if actor.kind == "outlet" and actor.written.casefold() == name:
            return actor.states
    return ()


NAMING = Stage(
    name="naming",
    run=name_actors,
    requires=frozenset({"document", "sentences"}),
    produces=frozenset({"mentions"}),
)
