"""Parts of a forecast, on small records made up here."""

import numpy as np
import pytest

from tightrope.public_record.forecast.companions import companions, conditional
from tightrope.public_record.forecast.precedent import covariance, precedent
from tightrope.public_record.forecast.stacking import (
    Examples,
    combine,
    fit_weights,
    prior_weights,
)
from tightrope.public_record.forecast.texts import Likeness, Text, text_asked, words
from tightrope.public_record.forecast.views import SEEN_VIEWS, UNSEEN_VIEWS, View
from tightrope.public_record.votes.matrix import ABSTAIN, NO, YES

PAST = (
    Text("Status of the river delta", "Asks all sides to leave the delta"),
    Text("Sale of small boats", "Asks for a register of small boats"),
    Text("Status of the river delta", "Welcomes talks on the delta"),
)


def test_equal_titles_are_most_alike() -> None:
    title, whole = Likeness(PAST).to_past(
        [Text("STATUS of the River Delta : resolution", ""), Text("Fish", "")]
    )
    assert title[0, 0] > 0.7 and title[0, 1] == 0.0
    assert whole[0, 0] > whole[0, 1]
    assert not title[1].any() and not whole[1].any()
    whole = Likeness(PAST).among_past()
    assert np.allclose(np.diag(whole), 1.0) and np.allclose(whole, whole.T)
    assert whole[0, 2] > 0.2 > 0.05 > whole[0, 1]


def test_words_have_no_case_plural_or_common_words() -> None:
    assert words("The Boats of the Resolutions") == ["boat"]
    assert words("Boat registers")[-1] == "boat register"
    assert words("") == []


def test_first_line_of_a_draft_is_its_title() -> None:
    draft = text_asked("Status of the delta: resolution / adopted\n\nThe Assembly asks.")
    assert draft.title == "Status of the delta"
    assert text_asked("Status of the delta\n\nThe Assembly asks.").body == "The Assembly asks."


def test_precedent_without_a_roll_call_is_that_learned_from_the_others() -> None:
    generator = np.random.default_rng(4)
    votes = np.eye(3, dtype=np.float32)[generator.integers(0, 3, (6, 4))]
    base = votes.mean(axis=0)
    sessions = np.arange(6, dtype=np.float32)
    cosine = np.minimum(1.0, np.eye(6) + 0.3).astype(np.float32)
    inner = covariance(cosine, np.abs(sessions[:, None] - sessions[None]))
    whole = precedent(base, votes, inner)
    rest = np.delete(np.arange(6), 2)
    other = precedent(base, votes[rest], inner[np.ix_(rest, rest)])
    assert np.allclose(whole.without[2], other.mean(inner[2:3, rest])[0], atol=1e-4)


def test_covariance_without_a_roll_call_is_that_learned_from_the_others() -> None:
    generator = np.random.default_rng(5)
    departures = generator.normal(size=(7, 4, 3)).astype(np.float32)
    seen, weights = np.ones((7, 4), np.float32), np.full(7, 0.5, np.float32)
    whole = companions(departures, seen, weights)
    other = companions(departures[1:], seen[1:], weights[1:])
    # The two differ in the number of votes they are divided by, and in nothing else.
    assert np.allclose(whole.without(departures[0], 0.5) * 7 / 6, other.covariance, atol=1e-4)


def test_states_that_depart_together_are_told_from_one_another() -> None:
    generator = np.random.default_rng(6)
    first = generator.normal(size=(60, 1, 3))
    departures = np.concatenate(
        [
            first,
            first + 0.1 * generator.normal(size=first.shape),
            generator.normal(size=(60, 1, 3)),
        ],
        axis=1,
    ).astype(np.float32)
    learned = companions(departures, np.ones((60, 3), np.float32), np.ones(60, np.float32))
    here = np.array([[1.0, 0.0, -1.0], [0, 0, 0], [0, 0, 0]], np.float32)
    told = conditional(learned.covariance, here, np.array([1.0, 0.0, 0.0]))
    assert told[1, 0] > 0.7 and told[1, 2] < -0.7
    assert abs(told[2]).max() < 0.4
    assert not told[0].any()
    assert not conditional(learned.covariance, here, np.zeros(3)).any()


def examples(views: int, best: int, n: int = 4000) -> Examples:
    """Views of which one knows more than chance, and overstates it."""
    generator = np.random.default_rng(8)
    truth = generator.integers(0, 3, n).astype(np.int8)
    by_view = np.full((n, views, 3), 1 / 3)
    told = np.where(generator.random(n) < 0.8, truth, generator.integers(0, 3, n))
    by_view[:, best] = 0.005
    by_view[np.arange(n), best, told] = 0.99
    nothing = np.zeros(n, np.intp)
    return Examples(by_view, np.full(n, 80.0), truth, nothing, nothing)


@pytest.mark.parametrize("seen", [False, True])
def test_weights_find_the_view_that_knows(seen: bool) -> None:
    views = SEEN_VIEWS if seen else UNSEEN_VIEWS
    known = examples(len(views), views.index(View.OWN_VOTES))
    weights = fit_weights(known, seen)
    shares = combine(known.by_view, known.n_seen, weights, seen)
    assert np.allclose(shares.sum(axis=1), 1.0) and (shares > 0).all()
    right = shares.argmax(axis=1) == known.truth
    assert right.mean() > 0.8
    # As sure as it is right: the view itself claimed .99.
    assert shares.max(axis=1).mean() == pytest.approx(right.mean(), abs=0.02)


@pytest.mark.parametrize("seen", [False, True])
def test_without_examples_the_strongest_view_stands(seen: bool) -> None:
    views = SEEN_VIEWS if seen else UNSEEN_VIEWS
    strongest = View.COMPANIONS if seen else View.PRECEDENT
    by_view = np.full((1, len(views), 3), 1 / 3)
    by_view[0, views.index(strongest)] = (0.2, 0.3, 0.5)
    shares = combine(by_view, np.array([90.0]), prior_weights(seen), seen)
    assert shares[0, [NO, ABSTAIN, YES]] == pytest.approx([0.2, 0.3, 0.5])
