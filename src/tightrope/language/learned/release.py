"""The trained weights as they are released: files, name, and the check that they are unchanged."""

import hashlib
from pathlib import Path

from tightrope.errors import ChangedWeights, MissingComponent

NAME = "attribution-1"
"""Goes up with every new training; statements carry it."""
EVENTS_NAME = "events-2"
"""Likewise; events carry it."""
WEIGHTS = Path(__file__).with_name("weights")
MODEL, VOCABULARY, HASHES = "attribution.int8.onnx", "attribution.vocab.txt", "attribution.sha256"
EVENTS_MODEL, EVENTS_HASHES = "events.int8.onnx", "events.sha256"
_SWITCH = {HASHES: "TIGHTROPE_ATTRIBUTION", EVENTS_HASHES: "TIGHTROPE_CODING"}
_READ_BYTES = 1 << 20


def check_hashes(folder: Path, hashes: str = HASHES) -> None:
    """Compare files of a folder with the SHA-256 sums that stand beside them.

    Args:
        folder: holds them.
        hashes: the file of sums.

    Raises:
        MissingComponent: a file is not there.
        ChangedWeights: a file is not what its sum says.
    """
    try:
        lines = (folder / hashes).read_text(encoding="ascii").splitlines()
        for line in lines:
            wanted, name = line.split()
            if _sha256(folder / name) != wanted:
                raise ChangedWeights(
                    f"{name}: the file is not the one that was trained (its SHA-256 differs from "
                    f"{hashes}); reinstall Tightrope, or set {_SWITCH[hashes]}=rules to go "
                    "without it."
                )
    except FileNotFoundError as error:
        name = Path(error.filename).name
        raise MissingComponent(
            f"{name} of the learned reader is missing; reinstall Tightrope with 'pip install .'."
        ) from None


def release_version(folder: Path = WEIGHTS) -> str:
    """Names and sums of the weights; the names alone where they are not installed."""
    return f"{_version(folder, NAME, HASHES)} {_version(folder, EVENTS_NAME, EVENTS_HASHES)}"


def _version(folder: Path, name: str, hashes: str) -> str:
    try:
        return f"{name} {(folder / hashes).read_text(encoding='ascii')}"
    except OSError:
        return f"{name} missing"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_READ_BYTES):
            digest.update(piece)
    return digest.hexdigest()
