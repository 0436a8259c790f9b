"""Agreement after Häge: bounds, symmetry, known values, intervals."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.public_record.agreement import agreements, measures
from tightrope.public_record.votes.matrix import CODES, vote_matrix
from tightrope.records.events import VotePosition
from tightrope.records.votes import RollCall

BY_CODE = {code: position for position, code in CODES.items() if code >= 0}


def roll_calls(first: list[int], second: list[int]) -> list[RollCall]:
    return [
        RollCall(f"r{n}", f"A/RES/{50 + n // 10}/{n}", date(1995 + n // 10, 12, 1), 50 + n // 10,
                 ("AAA", "BBB"), (BY_CODE[a], BY_CODE[b]))
        for n, (a, b) in enumerate(zip(first, second, strict=True))
    ]  # fmt: skip


def test_the_three_measures_by_hand() -> None:
    # Ten roll calls: eight both yes, one no against yes, one abstention against yes.
    table = np.zeros((3, 3))
    table[2, 2], table[0, 2], table[1, 2] = 8, 1, 1
    s, pi, kappa = (float(m) for m in measures(table))
    assert s == pytest.approx(1 - 2 * 0.15)
    # Kappa: the other always votes yes, so what is expected is what is observed.
    assert kappa == pytest.approx(0.0)
    # Average shares .05 no, .05 abstain, .9 yes: 2 (.05*.05*.5 + .05*.9*1 + .05*.9*.5).
    assert pi == pytest.approx(1 - 0.15 / (2 * (0.00125 + 0.045 + 0.0225)))


def test_measures_without_a_value() -> None:
    table = np.zeros((3, 3))
    table[2, 2] = 5
    s, pi, kappa = (float(m) for m in measures(table))
    assert s == 1.0 and np.isnan(pi) and np.isnan(kappa)


tables = st.lists(st.integers(0, 30), min_size=9, max_size=9).filter(any)


@given(tables)
def test_bounds_and_symmetry(cells: list[int]) -> None:
    table = np.array(cells, float).reshape(3, 3)
    ours, turned = measures(table), measures(table.T)
    for one, other in zip(ours, turned, strict=True):
        assert np.isnan(one) == np.isnan(other)
        assert np.isnan(one) or (one == pytest.approx(other) and -1.0000001 <= one <= 1.0000001)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40))
def test_points_lie_in_their_intervals(pairs: list[tuple[int, int]]) -> None:
    matrix = vote_matrix(roll_calls([a for a, _ in pairs], [b for _, b in pairs]))
    found = agreements(matrix, "AAA", ["BBB"])
    assert found[-1].session is None and found[-1].n_votes == len(pairs)
    assert sum(a.n_votes for a in found[:-1]) == len(pairs)
    for agreement in found:
        for estimate in (agreement.s, agreement.pi, agreement.kappa):
            assert estimate is None or estimate.low <= estimate.mean <= estimate.high


def test_few_equal_votes_are_no_proof() -> None:
    few = agreements(vote_matrix(roll_calls([2] * 4, [2] * 4)), "AAA", ["BBB"])[-1]
    many = agreements(vote_matrix(roll_calls([2] * 40, [2] * 40)), "AAA", ["BBB"])[-1]
    assert few.s.mean == many.s.mean == 1.0
    assert few.s.low < 0.8 < many.s.low < 1.0


def test_intervals_cover() -> None:
    generator = np.random.default_rng(5)
    shares = np.array([0.05, 0.04, 0.03, 0.06, 0.1, 0.1, 0.05, 0.07, 0.5])
    truth = [float(m) for m in measures(shares.reshape(3, 3))]
    hits = np.zeros(3)
    for _ in range(200):
        cells = generator.choice(9, 80, p=shares)
        matrix = vote_matrix(roll_calls([int(c) // 3 for c in cells], [int(c) % 3 for c in cells]))
        total = agreements(matrix, "AAA", ["BBB"])[-1]
        for n, estimate in enumerate((total.s, total.pi, total.kappa)):
            assert estimate is not None
            hits[n] += estimate.low <= truth[n] <= estimate.high
    assert (np.abs(hits / 200 - 0.9) < 0.06).all(), hits / 200


def test_states_that_never_met_have_no_agreement() -> None:
    call = RollCall("r", "A/RES/1/1", date(1946, 12, 1), 1, ("AAA",), (VotePosition.YES,))
    assert agreements(vote_matrix([call]), "AAA", ["BBB", "AAA"]) == []
