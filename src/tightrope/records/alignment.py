"""Where a state stands towards a power, by stream and period, with its uncertainty."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stream(StrEnum):
    DEEDS = "deeds"  # material events
    WORDS = "words"  # verbal events and official statements
    VOTES = "votes"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Observation:
    """One incident or vote as the model sees it: a value on a day with a weight.

    ``value`` is on the scale of -1 (fully against the power) to +1 (fully with it); ``weight``
    (0..1) multiplies its precision. ``why`` says how the weight came about.
    """

    incident_id: str
    stream: Stream
    day: date
    value: float
    weight: float
    n_origins: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Position of ``focal`` towards ``power`` in one period; -1 against, +1 with, 90 % interval."""

    focal: str
    power: str
    period_start: date
    period_end: date
    stream: Stream
    mean: float
    low: float
    high: float
    n_incidents: int
    n_origins: int
    incident_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Posture:
    """How a state stands between two rival powers, as probabilities that sum to one.

    ``shares`` maps ``leans <POWER>``, ``hedges``, ``aloof`` and ``estranged`` to probabilities;
    ``nearer_first`` is the probability that it is nearer to ``powers[0]`` than to ``powers[1]``.
    """

    focal: str
    powers: tuple[str, str]
    period_start: date
    period_end: date
    shares: tuple[tuple[str, float], ...]
    nearer_first: float
