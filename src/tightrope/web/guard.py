"""What stands between a browser and the pages: who may ask, for how long, and what a page may do.

Documents are written by strangers. Templates escape everything; should something slip through, the
policy here lets a page run no script but ours and load nothing from elsewhere.
"""

import asyncio
import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "tightrope"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_LONGEST_BODY = 16_384
_LONGEST_ADDRESS = 16_384


class Guard:
    """ASGI middleware: token, size, time and headers."""

    def __init__(self, app: ASGIApp, token: str | None, seconds: float) -> None:
        self._app = app
        self._token = token
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = asyncio.Event()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                begun.set()
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        refused = self._refusal(scope)
        if refused is not None:
            await refused(scope, receive, sending)
            return
        task = asyncio.ensure_future(self._app(scope, _limited(receive), sending))
        beginning = asyncio.ensure_future(begun.wait())
        try:
            # The limit is for the beginning of the answer; exports and live news go on for long.
            await asyncio.wait(
                {task, beginning}, timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if begun.is_set() or task.done():
                await task
                return
            task.cancel()
            late = PlainTextResponse("This took too long; ask for less.\n", 503)
            await late(scope, receive, sending)
        except _TooLarge:
            if not begun.is_set():
                large = PlainTextResponse("What was sent is too large.\n", 413)
                await large(scope, receive, sending)
        finally:
            beginning.cancel()
            if not task.done():
                task.cancel()

    def _refusal(self, scope: Scope) -> Response | None:
        if len(scope["path"]) + len(scope["query_string"]) > _LONGEST_ADDRESS:
            return PlainTextResponse("This address is too long.\n", 400)
        headers = dict(scope["headers"])
        if scope["method"] not in ("GET", "HEAD", "OPTIONS") and not _same_site(headers):
            return PlainTextResponse("Only the pages of this server may send something.\n", 403)
        return None if self._token is None else self._ask_token(scope, headers, self._token)

    def _ask_token(self, scope: Scope, headers: dict[bytes, bytes], token: str) -> Response | None:
        given = headers.get(b"authorization", b"").decode("latin-1")
        if given.startswith("Bearer ") and _equal(given[7:].strip(), token):
            return None
        try:
            cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
        except CookieError:
            cookies = SimpleCookie()
        if COOKIE in cookies and _equal(cookies[COOKIE].value, token):
            return None
        fields = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        brought = [value for name, value in fields if name == "token"]
        if brought and _equal(brought[0], token):
            # Out of the address bar at once: it would stay in the history and in links.
            rest = urlencode([(n, v) for n, v in fields if n != "token"])
            path = "/" + scope["path"].lstrip("/\\")
            answer = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", path="/")
            return answer
        return PlainTextResponse(
            "This server asks for a token. Open the address that 'tightrope serve' printed, or "
            "send 'Authorization: Bearer TOKEN'.\n",
            401,
            {"www-authenticate": "Bearer"},
        )


class _TooLarge(Exception):
    """A body that is longer than anything that pages send."""


def _limited(receive: Receive) -> Receive:
    read = 0

    async def receiving() -> Message:
        nonlocal read
        message = await receive()
        if message["type"] == "http.request":
            read += len(message.get("body", b""))
            if read > _LONGEST_BODY:
                raise _TooLarge
        return message

    return receiving


def _same_site(headers: dict[bytes, bytes]) -> bool:
    """Whether a browser says that a page of ours sends this (or nobody's: a program)."""
    fetched = headers.get(b"sec-fetch-site")
    if fetched is not None:
        return fetched in (b"same-origin", b"none")
    origin = headers.get(b"origin")
    if origin is None:
        return True
    return origin.partition(b"://")[2] == headers.get(b"host", b"")


def _equal(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())
