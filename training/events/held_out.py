"""Quick figures on held-out windows: how training goes, without the tool's own decoding."""

import random
from collections import Counter

import torch

from tightrope.language.learned.shapes import FIRST_TYPE
from training.events.batches import attribution_batch, event_batch
from training.events.examples import UNKNOWN, Material, attribution_windows, event_windows
from training.events.losses import attribution_scores, event_scores
from training.events.model import Reader

_AT_ONCE = 64


@torch.no_grad()
def figures(reader: Reader, material: Material, device: torch.device) -> dict[str, float]:
    """Triggers with type (F1), readings and parties (share right at labelled triggers), tags."""
    chance = random.Random(0)
    counts: Counter[str] = Counter()
    told = list(event_windows(material, material.events_held_out, chance))
    for first in range(0, len(told), _AT_ONCE):
        batch = event_batch(told[first : first + _AT_ONCE], device)
        scores = event_scores(reader, batch)
        best = scores.tags.argmax(-1)
        known = batch.tags != UNKNOWN
        begins = (best >= FIRST_TYPE) & known
        wanted = (batch.tags >= FIRST_TYPE) & known
        counts["found"] += int(begins.sum())
        counts["gold"] += int(wanted.sum())
        counts["hit"] += int((begins & wanted & (best == batch.tags)).sum())
        counts["near"] += int((begins & wanted).sum())
        read = batch.readings != UNKNOWN
        spread = batch.asking[..., None].expand(-1, -1, scores.readings.shape[-1])
        readings = scores.readings.gather(1, spread).argmax(-1)
        counts["readings"] += int(read.sum())
        counts["readings_right"] += int(((readings == batch.readings) & read).sum())
        for name, side, labels in (
            ("actor", scores.actors, batch.actors),
            ("recipient", scores.recipients, batch.recipients),
        ):
            asked = (labels != UNKNOWN).any(-1)
            positive = (side > 0) & (labels != UNKNOWN)
            gold = labels == 1
            counts[f"{name}_asked"] += int(asked.sum())
            # Right when some token of a party is found and none beside, or rightly nothing.
            right = torch.where(
                gold.any(-1), (positive & gold).any(-1) & ~(positive & ~gold).any(-1),
                ~positive.any(-1),
            )  # fmt: skip
            counts[f"{name}_right"] += int((right & asked).sum())
    said = list(attribution_windows(material, material.attributions_held_out, chance))
    for first in range(0, len(said), _AT_ONCE):
        batch_ = attribution_batch(said[first : first + _AT_ONCE], device)
        tags, points = attribution_scores(reader, batch_)
        known, pointed = batch_.tags != UNKNOWN, batch_.points != UNKNOWN
        counts["tags"] += int(known.sum())
        counts["tags_right"] += int(((tags.argmax(-1) == batch_.tags) & known).sum())
        counts["points"] += int(pointed.sum())
        counts["points_right"] += int(((points.argmax(-1) == batch_.points) & pointed).sum())

    def share(right: str, of: str) -> float:
        return round(counts[right] / max(1, counts[of]), 4)

    return {
        "trigger F1": round(2 * counts["near"] / max(1, counts["found"] + counts["gold"]), 4),
        "type F1": round(2 * counts["hit"] / max(1, counts["found"] + counts["gold"]), 4),
        "readings": share("readings_right", "readings"),
        "actors": share("actor_right", "actor_asked"),
        "recipients": share("recipient_right", "recipient_asked"),
        "tags": share("tags_right", "tags"),
        "points": share("points_right", "points"),
    }
