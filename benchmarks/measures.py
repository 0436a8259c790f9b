"""Whether the intervals of the alignment measure hold what they say, and what measuring costs.

Calibration is by simulation: levels are drawn, observations of them, and the share of levels is
counted that lies in the 90 % intervals. Noise, drift, gaps and weights are drawn anew for every
relation; one set follows the model's own assumptions, the others break one of them.
"""

import resource
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.figures import Figure
from tightrope.measures.level_model import DEFAULT_PRIORS, Z90, Floats, Series, fit_levels
from tightrope.measures.sensitivity import sensitivity
from tightrope.measures.standing import measure as measure_state
from tightrope.records.corpus import Incident
from tightrope.records.plover import INTENSITY, EventType

# Bounds that the tests pin: the share of levels inside their 90 % intervals.
LEAST, MOST = 0.87, 0.93
SECONDS = 60.0
_RELATIONS = 800
_DESIGNS = {
    "sparse": (24, 0.3),
    "ordinary": (60, 1.0),
    "dense": (24, 5.0),
}

Noise = Callable[[np.random.Generator, int], Floats]


def normal(rng: np.random.Generator, count: int) -> Floats:
    """Standard normal, as the model assumes."""
    return rng.normal(size=count)


def heavy(rng: np.random.Generator, count: int) -> Floats:
    """Student's t with three degrees of freedom, scaled to a standard deviation of one."""
    return np.asarray(rng.standard_t(3, size=count) / np.sqrt(3.0))


def spoilt(rng: np.random.Generator, count: int) -> Floats:
    """One observation in ten is five times as noisy; the standard deviation is one."""
    wild = rng.random(count) < 0.1
    return np.asarray(rng.normal(size=count) * np.where(wild, 5.0, 1.0) / np.sqrt(3.4))


def simulate(
    n_steps: int, per_step: float, noise: Noise, relations: int = _RELATIONS, seed: int = 20_230_430
) -> tuple[list[Series], Floats]:
    """Observations of many relations and their true levels, shape (relations, n_steps).

    Noise and drift come from the model's priors, cut where its grid ends.
    """
    rng = np.random.default_rng(seed)
    priors, drawn, truth = DEFAULT_PRIORS, [], []
    for _ in range(relations):
        z = np.clip(rng.normal(size=2), -2.0, 2.0)
        sd = priors.noise_sd * np.exp(priors.noise_log_sd * z[0])
        drift = priors.drift_sd * np.exp(priors.drift_log_sd * z[1])
        moves = np.concatenate([[0.0], rng.normal(size=n_steps - 1) * drift])
        levels = priors.level_sd * rng.normal() + np.cumsum(moves)
        count = max(1, rng.poisson(per_step * n_steps))
        steps = rng.integers(0, n_steps, count)
        weights = rng.choice([0.1, 0.25, 0.5, 1.0], count)
        values = levels[steps] + noise(rng, count) * sd / np.sqrt(weights)
        drawn.append(Series(steps, values, weights))
        truth.append(levels)
    return drawn, np.array(truth)


def coverage(n_steps: int, per_step: float, noise: Noise, relations: int = _RELATIONS) -> float:
    """Share of true levels inside their 90 % intervals."""
    drawn, truth = simulate(n_steps, per_step, noise, relations)
    fitted = fit_levels(drawn, n_steps, 30.0)
    # Simulated levels are not bound to the scale, so neither are the means here.
    mean = np.array([level.cell_mean @ level.cell_weight for level in fitted])
    sd = np.array([level.sd for level in fitted])
    return float((np.abs(truth - mean) <= Z90 * sd).mean())


def record(states: int, acts_each: int, seed: int = 7) -> list[Incident]:
    """Invented acts of many states with three powers over ten years."""
    rng = np.random.default_rng(seed)
    kinds, powers = list(EventType), ("USA", "CHN", "RUS")
    made = []
    for state in range(states):
        for n in range(acts_each):
            power = powers[rng.integers(3)]
            own = bool(rng.random() < 0.6)
            day = date(2014, 1, 1) + timedelta(days=int(rng.integers(3650)))
            kind = kinds[rng.integers(len(kinds))]
            made.append(
                Incident(
                    id=f"{state}-{n}",
                    event_type=str(kind),
                    actor_states=(f"S{state:02d}",) if own else (power,),
                    recipient_states=(power,) if own else (f"S{state:02d}",),
                    date_low=day,
                    date_high=day,
                    event_ids=(),
                    document_ids=(),
                    origins=tuple(f"o{n}" for n in range(int(rng.integers(1, 5)))),
                    polarity="asserted",
                    modality="actual",
                    intensity=INTENSITY[kind],
                )
            )
    return made


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measure(bench: Path | None) -> list[Figure]:
    """Coverage under the model and beside it, and the cost of 200 states between three powers."""
    figures = [
        Figure(
            "measures",
            f"levels in their 90 % interval, {name}, {label}",
            coverage(*design, noise),
            "share",
            floor=LEAST,
        )
        for label, noise in (("normal noise", normal), ("t noise", heavy), ("spoilt noise", spoilt))
        for name, design in _DESIGNS.items()
    ]
    by_state: dict[str, list[Incident]] = {}
    for incident in record(200, 300):
        state = next(s for s in (*incident.actor_states, *incident.recipient_states) if s[0] == "S")
        by_state.setdefault(state, []).append(incident)
    powers = ("USA", "CHN", "RUS")
    started = _cpu_seconds()
    standings = [measure_state(state, powers, acts) for state, acts in by_state.items()]
    measured = _cpu_seconds()
    first = standings[0]
    sensitivity(first.focal, first.observations, by_state[first.focal], first.period)
    varied = _cpu_seconds()
    figures.append(
        Figure(
            "measures",
            "200 states × 3 powers, 60,000 incidents, 10 years",
            measured - started,
            "CPU s",
            higher_is_better=False,
            floor=SECONDS,
        )
    )
    figures.append(
        Figure(
            "measures",
            "one state, every weight halved and doubled",
            varied - measured,
            "CPU s",
            higher_is_better=False,
        )
    )
    return figures
