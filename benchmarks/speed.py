"""Articles a second for the whole path, beside the same spaCy pipeline run plainly.

The peer reads the same texts with the pipeline that the parser uses (same components left out) and
does nothing else, in the same run, so the ratio says what everything that Tightrope adds costs, and
what skipping and remembering sentences saves. CPU time counts all threads of one worker, so it
says what a run costs where the cores are shared. Each figure is the median of three runs, each in a
process of its own, after the models are loaded.
"""

import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.figures import Figure

ROUNDS = 3
GENERAL_ARTICLES = 42
DENSE_COPIES = 3
ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "corpus"

# Names that stand in one another's place, so that the copies of an article are not the same
# sentences over again (a sentence that was read before costs nothing).
_ROTATIONS = (
    ("Vietnam", "Thailand", "Indonesia", "Malaysia", "Cambodia"),
    ("Hanoi", "Bangkok", "Jakarta", "Kuala Lumpur", "Phnom Penh"),
    ("Kazakhstan", "Uzbekistan", "Kyrgyzstan", "Tajikistan", "Turkmenistan"),
    ("Turkey", "Greece", "Bulgaria", "Romania", "Georgia"),
    ("Saudi Arabia", "Qatar", "Kuwait", "Bahrain", "Oman"),
    ("Serbia", "Montenegro", "Albania", "Bosnia", "Croatia"),
    ("India", "Nepal", "Bangladesh", "Sri Lanka", "Bhutan"),
    ("China", "Russia", "Japan", "Britain", "France"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    ("said", "stated", "added", "noted", "explained"),
)
_PLACE = {name: (row, n) for row in _ROTATIONS for n, name in enumerate(row)}
_NAMES = re.compile(r"\b(?:" + "|".join(map(re.escape, _PLACE)) + r")\b")


def general_texts(bench: Path | None) -> list[str]:
    """Political news that is mostly not about states: PolNeAR's development part."""
    source = bench / "attribution" / "polnear_dev.jsonl" if bench is not None else None
    if source is None or not source.is_file():
        return []
    return [
        json.loads(line)["text"]
        for line in source.read_text("utf-8").splitlines()[:GENERAL_ARTICLES]
    ]


def dense_texts() -> list[str]:
    """The cleaned example corpus, each article in several versions with other names."""
    from tightrope.engine.pipeline import prepare_file
    from tightrope.reading import find_inputs

    texts = [d.text for path in find_inputs([EXAMPLES]) for d in prepare_file(path).documents]
    return [vary(text, copy) for copy in range(DENSE_COPIES) for text in texts]


def vary(text: str, copy: int) -> str:
    """``text`` with every name that has a place in a rotation replaced by the ``copy``-th next."""

    def turned(found: re.Match[str]) -> str:
        row, n = _PLACE[found.group()]
        return row[(n + copy) % len(row)]

    return _NAMES.sub(turned, text)


def measure(bench: Path | None) -> list[Figure]:
    """Speed and memory on general news (if the gold data is there) and on news about states."""
    corpora = {"general news": general_texts(bench), "news about states": dense_texts()}
    return [f for name, texts in corpora.items() if texts for f in _measure_corpus(name, texts)]


def _measure_corpus(name: str, texts: Sequence[str]) -> list[Figure]:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "articles"
        folder.mkdir()
        for n, text in enumerate(texts):
            (folder / f"{n:05}.txt").write_text(text, "utf-8")
        runs: dict[str, list[dict[str, float]]] = {what: [] for what in MEASURED}
        # In turn, so that what else the machine does falls on all of them alike.
        for _ in range(ROUNDS):
            for what in MEASURED:
                runs[what].append(_in_own_process(what, folder))
    rate = {
        what: len(texts) / statistics.median(r["seconds"] for r in done)
        for what, done in runs.items()
    }
    cpu = {what: statistics.median(r["cpu_seconds"] for r in done) for what, done in runs.items()}
    memory = {what: statistics.median(r["peak_mb"] for r in done) for what, done in runs.items()}
    plain, plain_mb = rate.pop("plain"), memory.pop("plain")
    figures = [
        Figure(
            "speed", f"{name}, {_workers(what)}", ours, "articles/s", "same spaCy pipeline", plain
        )
        for what, ours in rate.items()
    ]
    figures += [
        Figure(
            "speed", f"{name}, {_workers(what)}, CPU time", cpu[what], "s",
            "same spaCy pipeline", cpu["plain"], higher_is_better=False,
        )
        for what in ("1", "fast")
    ]  # fmt: skip
    figures += [
        Figure(
            "speed", f"{name}, {_workers(what)}, peak memory", ours, "MB",
            "same spaCy pipeline", plain_mb, higher_is_better=False,
        )
        for what, ours in memory.items()
    ]  # fmt: skip
    return figures


def _workers(what: str) -> str:
    return {"1": "one worker", "2": "two workers", "fast": "one worker, fast reading"}[what]


def _in_own_process(what: str, folder: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.speed", what, str(folder)],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        raise RuntimeError(f"measuring '{what}' failed: {last[0]}")
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


@dataclass(frozen=True, slots=True)
class Spent:
    """Wall-clock seconds, and seconds of all cores that this process used."""

    seconds: float
    cpu_seconds: float


class _Clock:
    """Says what was spent since it was made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def spent(self) -> Spent:
        return Spent(time.perf_counter() - self._wall, time.process_time() - self._cpu)


def _run_tightrope(folder: Path, workers: int, fast: bool = False) -> Spent:
    import tightrope as tr
    from tightrope.language.pace import reading_fast

    with reading_fast(fast):
        tr.code("Norway and Chile signed an agreement on Monday.")  # loads the models
    with tempfile.TemporaryDirectory() as scratch:
        clock = _Clock()
        db = Path(scratch) / "bench.duckdb"
        tr.run([folder], db=db, workers=workers, fast=fast).close()
        return clock.spent()


def _run_spacy(folder: Path) -> Spent:
    import spacy

    from tightrope.language.parser import installed_pipeline

    texts = [path.read_text("utf-8") for path in sorted(folder.iterdir())]
    nlp = spacy.load(installed_pipeline(), exclude=["ner", "senter"])
    nlp("Norway and Chile signed an agreement on Monday.")
    clock = _Clock()
    for _ in nlp.pipe(texts):
        pass
    return clock.spent()


MEASURED: dict[str, Callable[[Path], Spent]] = {
    "plain": _run_spacy,
    "fast": lambda folder: _run_tightrope(folder, workers=1, fast=True),
    "1": lambda folder: _run_tightrope(folder, workers=1),
    "2": lambda folder: _run_tightrope(folder, workers=2),
}


def _peak_mb(workers: int) -> float:
    """This process's peak, and for several workers as many times the largest child's."""
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + (workers * child if workers > 1 else 0)) * unit / 1e6


def main() -> None:
    """Measure one thing once; :func:`measure` calls this in processes of its own."""
    parser = argparse.ArgumentParser(description="One timed run (used by benchmarks.run).")
    parser.add_argument("what", choices=sorted(MEASURED))
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    spent = MEASURED[options.what](options.folder)
    workers = 2 if options.what == "2" else 1
    print(json.dumps(asdict(spent) | {"peak_mb": _peak_mb(workers)}))


if __name__ == "__main__":
    main()
