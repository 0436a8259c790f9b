"""How a position moved: dated shifts, slow moves, and acts that run against where it stood."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tightrope.measures.alignment import Track
from tightrope.measures.level_model import Z90
from tightrope.measures.periods import period_bounds
from tightrope.records.alignment import Break, Shift


@dataclass(frozen=True, slots=True)
class Bounds:
    """From where on a move is told.

    Attributes:
        probability, change: least of a shift between two periods with observations.
        slow_probability, slow_change: the same of a slow move through several.
        turn: how far a level must come back before a slow move ends.
        strong: least value, either way, of an act that can break with what stood before.
        weighty: least weight of it; plans and threats of one origin stay below.
        contrary: least probability that the position lay on the other side.
    """

    probability: float = 0.8
    change: float = 0.1
    slow_probability: float = 0.9
    slow_change: float = 0.2
    turn: float = 0.05
    strong: float = 0.5
    weighty: float = 0.2
    contrary: float = 0.8


DEFAULT_BOUNDS = Bounds()
_MOST_INCIDENTS = 10
_CORE = 0.8


def shifts(track: Track, bounds: Bounds = DEFAULT_BOUNDS) -> list[Shift]:
    """Periods in which a position moved, and longer times in which it slowly did.

    A shift compares the level of a period with an observation to that of the last such period
    before it, with their posterior covariance
    (:meth:`tightrope.measures.level_model.Level.move`), and needs an incident in it that lies to
    the side of the move. A slow move does so for the two ends of a
    run between turning points of the level, cut to the shortest time that holds four fifths of it;
    it is told when it is more than twice as large as every shift within it.

    Args:
        track: one relation in one stream.
        bounds: from where on a move is told.

    Returns:
        Shifts in order of time.
    """
    seen = [step for step, observations in enumerate(track.observations) if observations]
    sudden = [
        _shift(track, earlier, later, pulling)
        for earlier, later in pairwise(seen)
        if _moved(track, earlier, later, bounds.probability, bounds.change)
        # The smoother foreshadows: a level may fall before the act that makes it fall.
        and (pulling := _pulling(track, earlier, later))
    ]
    found = list(sudden)
    levels = [float(track.level.mean[s]) for s in seen]
    for first, last in (_core(levels, *run) for run in _runs(levels, bounds.turn)):
        earlier, later = seen[first], seen[last]
        if last - first < 2 or not _moved(
            track, earlier, later, bounds.slow_probability, bounds.slow_change
        ):
            continue
        slow = _shift(track, earlier, later, _pulling(track, earlier, later))
        within = (s for s in sudden if slow.since <= s.since and s.period_end <= slow.period_end)
        if abs(slow.change) > 2.0 * max((abs(s.change) for s in within), default=0.0):
            found.append(slow)
    return sorted(found, key=lambda s: (s.period_end, s.period_start))


def breaks(track: Track, bounds: Bounds = DEFAULT_BOUNDS) -> list[Break]:
    """Strong acts that run against where the stream stood, though they may hardly move it.

    One aid cut among friendly acts of years barely moves a level that is estimated with noise, and
    others of the same month may outweigh it. It is told nevertheless: an act of at least
    ``bounds.strong`` in a period for which all before foretold a position on the other side of
    zero, with a probability of at least ``bounds.contrary``.

    Args:
        track: one relation in one stream.
        bounds: from where on an act is told.

    Returns:
        Breaks in order of time.
    """
    found = []
    for step, observations in enumerate(track.observations):
        for o in observations:
            if abs(o.value) < bounds.strong or o.weight < bounds.weighty:
                continue
            level, contrary, as_far = track.level.foretold(step, o.value, o.weight)
            if contrary >= bounds.contrary:
                found.append(
                    Break(
                        focal=track.focal,
                        power=track.power,
                        stream=track.stream,
                        incident_id=o.incident_id,
                        day=o.day,
                        value=round(o.value, 4),
                        level=round(level, 4),
                        contrary=round(contrary, 4),
                        expected=round(as_far, 4),
                    )
                )
    return sorted(found, key=lambda b: (b.day, b.incident_id))


def _moved(track: Track, earlier: int, later: int, probability: float, change: float) -> bool:
    mean, _, upwards = track.level.move(earlier, later)
    return max(upwards, 1.0 - upwards) >= probability and abs(mean) >= change


def _shift(track: Track, earlier: int, later: int, incident_ids: tuple[str, ...]) -> Shift:
    mean, sd, upwards = track.level.move(earlier, later)
    since = period_bounds(track.start + earlier, track.period)[1]
    # A shift is dated to the period in which it was seen, a slow move to all that it went through.
    begun = later if not any(track.observations[earlier + 1 : later]) else earlier + 1
    return Shift(
        focal=track.focal,
        power=track.power,
        period_start=period_bounds(track.start + begun, track.period)[0],
        period_end=period_bounds(track.start + later, track.period)[1],
        stream=track.stream,
        since=since,
        change=round(mean, 4),
        low=round(max(-2.0, mean - Z90 * sd), 4),
        high=round(min(2.0, mean + Z90 * sd), 4),
        probability=round(upwards if mean >= 0.0 else 1.0 - upwards, 4),
        incident_ids=incident_ids,
    )


def _pulling(track: Track, earlier: int, later: int) -> tuple[str, ...]:
    """The incidents of a move that pulled its way, farthest first."""
    start = float(track.level.mean[earlier])
    side = 1.0 if track.level.mean[later] > start else -1.0
    seen = [o for found in track.observations[earlier + 1 : later + 1] for o in found]
    pulled = [(o.weight * (o.value - start) * side, o) for o in seen]
    pulled.sort(key=lambda p: (-p[0], p[1].day, p[1].incident_id))
    return tuple(o.incident_id for pull, o in pulled[:_MOST_INCIDENTS] if pull > 0.0)


def _core(levels: Sequence[float], first: int, last: int) -> tuple[int, int]:
    """The shortest part of a run that holds most of its move."""
    whole = abs(levels[last] - levels[first])
    best = first, last
    begin = first
    for end in range(first, last + 1):
        while begin < end and abs(levels[end] - levels[begin + 1]) >= _CORE * whole:
            begin += 1
        if abs(levels[end] - levels[begin]) >= _CORE * whole and end - begin < best[1] - best[0]:
            best = begin, end
    return best


def _runs(levels: Sequence[float], turn: float) -> list[tuple[int, int]]:
    """First and last place of every rise and fall; smaller ups and downs than ``turn`` are none."""
    found: list[tuple[int, int]] = []
    top = bottom = start = 0
    way = 0
    for n, level in enumerate(levels):
        if way >= 0 and level >= levels[top]:
            top = n
        if way <= 0 and level <= levels[bottom]:
            bottom = n
        if way >= 0 and levels[top] - level >= turn:
            if way:
                found.append((start, top))
            start, bottom, way = top, n, -1
        elif way <= 0 and level - levels[bottom] >= turn:
            if way:
                found.append((start, bottom))
            start, top, way = bottom, n, 1
    if way:
        found.append((start, top if way > 0 else bottom))
    return found
