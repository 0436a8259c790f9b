"""A local-level state-space model of many relations at once.

The position of a state towards a power is a level that drifts, seen through noisy observations::

    level[t+1] = level[t] + drift,             drift ~ N(0, q · days between t and t+1)
    value[i]   = level[t of i] + noise,        noise ~ N(0, r / weight[i])

Kalman filter and fixed-interval smoother as in Durbin & Koopman (2012), "Time Series Analysis by
State Space Methods", 2nd edition, ch. 2 (the smoother in the equivalent form of Rauch, Tung &
Striebel 1965). Observations of one step share its level and are pooled exactly (precision-weighted
mean; their scatter informs ``r``).

``q`` and ``r`` are not plugged in: the model is run on a grid of both, each cell weighted by its
marginal likelihood times a log-normal prior, and the answers are mixed. With many observations
this is the maximum of the marginal posterior; with few, the doubt about both stays in the
interval, which a plugged-in maximum would lose.

**Bounds.** Values lie on [-1, 1] and the prior mean is 0. A smoothed level is an average of values
and prior mean with non-negative weights that sum to at most one, so means stay on [-1, 1] by
themselves; intervals are cut at the ends of the scale, which can't lose coverage there.

**Before and after.** The prior on the level stands at the first step with an observation; from
there the level drifts both ways, so silence widens the interval before the first observation just
as after the last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

Floats = npt.NDArray[np.float64]

#: Half-width of a central 90 % interval of a normal distribution, in standard deviations.
Z90 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Priors:
    """What is believed before any observation; standard deviations on the scale of -1 to 1.

    Attributes:
        level_sd: of the level itself around 0 ("nothing known": 90 % within ±.82).
        noise_sd: median of the noise of one observation of weight 1. Single acts between the same
            two states in the same month differ by about this much (talks .3, sanctions -.6).
        noise_log_sd: log-normal spread of the noise.
        drift_sd: median of the drift over 30 days (about .28 over a year).
        drift_log_sd: log-normal spread of the drift.
        cells: points of the grid for (noise, drift), spread over ±2 standard deviations.
    """

    level_sd: float = 0.5
    noise_sd: float = 0.45
    noise_log_sd: float = 0.35
    drift_sd: float = 0.08
    drift_log_sd: float = 0.7
    cells: tuple[int, int] = (7, 7)


DEFAULT_PRIORS = Priors()


@dataclass(frozen=True, slots=True)
class Series:
    """Observations of one relation and stream: step (0-based), value and weight of each."""

    steps: npt.NDArray[np.int64]
    values: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class Level:
    """Posterior of one series over steps ``0 .. n-1``.

    ``mean`` and ``sd`` are of the mixture over the grid, shape (n,). ``noise_sd`` and ``drift_sd``
    (over 30 days) are posterior means. The rest is kept per cell of the grid for :meth:`move` and
    :meth:`without`.
    """

    mean: Floats
    sd: Floats
    noise_sd: float
    drift_sd: float
    cell_weight: Floats  # (cells,)
    cell_noise: Floats  # (cells,): noise of an observation of weight 1, standard deviation
    cell_mean: Floats  # (n, cells)
    cell_variance: Floats  # (n, cells)
    cell_gain: Floats  # (n, cells): smoother gain from step t to t+1
    cell_before_mean: Floats  # (n, cells): as foretold by the steps before
    cell_before_variance: Floats  # (n, cells)

    def interval(self) -> tuple[Floats, Floats]:
        """Ends of the 90 % interval, cut at -1 and 1."""
        return (
            np.clip(self.mean - Z90 * self.sd, -1.0, 1.0),
            np.clip(self.mean + Z90 * self.sd, -1.0, 1.0),
        )

    def move(self, earlier: int, later: int) -> tuple[float, float, float]:
        """Change of the level between two steps: mean, standard deviation, P(change > 0).

        The covariance of two smoothed levels is the product of the smoother gains between them
        with the later variance (Durbin & Koopman 2012, sec. 4.7).
        """
        gain = np.prod(self.cell_gain[earlier:later], axis=0)
        mean = self.cell_mean[later] - self.cell_mean[earlier]
        variance = (
            self.cell_variance[later]
            + self.cell_variance[earlier]
            - 2.0 * gain * self.cell_variance[later]
        )
        variance = np.maximum(variance, 1e-12)
        overall = float(self.cell_weight @ mean)
        spread = float(self.cell_weight @ (variance + (mean - overall) ** 2))
        return overall, spread**0.5, float(self.cell_weight @ ndtr(mean / np.sqrt(variance)))

    def foretold(self, step: int, value: float, weight: float) -> tuple[float, float, float]:
        """An observation beside what the steps before it let expect.

        Args:
            step, value, weight: of the observation.

        Returns:
            The mean of the level foretold for the step; the probability that it lay on the other
            side of zero than the value; and the probability of an observation of this weight that
            goes as far to the side of the value, or farther. Noise and drift are those estimated
            from all steps.
        """
        mean, variance = self.cell_before_mean[step], self.cell_before_variance[step]
        side = 1.0 if value > 0.0 else -1.0
        contrary = float(self.cell_weight @ ndtr(-side * mean / np.sqrt(variance)))
        spread = np.sqrt(variance + self.cell_noise**2 / weight)
        as_far = float(self.cell_weight @ ndtr(side * (mean - value) / spread))
        return float(self.cell_weight @ mean), contrary, as_far

    def without(
        self, steps: npt.NDArray[np.int64], values: Floats, weights: Floats
    ) -> tuple[Floats, Floats]:
        """The level of the last step had one observation never been made, for each of several.

        Exact, with no filter run again: within a cell everything is jointly normal, and taking an
        observation of level s with noise variance R out of the posterior divides its density out.
        With P and l the variance and mean of level s given everything, and C its covariance with
        the last level::

            mean - C (value - l) / (R - P),        variance + C² / (R - P)

        The cells are weighted anew without the predictive density of the observation given all
        others (the identities of leave-one-out residuals, de Jong 1989, in "Smoothing and
        interpolation with the state-space model", JASA 84). The prior on the level stays at the
        first step that was observed.

        Args:
            steps, values, weights: of the observations, shape (k,); each is one of those fitted.

        Returns:
            Means and standard deviations, shape (k,).
        """
        gains = np.ones_like(self.cell_gain)  # product of the gains from each step to the last
        if len(gains) > 1:
            gains[:-1] = np.cumprod(self.cell_gain[-2::-1], axis=0)[::-1]
        covariance = (gains * self.cell_variance[-1])[steps]
        noise = self.cell_noise**2 / weights[:, None]
        variance = self.cell_variance[steps]
        slack = np.maximum(noise - variance, 1e-12)
        surprise = values[:, None] - self.cell_mean[steps]
        mean = self.cell_mean[-1] - covariance * surprise / slack
        spread = self.cell_variance[-1] + covariance**2 / slack
        total = noise**2 / slack  # of the observation as the others foretell it
        log_density = -0.5 * (np.log(total) + surprise**2 / slack)
        log_cell = np.log(np.maximum(self.cell_weight, 1e-300)) - log_density
        cell = np.exp(log_cell - log_cell.max(axis=1, keepdims=True))
        cell /= cell.sum(axis=1, keepdims=True)
        overall = (cell * mean).sum(axis=1)
        sd = np.sqrt((cell * (spread + (mean - overall[:, None]) ** 2)).sum(axis=1))
        return overall, sd


def fit_levels(
    series: Sequence[Series], n_steps: int, step_days: float, priors: Priors = DEFAULT_PRIORS
) -> list[Level]:
    """Posterior levels of many series on the same steps, all at once.

    Args:
        series: each with at least one observation of positive weight.
        n_steps: number of steps.
        step_days: days between two steps.
        priors: see :class:`Priors`.
    """
    if not series:
        return []
    noise, drift, log_prior = _grid(priors)
    pooled = [_pool(s, n_steps) for s in series]
    weight, value, scatter, count = (np.stack(arrays) for arrays in zip(*pooled, strict=True))
    first = np.argmax(weight > 0.0, axis=1)

    shape = (len(series), n_steps, len(noise))
    mean, variance = np.zeros(shape), np.empty(shape)
    filtered_mean, filtered_variance = np.zeros(shape), np.empty(shape)
    before_mean, before_variance = np.zeros(shape), np.empty(shape)
    r, q = noise**2, drift**2 * (step_days / 30.0)
    log_likelihood = -0.5 * (
        (count - 1.0).clip(0.0).sum(axis=1)[:, None] * np.log(r) + scatter.sum(axis=1)[:, None] / r
    )
    level = np.zeros((len(series), len(noise)))
    spread = np.full_like(level, priors.level_sd**2)
    for t in range(n_steps):
        if t:
            spread = spread + q * (t > first)[:, None]
        before_mean[:, t], before_variance[:, t] = level, spread
        w, seen = weight[:, t, None], weight[:, t, None] > 0.0
        innovation = value[:, t, None] - level
        total = spread + r / np.where(seen, w, 1.0)
        gain = np.where(seen, spread / total, 0.0)
        log_likelihood -= np.where(seen, 0.5 * (np.log(total) + innovation**2 / total), 0.0)
        level = level + gain * innovation
        spread = spread * (1.0 - gain)
        filtered_mean[:, t], filtered_variance[:, t] = level, spread

    # Before the first observation the walk runs backwards: an earlier level is the later one plus
    # drift, so their covariance is the later variance, a gain of one.
    mean[:, -1], variance[:, -1] = level, spread
    gains = np.ones(shape)
    for t in range(n_steps - 2, -1, -1):
        drifting = (t >= first)[:, None]
        predicted = filtered_variance[:, t] + q
        back = np.where(drifting, filtered_variance[:, t] / predicted, 1.0)
        gains[:, t] = back
        mean[:, t] = np.where(
            drifting,
            filtered_mean[:, t] + back * (mean[:, t + 1] - filtered_mean[:, t]),
            mean[:, t + 1],
        )
        variance[:, t] = np.where(
            drifting,
            filtered_variance[:, t] + back**2 * (variance[:, t + 1] - predicted),
            variance[:, t + 1] + q,
        )
    return [
        _mixed(
            log_likelihood[s] + log_prior,
            noise,
            drift,
            _Cells(mean[s], variance[s], gains[s], before_mean[s], before_variance[s]),
        )
        for s in range(len(series))
    ]


class _Cells(NamedTuple):
    """What a fit leaves of one series, each of shape (n, cells)."""

    mean: Floats
    variance: Floats
    gains: Floats
    before_mean: Floats
    before_variance: Floats


def _mixed(log_posterior: Floats, noise: Floats, drift: Floats, cells: _Cells) -> Level:
    cell = np.exp(log_posterior - log_posterior.max())
    cell /= cell.sum()
    overall = cells.mean @ cell
    total = (cells.variance + (cells.mean - overall[:, None]) ** 2) @ cell
    return Level(
        mean=np.clip(overall, -1.0, 1.0),
        sd=np.sqrt(total),
        noise_sd=float(noise @ cell),
        drift_sd=float(drift @ cell),
        cell_weight=cell,
        cell_noise=noise,
        cell_mean=cells.mean,
        cell_variance=cells.variance,
        cell_gain=cells.gains,
        cell_before_mean=cells.before_mean,
        cell_before_variance=cells.before_variance,
    )


def _grid(priors: Priors) -> tuple[Floats, Floats, Floats]:
    """Noise and drift of every cell, and the log of its prior probability (up to a constant)."""
    z_noise = np.linspace(-2.0, 2.0, priors.cells[0])
    z_drift = np.linspace(-2.0, 2.0, priors.cells[1])
    a, b = (g.ravel() for g in np.meshgrid(z_noise, z_drift, indexing="ij"))
    noise = priors.noise_sd * np.exp(priors.noise_log_sd * a)
    drift = priors.drift_sd * np.exp(priors.drift_log_sd * b)
    return noise, drift, -0.5 * (a**2 + b**2)


def _pool(series: Series, n_steps: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Weight, weighted mean, weighted scatter and number of the observations of each step."""
    steps, y, w = series.steps, series.values, series.weights
    weight: Floats = np.bincount(steps, w, n_steps).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(weight > 0.0, np.bincount(steps, w * y, n_steps) / weight, 0.0)
    scatter = np.bincount(steps, w * (y - value[steps]) ** 2, n_steps).astype(np.float64)
    count = np.bincount(steps, minlength=n_steps).astype(np.float64)
    return weight, value, scatter, count
