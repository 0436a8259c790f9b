"""What is kept stays within its bounds, whatever comes."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.web.site import Kept, Site


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60)), max_size=60))
def test_the_newest_results_are_kept_within_bounds(puts: list[tuple[int, int]]) -> None:
    kept = Kept(most=4, most_bytes=100)
    last: dict[int, int] = {}
    for key, size in puts:
        kept.put(key, size, size)
        last[key] = size
        held = [k for k in last if kept.get(k) is not None]
        assert len(held) <= 4
        assert sum(last[k] for k in held) <= 100
        assert kept.get(key) == size
    kept.clear()
    assert all(kept.get(k) is None for k in last)


def test_what_several_pages_need_is_made_once(site: Site) -> None:
    made: list[int] = []
    begun = threading.Event()

    def make() -> int:
        begun.wait(10)
        made.append(1)
        return len(made)

    with ThreadPoolExecutor(4) as threads:
        found = [threads.submit(site.once, "made once", make) for _ in range(4)]
        begun.set()
        assert [f.result(10) for f in found] == [1, 1, 1, 1]
    assert not site._making


def test_what_could_not_be_made_is_made_by_the_next(site: Site) -> None:
    def fails() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        site.once("made later", fails)
    assert site.once("made later", lambda: 7) == 7
    assert not site._making
