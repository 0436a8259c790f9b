"""Write a trained event reader as int8 ONNX with the sums that are checked when it is loaded.

python -m training.events.export --weights FILE.pt --vocabulary FILE --out FOLDER
"""

import argparse
import shutil
from pathlib import Path

import torch
from torch import Tensor, nn

from tightrope.language.learned.release import EVENTS_HASHES, EVENTS_MODEL, VOCABULARY
from training.events.model import Reader
from training.events.train import load
from training.onnx_files import write_int8, write_sums


class Scoring(nn.Module):
    """What the tool runs: one window without padding, everything as probabilities."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, types: Tensor) -> tuple[Tensor, ...]:
        told = self.reader.told(self.reader.encoder(ids, types, torch.zeros(1, 1, 1, 1)))
        return (
            told.tags.softmax(-1), told.readings.softmax(-1),
            torch.sigmoid(told.actors), torch.sigmoid(told.recipients),
        )  # fmt: skip


def export(reader: Reader, vocabulary: Path, out: Path) -> None:
    """Write model, vocabulary and sums into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    grows = {"event_tags": [1], "readings": [1], "actors": [1, 2], "recipients": [1, 2]}
    meaning = "Tightrope event reader; see EVENTS_CARD.md"
    write_int8(Scoring(reader.eval()), grows, out / EVENTS_MODEL, meaning)
    if vocabulary.resolve() != (out / VOCABULARY).resolve():
        shutil.copyfile(vocabulary, out / VOCABULARY)
    write_sums(out, (EVENTS_MODEL, VOCABULARY), EVENTS_HASHES)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--weights", type=Path, required=True, help="weights of training")
    options.add_argument("--vocabulary", type=Path, required=True, help="word pieces, one a line")
    options.add_argument("--out", type=Path, required=True, help="folder of the tool's weights")
    chosen = options.parse_args()
    export(load(chosen.weights, torch.device("cpu")), chosen.vocabulary, chosen.out)
    megabytes = (chosen.out / EVENTS_MODEL).stat().st_size / 1e6
    print(f"{chosen.out / EVENTS_MODEL}: {megabytes:.1f} MB")


if __name__ == "__main__":
    main()
