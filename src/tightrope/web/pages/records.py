"""From any identifier to the page that shows it."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tightrope.store import Finder
from tightrope.web import addresses
from tightrope.web.asking import NotThere
from tightrope.web.site import Site

_TABLES = (
    ("documents", addresses.document),
    ("stories", addresses.story),
    ("incidents", addresses.incident),
    ("statements", addresses.statement),
    ("disputes", addresses.dispute),
)
_INSIDE = ("events", "reported_votes", "actors")


def add_records(app: Starlette) -> None:
    """``/record/ID``: wherever a briefing or a table names an identifier, this opens it."""
    app.add_route("/record/{id}", _record)


def _record(request: Request) -> Response:
    site: Site = request.app.state.site
    with site.finder() as finder:
        return RedirectResponse(address_of(finder, request.path_params["id"]), 302)


def address_of(finder: Finder, record_id: str) -> str:
    """The page of a record; what stands in a document opens at its place.

    Raises:
        NotThere: no table holds the identifier.
    """
    for table, address in _TABLES:
        if finder.row(table, record_id) is not None:
            return address(record_id)
    for table in _INSIDE:
        row = finder.row(table, record_id)
        if row is not None:
            return addresses.document(row["document_id"], record_id)
    raise NotThere(f"No record is named “{record_id[:60]}” in this database.")
