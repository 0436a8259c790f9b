"""Roll calls of the General Assembly, and what is measured on them."""

from dataclasses import dataclass
from datetime import date

from tightrope.records.events import VotePosition


@dataclass(frozen=True, slots=True)
class RollCall:
    """One recorded vote.

    ``states`` and ``positions`` run side by side, in order of code. A state that is not among them
    is missing: the record does not say where it stood. ``issues`` are Voeten's two letters (``me``
    Middle East, ``nu`` nuclear weapons, ``di`` arms control, ``co`` colonialism, ``hr`` human
    rights, ``ec`` development). ``rcid`` is Voeten's number, where a source gives it.
    """

    id: str
    resolution: str
    date: date
    session: int
    states: tuple[str, ...]
    positions: tuple[VotePosition, ...]
    title: str = ""
    description: str = ""
    draft: str = ""
    subjects: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    important: bool | None = None
    amendment: bool | None = None
    paragraph: bool | None = None
    rcid: int | None = None
    sources: tuple[str, ...] = ()

    def count(self, position: VotePosition) -> int:
        """How many states took a position."""
        return self.positions.count(position)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 90 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How alike two states voted over some roll calls (see ``public_record.agreement``).

    ``session`` is None for all sessions together; ``n_votes`` counts roll calls in which both
    voted yes, no or abstained, ``n_same`` those with the same position. Pi and kappa are None
    where they have no value: both states held one and the same position throughout.
    """

    state: str
    other: str
    session: int | None
    n_votes: int
    n_same: int
    s: Estimate
    pi: Estimate | None
    kappa: Estimate | None


@dataclass(frozen=True, slots=True)
class IdealPoint:
    """A state's position in one session with its 90 % interval; ``n_votes`` it rests on."""

    iso3: str
    session: int
    mean: float
    low: float
    high: float
    sd: float
    n_votes: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What a roll call asks of a position x: no below ``low`` and yes above ``high`` on the scale
    of ``slope`` x plus a standard normal error, and abstention between (posterior means).

    ``low`` is minus infinity where nobody voted no, ``high`` infinity where nobody voted yes.
    """

    roll_call_id: str
    slope: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class VoteFit:
    """What an estimate of ideal points leaves behind, so that the next one can go on from it.

    ``sessions`` gives a digest of the votes of each session that it rests on.
    """

    seed: int
    sessions: tuple[tuple[int, str], ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class ForecastFit:
    """Weights with which views of a vote are combined (see ``public_record.forecast``).

    ``unseen`` are for a text on which nobody has voted, ``seen`` for a roll call on which some
    votes are known: for each feature its part in log p(no)/p(yes) and in log p(abstain)/p(yes).
    ``sessions`` are those whose hidden votes they were fitted on; without any they are the prior.
    """

    unseen: tuple[tuple[float, float], ...]
    seen: tuple[tuple[float, float], ...]
    sessions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Probabilities of what a state votes, if it votes."""

    iso3: str
    yes: float
    abstain: float
    no: float
