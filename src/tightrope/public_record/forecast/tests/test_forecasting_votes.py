"""Whole forecasts on a made-up Assembly: two blocs, questions that come back, a wavering state."""

from datetime import date

import numpy as np
import pytest

from tightrope.public_record.forecast.forecasting import forecast
from tightrope.public_record.forecast.rehearsal import (
    PRIOR,
    fit_forecast,
    rehearse,
    rehearsed_sessions,
)
from tightrope.public_record.forecast.texts import Text
from tightrope.public_record.votes.matrix import NONE, VoteMatrix, vote_matrix
from tightrope.records.events import VotePosition
from tightrope.records.votes import Likelihood, RollCall

YES, ABSTAIN, NO = VotePosition.YES, VotePosition.ABSTAIN, VotePosition.NO
EAST, WEST = ("CHN", "CUB", "RUS", "VNM"), ("CAN", "FRA", "GBR", "USA")
STATES = tuple(sorted((*EAST, *WEST, "IND")))
# Subject, who is for it; the others are against.
QUESTIONS = {
    "Blockade of the northern strait": EAST,
    "Inspection of closed prisons": WEST,
    "Register of small boats": STATES,
    "Debt of mountain states": EAST,
    "Observers at the border": WEST,
}


def assembly(sessions: range = range(60, 66)) -> VoteMatrix:
    """Each question twice a session; India abstains where the blocs differ."""
    roll_calls = []
    for session in sessions:
        for n, (subject, in_favour) in enumerate(q for q in QUESTIONS.items() for _ in (0, 1)):
            positions = tuple(
                YES if s in in_favour else ABSTAIN if s == "IND" else NO for s in STATES
            )
            roll_calls.append(
                RollCall(
                    id=f"{session}-{n:02}",
                    resolution=f"A/RES/{session}/{n + 1}",
                    date=date(1945 + session, 11, n + 1),
                    session=session,
                    states=STATES,
                    positions=positions,
                    title=subject,
                    description=f"{subject}, item {n + 30}",
                )
            )
    return vote_matrix(roll_calls)


def of(likelihoods: tuple[Likelihood, ...], iso3: str) -> Likelihood:
    return next(p for p in likelihoods if p.iso3 == iso3)


@pytest.fixture(scope="module")
def record() -> VoteMatrix:
    return assembly()


def test_a_question_that_comes_back_is_voted_on_as_before(record: VoteMatrix) -> None:
    fit = fit_forecast(record)
    found = forecast(record, Text("The blockade of the northern strait"), 66, fit)
    assert found.has_precedent and found.n_seen == 0 and found.n_past == 60
    assert [p.iso3 for p in found.likelihoods] == list(STATES)
    for p in found.likelihoods:
        assert p.yes + p.abstain + p.no == pytest.approx(1.0)
    assert of(found.likelihoods, "CUB").yes > 0.9
    assert of(found.likelihoods, "USA").no > 0.9
    assert of(found.likelihoods, "IND").abstain > 0.8
    newest = found.similar[0].roll_call
    assert newest.title == "Blockade of the northern strait" and newest.session == 65


def test_before_weights_are_fitted_precedents_decide(record: VoteMatrix) -> None:
    found = forecast(record, Text("Inspection of closed prisons"), 66, PRIOR)
    assert of(found.likelihoods, "GBR").yes > 0.6 and of(found.likelihoods, "RUS").no > 0.6


@pytest.mark.parametrize("text", ["Fischerei im Südmeer", "Quux", ""])
def test_without_a_like_text_it_says_so_and_gives_habits(record: VoteMatrix, text: str) -> None:
    found = forecast(record, Text(text), 66, fit_forecast(record))
    assert not found.has_precedent and not found.similar
    # The West is for three questions of five.
    assert 0.4 < of(found.likelihoods, "USA").yes < 0.8


def test_votes_that_are_given_turn_the_others(record: VoteMatrix) -> None:
    fit = fit_forecast(record)
    asked = Text("Something never heard of")
    with_east = forecast(record, asked, 66, fit, given={"CHN": YES, "USA": NO})
    with_west = forecast(record, asked, 66, fit, given={"CHN": NO, "USA": YES})
    assert of(with_east.likelihoods, "CUB").yes > 0.7 > 0.3 > of(with_west.likelihoods, "CUB").yes
    assert of(with_west.likelihoods, "FRA").yes > 0.7 > 0.3 > of(with_east.likelihoods, "FRA").yes
    assert with_east.n_seen == 2
    assert not {"CHN", "USA"} & {p.iso3 for p in with_east.likelihoods}


def test_each_from_others_never_sees_its_own_vote(record: VoteMatrix) -> None:
    fit = fit_forecast(record)
    votes = {s: YES if s in EAST else NO for s in STATES if s != "IND"}
    turned = votes | {"FRA": YES}
    asked = Text("Something never heard of")
    found, other = (
        forecast(record, asked, 66, fit, given=given, each_from_others=True)
        for given in (votes, turned)
    )
    assert {p.iso3 for p in found.likelihoods} == set(STATES)
    assert of(found.likelihoods, "FRA") == of(other.likelihoods, "FRA")
    assert of(found.likelihoods, "FRA").no > 0.7
    assert of(found.likelihoods, "GBR") != of(other.likelihoods, "GBR")


@pytest.mark.parametrize("seen", [False, True])
def test_what_is_hidden_is_not_looked_at(record: VoteMatrix, seen: bool) -> None:
    generator = np.random.default_rng(2)
    hidden = generator.random(record.votes.shape) < (0.3 if seen else 2.0)
    hidden &= (record.sessions == 65)[:, None]
    turned = record.votes.copy()
    turned[hidden] = 2 - turned[hidden]
    other = VoteMatrix(record.roll_calls, record.states, turned, record.sessions)
    ours = rehearse(record, 65, hidden, seen=seen)
    theirs = rehearse(other, 65, hidden, seen=seen)
    assert len(ours.truth) == hidden.sum()
    assert np.array_equal(ours.by_view, theirs.by_view)
    assert not np.array_equal(ours.truth, theirs.truth)


def test_what_comes_later_is_not_looked_at(record: VoteMatrix) -> None:
    hidden = np.broadcast_to((record.sessions == 63)[:, None], record.votes.shape)
    later = record.votes.copy()
    later[record.sessions > 63] = NONE
    other = VoteMatrix(record.roll_calls, record.states, later, record.sessions)
    assert np.array_equal(
        rehearse(record, 63, hidden, seen=False).by_view,
        rehearse(other, 63, hidden, seen=False).by_view,
    )


def test_a_record_too_short_to_rehearse_takes_the_prior() -> None:
    short = assembly(range(60, 61))
    assert rehearsed_sessions(short) == []
    assert fit_forecast(short) == PRIOR
    found = forecast(short, Text("Register of small boats"), 61, PRIOR)
    assert min(p.yes for p in found.likelihoods) > 0.5


def test_same_seed_same_weights(record: VoteMatrix) -> None:
    assert fit_forecast(record, seed=3) == fit_forecast(record, seed=3)
