"""Relating reports: disputes, incidents and the graph of who had what from whom."""

from tightrope.corpus.chain_graph import Carrier, provenance_steps
from tightrope.corpus.disputes import find_disputes
from tightrope.corpus.incidents import group_incidents
from tightrope.corpus.positions import group_positions
from tightrope.records.documents import Document
from tightrope.records.events import Event, ReportedVote
from tightrope.records.statements import Statement
from tightrope.store import Writer


def relate(writer: Writer) -> None:
    """Work out incidents, disputes and provenance from everything that was read."""
    corpus = writer.corpus
    documents = corpus.records("documents", Document)
    texts = {d.id: d.text for d in documents}
    memberships = corpus.memberships()
    story_of = {m.document_id: m.story_id for m in memberships}
    statements = corpus.records("statements", Statement)
    disputes = find_disputes(statements, texts, story_of=story_of)
    events = corpus.records("events", Event)
    origins = {m.document_id: m.origins for m in memberships}
    incidents = group_incidents(
        events,
        corpus.records("reported_votes", ReportedVote),
        texts,
        story_of=story_of,
        document_origins=origins,
        statements=statements,
        disputes=disputes,
    )
    positions = group_positions(
        statements,
        events,
        {d.id: (d.published.low, d.published.high) for d in documents},
        story_of=story_of,
        document_origins=origins,
        disputes=disputes,
    )
    writer.replace_disputes(disputes)
    writer.replace_incidents((*incidents, *positions))
    carriers = [
        Carrier(d.id, story_of.get(d.id, ""), d.outlet or "", d.title or "", origins.get(d.id, ()))
        for d in documents
    ]
    writer.replace_provenance(provenance_steps(statements, carriers))
