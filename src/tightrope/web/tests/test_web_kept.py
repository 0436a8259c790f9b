"""What is kept stays within its bounds, whatever comes."""

from hypothesis import given
from hypothesis import strategies as st

from tightrope.web.site import Kept


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
