"""One event with the document that reports it, as exports in other projects' layouts need it."""

from dataclasses import dataclass

from tightrope.records.actors import Mention
from tightrope.records.documents import Document
from tightrope.records.events import Event


@dataclass(frozen=True, slots=True)
class EventReport:
    """An event where it is told; ``mentions`` are those of the whole document."""

    event: Event
    document: Document
    mentions: tuple[Mention, ...] = ()
