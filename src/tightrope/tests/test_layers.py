"""The layering that pyproject.toml writes down holds."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_import_contracts_hold() -> None:
    checked = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout[-3000:] + checked.stderr[-1000:]
    assert " 0 broken" in checked.stdout


def test_rooms_are_those_of_the_contract() -> None:
    """A new room has to take its place in the layers."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    named = {room.strip() for layer in layers for room in layer.split("|")}
    source = ROOT / "src" / "tightrope"
    rooms = {f"tightrope.{p.parent.name}" for p in source.glob("*/__init__.py")}
    assert rooms <= named
