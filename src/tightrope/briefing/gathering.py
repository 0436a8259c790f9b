"""From an open corpus to the material of a briefing."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tightrope.briefing.content import Material
from tightrope.briefing.scope import EVERYTHING, Scope
from tightrope.engine.measuring import with_record
from tightrope.measures.sensitivity import sensitivity
from tightrope.measures.standing import measure
from tightrope.records.corpus import Dispute, Incident, ProvenanceEdge, Story
from tightrope.records.documents import Document, Quarantined
from tightrope.records.events import Event, Modality, ReportedVote
from tightrope.records.statements import Statement
from tightrope.store import Corpus


def gather(
    corpus: Corpus, focal: str, powers: Sequence[str], scope: Scope = EVERYTHING
) -> Material:
    """Everything that a briefing on ``focal`` between ``powers`` reads.

    The measures are worked out anew from the stored incidents, so that any state can be asked for
    whatever the run was told to measure; the same incidents give the same figures. With a last day
    they are worked out from what had happened by then, and plans and threats told of by then.
    Imported roll calls make the stream ``votes``.

    Args:
        corpus: an open one.
        focal: ISO 3166-1 alpha-3 code of the state.
        powers: those of the powers, in the order in which they are named.
        scope: which days and topic are listed.
    """
    incidents = tuple(corpus.records("incidents", Incident))
    documents = tuple(corpus.records("documents", Document))
    measured = known_by(scope.until, incidents, documents)
    told = measure(focal, powers, measured)
    (standing,) = with_record(corpus, (told,), scope.until)
    return Material(
        focal=focal,
        powers=standing.powers,
        documents=documents,
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
        breaks=standing.breaks,
        sensitivity=tuple(sensitivity(focal, told.observations, measured, told.period)),
        quarantined=tuple(corpus.records("quarantine", Quarantined)),
        scope=scope,
    )


def known_by(
    last: date | None, incidents: Iterable[Incident], documents: Iterable[Document]
) -> tuple[Incident, ...]:
    """The incidents that a position at the end of a day may rest on; all without a day.

    What happened counts by the middle of the days it is dated to, as the measure places it. A plan,
    a threat or a request is known from the first report of it. What has no date stays: the measure
    leaves it out and says so.
    """
    if last is None:
        return tuple(incidents)
    published = {d.id: d.published.low for d in documents}
    kept = []
    for incident in incidents:
        day = _middle(incident.date_low, incident.date_high)
        if incident.modality != Modality.ACTUAL:
            reported = [d for d in map(published.get, incident.document_ids) if d is not None]
            day = min(reported, default=day)
        if day is None or day <= last:
            kept.append(incident)
    return tuple(kept)


def _middle(low: date | None, high: date | None) -> date | None:
    if low is None or high is None:
        return low or high
    low, high = min(low, high), max(low, high)
    return low + timedelta(days=(high - low).days // 2)
