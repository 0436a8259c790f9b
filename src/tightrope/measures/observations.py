"""From incidents to observations: which of them speak to a relation, which way, and how loudly."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tightrope.measures.weights import DEFAULT_WEIGHTS, Weights
from tightrope.records.alignment import LeftOut, Observation, Stream
from tightrope.records.corpus import POSITION, Incident
from tightrope.records.events import Modality, Polarity
from tightrope.records.plover import QUAD_CLASS, RECIPROCAL, EventType, QuadClass

VOTE = "VOTE"
_MATERIAL = frozenset({QuadClass.MATERIAL_COOPERATION, QuadClass.MATERIAL_CONFLICT})

_NO_WEIGHT = {
    "said not to have happened": "it is said not to have happened",
    "hypothetical": "it is hypothetical",
    "background": "it is background: history that a report recalls",
}

#: Says how far a reported vote stood with a power: -1 against it, +1 with it, None when unknown.
VotePosition = Callable[[Incident, str], float | None]


@dataclass(frozen=True, slots=True)
class Selection:
    """The observations of one relation, and the incidents of it that were left out."""

    observations: tuple[Observation, ...]
    left_out: tuple[LeftOut, ...]


def observe(
    incidents: Iterable[Incident],
    focal: str,
    power: str,
    weights: Weights = DEFAULT_WEIGHTS,
    vote_position: VotePosition | None = None,
    until: date | None = None,
) -> Selection:
    """Turn the incidents between a state and a power into weighted observations.

    An incident belongs to the relation when one side is the focal state and the other the power,
    whoever acts, or when both are parties of a reciprocal act (an agreement, talks, cooperation).
    Its value is its Goldstein intensity over ``weights.full_intensity``; its weight is the product
    of who acts, modality and polarity, words about the other state (``POSITION``) against acts,
    independent origins, dispute, and the width of the window
    it is dated to (whose midpoint is its day). What has no date, or weighs nothing, is left out
    with the reason.

    Args:
        incidents: any incidents, in any order; those of other relations are passed over.
        focal: ISO 3166-1 alpha-3 code of the state in question.
        power: the same of the power.
        weights: options of the measure.
        vote_position: where a reported vote stood towards the power; without it votes that the
            news reports are left out.
        until: the day on which the news ends. A plan or threat for a later day is observed when
            it is told of, so its day is not put after this one.

    Returns:
        Observations by day and then by incident, and what was left out in order of incident.

    Source:
        intensities: :mod:`tightrope.records.plover` (Goldstein 1992).
    """
    selection = place(incidents, focal, power, vote_position, until)
    observations: list[Observation] = []
    left_out = list(selection.left_out)
    for placed in selection.placed:
        weighed = weigh(placed.kind, weights)
        if isinstance(weighed, str):
            left_out.append(LeftOut(placed.incident_id, power, weighed))
        else:
            observations.append(
                Observation(
                    incident_id=placed.incident_id,
                    stream=placed.kind.stream,
                    day=placed.day,
                    value=weighed.value,
                    weight=weighed.weight,
                    n_origins=placed.kind.n_origins,
                    why=weighed.why,
                )
            )
    observations.sort(key=lambda o: (o.day, o.incident_id))
    left_out.sort(key=lambda out: out.incident_id)
    return Selection(tuple(observations), tuple(left_out))


class Side(StrEnum):
    """Whose act it is."""

    BOTH = "both act"
    OWN = "own act"
    POWER = "act of the power"
    VOTE = "own vote"


@dataclass(frozen=True, slots=True)
class Kind:
    """All that the value and weight of an incident depend on, besides the options.

    Attributes:
        stream: deeds, words or votes.
        points: Goldstein points of an act; of a vote its value itself, -1 to 1.
        side: who acts.
        modality, negated: how it is told.
        n_origins: independent origins.
        disputed: whether a denial or retraction stands against it.
        position: whether it is words about the other state rather than an act.
        width_days: of the window it is dated to, 0 for a day.
    """

    stream: Stream
    points: float
    side: Side
    modality: str
    negated: bool
    n_origins: int
    disputed: bool
    width_days: int
    position: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """An incident of a relation on its day, not yet weighed."""

    incident_id: str
    day: date
    kind: Kind


@dataclass(frozen=True, slots=True)
class Placement:
    """The dated incidents of a relation in order of their identifiers, and those left out."""

    placed: tuple[Placed, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Value (-1 to 1) and weight of an observation, and how the weight came about."""

    value: float
    weight: float
    why: str


