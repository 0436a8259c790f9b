"""Some records with everything that they name, read one by one; the cost follows their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tightrope.briefing.content import Desk, Material
from tightrope.briefing.happenings import VOTE
from tightrope.records.corpus import POSITION, Dispute, Incident
from tightrope.records.events import Event, ReportedVote
from tightrope.records.statements import Statement
from tightrope.store import Finder

if TYPE_CHECKING:
    from tightrope.measures.standing import Standing


#: Kinds of incidents, as the store lists them by state, that measures rest on.
INCIDENT_KINDS = ("incident", "voting", "one-sided", "position")


def desk_of(
    finder: Finder,
    focal: str,
    powers: Sequence[str],
    *,
    incidents: Iterable[str] = (),
    statements: Iterable[str] = (),
    disputes: Iterable[str] = (),
    documents: Iterable[str] = (),
    headings: Iterable[str] = (),
    standing: Standing | None = None,
) -> Desk:
    """Some records with everything that they name, laid out for look-up.

    Args:
        finder: the open database.
        focal, powers: ISO 3166-1 alpha-3 codes.
        incidents, statements, disputes, documents: identifiers of what is told.
        headings: incidents that are only named; their sentences are not read.
        standing: what is measured of the focal state.
    """
    happened = finder.records("incidents", Incident, incidents)
    disputed = finder.records("disputes", Dispute, disputes)
    members = [m for i in happened for m in i.event_ids]
    events = finder.records("events", Event, members)
    known = {e.id for e in events}
    read = {i.id for i in happened}
    named_only = finder.records("incidents", Incident, (i for i in headings if i not in read))
    # A vote is headed by what is reported of it; other incidents carry their heading.
    cast = [m for i in named_only if i.event_type == VOTE for m in i.event_ids]
    votes = finder.records(
        "reported_votes", ReportedVote, (m for m in (*members, *cast) if m not in known)
    )
    in_full = set(members)
    told = [m for i in happened if i.event_type == POSITION for m in i.event_ids]
    sides = [s for d in disputed for s in (d.claim_statement_id, d.denial_statement_id)]
    said = finder.records("statements", Statement, [*statements, *sides, *told])
    named = [
        *documents,
        *(e.document_id for e in events),
        *(v.document_id for v in votes if v.id in in_full),
        *(s.document_id for s in said),
    ]
    carried = finder.documents(named)
    material = Material(
        focal=focal,
        powers=tuple(p for p in powers if p != focal),
        documents=tuple(document for document, _ in carried),
        memberships=tuple(membership for _, membership in carried),
        events=tuple(events),
        incidents=(*happened, *named_only),
        statements=tuple(said),
        disputes=tuple(disputed),
        votes=tuple(votes),
    )
    if standing is not None:
        material = replace(
            material,
            alignments=standing.alignments,
            postures=standing.postures,
            gaps=standing.gaps,
            shifts=standing.shifts,
            stance=standing.stance,
            influences=standing.influences,
            breaks=standing.breaks,
        )
    return Desk(material)
