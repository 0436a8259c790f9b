"""How well events are coded on what nobody tunes on: ``data/labels/held_out``.

Texts: acts that are distinct in type, reading and parties, found against told, without regard to
where in the text; a first set, and a second one that was written later. Probes: single sentences
by category. Silent articles: acts coded where there are none.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from benchmarks.event_labels import labelled_articles
from benchmarks.events import read, reading_name
from benchmarks.figures import Figure
from tightrope.records.events import Event
from tightrope.records.plover import RECIPROCAL

FOLDER = Path(__file__).resolve().parents[1] / "data" / "labels" / "held_out"
#: Pinned in the tests; these only go up.
FOUND_FLOOR = 0.35
RIGHT_FLOOR = 0.58
SECOND_FOUND_FLOOR = 0.26
SECOND_RIGHT_FLOOR = 0.47
PROBES_FLOOR = 0.82
#: May only go down.
FALSE_EVENTS_CEILING = 0.05

Act = tuple[str, str, frozenset[str], frozenset[str]]
_ASSERTED = frozenset({"actual", "background"})


def acts_of(events: Iterable[Event]) -> set[Act]:
    """Distinct acts as type, reading, actors and recipients; undirected ones have no recipients."""
    return {
        act_of(str(e.type), reading_name(e), e.actor_states, e.recipient_states) for e in events
    }


def act_of(kind: str, reading: str, actors: Iterable[str], recipients: Iterable[str]) -> Act:
    """An act as it is compared; what is done together has its parties in one set."""
    if kind in RECIPROCAL:
        return kind, reading, frozenset(actors) | frozenset(recipients), frozenset()
    return kind, reading, frozenset(actors), frozenset(recipients)


def texts(part: str = "texts") -> Counter[str]:
    """Count acts in one set of the held-out texts.

    Args:
        part: the folder of the set, ``texts`` or ``second``.

    Returns:
        ``told`` and ``coded`` acts; of those told, with parties found (``parties``), with their
        type too (``typed``), with their reading too (``right``).
    """
    counts: Counter[str] = Counter()
    paths = sorted((FOLDER / part).glob("*.txt"))
    for text, path in zip(labelled_articles(FOLDER / part), paths, strict=True):
        day = path.read_text(encoding="utf-8").split("date: ", 1)[1][:10]
        told = {act_of(e.type, e.reading, e.actors, e.recipients) for e in text.events}
        coded = acts_of(read(text.text, date.fromisoformat(day)).events)
        counts["told"] += len(told)
        counts["coded"] += len(coded)
        counts["right"] += len(told & coded)
        counts["typed"] += len({_typed(a) for a in told} & {_typed(a) for a in coded})
        counts["typed_told"] += len({_typed(a) for a in told})
        counts["parties"] += len({_pair(a) for a in told} & {_pair(a) for a in coded})
        counts["parties_told"] += len({_pair(a) for a in told})
    return counts


def _typed(act: Act) -> tuple[str, frozenset[str], frozenset[str]]:
    return act[0], act[2], act[3]


def _pair(act: Act) -> frozenset[str]:
    return act[2] | act[3]


def probes() -> dict[str, list[bool]]:
    """For each category, which of its probes are right: everything asserted that should be, and
    nothing else."""
    found: dict[str, list[bool]] = defaultdict(list)
    for line in (FOLDER / "probes.jsonl").read_text(encoding="utf-8").splitlines():
        probe = json.loads(line)
        wanted = {_wanted(e) for e in probe["events"]}
        coded = acts_of(read(probe["text"], date.fromisoformat(probe["date"])).events)
        asserted = {a for a in coded if a[1] in _ASSERTED}
        found[probe["category"]].append(wanted == asserted)
    return dict(found)


def _wanted(event: dict[str, object]) -> Act:
    actors, recipients = event["actors"], event.get("recipients") or []
    assert isinstance(actors, list) and isinstance(recipients, list)
    return act_of(str(event["type"]), str(event["reading"]), actors, recipients)


def false_events() -> tuple[int, int]:
    """Acts coded between two states in the silent articles, and how many articles there are."""
    day, articles, found = date(2024, 5, 1), 0, 0
    for path in sorted((FOLDER / "silent").glob("*.txt")):
        articles += 1
        events = read(path.read_text(encoding="utf-8"), day).events
        found += sum(len({*e.actor_states, *e.recipient_states}) > 1 for e in events)
    return found, articles


def measure(bench: Path | None) -> list[Figure]:
    """Figures for the table."""
    area = "held-out events"
    counts, by_category, (false, articles) = texts(), probes(), false_events()
    later = texts("second")
    answers = [right for category in by_category.values() for right in category]
    shares = {
        "texts: parties found": counts["parties"] / counts["parties_told"],
        "texts: parties and type found": counts["typed"] / counts["typed_told"],
    }
    figures = [Figure(area, name, value) for name, value in shares.items()]
    figures += [
        Figure(
            area, "texts: all right, of acts told", counts["right"] / counts["told"], "",
            "best peer on other texts", 0.20, published=True, floor=FOUND_FLOOR,
        ),
        Figure(
            area, "texts: all right, of acts coded", counts["right"] / counts["coded"], "",
            "best peer on other texts", 0.34, published=True, floor=RIGHT_FLOOR,
        ),
        Figure(area, "second texts: parties found", later["parties"] / later["parties_told"]),
        Figure(
            area, "second texts: parties and type found", later["typed"] / later["typed_told"]
        ),
        Figure(
            area, "second texts: all right, of acts told", later["right"] / later["told"],
            floor=SECOND_FOUND_FLOOR,
        ),
        Figure(
            area, "second texts: all right, of acts coded", later["right"] / later["coded"],
            floor=SECOND_RIGHT_FLOOR,
        ),
        Figure(area, "probes right", sum(answers) / len(answers), floor=PROBES_FLOOR),
        Figure(
            area, "silent articles: acts coded", false / articles, "an article",
            higher_is_better=False, floor=FALSE_EVENTS_CEILING,
        ),
    ]  # fmt: skip
    figures += [
        Figure(area, f"probes right: {category}", sum(rights) / len(rights))
        for category, rights in sorted(by_category.items())
    ]
    return figures
