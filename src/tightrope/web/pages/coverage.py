"""Coverage: what the corpus holds, what it does not, and why."""

from dataclasses import dataclass
from typing import Any

from tightrope.store.lookups import PUBLISHED
from tightrope.web.answers import Page
from tightrope.web.asking import Ask
from tightrope.web.figures.months import months

_OUTLETS = 30
_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class CoverageView:
    """Everything that the page shows."""

    counts: dict[str, int]
    outlets: tuple[dict[str, Any], ...]
    n_outlets: int
    languages: tuple[dict[str, Any], ...]
    bases: tuple[dict[str, Any], ...]
    undated: tuple[dict[str, Any], ...]
    n_undated: int
    months: tuple[dict[str, Any], ...]
    copies: int
    reasons: tuple[dict[str, Any], ...]
    quarantine: tuple[dict[str, Any], ...]
    n_quarantine: int
    page: int
    more_href: str


def coverage(ask: Ask) -> Page:
    """``/coverage?page=2``."""
    finder = ask.finder
    page = ask.number("page", 1, 1, 10_000)
    counts = ask.site.once("counts", finder.counts)
    fixed = ask.site.once("coverage", lambda: _fixed(ask))
    quarantine = finder.ask(
        "SELECT path, reason FROM quarantine ORDER BY path, reason LIMIT ? OFFSET ?",
        [_PER_PAGE, (page - 1) * _PER_PAGE],
    )
    more = counts["quarantine"] > page * _PER_PAGE
    view = CoverageView(
        counts=counts,
        quarantine=tuple(quarantine),
        n_quarantine=counts["quarantine"],
        page=page,
        more_href=ask.address(page=page + 1) if more else "",
        **fixed,
    )
    return Page(
        "coverage",
        "What the corpus holds, and what it does not",
        view,
        rows=view.months,
        figures=lambda: {
            "months": months([(r["month"], int(r["documents"])) for r in view.months])
        },
        section="coverage",
    )


def _fixed(ask: Ask) -> dict[str, Any]:
    finder = ask.finder
    return {
        "outlets": tuple(finder.outlets(_OUTLETS)),
        "n_outlets": _one(ask, "SELECT count(DISTINCT outlet) AS n FROM documents"),
        "languages": tuple(
            finder.ask(
                "SELECT language, count(*) AS documents FROM documents GROUP BY language "
                "ORDER BY documents DESC, language"
            )
        ),
        "bases": tuple(
            finder.ask(
                "SELECT published_basis AS basis, count(*) AS documents FROM documents "
                "GROUP BY basis ORDER BY documents DESC, basis"
            )
        ),
        "undated": tuple(
            finder.ask(
                "SELECT id, title, path FROM documents WHERE published_low IS NULL "
                "AND published_high IS NULL ORDER BY path, id LIMIT 50"
            )
        ),
        "n_undated": _one(
            ask,
            "SELECT count(*) AS n FROM documents "
            "WHERE published_low IS NULL AND published_high IS NULL",
        ),
        "months": tuple(
            finder.ask(
                "SELECT CAST(date_trunc('month', day) AS DATE) AS month, count(*) AS documents "
                f"FROM (SELECT {PUBLISHED} AS day FROM documents) WHERE day IS NOT NULL "
                "GROUP BY month ORDER BY month"
            )
        ),
        "copies": _one(ask, "SELECT count(copy_of) AS n FROM documents"),
        "reasons": tuple(
            finder.ask(
                "SELECT reason, count(*) AS blocks FROM "
                "(SELECT unnest(removed).reason AS reason FROM documents) "
                "GROUP BY reason ORDER BY blocks DESC, reason LIMIT 40"
            )
        ),
    }


def _one(ask: Ask, sql: str) -> int:
    return int(ask.finder.ask(sql)[0]["n"])
