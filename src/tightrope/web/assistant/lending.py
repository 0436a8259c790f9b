"""A database that is open only while it is asked, so that a run can write to it in between."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tightrope.web.settings import Settings
from tightrope.web.site import Site, open_site

IDLE_SECONDS = 20.0


class Lender:
    """Opens a site for the first of some questions, and closes it some time after the last.

    Args:
        settings: how it is served.
        idle_seconds: how long it stays open unasked.
    """

    def __init__(self, settings: Settings, idle_seconds: float = IDLE_SECONDS) -> None:
        self._settings = settings
        self._idle_seconds = idle_seconds
        self._lock = threading.Lock()
        self._site: Site | None = None
        self._asking = 0
        self._timer: threading.Timer | None = None

    @property
    def is_open(self) -> bool:
        return self._site is not None

    @contextmanager
    def site(self) -> Iterator[Site]:
        """The site for one question, from any thread.

        Raises:
            StoreError: the database is missing, in use by a writer or not one of ours.
        """
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            if self._site is None:
                self._site = open_site(self._settings)
            site = self._site
            self._asking += 1
        try:
            yield site
        finally:
            with self._lock:
                self._asking -= 1
                if not self._asking:
                    self._timer = threading.Timer(self._idle_seconds, self._close_if_idle)
                    self._timer.daemon = True
                    self._timer.start()

    def close(self) -> None:
        """Close it now; a question under way fails."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._drop()

    def _close_if_idle(self) -> None:
        with self._lock:
            if not self._asking:
                self._drop()

    def _drop(self) -> None:
        if self._site is not None:
            self._site.close()
            self._site = None
