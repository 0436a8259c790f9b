"""What nothing is learned from is well formed and large enough, and nothing is learned from it.

That is what Tightrope is measured on, in ``data/labels/held_out``, and the texts that thresholds
are set on, in ``data/labels/events/calibration``.
"""

import importlib.util
import json
import re
import sys
from collections import Counter
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
LABELS = ROOT / "data" / "labels"
HELD_OUT = LABELS / "held_out"
CALIBRATION = LABELS / "events" / "calibration"
#: The whole news texts, by folder, with the fewest and most words that one has.
NEWS = {HELD_OUT / "texts": (150, 350), HELD_OUT / "second": (180, 520), CALIBRATION: (180, 520)}
NEWS_FILES = [path for folder in NEWS for path in sorted(folder.glob("*.txt"))]

pytestmark = pytest.mark.skipif(not HELD_OUT.is_dir(), reason="the corpus is not part of a wheel")

ASSERTED = ("actual", "background")
KINDS = {"state", "organisation", "person", "institution", "outlet", "group", "unnamed", "adj"}
_HEAD = re.compile(
    r"# date: (?P<date>\d{4}-\d\d-\d\d) \| outlet: (?P<outlet>[^|]+) \| about: (?P<about>[A-Z]{3})"
)
_MENTION = re.compile(r"\[\[([^\[\]|]+)\|([^\[\]]*)\]\]")


