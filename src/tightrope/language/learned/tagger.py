"""The attribution tagger: weights checked against their hash, windows scored, spans read off.

Windows go through the encoder one by one: the int8 products scale their inputs by the extremes of
what is read together, so a batch would let one document change another one's scores.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tightrope.language.learned.decoding import Scored, attributions
from tightrope.language.learned.release import MODEL, VOCABULARY, WEIGHTS, check_hashes
from tightrope.language.learned.sessions import framed, session
from tightrope.language.learned.tokens import Tokenising, Tokens
from tightrope.language.learned.windows import OVERLAP, windows
from tightrope.language.segmentation import Segment
from tightrope.records.spans import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Spans of one attribution; contents in order, source and cue may be missing."""

    source: Span | None
    cue: Span | None
    contents: tuple[Span, ...]


class Tagger:
    """Finds who is said to have said what; immutable after loading."""

    def __init__(self, folder: Path = WEIGHTS, threads: int | None = None) -> None:
        """Load the weights of a folder.

        Args:
            folder: holds the model, its vocabulary and the file of their hashes.
            threads: for the products; by default one in a worker process, else up to four.

        Raises:
            MissingComponent: one of the files is not there.
            ChangedWeights: a file is not the one that was trained.
        """
        check_hashes(folder)
        self.tokenising = Tokenising(folder / VOCABULARY)
        self._session = session(folder / MODEL, threads)

    def read(self, text: str, sentences: Sequence[Segment]) -> list[Attribution]:
        """Attributions within some sentences of a text, in the order of their contents."""
        tokens = self.tokenising.read(text, sentences)
        found = attributions(self._score(tokens), tokens.paragraph)

        def span(tokens_of: tuple[int, int]) -> Span:
            first, last = tokens_of[0], tokens_of[1] - 1
            return Span(int(tokens.start[first]), int(tokens.end[last]))

        return [
            Attribution(
                span(link.source) if link.source else None,
                span(link.cue) if link.cue else None,
                tuple(span(content) for content in link.contents),
            )
            for link in found
        ]

    def _score(self, tokens: Tokens) -> list[Scored]:
        places = windows(tokens.first.tolist(), len(tokens), overlap=OVERLAP)
        return [self._score_window(tokens, place) for place in places]

    def _score_window(self, tokens: Tokens, place: tuple[int, int]) -> Scored:
        start, end = place
        tags, points = self._session.run(
            ["tags", "points"],
            framed(tokens, start, end, self.tokenising),
        )
        # The frame in front is where nothing is pointed to; the one behind is nothing at all.
        return Scored(start, end, tags[0, 1:-1], points[0, 1:-1, :-1])


@lru_cache(maxsize=1)
def default_tagger() -> Tagger:
    """The tagger of this process, loaded at first use."""
    return Tagger()
