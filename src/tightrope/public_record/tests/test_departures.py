"""Surprise: by history, by position, and which of them counts."""

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from tightrope.public_record.departures import departures, plain_title, probability
from tightrope.public_record.votes.matrix import vote_matrix
from tightrope.records.events import VotePosition
from tightrope.records.votes import Asked, IdealPoint, RollCall

YES, NO = VotePosition.YES, VotePosition.NO
ENDING = " : resolution / adopted by the General Assembly"


def annual(positions: list[VotePosition]) -> list[RollCall]:
    return [
        RollCall(f"r{n}", f"A/RES/{60 + n}/1", date(2005 + n, 12, 1), 60 + n, ("KAZ", "USA"),
                 (position, YES), title=f"Annual question{ENDING if n % 2 else ''}")
        for n, position in enumerate(positions)
    ]  # fmt: skip


def test_a_vote_against_its_habit_comes_first() -> None:
    found = departures(vote_matrix(annual([YES] * 8 + [NO])), "KAZ", (), ())
    first = found[0]
    assert first.position == NO and first.usual == YES and first.n_earlier == 8
    assert first.by_model is None and first.by_history == pytest.approx(0.5 / 9.5)
    assert first.bits == pytest.approx(-math.log2(0.5 / 9.5))
    # The first three votes on a title have too little history to be judged.
    assert len(found) == 6 and all(d.bits < 0.4 for d in found[1:])


def test_what_its_position_explains_is_no_departure() -> None:
    roll_calls = annual([YES] * 8 + [NO])
    asked = Asked("r8", slope=2.0, low=1.0, high=2.0)
    near = IdealPoint("KAZ", 68, mean=-1.0, low=-1.2, high=-0.8, sd=0.1, n_votes=50)
    first = departures(vote_matrix(roll_calls), "KAZ", [near], [asked])[0]
    explained = {d.roll_call.id: d for d in departures(
        vote_matrix(roll_calls), "KAZ", [near], [asked])}["r8"]  # fmt: skip
    assert explained.by_model is not None and explained.by_model > 0.99
    assert explained.bits < 0.02 and first.bits < 0.5


@settings(deadline=None)
@given(st.floats(-3, 3), st.floats(0.01, 0.6), st.floats(-3, 3), st.floats(-2, 2))
def test_probability_integrates_over_the_position(
    mean: float, sd: float, slope: float, low: float
) -> None:
    asked = Asked("r", slope, low, low + 0.7)
    shares = [probability(vote, asked, mean, sd) for vote in (0, 1, 2)]
    assert sum(shares) == pytest.approx(1.0)

    def no_at(x: float) -> float:
        return float(norm.cdf(low - slope * x) * norm.pdf(x, mean, sd))

    by_hand = quad(no_at, mean - 8 * sd, mean + 8 * sd)[0]
    assert shares[0] == pytest.approx(by_hand, abs=1e-6)


def test_plain_titles_compare() -> None:
    whole, part = annual([YES, YES])[1], annual([YES])[0]
    assert plain_title(whole) == plain_title(part) == "annual question"
    paragraph = RollCall("r", "", date(2000, 1, 1), 54, (), (), title="A b", paragraph=True)
    assert plain_title(paragraph) == "a b (paragraph)"