def place(
    incidents: Iterable[Incident],
    focal: str,
    power: str,
    vote_position: VotePosition | None = None,
    until: date | None = None,
) -> Placement:
    """The incidents of a relation with their days and kinds; arguments as of :func:`observe`."""
    placed: list[Placed] = []
    left_out: list[LeftOut] = []
    for incident in sorted(incidents, key=lambda i: i.id):
        found = _found(incident, focal, power, vote_position)
        if isinstance(found, LeftOut):
            left_out.append(found)
        elif found is not None:
            stream, points, side = found
            made = _placed(incident, power, stream, points, side, until)
            if isinstance(made, LeftOut):
                left_out.append(made)
            else:
                placed.append(made)
    return Placement(tuple(placed), tuple(left_out))


def weigh(kind: Kind, weights: Weights = DEFAULT_WEIGHTS) -> Weighed | str:
    """Value and weight of an incident of some kind, or the reason why it weighs nothing."""
    own = kind.side != Side.POWER
    origins = f"{kind.n_origins} independent origin{'s' * (kind.n_origins != 1)}"
    factors = [
        (weights.focal_acts if own else weights.power_acts, str(kind.side)),
        (weights.of_modality(kind.modality), str(kind.modality)),
    ]
    if kind.position:
        factors.append((weights.positions, "words about the other state"))
    if kind.negated:
        factors.append((weights.negated, "said not to have happened"))
    factors.append((weights.of_origins(kind.n_origins), origins))
    if kind.disputed:
        factors.append((weights.disputed, "disputed"))
    if kind.width_days:
        width = f"dated within {kind.width_days + 1} days"
        factors.append((weights.of_window(kind.width_days), width))
    weight = 1.0
    for factor, name in factors:
        if factor <= 0.0:
            return _NO_WEIGHT.get(name, f"{name} counts nothing")
        weight *= factor
    full = 1.0 if kind.stream == Stream.VOTES else weights.full_intensity
    return Weighed(
        value=max(-1.0, min(1.0, kind.points / full)),
        weight=weight,
        why=", ".join(f"{name} {factor:.2g}" for factor, name in factors),
    )


def _found(
    incident: Incident, focal: str, power: str, vote_position: VotePosition | None
) -> tuple[Stream, float, Side] | LeftOut | None:
    """Stream, points and side of an incident, or None when it is not between the two."""
    if incident.event_type == VOTE:
        if focal not in incident.actor_states:
            return None
        value = vote_position(incident, power) if vote_position is not None else None
        if value is None:
            return LeftOut(incident.id, power, "how the power voted is not known")
        return Stream.VOTES, value, Side.VOTE
    side = _side(incident, focal, power)
    if side is None:
        return None
    if incident.event_type == POSITION:
        return Stream.WORDS, incident.intensity, side
    quad_class = QUAD_CLASS[EventType(incident.event_type)]
    stream = Stream.DEEDS if quad_class in _MATERIAL else Stream.WORDS
    return stream, incident.intensity, side


def _side(incident: Incident, focal: str, power: str) -> Side | None:
    actors, recipients = incident.actor_states, incident.recipient_states
    if incident.event_type in RECIPROCAL and focal in actors and power in actors:
        return Side.BOTH
    if focal in actors and power in recipients:
        return Side.OWN
    if power in actors and focal in recipients:
        return Side.POWER
    return None


def _placed(
    incident: Incident, power: str, stream: Stream, points: float, side: Side, until: date | None
) -> Placed | LeftOut:
    low, high = incident.date_low or incident.date_high, incident.date_high or incident.date_low
    if low is None or high is None:
        return LeftOut(incident.id, power, "its date is not known")
    low, high = min(low, high), max(low, high)
    width_days = (high - low).days
    day = low + timedelta(days=width_days // 2)
    if until is not None and incident.modality != Modality.ACTUAL:
        day = min(day, until)
    kind = Kind(
        stream=stream,
        points=points,
        side=side,
        modality=str(incident.modality),
        negated=incident.polarity == Polarity.NEGATED,
        n_origins=len(set(incident.origins)) or 1,
        disputed=incident.disputed,
        width_days=width_days,
        position=incident.event_type == POSITION,
    )
    return Placed(incident.id, day, kind)
