"""The encoder written out in plain PyTorch, the heads' pointer, and what they start from."""

import math
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from tightrope.language.learned.shapes import N_TYPES

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

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.types = nn.Embedding(N_TYPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.dropout = 0.0

    def forward(self, ids: Tensor, types: Tensor, hidden: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(places) + self.types(types))
        for layer in self.layers:
            x = layer(nn.functional.dropout(x, self.dropout, self.training), hidden)
        return x


def start_from_base(encoder: Encoder, weights: Path, layers: Sequence[int]) -> None:
    """Fill an encoder with some layers of a BERT-shaped safetensors file."""
    stored = {
        name.removeprefix("bert."): value.float() for name, value in load_file(weights).items()
    }
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
    for n, source in enumerate(layers):
        for ours, name in theirs.items():
            for part in ("weight", "bias"):
                taken[f"layers.{n}.{ours}.{part}"] = stored[f"encoder.layer.{source}.{name}.{part}"]
    encoder.load_state_dict(taken)
