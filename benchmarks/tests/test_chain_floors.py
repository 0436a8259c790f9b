"""Chains of sources on the project's own stories must not fall below what they once reached."""

import pytest

from benchmarks.own_corpora import CHAIN_FLOORS, heard
from tightrope.stages.attributing import RuleFinder


@pytest.mark.parametrize("part", CHAIN_FLOORS)
def test_chains_of_three_and_more_stay_above_the_floor(part: str) -> None:
    chained = [h for h in heard(part, RuleFinder()) if len(h.speaker.chain) > 2]
    found = [h for h in chained if h.found is not None]
    right = sum(h.chain_right for h in chained)
    of_all, of_found = CHAIN_FLOORS[part]
    assert right / len(chained) >= of_all
    assert right / len(found) >= of_found
