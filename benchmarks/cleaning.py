"""How well and how fast articles are found in pages and in text dumps of them.

Peers that are installed run on the same pages in the same run: readability-lxml, resiliparse,
newspaper4k and justext are not among the project's dependencies.
"""

import gzip
import importlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import mean
from typing import Any

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


def _trafilatura(page: str) -> str:
    return importlib.import_module("trafilatura").extract(page, include_comments=False) or ""


def _readability(page: str) -> str:
    summary = importlib.import_module("readability").Document(page).summary(html_partial=True)
    return str(importlib.import_module("lxml.html").fromstring(summary).text_content())


def _resiliparse(page: str) -> str:
    extracting = importlib.import_module("resiliparse.extract.html2text")
    return str(extracting.extract_plain_text(page, main_content=True, alt_texts=False))


def _newspaper(page: str) -> str:
    found = importlib.import_module("newspaper").Article("https://example.org", language="en")
    found.download(input_html=page)
    found.parse()
    return str(found.text)


def _justext(page: str) -> str:
    module: Any = importlib.import_module("justext")
    paragraphs = module.justext(page.encode(), module.get_stoplist("English"), encoding="utf-8")
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


PEERS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "trafilatura": ("trafilatura", _trafilatura),
    "readability-lxml": ("readability", _readability),
    "resiliparse": ("resiliparse", _resiliparse),
    "newspaper4k": ("newspaper", _newspaper),
    "justext": ("justext", _justext),
}


def peer_scores(bench: Path) -> dict[str, tuple[float, float]]:
    """F1 and pages per CPU second (one process) of ours and of every peer that is installed."""
    gold, pages = gold_bodies(bench), html_pages(bench)
    found = {"": _timed(gold, pages, _body_of_page)}
    for name, (module, body) in PEERS.items():
        try:
            importlib.import_module(module)
        except ImportError:
            continue
        found[name] = _timed(gold, pages, body)
    return found


def _timed(
    gold: dict[str, str], pages: dict[str, str], body: Callable[[str], str]
) -> tuple[float, float]:
    _safely(body, next(iter(pages.values())))
    started = time.process_time()
    bodies = {key: _safely(body, page) for key, page in pages.items()}
    speed = len(pages) / (time.process_time() - started)
    return score(gold, bodies).f1, speed


def _safely(body: Callable[[str], str], page: str) -> str:
    """A page on which a peer breaks down counts as empty, as it would in a run.

    A wrong call of its interface is our mistake, and is not hidden.
    """
    try:
        return body(page)
    except (AttributeError, ImportError):
        raise
    except Exception:
        return ""


def measure(bench: Path) -> list[Figure]:
    """The lines of the benchmark table on cleaning; none where the gold data is absent."""
    if not (bench / "extraction" / "ground-truth.json").is_file():
        return []
    scores = peer_scores(bench)
    ours, ours_speed = scores.pop("")
    figures = [
        Figure(
            "cleaning", "HTML, F1", ours, "", "trafilatura", _TRAFILATURA_PUBLISHED,
            published=True, floor=FLOORS["html"],
        )
    ]  # fmt: skip
    for name, (f1, speed) in scores.items():
        figures.append(Figure("cleaning", "HTML, F1", ours, "", name, f1))
        figures.append(
            Figure("cleaning", "HTML, one process", ours_speed, "pages/CPU second", name, speed)
        )
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
