"""The application: pages, their twins, the API and what stands before them."""

import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from tightrope.errors import StoreError, TightropeError, UnknownRecord, UsageError
from tightrope.store import TooSlow
from tightrope.web.answers import FORMATS, Page, Sent, send, write
from tightrope.web.asking import Ask, BadQuestion, NotThere
from tightrope.web.briefings import add_briefings
from tightrope.web.guard import Guard
from tightrope.web.later import Later
from tightrope.web.pages import PAGES, MakePage
from tightrope.web.pages.corrections import add_corrections
from tightrope.web.pages.records import add_records
from tightrope.web.reporting import add_reporting
from tightrope.web.site import Site

log = logging.getLogger("tightrope.web")
#: The first pages come before the API is loaded, which takes about as long as the whole start.
_LOAD_AFTER_SECONDS = 4.0
_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (NotThere, 404),
    (UnknownRecord, 404),
    (BadQuestion, 400),
    (UsageError, 400),
    (TooSlow, 503),
    (StoreError, 503),
)


def create_app(site: Site) -> Starlette:
    """The application over an open site; the API is loaded when it is first asked, or when the
    server has run for a while."""
    api = Later(lambda: _api(site), ("/api/", "/openapi.json", "/live"))

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        later = threading.Timer(_LOAD_AFTER_SECONDS, api.app)
        later.daemon = True
        later.start()
        yield
        later.cancel()

    app = Starlette(lifespan=running)
    app.router.redirect_slashes = False
    app.state.site = site
    for path, make in PAGES:
        _add_page(app, path, make)
    add_records(app)
    add_briefings(app)
    add_corrections(app)
    add_reporting(app)
    app.router.routes.append(api)
    static = files("tightrope.web") / "static"
    app.mount("/static", StaticFiles(directory=str(static)), name="static")
    _add_failures(app)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=site.settings.allowed_hosts)
    app.add_middleware(Guard, token=site.settings.token, seconds=site.settings.request_seconds)
    return app


def _api(site: Site) -> Starlette:
    from tightrope.web.api import create_api

    api = create_api(site)
    _add_failures(api)
    return api


def _add_failures(app: Starlette) -> None:
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(TightropeError, _failed)
    app.add_exception_handler(Exception, _failed)


def _add_page(app: Starlette, path: str, make: MakePage) -> None:
    """One view under its address, and its twins under the same with an ending."""
    base = "/home" if path == "/" else path
    for file_format in FORMATS[1:]:
        app.add_route(f"{base}.{file_format}", _endpoint(make, file_format))
    app.add_route(path, _endpoint(make, ""))


def _endpoint(make: MakePage, file_format: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        site: Site = request.app.state.site
        path = request.url.path
        if file_format:
            path = path.removesuffix(f".{file_format}")
            path = "/" if path == "/home" else path
        wanted = file_format or request.query_params.get("format", "html")
        if wanted not in FORMATS:
            return _error_page(request, 400, f"format: must be one of {', '.join(FORMATS)}.")
        # The same address gives the same answer until something is written.
        key = (site.stamp, site.live.state.watching, path, str(request.query_params), wanted)
        kept = site.answers.get(key)
        if kept is None:
            try:
                kept = _made(site, make, path, request, wanted)
            except TightropeError as error:
                status = next((s for kind, s in _STATUS if isinstance(error, kind)), 500)
                return _error_page(request, status, str(error), wanted)
            except Exception:  # one bad page must not take the server down
                log.exception("the page %s failed", path)
                return _error_page(request, 500, _BROKEN, wanted)
            site.answers.put(key, kept, len(kept.body))
        return send(request, kept)

    return answer


def _made(site: Site, make: MakePage, path: str, request: Request, wanted: str) -> Sent:
    with site.finder() as finder:
        ask = Ask(site, finder, path, dict(request.path_params), dict(request.query_params))
        return write(make(ask), ask, wanted)


_BROKEN = (
    "This page could not be made; the others work. Please report it with its address; the server's "
    "log says what went wrong."
)
_TITLES = {400: "This can’t be asked", 404: "Not found", 503: "Too slow"}


def _error_page(request: Request, status: int, text: str, wanted: str = "html") -> Response:
    if wanted != "html" or request.url.path.startswith("/api"):
        return JSONResponse({"detail": text}, status)
    site: Site = request.app.state.site
    page = Page("error", _TITLES.get(status, "Something went wrong"), text, status=status)
    try:
        with site.finder() as finder:
            sent = write(page, Ask(site, finder, request.url.path, {}, {}), "html")
    except TightropeError:
        return Response(text, status, media_type="text/plain")
    return Response(sent.body, status, {"cache-control": "no-store"}, sent.media_type)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    text = (
        "There is no page at this address. The home page lists what there is."
        if error.status_code == 404
        else str(error.detail)
    )
    answer = _error_page(request, error.status_code, text)
    answer.headers.update(error.headers or {})
    return answer


async def _failed(request: Request, error: Exception) -> Response:
    if isinstance(error, TightropeError):
        status = next((s for kind, s in _STATUS if isinstance(error, kind)), 500)
        return _error_page(request, status, str(error))
    log.exception("a request failed", exc_info=error)
    return _error_page(request, 500, _BROKEN)
