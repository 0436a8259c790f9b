"""What training makes small: for labels, and for what other readers think (distillation)."""

import torch
from torch import Tensor, nn

from training.events.batches import AttributionBatch, EventBatch
from training.events.examples import UNKNOWN
from training.events.model import EventScores, Reader

POINTER_WEIGHT = 0.4
READING_WEIGHT = 0.5
PARTY_WEIGHT = 0.7
PARTY_RARITY = 6.0
"""How much more a token of a party weighs than another one."""

Attributed = tuple[Tensor, Tensor]


def attribution_scores(reader: Reader, batch: AttributionBatch) -> Attributed:
    x = reader.encoder(batch.ids, batch.types, batch.hidden)
    tags, points = reader.attributed(x, batch.hidden)
    return tags.float(), points.float()


def event_scores(reader: Reader, batch: EventBatch) -> EventScores:
    x = reader.encoder(batch.ids, batch.types, batch.hidden)
    return EventScores(*(s.float() for s in reader.told(x, batch.asking)))


def attribution_loss(scores: Attributed, batch: AttributionBatch) -> Tensor:
    tags, points = scores
    return _entropy(tags, batch.tags) + POINTER_WEIGHT * _entropy(points, batch.points)


def event_loss(scores: EventScores, batch: EventBatch) -> Tensor:
    return (
        _entropy(scores.tags, batch.tags)
        + READING_WEIGHT * _entropy(scores.readings.gather(1, _spread(batch, scores)),
                                    batch.readings)
        + PARTY_WEIGHT * (_party(scores.actors, batch.actors)
                          + _party(scores.recipients, batch.recipients))
    )  # fmt: skip


def attribution_distance(scores: Attributed, wanted: Attributed, batch: AttributionBatch) -> Tensor:
    """Divergence from the probabilities of tags and pointers of others."""
    known = batch.tags != UNKNOWN
    pointing = batch.points != UNKNOWN
    return _divergence(scores[0], wanted[0], known) + POINTER_WEIGHT * _divergence(
        scores[1], wanted[1], pointing
    )


def event_distance(scores: EventScores, wanted: EventScores, batch: EventBatch) -> Tensor:
    """Divergence from the probabilities of others; ``wanted`` holds probabilities."""
    spread = _spread(batch, scores)
    asked = batch.readings != UNKNOWN
    return (
        _divergence(scores.tags, wanted.tags, batch.tags != UNKNOWN)
        + READING_WEIGHT
        * _divergence(scores.readings.gather(1, spread), wanted.readings.gather(1, spread), asked)
        + PARTY_WEIGHT
        * (
            _soft_party(scores.actors, wanted.actors, batch.actors)
            + _soft_party(scores.recipients, wanted.recipients, batch.recipients)
        )
    )


def _spread(batch: EventBatch, scores: EventScores) -> Tensor:
    return batch.asking[..., None].expand(-1, -1, scores.readings.shape[-1])


def _entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    flat = nn.functional.cross_entropy(
        scores.flatten(0, 1), wanted.flatten(), ignore_index=UNKNOWN, reduction="sum"
    )
    return flat / (wanted != UNKNOWN).sum().clamp(min=1)


def _divergence(scores: Tensor, wanted: Tensor, known: Tensor) -> Tensor:
    own = scores[known].log_softmax(-1)
    if not len(own):
        return scores.sum() * 0
    return nn.functional.kl_div(own, wanted[known], reduction="batchmean")


def _party(scores: Tensor, wanted: Tensor) -> Tensor:
    """Per trigger: the mean over tokens, those of a party weighing more."""
    known = wanted != UNKNOWN
    target = (wanted == 1).float()
    return _weighed(
        nn.functional.binary_cross_entropy_with_logits(scores, target, reduction="none"),
        known * (1 + (PARTY_RARITY - 1) * target),
        known,
    )


def _soft_party(scores: Tensor, wanted: Tensor, labels: Tensor) -> Tensor:
    known = labels != UNKNOWN
    return _weighed(
        nn.functional.binary_cross_entropy_with_logits(scores, wanted, reduction="none"),
        known * (1 + (PARTY_RARITY - 1) * wanted),
        known,
    )


def _weighed(loss: Tensor, weight: Tensor, known: Tensor) -> Tensor:
    asked = known.any(-1).sum().clamp(min=1)
    # A trigger has some dozens of tokens around it and two or three of them count.
    return (loss * weight).sum() / asked / 4


def probabilities(scores: EventScores) -> EventScores:
    return EventScores(
        scores.tags.softmax(-1),
        scores.readings.softmax(-1),
        torch.sigmoid(scores.actors),
        torch.sigmoid(scores.recipients),
    )
