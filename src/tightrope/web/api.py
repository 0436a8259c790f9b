"""The HTTP API: every table in pages and as a stream, with filters; described by OpenAPI."""

from collections.abc import Iterator
from datetime import date, datetime
from hashlib import blake2b
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import msgspec
from fastapi import FastAPI, Path, Query
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, create_model
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from tightrope import __version__
from tightrope.store import TABLES
from tightrope.store.corrections import COLUMNS
from tightrope.store.schema import Table
from tightrope.web.reporting import live_state
from tightrope.web.site import Site

_MOST = 1_000
_TYPES: dict[str, Any] = {
    "VARCHAR": str,
    "DATE": date,
    "INTEGER": int,
    "DOUBLE": float,
    "BOOLEAN": bool,
    "VARCHAR[]": list[str],
    "INTEGER[2][]": list[list[int]],
}
#: Columns that a question may name: those with short values.
_NOT_ASKED = frozenset({"text", "sentence", "content_text", "summary", "published_note"})
#: The days that ``since`` and ``until`` bound, by table.
_DAYS = {
    "documents": "coalesce(published_at, published_low, published_high)",
    "stories": "first_published",
    "events": "coalesce(event_date, event_date_low)",
    "incidents": "coalesce(date, date_low)",
    "statements": "statement_date",
    "reported_votes": "coalesce(date, date_low)",
    "votes": "date",
    "alignment": "period_start",
}
_MEDIA = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}


class Problem(BaseModel):
    """Why there is no answer."""

    detail: str


class Asked(BaseModel):
    """What may be asked of every table."""

    model_config = ConfigDict(extra="forbid")


class LiveState(BaseModel):
    """What is going on, as far as a reader may know."""

    revision: str
    watching: str
    step: str
    done: int
    total: int | None
    arrivals: int
    arrived_at: datetime | None
    trouble: str


def create_api(site: Site) -> FastAPI:
    """Addresses of all tables, of a record, of corrections and of what is going on, described."""
    app = FastAPI(
        title="Tightrope",
        version=__version__,
        summary="Where a state stands between the great powers, how that moved, and who says so.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        redirect_slashes=False,
    )
    app.state.site = site
    for table in TABLES.values():
        _add_table(app, table)
    app.add_api_route(
        "/api/record/{id}",
        _record,
        summary="One record of any table",
        tags=["records"],
        operation_id="record",
        response_model=OneRecord,
        responses=_problems(404),
    )
    app.add_api_route(
        "/api/corrections",
        _corrections,
        summary="What readers marked as wrong",
        tags=["records"],
        operation_id="corrections",
        response_model=list[dict[str, Any]],
        responses=_problems(),
    )
    app.add_api_route(
        "/live",
        live_state,
        response_model=LiveState,
        summary="What is going on",
        tags=["live"],
        operation_id="live",
    )
    return app


class OneRecord(BaseModel):
    """A record and the table that holds it."""

    table: str
    row: dict[str, Any]


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    found: dict[int | str, dict[str, Any]] = {s: {"model": Problem} for s in (*statuses, 503)}
    return found | {
        304: {"description": "It is as it was when its ETag was sent."},
        401: {"description": "A token is asked for."},
        400: {"description": "The address is too long, or names another machine."},
    }


def _add_table(app: FastAPI, table: Table) -> None:
    filters = _filters(table)
    rows = create_model(
        f"{table.name}_row",
        **{c: (_TYPES.get(t, Any) | None, ...) for c, t in table.columns},  # type: ignore[call-overload]
    )
    answered = create_model(
        f"{table.name}_page",
        table=(str, ...),
        revision=(str, ...),
        rows=(list[rows], ...),  # type: ignore[valid-type]
        next=(str | None, Field(description="The address of the rows that follow.")),
    )
    pages = create_model(
        f"{table.name}_asked",
        __base__=Asked,
        limit=(int, Field(100, ge=1, le=_MOST, description="Rows of one answer.")),
        after=(int, Field(-1, ge=-1, le=2**60, description="Where the last answer ended.")),
        **filters,
    )
    written: Any = Literal["jsonl", "csv", "parquet"]
    exports = create_model(
        f"{table.name}_export",
        __base__=Asked,
        format=(written, Field("jsonl", description="How to write it.")),
        **filters,
    )

    def page(request: Request, asked: Annotated[pages, Query()]) -> Response:  # type: ignore[valid-type]
        return _page(request, table, asked)

    def export(request: Request, asked: Annotated[exports, Query()]) -> Response:  # type: ignore[valid-type]
        return _export(request, table, asked)

    app.add_api_route(
        f"/api/{table.name}",
        page,
        summary=f"Rows of {table.name}: {table.meaning}",
        tags=["tables"],
        operation_id=f"list_{table.name}",
        response_model=answered,
        responses=_problems(),
    )
    app.add_api_route(
        f"/api/{table.name}/export",
        export,
        summary=f"All of {table.name} as a file",
        tags=["exports"],
        operation_id=f"export_{table.name}",
        response_class=StreamingResponse,
        responses={
            200: {"description": "The rows.", "content": {m: {} for m in _MEDIA.values()}},
            **_problems(),
        },
    )


