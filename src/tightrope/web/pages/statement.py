"""The page of a statement: who said what, in which words, through whose hands it came."""

from dataclasses import dataclass
from typing import Any

from tightrope.briefing.content import Receipt, one_line
from tightrope.briefing.contested import Contest, contests_of
from tightrope.briefing.desks import desk_of
from tightrope.briefing.voices import manner, speaker_name, speaker_role
from tightrope.briefing.wording import day_words, state_name
from tightrope.records.spans import Span
from tightrope.records.statements import Statement
from tightrope.store import Finder
from tightrope.web.answers import Page
from tightrope.web.asking import Ask, NotThere
from tightrope.web.marking import Mark, Piece, pieces

_AROUND = 240


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand through which the statement came."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """Everything that the page shows."""

    id: str
    speaker: str
    role: str
    person: str
    cue: str
    kind: str
    manner: str
    denies: bool
    speaks_as: str
    direction: str
    judged: str
    said_on: str
    content: str
    about: tuple[str, ...]
    states: tuple[str, ...]
    chain: tuple[Hand, ...]
    receipt: Receipt
    rule: str
    parent_id: str
    contests: tuple[Contest, ...]
    events: tuple[dict[str, Any], ...]
    inside: tuple[dict[str, Any], ...]


def statement(ask: Ask) -> Page:
    """``/statement/s0123…``."""
    finder = ask.finder
    record_id = ask.parts["id"]
    disputes = disputes_of(finder, [record_id])
    desk = desk_of(finder, "", (), statements=[record_id], disputes=disputes)
    it = desk.statements.get(record_id)
    if it is None:
        raise NotThere(f"No statement is named “{record_id[:60]}” in this database.")
    document = desk.documents.get(it.document_id)
    text = document.text if document else ""
    in_document = finder.of_document("events", it.document_id, text)
    told = [e for e in in_document if e["statement_id"] == it.id]
    disputed = finder.disputed_of(e["incident_id"] for e in told)
    said_there = finder.of_document("statements", it.document_id, text)
    speaker = speaker_name(it)
    view = StatementView(
        id=it.id,
        speaker=speaker,
        role=speaker_role(it),
        person=it.source_name if it.source_kind == "person" else "",
        cue=one_line(it.cue_text),
        kind=str(it.kind).replace("_", " "),
        manner=manner(it),
        denies=it.denies,
        speaks_as=", ".join(
            one_line(part)
            for part in (it.speaker_role or "", it.speaker_rank, it.institution)
            if part
        ),
        direction="; ".join(f"{s.direction} towards {state_name(s.state)}" for s in it.stances),
        judged=", ".join(dict.fromkeys(one_line(s.subject) for s in it.stances if s.subject)),
        said_on=day_words(it.statement_date) if it.statement_date else "",
        content=one_line(it.content_text),
        about=it.about,
        states=it.source_states,
        chain=tuple(Hand(one_line(link.name), link.kind) for link in it.chain),
        receipt=desk.said(it),
        rule=it.rule,
        parent_id=it.parent_id or "",
        contests=contests_of(desk),
        events=tuple(e | {"disputed": e["incident_id"] in disputed} for e in told),
        inside=tuple(s for s in said_there if s["parent_id"] == it.id),
    )
    title = f"{speaker}: “{view.content[:90]}{'…' if len(view.content) > 90 else ''}”"
    row = next((s for s in said_there if s["id"] == it.id), {})
    return Page(
        "statement",
        title if view.content else f"{speaker} did not comment",
        view,
        rows=[row],
        figures=lambda: {"passage": _passage(it, text) if text else []},
        section="documents",
    )


def _passage(it: Statement, text: str) -> list[Piece]:
    """The words with what stands around them, source, cue and content marked."""
    marks = [
        Mark(s.start, s.end, role, it.id)
        for role, spans in (
            ("source", it.source_spans), ("cue", it.cue_spans), ("content", it.content_spans),
        )
        for s in spans
    ]  # fmt: skip
    if not marks:
        return []
    span = Span(
        max(0, min(m.start for m in marks) - _AROUND),
        min(len(text), max(m.end for m in marks) + _AROUND),
    )
    start = text.rfind("\n\n", span.start, min(m.start for m in marks))
    end = text.find("\n\n", max(m.end for m in marks), span.end)
    return pieces(
        text, marks, start + 2 if start >= 0 else span.start, end if end >= 0 else span.end
    )


def disputes_of(finder: Finder, statements: list[str]) -> list[str]:
    """Disputes in which some statements are the claim or the denial."""
    return finder.disputes_of(statements)
