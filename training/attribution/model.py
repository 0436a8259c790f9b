"""The attribution tagger: the encoder with two heads."""

import math
from pathlib import Path

import torch
from torch import Tensor, nn

from tightrope.language.learned.shapes import N_TAGS
from training.encoder import FARTHEST, LAYERS, POINTER_WIDTH, WIDTH, Encoder, start_from_base


class Tagger(nn.Module):
    """Scores of seven tags for each token, and scores of each token pointing to each other.

    The first token of a window is its frame; pointing there means pointing nowhere.
    """

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.tags = nn.Linear(WIDTH, N_TAGS)
        self.asks, self.answers = nn.Linear(WIDTH, POINTER_WIDTH), nn.Linear(WIDTH, POINTER_WIDTH)
        self.distance = nn.Parameter(torch.zeros(2 * FARTHEST + 2))

    def forward(self, ids: Tensor, types: Tensor, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """``hidden`` is added to the attention and pointer scores: 0, or very low on padding."""
        x = self.encoder(ids, types, hidden)
        places = torch.arange(ids.shape[1], device=ids.device)
        away = (places[None, :] - places[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        away = torch.where(places[None, :] == 0, 2 * FARTHEST + 1, away)
        scores = self.asks(x) @ self.answers(x).transpose(1, 2) / math.sqrt(POINTER_WIDTH)
        return self.tags(x), scores + self.distance[away] + hidden[:, 0]


def from_base(weights: Path) -> Tagger:
    """A tagger whose encoder starts from a BERT-shaped safetensors file."""
    tagger = Tagger()
    start_from_base(tagger.encoder, weights, range(LAYERS))
    return tagger
