"""Influence: which incidents and votes carry a position."""

import numpy as np

from tightrope.measures.alignment import Track
from tightrope.measures.level_model import Z90
from tightrope.records.alignment import Influence

#: Rows kept of a track; the rest move it less than these.
MOST = 25


def influences(track: Track, most: int = MOST) -> list[Influence]:
    """What the latest position of a track would be without each of its incidents or votes.

    Exact for the model of the track
    (:meth:`tightrope.measures.level_model.Level.without`), so its cost grows with the number of
    observations alone.

    Args:
        track: one relation in one stream.
        most: how many to keep.

    Returns:
        Those that change the position most, largest change first.
    """
    seen = [(step, o) for step, found in enumerate(track.observations) for o in found]
    if not seen:
        return []
    mean, sd = track.level.without(
        np.array([step for step, _ in seen], dtype=np.int64),
        np.array([o.value for _, o in seen]),
        np.array([o.weight for _, o in seen]),
    )
    now = float(track.level.mean[-1])
    change = now - mean
    ids = [o.incident_id for _, o in seen]
    order = sorted(range(len(seen)), key=lambda n: (-round(abs(float(change[n])), 9), ids[n]))
    return [
        Influence(
            focal=track.focal,
            power=track.power,
            stream=track.stream,
            rank=rank,
            incident_id=ids[n],
            day=seen[n][1].day,
            value=round(seen[n][1].value, 4),
            weight=round(seen[n][1].weight, 4),
            change=round(float(change[n]), 4),
            mean=round(now, 4),
            mean_without=round(float(np.clip(mean[n], -1.0, 1.0)), 4),
            low_without=round(float(np.clip(mean[n] - Z90 * sd[n], -1.0, 1.0)), 4),
            high_without=round(float(np.clip(mean[n] + Z90 * sd[n], -1.0, 1.0)), 4),
        )
        for rank, n in enumerate(order[:most], 1)
    ]
