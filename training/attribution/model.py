"""The encoder written out in plain PyTorch: six layers of MiniLM with two heads."""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from tightrope.language.learned.decoding import N_TAGS
from tightrope.language.learned.tokens import N_TYPES

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
POSITIONS, VOCABULARY = 512, 30522
SCALE = 1 / math.sqrt(WIDTH // HEADS)
POINTER_WIDTH = 128
FARTHEST = 128
"""Distances beyond this many tokens share one bias."""


class Layer(nn.Module):
    """One transformer layer with the normalisation after each half, as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_1, self.norm_2 = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

    def forward(self, x: Tensor, hidden: Tensor) -> Tensor:
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = split(self.query(x) * SCALE), split(self.key(x)), split(self.value(x))
        weights = q @ k.transpose(-1, -2) + hidden
        mixed = (weights.softmax(-1).to(v.dtype) @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_1(x + self.out(mixed))
        return self.norm_2(x + self.outer(nn.functional.gelu(self.inner(x))))


class Encoder(nn.Module):
    """Word pieces and their types to one vector for each."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.types = nn.Embedding(N_TYPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, types: Tensor, hidden: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(places) + self.types(types))
        for layer in self.layers:
            x = layer(x, hidden)
        return x


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
    stored = {
        name.removeprefix("bert."): value.float() for name, value in load_file(weights).items()
    }
    tagger = Tagger()
    encoder = tagger.encoder
    taken: dict[str, Tensor] = {
        "words.weight": stored["embeddings.word_embeddings.weight"],
        "positions.weight": stored["embeddings.position_embeddings.weight"],
        # All six types start from the base's first one; they come apart in training.
        "types.weight": stored["embeddings.token_type_embeddings.weight"][:1].repeat(N_TYPES, 1),
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
    }
    theirs = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm_1": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "norm_2": "output.LayerNorm",
    }
    for n in range(LAYERS):
        for ours, name in theirs.items():
            for part in ("weight", "bias"):
                taken[f"layers.{n}.{ours}.{part}"] = stored[f"encoder.layer.{n}.{name}.{part}"]
    encoder.load_state_dict(taken)
    return tagger
