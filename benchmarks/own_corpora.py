"""The project's own corpora of attributions and disputes: how the rules do on the test parts.

Stories (``data/labels/attributions``) are measured like PolNeAR. A speaker is right when kind and
states are; a chain when it has the links that are annotated, in their order, each sharing at least
half of the words of the shorter name. Both are shares of what is annotated, so an attribution that
was not found counts against them; the shares of those that were found stand beside.

A pair of statements (``data/labels/disputes``) is read twice: as two paragraphs of one report, and
as two reports of one story. What is found counts as right with its relation.

    python -m benchmarks.own_corpora [dev|test]
"""

import importlib.util
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import attribution
from benchmarks.figures import Figure
from tightrope.corpus.disputes import find_disputes
from tightrope.language.gate import default_gate
from tightrope.language.parser import default_parser
from tightrope.language.sentences import read_sentences
from tightrope.records.documents import DateBasis, Document, Publication
from tightrope.records.readings import Reading
from tightrope.records.spans import Span
from tightrope.records.statements import ChainLink, Statement
from tightrope.stages.attributing import RuleFinder, TripleFinder, attribute
from tightrope.stages.dating import TIMES
from tightrope.stages.naming import NAMING

LABELS = Path(__file__).resolve().parents[1] / "data" / "labels"
#: Chains of three and more that the rules get right, of all and of those found; only go up.
CHAIN_FLOORS = {"train": (0.40, 0.59), "dev": (0.38, 0.57), "test": (0.19, 0.30)}
#: The same with the model and the rules together.
CHAIN_FLOORS_BOTH = {"dev": (0.33, 0.50), "test": (0.19, 0.29)}
#: What the model and the rules together reach on the test part; these only go up.
STORY_FLOORS = {
    "content F1": 0.83,
    "end-to-end F1": 0.78,
    "speakers right": 0.49,
    "speakers right, of those found": 0.63,
    "role right, of those found": 0.79,
}
DISPUTED = ("denies", "retracts", "qualifies")

_WORD = re.compile(r"\w+")
_EMPTY = re.compile(
    r"(?:an?|the|of|in|at|on|by|for|to|from|and|his|her|its|their|one|who|it|s|this)$"
)


