"""Chains, speakers and attributions on the project's own stories must not fall below what they once
reached."""

import pytest

from benchmarks.attribution import finders
from benchmarks.own_corpora import (
    CHAIN_FLOORS,
    CHAIN_FLOORS_BOTH,
    STORY_FLOORS,
    heard,
    story_figures,
)
from tightrope.stages.attributing import RuleFinder, TripleFinder


def assert_chains(part: str, finder: TripleFinder, floors: tuple[float, float]) -> None:
    chained = [h for h in heard(part, finder) if len(h.speaker.chain) > 2]
    found = [h for h in chained if h.found is not None]
    right = sum(h.chain_right for h in chained)
    of_all, of_found = floors
    assert right / len(chained) >= of_all
    assert right / len(found) >= of_found


@pytest.fixture(scope="module")
def both() -> TripleFinder:
    found = finders().get("both")
    if found is None:
        pytest.skip("the model can't be loaded")
    return found


@pytest.mark.parametrize("part", CHAIN_FLOORS)
def test_chains_of_three_and_more_stay_above_the_floor(part: str) -> None:
    assert_chains(part, RuleFinder(), CHAIN_FLOORS[part])


@pytest.mark.parametrize("part", CHAIN_FLOORS_BOTH)
def test_chains_found_with_the_model_stay_above_the_floor(part: str, both: TripleFinder) -> None:
    assert_chains(part, both, CHAIN_FLOORS_BOTH[part])


def test_stories_read_with_the_model_stay_above_the_floors(both: TripleFinder) -> None:
    found = {figure.measure: figure.ours for figure in story_figures("test", both)}
    assert {name: value for name, value in STORY_FLOORS.items() if found[name] < value} == {}
