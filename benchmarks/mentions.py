"""How well actors are named: spans, states and sectors on ``data/labels/mentions``.

A mention is right when its words are (without a leading article or number and a trailing 's), then
also its states, then also its sector and whether it acts or only qualifies another word. Every
label and every mention counts once. ``news.txt`` and ``more.txt`` may be tuned on,
``held_out.txt`` is for measuring only.

Beside it two plain baselines: the names, demonyms and capitals of states looked up in a table, and
the entities of the spaCy pipeline with the state of the first such name in each.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from benchmarks.events import sentences_of
from benchmarks.figures import Figure
from tightrope.records.actors import Mention, Sector
from tightrope.records.documents import DateBasis, Document, Publication
from tightrope.records.readings import Reading
from tightrope.records.spans import Span
from tightrope.reference.actors import Actor, states
from tightrope.reference.gazetteer import Gazetteer
from tightrope.stages.naming import name_actors

FOLDER = Path(__file__).resolve().parents[1] / "data" / "labels" / "mentions"
#: F1 of span, span and states, all; pinned in the tests, and only go up.
FLOORS = {
    "news": (0.97, 0.97, 0.95),
    "more": (0.95, 0.95, 0.91),
    "held_out": (0.83, 0.80, 0.77),
}
AREAS = {
    "news": "mentions, tuned on",
    "more": "mentions, tuned on later",
    "held_out": "mentions, held out",
}
STEPS = ("span", "span and state", "span, state, sector and role")

_MARK = re.compile(r"\[\[([^\[\]|]+)\|([^\[\]]*)\]\]")
_ARTICLE = re.compile(
    r"(?:(?:the|a|an|two|three|four|five|six|seven|eight|nine|ten|\d[\d,.]*)\s+)+", re.I
)
_ENDING = re.compile(r"(?:['’]s?|\s+)\Z")


@dataclass(frozen=True, slots=True)
class Label:
    """A marked mention; ``kind`` is ``adj`` when it only qualifies, see the folder's README."""

    span: Span
    kind: str
    states: tuple[str, ...]
    sector: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with its marked mentions and the day it is taken to be from."""

    text: str
    day: date | None
    labels: tuple[Label, ...]


Namer = Callable[[LabelledText], Iterable[Mention]]


def read_labels(path: Path) -> Iterator[LabelledText]:
    """The texts of a file of labels, in order."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            day, marked = line.split("\t", 1)
            text, labels = unmark(marked)
            yield LabelledText(text, None if day == "-" else date.fromisoformat(day), labels)


def unmark(marked: str) -> tuple[str, tuple[Label, ...]]:
    """A text without its marks, and what they marked."""
    text, position = "", 0
    labels: list[Label] = []
    for mark in _MARK.finditer(marked):
        text += marked[position : mark.start()]
        kind, codes, sector, name, *_ = [*str(mark.group(2)).split("|"), "", "", "", ""]
        of = () if codes in ("", "-") else tuple(codes.split("+"))
        span = Span(len(text), len(text) + len(mark.group(1)))
        labels.append(Label(span, kind, of, sector, name))
        text += mark.group(1)
        position = mark.end()
    return text + marked[position:], tuple(labels)


def ours(labelled: LabelledText) -> tuple[Mention, ...]:
    """The mentions that the naming stage finds."""
    day = labelled.day
    published = Publication(DateBasis.METADATA, day, day) if day else Publication()
    document = Document("label", "label", labelled.text, published=published)
    return name_actors(Reading(document, sentences_of(labelled.text))).mentions


@lru_cache(maxsize=1)
def _state_table() -> Gazetteer[Actor]:
    forms: dict[str, Actor] = {}
    for state in states():
        for written in (state.name, *state.aliases, *state.demonyms, *state.capitals):
            actor = Actor(written, state.name, (state.iso3,), Sector.GOV, "state", "name")
            forms.setdefault(written, actor)
    return Gazetteer(forms)


def by_table(labelled: LabelledText) -> Iterator[Mention]:
    """Baseline: names of states wherever they stand."""
    for hit in _state_table().find(labelled.text):
        text = labelled.text[hit.start : hit.end]
        span = Span(hit.start, hit.end)
        yield Mention(span, text, hit.entry.name, hit.entry.states, Sector.GOV)


@lru_cache(maxsize=1)
def _pipeline() -> Callable[[str], object]:
    import spacy

    from tightrope.language.parser import pipeline_version

    return spacy.load(pipeline_version().split()[0])


def by_entities(labelled: LabelledText) -> Iterator[Mention]:
    """Baseline: the pipeline's people, organisations, nationalities and places."""
    for entity in _pipeline()(labelled.text).ents:  # type: ignore[attr-defined]
        if entity.label_ in ("PERSON", "ORG", "GPE", "NORP"):
            hit = next(iter(_state_table().find(entity.text)), None)
            of = hit.entry.states if hit is not None else ()
            span = Span(entity.start_char, entity.end_char)
            sector = Sector.GOV if of else Sector.UNK
            yield Mention(span, entity.text, entity.text, of, sector)


def _core(text: str, span: Span) -> Span:
    """A span without its article and its possessive ending."""
    words = span.of(text)
    lead = _ARTICLE.match(words)
    start = span.start + (lead.end() if lead else 0)
    ending = _ENDING.search(words)
    return Span(start, max(start, span.end - (len(ending.group()) if ending else 0)))


def steps_right(label: Label, mention: Mention, text: str) -> int:
    """How many of :data:`STEPS` a mention gets right for a label, in their order."""
    if _core(text, label.span) != _core(text, mention.span):
        return 0
    if set(label.states) != set(mention.states):
        return 1
    role = (label.kind == "adj") == mention.adjectival
    return 3 if role and label.sector in ("", mention.sector.value) else 2


def counts(texts: Iterable[LabelledText], namer: Namer) -> Counter[str]:
    """Labels, mentions, and how many are right at each step."""
    found: Counter[str] = Counter()
    for labelled in texts:
        mentions = list(namer(labelled))
        found["labels"] += len(labelled.labels)
        found["mentions"] += len(mentions)
        for label in labelled.labels:
            best = max((steps_right(label, m, labelled.text) for m in mentions), default=0)
            for step in STEPS[:best]:
                found[step] += 1
    return found


def f1(found: Counter[str], step: str) -> float:
    """Twice the right ones over labels and mentions together."""
    return 2 * found[step] / (found["labels"] + found["mentions"])


def measure(bench: Path | None) -> list[Figure]:
    """Both parts beside the baselines; the folder of gold data is not needed."""
    del bench
    figures = []
    for part, area in AREAS.items():
        texts = list(read_labels(FOLDER / f"{part}.txt"))
        mine, table, entities = (counts(texts, n) for n in (ours, by_table, by_entities))
        for step, floor in zip(STEPS, FLOORS[part], strict=True):
            name = f"{step} F1"
            figures += [
                Figure(area, name, f1(mine, step), "", "names of states", f1(table, step),
                       floor=floor),
                Figure(area, name, f1(mine, step), "", "spaCy entities", f1(entities, step),
                       floor=floor),
            ]  # fmt: skip
    return figures
