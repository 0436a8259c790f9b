"""Copies and excerpts: which documents hold the same text, found without comparing all pairs.

Candidates share fingerprints; the share of common five-word runs is then counted exactly.
The result of a pair depends on that pair alone, so order of arrival does not matter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tightrope.corpus.postings import Postings
from tightrope.corpus.signatures import Signature
from tightrope.corpus.words import shared
from tightrope.records.corpus import Derivation

COPY_JACCARD = 0.5
EXCERPT_CONTAINMENT = 0.5
# Below this many common runs, two texts share a boilerplate sentence and not a report.
MIN_SHARED_SHINGLES = 12


@dataclass(frozen=True, slots=True, order=True)
class TextLink:
    """Two documents (``first`` < ``second`` by id) that hold the same text.

    ``jaccard`` is over their five-word runs; ``first_share`` and ``second_share`` are the parts of
    each document's runs that the other holds.
    """

    first: str
    second: str
    jaccard: float
    first_share: float
    second_share: float

    @property
    def relation(self) -> str:
        return "copy" if self.jaccard >= COPY_JACCARD else "excerpt"

    def share_of(self, document_id: str) -> float:
        """How much of ``document_id`` the other document holds."""
        return self.first_share if document_id == self.first else self.second_share


def compare(a: Signature, b: Signature) -> TextLink | None:
    """The link between two documents, or None when they share too little."""
    if a.document_id > b.document_id:
        a, b = b, a
    n_a, n_b = a.n_shingles, b.n_shingles
    smaller, larger = min(n_a, n_b), max(n_a, n_b)
    if not smaller or a.document_id == b.document_id:
        return None
    common = smaller if a.shingles == b.shingles else shared(a.shingle_array, b.shingle_array)
    # Two whole texts that are the same are copies however short; parts must be a report's worth.
    if common < MIN_SHARED_SHINGLES and not common == smaller == larger:
        return None
    jaccard = common / (n_a + n_b - common)
    if jaccard < COPY_JACCARD and common / smaller < EXCERPT_CONTAINMENT:
        return None
    return TextLink(a.document_id, b.document_id, jaccard, common / n_a, common / n_b)


class CopyIndex:
    """All signatures met so far, asked by fingerprint.

    It holds nothing that signatures do not: rebuild it by adding them again in any order.
    """

    def __init__(self, signatures: Iterable[Signature] = ()) -> None:
        self._signatures: dict[str, Signature] = {}
        self._postings = Postings()
        for signature in signatures:
            self.insert(signature)

    def __len__(self) -> int:
        return len(self._signatures)

    def insert(self, signature: Signature) -> None:
        """Take in a signature without asking for its links (those are known already)."""
        if signature.document_id in self._signatures:
            return
        self._signatures[signature.document_id] = signature
        self._postings.add(signature.document_id, signature.fingerprint_array.tolist())

    def links(self, signature: Signature) -> list[TextLink]:
        """Links of a document with all that are in the index, in order of the other's id."""
        candidates = self._postings.matches(signature.fingerprint_array.tolist())
        found = []
        for other in sorted(candidates):
            link = compare(signature, self._signatures[other])
            if link is not None:
                found.append(link)
        return found

    def add(self, signature: Signature) -> list[TextLink]:
        """Take in a new document; returns its links with those already there."""
        if signature.document_id in self._signatures:
            return []
        found = self.links(signature)
        self.insert(signature)
        return found


def derivation(link: TextLink, earlier: str) -> Derivation:
    """Read a link as one document resting on the other.

    Args:
        link: two documents with the same text.
        earlier: the id of the one that came first (or that is taken for the original).

    Returns:
        The later document's derivation from the earlier.
    """
    later = link.second if earlier == link.first else link.first
    share = link.share_of(later)
    if link.relation == "copy":
        evidence = (
            f"near-identical text: {share:.0%} of it stands word for word in the other report"
        )
    elif share >= EXCERPT_CONTAINMENT:
        evidence = f"{share:.0%} of it stands word for word in the other report"
    else:
        evidence = f"it holds {link.share_of(earlier):.0%} of the other report word for word"
    return Derivation(later, earlier, link.relation, evidence, round(share, 4))


def text_links(signatures: Sequence[Signature]) -> list[TextLink]:
    """All links among ``signatures``, sorted; for a corpus that is met at once."""
    index = CopyIndex()
    return sorted(link for s in signatures for link in index.add(s))
