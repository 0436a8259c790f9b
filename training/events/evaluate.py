"""Score a folder of weights on annotated documents: the model, the rules, and both together.

python -m training.events.evaluate --gold FILE.jsonl --weights FOLDER
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from tightrope.language.learned.reader import LearnedReader

from benchmarks.attribution import KINDS, Gold, Score, documents, read, score, words_of
from tightrope.stages.attributing import RuleFinder, Triple
from tightrope.stages.attributing.combining import combined
from tightrope.stages.attributing.learned import LearnedFinder


def line(name: str, result: Score) -> str:
    """One row of figures."""
    kinds = "  ".join(f"{kind} {result.recall(kind):.3f}" for kind in KINDS)
    return f"{name:6} {result.f1():.4f}  {result.f1('end to end'):.4f}  recall: {kinds}"


def scored(golds: Sequence[Gold], found: Sequence[Sequence[Triple]]) -> Score:
    pairs = ([(t.source, t.content) for t in triples] for triples in found)
    return score(zip(golds, pairs, strict=True))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--gold", type=Path, required=True, help="annotated documents, JSON lines")
    options.add_argument("--weights", type=Path, required=True, help="folder with model and sums")
    options.add_argument("--threads", type=int, default=2)
    chosen = options.parse_args()
    golds = documents(chosen.gold)
    sentences = [read(g.text) for g in golds]
    learned, rules = LearnedFinder(LearnedReader(chosen.weights, chosen.threads)), RuleFinder()
    begun = time.perf_counter()
    by_model = [learned.find(g.text, s) for g, s in zip(golds, sentences, strict=True)]
    spent = time.perf_counter() - begun
    by_rules = [rules.find(g.text, s) for g, s in zip(golds, sentences, strict=True)]
    both = [combined(g.text, m, r) for g, m, r in zip(golds, by_model, by_rules, strict=True)]
    print("       content end to end")
    for name, found in (("model", by_model), ("rules", by_rules), ("both", both)):
        print(line(name, scored(golds, found)))
    print(f"model alone: {words_of(golds) / spent:.0f} words/s on {chosen.threads} threads")


if __name__ == "__main__":
    main()
