"""What goes wrong on the PLOVER records, by kind of mistake: ``python -m benchmarks.event_errors``.

Every record falls into one row, the first that fits. A record whose parties have no state code on
one side is judged by its type alone. Counts only: no gold sentence is printed.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.events import read
from benchmarks.figures import bench_folder
from tightrope.records.events import Event
from tightrope.records.readings import Reading

#: Rows of the table in the order in which they are asked, with what they mean.
KINDS: dict[str, str] = {
    "right": "type and parties right (type alone where a side has no state)",
    "no state named": "nothing coded: no state was found in the sentence",
    "no act seen": "nothing coded: states were found, the act was not",
    "other type, same parties": "the act was given another type",
    "other act": "another act of the sentence was coded, or one that is none",
    "turned round": "type right, actor and recipient exchanged",
    "actor missing": "type and recipient right, actor not found",
    "recipient missing": "type and actor right, recipient not found",
    "too many parties": "type right, the right parties and others",
    "other parties": "type right, other parties",
}
_MUTUAL = 2  # parties with a code that a mutual act needs to be judged by them


def kind_of(record: Mapping[str, Any], reading: Reading) -> str:
    """The row of one record.

    Args:
        record: type, accepted types, parties as in the gold data.
        reading: what was found in its text.
    """
    accepted = set(record["types_ok"])
    actors, recipients = set(record["source_iso3s"]), set(record["target_iso3s"])
    events = reading.events
    if not events:
        return "no act seen" if any(m.states for m in reading.mentions) else "no state named"
    typed = [e for e in events if str(e.type) in accepted]
    mutual = record["symmetric"]
    scoped = len(actors) >= _MUTUAL if mutual else bool(actors and recipients)
    if not scoped:
        return "right" if typed else "other act"
    if not typed:
        same = any(_parties(e) == actors | recipients for e in events)
        return "other type, same parties" if same else "other act"
    return _party_mistake(typed, actors, recipients, mutual=mutual)


def _party_mistake(
    events: Sequence[Event], actors: set[str], recipients: set[str], *, mutual: bool
) -> str:
    found = [(set(e.actor_states), set(e.recipient_states)) for e in events]
    whole = actors | recipients
    if any(a | r == whole if mutual else (a, r) == (actors, recipients) for a, r in found):
        return "right"
    if any((a, r) == (recipients, actors) for a, r in found):
        return "turned round"
    if any(not a and r == recipients for a, r in found):
        return "actor missing"
    if any(not r and a == actors for a, r in found) or (
        mutual and any(a | r < whole for a, r in found)
    ):
        return "recipient missing"
    if any(whole < a | r for a, r in found):
        return "too many parties"
    return "other parties"


def _parties(event: Event) -> set[str]:
    return {*event.actor_states, *event.recipient_states}


def tabulate(
    records: Iterable[Mapping[str, Any]],
) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How many records fall into each row, which types were taken for which, and of which types
    the acts were that were not seen."""
    rows: Counter[str] = Counter()
    confused: Counter[str] = Counter()
    unseen: Counter[str] = Counter()
    for record in records:
        reading = read(record["text"], date.fromisoformat(record["date"]))
        kind = kind_of(record, reading)
        rows[kind] += 1
        if kind == "no act seen":
            unseen[record["type"]] += 1
        if kind in ("other type, same parties", "other act"):
            wanted = "/".join(record["types_ok"])
            for given in dict.fromkeys(str(e.type) for e in reading.events):
                confused[f"{wanted} as {given}"] += 1
    return rows, confused, unseen


def main() -> None:
    """Print both tables as Markdown."""
    bench = bench_folder() or Path()
    with (bench / "events" / "gsr_dev.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    rows, confused, unseen = tabulate(records)
    print("| what happened | records | share |\n|---|---|---|")
    for kind, meaning in KINDS.items():
        print(f"| {meaning} | {rows[kind]} | {rows[kind] / len(records):.0%} |")
    print("\n| taken for another | times |\n|---|---|")
    for pair, times in confused.most_common(6):
        print(f"| {pair} | {times} |")
    print("\nnot seen: " + ", ".join(f"{kind} {n}" for kind, n in unseen.most_common()))


if __name__ == "__main__":
    main()
