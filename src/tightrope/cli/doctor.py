"""``tightrope doctor``: what is installed, and what is missing."""

import importlib.util
import platform
from importlib.metadata import PackageNotFoundError, version

import typer

from tightrope import __version__
from tightrope.errors import ChangedWeights, MissingComponent

_NEEDED = (
    "spacy", "onnxruntime", "tokenizers", "duckdb", "pyarrow", "trafilatura", "htmldate", "altair",
    "vl-convert-python", "fastapi", "uvicorn",
)  # fmt: skip
_OPTIONAL = {
    "polars": "Polars frames from the Python API",
    "pandas": "pandas frames from the Python API",
}


def doctor() -> None:
    """Say what is installed and what is missing."""
    from tightrope.language.parser import PIPELINES, installed_pipeline
    from tightrope.stages.attributing import finder_in_use
    from tightrope.stages.coding import coder_in_use

    print(f"Tightrope {__version__} on Python {platform.python_version()}, {platform.platform()}")
    missing = []
    for name in _NEEDED:
        try:
            print(f"  ok       {name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
            print(f"  MISSING  {name}")
    for name, use in _OPTIONAL.items():
        there = importlib.util.find_spec(name) is not None
        print(f"  {'ok     ' if there else 'not in '}  {name} ({use}; optional)")
    try:
        pipeline = installed_pipeline()
        better = PIPELINES[: PIPELINES.index(pipeline)]
        print(f"  ok       English pipeline {pipeline}")
        if better:
            print(f"           (a larger one is used when installed: {', '.join(better)})")
    except MissingComponent as error:
        missing.append("an English pipeline")
        print(f"  MISSING  {error}")
    try:
        print(f"  ok       attribution by {finder_in_use()}")
        print(f"  ok       events by {coder_in_use()}")
    except (MissingComponent, ChangedWeights) as error:
        missing.append("a model")
        print(f"  MISSING  {error}")
    if missing:
        raise MissingComponent(
            f"{', '.join(missing)} missing; install Tightrope again with 'pip install .'."
        )
    print("Everything that Tightrope needs is here.")


def add_to(app: typer.Typer) -> None:
    app.command("doctor")(doctor)
