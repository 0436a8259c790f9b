"""Reading from many threads, each use with a time limit, while another connection may write.

DuckDB lets one process hold a file for writing. Inside that process every connection of the same
database sees the last state that was committed (snapshot isolation), so that reading never waits
for writing, nor writing for reading.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue

import duckdb

from tightrope.errors import StoreError
from tightrope.store.connection import connect
from tightrope.store.corpus import Corpus
from tightrope.store.fulltext.upkeep import KeptIndex

#: So long does the thread that keeps time limits wait for another use before it ends.
_IDLE = 30.0


class TooSlow(StoreError):
    """A question that took longer than it may, or that found no free connection."""


class Readers:
    """A few connections to one open database, lent out one use at a time.

    Args:
        connection: of the database; it is kept open by whoever gave it.
        path: of its file.
        size: how many uses at once.
        seconds: longest time of one use.
        kept_index: the full-text index, when others ask it too.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        path: Path | None,
        *,
        size: int,
        seconds: float,
        kept_index: KeptIndex | None = None,
    ) -> None:
        self.path = path
        self._connection = connection
        self._seconds = seconds
        self._closed = False
        self._watchman = _Watchman()
        self._kept_index = kept_index or KeptIndex(connection, path)
        self._free: SimpleQueue[duckdb.DuckDBPyConnection] = SimpleQueue()
        for _ in range(size):
            self._free.put(connection.cursor())

    @contextmanager
    def corpus(self, seconds: float | None = None) -> Iterator[Corpus]:
        """The database for reading, from one thread, for a limited time.

        Raises:
            TooSlow: the time is over.
        """
        limit = self._seconds if seconds is None else seconds
        try:
            cursor = self._free.get(timeout=limit)
        except Empty:
            raise TooSlow("Too many questions at once; ask again in a moment.") from None
        use = self._watchman.watch(cursor, limit)
        try:
            # One snapshot for the whole use: what a page shows fits together.
            cursor.execute("BEGIN TRANSACTION READ ONLY")
            try:
                yield Corpus(cursor, self.path, self._kept_index)
            finally:
                self._watchman.release(use)
                with suppress(duckdb.ConnectionException):  # closed meanwhile
                    cursor.execute("ROLLBACK")
        except duckdb.InterruptException as error:
            raise TooSlow(
                f"This question took longer than {limit:g} seconds; narrow it with filters."
            ) from error
        finally:
            self._watchman.release(use)
            self._give_back(cursor)

    def apart(self, *, size: int, seconds: float) -> "Readers":
        """More connections to the same database, with a limit of their own."""
        return Readers(
            self._connection,
            self.path,
            size=size,
            seconds=seconds,
            kept_index=self._kept_index,
        )

    def changed(self) -> None:
        """Something was written: words are looked for in what the database holds now."""
        self._kept_index.forget()

    def _give_back(self, cursor: duckdb.DuckDBPyConnection) -> None:
        if self._closed:
            cursor.close()
        else:
            self._free.put(cursor)

    def close(self) -> None:
        """Close the connections; those in use when they are given back."""
        self._closed = True
        with suppress(Empty):
            while True:
                self._free.get_nowait().close()

    def close_database(self) -> None:
        """Close the database as well; uses that are under way fail."""
        self.close()
        self._connection.close()


class _Watchman:
    """Interrupts what connections do when their time is over.

    One thread for all of them, which sleeps until the first time is over: a thread for each use
    would cost more than most questions.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._due: dict[int, tuple[float, duckdb.DuckDBPyConnection]] = {}
        self._next = 0
        self._wakes_at = float("inf")
        self._running = False

    def watch(self, cursor: duckdb.DuckDBPyConnection, seconds: float) -> int:
        """Interrupt a connection after some time, unless it is released before; returns what names
        this use of it."""
        ends_at = time.monotonic() + seconds
        with self._changed:
            self._next += 1
            self._due[self._next] = ends_at, cursor
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, name="time limits", daemon=True).start()
            elif ends_at < self._wakes_at:
                self._changed.notify()
            return self._next

    def release(self, use: int) -> None:
        """From now on the connection is left alone."""
        with self._changed:
            self._due.pop(use, None)

    def _run(self) -> None:
        idle = False
        with self._changed:
            while True:
                now = time.monotonic()
                for use, (ends_at, cursor) in list(self._due.items()):
                    if ends_at <= now:
                        cursor.interrupt()
                        del self._due[use]
                if not self._due and idle:
                    self._running = False
                    return
                idle = not self._due
                self._wakes_at = min((e for e, _ in self._due.values()), default=now + _IDLE)
                self._changed.wait(max(0.0, self._wakes_at - now))


def open_readers(path: Path, *, size: int, seconds: float, threads: int | None = None) -> Readers:
    """Open an existing database for many readers.

    Args:
        path: of the file.
        size, seconds: see :class:`Readers`.
        threads: for each question; as many as there are processors when None.

    Raises:
        StoreError: it is missing, locked or not one of ours.
    """
    connection = connect(path, read_only=True)
    if threads is not None:
        connection.execute(f"SET threads TO {int(threads)}")
    return Readers(connection, path, size=size, seconds=seconds)
