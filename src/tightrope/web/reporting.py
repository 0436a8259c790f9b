"""What is going on, for open pages: once (``/live``) or as it changes (``/live/events``)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from tightrope.web.site import Site

_LOOK_SECONDS = 0.5
_BEAT_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class _Told:
    revision: str
    watching: str
    step: str
    done: int
    total: int | None
    arrivals: int
    arrived_at: datetime | None
    trouble: str


def add_reporting(app: Starlette) -> None:
    """The two addresses."""
    app.add_route("/live", live_state)
    app.add_route("/live/events", _events)


def live_state(request: Request) -> Response:
    """What is going on now."""
    return Response(_told(request.app.state.site), media_type="application/json")


def _told(site: Site) -> bytes:
    now = site.live.state
    return msgspec.json.encode(
        _Told(
            site.revision,
            now.watching,
            now.step,
            now.done,
            now.total,
            now.arrivals,
            now.arrived_at,
            now.trouble,
        )
    )


async def _events(request: Request) -> Response:
    """Server-sent events: one now, one with every change, and a beat in between."""
    site: Site = request.app.state.site

    async def told() -> AsyncIterator[bytes]:
        seen: tuple[int, str] | None = None
        quiet = 0.0
        while not await request.is_disconnected():
            now = (site.live.state.number, site.revision)
            if now != seen:
                seen, quiet = now, 0.0
                yield b"data: " + _told(site) + b"\n\n"
            elif quiet >= _BEAT_SECONDS:
                quiet = 0.0
                yield b": still here\n\n"
            await asyncio.sleep(_LOOK_SECONDS)
            quiet += _LOOK_SECONDS

    return StreamingResponse(
        told(), media_type="text/event-stream", headers={"cache-control": "no-store"}
    )
