"""Which part of a corpus a briefing tells: from when, until when, and about what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tightrope.briefing.wording import day_words
from tightrope.errors import UsageError

_WORD = re.compile(r"[^\W_]+")
#: From this length on a topic word also finds words that begin with it ("sanction": "sanctioned").
_LONG_ENOUGH_TO_BEGIN = 5


@dataclass(frozen=True)
class Scope:
    """A window of days, both ends inclusive, and a topic; each may be left open.

    A topic is a PLOVER event type, mode or context (``AID``, ``cyber``), or words: then what tells
    of them matches, whatever its type. Positions are never narrowed to a topic.

    Raises:
        UsageError: the window ends before it begins, or the topic holds no word.
    """

    since: date | None = None
    until: date | None = None
    focus: str = ""

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.since > self.until:
            raise UsageError(
                f"The window begins on {self.since} and ends on {self.until}; give a first day "
                "that is not after the last one."
            )
        if self.focus and not _WORD.search(self.focus):
            raise UsageError(
                f"The topic '{self.focus}' holds no word; give one such as aid, sanctions or cyber."
            )

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None or bool(self.focus)

    @property
    def bounded(self) -> bool:
        """Whether there is a first or a last day."""
        return self.since is not None or self.until is not None

    def covers(self, low: date | None, high: date | None) -> bool:
        """Whether something that happened between two days may have happened in the window.

        What has no date is in no window, and in every briefing without one.
        """
        if not self.bounded:
            return True
        if low is None and high is None:
            return False
        first, last = low or high, high or low
        assert first is not None and last is not None
        if self.since is not None and last < self.since:
            return False
        return self.until is None or first <= self.until

    def matches(self, labels: Iterable[str], texts: Iterable[str]) -> bool:
        """Whether something is about the topic.

        Args:
            labels: its PLOVER types, modes and contexts.
            texts: its summary and sentences.
        """
        if not self.focus:
            return True
        topic = self._folded
        if any(topic == " ".join(_WORD.findall(label.casefold())) for label in labels):
            return True
        return any(self._pattern.search(text) for text in texts)

    @cached_property
    def _folded(self) -> str:
        return " ".join(_WORD.findall(self.focus.casefold()))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = _WORD.findall(self.focus)
        last = words[-1]
        ending = r"\w*" if len(last) >= _LONG_ENOUGH_TO_BEGIN else r"(?:s|es|’s|'s)?\b"
        return re.compile(r"\b" + r"\W+".join(map(re.escape, words)) + ending, re.IGNORECASE)

    @property
    def window_words(self) -> str:
        """ "from 1 May 2023 to 31 May 2023", "since 1 May 2023"; empty without a window."""
        if self.since is not None and self.until is not None:
            return f"from {day_words(self.since)} to {day_words(self.until)}"
        if self.since is not None:
            return f"since {day_words(self.since)}"
        return f"until {day_words(self.until)}" if self.until is not None else ""

    @property
    def suffix(self) -> str:
        """What a sentence that says "nothing was found" goes on with: " on “aid” since ..."."""
        topic = f" on “{self.focus}”" if self.focus else ""
        return topic + (f" {self.window_words}" if self.bounded else "")


EVERYTHING = Scope()
