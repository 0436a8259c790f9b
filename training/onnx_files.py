"""Trained modules as int8 ONNX files, with the SHA-256 sums that are checked at load."""

import hashlib
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

OPSET = 17


def write_int8(
    module: nn.Module, outputs: Mapping[str, Sequence[int]], path: Path, meaning: str
) -> None:
    """Export what takes the ids and types of one window.

    Args:
        module: in evaluation mode.
        outputs: names of what it gives, each with the axes that grow with the window.
        path: of the model.
        meaning: what it is, kept in the file.
    """
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain, prepared = Path(folder) / "plain.onnx", Path(folder) / "prepared.onnx"
        ids = torch.randint(1000, 2000, (1, 48))
        grows = {"ids": [1], "types": [1], **outputs}
        torch.onnx.export(
            module,
            (ids, torch.zeros_like(ids)),
            str(plain),
            input_names=["ids", "types"],
            output_names=list(outputs),
            dynamic_axes={name: dict.fromkeys(axes, "n") for name, axes in grows.items()},
            opset_version=OPSET,
            dynamo=False,
        )
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        # Seven bits: without VNNI instructions eight would overflow the 16-bit sums.
        quantize_dynamic(
            str(prepared),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
    model = onnx.load(str(path))
    model.doc_string = meaning
    onnx.save(model, str(path))


def write_sums(folder: Path, names: Sequence[str], sums: str) -> None:
    """Write the file of sums of some files of a folder."""
    lines = (f"{hashlib.sha256((folder / n).read_bytes()).hexdigest()}  {n}\n" for n in names)
    (folder / sums).write_text("".join(lines), encoding="ascii")
