"""The intervals of the alignment measure hold what they say, also where the model is wrong."""

import pytest

from benchmarks.measures import _DESIGNS, LEAST, MOST, Noise, coverage, heavy, normal, spoilt


@pytest.mark.parametrize("noise", [normal, heavy, spoilt])
@pytest.mark.parametrize("design", ["sparse", "dense"])
def test_nine_in_ten_levels_lie_in_their_interval(design: str, noise: Noise) -> None:
    assert LEAST <= coverage(*_DESIGNS[design], noise, relations=300) <= MOST