def _filters(table: Table) -> dict[str, Any]:
    """One optional field for each column that may be asked for."""
    found: dict[str, Any] = {}
    for column, kind in table.columns:
        if column in _NOT_ASKED or column in ("start", "end", "trigger_start", "trigger_end"):
            continue
        if kind == "VARCHAR[]":
            found[column] = (str, Field(None, max_length=200, description="Holds this."))
        elif kind == "VARCHAR":
            found[column] = (str, Field(None, max_length=500, description="Is this."))
        elif kind in ("DATE", "BOOLEAN"):
            found[column] = (_TYPES[kind], Field(None, description="Is this."))
        elif kind == "INTEGER":
            found[column] = (int, Field(None, ge=-(2**31), le=2**31 - 1))
    if table.name in _DAYS:
        found["since"] = (date, Field(None, description="On this day or later."))
        found["until"] = (date, Field(None, description="On this day or earlier."))
    return found


def _where(table: Table, asked: BaseModel) -> tuple[str, list[Any]]:
    kinds = dict(table.columns)
    clauses: list[str] = []
    given: list[Any] = []
    for name, value in asked.model_dump(exclude_none=True).items():
        if name in ("since", "until"):
            clauses.append(f"{_DAYS[table.name]} {'>=' if name == 'since' else '<='} ?")
        elif name in kinds:
            clauses.append(
                f'list_contains("{name}", ?)' if kinds[name].endswith("[]") else f'"{name}" = ?'
            )
        else:
            continue
        given.append(value)
    return " AND ".join(clauses), given


def _once(request: Request) -> None:
    """Refuse a field that is given twice: only one of them could be meant."""
    names = [name for name, _ in request.query_params.multi_items()]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise RequestValidationError(
            [{"loc": ("query", n), "msg": "is given twice", "type": "value_error"} for n in twice]
        )


def _page(request: Request, table: Table, asked: Any) -> Response:
    _once(request)
    site: Site = request.app.state.site
    tag = _tag(site, request)
    if _has(request, tag):
        return Response(status_code=304, headers={"etag": tag})
    where, given = _where(table, asked)
    clause = " AND ".join(part for part in (f"rowid > {int(asked.after)}", where) if part)
    with site.finder() as finder:
        rows, after = finder.rows_after(table.name, clause, given, asked.limit)
    following = None
    if after is not None:
        fields = {k: v for k, v in request.query_params.items() if k != "after"}
        following = f"{request.url.path}?{urlencode(fields | {'after': str(after)})}"
    body = msgspec.json.encode(
        {"table": table.name, "revision": site.revision, "rows": rows, "next": following}
    )
    return Response(body, headers={"etag": tag}, media_type="application/json")


def _export(request: Request, table: Table, asked: Any) -> Response:
    _once(request)
    site: Site = request.app.state.site
    tag = _tag(site, request)
    if _has(request, tag):
        return Response(status_code=304, headers={"etag": tag})
    where, given = _where(table, asked)

    def pieces() -> Iterator[bytes]:
        with site.exporter() as finder:
            yield from finder.corpus.stream(table.name, asked.format, where, given)

    name = f"{table.name}.{asked.format}"
    return StreamingResponse(
        pieces(),
        media_type=_MEDIA[asked.format],
        headers={"etag": tag, "content-disposition": f'attachment; filename="{name}"'},
    )


def _record(
    request: Request, id: Annotated[str, Path(max_length=64, description="An identifier.")]
) -> Response:
    site: Site = request.app.state.site
    with site.finder() as finder:
        for table in TABLES.values():
            if table.column_names[0] == "id" and (row := finder.row(table.name, id)) is not None:
                body = msgspec.json.encode({"table": table.name, "row": row})
                return Response(body, media_type="application/json")
    problem = msgspec.json.encode({"detail": f"No record is named '{id}' in this database."})
    return Response(problem, 404, media_type="application/json")


def _corrections(request: Request) -> Response:
    site: Site = request.app.state.site
    rows = [{c: getattr(made, c) for c in COLUMNS} for made in site.corrections.all()]
    return Response(msgspec.json.encode(rows), media_type="application/json")


def _tag(site: Site, request: Request) -> str:
    named = f"{site.revision} {request.url.path}?{request.url.query}"
    return f'"{blake2b(named.encode(), digest_size=9).hexdigest()}"'


def _has(request: Request, tag: str) -> bool:
    asked = request.headers.get("if-none-match", "")
    return tag in [part.strip() for part in asked.split(",")]