@lru_cache(maxsize=1)
def validate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("validate_held_out", LABELS / "validate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=len(NEWS))
def texts(folder: Path = HELD_OUT / "texts") -> dict[str, tuple[re.Match[str], Any]]:
    """By file name: the head, and the headline and paragraphs read as one labelled line."""
    found = {}
    for path in sorted(folder.glob("*.txt")):
        first, _, body = path.read_text("utf-8").partition("\n")
        head = _HEAD.fullmatch(first)
        assert head, f"{path.name} begins with {first!r}"
        found[path.name] = head, validate().parse(body.strip(), path.name, 1)
    return found


@lru_cache(maxsize=1)
def probes() -> list[dict[str, Any]]:
    lines = (HELD_OUT / "probes.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@lru_cache(maxsize=2)
def mention_rows(name: str) -> list[str]:
    rows = (LABELS / "mentions" / name).read_text("utf-8").splitlines()
    return [row for row in rows if not row.startswith("#")]


def unmarked(row: str) -> str:
    return _MENTION.sub(r"\1", row).split("\t")[-1]


@lru_cache(maxsize=1)
def silent() -> dict[str, str]:
    return {p.name: p.read_text("utf-8") for p in sorted((HELD_OUT / "silent").glob("*.txt"))}


def test_there_are_enough_texts_and_acts() -> None:
    assert len(texts()) >= 20
    readings = Counter(e.reading for _, text in texts().values() for e in text.events)
    print(f"\n{len(texts())} texts, events by reading: {dict(readings)}")
    assert readings["actual"] >= 110
    assert set(readings) == set(validate().READINGS)
    assert len({head["about"] for head, _ in texts().values()}) >= 18


@pytest.mark.parametrize("path", NEWS_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_text_is_well_formed(path: Path) -> None:
    head, text = texts(path.parent)[path.name]
    assert re.fullmatch(r"\d\d-[a-z0-9-]+\.txt", path.name)
    assert date.fromisoformat(head["date"])
    assert head["about"] in {code for actor in text.actors for code in actor.codes}
    assert not list(validate().problems_in(text, validate().known_codes()))
    headline, blank, *paragraphs = text.text.split("\n")
    assert headline and not blank and len(paragraphs) >= 4 and all(paragraphs)
    assert not any("  " in p or p != p.strip() for p in paragraphs)
    fewest, most = NEWS[path.parent]
    assert fewest <= len(text.text.split()) <= most


def test_nothing_is_learned_from_them() -> None:
    """What training reads are the lines and articles of ``events`` and nothing beside them."""
    from training.events import prepare

    learned = [text for text, _ in prepare._texts(LABELS / "events")]
    files = {path.name for path in validate().parts()["to learn from"]}
    assert {text.file for text in learned} == files
    assert not files & {path.name for path in NEWS_FILES}
    kept = {part for folder in NEWS for _, t in texts(folder).values() for part in paragraphs(t)}
    assert kept and not kept & {part for text in learned for part in text.text.split("\n")}


def paragraphs(text: Any) -> list[str]:
    """The headline and the paragraphs of a text."""
    return [part for part in text.text.split("\n") if part]


def test_there_are_enough_probes_of_every_category() -> None:
    categories = Counter(probe["category"] for probe in probes())
    print(f"\n{len(probes())} probes: {dict(categories)}")
    assert len(probes()) >= 220
    assert len(categories) >= 16 and min(categories.values()) >= 14
    for key in ("id", "text"):
        assert len({probe[key] for probe in probes()}) == len(probes())


def test_probes_are_well_formed() -> None:
    codes = validate().known_codes()
    for probe in probes():
        assert set(probe) - {"unasserted"} == {"id", "category", "text", "date", "events"}
        assert date.fromisoformat(probe["date"])
        text = probe["text"]
        assert text == text.strip() and "  " not in text
        for key, asserted in (("events", True), ("unasserted", False)):
            for event in probe.get(key, []):
                assert set(event) == {"type", "actors", "recipients", "reading"}, probe["id"]
                assert event["type"] in validate().EventType.__members__, probe["id"]
                assert event["reading"] in validate().READINGS, probe["id"]
                assert (event["reading"] in ASSERTED) is asserted, probe["id"]
                assert {*event["actors"], *event["recipients"]} <= codes, probe["id"]


def test_nothing_is_asserted_by_look_alikes() -> None:
    look_alikes = [probe for probe in probes() if probe["category"] == "look-alike"]
    assert look_alikes and not any(p["events"] or "unasserted" in p for p in look_alikes)


def test_there_are_a_hundred_silent_articles() -> None:
    assert len(silent()) >= 100
    for name, text in silent().items():
        assert re.fullmatch(r"\d{3}\.txt", name)
        headline, blank, *paragraphs = text.rstrip("\n").split("\n")
        assert headline and not blank and len(paragraphs) >= 2 and all(paragraphs)
        assert 80 <= len(text.split()) <= 160, f"{name}: {len(text.split())} words"
        assert not re.search(r"[<>\[\]{}]", text)


def test_mentions_are_well_formed() -> None:
    codes = validate().known_codes()
    rows = mention_rows("held_out.txt")
    marks = [mark for row in rows for mark in _MENTION.findall(row)]
    print(f"\n{len(rows)} lines, {len(marks)} mentions")
    assert len(rows) >= 70 and len(marks) >= 240
    for row in rows:
        day, marked = row.split("\t")
        assert date.fromisoformat(day)
        assert not re.search(r"[\[\]|]", _MENTION.sub("", marked)), marked
    for words, label in marks:
        kind, states, *_ = [*label.split("|"), ""]
        assert words == words.strip()
        assert kind in KINDS, label
        assert set(states.split("+")) - {"-", ""} <= codes, label


def test_nothing_stands_there_twice_or_in_what_is_trained_on() -> None:
    """No paragraph, probe or line of mentions repeats another or a labelled sentence."""
    make = validate().Line
    lines, _ = validate().read(sorted(validate().EVENTS.glob("*.txt")))
    articles, _ = validate().read(sorted(validate().ARTICLES.glob("*.txt")))
    held = [
        *(
            (name, part)
            for folder in NEWS
            for name, (_, text) in texts(folder).items()
            for part in paragraphs(text)
        ),
        *((probe["id"], probe["text"]) for probe in probes()),
        *((name, part) for name, text in silent().items() for part in text.split("\n")),
        *(("held_out.txt", unmarked(row)) for row in mention_rows("held_out.txt")),
    ]
    tuned = ("news.txt", "more.txt")
    others = [(name, unmarked(row)) for name in tuned for row in mention_rows(name)]
    others += [(article.file, part) for article in articles for part in paragraphs(article)]
    numbered = enumerate([*others, *held])
    lines += [make(name, 10_000 + i, text, (), ()) for i, (name, text) in numbered if text]
    names = {name for name, _ in held}
    found = [(line, what) for line, what in validate().repeats(lines) if line.file in names]
    assert not found, "\n".join(f"{line.file}: {line.text[:60]}: {what}" for line, what in found)


@pytest.mark.parametrize("folder", [f for f in NEWS if f.name != "texts"], ids=lambda f: f.name)
def test_the_readme_counts_the_newer_texts(folder: Path) -> None:
    readme = (folder / "README.md").read_text("utf-8")
    found = [text for _, text in texts(folder).values()]
    readings = Counter(event.reading for text in found for event in text.events)
    for count in (
        f"{len(found)} texts",
        f"{sum(len(text.text.split()) for text in found):,} words",
        f"{sum(readings.values())} events",
        *(f"{number} {reading}" for reading, number in readings.items()),
    ):
        assert count in readme, count


def test_the_readme_counts_them() -> None:
    readme = (HELD_OUT / "README.md").read_text("utf-8")
    events = [event for _, text in texts().values() for event in text.events]
    actual = sum(event.reading == "actual" for event in events)
    for count in (
        f"{len(texts())} texts",
        f"{len(events)} events",
        f"{actual} actual",
        f"{len(probes())} probes",
        f"{len(silent())} articles",
    ):
        assert count in readme, count
