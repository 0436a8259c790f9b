"""The separate views of a roll call, each a probability of every position of every state."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tightrope.public_record.forecast.companions import (
    agreement,
    companions,
    conditional,
    of_neighbours,
    on_roll_calls_alike,
)
from tightrope.public_record.forecast.past import Past, Targets, is_seen, one_hot
from tightrope.public_record.forecast.precedent import covariance, own_votes, precedent
from tightrope.public_record.forecast.texts import Likeness
from tightrope.public_record.votes.matrix import Floats

_FADING_SESSIONS = 2.5
# Votes of the Assembly at large that a state's own habit is mixed with.
_PRIOR_VOTES = 4.0
_LEAST = 0.004


class View(StrEnum):
    """Whose opinion a probability is; the first three need no vote seen on the roll call."""

    HABIT = "habit"
    PRECEDENT = "precedent"
    OWN_VOTES = "own votes"
    COMPANIONS = "companions"
    NEIGHBOURS = "neighbours"
    ALIKE = "alike"


#: What can be said of a text on which nobody has voted yet.
UNSEEN_VIEWS = (View.HABIT, View.PRECEDENT, View.OWN_VOTES)
SEEN_VIEWS = tuple(View)


@dataclass(frozen=True, slots=True)
class Viewed:
    """Probabilities by view.

    Attributes:
        by_view: (targets, states, views, 3), views in order of ``UNSEEN_VIEWS`` or ``SEEN_VIEWS``.
        likeness: (targets, past) larger cosine of title and whole text.
    """

    by_view: Floats
    likeness: Floats


class Outlook:
    """Views of roll calls of one session, given a past.

    Learning (one inverse over the roll calls, one covariance of states) is done once, asking is
    cheap.

    Args:
        past: the roll calls that are known; one at least with a vote.
        session: that of the roll calls to come.
    """

    def __init__(self, past: Past, session: int) -> None:
        self._past, self._session = past, session
        self._votes, self._seen = one_hot(past.votes), is_seen(past.votes)
        self._distance = np.abs(past.sessions - session).astype(np.float32)
        self._fading = np.exp(-self._distance / _FADING_SESSIONS).astype(np.float32)
        self._likeness = Likeness(past.texts)
        self._base = self._habits()
        whole = self._likeness.among_past()
        apart = np.abs(past.sessions[:, None] - past.sessions[None]).astype(np.float32)
        # Rows that show no vote say nothing.
        self._told = np.flatnonzero(self._seen.any(axis=1))
        inner = covariance(whole, apart)[np.ix_(self._told, self._told)]
        self._precedent = precedent(self._base, self._filled()[self._told], inner)
        self._departures = np.zeros_like(self._votes)
        self._departures[self._told] = self._votes[self._told] - self._precedent.without
        self._departures *= self._seen[:, :, None]
        self._companions = companions(self._departures, self._seen, self._fading)
        self._agreed = agreement(self._votes, self._seen, self._fading)

    def of(self, targets: Targets, *, seen: bool) -> Viewed:
        """Views of some roll calls; with ``seen`` those too that rest on votes seen on them."""
        title, whole = self._likeness.to_past(targets.texts)
        distance = np.broadcast_to(self._distance[None], title.shape)
        inside = np.flatnonzero(targets.rows >= 0)
        likeness = np.maximum(title, whole)
        likeness[inside, targets.rows[inside]] = 0.0
        outer = covariance(whole, distance)[:, self._told]
        expected = self._precedent.mean(outer)
        place = np.full(len(self._past.votes), -1)
        place[self._told] = np.arange(len(self._told))
        for n in inside:
            if (row := place[targets.rows[n]]) >= 0:
                expected[n] = self._precedent.without[row]
        views = [
            np.broadcast_to(self._base[None], expected.shape),
            expected,
            own_votes(likeness, distance, self._votes, np.clip(expected, 0.0, 1.0)),
        ]
        if seen:
            given = one_hot(targets.seen)
            views += [
                self._with_companions(targets, expected, given),
                of_neighbours(self._agreed, given, expected),
                on_roll_calls_alike(given, self._votes, self._fading, targets.rows, expected),
            ]
        shares = np.clip(np.stack(views, axis=2), _LEAST, 1.0)
        return Viewed(shares / shares.sum(axis=-1, keepdims=True), likeness)

    def _with_companions(self, targets: Targets, expected: Floats, given: Floats) -> Floats:
        known = is_seen(targets.seen)
        made = expected.copy()
        for n, row in enumerate(targets.rows):
            departures = (given[n] - expected[n]) * known[n][:, None]
            together = self._companions.covariance
            if row >= 0:
                together = self._companions.without(departures, float(self._fading[row]))
            made[n] += conditional(together, departures, known[n])
        return made

    def _habits(self) -> Floats:
        counts = np.einsum("n,nsk->sk", self._fading, self._votes)
        at_large = counts.sum(axis=0) / max(counts.sum(), 1e-9)
        total = counts.sum(axis=1, keepdims=True)
        made: Floats = (counts + _PRIOR_VOTES * at_large) / (total + _PRIOR_VOTES)
        return made.astype(np.float32)

    def _filled(self) -> Floats:
        """Positions with those that are missing put in as likely, by habit and companions."""
        departures = (self._votes - self._base[None]) * self._seen[:, :, None]
        together = companions(departures, self._seen, self._fading).covariance
        filled = np.where(self._seen[:, :, None] > 0, self._votes, self._base[None])
        partly = np.flatnonzero(self._seen.any(axis=1) & ~self._seen.all(axis=1))
        for n in partly:
            filled[n] += conditional(together, departures[n], self._seen[n])
        filled = np.clip(filled, 0.0, 1.0)
        made: Floats = filled / np.maximum(filled.sum(axis=-1, keepdims=True), 1e-9)
        return made
