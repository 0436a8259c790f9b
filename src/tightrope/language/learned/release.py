"""The trained weights as they are released: files, name, and the check that they are unchanged."""

import hashlib
from pathlib import Path

from tightrope.errors import ChangedWeights, MissingComponent

NAME = "attribution-1"
"""Goes up with every new training; statements carry it."""
WEIGHTS = Path(__file__).with_name("weights")
MODEL, VOCABULARY, HASHES = "attribution.int8.onnx", "attribution.vocab.txt", "attribution.sha256"
_READ_BYTES = 1 << 20


def check_hashes(folder: Path) -> None:
    """Compare the files of a folder with the SHA-256 sums that stand beside them.

    Raises:
        MissingComponent: a file is not there.
        ChangedWeights: a file is not what its sum says.
    """
    try:
        lines = (folder / HASHES).read_text(encoding="ascii").splitlines()
        for line in lines:
            wanted, name = line.split()
            if _sha256(folder / name) != wanted:
                raise ChangedWeights(
                    f"{name}: the file is not the one that was trained (its SHA-256 differs from "
                    f"{HASHES}); reinstall Tightrope, or set TIGHTROPE_ATTRIBUTION=rules to go "
                    "without it."
                )
    except FileNotFoundError as error:
        name = Path(error.filename).name
        raise MissingComponent(
            f"{name} of the learned reader is missing; reinstall Tightrope with 'pip install .'."
        ) from None


def release_version(folder: Path = WEIGHTS) -> str:
    """Name and sums of the weights; the name alone where they are not installed."""
    try:
        return f"{NAME} {(folder / HASHES).read_text(encoding='ascii')}"
    except OSError:
        return f"{NAME} missing"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_READ_BYTES):
            digest.update(piece)
    return digest.hexdigest()
