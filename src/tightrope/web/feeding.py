"""Coding what arrives while pages are read: files of folders and articles of feeds."""

import threading
from collections.abc import Sequence
from pathlib import Path

from tightrope.engine.running import Report, run_into
from tightrope.errors import TightropeError
from tightrope.reading import find_inputs
from tightrope.store import Writer
from tightrope.watching import Watch
from tightrope.web.site import Site

# More files than this are read by processes of their own, so that pages stay quick meanwhile.
_INLINE_FILES = 8
_PROCESSES = 2


class Feeder:
    """Looks again and again for what is new, reads it into the database, and tells the site.

    Args:
        site: whose pages say what is going on.
        writer: of the same database.
        folders: files and folders; new and changed files are read.
        feeds: followed politely, or None.
        every_seconds: from one look at the folders to the next.
        feed_seconds: from one round of the feeds to the next.
        focal: states to measure; all that occur when empty.
    """

    def __init__(
        self,
        site: Site,
        writer: Writer,
        folders: Sequence[Path],
        feeds: Watch | None = None,
        *,
        every_seconds: float = 5.0,
        feed_seconds: float = 1800.0,
        focal: Sequence[str] = (),
    ) -> None:
        self._site = site
        self._writer = writer
        self._folders = list(folders)
        self._feeds = feeds
        self._every = every_seconds
        self._feed_seconds = feed_seconds
        self._focal = tuple(focal)
        self._seen: dict[Path, tuple[int, int]] = {}
        self._next_feed = 0.0
        self._clock = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feeder", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, seconds: float = 10.0) -> None:
        """Stop after what is being done; what was finished is kept."""
        self._stop.set()
        self._thread.join(seconds)
        if self._feeds is not None:
            self._feeds.close()

    def look(self) -> Report | None:
        """Read what is new once; None when nothing was."""
        fresh = self._fresh_files()
        fed = self._fed_files()
        if not fresh and not fed:
            return None
        files = [*fresh, *fed]
        workers = _PROCESSES if len(files) > _INLINE_FILES else None
        report = run_into(
            self._writer,
            files,
            focal=self._focal,
            powers=self._site.settings.powers,
            workers=workers,
            progress=self._site.live,
        )
        self._seen |= fresh
        if self._feeds is not None and fed:
            self._feeds.mark_read()
        self._site.changed()
        self._site.arrived(report.new_documents)
        return report

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.look()
                self._site.live.tell(trouble="", step="")
            except TightropeError as error:
                self._site.live.tell(trouble=str(error), step="")
            except Exception as error:  # the pages go on whatever happens to a round
                self._site.live.tell(
                    trouble=f"The last round failed ({type(error).__name__}: {error}).", step=""
                )
            self._stop.wait(self._every)
            self._clock += self._every

    def _fresh_files(self) -> dict[Path, tuple[int, int]]:
        fresh = {}
        for path in find_inputs([p for p in self._folders if p.exists()]):
            try:
                found = path.stat()
            except OSError:  # gone again
                continue
            state = (found.st_size, found.st_mtime_ns)
            if self._seen.get(path) != state:
                fresh[path] = state
        return fresh

    def _fed_files(self) -> list[Path]:
        if self._feeds is None or self._clock < self._next_feed:
            return []
        self._next_feed = self._clock + self._feed_seconds
        self._site.live.tell(step="asking the feeds", done=0, total=None)
        self._feeds.round()
        return [path for path in self._feeds.unread if path.is_file()]
