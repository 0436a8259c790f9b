"""How well attributions are found: PolNeAR, by the pairing that its scores are reported with.

An attribution found and one annotated are paired one to one, best first, when the Jaccard index of
their content words is at least one half; words are runs of letters and digits, so quotation marks
cost nothing. End to end a pair counts only when the sources overlap as much, or both are empty.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure
from tightrope.errors import MissingComponent
from tightrope.language.learned.tagger import Tagger
from tightrope.language.parser import default_parser
from tightrope.language.segmentation import segments
from tightrope.records.sentences import Sentence
from tightrope.records.spans import Span
from tightrope.stages.attributing import RuleFinder, TripleFinder
from tightrope.stages.attributing.combining import CombinedFinder
from tightrope.stages.attributing.learned import LearnedFinder

GOLD = Path("attribution") / "polnear_dev.jsonl"
THRESHOLD = 0.5
KINDS = ("direct", "mixed", "indirect")

AREA = "attribution"
CONTENT_PEERS = (("dependency rules", 0.50), ("Gender Gap Tracker", 0.49), ("two people", 0.80))
END_TO_END_PEERS = (("dependency rules", 0.44), ("Gender Gap Tracker", 0.39), ("two people", 0.73))

#: Content and end-to-end F1 pinned in the tests, on the first 20 documents; these only go up.
FLOORS = {"rules": (0.62, 0.55), "model": (0.82, 0.72), "both": (0.82, 0.74)}

_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
_QUOTED = re.compile(r"[“”\"]|``|''|\n\s*\n")

Words = frozenset[int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source and content as numbers of words of the text."""

    source: Words
    content: Words


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated document."""

    id: str
    text: str
    attributions: tuple[tuple[tuple[Span, ...], tuple[Span, ...]], ...]


def documents(path: Path, limit: int | None = None) -> list[Gold]:
    """The documents of a file of JSON lines, or the first ``limit`` of them."""
    found: list[Gold] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if limit is not None and len(found) >= limit:
                break
            record = json.loads(line)
            attributions = tuple(
                (_spans(a["source"]), _spans(a["content"])) for a in record["attributions"]
            )
            found.append(Gold(record["doc_id"], record["text"], attributions))
    return found


def _spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def read(text: str) -> tuple[Sentence, ...]:
    """The parsed sentences of a text."""
    found = segments(text)
    parses = default_parser().parse([s.span.of(text) for s in found])
    return tuple(
        Sentence(s.span.start, parse, s.paragraph, n, s.role)
        for n, (s, parse) in enumerate(zip(found, parses, strict=True))
    )


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over documents, and what follows from them."""

    counts: Counter[str]

    def f1(self, hits: str = "paired") -> float:
        both = self.counts["gold"] + self.counts["found"]
        return 2 * self.counts[hits] / both if both else 0.0

    def recall(self, kind: str) -> float:
        annotated = self.counts[f"gold {kind}"]
        return self.counts[f"paired {kind}"] / annotated if annotated else 0.0


def score(
    pairs: Iterable[tuple[Gold, Sequence[tuple[tuple[Span, ...], tuple[Span, ...]]]]],
) -> Score:
    """Compare annotated documents with (source, content) spans found in them."""
    counts: Counter[str] = Counter()
    for gold, found in pairs:
        places = [m.span() for m in _WORD.finditer(gold.text)]
        quoted = _quoted_words(gold.text, places)
        annotated = [a for a in _in_words(gold.attributions, places) if a.content]
        predicted = [a for a in _in_words(found, places) if a.content]
        counts["gold"] += len(annotated)
        counts["found"] += len(predicted)
        counts.update(f"gold {_kind(a.content, quoted)}" for a in annotated)
        for i, k in _paired(annotated, predicted):
            counts["paired"] += 1
            counts[f"paired {_kind(annotated[i].content, quoted)}"] += 1
            ours, theirs = predicted[k].source, annotated[i].source
            same = _jaccard(ours, theirs) >= THRESHOLD if theirs else not ours
            counts["end to end"] += same
    return Score(counts)


def _in_words(
    attributions: Iterable[tuple[tuple[Span, ...], tuple[Span, ...]]],
    places: Sequence[tuple[int, int]],
) -> Iterator[Attribution]:
    for source, content in attributions:
        yield Attribution(_words(source, places), _words(content, places))


