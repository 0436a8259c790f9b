"""Windows cover a text, and decoding keeps to what a sequence of tags can be."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tightrope.language.learned.decoding import Link, Scored, attributions
from tightrope.language.learned.shapes import CONTENT, CUE, N_TAGS, SOURCE
from tightrope.language.learned.windows import windows


@given(
    st.lists(st.integers(1, 90), min_size=1, max_size=30), st.integers(8, 60), st.integers(0, 30)
)
def test_windows_cover_every_token_and_overlap(lengths, size, overlap):
    first = np.cumsum([0, *lengths[:-1]]).tolist()
    count = sum(lengths)
    found = list(windows(first, count, size, overlap))
    assert found[0][0] == 0
    assert found[-1][1] == count
    assert all(0 < end - start <= size for start, end in found)
    for (start, end), (after, _) in itertools.pairwise(found):
        assert start < after <= end
        assert end in first or end - start == size
        assert end - after >= min(overlap, end - start - 1) or after == end


def test_no_token_needs_no_window():
    assert list(windows([], 0)) == []


def scored(tags: list[int], points: dict[int, int]) -> Scored:
    """One window in which each token has one sure tag, and some tokens a sure target."""
    n = len(tags)
    tag_scores = np.zeros((n, N_TAGS), dtype=np.float32)
    tag_scores[np.arange(n), tags] = 5
    pointing = np.zeros((n, n + 1), dtype=np.float32)
    pointing[:, 0] = 1
    for token, target in points.items():
        pointing[token] = 0
        pointing[token, 1 + target] = 1
    return Scored(0, n, tag_scores, pointing)


def test_contents_find_their_cue_and_cues_their_source():
    # "Reyes said ships left , she added ships sank"
    tags = [SOURCE, CUE, CONTENT, CONTENT + 1, 0, SOURCE, CUE, CONTENT, CONTENT + 1]
    points = {1: 0, 2: 1, 3: 1, 6: 5, 7: 6, 8: 6}
    assert attributions([scored(tags, points)], np.zeros(9, dtype=np.int64)) == [
        Link((0, 1), (1, 2), ((2, 4),)),
        Link((5, 6), (6, 7), ((7, 9),)),
    ]


def test_one_cue_may_hold_two_contents_and_a_cue_may_have_no_source():
    tags = [CONTENT, CUE, CONTENT]
    found = attributions([scored(tags, {0: 1, 2: 1})], np.zeros(3, dtype=np.int64))
    assert found == [Link(None, (1, 2), ((0, 1), (2, 3)))]


def test_nothing_runs_over_a_paragraph():
    tags = [CUE, CONTENT, CONTENT + 1, CONTENT + 1]
    found = attributions([scored(tags, {1: 0, 2: 0, 3: 0})], np.array([0, 0, 1, 1]))
    assert all(end <= 2 or start >= 2 for link in found for start, end in link.contents)


def test_a_source_in_another_paragraph_is_not_taken():
    tags = [SOURCE, CUE, CONTENT]
    found = attributions([scored(tags, {1: 0, 2: 1})], np.array([0, 1, 1]))
    assert found == [Link(None, (1, 2), ((2, 3),))]


@given(st.integers(0, 2**32 - 1), st.integers(1, 40))
def test_any_scores_give_ranges_that_do_not_overlap(seed, n):
    noise = np.random.default_rng(seed)
    tags = noise.normal(size=(n, N_TAGS)).astype(np.float32)
    points = noise.random((n, n + 1)).astype(np.float32)
    found = attributions([Scored(0, n, tags, points)], np.sort(noise.integers(0, 4, n)))
    ranges = sorted(r for link in found for r in (*link.contents, link.cue) if r)
    assert all(0 <= a < b <= n for a, b in ranges)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(ranges))
