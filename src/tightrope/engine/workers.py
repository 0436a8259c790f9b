"""Running a function over many items: in this process, or in several.

Results come back in the order of the items whatever the number of workers, so a run gives the same
database. An item that kills its worker process does not take the others along.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from types import TracebackType
from typing import Self, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Starting a process loads the parser again, about two seconds; fewer documents do not repay it.
DOCUMENTS_THAT_REPAY_A_WORKER = 100
_AHEAD = 3  # chunks per worker that wait in line, so that memory stays flat


def chunked(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of up to ``size`` items, in order."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


class Workers:
    """This process, or a pool of several that lives as long as the run.

    Use it as a context manager. A pool is started when it is asked for, or when the first work
    comes that repays it.
    """

    def __init__(self, wanted: int | None = None) -> None:
        """Args:
        wanted: number of processes; as many as the work repays when None.
        """
        self._wanted = wanted
        self._pool: ProcessPoolExecutor | None = None
        self._size = 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def map(
        self,
        function: Callable[[Sequence[Item]], list[Result]],
        chunks: Iterable[Sequence[Item]],
        on_crash: Callable[[Item], Result],
        documents: int,
    ) -> Iterator[list[Result]]:
        """Apply ``function`` to every chunk and yield what it returns, in order.

        Args:
            function: importable, takes a chunk, returns a list.
            chunks: what there is to do; read lazily.
            on_crash: what stands for an item whose process died (killed, out of memory).
            documents: about how many there are to do.
        """
        if self._pool is None:
            repaid = min(os.cpu_count() or 1, documents // DOCUMENTS_THAT_REPAY_A_WORKER)
            self._size = max(1, repaid if self._wanted is None else self._wanted)
        if self._size == 1:
            for chunk in chunks:
                yield function(chunk)
            return
        waiting: deque[tuple[Sequence[Item], Future[list[Result]]]] = deque()
        source = iter(chunks)
        while True:
            for chunk in islice(source, self._size * _AHEAD - len(waiting)):
                waiting.append((chunk, self._start().submit(function, chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                # Somebody's process died; everything in flight is lost and is done again, the
                # oldest chunk item by item, so that the culprit is found and left out.
                self._stop()
                yield _one_by_one(function, chunk, on_crash)
                waiting = deque((c, self._start().submit(function, c)) for c, _ in waiting)

    def _start(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = _pool(self._size)
        return self._pool

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _one_by_one(
    function: Callable[[Sequence[Item]], list[Result]],
    chunk: Sequence[Item],
    on_crash: Callable[[Item], Result],
) -> list[Result]:
    results: list[Result] = []
    pool = _pool(1)
    try:
        for item in chunk:
            try:
                results.extend(pool.submit(function, [item]).result())
            except BrokenProcessPool:
                results.append(on_crash(item))
                pool.shutdown(wait=False)
                pool = _pool(1)
    finally:
        pool.shutdown(wait=False)
    return results


def _pool(workers: int) -> ProcessPoolExecutor:
    # The parent holds a database and threads, which a forked child must not inherit.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
