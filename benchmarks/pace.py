"""What fast reading costs in accuracy, and where the time of a reading goes.

Accuracy: acts that are right in type, reading and parties in the held-out texts, through the whole
path with its gate, at both paces. Time: seconds of processor time by stage, in one process.
"""

import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.event_labels import labelled_articles
from benchmarks.figures import Figure
from benchmarks.held_out import FOLDER, act_of, acts_of
from benchmarks.speed import dense_texts, general_texts
from tightrope.engine import pipeline
from tightrope.language.pace import reading_fast
from tightrope.language.parser import Parser
from tightrope.language.sentences import chosen_gate, read_sentences
from tightrope.records.documents import DateBasis, Document, Publication
from tightrope.records.readings import Reading
from tightrope.stages import Stage
from tightrope.stages.attributing import default_finder
from tightrope.stages.coding import chosen_reader

AREA = "pace"
_ARTICLES = 20
PACES = {"default": False, "fast": True}


def accuracy(fast: bool) -> Counter[str]:
    """Acts ``told``, ``coded`` and ``right`` in the held-out texts at one pace."""

    counts: Counter[str] = Counter()
    paths = sorted((FOLDER / "texts").glob("*.txt"))
    for text, path in zip(labelled_articles(FOLDER / "texts"), paths, strict=True):
        day = date.fromisoformat(path.read_text(encoding="utf-8").split("date: ", 1)[1][:10])
        published = Publication(DateBasis.METADATA, day, day, "given with the text")
        document = Document(id=path.stem, path="", text=text.text, published=published)
        with reading_fast(fast):
            (reading,) = pipeline.read_documents([document])
        assert isinstance(reading, Reading), reading
        told = {act_of(e.type, e.reading, e.actors, e.recipients) for e in text.events}
        coded = acts_of(reading.events)
        counts["told"] += len(told)
        counts["coded"] += len(coded)
        counts["right"] += len(told & coded)
    return counts


def seconds_by_stage(texts: list[str], fast: bool) -> dict[str, float]:
    """Processor seconds by step, over texts read in one process; models are loaded before."""

    spent: dict[str, float] = {}

    def timed(step: str, work: Callable[[], list[Reading]]) -> list[Reading]:
        begun = time.process_time()
        done = work()
        spent[step] = time.process_time() - begun
        return done

    with reading_fast(fast):
        default_finder()
        chosen_reader()
        parser = Parser()  # one that has read nothing yet
        parser.parse(["The parser is loaded before the clock starts."])
        chosen_gate()
        readings = [
            Reading(Document(id=f"{n}", path="", text=text)) for n, text in enumerate(texts)
        ]
        readings = timed("gate and parse", lambda: read_sentences(readings, parser, chosen_gate()))
        for stage in pipeline.STAGES:
            readings = timed(stage.name, partial(_run, stage, readings))
    return spent


def _run(stage: Stage, readings: list[Reading]) -> list[Reading]:
    return [stage.run(reading) for reading in readings]


def measure(bench: Path | None) -> list[Figure]:
    """Accuracy at both paces, and processor time by step."""
    figures: list[Figure] = []
    for pace, fast in PACES.items():
        counts = accuracy(fast)
        for what, of in (("told", counts["told"]), ("coded", counts["coded"])):
            name = f"held-out texts, {pace}: all right, of acts {what}"
            figures.append(Figure(AREA, name, counts["right"] / max(of, 1)))
    corpora = {"general news": general_texts(bench), "news about states": dense_texts()}
    for news, texts in corpora.items():
        if not texts:
            continue
        some = texts[:_ARTICLES]
        words = sum(len(text.split()) for text in some)
        for pace, fast in PACES.items():
            for step, seconds in seconds_by_stage(some, fast).items():
                name = f"{news}, {pace}: {step}"
                figures.append(
                    Figure(
                        AREA, name, 1000 * seconds / words, "CPU s for 1,000 words",
                        higher_is_better=False,
                    )
                )  # fmt: skip
    return figures
