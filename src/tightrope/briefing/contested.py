"""What is disputed: a claim, and beside it what was said against it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.briefing.content import Desk, Receipt, one_line
from tightrope.briefing.voices import is_about, speaker_name, speaker_role
from tightrope.records.corpus import Dispute, DisputeRelation
from tightrope.records.statements import Statement

_RELATION = {
    DisputeRelation.DENIES: "Denied by",
    DisputeRelation.RETRACTS: "Taken back by",
    DisputeRelation.QUALIFIES: "Qualified by",
}


@dataclass(frozen=True, slots=True)
class Side:
    """Who says something, in which part, and the sentence in which they do."""

    part: str
    name: str
    role: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Contest:
    """A claim and everything that was said against it."""

    ids: tuple[str, ...]
    subject: str
    claim: Side
    answers: tuple[Side, ...]


def contests(desk: Desk) -> tuple[Contest, ...]:
    """Disputes that the focal state is a party to, or whose claim or denial is by or about it."""
    return _told(desk, [d for d in desk.listed.material.disputes if _concerns(desk, d)])


def contests_of(desk: Desk) -> tuple[Contest, ...]:
    """All disputes of the material whose claim and denial are known."""
    known = desk.statements
    return _told(
        desk,
        [
            d
            for d in desk.material.disputes
            if d.claim_statement_id in known and d.denial_statement_id in known
        ],
    )


def _told(desk: Desk, disputes: Sequence[Dispute]) -> tuple[Contest, ...]:
    by_passage: dict[tuple[str, str], list[tuple[Dispute, Side]]] = {}
    for dispute in sorted(disputes, key=lambda d: d.id):
        claim = _side(desk, desk.statements[dispute.claim_statement_id], "Claimed by")
        passage = (claim.receipt.document_id, claim.receipt.quotation)
        by_passage.setdefault(passage, []).append((dispute, claim))
    found = [_contest(desk, disputes) for disputes in by_passage.values()]
    return tuple(sorted(found, key=lambda c: (-len(c.answers), c.claim.receipt.document_id, c.ids)))


def _contest(desk: Desk, disputes: Sequence[tuple[Dispute, Side]]) -> Contest:
    """Everything said against what stands in one passage, whoever is taken for its source."""
    answers: dict[str, Side] = {}
    for dispute, _ in disputes:
        part = _RELATION[DisputeRelation(dispute.relation)]
        denial = desk.statements[dispute.denial_statement_id]
        answers.setdefault(denial.id, _side(desk, denial, part))
    first, claim = disputes[0]
    return Contest(
        ids=tuple(dispute.id for dispute, _ in disputes),
        subject=one_line(first.subject),
        claim=claim,
        answers=tuple(answers.values()),
    )


def _concerns(desk: Desk, dispute: Dispute) -> bool:
    focal = desk.material.focal
    claim = desk.statements.get(dispute.claim_statement_id)
    denial = desk.statements.get(dispute.denial_statement_id)
    if claim is None or denial is None:
        return False
    return focal in dispute.parties or is_about(claim, focal) or is_about(denial, focal)


def _side(desk: Desk, statement: Statement, part: str) -> Side:
    return Side(part, speaker_name(statement), speaker_role(statement), desk.said(statement))