def _words(spans: Sequence[Span], places: Sequence[tuple[int, int]]) -> Words:
    return frozenset(
        n for n, (start, end) in enumerate(places) for s in spans if start < s.end and s.start < end
    )


def _paired(gold: list[Attribution], found: list[Attribution]) -> Iterator[tuple[int, int]]:
    candidates = sorted(
        (-_jaccard(g.content, f.content), i, k)
        for i, g in enumerate(gold)
        for k, f in enumerate(found)
        if g.content & f.content
    )
    used: set[tuple[str, int]] = set()
    for negative, i, k in candidates:
        if -negative < THRESHOLD:
            break
        if ("gold", i) in used or ("found", k) in used:
            continue
        used |= {("gold", i), ("found", k)}
        yield i, k


def _jaccard(a: Words, b: Words) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


def _quoted_words(text: str, places: Sequence[tuple[int, int]]) -> Words:
    """Words inside quotation marks; a blank line ends a quotation."""
    stretches: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in _QUOTED.finditer(text):
        sign = mark.group()
        if sign.startswith("\n"):
            opened = None
        elif opened is None:
            opened = None if sign in ("”", "''") else mark.end()
        elif sign == "“":
            opened = mark.end()
        else:
            stretches.append((opened, mark.start()))
            opened = None
    return _words([Span(*s) for s in stretches if s[0] <= s[1]], places)


def _kind(content: Words, quoted: Words) -> str:
    inside = len(content & quoted)
    if not inside:
        return "indirect"
    return "direct" if inside == len(content) else "mixed"


def words_of(golds: Iterable[Gold]) -> int:
    """How many words the documents hold."""
    return sum(len(_WORD.findall(g.text)) for g in golds)


def evaluate(
    golds: Sequence[Gold], sentences: Sequence[Sequence[Sentence]], finder: TripleFinder
) -> tuple[Score, float]:
    """Score of a finder on parsed documents, and its words a second."""
    begun = time.perf_counter()
    triples = [finder.find(g.text, s) for g, s in zip(golds, sentences, strict=True)]
    spent = time.perf_counter() - begun
    result = score(
        (g, [(t.source, t.content) for t in found]) for g, found in zip(golds, triples, strict=True)
    )
    return result, words_of(golds) / max(spent, 1e-9)


def finders(threads: int = 2) -> dict[str, TripleFinder]:
    """The rules, and where its weights are there the model, alone and with the rules beside it."""
    rules = RuleFinder()
    try:
        learned = LearnedFinder(Tagger(threads=threads))
    except MissingComponent:
        return {"rules": rules}
    return {"rules": rules, "model": learned, "both": CombinedFinder(learned, rules)}


def measure(bench: Path) -> list[Figure]:
    """Content and end-to-end F1, recall by kind, and speed, on PolNeAR's development part."""
    golds = documents(bench / GOLD)
    default_parser().parse(["The parser is loaded before the clock starts."])
    begun = time.perf_counter()
    sentences = [read(g.text) for g in golds]
    parsing = words_of(golds) / (time.perf_counter() - begun)
    figures: list[Figure] = []
    for name, finder in finders().items():
        finder.find(golds[0].text, sentences[0])
        result, speed = evaluate(golds, sentences, finder)
        figures += _figures(name, result)
        figures.append(Figure(AREA, f"speed of the {name}, 2 threads", speed, "words/s"))
    return [*figures, Figure(AREA, "speed of parsing", parsing, "words/s")]


def _figures(name: str, result: Score) -> list[Figure]:
    content, both = result.f1(), result.f1("end to end")
    floors = FLOORS[name]
    return [
        *(
            Figure(AREA, f"content F1, {name}", content, "", peer, value, True, floor=floors[0])
            for peer, value in CONTENT_PEERS
        ),
        *(
            Figure(AREA, f"end-to-end F1, {name}", both, "", peer, value, True, floor=floors[1])
            for peer, value in END_TO_END_PEERS
        ),
        *(Figure(AREA, f"recall, {kind} content, {name}", result.recall(kind)) for kind in KINDS),
    ]


if __name__ == "__main__":
    from benchmarks.figures import bench_folder
    from benchmarks.run import table

    folder = bench_folder()
    if folder is None:
        raise SystemExit("no gold data; set TIGHTROPE_BENCH to the folder that holds it")
    print(table(measure(folder)))
