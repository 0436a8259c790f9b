"""Where a state stands between several powers: all measures of it in one call."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from tightrope.measures.alignment import Track, follow
from tightrope.measures.influence import influences
from tightrope.measures.level_model import DEFAULT_PRIORS, Priors
from tightrope.measures.moves import breaks, shifts
from tightrope.measures.observations import Selection, VotePosition, observe
from tightrope.measures.periods import fitting_period, period_bounds
from tightrope.measures.posture import DEFAULT_REGIONS, Regions, postures, say_do_gap
from tightrope.measures.stance import stance
from tightrope.measures.weights import DEFAULT_WEIGHTS, Weights
from tightrope.records.alignment import (
    Alignment,
    Break,
    Influence,
    LeftOut,
    Observation,
    Posture,
    SayDoGap,
    Shift,
    Stance,
    Stream,
    Support,
)
from tightrope.records.corpus import Incident
from tightrope.records.events import Modality, Polarity


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything measured about one state.

    Postures are given for each pair of powers that are both observed, gaps for each power with
    deeds and words; both for every period. ``stance`` is the posture among all powers at once in
    the last period, where three or more are observed. ``influences`` are those on the last
    position of each power and stream. Shifts and breaks are those of each stream by itself.
    """

    focal: str
    powers: tuple[str, ...]
    period: str
    alignments: tuple[Alignment, ...] = ()
    postures: tuple[Posture, ...] = ()
    gaps: tuple[SayDoGap, ...] = ()
    shifts: tuple[Shift, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    observations: tuple[tuple[str, tuple[Observation, ...]], ...] = ()
    support: tuple[Support, ...] = ()
    stance: Stance | None = None
    influences: tuple[Influence, ...] = ()
    breaks: tuple[Break, ...] = ()


def measure(
    focal: str,
    powers: Sequence[str],
    incidents: Iterable[Incident],
    period: str | None = None,
    weights: Weights = DEFAULT_WEIGHTS,
    priors: Priors = DEFAULT_PRIORS,
    regions: Regions = DEFAULT_REGIONS,
    vote_position: VotePosition | None = None,
    until: date | None = None,
    through: date | None = None,
    supposed: Iterable[Incident] = (),
) -> Standing:
    """Measure where a state stands towards each power and between each pair of them.

    Args:
        focal: ISO 3166-1 alpha-3 code of the state.
        powers: the same of the powers, in the order in which they shall be named; the focal
            state itself is passed over.
        incidents: all incidents known; those of other relations are passed over.
        period: see :func:`tightrope.measures.alignment.align`; chosen from the time covered when
            it is not given.
        weights, priors, regions: options.
        vote_position: see :func:`tightrope.measures.observations.observe`.
        until: the same; the day of the newest act of or towards the state that happened, when it
            is not given.
    """
    powers = tuple(dict.fromkeys(p for p in powers if p != focal))
    incidents = tuple(incidents)
    if until is None:
        until = _newest_day(incidents, focal)
    supposed = tuple(supposed)
    selections = {
        p: _joined(
            observe(incidents, focal, p, weights, vote_position, until),
            observe(supposed, focal, p, weights, vote_position),
        )
        for p in powers
    }
    incidents = (*incidents, *supposed)
    seen = {p: s.observations for p, s in selections.items()}
    if period is None:
        period = fitting_period(o.day for found in seen.values() for o in found)
    tracks = follow(focal, seen, period, weights, priors, through)
    by_name = {(t.power, t.stream): t for t in tracks}
    origins = {i.id: i.origins or (i.id,) for i in incidents}
    return Standing(
        focal=focal,
        powers=powers,
        period=period,
        alignments=tuple(a for track in tracks for a in track.alignments()),
        postures=_postures(powers, by_name, regions),
        gaps=_gaps(powers, by_name),
        shifts=tuple(s for track in tracks if track.stream != Stream.ALL for s in shifts(track)),
        left_out=tuple(out for s in selections.values() for out in s.left_out),
        observations=tuple(seen.items()),
        support=tuple(_support(track, origins) for track in tracks),
        stance=_stance(powers, by_name, regions),
        influences=tuple(found for track in tracks for found in influences(track)),
        breaks=tuple(b for track in tracks if track.stream != Stream.ALL for b in breaks(track)),
    )


def _stance(
    powers: Sequence[str], tracks: dict[tuple[str, Stream], Track], regions: Regions
) -> Stance | None:
    joined = [tracks[p, Stream.ALL] for p in powers if (p, Stream.ALL) in tracks]
    return stance(joined, len(joined[0].observations) - 1, regions) if len(joined) > 2 else None


def _joined(first: Selection, second: Selection) -> Selection:
    if not second.observations and not second.left_out:
        return first
    observations = (*first.observations, *second.observations)
    return Selection(
        tuple(sorted(observations, key=lambda o: (o.day, o.incident_id))),
        (*first.left_out, *second.left_out),
    )


def _support(track: Track, origins: Mapping[str, Sequence[str]]) -> Support:
    ids = {o.incident_id for seen in track.observations for o in seen}
    seen = [step for step, observations in enumerate(track.observations) if observations]
    return Support(
        power=track.power,
        stream=track.stream,
        n_incidents=len(ids),
        n_origins=len({origin for i in ids for origin in origins.get(i, ())}),
        last_seen=period_bounds(track.start + seen[-1], track.period)[1] if seen else None,
    )


def _newest_day(incidents: Sequence[Incident], focal: str) -> date | None:
    days = (
        incident.date_high or incident.date_low
        for incident in incidents
        if incident.modality == Modality.ACTUAL
        and incident.polarity != Polarity.NEGATED
        and focal in (*incident.actor_states, *incident.recipient_states)
    )
    return max((day for day in days if day is not None), default=None)


def _postures(
    powers: Sequence[str], tracks: dict[tuple[str, Stream], Track], regions: Regions
) -> tuple[Posture, ...]:
    found: list[Posture] = []
    for a, b in combinations(powers, 2):
        first, second = tracks.get((a, Stream.ALL)), tracks.get((b, Stream.ALL))
        if first is not None and second is not None:
            found += postures(first, second, regions)
    return tuple(found)


def _gaps(powers: Sequence[str], tracks: dict[tuple[str, Stream], Track]) -> tuple[SayDoGap, ...]:
    found: list[SayDoGap] = []
    for power in powers:
        deeds, words = tracks.get((power, Stream.DEEDS)), tracks.get((power, Stream.WORDS))
        if deeds is not None and words is not None:
            found.extend(say_do_gap(deeds, words, s) for s in range(len(deeds.observations)))
    return tuple(found)
