"""Work comes back in order from any number of processes, and a dying one takes nobody along."""

import os
from collections.abc import Sequence

import pytest

from tightrope.engine.workers import Workers, chunked


def doubled(numbers: Sequence[int]) -> list[int]:
    return [2 * n for n in numbers]


def doubled_unless_seven(numbers: Sequence[int]) -> list[int]:
    if 7 in numbers:
        os._exit(1)  # as if the system had killed it
    return doubled(numbers)


def lost(number: int) -> int:
    return -number


@pytest.mark.parametrize("workers", [1, 2])
def test_results_keep_the_order_of_the_items(workers: int) -> None:
    with Workers(workers) as crew:
        results = list(crew.map(doubled, chunked(range(10), 3), lost, 10))
        again = list(crew.map(doubled, chunked(range(4), 3), lost, 4))
    assert [n for chunk in results for n in chunk] == [2 * n for n in range(10)]
    assert again == [[0, 2, 4], [6]]


def test_an_item_that_kills_its_process_is_left_out_alone() -> None:
    with Workers(2) as crew:
        results = list(crew.map(doubled_unless_seven, chunked(range(10), 3), lost, 10))
    assert [n for chunk in results for n in chunk] == [0, 2, 4, 6, 8, 10, 12, -7, 16, 18]


def process_of(numbers: Sequence[int]) -> list[int]:
    return [os.getpid() for _ in numbers]


def test_few_documents_stay_in_this_process() -> None:
    with Workers() as crew:
        (pids,) = crew.map(process_of, [[1, 2, 3]], lost, 3)
    assert set(pids) == {os.getpid()}
