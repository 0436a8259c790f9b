"""A reading: everything the document stages have found out about one document so far."""

from dataclasses import dataclass

from tightrope.records.actors import Mention
from tightrope.records.documents import Document
from tightrope.records.events import Event, ReportedVote
from tightrope.records.sentences import Sentence
from tightrope.records.statements import Statement
from tightrope.records.times import TimeExpression


@dataclass(frozen=True, slots=True)
class Reading:
    """What stages take and return; each fills its own field with ``dataclasses.replace``."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    votes: tuple[ReportedVote, ...] = ()
