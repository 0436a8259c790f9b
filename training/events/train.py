"""Train the event reader, with attributions as a second task.

    python -m training.events.train --material FILE --base FOLDER --out FILE.pt

Each step reads one batch of either kind. AdamW, 2e-4 for the encoder and 1e-3 for the heads,
linear to zero after a short warm-up; 8 % of words masked. With ``--teachers`` the labels are joined
by what other trained readers think of the same windows (their mean), which is how several of them
become one (Hinton, Vinyals & Dean 2015, "Distilling the Knowledge in a Neural Network").

With ``--start FILE`` a trained reader (or the released one, ``.onnx``) goes on with new labels;
``--events-only`` leaves the second task out, which a short continuation does not need (and which is
most of the work on a CPU).
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from training.encoder import LAYERS
from training.events.batches import AttributionBatch, Batches, EventBatch
from training.events.examples import Material
from training.events.held_out import figures
from training.events.losses import (
    Attributed,
    attribution_distance,
    attribution_loss,
    attribution_scores,
    event_distance,
    event_loss,
    event_scores,
    probabilities,
)
from training.events.model import EventScores, Reader, from_base
from training.onnx_files import read_int8

BATCH = 32
ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3
WARM_UP_SHARE = 0.06
LABEL_SHARE = 0.3
"""How much labels count beside what teachers think."""


class Teachers:
    """Several trained readers as one: the mean of their probabilities."""

    def __init__(self, readers: Sequence[Reader]) -> None:
        self._readers = readers

    def attributions(self, batch: AttributionBatch) -> Attributed:
        found = [attribution_scores(r, batch) for r in self._readers]
        return _mean([t.softmax(-1) for t, _ in found]), _mean([p.softmax(-1) for _, p in found])

    def events(self, batch: EventBatch) -> EventScores:
        found = [probabilities(event_scores(r, batch)) for r in self._readers]
        return EventScores(*(_mean(list(parts)) for parts in zip(*found, strict=True)))


def _mean(parts: list[Tensor]) -> Tensor:
    return torch.stack(parts).mean(0)


def train(
    reader: Reader,
    material: Material,
    *,
    steps: int,
    seed: int,
    device: torch.device,
    teachers: Teachers | None = None,
    event_weight: float = 1.0,
    rate: float = ENCODER_RATE,
    batch: int = BATCH,
    events_only: bool = False,
    article_times: int = 1,
) -> None:
    """Train in place.

    Args:
        reader: as it comes from the base.
        material: what to learn from.
        steps: how many; each reads a batch of attributions and one of events.
        seed: of the order, the cuts and the masks.
        device: where to train.
        teachers: whose opinion joins the labels.
        event_weight: how much the loss of events counts beside that of attributions.
        rate: of the encoder at its highest; that of the heads goes with it.
        batch: windows of each kind in a step.
        events_only: leave attributions out.
        article_times: how often an epoch reads each article.
    """
    reader.to(device).train()
    # Words that do not occur keep what the base knows of them.
    encoder = [p for n, p in reader.encoder.named_parameters() if n != "words.weight"]
    heads = [p for n, p in reader.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [
            {"params": encoder, "lr": rate, "weight_decay": 0.01},
            {"params": [reader.encoder.words.weight], "lr": rate / 2, "weight_decay": 0.0},
            {"params": heads, "lr": HEAD_RATE * rate / ENCODER_RATE, "weight_decay": 0.01},
        ],
        fused=True,
    )
    warm = max(1, int(steps * WARM_UP_SHARE))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm, (steps - n) / max(1, steps - warm))
    )
    batches = Batches(material, batch, device, seed, article_times)
    attributions, events = batches.attributions(), batches.events()
    begun, running = time.time(), torch.zeros(2, device=device)
    for step in range(1, steps + 1):
        told = next(events)
        with torch.autocast("cuda", dtype=torch.bfloat16, enabled=device.type == "cuda"):
            event_part = _event_part(reader, told, teachers)
            (event_weight * event_part).backward()
            if not events_only:
                attribution_part = _attribution_part(reader, next(attributions), teachers)
                attribution_part.backward()
                running[1] += attribution_part.detach()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        schedule.step()
        running[0] += event_part.detach()
        if step % 100 == 0 or step == steps:
            event_mean, attribution_mean = (running / 100).tolist()
            running.zero_()
            print(
                f"seed {seed} step {step}/{steps} events {event_mean:.4f} attributions "
                f"{attribution_mean:.4f} {time.time() - begun:.0f} s",
                flush=True,
            )


def _event_part(reader: Reader, batch: EventBatch, teachers: Teachers | None) -> Tensor:
    scores = event_scores(reader, batch)
    if teachers is None:
        return event_loss(scores, batch)
    with torch.no_grad():
        wanted = teachers.events(batch)
    return LABEL_SHARE * event_loss(scores, batch) + (1 - LABEL_SHARE) * event_distance(
        scores, wanted, batch
    )


def _attribution_part(reader: Reader, batch: AttributionBatch, teachers: Teachers | None) -> Tensor:
    scores = attribution_scores(reader, batch)
    if teachers is None:
        return attribution_loss(scores, batch)
    with torch.no_grad():
        wanted = teachers.attributions(batch)
    return LABEL_SHARE * attribution_loss(scores, batch) + (1 - LABEL_SHARE) * attribution_distance(
        scores, wanted, batch
    )


def load(path: Path, device: torch.device) -> Reader:
    """A trained reader; how many layers it has is read off its weights.

    A released model (``.onnx``) has no heads for attributions: they start anew.
    """
    released = path.suffix == ".onnx"
    if released:
        stored = read_int8(path, "reader.")
    else:
        stored = torch.load(path, weights_only=True, map_location=device)
    layers = 1 + max(int(n.split(".")[2]) for n in stored if n.startswith("encoder.layers."))
    reader = Reader(layers)
    weights = {name: value.float() for name, value in stored.items()}
    reader.load_state_dict(weights, strict=not released)
    return reader.to(device).eval()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--material", type=Path, required=True, help="what prepare wrote")
    options.add_argument("--base", type=Path, default=Path(), help="folder with model.safetensors")
    options.add_argument("--out", type=Path, required=True, help="file for the weights")
    options.add_argument("--steps", type=int, default=1600)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--device", default="cpu", help="cpu or cuda")
    options.add_argument("--layers", type=int, nargs="+", default=list(range(LAYERS)))
    options.add_argument("--teachers", type=Path, nargs="*", default=[], help="trained weights")
    options.add_argument("--event-weight", type=float, default=1.0)
    options.add_argument("--rate", type=float, default=ENCODER_RATE)
    options.add_argument("--dropout", type=float, default=0.0)
    options.add_argument("--batch", type=int, default=BATCH)
    options.add_argument("--article-times", type=int, default=1, help="in each epoch")
    options.add_argument("--start", type=Path, help="weights to go on from, instead of the base")
    options.add_argument("--events-only", action="store_true", help="leave attributions out")
    chosen = options.parse_args()
    torch.manual_seed(chosen.seed)
    device = torch.device(chosen.device)
    material = Material.load(chosen.material)
    reader = (
        load(chosen.start, device)
        if chosen.start
        else from_base(chosen.base / "model.safetensors", tuple(chosen.layers))
    )
    reader.encoder.dropout = chosen.dropout
    teachers = Teachers([load(path, device) for path in chosen.teachers])
    train(
        reader,
        material,
        steps=chosen.steps,
        seed=chosen.seed,
        device=device,
        teachers=teachers if chosen.teachers else None,
        event_weight=chosen.event_weight,
        rate=chosen.rate,
        batch=chosen.batch,
        events_only=chosen.events_only,
        article_times=chosen.article_times,
    )
    reader.eval()
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({n: v.half().cpu() for n, v in reader.state_dict().items()}, chosen.out)
    if material.events_held_out:
        print(f"{chosen.out.name}: {figures(reader, material, device)}", flush=True)


if __name__ == "__main__":
    main()
