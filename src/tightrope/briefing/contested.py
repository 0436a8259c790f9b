"""What is disputed: claim and denial side by side."""

from dataclasses import dataclass

from tightrope.briefing.content import Desk, Receipt, one_line
from tightrope.briefing.voices import is_about, speaker_name, speaker_role
from tightrope.records.corpus import DisputeRelation

_RELATION = {
    DisputeRelation.DENIES: "denies it",
    DisputeRelation.RETRACTS: "takes it back",
    DisputeRelation.QUALIFIES: "qualifies it",
}


@dataclass(frozen=True, slots=True)
class Side:
    """Who says something, and the sentence in which they do."""

    name: str
    role: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Contest:
    """A claim and what was said against it."""

    id: str
    subject: str
    relation: str
    claim: Side
    denial: Side


def contests(desk: Desk) -> tuple[Contest, ...]:
    """Disputes that the focal state is a party to, or whose claim or denial is by or about it."""
    focal = desk.material.focal
    found = []
    for dispute in desk.material.disputes:
        claim = desk.statements.get(dispute.claim_statement_id)
        denial = desk.statements.get(dispute.denial_statement_id)
        if claim is None or denial is None:
            continue
        if focal not in dispute.parties and not (is_about(claim, focal) or is_about(denial, focal)):
            continue
        found.append(
            Contest(
                id=dispute.id,
                subject=one_line(dispute.subject),
                relation=_RELATION[DisputeRelation(dispute.relation)],
                claim=Side(speaker_name(claim), speaker_role(claim), desk.said(claim)),
                denial=Side(speaker_name(denial), speaker_role(denial), desk.said(denial)),
            )
        )
    return tuple(sorted(found, key=lambda c: (c.claim.receipt.document_id, c.id)))
