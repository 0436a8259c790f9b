"""Write a trained reader as int8 ONNX with the SHA-256 sums that are checked when it is loaded.

python -m training.events.export --weights FILE.pt --vocabulary FILE --out FOLDER
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
from training.events.model import Reader
from training.events.train import load

OPSET = 17


class Scoring(nn.Module):
    """What the tool runs: one window without padding, everything but tags as probabilities."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, types: Tensor) -> tuple[Tensor, ...]:
        hidden = torch.zeros(1, 1, 1, 1)
        x = self.reader.encoder(ids, types, hidden)
        tags, points = self.reader.attributed(x, hidden)
        told = self.reader.told(x)
        return (
            tags, points.softmax(-1), told.tags.softmax(-1), told.readings.softmax(-1),
            torch.sigmoid(told.actors), torch.sigmoid(told.recipients),
        )  # fmt: skip


def export(reader: Reader, vocabulary: Path, out: Path) -> None:
    """Write model, vocabulary and sums into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain, prepared = Path(folder) / "plain.onnx", Path(folder) / "prepared.onnx"
        ids = torch.randint(1000, 2000, (1, 48))
        torch.onnx.export(
            Scoring(reader.eval()),
            (ids, torch.zeros_like(ids)),
            str(plain),
            input_names=["ids", "types"],
            output_names=["tags", "points", "event_tags", "readings", "actors", "recipients"],
            dynamic_axes={
                "ids": {1: "n"}, "types": {1: "n"}, "tags": {1: "n"}, "points": {1: "n", 2: "n"},
                "event_tags": {1: "n"}, "readings": {1: "n"}, "actors": {1: "n", 2: "n"},
                "recipients": {1: "n", 2: "n"},
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
    model.doc_string = "Tightrope learned reader; see MODEL_CARD.md"
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
    options.add_argument("--weights", type=Path, required=True, help="weights of training")
    options.add_argument("--vocabulary", type=Path, required=True, help="word pieces, one a line")
    options.add_argument("--out", type=Path, required=True, help="folder of the tool's weights")
    chosen = options.parse_args()
    export(load(chosen.weights, torch.device("cpu")), chosen.vocabulary, chosen.out)
    megabytes = (chosen.out / MODEL).stat().st_size / 1e6
    print(f"{chosen.out / MODEL}: {megabytes:.1f} MB")


if __name__ == "__main__":
    main()
