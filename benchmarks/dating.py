"""How well times are read and office holders are known, beside dateparser where it is installed."""

import importlib
import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.office_agreement import LEADERS, compare
from tightrope.language.segmentation import segments
from tightrope.records.spans import Span
from tightrope.records.times import TimeExpression
from tightrope.reference.offices import all_terms
from tightrope.stages.dating import find_times

GOLD = Path("dates") / "te3_timebank.jsonl"
# Floors that the tests pin.
SPAN_FLOOR, VALUE_FLOOR, SPEED_FLOOR, OFFICES_FLOOR = 0.93, 0.81, 2000.0, 0.92

Reader = Callable[[str, date | None, date | None], Sequence[TimeExpression]]


@dataclass(frozen=True, slots=True)
class Scores:
    """TempEval-3's figures: relaxed span F1, and that times the share of right values."""

    span_f1: float
    value_f1: float
    type_f1: float


def score_times(documents: Iterable[dict[str, Any]], read: Reader) -> Scores:
    """Relaxed matching, one to one by largest overlap, as TempEval-3 does."""
    gold = predicted = matched = values = types = 0
    for document in documents:
        day = date.fromisoformat(document["dct"][:10])
        found = read(document["text"], day, day)
        gold += len(document["timex"])
        predicted += len(found)
        free = set(range(len(found)))
        for wanted in document["timex"]:
            overlaps = [
                (min(wanted["e"], found[n].span.end) - max(wanted["s"], found[n].span.start), n)
                for n in free
            ]
            shared, n = max(overlaps, default=(0, -1))
            if shared <= 0:
                continue
            free.remove(n)
            matched += 1
            values += found[n].value == wanted["value"]
            types += found[n].type == wanted["type"]
    f1 = 2 * matched / (gold + predicted) if gold + predicted else 0.0
    share = 1 / matched if matched else 0.0
    return Scores(f1, f1 * values * share, f1 * types * share)


def _dateparser_reader() -> Reader | None:
    """dateparser's ``search_dates``; days are its only values. None when it is not installed."""
    try:
        search: Any = importlib.import_module("dateparser.search")
    except ImportError:
        return None

    def read(text: str, low: date | None, high: date | None) -> list[TimeExpression]:
        assert low is not None
        settings = {"RELATIVE_BASE": datetime(low.year, low.month, low.day)}
        found, position = [], 0
        for words, when in search.search_dates(text, languages=["en"], settings=settings) or []:
            start = text.find(words, position)
            if start >= 0:
                position = start + len(words)
                value = when.date().isoformat()
                found.append(TimeExpression(Span(start, position), "DATE", value))
        return found

    return read


def measure(bench: Path) -> list[Figure]:
    """Figures on TimeBank (TempEval-3) and on the table of office holders."""
    with (bench / GOLD).open(encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    scores = score_times(documents, find_times)
    n_sentences = sum(len(segments(d["text"])) for d in documents)
    seconds = _seconds(documents, find_times)
    figures = []
    peer = _dateparser_reader()
    peer_scores, peer_speed, name = None, None, ""
    if peer is not None:
        name = "dateparser"
        peer_scores = score_times(documents, peer)
        peer_speed = n_sentences / _seconds(documents, peer)
    figures.append(
        Figure(
            "dating", "TIMEX3 span F1, relaxed", scores.span_f1, "", name,
            peer_scores.span_f1 if peer_scores else None, floor=SPAN_FLOOR,
        )
    )  # fmt: skip
    figures.append(
        Figure(
            "dating", "TIMEX3 value F1", scores.value_f1, "", "HeidelTime", 0.78,
            published=True, floor=VALUE_FLOOR,
        )
    )  # fmt: skip
    figures.append(
        Figure(
            "dating", "TIMEX3 value F1, beside dateparser", scores.value_f1, "", name,
            peer_scores.value_f1 if peer_scores else None,
        )
    )  # fmt: skip
    figures.append(
        Figure(
            "dating", "sentences read for times", n_sentences / seconds, "1/s", name,
            peer_speed, floor=SPEED_FLOOR,
        )
    )  # fmt: skip
    compared = compare(bench / LEADERS)
    found = [c for c in compared if c.terms]
    agreeing = sum(c.agrees for c in found)
    figures.append(
        Figure(
            "offices", "national leaders 2000-2021 whose term agrees within 31 days",
            agreeing / len(found), "share of those in both", floor=OFFICES_FLOOR,
        )
    )  # fmt: skip
    figures.append(
        Figure("offices", "national leaders 2000-2021 found", len(found) / len(compared), "share")
    )
    terms = all_terms()
    figures.append(Figure("offices", "terms", len(terms)))
    figures.append(Figure("offices", "states and organisations", len({t.iso3 for t in terms})))
    return figures


def _seconds(documents: Iterable[dict[str, Any]], read: Reader) -> float:
    start = time.process_time()
    for document in documents:
        day = date.fromisoformat(document["dct"][:10])
        read(document["text"], day, day)
    return max(time.process_time() - start, 1e-9)
