"""Grouping documents into stories: new documents meet the kept signatures of all others.

Only the stories that new documents touch are worked out again, with their origins and the dates
that undated reports take from them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tightrope.corpus.copies import TextLink, derivation
from tightrope.corpus.derivations import derivations
from tightrope.corpus.origins import Report, memberships, story_origins
from tightrope.corpus.signatures import Signature, sign_many
from tightrope.corpus.stories import StoryIndex, StoryLink, first_day, story_title
from tightrope.corpus.story_dating import date_from_story
from tightrope.engine.progress import Progress
from tightrope.records.corpus import Derivation, Membership, Story
from tightrope.records.documents import Document, Publication
from tightrope.store import Writer


@dataclass(frozen=True, slots=True)
class Signed:
    """What grouping keeps of a document: its signature, and its date by its own evidence.

    The date that it may take from its story is not in here, or the order in which documents
    arrive would matter.
    """

    signature: Signature
    published: Publication


def signed(documents: Sequence[Document]) -> list[Signed]:
    """Sign documents that were just read."""
    made = sign_many([(d.id, d.text, d.title) for d in documents])
    return [Signed(s, d.published) for s, d in zip(made, documents, strict=True)]


def group_stories(writer: Writer, progress: Progress) -> bool:
    """Give every new document its story.

    Returns:
        Whether there was anything to group.
    """
    fresh = writer.ungrouped_documents()
    if not fresh:
        return False
    progress.begin("grouping into stories", len(fresh))
    kept = {s.signature.document_id: s for s in writer.signatures(Signed)}
    index = StoryIndex()
    index.restore(
        ((s.signature, s.published) for i, s in kept.items() if i not in fresh),
        writer.links("story_links", StoryLink),
    )
    changes = index.add_many((kept[i].signature, kept[i].published) for i in sorted(fresh))
    text_links = _by_document([*writer.links("text_links", TextLink), *changes.text_links])
    with writer.batch():
        writer.add_links("story_links", changes.links)
        writer.add_links("text_links", changes.text_links)
        writer.remove_stories(changes.gone)
        for story_id, members in changes.stories:
            _settle(writer, story_id, members, kept, text_links)
            progress.advance(len(fresh.intersection(members)))
    progress.end()
    return True


def _settle(
    writer: Writer,
    story_id: str,
    members: Sequence[str],
    kept: Mapping[str, Signed],
    text_links: Mapping[str, Sequence[TextLink]],
) -> None:
    """Work out one story anew: origins, dates of undated reports, who copies whom."""
    documents = [replace(d, published=kept[d.id].published) for d in writer.documents(members)]
    inside = set(members)
    links = sorted(
        {k for i in members for k in text_links.get(i, ()) if {k.first, k.second} <= inside}
    )
    closeness = {
        d.id: {
            (k.second if k.first == d.id else k.first): k.jaccard for k in text_links.get(d.id, ())
        }
        for d in documents
    }
    documents = [
        replace(d, published=date_from_story(d, documents, closeness[d.id] or None))
        for d in documents
    ]
    reports = [Report(kept[d.id].signature, d.outlet, d.published) for d in documents]
    cited = {d.id: derivations(d) for d in documents}
    origins = story_origins(reports, [c for found in cited.values() for c in found], links)
    members_known = memberships(story_id, reports, origins, links)
    story = Story(
        id=story_id,
        title=story_title((d.id, d.title, d.published) for d in documents),
        document_ids=tuple(members),
        origins=origins.origins,
        first_published=first_day(d.published for d in documents),
    )
    copied = _copied(members_known, links)
    writer.update_documents(documents, {m.document_id: m for m in members_known})
    writer.update_story(
        story, members, [x for d in documents for x in (*cited[d.id], *copied.get(d.id, ()))]
    )


def _copied(
    members: Iterable[Membership], links: Iterable[TextLink]
) -> dict[str, list[Derivation]]:
    """Copies and excerpts as derivations of the later document, by its id."""
    original = {m.document_id: m.copy_of for m in members}
    found: dict[str, list[Derivation]] = {}
    for link in links:
        # A document that is itself a copy is nobody's original.
        earlier = link.second if original.get(link.first) else link.first
        made = derivation(link, earlier)
        found.setdefault(made.document_id, []).append(made)
    return found


def _by_document(links: Iterable[TextLink]) -> dict[str, list[TextLink]]:
    found: dict[str, list[TextLink]] = {}
    for link in links:
        found.setdefault(link.first, []).append(link)
        found.setdefault(link.second, []).append(link)
    return found
