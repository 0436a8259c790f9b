"""The tutorial runs from its first cell to its last, and shows what it says."""

import os
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

TUTORIAL = Path(__file__).resolve().parents[4] / "docs" / "tutorial.ipynb"


@pytest.fixture(scope="module")
def run() -> Any:
    notebook = nbformat.read(TUTORIAL, as_version=4)
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    try:
        client = NotebookClient(
            notebook, timeout=300, resources={"metadata": {"path": str(TUTORIAL.parent)}}
        )
        return client.execute()
    finally:
        os.environ.pop("PYTHONPATH")
        if before is not None:
            os.environ["PYTHONPATH"] = before


def outputs(notebook: Any, ending: str) -> list[dict[str, Any]]:
    """What the cell whose code ends so shows."""
    cell = next(c for c in notebook.cells if c.source.endswith(ending))
    return [out["data"] for out in cell.outputs if "data" in out]


def test_it_is_kept_without_outputs() -> None:
    kept = nbformat.read(TUTORIAL, as_version=4)
    nbformat.validate(kept)
    assert all(not c.outputs and c.execution_count is None for c in kept.cells if "outputs" in c)


def test_every_cell_runs_without_a_warning(run: Any) -> None:
    for cell in run.cells:
        for out in cell.get("outputs", ()):
            assert out.output_type != "error" and out.get("name") != "stderr", out


def test_charts_and_records_are_shown(run: Any) -> None:
    shown_data = [
        out["data"] for cell in run.cells for out in cell.get("outputs", ()) if "data" in out
    ]
    charts = [data for data in shown_data if "image/svg+xml" in data]
    assert len(charts) == 5
    (shown,) = outputs(run, 'corpus.show(point["incident_ids"][0])')
    assert "<blockquote" in shown["text/html"] and "USA" in str(outputs(run, "point"))
    (files,) = outputs(run, "for path in folder.iterdir())")
    for name in ("vietnam.html", "vietnam.docx", "statements.csv", "vietnam.duckdb"):
        assert name in files["text/plain"]
