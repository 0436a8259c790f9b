"""Several views of a vote combined to one probability: a multinomial logistic regression.

Each view enters with two logarithms, log p(no)/p(yes) and log p(abstain)/p(yes); the combination
has the same two on its left side ("stacking"; Wolpert 1992, *Neural Networks* 5: 241-259). Where
votes are seen on the roll call, each also enters multiplied with the logarithm of how many, since a
view that rests on them gains with their number. A ridge penalty pulls towards the strongest view as
it is, which is what little data falls back on.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from tightrope.public_record.forecast.views import SEEN_VIEWS, UNSEEN_VIEWS, View
from tightrope.public_record.votes.matrix import YES, Floats

# The prior counts as much as so many votes.
_PRIOR_VOTES = 40.0
# Logarithm of the number of votes seen is taken from here, about that of half of the Assembly.
_MIDDLE = 4.5


@dataclass(frozen=True, slots=True)
class Examples:
    """Votes with what the views said before they were known.

    Attributes:
        by_view: (votes, views, 3).
        n_seen: (votes,) known votes on the same roll call.
        truth: (votes,) NO, ABSTAIN or YES.
        rows, columns: (votes,) where each stands in the matrix.
    """

    by_view: Floats
    n_seen: Floats
    truth: npt.NDArray[np.int8]
    rows: npt.NDArray[np.intp]
    columns: npt.NDArray[np.intp]


def together(parts: list[Examples]) -> Examples:
    """Several sets of examples as one."""
    return Examples(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("by_view", "n_seen", "truth", "rows", "columns")
        )
    )


def prior_weights(seen: bool) -> Floats:
    """(features, 2) weights that take the strongest view as it is."""
    views = SEEN_VIEWS if seen else UNSEEN_VIEWS
    strongest = views.index(View.COMPANIONS if seen else View.PRECEDENT)
    made = np.zeros(((2 if seen else 1) * 2 * len(views) + 1, 2))
    made[2 * strongest, 0] = made[2 * strongest + 1, 1] = 1.0
    return made


def fit_weights(examples: Examples, seen: bool) -> Floats:
    """(features, 2) weights with the largest penalised likelihood; without examples the prior."""
    prior = prior_weights(seen)
    n = len(examples.truth)
    if not n:
        return prior
    features = _features(examples.by_view, examples.n_seen, seen)
    picked = np.flatnonzero(examples.truth < YES), examples.truth[examples.truth < YES]

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(prior.shape)
        shares = _shares(features, weights)
        missed = np.log(shares[np.arange(n), examples.truth] + 1e-12).sum()
        slope = shares[:, :YES].copy()
        slope[picked] -= 1.0
        pull = weights - prior
        value = (-missed + _PRIOR_VOTES / 2 * (pull**2).sum()) / n
        return value, ((features.T @ slope + _PRIOR_VOTES * pull) / n).ravel()

    found = minimize(loss, prior.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    weights: Floats = found.x.reshape(prior.shape)
    return weights


def combine(by_view: Floats, n_seen: Floats, weights: Floats, seen: bool) -> Floats:
    """(votes, 3) probabilities of no, abstention and yes.

    Args:
        by_view: (votes, views, 3).
        n_seen: (votes,) known votes on the same roll call; not used unless ``seen``.
        weights: of :func:`fit_weights`.
        seen: whether these are the views that rest on votes seen on the roll call.
    """
    return _shares(_features(by_view, n_seen, seen), weights)


def _features(by_view: Floats, n_seen: Floats, seen: bool) -> Floats:
    logs = np.log(by_view.astype(np.float64))
    ratios = (logs[:, :, :YES] - logs[:, :, YES:]).reshape(len(logs), YES * logs.shape[1])
    parts = [ratios]
    if seen:
        parts.append(ratios * (np.log1p(n_seen) - _MIDDLE)[:, None])
    return np.concatenate([*parts, np.ones((len(logs), 1))], axis=1)


def _shares(features: Floats, weights: Floats) -> Floats:
    scores = np.concatenate([features @ weights, np.zeros((len(features), 1))], axis=1)
    scores -= scores.max(axis=1, keepdims=True)
    made = np.exp(scores)
    shares: Floats = made / made.sum(axis=1, keepdims=True)
    return shares
