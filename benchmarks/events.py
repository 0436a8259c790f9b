"""How well events are coded.

Three measures: the PLOVER gold-standard records, scored by the script that comes with them; the
probe sentences on negation, modality and condition; and a quarter of the project's own labelled
sentences on which nothing was tuned, where the actors are given and the acts are to be found.
"""

import importlib.util
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.event_labels import FIRST, FOLDER, LATER, LabelledText, labelled_texts
from benchmarks.figures import Figure
from tightrope.language.parser import default_parser
from tightrope.language.segmentation import segments
from tightrope.records.actors import Mention, Sector
from tightrope.records.documents import DateBasis, Document, Publication
from tightrope.records.events import Event, Modality, Polarity
from tightrope.records.plover import RECIPROCAL
from tightrope.records.readings import Reading
from tightrope.records.sentences import Sentence
from tightrope.stages.attributing import attribute
from tightrope.stages.coding import code_by_rules, code_events
from tightrope.stages.dating import TIMES
from tightrope.stages.naming import name_actors

#: Pinned in the tests; these only go up.
GSR_TYPE_FLOOR = 0.63
GSR_TOP1_FLOOR = 0.63
GSR_TRIPLE_FLOOR = 0.49
LABELS_FLOOR = 0.59
HARDER_LABELS_FLOOR = 0.49
PROBE_FLOOR = 1.0

HELD_OUT = 4  # every fourth labelled line is kept out of tuning
_PEER = "UniversalPetrarch"
# What the probe sentences must give: type, reading, actor, recipient; None for an actor means that
# the person held no office then.
_PROBES: dict[str, tuple[str, str, str | None, str]] = {
    "fact": ("SANCTION", "actual", "USA", "IRN"),
    "neg": ("SANCTION", "negated", "USA", "IRN"),
    "denied": ("ASSAULT", "negated", "RUS", "UKR"),
    "may": ("ASSAULT", "possible", "CHN", "TWN"),
    "if": ("ASSAULT", "hypothetical", "IRN", "ISR"),
    "fact2": ("ASSAULT", "actual", "RUS", "UKR"),
    "neg2": ("ASSAULT", "negated", "RUS", "UKR"),
    "never": ("THREATEN", "negated", "TUR", "GRC"),
    "attrib": ("ASSAULT", "actual", "RUS", "UKR"),
    "leader00": ("ACCUSE", "actual", "RUS", "USA"),
    "leader15": ("ACCUSE", "actual", "USA", "RUS"),
    "leader24": ("ACCUSE", "actual", "GBR", "RUS"),
    "exleader": ("ACCUSE", "actual", None, "RUS"),
}
_RANK = {
    Modality.ACTUAL: 0, Modality.PLANNED: 1, Modality.BACKGROUND: 1, Modality.THREATENED: 2,
    Modality.REQUESTED: 2, Modality.POSSIBLE: 2, Modality.HYPOTHETICAL: 3,
}  # fmt: skip


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The parsed sentences of a text."""
    found = segments(text)
    parses = default_parser().parse([s.span.of(text) for s in found])
    return tuple(
        Sentence(s.span.start, parse, s.paragraph, n, s.role)
        for n, (s, parse) in enumerate(zip(found, parses, strict=True))
    )


def read(text: str, day: date) -> Reading:
    """Run the document stages over one text published on ``day``."""
    published = Publication(DateBasis.METADATA, day, day)
    document = Document("bench", "bench", text, published=published)
    reading = TIMES.run(Reading(document, sentences_of(text)))
    return code_events(attribute(name_actors(reading)))


def best_first(events: Iterable[Event]) -> list[Event]:
    """Events by how much they say: actual before others, both parties before one, then in order."""

    def key(event: Event) -> tuple[int, bool, int]:
        rank = _RANK[event.modality] + (event.polarity is Polarity.NEGATED)
        both = bool(event.recipient_states) or len(event.actor_states) > 1
        return rank, not both, event.trigger.start

    return sorted(events, key=key)


def reading_name(event: Event) -> str:
    """The reading as the labelled sentences call it."""
    return "negated" if event.polarity is Polarity.NEGATED else str(event.modality)


def gold_records(bench: Path) -> dict[str, float]:
    """Figures of the gold data's own script on the PLOVER records."""
    script = bench / "events" / "score_gsr.py"
    spec = importlib.util.spec_from_file_location("score_gsr", script)
    assert spec is not None and spec.loader is not None
    scorer: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = scorer.load(bench / "events" / "gsr_dev.jsonl")
    rows = []
    for record in gold:
        events = best_first(read(record["text"], date.fromisoformat(record["date"])).events)
        rows.append({"id": record["id"], "events": [_as_gold(e) for e in events]})
    figures: dict[str, float] = scorer.score(gold, rows)[0]["figures"]
    return figures


def _as_gold(event: Event) -> dict[str, object]:
    return {
        "type": str(event.type),
        "source_iso3s": list(event.actor_states),
        "target_iso3s": list(event.recipient_states),
    }


