"""The labelled statements with directions are well formed."""

import importlib.util
import sys
from pathlib import Path

LABELS = Path(__file__).resolve().parents[3] / "data" / "labels" / "positions"


def script():
    spec = importlib.util.spec_from_file_location("lines_checked", LABELS / "lines.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["lines_checked"] = module
    spec.loader.exec_module(module)
    return module


def test_lines_are_well_formed():
    assert script().problems() == []


def test_a_line_that_cannot_be_read_is_named(tmp_path):
    wrong = tmp_path / "tuning.txt"
    wrong.write_text("t001 | CHN>PAK warm | China's minister spoke.\n", "utf-8")
    try:
        script().lines(wrong)
    except ValueError as error:
        assert "line 1" in str(error)
    else:
        raise AssertionError("a direction that does not exist was taken")


def test_no_line_is_taken_from_another_text():
    module = script()
    line = module.lines(LABELS / "tuning.txt")[0]
    assert module.overlaps({"other": f"He wrote: {line.text}"})
    assert not module.overlaps({"other": "An entirely different sentence about nothing at all."})