@lru_cache(maxsize=2)
def script(folder: str, name: str) -> ModuleType:
    """A script that stands beside its data, as a module."""
    spec = importlib.util.spec_from_file_location(name, LABELS / folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def stories(part: str) -> list[Any]:
    """The stories of one part."""
    return list(script("attributions", "to_jsonl").stories(part))


def pairs(part: str) -> list[Any]:
    """The pairs of statements of one part."""
    return [p for p in script("disputes", "pairs").pairs() if p.part == part]


def golds(part: str) -> list[attribution.Gold]:
    """The stories of one part as the benchmark of PolNeAR takes them."""
    return [
        attribution.Gold(
            story.id,
            story.text,
            tuple(
                (_spans(roles["source"]), _spans(roles["content"]))
                for _, roles in sorted(story.spans.items())
            ),
        )
        for story in stories(part)
    ]


def _spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


# ---------------------------------------------------------------------------------------------
# Reading


def document(identity: str, text: str, day: date, outlet: str | None = None) -> Document:
    """A dated text as cleaning would hand it on."""
    published = Publication(DateBasis.METADATA, day, day, "given with the text")
    return Document(id=identity, path="", text=text, outlet=outlet, published=published)


def statements(documents: Sequence[Document], finder: TripleFinder) -> Iterator[list[Statement]]:
    """The statements of each document, with speakers and chains."""
    parsed = read_sentences([Reading(d) for d in documents], default_parser(), default_gate())
    for reading in parsed:
        named = NAMING.run(TIMES.run(reading))
        yield list(attribute(named, finder).statements)


# ---------------------------------------------------------------------------------------------
# Speakers and chains


@dataclass(frozen=True, slots=True)
class Heard:
    """An annotated attribution beside the statement found for it, None if there is none."""

    story: Any
    number: int
    found: Statement | None

    @property
    def speaker(self) -> Any:
        return self.story.speakers[self.number]

    @property
    def kind_right(self) -> bool:
        return self.found is not None and self.speaker.kind == _kind(self.found)

    @property
    def states_right(self) -> bool:
        return self.found is not None and set(self.speaker.states) == set(self.found.source_states)

    @property
    def chain_right(self) -> bool:
        if self.found is None or len(self.found.chain) != len(self.speaker.chain):
            return False
        links = zip(self.speaker.chain, self.found.chain, strict=True)
        return all(self._same_link(theirs, ours) for theirs, ours in links)

    def _same_link(self, annotated: str, link: ChainLink) -> bool:
        """By the canonical name ("Indonesia") or by the words of the text ("Jakarta")."""
        written = link.span.of(self.story.text) if link.span is not None else ""
        return _same_name(annotated, link.name) or _same_name(annotated, written)


def _kind(statement: Statement) -> str:
    return "outlet" if statement.source_kind == "press" else statement.source_kind


def _same_name(one: str, other: str) -> bool:
    a, b = (
        {w for w in _WORD.findall(re.sub(r"['’]s\b", "", name.lower())) if not _EMPTY.match(w)}
        for name in (one, other)
    )
    return bool(a and b) and 2 * len(a & b) >= min(len(a), len(b))


def heard(part: str, finder: TripleFinder) -> list[Heard]:
    """Every annotated attribution with the statement paired with it by content."""
    held = stories(part)
    documents = [document(s.id, s.text, date.fromisoformat(s.date), s.outlet) for s in held]
    result = []
    for story, found in zip(held, statements(documents, finder), strict=True):
        numbers = sorted(n for n in story.spans if story.spans[n]["content"])
        partner = _partners([_spans(story.spans[n]["content"]) for n in numbers], found, story.text)
        result += [Heard(story, n, partner.get(i)) for i, n in enumerate(numbers)]
    return result


_ROLE_OF_KIND = {"outlet": "press", "document": "document", "unnamed": "unnamed"}


@lru_cache(maxsize=1)
def _roles() -> dict[tuple[str, int], str]:
    """Roles of the named persons and bodies of the test stories, by story and number."""
    found = {}
    for line in (LABELS / "attributions" / "roles.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            story, role, *numbers = line.split()
            found.update({(story, int(n)): role for n in numbers})
    return found


def role_counts(everything: Iterable[Heard]) -> Counter[str]:
    """Speakers found whose role is labelled, and those with it, in all and by role."""
    counts: Counter[str] = Counter()
    for one in everything:
        role = _ROLE_OF_KIND.get(one.speaker.kind) or _roles().get((one.story.id, one.number))
        if role is None or one.found is None:
            continue
        right = str(one.found.speaker_role or "") == role
        counts["labelled"] += 1
        counts["right"] += right
        counts[f"labelled {role}"] += 1
        counts[f"right {role}"] += right
    return counts


def _partners(
    contents: Sequence[tuple[Span, ...]], found: Sequence[Statement], text: str
) -> dict[int, Statement]:
    """Statements by the place of the annotated content they are paired with."""
    places = [m.span() for m in attribution._WORD.finditer(text)]
    theirs = list(attribution._in_words([((), c) for c in contents], places))
    ours = list(attribution._in_words([((), s.content_spans) for s in found], places))
    return {i: found[k] for i, k in attribution._paired(theirs, ours)}


# ---------------------------------------------------------------------------------------------
# Disputes


def found_relations(part: str, finder: TripleFinder, *, apart: bool) -> list[tuple[Any, list[str]]]:
    """Each pair with the relations found in it, each once."""
    held = pairs(part)
    documents: list[Document] = []
    for pair in held:
        if apart:
            documents.append(document(f"{pair.id} A", pair.first.text, pair.first.day))
            documents.append(document(f"{pair.id} B", pair.second.text, pair.second.day))
        else:
            text = f"{pair.first.text}\n\n{pair.second.text}"
            documents.append(document(f"{pair.id} A", text, pair.second.day))
    said = [s for found in statements(documents, finder) for s in found]
    texts = {d.id: d.text for d in documents}
    story_of = {d.id: d.id.split()[0] for d in documents}
    relations: dict[str, list[str]] = {pair.id: [] for pair in held}
    by_id = {s.id: s for s in said}
    for dispute in find_disputes(said, texts, story_of):
        place = by_id[dispute.claim_statement_id].document_id.split()[0]
        if dispute.relation.value not in relations[place]:
            relations[place].append(dispute.relation.value)
    return [(pair, relations[pair.id]) for pair in held]


def dispute_counts(found: Iterable[tuple[Any, list[str]]]) -> Counter[str]:
    """Pairs that are disputed, that were found to be, and where both hold."""
    counts: Counter[str] = Counter()
    for pair, relations in found:
        disputed = pair.relation in DISPUTED
        counts["disputed"] += disputed
        counts["found"] += bool(relations)
        counts["noticed"] += disputed and bool(relations)
        counts["right"] += pair.relation in relations
        counts[f"disputed {pair.relation}"] += disputed
        counts[f"right {pair.relation}"] += pair.relation in relations
    return counts


# ---------------------------------------------------------------------------------------------
# Figures


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def story_figures(part: str, finder: TripleFinder, area: str = "own stories") -> list[Figure]:
    """Attributions, speakers and chains of one part."""
    result = attribution.score(
        (gold, [(t.source, t.content) for t in finder.find(gold.text, attribution.read(gold.text))])
        for gold in golds(part)
    )
    everything = heard(part, finder)
    sourced = [h for h in everything if h.speaker.kind != "none"]
    chained = [h for h in everything if len(h.speaker.chain) > 2]
    found = [h for h in sourced if h.found is not None]
    kinds = [h for h in sourced if h.kind_right]
    states = [h for h in sourced if h.states_right]
    both = [h for h in kinds if h.states_right]
    roles = role_counts(everything)
    right = [h for h in chained if h.chain_right]
    met = [h for h in chained if h.found is not None]
    return [
        Figure(area, "content F1", result.f1()),
        Figure(area, "end-to-end F1", result.f1("end to end")),
        *(Figure(area, f"recall, {k} content", result.recall(k)) for k in attribution.KINDS),
        Figure(area, "speakers right", _share(len(both), len(sourced))),
        Figure(area, "speakers right, of those found", _share(len(both), len(found))),
        Figure(area, "kind right, of those found", _share(len(kinds), len(found))),
        Figure(area, "states right, of those found", _share(len(states), len(found))),
        *(
            [Figure(area, "role right, of those found", _share(roles["right"], roles["labelled"]))]
            if roles["labelled"]
            else []
        ),
        Figure(area, "chains of 3 or more right", _share(len(right), len(chained))),
        Figure(area, "chains right, of those found", _share(len(right), len(met))),
    ]


def _dispute_figures(part: str, finder: TripleFinder, suffix: str = "") -> list[Figure]:
    figures = []
    for apart, name in ((False, "own disputes, one report"), (True, "own disputes, two reports")):
        area = name + suffix
        counts = dispute_counts(found_relations(part, finder, apart=apart))
        figures += [
            Figure(area, "disputed pairs", counts["disputed"], "pairs"),
            Figure(area, "found to be disputed", counts["found"], "pairs"),
            Figure(area, "precision", _share(counts["right"], counts["found"])),
            Figure(area, "recall", _share(counts["right"], counts["disputed"])),
            Figure(area, "precision, any relation", _share(counts["noticed"], counts["found"])),
            *(
                Figure(
                    area,
                    f"recall, {relation}",
                    _share(counts[f"right {relation}"], counts[f"disputed {relation}"]),
                )
                for relation in DISPUTED
            ),
        ]
    return figures


def figures_of(part: str, finder: TripleFinder | None = None, suffix: str = "") -> list[Figure]:
    """Every figure on one part, with the rules unless another finder is given."""
    finder = finder or RuleFinder()
    return [
        *story_figures(part, finder, "own stories" + suffix),
        *_dispute_figures(part, finder, suffix),
    ]


def measure(bench: Path | None = None) -> list[Figure]:
    """The test parts, by rules alone and with the model; no folder of gold data is needed."""
    del bench
    both = attribution.finders().get("both")
    return [
        *figures_of("test"),
        *(figures_of("test", both, ", model and rules") if both is not None else []),
    ]


if __name__ == "__main__":
    from benchmarks.run import table

    print(table(figures_of(sys.argv[1] if len(sys.argv) > 1 else "test")))
