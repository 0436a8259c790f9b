"""From what a page shows to what is sent: HTML, or its twins as JSON and CSV."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from tightrope import __version__
from tightrope.briefing.content import one_line
from tightrope.briefing.wording import (
    counted,
    counted_words,
    day_words,
    happened_words,
    listed,
    percent,
    sentence,
    signed,
    state,
    state_name,
)
from tightrope.web import addresses
from tightrope.web.asking import Ask

FORMATS = ("html", "json", "csv")
_TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Page:
    """What one page shows.

    Attributes:
        template: name of its template, without the ending.
        title: its heading.
        view: all that the template reads; a dataclass, and the JSON twin.
        rows: its main table, and the CSV twin.
        figures: makes the drawings and what only the template needs; not called for the twins.
        status: of the answer.
        section: which entry of the navigation it belongs to.
        citable: whether it is a view that can be cited and has twins; a form is not.
    """

    template: str
    title: str
    view: Any
    rows: Sequence[Mapping[str, Any]] = ()
    figures: Callable[[], Mapping[str, Any]] = dict
    status: int = 200
    section: str = ""
    citable: bool = True


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it is kept: made once for an address and what the database holds."""

    body: bytes
    media_type: str
    status: int
    etag: str


def send(request: Request, sent: Sent) -> Response:
    """The answer, or that the reader has it already."""
    headers = {"etag": sent.etag, "cache-control": "no-cache"}
    asked = request.headers.get("if-none-match", "")
    if sent.status == 200 and sent.etag in [tag.strip() for tag in asked.split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(sent.body, sent.status, headers, sent.media_type)


def write(page: Page, ask: Ask, file_format: str) -> Sent:
    """Write a page in one of :data:`FORMATS`."""
    if file_format == "json":
        body = msgspec.json.encode(
            {"title": page.title, "cite": cite(page, ask), "view": page.view}
        )
    elif file_format == "csv":
        body = as_csv(page.rows).encode()
    else:
        body = as_html(page, ask).encode("utf-8", "replace")
    etag = f'"{blake2b(body, digest_size=9).hexdigest()}"'
    return Sent(body, _TYPES[file_format], page.status, etag)


def as_html(page: Page, ask: Ask) -> str:
    """The page itself."""
    template = environment().get_template(f"{page.template}.html.jinja")
    return template.render(
        page=page,
        view=page.view,
        figures=page.figures(),
        cite=cite(page, ask),
        twins={f: twin(ask, f) for f in FORMATS[1:]},
        live=ask.site.live.state,
        asked=ask.query.get("q", "") if page.section == "search" else "",
        database=ask.site.settings.database.name,
        version=__version__,
    )


def twin(ask: Ask, file_format: str) -> str:
    """The address of the same view in another format."""
    path = ask.path if ask.path != "/" else "/home"
    separator, query = ("?", ask.address().partition("?")[2]) if "?" in ask.address() else ("", "")
    return f"{path}.{file_format}{separator}{query}"


def cite(page: Page, ask: Ask) -> str:
    """How to name this view in a footnote; the revision says what the corpus held."""
    return cite_view(page.title, ask.address(), ask)


def cite_view(title: str, address: str, ask: Ask) -> str:
    """The same for a view under any address."""
    held = ask.site.once("cite", lambda: _held(ask))
    return (
        f"“{title}”. Tightrope {__version__}, database {ask.site.settings.database.name} "
        f"({held}; revision {ask.site.revision}), {address}."
    )


def _held(ask: Ask) -> str:
    row = ask.finder.held()
    days = f", {day_words(row['low'])} to {day_words(row['high'])}" if row["low"] else ""
    return f"{counted(int(row['n']), 'document')}{days}"


def as_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """A table for spreadsheets: lists as JSON, and text that a program would run as a formula made
    harmless by an apostrophe."""
    out = io.StringIO()
    if rows:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(rows[0].keys())
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, (list, tuple, dict)):
        return msgspec.json.encode(value).decode()
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    if isinstance(value, date):
        return value.isoformat()
    return value


def _tied(text: str) -> str:
    """A number and its percent sign on one line."""
    return text.replace(" %", "\u00a0%")


def _short(text: str, limit: int = 180) -> str:
    flat = one_line(text)
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, with the filters that they use."""
    made = Environment(
        loader=PackageLoader("tightrope.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        counted=counted,
        counted_words=counted_words,
        day=day_words,
        listed=listed,
        one_line=one_line,
        percent=percent,
        sentence=sentence,
        short=_short,
        signed=signed,
        state=state,
        state_name=state_name,
        tied=_tied,
    )
    made.globals.update(to=addresses, happened=happened_words)
    return made
