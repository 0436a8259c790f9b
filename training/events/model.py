"""The event reader: the encoder with heads for events, and for attributions beside them.

Attributions are a second task from which the encoder learns how speech is reported; the released
weights leave their heads out.
"""

import math
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

from tightrope.language.learned.shapes import N_EVENT_TAGS, N_READINGS, N_TAGS
from training.encoder import FARTHEST, LAYERS, POINTER_WIDTH, WIDTH, Encoder, start_from_base

HIDDEN = 384


class Pointer(nn.Module):
    """Scores of each token for each other one: a scaled product and a bias for their distance.

    The first token of a window is its frame and has a bias of its own.
    """

    def __init__(self, deep: bool = False) -> None:
        """``deep``: both sides go through a hidden layer of their own."""
        super().__init__()
        self.asks, self.answers = _side(deep), _side(deep)
        self.distance = nn.Parameter(torch.zeros(2 * FARTHEST + 2))

    def forward(self, x: Tensor, asking: Tensor | None = None) -> Tensor:
        """Scores with shape (batch, asking, tokens).

        Args:
            x: (batch, tokens, width).
            asking: numbers of the tokens that ask, (batch, asking); all of them when None.
        """
        places = torch.arange(x.shape[1], device=x.device)
        rows = x if asking is None else x.gather(1, asking[..., None].expand(-1, -1, WIDTH))
        own = places if asking is None else asking
        away = (places - own[..., None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        away = torch.where(places == 0, 2 * FARTHEST + 1, away)
        scores = self.asks(rows) @ self.answers(x).transpose(1, 2) / math.sqrt(POINTER_WIDTH)
        return scores + self.distance[away]


def _side(deep: bool) -> nn.Module:
    if not deep:
        return nn.Linear(WIDTH, POINTER_WIDTH)
    return nn.Sequential(nn.Linear(WIDTH, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, POINTER_WIDTH))


class Events(nn.Module):
    """Heads for events: where one is told, how it is to be read, who acts and on whom."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Linear(WIDTH, HIDDEN)
        self.tags = nn.Linear(HIDDEN, N_EVENT_TAGS)
        self.readings = nn.Sequential(
            nn.Linear(WIDTH, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, N_READINGS)
        )
        self.actors, self.recipients = Pointer(deep=True), Pointer(deep=True)
        self.off = nn.Parameter(torch.tensor([-3.0, -3.0]))
        """Most tokens are no party: the scores start out low."""

    def tagged(self, x: Tensor) -> Tensor:
        return self.tags(nn.functional.gelu(self.inner(x)))

    def parties(self, x: Tensor, asking: Tensor | None = None) -> tuple[Tensor, Tensor]:
        return self.actors(x, asking) + self.off[0], self.recipients(x, asking) + self.off[1]


class EventScores(NamedTuple):
    """Logits of event tags and readings by token; of actors and recipients by trigger and token."""

    tags: Tensor
    readings: Tensor
    actors: Tensor
    recipients: Tensor


class Reader(nn.Module):
    """One encoder that finds attributions and events."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.encoder = Encoder(layers)
        self.tags = nn.Linear(WIDTH, N_TAGS)
        self.points = Pointer()
        self.events = Events()

    def attributed(self, x: Tensor, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of the seven attribution tags, and of each token pointing to each other."""
        return self.tags(x), self.points(x) + hidden[:, 0]

    def told(self, x: Tensor, asking: Tensor | None = None) -> EventScores:
        """Scores of events; parties for the tokens that ``asking`` names, or for all."""
        return EventScores(
            self.events.tagged(x), self.events.readings(x), *self.events.parties(x, asking)
        )


def from_base(weights: Path, layers: tuple[int, ...] = tuple(range(LAYERS))) -> Reader:
    """A reader whose encoder starts from some layers of a BERT-shaped safetensors file."""
    reader = Reader(len(layers))
    start_from_base(reader.encoder, weights, layers)
    return reader
