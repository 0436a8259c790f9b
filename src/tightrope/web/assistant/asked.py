"""Asking a served database as an address asks it, and what every answer has."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from tightrope.reference.state_codes import state_code
from tightrope.web.answers import cite_view
from tightrope.web.asking import Ask, BadQuestion
from tightrope.web.assistant.arguments import MOST_ITEMS, MOST_PAGES
from tightrope.web.assistant.citing import Linked, linked_to
from tightrope.web.site import Site

#: Gives what is served, for one question.
Lend = Callable[[], AbstractContextManager[Site]]


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list is asked for."""

    page: int
    limit: int

    def __post_init__(self) -> None:
        for name, value, most in (
            ("page", self.page, MOST_PAGES),
            ("limit", self.limit, MOST_ITEMS),
        ):
            if not 1 <= value <= most:
                raise BadQuestion(f"{name}: {value} is no number from 1 to {most}.")

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.limit

    def of(self, ask: Ask, linked: Linked, title: str, total: int) -> dict[str, Any]:
        """What every list's answer has."""
        more = total > self.offset + self.limit
        return {
            **head(ask, linked, title),
            "total": total,
            "page": self.page,
            "next_page": self.page + 1 if more else None,
        }


class Asker:
    """Asks a served database.

    Args:
        lend: gives what is served, for one question.
        pages: where its pages are served; answers give addresses there, or paths when empty.
    """

    def __init__(self, lend: Lend, pages: str = "") -> None:
        self._lend = lend
        self.linked = linked_to(pages)

    @contextmanager
    def asking(
        self,
        path: str,
        parts: Mapping[str, str] | None = None,
        fields: Mapping[str, str | list[str] | None] | None = None,
    ) -> Iterator[Ask]:
        """The question as an address asks it, without the fields that are empty."""
        query = {
            name: ",".join(value) if isinstance(value, list) else str(value)
            for name, value in (fields or {}).items()
            if value
        }
        with self._lend() as site, site.finder() as finder:
            yield Ask(site, finder, path, parts or {}, query)


def head(ask: Ask, linked: Linked, title: str) -> dict[str, str]:
    """What every answer has: a title, how to name the view, and its address."""
    url = linked(ask.address())
    return {"title": title, "cite": cite_view(title, url, ask), "url": url}


def path_of(address: Callable[[str], str], name: str) -> str:
    """The address of a state's page; of its code where it is given by name."""
    return address(state_code(name) or name)


def first_of(codes: Sequence[str]) -> str:
    """The first of some codes, or none."""
    return codes[0] if codes else ""
