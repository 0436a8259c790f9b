"""``tightrope chains``: who had it from whom, across documents."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from tightrope.cli.options import DEFAULT_DATABASE, Database, Output
from tightrope.errors import UsageError


class ChainFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    GRAPHML = "graphml"
    SVG = "svg"


def chains(
    record_id: Annotated[
        str,
        typer.Argument(
            metavar="[ID]",
            help="A story or a statement; an unambiguous beginning will do. All when left out.",
        ),
    ] = "",
    file_format: Annotated[
        ChainFormat, typer.Option("--format", help="How to write it.")
    ] = ChainFormat.TEXT,
    output: Output = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Who had it from whom: the chains of a story's documents joined into one graph."""
    from tightrope.briefing.graph_files import as_graphml, as_json
    from tightrope.briefing.graph_gathering import gather_graph
    from tightrope.briefing.graph_picture import as_svg
    from tightrope.briefing.graph_words import as_text
    from tightrope.store import open_corpus

    if output is not None and not output.absolute().parent.is_dir():
        raise UsageError(f"The folder {output.parent} does not exist; create it first.")
    with open_corpus(db) as corpus:
        found = gather_graph(corpus, record_id)
    if file_format is ChainFormat.JSON:
        written = as_json(found.graph)
    elif file_format is ChainFormat.GRAPHML:
        written = as_graphml(found.graph)
    elif file_format is ChainFormat.SVG:
        written = as_svg(found.graph, found.title)
    else:
        written = as_text(found.graph, found.title)
    if output is None:
        sys.stdout.write(written)
    else:
        output.write_text(written, encoding="utf-8")


def add_to(app: typer.Typer) -> None:
    app.command("chains")(chains)
