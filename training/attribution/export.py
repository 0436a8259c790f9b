"""Write a trained tagger as int8 ONNX with the SHA-256 sums that are checked when it is loaded.

python -m training.attribution.export --weights FILE.pt --vocabulary FILE --out FOLDER
"""

import argparse
import hashlib
import shutil
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from tightrope.language.learned.release import HASHES, MODEL, VOCABULARY
from training.attribution.model import Tagger

OPSET = 17


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
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain, prepared = Path(folder) / "plain.onnx", Path(folder) / "prepared.onnx"
        ids = torch.randint(1000, 2000, (1, 48))
        torch.onnx.export(
            Scoring(tagger.eval()),
            (ids, torch.zeros_like(ids)),
            str(plain),
            input_names=["ids", "types"],
            output_names=["tags", "points"],
            dynamic_axes={
                "ids": {1: "n"}, "types": {1: "n"}, "tags": {1: "n"}, "points": {1: "n", 2: "n"},
            },
            opset_version=OPSET,
            dynamo=False,
        )  # fmt: skip
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        # Seven bits: without VNNI instructions eight would overflow the 16-bit sums.
        quantize_dynamic(
            str(prepared),
            str(out / MODEL),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
    model = onnx.load(str(out / MODEL))
    model.doc_string = "Tightrope attribution tagger; see MODEL_CARD.md"
    onnx.save(model, str(out / MODEL))
    if vocabulary.resolve() != (out / VOCABULARY).resolve():
        shutil.copyfile(vocabulary, out / VOCABULARY)
    sums = (
        f"{hashlib.sha256((out / name).read_bytes()).hexdigest()}  {name}\n"
        for name in (MODEL, VOCABULARY)
    )
    (out / HASHES).write_text("".join(sums), encoding="ascii")


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
