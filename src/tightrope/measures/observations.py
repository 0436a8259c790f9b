"""From incidents to observations: which of them speak to a relation, which way, and how loudly."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tightrope.measures.weights import DEFAULT_WEIGHTS, Weights
from tightrope.records.alignment import LeftOut, Observation, Stream
from tightrope.records.corpus import Incident
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
    of who acts, modality and polarity, independent origins, dispute, and the width of the window
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
    relation = _Relation(focal, power, weights, vote_position, until)
    observations: list[Observation] = []
    left_out: list[LeftOut] = []
    for incident in sorted(incidents, key=lambda i: i.id):
        made = (
            _vote(incident, relation) if incident.event_type == VOTE else _act(incident, relation)
        )
        if isinstance(made, Observation):
            observations.append(made)
        elif made is not None:
            left_out.append(made)
    observations.sort(key=lambda o: (o.day, o.incident_id))
    return Selection(tuple(observations), tuple(left_out))


@dataclass(frozen=True, slots=True)
class _Relation:
    focal: str
    power: str
    weights: Weights
    vote_position: VotePosition | None
    until: date | None

    def side(self, incident: Incident) -> tuple[float, str] | None:
        """Weight of who acts and its name, or None when the incident is not between the two."""
        actors, recipients = incident.actor_states, incident.recipient_states
        if incident.event_type in RECIPROCAL and self.focal in actors and self.power in actors:
            return self.weights.focal_acts, "both act"
        if self.focal in actors and self.power in recipients:
            return self.weights.focal_acts, "own act"
        if self.power in actors and self.focal in recipients:
            return self.weights.power_acts, "act of the power"
        return None


def _act(incident: Incident, relation: _Relation) -> Observation | LeftOut | None:
    side = relation.side(incident)
    if side is None:
        return None
    quad_class = QUAD_CLASS[EventType(incident.event_type)]
    stream = Stream.DEEDS if quad_class in _MATERIAL else Stream.WORDS
    value = incident.intensity / relation.weights.full_intensity
    return _observation(incident, relation, stream, value, side)


def _vote(incident: Incident, relation: _Relation) -> Observation | LeftOut | None:
    if relation.focal not in incident.actor_states:
        return None
    known = relation.vote_position
    value = known(incident, relation.power) if known is not None else None
    if value is None:
        return LeftOut(incident.id, relation.power, "how the power voted is not known")
    side = (relation.weights.focal_acts, "own vote")
    return _observation(incident, relation, Stream.VOTES, value, side)


def _observation(
    incident: Incident,
    relation: _Relation,
    stream: Stream,
    value: float,
    side: tuple[float, str],
) -> Observation | LeftOut:
    weights = relation.weights
    low, high = incident.date_low or incident.date_high, incident.date_high or incident.date_low
    if low is None or high is None:
        return LeftOut(incident.id, relation.power, "its date is not known")
    low, high = min(low, high), max(low, high)
    width_days = (high - low).days
    day = low + timedelta(days=width_days // 2)
    if relation.until is not None and incident.modality != Modality.ACTUAL:
        day = min(day, relation.until)
    origins = len(set(incident.origins)) or 1
    factors = [side, (weights.of_modality(incident.modality), str(incident.modality))]
    if incident.polarity == Polarity.NEGATED:
        factors.append((weights.negated, "said not to have happened"))
    factors.append(
        (weights.of_origins(origins), f"{origins} independent origin{'s' * (origins != 1)}")
    )
    if incident.disputed:
        factors.append((weights.disputed, "disputed"))
    if width_days:
        factors.append((weights.of_window(width_days), f"dated within {width_days + 1} days"))
    weight = 1.0
    for factor, name in factors:
        if factor <= 0.0:
            return LeftOut(
                incident.id, relation.power, _NO_WEIGHT.get(name, f"{name} counts nothing")
            )
        weight *= min(factor, 1.0)
    return Observation(
        incident_id=incident.id,
        stream=stream,
        day=day,
        value=max(-1.0, min(1.0, value)),
        weight=weight,
        n_origins=origins,
        why=", ".join(f"{name} {factor:.2g}" for factor, name in factors),
    )
