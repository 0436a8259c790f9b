"""Authors: whose words a paper holds, so that what they write comes through it.

"A memo by a former adviser", "an email from the ambassador", "the envoy's letter" name who wrote a
paper; "its author" is whoever wrote the paper named last.
"""

from collections.abc import Sequence

from tightrope.records.spans import Span
from tightrope.reference.cues import words
from tightrope.stages.attributing.artifacts import Artifact, Artifacts
from tightrope.stages.attributing.pages import Page

_BY = frozenset({"by", "from"})
_AUTHORS = frozenset({"author", "writer", "drafter"})
#: What is done in writing: without it an author may as well have spoken.
WRITTEN = words("writing verb")


class Authors:
    """Who wrote the papers of one page, by the noun that describes them."""

    def __init__(self, page: Page, artifacts: Artifacts) -> None:
        self._page, self._artifacts = page, artifacts
        self._papers: dict[str, Artifact] = {}
        for offset in sorted(artifacts.by_head):
            artifact = artifacts.by_head[offset]
            for noun in self._named_by(artifact):
                self._papers.setdefault(noun, artifact)

    def paper_of(self, source: Sequence[Span], lemma: str) -> Artifact | None:
        """The paper out of which a source speaks when it writes, or None."""
        head = self._page.head_of(source)
        if head is None:
            return None
        noun = head[1].lemma.lower()
        if noun in _AUTHORS:
            earlier = [o for o in sorted(self._artifacts.by_head) if o < source[0].start]
            return self._artifacts.by_head[earlier[-1]] if earlier else None
        return self._papers.get(noun) if lemma in WRITTEN else None

    def _named_by(self, artifact: Artifact) -> list[str]:
        sentence = self._page.sentence_at(artifact.span.start)
        if sentence is None:
            return []
        token = sentence.parse.token_at(artifact.span.start - sentence.start)
        if token is None:
            return []
        parse = sentence.parse
        held = [t for t in parse.dependents(token.i, "poss") if t.pos == "NOUN"]
        for preposition in parse.dependents(token.i, "prep"):
            if preposition.lemma.lower() in _BY:
                held += [t for t in parse.dependents(preposition.i, "pobj") if t.pos == "NOUN"]
        return [t.lemma.lower() for t in held]
