"""How well and how fast articles are found in pages and in text dumps of them."""

import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import mean

from benchmarks.figures import Figure
from tightrope.records.documents import Quarantined, RawDocument
from tightrope.stages.cleaning import clean

DUMPS = ("inscriptis", "html-text", "html2text", "beautifulsoup")
# What simple text-only heuristics reach on these dumps, as the notes on the gold data give it.
_SIMPLE_RULES = {"inscriptis": 0.84, "html-text": 0.84, "html2text": 0.84, "beautifulsoup": 0.67}
_TRAFILATURA_PUBLISHED = 0.950
FLOORS = {
    "html": 0.955,
    "inscriptis": 0.92,
    "html-text": 0.92,
    "html2text": 0.91,
    "beautifulsoup": 0.81,
}
_SHINGLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Score:
    """Mean precision and recall over pages, in 4-word shingles, and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def article_body(content: str, media_type: str) -> str:
    """The cleaned text of one page without its title; empty when it is quarantined."""
    found = clean(RawDocument("d", "page", content, media_type))
    if isinstance(found, Quarantined):
        return ""
    return "\n".join(d.text[len(d.title) :] if d.title else d.text for d in found)


def score(gold: dict[str, str], found: dict[str, str]) -> Score:
    """Compare article bodies as multisets of 4-word shingles, page by page."""
    precisions, recalls = [], []
    for key, body in gold.items():
        wanted, given = _shingles(body), _shingles(found.get(key, ""))
        shared = sum((wanted & given).values())
        if given:
            precisions.append(shared / given.total())
        if wanted:
            recalls.append(shared / wanted.total())
    return Score(mean(precisions or [0.0]), mean(recalls or [0.0]))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    if not words:
        return Counter()
    last = max(len(words) - _SHINGLE_WORDS + 1, 1)
    return Counter(tuple(words[i : i + _SHINGLE_WORDS]) for i in range(last))


def gold_bodies(bench: Path) -> dict[str, str]:
    """Article bodies by page."""
    with (bench / "extraction" / "ground-truth.json").open(encoding="utf-8") as stream:
        return {key: page.get("articleBody", "") for key, page in json.load(stream).items()}


def dump_texts(bench: Path, name: str) -> dict[str, str]:
    """One tool's crude text of each page."""
    with (bench / "extraction" / f"crude_{name}.json").open(encoding="utf-8") as stream:
        return {key: page.get("articleBody", "") for key, page in json.load(stream).items()}


def html_pages(bench: Path) -> dict[str, str]:
    """The pages themselves, decoded."""
    folder = bench / "extraction" / "html"
    return {
        path.name.removesuffix(".html.gz"): gzip.decompress(path.read_bytes()).decode(
            "utf-8", "replace"
        )
        for path in sorted(folder.glob("*.html.gz"))
    }


def score_html(bench: Path) -> Score:
    """How well articles are found in HTML."""
    return score(gold_bodies(bench), _cleaned(html_pages(bench), _body_of_page))


def score_dump(bench: Path, name: str) -> Score:
    """How well articles are found in one tool's text dumps."""
    return score(gold_bodies(bench), _cleaned(dump_texts(bench, name), _body_of_dump))


def _cleaned(texts: dict[str, str], body: Callable[[str], str]) -> dict[str, str]:
    return {key: body(text) for key, text in texts.items()}


def _body_of_page(content: str) -> str:
    return article_body(content, "text/html")


def _body_of_dump(content: str) -> str:
    return article_body(content, "text/plain")


def _pages_per_second(texts: list[str], body: Callable[[str], str], workers: int) -> float:
    """Speed over all texts twice, after a few that load what is loaded once."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(body, texts[: 8 * workers], chunksize=4))
        start = time.perf_counter()
        list(pool.map(body, texts * 2, chunksize=4))
        return 2 * len(texts) / (time.perf_counter() - start)


def measure(bench: Path) -> list[Figure]:
    """The lines of the benchmark table on cleaning; none where the gold data is absent."""
    if not (bench / "extraction" / "ground-truth.json").is_file():
        return []
    figures = [
        Figure(
            "cleaning", "HTML, F1", score_html(bench).f1, "", "trafilatura", _TRAFILATURA_PUBLISHED,
            published=True, floor=FLOORS["html"],
        )
    ]  # fmt: skip
    figures += [
        Figure(
            "cleaning", f"text dump ({name}), F1", score_dump(bench, name).f1, "",
            "simple rules", _SIMPLE_RULES[name], published=True, floor=FLOORS[name],
        )
        for name in DUMPS
    ]  # fmt: skip
    pages = list(html_pages(bench).values())
    dumps = list(dump_texts(bench, DUMPS[0]).values())
    figures.append(
        Figure(
            "cleaning", "HTML, 2 workers", _pages_per_second(pages, _body_of_page, 2), "pages/s",
        )
    )  # fmt: skip
    figures.append(
        Figure(
            "cleaning", "text dump, 2 workers", _pages_per_second(dumps, _body_of_dump, 2),
            "pages/s",
        )
    )  # fmt: skip
    return figures
