"""Lines of lists: documents, statements and incidents as other pages name them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from tightrope.briefing.content import Desk, Material, one_line
from tightrope.briefing.happenings import VOTE, incident_title
from tightrope.briefing.voices import speaker_name, speaker_role
from tightrope.briefing.wording import happened_words, published_words
from tightrope.records.corpus import Incident
from tightrope.records.documents import Document
from tightrope.records.events import ReportedVote
from tightrope.records.statements import Statement
from tightrope.store import Finder


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in a list."""

    id: str
    title: str
    outlet: str
    published: str
    day: date | None
    language: str
    story_id: str
    copy_of: str
    snippet: str = ""

    def row(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in a list."""

    id: str
    speaker: str
    role: str
    person: str
    kind: str
    content: str
    cue: str
    document_id: str
    outlet: str
    published: str
    denies: bool

    def row(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident in a list."""

    id: str
    title: str
    event_type: str
    when: str
    date_low: date | None
    date_high: date | None
    parties: tuple[str, ...]
    polarity: str
    modality: str
    n_reports: int
    n_origins: int
    disputed: bool

    def row(self) -> dict[str, Any]:
        return asdict(self)


def document_lines(
    finder: Finder, ids: Iterable[str], words: Iterable[str] = ()
) -> tuple[DocumentLine, ...]:
    """Documents in the order of their identifiers, with a passage that holds one of the words."""
    wanted = tuple(words)
    return tuple(
        DocumentLine(
            id=d.id,
            title=one_line(d.title or "") or one_line(d.text[:80]) or "Untitled document",
            outlet=one_line(d.outlet or ""),
            published=published_words(d.published),
            day=d.published.high or d.published.low,
            language=d.language,
            story_id=member.story_id,
            copy_of=member.copy_of or "",
            snippet=_passage(finder, d, wanted) if wanted else "",
        )
        for d, member in finder.documents(ids)
    )


def _passage(finder: Finder, document: Document, words: tuple[str, ...]) -> str:
    """Around a word as it was typed, else around one that the search takes for the same."""
    text = document.text
    found = snippet(text, document.title or "", words)
    return found or one_line(finder.excerpt(" ".join(words), text))


def snippet(text: str, title: str, words: Iterable[str], around: int = 110) -> str:
    """The passage of a text around the first of some words that stands below its title."""
    lowered = text.lower()
    skip = len(title) if text.startswith(title) else 0
    places = [at for w in words if (at := lowered.find(w, skip)) >= 0]
    if not places or len(lowered) != len(text):
        return ""
    at = min(places)
    start = max(skip, at - around)
    start = text.find(" ", start, at) + 1 if start > skip else start
    end = text.rfind(" ", at, at + around) if at + around < len(text) else len(text)
    passage = one_line(text[start : end if end > at else at + around])
    return f"{'… ' if start > skip else ''}{passage}{' …' if end < len(text) else ''}"


def said_lines(finder: Finder, ids: Iterable[str]) -> tuple[Said, ...]:
    """Statements in the order of their identifiers."""
    statements = finder.records("statements", Statement, ids)
    documents = {
        d.id: d for d in finder.records("documents", Document, (s.document_id for s in statements))
    }
    found = []
    for s in statements:
        document = documents.get(s.document_id)
        found.append(
            Said(
                id=s.id,
                speaker=speaker_name(s),
                role=speaker_role(s),
                person=s.source_name if s.source_kind == "person" else "",
                kind=str(s.kind).replace("_", " "),
                content=one_line(s.content_text),
                cue=one_line(s.cue_text),
                document_id=s.document_id,
                outlet=one_line(document.outlet or "") if document else "",
                published=published_words(document.published) if document else "",
                denies=s.denies,
            )
        )
    return tuple(found)


def incident_lines(finder: Finder, ids: Iterable[str]) -> tuple[IncidentLine, ...]:
    """Incidents in the order of their identifiers."""
    found = finder.records("incidents", Incident, ids)
    # Only votes need more than the incident to be named.
    cast = [v for i in found if i.event_type == VOTE for v in i.event_ids]
    votes = finder.records("reported_votes", ReportedVote, cast)
    desk = Desk(Material("", (), incidents=tuple(found), votes=tuple(votes)))
    return tuple(
        IncidentLine(
            id=i.id,
            title=incident_title(desk, i),
            event_type=str(i.event_type),
            when=happened_words(i.date_low, i.date_high),
            date_low=i.date_low,
            date_high=i.date_high,
            parties=tuple(dict.fromkeys((*i.actor_states, *i.recipient_states))),
            polarity=str(i.polarity),
            modality=str(i.modality),
            n_reports=len(set(i.document_ids)),
            n_origins=len(set(i.origins)),
            disputed=i.disputed,
        )
        for i in found
    )
