"""Stories: documents about the same news.

Two documents are linked by common text, or by common names, numbers and rare words within a time
window; the strength of a link depends on these two alone. Linked documents form components, and
each component is split into stories by average link. So the stories are a function of the set of
documents: order of arrival changes nothing, and a new document touches its own component only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from tightrope.corpus.clustering import average_link
from tightrope.corpus.copies import CopyIndex, TextLink
from tightrope.corpus.postings import Floats, WeightedPostings
from tightrope.corpus.signatures import Signature
from tightrope.corpus.terms import similarity
from tightrope.records.documents import Publication
from tightrope.records.identifiers import identifier

# Cosine at which two reports are of the same news, for texts of few and of many terms: long texts
# share more background, and when the days do not speak for one piece of news, the words of a long
# text must say more. Tuned on short snippets of news (ECB+ train) and checked on whole reports.
SAME_NEWS_SHORT = 0.17
SAME_NEWS_LONG = 0.35
SAME_NEWS_LONG_UNDATED = 0.455
_SHORT_TERMS = 24
_LONG_TERMS = 80
# Weaker links are not kept; an absent link counts as zero in the average.
KEPT_STRENGTH = 0.5
# The same words weeks later are new news: a link weakens after the first days and then ends.
FULL_DAYS = 3
LAST_DAYS = 14
_UNKNOWN_DAY = Publication()
COPY_STRENGTH = 4.0
EXCERPT_STRENGTH = 1.5


@dataclass(frozen=True, slots=True, order=True)
class StoryLink:
    """Two documents (``first`` < ``second``) that may tell the same news.

    ``strength`` is 1 where similarity alone just suffices for one story.
    """

    first: str
    second: str
    strength: float


@dataclass(frozen=True, slots=True)
class StoryChanges:
    """What taking in documents did.

    Attributes:
        stories: story id to its document ids, for every story that is new or has other members.
        gone: ids of stories that no longer exist.
        merged: (old story, the story that now holds its documents), for each of ``gone`` whose
            documents all went to one.
        links: the links that were found.
        text_links: the copies and excerpts that were found.
    """

    stories: tuple[tuple[str, tuple[str, ...]], ...] = ()
    gone: tuple[str, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()
    links: tuple[StoryLink, ...] = ()
    text_links: tuple[TextLink, ...] = ()


@dataclass(slots=True)
class _Known:
    terms: dict[str, float]
    published: Publication
    links: dict[str, float] = field(default_factory=dict)


def days_apart(a: Publication, b: Publication) -> int:
    """Fewest days between two publications as far as they are bounded; 0 when they may coincide."""
    gaps = [0]
    if a.low is not None and b.high is not None:
        gaps.append((a.low - b.high).days)
    if b.low is not None and a.high is not None:
        gaps.append((b.low - a.high).days)
    return max(gaps)


def _days(published: Publication) -> tuple[int, int]:
    """First and last possible day of publication as ordinals; an open end reaches everything."""
    low = published.low.toordinal() if published.low is not None else 1
    high = published.high.toordinal() if published.high is not None else date.max.toordinal()
    return low, high


def strength(
    a: dict[str, float],
    b: dict[str, float],
    apart_days: int,
    *,
    dated: bool = True,
    link: TextLink | None = None,
) -> float:
    """How strongly two documents belong to one story; 1 where similarity just suffices.

    Args:
        a, b: their weighted terms.
        apart_days: days between their publications.
        dated: whether the day of both is known.
        link: their common text, if any.
    """
    if apart_days > LAST_DAYS:
        return 0.0
    needed = float(_needed(len(a), np.array([len(b)], dtype=np.float64), dated=dated)[0])
    found = similarity(a, b) / needed
    if link is not None:
        found = max(found, COPY_STRENGTH if link.relation == "copy" else EXCERPT_STRENGTH)
    if apart_days > FULL_DAYS:
        found *= 1 - (apart_days - FULL_DAYS) / (LAST_DAYS - FULL_DAYS + 1)
    return round(found, 6)


def _needed(size: int, sizes: Floats, *, dated: bool = True) -> Floats:
    """Cosine at which a text of ``size`` terms and texts of ``sizes`` terms are of one story."""
    length = (np.sqrt(size * sizes) - _SHORT_TERMS) / (_LONG_TERMS - _SHORT_TERMS)
    needed_long = SAME_NEWS_LONG if dated else SAME_NEWS_LONG_UNDATED
    return SAME_NEWS_SHORT + np.clip(length, 0.0, 1.0) * (needed_long - SAME_NEWS_SHORT)


def story_id(document_ids: Iterable[str]) -> str:
    """A story is named after the smallest id among its documents."""
    return identifier("s", min(document_ids))


class StoryIndex:
    """All documents met so far, their links and the stories these make.

    Rebuild it from kept signatures with :meth:`restore`, or by adding them again in any order.
    """

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._copies = CopyIndex()
        self._terms = WeightedPostings()
        self._story_of: dict[str, str] = {}
        self._members: dict[str, tuple[str, ...]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def story_of(self, document_id: str) -> str:
        """The id of the story that holds a document.

        Raises:
            KeyError: the document was never added.
        """
        return self._story_of[document_id]

    def stories(self) -> dict[str, tuple[str, ...]]:
        """Every story with its documents, in order of the ids."""
        return dict(sorted(self._members.items()))

    def add(self, signature: Signature, published: Publication = _UNKNOWN_DAY) -> StoryChanges:
        """Take in one document; see :meth:`add_many`."""
        return self.add_many([(signature, published)])

    def add_many(self, documents: Iterable[tuple[Signature, Publication]]) -> StoryChanges:
        """Take in documents and work out the stories that they touch.

        Args:
            documents: signatures with what is known of the day of publication. A document that is
                there already is left as it is.

        Returns:
            What changed.
        """
        fresh = {s.document_id: (s, p) for s, p in documents if s.document_id not in self._known}
        text_links = self._copies.add(signature for signature, _ in fresh.values())
        by_text: dict[str, dict[str, TextLink]] = {}
        for link in text_links:
            by_text.setdefault(link.first, {})[link.second] = link
            by_text.setdefault(link.second, {})[link.first] = link
        links: list[StoryLink] = []
        for document_id, (signature, published) in fresh.items():
            there = by_text.get(document_id, {})
            # Of two new documents the later one makes the link.
            earlier = {other: link for other, link in there.items() if other in self._known}
            links.extend(self._link(signature, published, earlier))
        return self._settled(list(fresh), links, text_links)

    def restore(
        self,
        documents: Iterable[tuple[Signature, Publication]],
        links: Iterable[StoryLink],
    ) -> None:
        """Take in documents whose links are known from an earlier run, without comparing them."""
        known = [(s, p) for s, p in documents if s.document_id not in self._known]
        self._copies.insert(signature for signature, _ in known)
        for signature, published in known:
            self._insert(signature, published)
        for link in links:
            self._connect(link)
        self._settled(list(self._known), [], [])

    def _insert(self, signature: Signature, published: Publication) -> None:
        known = _Known(dict(signature.terms), published)
        self._known[signature.document_id] = known
        self._terms.add(signature.document_id, known.terms, _days(published))

    def _link(
        self, signature: Signature, published: Publication, by_text: dict[str, TextLink]
    ) -> Iterator[StoryLink]:
        terms = dict(signature.terms)
        low, high = _days(published)
        dated = published.day is not None
        candidates = self._terms.at_least(
            terms,
            lambda sizes: KEPT_STRENGTH * _needed(len(terms), sizes, dated=dated),
            (low - LAST_DAYS, high + LAST_DAYS),
        )
        for other in sorted({*candidates, *by_text}):
            known = self._known[other]
            apart = days_apart(published, known.published)
            both = dated and known.published.day is not None
            found = strength(terms, known.terms, apart, dated=both, link=by_text.get(other))
            if found >= KEPT_STRENGTH:
                first, second = sorted((signature.document_id, other))
                yield StoryLink(first, second, found)
        self._insert(signature, published)

    def _connect(self, link: StoryLink) -> None:
        self._known[link.first].links[link.second] = link.strength
        self._known[link.second].links[link.first] = link.strength

    def _component(self, start: str) -> list[str]:
        found, todo = {start}, [start]
        while todo:
            for other in self._known[todo.pop()].links:
                if other not in found:
                    found.add(other)
                    todo.append(other)
        return sorted(found)

    def _settled(
        self, touched: list[str], links: list[StoryLink], text_links: list[TextLink]
    ) -> StoryChanges:
        for link in links:
            self._connect(link)
        changed: dict[str, tuple[str, ...]] = {}
        before: dict[str, tuple[str, ...]] = {}
        done: set[str] = set()
        for document_id in touched:
            if document_id in done:
                continue
            component = self._component(document_id)
            done.update(component)
            for old in {self._story_of[d] for d in component if d in self._story_of}:
                before[old] = self._members.pop(old)
            edges = {d: self._known[d].links for d in component}
            for members in average_link(component, edges):
                name = story_id(members)
                self._members[name] = members
                for member in members:
                    self._story_of[member] = name
                changed[name] = members
        stories = {n: m for n, m in changed.items() if before.get(n) != m}
        gone = sorted(before.keys() - changed.keys())
        merged = []
        for old in gone:
            homes = {self._story_of[d] for d in before[old]}
            if len(homes) == 1:
                merged.append((old, homes.pop()))
        return StoryChanges(
            tuple(sorted(stories.items())),
            tuple(gone),
            tuple(merged),
            tuple(sorted(links)),
            tuple(sorted(text_links)),
        )


def first_day(publications: Iterable[Publication]) -> date | None:
    """The earliest day on which a story was published, from its dated documents."""
    days = [p.low for p in publications if p.low is not None and p.low == p.high]
    return min(days, default=None)


def story_title(documents: Iterable[tuple[str, str | None, Publication]]) -> str:
    """The title of the earliest titled document, by day and then by id.

    Args:
        documents: (document id, title, publication).
    """
    titled = [
        (published.day is None, published.day or published.high or date.max, document_id, title)
        for document_id, title, published in documents
        if title
    ]
    return min(titled)[3] if titled else ""
