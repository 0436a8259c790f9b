"""Disputes on the labelled pairs: what is found is right, and a good part is found."""

import pytest

from benchmarks import own_corpora
from tightrope.stages.attributing import default_finder

#: Pinned on the test part with the finder in use; they only rise.
FLOORS = {False: (0.88, 0.33), True: (0.90, 0.32)}


@pytest.mark.parametrize("apart", [False, True], ids=["one report", "two reports"])
def test_disputes_found_are_right_and_many_are_found(apart):
    found = own_corpora.found_relations("test", default_finder(), apart=apart)
    counts = own_corpora.dispute_counts(found)
    precision, recall = FLOORS[apart]
    assert counts["right"] / counts["found"] >= precision
    assert counts["right"] / counts["disputed"] >= recall
