"""The corpus of attributions and the pairs of statements can be read, and hold what they say."""

import importlib.util
import json
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tightrope.reference.actors import load_actors, states

ROOT = Path(__file__).resolve().parents[3]
LABELS = ROOT / "data" / "labels"
SEEDS = ROOT.parent / "shared" / "seeds"


@lru_cache(maxsize=2)
def script(folder: str, name: str) -> ModuleType:
    """A script that stands beside its data, as a module."""
    spec = importlib.util.spec_from_file_location(name, LABELS / folder / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def corpus() -> ModuleType:
    return script("attributions", "to_jsonl")


def disputes() -> ModuleType:
    return script("disputes", "pairs")


@lru_cache(maxsize=1)
def stories() -> list[Any]:
    return [story for part in corpus().PARTS for story in corpus().stories(part)]


def test_the_stories_have_no_problem() -> None:
    assert corpus().problems() == []


def test_the_pairs_have_no_problem() -> None:
    assert disputes().problems() == []


def test_the_corpus_is_as_large_as_its_readme_says() -> None:
    counts = corpus().counts()
    total = {key: sum(row[key] for row in counts.values()) for key in counts["train"]}
    assert total["stories"] >= 110
    assert total["sentences"] >= 650
    assert total["sentences without attribution"] >= total["sentences"] / 4
    assert total["chains of 3 or more"] >= 170
    readme = (LABELS / "README.md").read_text("utf-8")
    for key in ("stories", "sentences", "attributions"):
        assert f"{total[key]} {key}" in readme


def test_about_a_tenth_is_for_tuning_and_a_fifth_for_measuring() -> None:
    counts = corpus().counts()
    total = sum(row["stories"] for row in counts.values())
    assert counts["dev"]["stories"] / total == pytest.approx(0.1, abs=0.02)
    assert counts["test"]["stories"] / total == pytest.approx(0.2, abs=0.02)


def test_every_state_has_a_known_code() -> None:
    known = {state.iso3 for state in states()}
    known |= {code for actor in load_actors() for code in actor.states}
    used = {code for story in stories() for s in story.speakers.values() for code in s.states}
    assert not used - known


def test_what_is_converted_quotes_the_text(tmp_path: Path) -> None:
    target = tmp_path / "dev.jsonl"
    assert corpus().main(["--part", "dev", "-o", str(target)]) == 0
    records = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [r["doc_id"] for r in records] == [s.id for s in stories() if s.part == "dev"]
    for record in records:
        text = record["text"]
        for attribution in record["attributions"]:
            for role in ("source", "cue", "content"):
                for start, end in attribution[role]:
                    assert 0 <= start < end <= len(text)
                    assert text[start:end].strip() == text[start:end]
            assert attribution["chain"][:1] in ([], [record["outlet"]])


def test_a_broken_mark_is_named(tmp_path: Path) -> None:
    for part in corpus().PARTS:
        (tmp_path / f"{part}.txt").write_text(
            "== dv001 | A Paper | 2020-01-01\n{s1:He} {c1:said} {q1:it was over.\n#1 person - -\n"
            if part == "dev"
            else "",
            "utf-8",
        )
    assert corpus().problems(tmp_path) == [
        "dev.txt, story dv001: a mark is never closed in '{s1:He} {c1:said} {q1:it was over.'"
    ]


def test_nothing_is_taken_from_the_seeds() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the seed texts are not there")
    seeds = {path.name: path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))}
    assert corpus().overlaps({s.id: s.text for s in stories()}, seeds) == []
    assert disputes().overlaps(seeds) == []
