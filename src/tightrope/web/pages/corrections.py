"""Corrections: marking a coding as wrong, and the list of all that was marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tightrope.store.corrections import ASPECTS, Correction
from tightrope.web import addresses
from tightrope.web.answers import Page, write
from tightrope.web.asking import Ask, NotThere
from tightrope.web.pages.document import Coding, document_view
from tightrope.web.site import Site


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    """The list."""

    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class CorrectView:
    """The form."""

    coding: Coding
    document_id: str
    document_title: str
    aspects: tuple[str, ...]


def corrections(ask: Ask) -> Page:
    """``/corrections``."""
    found = ask.site.corrections.all()
    return Page(
        "corrections",
        "Corrections by readers",
        CorrectionsView(found[::-1]),
        rows=[msgspec.to_builtins(c) for c in found],
        section="coverage",
    )


def add_corrections(app: Starlette) -> None:
    """The form, and what takes it in."""
    app.add_route("/correct/{table}/{id}", _form, methods=["GET"])
    app.add_route("/correct/{table}/{id}", _make, methods=["POST"])
    app.add_route("/corrections/{id}/withdraw", _withdraw, methods=["POST"])


def _form(request: Request) -> Response:
    site: Site = request.app.state.site
    with site.finder() as finder:
        ask = Ask(site, finder, request.url.path, dict(request.path_params), {})
        view = _found(ask)
        page = Page("correct", "What is wrong here?", view, section="documents", citable=False)
        sent = write(page, ask, "html")
    return Response(sent.body, 200, {"cache-control": "no-store"}, sent.media_type)


def _found(ask: Ask) -> CorrectView:
    table, record_id = ask.parts["table"], ask.parts["id"]
    row = ask.finder.row(table, record_id) if table in ASPECTS else None
    if row is None:
        raise NotThere("There is no such coding in this database.")
    view = document_view(ask, row["document_id"])
    coding = next(c for c in view.codings if c.id == record_id)
    return CorrectView(coding, view.id, view.title, ASPECTS[table])


async def _make(request: Request) -> Response:
    fields = {k: v for k, v in (await request.form()).items() if isinstance(v, str)}
    return await run_in_threadpool(_kept, request, fields)


def _kept(request: Request, fields: Mapping[str, Any]) -> Response:
    site: Site = request.app.state.site
    with site.finder() as finder:
        view = _found(Ask(site, finder, request.url.path, dict(request.path_params), {}))
    coding = view.coding
    site.corrections.make(
        coding.table,
        coding.id,
        view.document_id,
        (coding.start, coding.end),
        coding.quotation,
        f"{coding.kind}: {coding.title} [{coding.rule}]",
        fields.get("aspect", ""),
        fields.get("should_be", ""),
        fields.get("note", ""),
        fields.get("reader", ""),
    )
    return RedirectResponse(addresses.document(view.document_id, f"card-{coding.id}"), 303)


def _withdraw(request: Request) -> Response:
    site: Site = request.app.state.site
    if not site.corrections.withdraw(request.path_params["id"]):
        raise NotThere("There is no such correction.")
    return RedirectResponse("/corrections", 303)
