"""The event reader: who did what to whom, as a small encoder sees it.

Windows go through the encoder one by one, for the reason told in ``tagger``.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from tightrope.language.learned.decoding import owners
from tightrope.language.learned.events import FoundEvent, ScoredEvents, found_events
from tightrope.language.learned.release import (
    EVENTS_HASHES,
    EVENTS_MODEL,
    VOCABULARY,
    WEIGHTS,
    check_hashes,
)
from tightrope.language.learned.sessions import framed, session
from tightrope.language.learned.tokens import Tokenising, Tokens
from tightrope.language.learned.windows import OVERLAP, windows
from tightrope.language.segmentation import Segment

_OUTPUTS = ["event_tags", "readings", "actors", "recipients"]


class EventReader:
    """Finds triggers of events with type, reading and parties; immutable after loading."""

    def __init__(self, folder: Path = WEIGHTS, threads: int | None = None) -> None:
        """Load the weights of a folder.

        Args:
            folder: holds the model, its vocabulary and the file of their hashes.
            threads: for the products; by default one in a worker process, else up to four.

        Raises:
            MissingComponent: one of the files is not there.
            ChangedWeights: a file is not the one that was trained.
        """
        check_hashes(folder, EVENTS_HASHES)
        self.tokenising = Tokenising(folder / VOCABULARY)
        self._session = session(folder / EVENTS_MODEL, threads)

    def read(self, text: str, sentences: Sequence[Segment]) -> list[FoundEvent]:
        """Events within some sentences of a text, in the order of their triggers."""
        tokens = self.tokenising.read(text, sentences)
        places = list(windows(tokens.first.tolist(), len(tokens), overlap=OVERLAP))
        if not places:
            return []
        scored = [self._score(tokens, start, end) for start, end in places]
        owner = owners(places, len(tokens))
        return list(found_events(scored, owner, tokens.start, tokens.end))

    def _score(self, tokens: Tokens, start: int, end: int) -> ScoredEvents:
        tags, readings, actors, recipients = self._session.run(
            _OUTPUTS, framed(tokens, start, end, self.tokenising)
        )
        inside = slice(1, -1)  # without the frame
        return ScoredEvents(
            start,
            end,
            tags[0, inside],
            readings[0, inside],
            actors[0, inside, inside],
            recipients[0, inside, inside],
        )


@lru_cache(maxsize=1)
def default_event_reader() -> EventReader:
    """The reader of this process, loaded at first use."""
    return EventReader()
