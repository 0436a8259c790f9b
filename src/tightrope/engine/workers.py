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
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Starting a process loads the parser again, about two seconds; fewer documents do not repay it.
DOCUMENTS_THAT_REPAY_A_WORKER = 100
_AHEAD = 3  # chunks per worker that wait in line, so that memory stays flat


def worker_count(wanted: int | None, documents: int) -> int:
    """How many processes to use: as many as asked for, else what the work repays."""
    if wanted is not None:
        return max(1, wanted)
    return max(1, min(os.cpu_count() or 1, documents // DOCUMENTS_THAT_REPAY_A_WORKER))


def chunked(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of up to ``size`` items, in order."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def map_chunks(
    function: Callable[[Sequence[Item]], list[Result]],
    chunks: Iterable[Sequence[Item]],
    workers: int,
    on_crash: Callable[[Item], Result],
) -> Iterator[list[Result]]:
    """Apply ``function`` to every chunk and yield what it returns, in order.

    Args:
        function: importable, takes a chunk, returns a list.
        chunks: what there is to do; read lazily.
        workers: number of processes; 1 stays in this one.
        on_crash: what stands for an item whose process died (killed, out of memory).
    """
    if workers <= 1:
        for chunk in chunks:
            yield function(chunk)
        return
    pool = _pool(workers)
    waiting: deque[tuple[Sequence[Item], Future[list[Result]]]] = deque()
    source = iter(chunks)
    try:
        while True:
            for chunk in islice(source, workers * _AHEAD - len(waiting)):
                waiting.append((chunk, pool.submit(function, chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                # Somebody's process died; everything in flight is lost and is done again, the
                # oldest chunk item by item, so that the culprit is found and left out.
                pool.shutdown(wait=False, cancel_futures=True)
                yield _one_by_one(function, chunk, on_crash)
                pool = _pool(workers)
                waiting = deque((c, pool.submit(function, c)) for c, _ in waiting)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


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
