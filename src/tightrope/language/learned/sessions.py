"""Running an encoder: sessions of ONNX Runtime, and windows as it wants them."""

import multiprocessing
import os
from pathlib import Path

import numpy as np
import onnxruntime

from tightrope.language.learned.tokens import Ints, Tokenising, Tokens

_MOST_THREADS = 4


def session(model: Path, threads: int | None) -> onnxruntime.InferenceSession:
    """A session on the CPU; by default with one thread in a worker process, else up to four."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or _threads()
    options.inter_op_num_threads = 1
    # Threads that wait for the next product by spinning burn as much again as the products take.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def framed(tokens: Tokens, start: int, end: int, tokenising: Tokenising) -> dict[str, Ints]:
    """One window between its two special tokens, as a batch of one."""
    return {
        "ids": np.concatenate([[tokenising.cls], tokens.ids[start:end], [tokenising.sep]])[None],
        "types": np.concatenate([[0], tokens.types[start:end], [0]])[None],
    }


def _threads() -> int:
    if multiprocessing.parent_process() is not None:
        return 1  # the other workers have the other cores
    return min(_MOST_THREADS, os.cpu_count() or 1)
