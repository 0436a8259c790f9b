"""How well copies, excerpts and stories are found, and how fast.

Copies are measured against exact counting of five-word runs on news bodies, stories against the
happenings of ECB+ snippets (BCubed; Bagga and Baldwin 1998). The peers for copies are the MinHash
LSH of datasketch and of rensa at a threshold of 1/2, run on the same five-word runs in the same
run; a peer that is not installed has no line.
"""

import gzip
import importlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from tightrope.corpus.copies import text_links
from tightrope.corpus.signatures import sign, sign_many
from tightrope.corpus.stories import StoryIndex
from tightrope.corpus.words import SHINGLE_WORDS, words
from tightrope.records.documents import Publication

BODIES = Path("stories") / "bodies.jsonl.gz"
SNIPPETS = {part: Path("stories") / f"ecb_{part}.jsonl" for part in ("train", "dev")}

#: Pinned in the tests; these only go up.
COPY_RECALL_FLOOR = 0.98
EXCERPT_RECALL_FLOOR = 0.95
#: BCubed F1 of TF-IDF with average link, as the notes of the gold data give it.
PUBLISHED_BCUBED = 0.91

_PERMUTATIONS = 128
# Rows of a band that put the steepest rise of 32 bands near a Jaccard of .5: (1/32)^(1/4) = .42.
_BAND_ROWS = 4
_COPY_MEASURES = (
    ("recall of pairs with Jaccard >= .5", ""),
    ("recall of pairs with containment >= .5", ""),
    ("precision of pairs", ""),
    ("signed and compared", "documents/CPU second"),
)

Pair = tuple[str, str]


def bodies(bench: Path) -> dict[str, str]:
    """News bodies by id."""
    with gzip.open(bench / BODIES, "rt", encoding="utf-8") as lines:
        return {body["id"]: body["text"] for body in map(json.loads, lines)}


def exact_pairs(texts: Mapping[str, str]) -> tuple[set[Pair], set[Pair]]:
    """Pairs with Jaccard of five-word runs of at least 1/2, and with containment of as much."""
    runs: dict[str, set[tuple[str, ...]]] = {}
    for name, text in texts.items():
        tokens = words(text)
        last = len(tokens) - SHINGLE_WORDS + 1
        runs[name] = {tuple(tokens[n : n + SHINGLE_WORDS]) for n in range(last)}
    common: Counter[Pair] = Counter()
    holders: dict[tuple[str, ...], list[str]] = {}
    for name in sorted(runs):
        for run in runs[name]:
            there = holders.setdefault(run, [])
            common.update((other, name) for other in there)
            there.append(name)
    near, inside = set(), set()
    for (a, b), n in common.items():
        if n / (len(runs[a]) + len(runs[b]) - n) >= 0.5:
            near.add((a, b))
        if n / min(len(runs[a]), len(runs[b])) >= 0.5:
            inside.add((a, b))
    return near, inside


def bcubed_f1(gold: Mapping[str, str], found: Mapping[str, str]) -> float:
    """BCubed F1 of a grouping of the same items."""
    both = Counter((gold[i], found[i]) for i in gold)
    golds, founds = Counter(gold.values()), Counter(found[i] for i in gold)
    precision = sum(n * n / founds[f] for (_, f), n in both.items()) / len(gold)
    recall = sum(n * n / golds[g] for (g, _), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def story_f1(path: Path) -> float:
    """BCubed F1 of our stories on undated snippets."""
    with path.open(encoding="utf-8") as lines:
        snippets = [json.loads(line) for line in lines]
    index = StoryIndex()
    index.add_many((sign(s["doc_id"], s["text"]), Publication()) for s in snippets)
    gold = {s["doc_id"]: str(s["subtopic"]) for s in snippets}
    return bcubed_f1(gold, {i: index.story_of(i) for i in gold})


def _recall(found: set[Pair], wanted: set[Pair]) -> float:
    return len(found & wanted) / len(wanted) if wanted else 0.0


def _runs(text: str) -> list[str]:
    tokens = words(text)
    return [" ".join(tokens[n : n + SHINGLE_WORDS]) for n in range(len(tokens) - SHINGLE_WORDS + 1)]


def _datasketch(texts: Mapping[str, str]) -> set[Pair]:
    """Pairs that datasketch's LSH proposes at a threshold of 1/2."""
    sketches: Any = importlib.import_module("datasketch")
    lsh = sketches.MinHashLSH(threshold=0.5, num_perm=_PERMUTATIONS)
    found: set[Pair] = set()
    for name in sorted(texts):
        sketch = sketches.MinHash(num_perm=_PERMUTATIONS)
        sketch.update_batch([run.encode() for run in _runs(texts[name])])
        found.update((other, name) for other in lsh.query(sketch))
        lsh.insert(name, sketch)
    return found


def _rensa(texts: Mapping[str, str]) -> set[Pair]:
    """Pairs that rensa's LSH proposes at a threshold of 1/2."""
    sketches: Any = importlib.import_module("rensa")
    lsh = sketches.RMinHashLSH(
        threshold=0.5, num_perm=_PERMUTATIONS, num_bands=_PERMUTATIONS // _BAND_ROWS
    )
    names = sorted(texts)
    found: set[Pair] = set()
    for number, name in enumerate(names):
        sketch = sketches.RMinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update(_runs(texts[name]))
        found.update((names[other], name) for other in lsh.query(sketch))
        lsh.insert(number, sketch)
    return found


#: Peer to the module it needs and what it finds.
PEERS: Mapping[str, tuple[str, Callable[[Mapping[str, str]], set[Pair]]]] = {
    "datasketch LSH": ("datasketch", _datasketch),
    "rensa LSH": ("rensa", _rensa),
}


def peer_figures(
    texts: Mapping[str, str], near: set[Pair], inside: set[Pair]
) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Name, and recall of near and of contained pairs, precision, documents a CPU second."""
    for name, (module, pairs) in PEERS.items():
        try:
            importlib.import_module(module)
        except ImportError:
            continue
        started = time.process_time()
        found = pairs(texts)
        speed = len(texts) / (time.process_time() - started)
        yield (
            name,
            (_recall(found, near), _recall(found, inside), _recall(inside, found), speed),
        )


def measure(bench: Path) -> list[Figure]:
    """Figures of this room.

    Args:
        bench: the folder of gold data.
    """
    texts = bodies(bench)
    near, inside = exact_pairs(texts)
    started = time.process_time()
    found = {
        (k.first, k.second) for k in text_links(sign_many([(i, t, None) for i, t in texts.items()]))
    }
    speed = len(texts) / (time.process_time() - started)
    ours = (_recall(found, near), _recall(found, inside), _recall(inside, found), speed)
    floors = (COPY_RECALL_FLOOR, EXCERPT_RECALL_FLOOR, None, None)
    peers = list(peer_figures(texts, near, inside))
    figures: list[Figure] = []
    for n, (what, unit) in enumerate(_COPY_MEASURES):
        rows: list[tuple[str, float | None]] = [(name, values[n]) for name, values in peers]
        rows = rows or [("", None)]
        figures.extend(
            Figure("copies", what, ours[n], unit, name, value, floor=floors[n])
            for name, value in rows
        )
    for part, path in SNIPPETS.items():
        figures.append(
            Figure("stories", f"BCubed F1 on ECB+ {part}", story_f1(bench / path), "",
                   "TF-IDF with average link", PUBLISHED_BCUBED, published=True)
        )  # fmt: skip
    return figures
