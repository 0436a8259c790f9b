"""The labelled sentences in ``data/labels/events`` are well formed; their validator works."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "data" / "labels" / "validate.py"
SEEDS = ROOT.parent / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SCRIPT.is_file(), reason="the corpus is not part of a wheel")


@pytest.fixture(scope="module")
def validate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("validate_labels", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_line_is_valid(validate: ModuleType) -> None:
    parts = validate.parts()
    paths = [path for files in parts.values() for path in files]
    lines, wrong = validate.check(paths, SEEDS)
    assert not wrong, "\n".join(wrong[:20])
    learned = {path.name for path in parts["to learn from"]}
    assert sum(line.file in learned for line in lines) >= 4796
    assert len({path.name for path in paths}) == len(paths)


def test_every_type_and_reading_occurs(validate: ModuleType) -> None:
    lines, _ = validate.read(sorted(validate.EVENTS.glob("*.txt")))
    events = [event for line in lines for event in line.events]
    assert {event.type for event in events} == set(validate.EventType.__members__)
    assert {event.reading for event in events} == set(validate.READINGS)


GOOD = "<a1:PER>Lima</a1> <e1:ACCUSE:actual a=1 r=2>blamed</e1> <a2:CHL>Santiago</a2>."


def test_a_good_line_passes(validate: ModuleType) -> None:
    line = validate.parse(GOOD)
    assert line.text == validate.strip(GOOD) == "Lima blamed Santiago."
    assert not list(validate.problems_in(line, validate.known_codes()))
    assert line.codes(line.events[0].recipients) == {"CHL"}


@pytest.mark.parametrize(
    "change",
    [
        ("</a1>", ""),
        ("</a1>", "</a2>"),
        ("<e1:ACCUSE:actual a=1 r=2>", "<e1:ACCUSE:actual a=1>"),
        ("<a1:PER>Lima", "<a1:PER> Lima"),
        ("<a1:PER>Lima", "<a1:PER><a3:PER>Lima</a3>"),
        ("blamed", "blamed </e2>"),
    ],
)
def test_bad_form_is_refused(validate: ModuleType, change: tuple[str, str]) -> None:
    with pytest.raises(ValueError):
        validate.parse(GOOD.replace(*change, 1))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("PER", "QQQ"), "QQQ"),
        (("r=2", "r=3"), "actor 3"),
        (("ACCUSE", "BLAME"), "BLAME"),
        ((":actual", ":past"), "past"),
        (("<a2:CHL>", "<a1:CHL>"), "different codes"),
        (("a=1", "a=1,1"), "twice"),
    ],
)
def test_bad_content_is_named(validate: ModuleType, change: tuple[str, str], problem: str) -> None:
    text = GOOD.replace(*change, 1)
    text = text.replace("</a2>", "</a1>") if "<a1:CHL>" in text else text
    assert problem in " ".join(validate.problems_in(validate.parse(text), validate.known_codes()))


def test_repeats_are_found(validate: ModuleType) -> None:
    texts = [
        "The envoy of the northern state left the talks in Lima without a word.",
        "The envoy of the northern state left the talks in Quito without a word.",
        "Nobody has seen the envoy of the northern state since.",
    ]
    lines = [validate.parse(text, "f", i) for i, text in enumerate(texts)]
    assert [line.number for line, _ in validate.repeats(lines)] == [1]
    assert [line.number for line, _ in validate.repeats([lines[0], lines[0]])] == [0]


def test_words_of_a_seed_are_found(validate: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "lines").mkdir()
    labelled = tmp_path / "lines" / "some.txt"
    labelled.write_text("Officials met at all levels, it said on Monday.\n", encoding="utf-8")
    seed = tmp_path / "seed.txt"
    seed.write_text("They met at all levels, it said, despite the rift.", encoding="utf-8")
    _, wrong = validate.check([labelled], tmp_path)
    assert len(wrong) == 1 and "seed" in wrong[0]


@pytest.mark.parametrize(
    ("which", "lines", "agreement"),
    [
        ("", 141, (0.95, 0.90, 0.96, 0.98, 0.94)),
        ("later_", 320, (0.89, 0.82, 0.97, 0.97, 0.94)),
    ],
)
def test_double_labelling_keeps_its_agreement(
    validate: ModuleType, which: str, lines: int, agreement: tuple[float, ...]
) -> None:
    folder = validate.EVENTS / "second"
    first, wrong = validate.read([folder / f"{which}first.txt"])
    second, also_wrong = validate.read([folder / f"{which}second.txt"])
    assert not wrong and not also_wrong
    assert len(first) == lines
    codes = validate.known_codes()
    assert not [p for line in (*first, *second) for p in validate.problems_in(line, codes)]
    figures = validate.agreement(first, second)
    names = ("trigger_F1", "trigger_and_type_F1", "reading", "actors", "recipients")
    assert tuple(round(figures[name], 2) for name in names) == agreement
    assert set(validate.agreement(first, first).values()) == {1.0}
