"""From an open corpus to the material of a briefing."""

from collections.abc import Sequence

from tightrope.briefing.content import Material
from tightrope.measures.sensitivity import sensitivity
from tightrope.measures.standing import measure
from tightrope.records.corpus import Dispute, Incident, ProvenanceEdge, Story
from tightrope.records.documents import Document, Quarantined
from tightrope.records.events import Event, ReportedVote
from tightrope.records.statements import Statement
from tightrope.store import Corpus


def gather(corpus: Corpus, focal: str, powers: Sequence[str]) -> Material:
    """Everything that a briefing on ``focal`` between ``powers`` reads.

    The measures are worked out anew from the stored incidents, so that any state can be asked for
    whatever the run was told to measure; the same incidents give the same figures.
    """
    incidents = tuple(corpus.records("incidents", Incident))
    standing = measure(focal, powers, incidents)
    return Material(
        focal=focal,
        powers=standing.powers,
        documents=tuple(corpus.records("documents", Document)),
        memberships=tuple(corpus.memberships()),
        stories=tuple(corpus.records("stories", Story)),
        events=tuple(corpus.records("events", Event)),
        incidents=incidents,
        statements=tuple(corpus.records("statements", Statement)),
        disputes=tuple(corpus.records("disputes", Dispute)),
        votes=tuple(corpus.records("reported_votes", ReportedVote)),
        provenance=tuple(corpus.records("provenance", ProvenanceEdge)),
        alignments=standing.alignments,
        postures=standing.postures,
        gaps=standing.gaps,
        shifts=standing.shifts,
        left_out=standing.left_out,
        stance=standing.stance,
        influences=standing.influences,
        sensitivity=tuple(sensitivity(focal, standing.observations, incidents, standing.period)),
        quarantined=tuple(corpus.records("quarantine", Quarantined)),
    )
