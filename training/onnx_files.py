"""Trained modules as int8 ONNX files, with the SHA-256 sums that are checked at load."""

import hashlib
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
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


def read_int8(path: Path, prefix: str) -> dict[str, torch.Tensor]:
    """The weights of a released file in floating point, by parameter name.

    What :func:`write_int8` wrote keeps the names of biases and of tables, but not those of the
    weights of linear layers: each is found by the bias that is added to its product.

    Args:
        path: of the model.
        prefix: that stands before each name in the file and is taken off.

    Returns:
        Parameters as :meth:`torch.nn.Module.state_dict` names them. Parameters of heads that were
        left out of the release are not there.
    """
    graph = onnx.load(str(path)).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    found = {
        n: v
        for n, v in stored.items()
        if n.startswith(prefix) and v.dtype == np.float32 and not n.endswith("_scale")
    }
    for name, value in stored.items():
        if not name.endswith("_quantized"):
            continue
        whole = name.removesuffix("_quantized")
        scale = stored[f"{whole}_scale"]
        level = value.astype(np.float32) - stored[f"{whole}_zero_point"].astype(np.float32)
        if whole.startswith(prefix):
            found[whole] = level * scale
        else:
            (product,) = (n for n in readers[name] if n.op_type == "MatMulInteger")
            bias = _bias_after(product, readers, stored, prefix)
            found[bias.removesuffix("bias") + "weight"] = (level * scale).T
    return {n.removeprefix(prefix): torch.from_numpy(v.copy()) for n, v in found.items()}


def _bias_after(
    node: onnx.NodeProto,
    readers: Mapping[str, Sequence[onnx.NodeProto]],
    stored: Mapping[str, np.ndarray],
    prefix: str,
) -> str:
    """The bias that is added to a product, after its scale was multiplied in."""
    while True:
        (node,) = readers[node.output[0]]
        for name in node.input:
            if node.op_type == "Add" and name in stored and name.startswith(prefix):
                return name
