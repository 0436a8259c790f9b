"""``tightrope mcp``: questions of an assistant, by the Model Context Protocol."""

from typing import Annotated

import typer

from tightrope.cli.listening import listen, run_app
from tightrope.cli.options import DEFAULT_DATABASE, DEFAULT_POWERS, Database, Powers, states
from tightrope.errors import UsageError

_LOOPBACK = "127.0.0.1"


def mcp(
    db: Database = DEFAULT_DATABASE,
    powers: Powers = DEFAULT_POWERS,
    pages: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Where 'tightrope serve' shows the pages, for links; paths when not given.",
        ),
    ] = "",
    http: Annotated[
        bool, typer.Option("--http", help="Listen on this machine instead of standard input.")
    ] = False,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="With --http; 0 takes a free one.")
    ] = 8001,
) -> None:
    """Answer an assistant's questions with citations (Model Context Protocol); it only reads."""
    from tightrope.web import Settings
    from tightrope.web.assistant.lending import Lender
    from tightrope.web.assistant.server import create_server

    if pages and not pages.startswith(("http://", "https://")):
        raise UsageError(
            f"--pages: '{pages}' is no address; give one such as http://localhost:8000."
        )
    settings = Settings(database=db, powers=states(powers, "--powers"))
    listening = listen(_LOOPBACK, port) if http else None
    lender = Lender(settings)
    try:
        with lender.site():
            pass  # what is wrong with the database is told before anything is asked
        server = create_server(lender.site, pages)
        if listening is None:
            server.run("stdio")
        else:
            # For this machine alone: the package refuses other names and origins (DNS rebinding).
            app = server.streamable_http_app(host=_LOOPBACK)
            run_app(app, listening, f"{db} is at {{}}/mcp (Ctrl-C stops)")
    finally:
        lender.close()
        if listening is not None:
            listening.close()


def add_to(app: typer.Typer) -> None:
    app.command("mcp")(mcp)
