"""An application that is loaded when it is first asked, so that the server starts at once."""

import threading
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import URLPath
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import ASGIApp, Receive, Scope, Send


class Later(BaseRoute):
    """Addresses that another application answers.

    Args:
        make: loads and makes it; called once.
        paths: addresses that are its own; those that end in ``/`` stand for all that begin so.
    """

    def __init__(self, make: Callable[[], ASGIApp], paths: tuple[str, ...]) -> None:
        self._make = make
        self._paths = frozenset(p for p in paths if not p.endswith("/"))
        self._beginnings = tuple(p for p in paths if p.endswith("/"))
        self._lock = threading.Lock()
        self._made: ASGIApp | None = None

    def app(self) -> ASGIApp:
        """The application, made if it is not yet."""
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        path = scope["path"]
        own = path in self._paths or path.startswith(self._beginnings)
        return (Match.FULL if own and scope["type"] == "http" else Match.NONE), {}

    def url_path_for(self, name: str, /, **path_params: object) -> URLPath:
        raise NoMatchFound(name, dict(path_params))

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._made if self._made is not None else await run_in_threadpool(self.app)
        await app(scope, receive, send)
