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

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._numbered: list[Signature] = []
        self._postings = Postings()

    def __len__(self) -> int:
        return len(self._numbered)

    def add(self, signatures: Iterable[Signature]) -> list[TextLink]:
        """Take in documents; those that are here already are left as they are.

        Returns:
            The links of the new ones, among themselves and with those already there, sorted.
        """
        first = self.insert(signatures)
        pairs = self._postings.meetings(first)
        compared = (compare(self._numbered[a], self._numbered[b]) for a, b in pairs)
        return sorted(link for link in compared if link is not None)

    def insert(self, signatures: Iterable[Signature]) -> int:
        """Take in documents without asking for their links, which are known already.

        Returns:
            How many were there before.
        """
        first = len(self._numbered)
        fresh = {s.document_id: s for s in signatures if s.document_id not in self._known}
        self._known |= fresh.keys()
        self._numbered += fresh.values()
        self._postings.add(list(fresh), [s.fingerprint_array for s in fresh.values()])
        return first


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
    return CopyIndex().add(signatures)