def probes_right(bench: Path) -> dict[str, bool]:
    """Which probe sentences give what they must."""
    found = {}
    with (bench / "events" / "peer_probe.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            kind, reading, actor, recipient = _PROBES[record["id"]]
            events = read(record["text"], date.fromisoformat(record["date"])).events
            found[record["id"]] = any(
                str(e.type) == kind
                and reading_name(e) == reading
                and e.actor_states == ((actor,) if actor else ())
                and e.recipient_states == (recipient,)
                for e in events
            )
    return found


def labelled(texts: Iterable[LabelledText]) -> Counter[str]:
    """Count acts that the rules find in labelled texts whose actors are given.

    The trained reader has learned from these texts, so it is measured on others
    (:mod:`benchmarks.held_out`).
    """
    counts: Counter[str] = Counter()
    for text in texts:
        found = list(_coded(text).events)
        counts["gold"] += len(text.events)
        counts["found"] += len(found)
        counts["quiet"] += not text.events
        counts["quiet_fired"] += bool(not text.events and found)
        for gold in text.events:
            hit = next(
                (e for e in found if e.type == gold.type and e.trigger.overlaps(gold.span)), None
            )
            if hit is None:
                continue
            found.remove(hit)
            parties = _same_parties(hit, gold.actors, gold.recipients)
            reading = reading_name(hit) == gold.reading
            counts["typed"] += 1
            counts["parties"] += parties
            counts["reading"] += reading
            counts["right"] += parties and reading
    return counts


def _same_parties(event: Event, actors: frozenset[str], recipients: frozenset[str]) -> bool:
    ours = frozenset(event.actor_states), frozenset(event.recipient_states)
    if event.type in RECIPROCAL:
        return ours[0] | ours[1] == actors | recipients
    return ours == (actors, recipients)


def _coded(text: LabelledText) -> Reading:
    sentences = sentences_of(text.text)
    mentions = []
    for actor in text.actors:
        words = actor.span.of(text.text)
        tokens = [(s, t) for s in sentences for t in s.tokens_in(actor.span)]
        inside = {t.i for _, t in tokens}
        heads = [(s, t) for s, t in tokens if t.head not in inside or t.head == t.i] or tokens
        head = heads[-1] if heads else None
        mentions.append(
            Mention(
                actor.span, words, words, actor.states, Sector.GOV,
                kind="state" if actor.states and " " not in words else "institution",
                head=head[0].start + head[1].start if head else actor.span.start,
                adjectival=head is not None and head[1].dep in ("amod", "compound", "nmod"),
            )
        )  # fmt: skip
    reading = Reading(Document("label", text.file, text.text), sentences, mentions=tuple(mentions))
    return code_by_rules(reading)


def held_out(texts: Iterable[LabelledText]) -> list[LabelledText]:
    """The lines on which nothing was tuned."""
    return [t for t in texts if t.line % HELD_OUT == HELD_OUT - 1]


def _f1(counts: Counter[str], hits: str) -> float:
    both = counts["gold"] + counts["found"]
    return 2 * counts[hits] / both if both else 0.0


def measure(bench: Path) -> list[Figure]:
    """Figures for the table, with what its authors' data notes report for the best peer."""
    area = "events"
    gold = gold_records(bench)
    right: Sequence[bool] = list(probes_right(bench).values())
    figures = [
        Figure(area, f"PLOVER records: {name}", gold[key], "", _PEER, peer, True, floor=floor)
        for name, key, peer, floor in (
            ("type micro-F1", "type_micro_F1", 0.48, GSR_TYPE_FLOOR),
            ("type top-1", "type_top1_acc", 0.42, GSR_TOP1_FLOOR),
            ("triple F1", "triple_any_F1", 0.43, GSR_TRIPLE_FLOOR),
        )
    ]
    share = sum(right) / len(right)
    figures.append(Figure(area, "probe sentences right", share, floor=PROBE_FLOOR))
    if FOLDER.is_dir():
        for files, which, floor in (
            (FIRST, "held-out labels, rules alone", LABELS_FLOOR),
            (LATER, "harder held-out labels, rules alone", HARDER_LABELS_FLOOR),
        ):
            figures += _label_figures(
                area, which, labelled(held_out(labelled_texts(files=files))), floor
            )
    return figures


def _label_figures(area: str, which: str, counts: Counter[str], floor: float) -> list[Figure]:
    typed, quiet = max(1, counts["typed"]), max(1, counts["quiet"])
    fired = counts["quiet_fired"] / quiet
    return [
        Figure(area, f"{which}: act F1", _f1(counts, "typed"), floor=floor),
        Figure(area, f"{which}: act, parties, reading F1", _f1(counts, "right")),
        Figure(area, f"{which}: parties right when found", counts["parties"] / typed),
        Figure(area, f"{which}: reading right when found", counts["reading"] / typed),
        Figure(area, f"{which}: quiet lines firing", fired, higher_is_better=False),
    ]
