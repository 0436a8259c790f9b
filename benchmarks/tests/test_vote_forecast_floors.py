"""Floors of forecasts on hidden votes of a few sessions; ``make bench`` measures them on all."""

import pytest

from benchmarks.figures import bench_folder
from benchmarks.vote_forecasts import (
    HALF_FLOOR,
    LAST,
    gaps,
    half,
    nearest_states,
    record,
    same_title_before,
    score,
    texts,
)
from tightrope.public_record.votes.matrix import YES, VoteMatrix

# On the few sessions below, with weights fitted on three.
GAPS, LOG_LOSS, TEXTS = 0.96, 0.115, 0.925


@pytest.fixture(scope="module")
def matrix() -> VoteMatrix:
    bench = bench_folder()
    if bench is None:
        pytest.skip("no gold data; set TIGHTROPE_BENCH")
    return record(bench)


def test_gaps_are_filled(matrix: VoteMatrix) -> None:
    found, ours, hidden = gaps(matrix, [35, 55, 70], fitted=3)
    result = score(ours, found.truth)
    peer = score(nearest_states(matrix, hidden, found, 1), found.truth)
    assert result.accuracy >= GAPS and result.log_loss <= LOG_LOSS
    assert result.accuracy > peer.accuracy and result.log_loss < peer.log_loss


def test_half_of_the_voters_tell_of_the_others(matrix: VoteMatrix) -> None:
    found, ours, hidden = half(matrix, fitted=3)
    result = score(ours, found.truth)
    peer = score(nearest_states(matrix, hidden, found), found.truth)
    assert result.accuracy >= HALF_FLOOR
    assert result.accuracy > peer.accuracy and result.log_loss < peer.log_loss


def test_texts_alone(matrix: VoteMatrix) -> None:
    found, ours = texts(matrix, [50, 65, LAST], fitted=3)
    result = score(ours, found.truth)
    assert result.accuracy >= TEXTS
    assert result.accuracy > float((found.truth == YES).mean())
    assert result.accuracy > float((same_title_before(matrix, found) == found.truth).mean())
