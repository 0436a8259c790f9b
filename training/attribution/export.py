"""Write a trained tagger as int8 ONNX with the SHA-256 sums that are checked when it is loaded.

python -m training.attribution.export --weights FILE.pt --vocabulary FILE --out FOLDER
"""

import argparse
import shutil
from pathlib import Path

import torch
from torch import Tensor, nn

from tightrope.language.learned.release import HASHES, MODEL, VOCABULARY
from training.attribution.model import Tagger
from training.onnx_files import write_int8, write_sums


class Scoring(nn.Module):
    """What the tool runs: one window without padding, pointers as probabilities."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, types: Tensor) -> tuple[Tensor, Tensor]:
        tags, points = self.tagger(ids, types, torch.zeros(1, 1, 1, 1))
        return tags, points.softmax(-1)


def export(tagger: Tagger, vocabulary: Path, out: Path) -> None:
    """Write model, vocabulary and sums into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    grows = {"tags": [1], "points": [1, 2]}
    meaning = "Tightrope attribution tagger; see MODEL_CARD.md"
    write_int8(Scoring(tagger.eval()), grows, out / MODEL, meaning)
    if vocabulary.resolve() != (out / VOCABULARY).resolve():
        shutil.copyfile(vocabulary, out / VOCABULARY)
    write_sums(out, (MODEL, VOCABULARY), HASHES)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--weights", type=Path, required=True, help="tagger.pt of training")
    options.add_argument("--vocabulary", type=Path, required=True, help="word pieces, one a line")
    options.add_argument("--out", type=Path, required=True, help="folder of the tool's weights")
    chosen = options.parse_args()
    tagger = Tagger()
    tagger.load_state_dict(torch.load(chosen.weights, weights_only=True))
    export(tagger, chosen.vocabulary, chosen.out)
    megabytes = (chosen.out / MODEL).stat().st_size / 1e6
    print(f"{chosen.out / MODEL}: {megabytes:.1f} MB")


if __name__ == "__main__":
    main()
