"""What a watch knows from one round to the next, kept as one file in its folder."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tightrope.errors import UnreadableInput

STATE_FILE = ".watch.json"  # hidden, so that a run over the folder passes it over
_VERSION = 1
_MOST_KNOWN = 100_000


@dataclass(slots=True)
class FeedState:
    """A feed: its validators, and when it may be asked again (seconds since 1970)."""

    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    not_before: float = 0.0


@dataclass(slots=True)
class Waiting:
    """An article that is still to be fetched."""

    feed: str
    failures: int = 0
    not_before: float = 0.0


@dataclass(slots=True)
class WatchState:
    """Attributes:
    feeds: by address.
    waiting: articles still to be fetched, by address, oldest first.
    known: articles that are done with, by address: the file, or why there is none.
    unread: files that no run has read yet.
    """

    feeds: dict[str, FeedState] = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def settle(self, url: str, outcome: str) -> None:
        """An article is done with."""
        self.waiting.pop(url, None)
        self.known[url] = outcome
        while len(self.known) > _MOST_KNOWN:
            del self.known[next(iter(self.known))]


def load_state(folder: Path) -> WatchState:
    """The state kept in a folder; a new one where there is none.

    Raises:
        UnreadableInput: the file is not ours or damaged.
    """
    path = folder / STATE_FILE
    if not path.exists():
        return WatchState()
    try:
        kept: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if kept["version"] != _VERSION:
            raise ValueError(f"version {kept['version']}")
        return WatchState(
            {url: FeedState(**feed) for url, feed in kept["feeds"].items()},
            {url: Waiting(**waiting) for url, waiting in kept["waiting"].items()},
            dict(kept["known"]),
            list(kept["unread"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableInput(
            f"{path} can't be read ({error}); delete it to begin anew (what was fetched stays)."
        ) from error


def save_state(folder: Path, state: WatchState) -> None:
    """Keep a state; a crash leaves the one before or this one, never half of it."""
    path = folder / STATE_FILE
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps({"version": _VERSION, **asdict(state)}), encoding="utf-8")
    partial.replace(path)
