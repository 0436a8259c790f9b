"""``tightrope serve``: the web pages and the HTTP API."""

import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from tightrope.cli.listening import listen, run_app
from tightrope.cli.options import DEFAULT_DATABASE, DEFAULT_POWERS, Database, Powers, states
from tightrope.errors import UsageError

if TYPE_CHECKING:
    from tightrope.web import Settings

_MOST_PROCESSES = 2


def serve(
    db: Database = DEFAULT_DATABASE,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS", help="Where to listen; beyond this machine readers need a token."
        ),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8000,
    token: Annotated[
        str,
        typer.Option(
            envvar="TIGHTROPE_TOKEN", help="The token readers need; made up when not given."
        ),
    ] = "",
    powers: Powers = DEFAULT_POWERS,
    watch: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FEED|FOLDER",
            help="Code what arrives there while serving: a folder, or a feed's address.",
        ),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where articles of feeds are kept (DB.watched)."),
    ] = None,
    every: Annotated[
        float, typer.Option(min=1, metavar="MINUTES", help="From one round of feeds to the next.")
    ] = 30,
    focal: Annotated[
        str,
        typer.Option(metavar="STATES", help="States to measure when coding; all when not given."),
    ] = "",
    processes: Annotated[
        int | None,
        typer.Option(min=1, help="That make pages; one when watching, else up to two."),
    ] = None,
) -> None:
    """Web pages and the HTTP API over a database, on this machine unless told otherwise."""
    from tightrope.web import Settings
    from tightrope.web.settings import LOOPBACK

    open_to_others = host not in LOOPBACK
    settings = Settings(
        database=db,
        powers=states(powers, "--powers"),
        host=host,
        token=(token or secrets.token_urlsafe(18)) if open_to_others or token else None,
    )
    listening = listen(host, port)
    try:
        if watch:
            _serve_watching(settings, listening, watch, into, every, states(focal, "--focal"))
        else:
            _serve(settings, listening, processes or min(_MOST_PROCESSES, os.cpu_count() or 1))
    finally:
        listening.close()


def _serve(settings: "Settings", listening: socket.socket, processes: int) -> None:
    from tightrope.web import create_app, open_site

    if not hasattr(os, "fork") or sys.platform == "darwin":
        processes = 1
    if processes > 1:
        # Each process has its own questions to the database; they share the processors.
        settings = replace(settings, threads=max(1, (os.cpu_count() or 1) // processes))
        open_site(settings).close()  # what is wrong with the database is told once, by this one
    with _helpers(processes - 1) as first:
        site = open_site(settings)
        try:
            _run(create_app(site), settings, listening, announce=first)
        finally:
            site.close()


@contextmanager
def _helpers(number: int) -> Iterator[bool]:
    """Copies of this process that serve from the same socket; yields whether this is the first.

    They are made before anything is opened, and end with the first.
    """
    started: list[int] = []
    for _ in range(number):
        child = os.fork()
        if child == 0:
            parent = os.getppid()
            threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
            try:
                yield False
            finally:
                os._exit(0)
        started.append(child)
    try:
        yield True
    finally:
        for child in started:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGTERM)
        for child in started:
            with suppress(ChildProcessError):
                os.waitpid(child, 0)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(1)


def _serve_watching(
    settings: "Settings",
    listening: socket.socket,
    watch: list[str],
    into: Path | None,
    every_minutes: float,
    focal: tuple[str, ...],
) -> None:
    from tightrope.store import Writer
    from tightrope.watching import Watch
    from tightrope.web import create_app
    from tightrope.web.feeding import Feeder
    from tightrope.web.site import site_of_writer

    feeds = [name for name in watch if urlsplit(name).scheme in ("http", "https")]
    folders = [Path(name) for name in watch if name not in feeds]
    for folder in folders:
        if not folder.exists():
            raise UsageError(
                f"--watch: '{folder}' is neither a feed's address (https://...) nor a folder; "
                "make the folder first."
            )
    kept = into or settings.database.with_name(f"{settings.database.name}.watched")
    watched = Watch(feeds, kept) if feeds else None
    with Writer(settings.database) as writer:
        site = site_of_writer(settings, writer)
        site.live.tell(watching=", ".join([*map(str, folders), *feeds]))
        feeder = Feeder(
            site, writer, folders, watched, feed_seconds=every_minutes * 60, focal=focal
        )
        feeder.start()
        try:
            _run(create_app(site), settings, listening)
        finally:
            feeder.stop()
            site.close()


def _run(
    app: object, settings: "Settings", listening: socket.socket, *, announce: bool = True
) -> None:
    asked = f"?token={settings.token}" if settings.token else ""
    told = f"{settings.database} is at {{}}/{asked} (Ctrl-C stops)"
    run_app(app, listening, told if announce else "")


def add_to(app: typer.Typer) -> None:
    app.command("serve")(serve)
