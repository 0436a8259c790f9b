"""The sampler finds what it was simulated from, and says how sure it may be."""

from datetime import date

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri

from tightrope.public_record.ideal_points.fitting import add_sessions, estimate, plan
from tightrope.public_record.ideal_points.normal import cdf, key_of, normal, quantile, truncated
from tightrope.public_record.votes.matrix import CODES, VoteMatrix, vote_matrix
from tightrope.records.events import VotePosition
from tightrope.records.votes import RollCall

BY_CODE = {code: position for position, code in CODES.items() if code >= 0}
ANCHORS = ("USA", "RUS")


def simulated(
    seed: int, n_states: int = 30, n_sessions: int = 6, n_votes: int = 40
) -> tuple[VoteMatrix, dict[tuple[str, int], float]]:
    """Roll calls drawn from the model, and the positions behind them, mean 0 and deviation 1."""
    generator = np.random.default_rng(seed)
    states = (*ANCHORS, *(f"S{n:02}" for n in range(n_states - 2)))
    x = generator.normal(size=n_states)
    x[:2] = 1.8, -1.5
    path = [x]
    for _ in range(n_sessions - 1):
        path.append(path[-1] + generator.normal(0, 0.2, n_states))
    positions = np.array(path)
    positions = (positions - positions.mean()) / positions.std()
    roll_calls = []
    for t in range(n_sessions):
        for v in range(n_votes):
            z = generator.normal() * 1.5 * positions[t] + generator.normal(size=n_states)
            low, high = np.sort(generator.normal(0, 1, 2))
            codes = (z > low).astype(int) + (z > high)
            roll_calls.append(
                RollCall(f"r{t}-{v}", f"A/RES/{60 + t}/{v}", date(2005 + t, 12, 1), 60 + t, states,
                         tuple(BY_CODE[int(c)] for c in codes))
            )  # fmt: skip
    truth = {(s, 60 + t): float(positions[t, i]) for t in range(n_sessions)
             for i, s in enumerate(states)}  # fmt: skip
    return vote_matrix(roll_calls), truth


def test_positions_are_found_and_intervals_cover() -> None:
    matrix, truth = simulated(1)
    found = estimate(matrix, warm_up=150, sweeps=300).points
    assert len(found) == len(truth)
    means = np.array([p.mean for p in found])
    true = np.array([truth[p.iso3, p.session] for p in found])
    assert np.corrcoef(means, true)[0, 1] > 0.97
    inside = np.mean([p.low <= truth[p.iso3, p.session] <= p.high for p in found])
    assert 0.82 <= inside <= 0.97
    # No level drifts off: in every session the middle stays where it was.
    for session in range(60, 66):
        of = [(p.mean, truth[p.iso3, session]) for p in found if p.session == session]
        assert abs(np.mean([a - b for a, b in of])) < 0.2


def test_same_seed_same_bits_on_any_number_of_threads() -> None:
    matrix, _ = simulated(2, n_states=12, n_sessions=3, n_votes=15)
    threads = numba.get_num_threads()
    try:
        numba.set_num_threads(1)
        one = estimate(matrix, warm_up=20, sweeps=40)
    finally:
        numba.set_num_threads(threads)
    assert estimate(matrix, warm_up=20, sweeps=40) == one
    assert estimate(matrix, seed=2, warm_up=20, sweeps=40).points != one.points


def test_adding_a_session_goes_on_from_the_earlier_ones() -> None:
    matrix, truth = simulated(3)
    earlier = vote_matrix(r for r in matrix.roll_calls if r.session < 65)
    before = estimate(earlier, warm_up=100, sweeps=200)
    planned = plan(matrix, before.fit, seed=1)
    assert planned.earlier == tuple(range(60, 65)) and planned.fitted == (65,)
    after = add_sessions(matrix, planned, before.points, before.fit)
    assert after.points[: len(before.points)] == before.points
    new = after.points[len(before.points) :]
    assert {p.session for p in new} == {65}
    true = [truth[p.iso3, 65] for p in new]
    assert np.corrcoef([p.mean for p in new], true)[0, 1] > 0.95
    assert {a.roll_call_id for a in after.fit.asked} == {
        r.id for r in matrix.roll_calls if len(set(r.positions)) > 1
    }
    # A vote that was put right later is fitted again, and all that follows.
    changed = list(matrix.roll_calls)
    flipped = (VotePosition.ABSENT, *changed[170].positions[1:])
    changed[170] = RollCall(changed[170].id, changed[170].resolution, changed[170].date,
                            changed[170].session, changed[170].states, flipped)  # fmt: skip
    assert plan(vote_matrix(changed), after.fit, seed=1).fitted == (64, 65)
    assert plan(matrix, after.fit, seed=7).is_whole


def test_sessions_that_say_nothing_have_no_positions() -> None:
    same = [
        RollCall(f"r{n}", "", date(1990, 1, n + 1), 44, ("AAA", "BBB"), (VotePosition.YES,) * 2)
        for n in range(5)
    ]
    assert estimate(vote_matrix(same), warm_up=1, sweeps=4).points == ()


@settings(deadline=None)
@given(st.floats(-8, 8))
def test_normal_distribution(x: float) -> None:
    assert cdf(x) == pytest.approx(float(ndtr(x)), abs=1e-9)
    p = float(ndtr(min(x, 5.0)))
    assert quantile(p) == pytest.approx(float(ndtri(p)), abs=1e-7, rel=1e-6)


@settings(deadline=None)
@given(st.floats(-6, 6), st.floats(1e-3, 4), st.floats(1e-9, 1 - 1e-9))
def test_truncated_draws_stay_in_their_bounds(low: float, width: float, u: float) -> None:
    assert low <= truncated(low, low + width, u) <= low + width


def test_random_numbers_are_normal() -> None:
    key = np.uint64(key_of(1, 2, 3))
    drawn = np.array([normal(key, n) for n in range(4000)])
    assert abs(drawn.mean()) < 0.06 and abs(drawn.std() - 1) < 0.05
    assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) < 0.05
