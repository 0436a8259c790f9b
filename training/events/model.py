"""The encoder written out in plain PyTorch, with heads for attributions and for events."""

import math
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from tightrope.language.learned.shapes import N_EVENT_TAGS, N_READINGS, N_TAGS, N_TYPES

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
POSITIONS, VOCABULARY = 512, 30522
SCALE = 1 / math.sqrt(WIDTH // HEADS)
POINTER_WIDTH = 128
FARTHEST = 128
"""Distances beyond this many tokens share one bias."""
HIDDEN = 384


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
    stored = {
        name.removeprefix("bert."): value.float() for name, value in load_file(weights).items()
    }
    reader = Reader(len(layers))
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
    reader.encoder.load_state_dict(taken)
    return reader
