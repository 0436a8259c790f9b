"""How well copies, excerpts and stories are found, and how fast.

Copies are measured against exact counting of five-word runs on news bodies, stories against the
happenings of ECB+ snippets (BCubed; Bagga and Baldwin 1998). The peer for copies is datasketch's
MinHash LSH at its best setting for the task, run on the same words; without datasketch installed
its column stays empty.
"""

import gzip
import importlib
import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from tightrope.corpus.copies import text_links
from tightrope.corpus.signatures import sign
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


def _datasketch(texts: Mapping[str, str]) -> tuple[set[Pair], float] | None:
    """Pairs that datasketch's LSH proposes at a threshold of 1/2, and its speed (a CPU second)."""
    try:
        sketches: Any = importlib.import_module("datasketch")
    except ModuleNotFoundError:
        return None
    started = time.process_time()
    lsh = sketches.MinHashLSH(threshold=0.5, num_perm=128)
    found: set[Pair] = set()
    for name in sorted(texts):
        tokens = words(texts[name])
        sketch = sketches.MinHash(num_perm=128)
        last = len(tokens) - SHINGLE_WORDS + 1
        sketch.update_batch([" ".join(tokens[n : n + SHINGLE_WORDS]).encode() for n in range(last)])
        found.update((other, name) for other in lsh.query(sketch))
        lsh.insert(name, sketch)
    return found, len(texts) / (time.process_time() - started)


def measure(bench: Path) -> list[Figure]:
    """Figures of this room.

    Args:
        bench: the folder of gold data.
    """
    texts = bodies(bench)
    near, inside = exact_pairs(texts)
    started = time.process_time()
    found = {(k.first, k.second) for k in text_links([sign(i, t) for i, t in texts.items()])}
    speed = len(texts) / (time.process_time() - started)
    peer = _datasketch(texts)
    peers: Sequence[float | None] = (None, None, None)
    if peer is not None:
        peers = (_recall(peer[0], near), _recall(peer[0], inside), peer[1])
    name = "datasketch LSH" if peer else ""
    figures = [
        Figure("copies", "recall of pairs with Jaccard >= .5", _recall(found, near), "",
               name, peers[0], floor=COPY_RECALL_FLOOR),
        Figure("copies", "recall of pairs with containment >= .5", _recall(found, inside), "",
               name, peers[1], floor=EXCERPT_RECALL_FLOOR),
        Figure("copies", "precision of pairs", _recall(inside, found)),
        Figure("copies", "signed and compared", speed, "documents/CPU second", name, peers[2]),
    ]  # fmt: skip
    for part, path in SNIPPETS.items():
        figures.append(
            Figure("stories", f"BCubed F1 on ECB+ {part}", story_f1(bench / path), "",
                   "TF-IDF with average link", PUBLISHED_BCUBED, published=True)
        )  # fmt: skip
    return figures
