"""What is disputed: a claim, and beside it what was said against it."""

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
    by_claim: dict[str, list[Dispute]] = {}
    for dispute in sorted(desk.material.disputes, key=lambda d: d.id):
        if _concerns(desk, dispute):
            by_claim.setdefault(dispute.claim_statement_id, []).append(dispute)
    found = [
        Contest(
            ids=tuple(d.id for d in disputes),
            subject=one_line(disputes[0].subject),
            claim=_side(desk, desk.statements[claim_id], "Claimed by"),
            answers=tuple(
                _side(
                    desk,
                    desk.statements[d.denial_statement_id],
                    _RELATION[DisputeRelation(d.relation)],
                )
                for d in disputes
            ),
        )
        for claim_id, disputes in by_claim.items()
    ]
    return tuple(sorted(found, key=lambda c: (-len(c.answers), c.claim.receipt.document_id, c.ids)))


def _concerns(desk: Desk, dispute: Dispute) -> bool:
    focal = desk.material.focal
    claim = desk.statements.get(dispute.claim_statement_id)
    denial = desk.statements.get(dispute.denial_statement_id)
    if claim is None or denial is None:
        return False
    return focal in dispute.parties or is_about(claim, focal) or is_about(denial, focal)


def _side(desk: Desk, statement: Statement, part: str) -> Side:
    return Side(part, speaker_name(statement), speaker_role(statement), desk.said(statement))
