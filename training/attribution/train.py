"""Train the attribution tagger on annotated documents.

    python -m training.attribution.train --train FILE.jsonl --base FOLDER --out FOLDER

The recipe: AdamW, 2e-4 for the encoder and 1e-3 for the heads, linear to zero after a short
warm-up; tag loss plus 0.4 times pointer loss; 8 % of words masked; no dropout. On a CPU with AMX
the products run in bfloat16. Each thread takes its share of a batch through a copy of the encoder
that shares the weights, so threads wait for each other once a step and not at every product.
"""

import argparse
import copy
import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from tightrope.language.learned.tokens import Tokenising
from training.attribution.data import UNKNOWN, Annotated, Example, epoch, load
from training.attribution.model import Tagger, from_base

BATCH = 16
ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3
WARM_UP_SHARE = 0.06
WARM_AGAIN_STEPS = 15
MASKED_SHARE = 0.08
POINTER_WEIGHT = 0.4
REFUSED = -10_000.0


def batches(examples: Sequence[Example], chance: random.Random) -> list[list[Example]]:
    """Shuffled batches of windows of about one length."""
    order = sorted(examples, key=lambda e: (len(e.ids) // 8, chance.random()))
    found = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    chance.shuffle(found)
    return found


def stacked(batch: Sequence[Example], mask: int, chance: np.random.Generator) -> list[Tensor]:
    """Padded tensors of a batch, some words masked."""
    length = max(len(e.ids) for e in batch)

    def pad(name: str, value: int) -> Tensor:
        rows = np.full((len(batch), length), value, dtype=np.int64)
        for row, example in zip(rows, batch, strict=True):
            held = getattr(example, name)
            row[: len(held)] = held
        return torch.from_numpy(rows)

    ids, types, tags, points = (
        pad("ids", 0),
        pad("types", 0),
        pad("tags", UNKNOWN),
        pad("points", UNKNOWN),
    )
    hidden = torch.where(ids == 0, REFUSED, 0.0)[:, None, None, :]
    chosen = torch.from_numpy(chance.random(ids.shape) < MASKED_SHARE) & (tags != UNKNOWN)
    return [ids.masked_fill(chosen, mask), types, hidden, tags, points]


def losses(tagger: Tagger, tensors: Sequence[Tensor], precise: bool) -> tuple[Tensor, Tensor]:
    """Summed loss of tags and of pointers; divide by how many there are."""
    ids, types, hidden, tags, points = tensors
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not precise):
        tag_scores, point_scores = tagger(ids, types, hidden)

    def entropy(scores: Tensor, wanted: Tensor) -> Tensor:
        flat = scores.float().flatten(0, 1)
        return nn.functional.cross_entropy(
            flat, wanted.flatten(), ignore_index=UNKNOWN, reduction="sum"
        )

    return entropy(tag_scores, tags), entropy(point_scores, points)


class Copies:
    """Copies of a tagger that share its weights and gather gradients of their own."""

    def __init__(self, tagger: Tagger, threads: int, precise: bool) -> None:
        self._copies = [tagger, *(copy.deepcopy(tagger) for _ in range(threads - 1))]
        self._precise = precise
        self._pool = ThreadPoolExecutor(threads)
        for other in self._copies[1:]:
            for shared, own in zip(tagger.parameters(), other.parameters(), strict=True):
                own.data = shared.data

    def backward(self, tensors: Sequence[Tensor]) -> np.ndarray:
        """Leave the gradients of a batch at the tagger; the mean losses of tags and pointers."""
        counts = [max(1, int((t != UNKNOWN).sum())) for t in tensors[3:]]
        threads = len(self._copies)

        def part(n: int) -> np.ndarray:
            share = [t[n::threads] for t in tensors]
            if not len(share[0]):
                return np.zeros(2)
            tag, point = losses(self._copies[n], share, self._precise)
            tag, point = tag / counts[0], point / counts[1]
            (tag + POINTER_WEIGHT * point).backward()
            return np.array([tag.item(), point.item()])

        mean = sum(self._pool.map(part, range(threads)))
        first = list(self._copies[0].parameters())
        for other in self._copies[1:]:
            for own, theirs in zip(first, other.parameters(), strict=True):
                if theirs.grad is not None:
                    own.grad = theirs.grad if own.grad is None else own.grad.add_(theirs.grad)
                    theirs.grad = None
        return mean


def train(
    documents: Sequence[Annotated],
    tagger: Tagger,
    tokenising: Tokenising,
    out: Path,
    *,
    epochs: int,
    done: int,
    seed: int,
    threads: int,
    precise: bool,
    minutes: float | None = None,
) -> None:
    """Train in place; the weights are written after every epoch.

    Args:
        documents: what to learn from.
        tagger: as it comes from the base, or as ``done`` epochs left it.
        tokenising: knows the special tokens.
        out: folder of ``tagger.pt``.
        epochs: how many there are in all; the rate falls to zero at the end of the last.
        done: how many of them are behind.
        seed: of the order and the masks.
        threads: how many parts a batch is shared out in.
        precise: float32 throughout.
        minutes: after how many to stop; the rate then falls to zero with the clock as well.
    """
    chance, noise = random.Random(seed + done), np.random.default_rng(seed + done)
    heads = [p for n, p in tagger.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [
            {"params": tagger.encoder.parameters(), "lr": ENCODER_RATE},
            {"params": heads, "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
        fused=True,  # a third of a step otherwise goes into the update
    )
    per_epoch = len(batches(list(epoch(documents, tokenising, random.Random(seed))), chance))
    total, start = per_epoch * epochs, per_epoch * done
    warm = WARM_AGAIN_STEPS if done else max(1, int(total * WARM_UP_SHARE))

    begun, seen = time.time(), 0

    def left() -> float:
        return 1.0 if minutes is None else max(0.0, 1 - (time.time() - begun) / (60 * minutes))

    def rate(n: int) -> float:
        # An epoch's windows differ in number by a few; the rate stays at zero should they run over.
        falling = max(0.0, (total - start - n) / max(1, total - warm))
        return min((n + 1) / warm, falling, 1.0) * left()

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    copies = Copies(tagger, threads, precise)
    for number in range(done + 1, epochs + 1):
        running = np.zeros(2)
        todo = batches(list(epoch(documents, tokenising, chance)), chance)
        for step, batch in enumerate(todo, 1):
            if not left():
                break
            running += copies.backward(stacked(batch, tokenising.mask, noise))
            nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            schedule.step()
            seen += sum(len(e.ids) for e in batch)
            if step % 10 == 0 or step == len(todo):
                spent = time.time() - begun
                print(
                    f"epoch {number} step {step}/{len(todo)} tags {running[0] / step:.4f} "
                    f"points {running[1] / step:.4f} {seen / spent:.0f} tokens/s {spent:.0f} s",
                    flush=True,
                )
        torch.save(tagger.state_dict(), out / "tagger.pt")
        if not left():
            print(f"stopped by the clock in epoch {number}", flush=True)
            return


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument(
        "--train", type=Path, required=True, help="annotated documents, JSON lines"
    )
    options.add_argument("--base", type=Path, required=True, help="folder with model.safetensors")
    options.add_argument("--vocabulary", type=Path, required=True, help="word pieces, one a line")
    options.add_argument("--out", type=Path, required=True, help="folder for the weights")
    options.add_argument("--epochs", type=int, default=5)
    options.add_argument("--done", type=int, default=0, help="go on after this many epochs")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--minutes", type=float, help="stop by then, however far it got")
    options.add_argument("--precise", action="store_true", help="float32 throughout")
    chosen = options.parse_args()
    torch.manual_seed(chosen.seed)
    torch.set_num_threads(1)  # see Copies
    chosen.out.mkdir(parents=True, exist_ok=True)
    tokenising = Tokenising(chosen.vocabulary)
    documents = [d for path in chosen.train for d in load(path, tokenising)]
    print(f"{len(documents)} documents, {sum(len(d.tokens) for d in documents)} tokens", flush=True)
    tagger = from_base(chosen.base / "model.safetensors")
    if chosen.done:
        tagger.load_state_dict(torch.load(chosen.out / "tagger.pt", weights_only=True))
    train(
        documents,
        tagger,
        tokenising,
        chosen.out,
        epochs=chosen.epochs,
        done=chosen.done,
        seed=chosen.seed,
        threads=chosen.threads,
        precise=chosen.precise,
        minutes=chosen.minutes,
    )


if __name__ == "__main__":
    main()
