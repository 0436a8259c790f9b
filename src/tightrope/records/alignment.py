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
    """Position of ``focal`` towards ``power`` in one period; -1 against, +1 with, 90 % interval.

    ``sd`` is the standard deviation of the position; the interval is cut at the ends of the scale.
    """

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
    sd: float = 0.0


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


@dataclass(frozen=True, slots=True)
class SayDoGap:
    """Deeds minus words of ``focal`` towards ``power`` in one period, with a 90 % interval.

    Above zero the state does more for the power than it says; below, it says more than it does.
    """

    focal: str
    power: str
    period_start: date
    period_end: date
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Shift:
    """A move of ``focal`` towards (``change`` above 0) or away from ``power`` in one period.

    ``probability`` is that of a move in this direction since ``since``, the end of the last period
    before it in which anything was observed; ``incident_ids`` are the incidents and votes that
    pulled it this way, farthest first. A slow move goes through several periods, from
    ``period_start`` to ``period_end``.
    """

    focal: str
    power: str
    period_start: date
    period_end: date
    stream: Stream
    since: date
    change: float
    low: float
    high: float
    probability: float
    incident_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Break:
    """A strong act or vote that runs against where its stream stood before.

    Attributes:
        day, value: of the act; -1 to 1.
        level: the position foretold for its period by all before.
        contrary: probability that this position lay on the other side of zero.
        expected: probability of an act as far to that side, or farther.
    """

    focal: str
    power: str
    stream: Stream
    incident_id: str
    day: date
    value: float
    level: float
    contrary: float
    expected: float


@dataclass(frozen=True, slots=True)
class Stance:
    """How a state stands among three or more powers at once in one period.

    ``shares`` maps ``leans <POWER>``, ``hedges``, ``aloof`` and ``estranged`` to probabilities
    that sum to one; ``nearest`` gives each power the probability that it is the nearest of all.
    """

    focal: str
    powers: tuple[str, ...]
    period_start: date
    period_end: date
    shares: tuple[tuple[str, float], ...]
    nearest: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How much nearer ``first`` is to a power than ``second``, in one stream on the same day.

    ``mean`` is the position of the first minus that of the second, with its 90 % interval;
    ``probability`` that the first is the nearer one.
    """

    first: str
    second: str
    power: str
    stream: Stream
    mean: float
    low: float
    high: float
    probability: float


@dataclass(frozen=True, slots=True)
class Influence:
    """What one incident or vote does to the latest position towards a power in one stream.

    ``change`` is the position with it (``mean``) minus the position had it never been known
    (``mean_without``, with the 90 % interval from ``low_without`` to ``high_without``).
    ``rank`` counts from 1, the largest change first.
    """

    focal: str
    power: str
    stream: Stream
    rank: int
    incident_id: str
    day: date
    value: float
    weight: float
    change: float
    mean: float
    mean_without: float
    low_without: float
    high_without: float


@dataclass(frozen=True, slots=True)
class Variation:
    """The latest positions of a state with one weight of the measure set otherwise.

    Attributes:
        option: the weight (``power_acts``; ``modality planned`` for one of several).
        factor: by what it was multiplied (a chance: its odds); 1 in the row of the weights as
            they are, whose ``option`` is empty.
        value: what it was set to.
        positions: power, mean, low, high of the joined position in the last period.
        nearer: two powers, and the probability that the state is nearer to the first.
    """

    option: str
    factor: float
    value: float
    positions: tuple[tuple[str, float, float, float], ...]
    nearer: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True)
class Support:
    """How much a track (one power, one stream) rests on, over all its periods.

    ``last_seen`` is the end of the last period in which anything was observed.
    """

    power: str
    stream: Stream
    n_incidents: int
    n_origins: int
    last_seen: date | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An incident between a state and a power that no measure counts, and why."""

    incident_id: str
    power: str
    reason: str
