"""The code of docs/extending.md does what the page says."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[3] / "docs" / "extending.md"
EXAMPLE = re.compile(r"^```python\n(.*?)^```", re.M | re.S)

TEXT = PAGE.read_text("utf-8")
# Empty lines stand for the page above an example, so that a traceback shows the page's own lines.
EXAMPLES = ["\n" * TEXT[: m.start(1)].count("\n") + m.group(1) for m in EXAMPLE.finditer(TEXT)]


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("code", EXAMPLES, ids=range(1, len(EXAMPLES) + 1))
def test_example_runs(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(code, str(PAGE), "exec"), {"__name__": "example"})
