"""What all pages share: the database, what was read before, corrections, and what is going on."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

from tightrope.errors import StoreError
from tightrope.store import Finder, Readers, Writer, open_readers
from tightrope.store.corrections import Corrections
from tightrope.web.live import Live
from tightrope.web.settings import Settings

T = TypeVar("T")
_MOST_KEPT = 2_000
_MOST_BYTES = 64 << 20
_EXPORTS_AT_ONCE = 2


class Kept:
    """Results under a key, the least recently used forgotten first; safe for many threads.

    Args:
        most: results.
        most_bytes: of all results, as ``put`` tells them.
    """

    def __init__(self, most: int = _MOST_KEPT, most_bytes: int = _MOST_BYTES) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._sizes: dict[Hashable, int] = {}
        self._bytes = 0
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable) -> Any | None:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        return None

    def put(self, key: Hashable, value: Any, size: int = 0) -> None:
        with self._lock:
            self._bytes += size - self._sizes.get(key, 0)
            self._sizes[key] = size
            self._held[key] = value
            self._held.move_to_end(key)
            while len(self._held) > self._most or self._bytes > self._most_bytes:
                oldest, _ = self._held.popitem(last=False)
                self._bytes -= self._sizes.pop(oldest)

    def clear(self) -> None:
        with self._lock:
            self._held.clear()
            self._sizes.clear()
            self._bytes = 0


class Site:
    """An open database with everything that serves it.

    Args:
        settings: how it is served.
        readers: connections for pages.
        exporters: connections for exports, which take longer.
        owns_database: whether closing the site closes the database.
    """

    def __init__(
        self,
        settings: Settings,
        readers: Readers,
        exporters: Readers,
        *,
        owns_database: bool = True,
    ) -> None:
        self._owns_database = owns_database
        self.settings = settings
        self.live = Live()
        self.corrections = Corrections(settings.database)
        self._readers = readers
        self._exporters = exporters
        self._kept = Kept()
        self._lock = threading.Lock()
        # What is being made now, and by how many it is waited for.
        self._making: dict[Hashable, tuple[threading.Lock, int]] = {}
        self.answers = Kept()
        self._revision = ""
        self.changed()

    @property
    def revision(self) -> str:
        """Names what the database holds now."""
        return self._revision

    @property
    def stamp(self) -> str:
        """Names what pages are made from: the database and the corrections."""
        return f"{self._revision}-{self.corrections.stamp}"

    def changed(self) -> None:
        """Look again at what the database holds, after something was written."""
        with self.finder() as finder:
            revision = finder.revision()
        if revision != self._revision:
            self._readers.changed()
            self._exporters.changed()
            self._revision = revision
            self._kept.clear()
            self.answers.clear()

    def arrived(self, documents: int) -> None:
        """Tell open pages that documents came."""
        if documents:
            now = self.live.state
            self.live.tell(arrivals=now.arrivals + documents, arrived_at=datetime.now(UTC))

    @contextmanager
    def finder(self) -> Iterator[Finder]:
        """The database, for the questions of one page."""
        with self._readers.corpus() as corpus:
            yield Finder(corpus, snapshot=True)

    @contextmanager
    def exporter(self) -> Iterator[Finder]:
        """The database, for one export."""
        with self._exporters.corpus() as corpus:
            yield Finder(corpus)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` returns, made once for what the database holds now."""
        full = (self._revision, key)
        found = self._kept.get(full)
        if found is None:
            with self._alone(full):
                found = self._kept.get(full)
                if found is None:
                    found = make()
                    self._kept.put(full, found)
        known: T = found
        return known

    @contextmanager
    def _alone(self, key: Hashable) -> Iterator[None]:
        """Wait while another page makes the same: twice at once would take twice as long."""
        with self._lock:
            lock, waiting = self._making.get(key, (threading.Lock(), 0))
            self._making[key] = lock, waiting + 1
        try:
            with lock:
                yield
        finally:
            with self._lock:
                lock, waiting = self._making[key]
                if waiting == 1:
                    del self._making[key]
                else:
                    self._making[key] = lock, waiting - 1

    def close(self) -> None:
        """Close the connections, and the database if it was opened for this site alone."""
        self._exporters.close()
        if self._owns_database:
            self._readers.close_database()
        else:
            self._readers.close()


def open_site(settings: Settings) -> Site:
    """Open a database file for serving; nothing is written to it.

    Raises:
        StoreError: it is missing, in use by a writer, not one of ours, or from before pages.
    """
    readers = _readers(settings)
    try:
        with readers.corpus() as corpus:
            prepared, indexed = corpus.is_prepared(), corpus.is_indexed()
    except BaseException:
        readers.close_database()
        raise
    if not prepared or not indexed:
        # Made by an earlier version, or a run was stopped before its end.
        readers.close_database()
        try:
            with Writer(settings.database) as writer:
                writer.prepare_lookups()
                writer.update_search()
        except StoreError:
            # Others read it, or it can't be written; the index is then made in memory when asked.
            if not prepared:
                raise
        readers = _readers(settings)
    return Site(
        settings, readers, readers.apart(size=_EXPORTS_AT_ONCE, seconds=settings.export_seconds)
    )


def _readers(settings: Settings) -> Readers:
    return open_readers(
        settings.database,
        size=settings.connections,
        seconds=settings.query_seconds,
        threads=settings.threads,
    )


def site_of_writer(settings: Settings, writer: Writer) -> Site:
    """Serve what an open writer holds, while it writes."""
    if writer.path != settings.database:
        raise StoreError("The pages and the writer have to be of one database file.")
    writer.prepare_lookups()
    writer.update_search()
    return Site(
        settings,
        writer.readers(settings.connections, settings.query_seconds),
        writer.readers(_EXPORTS_AT_ONCE, settings.export_seconds),
        owns_database=False,
    )
