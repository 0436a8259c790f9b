"""``tightrope export`` and ``tightrope show``."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tightrope.cli.options import DEFAULT_DATABASE, Database, Output
from tightrope.errors import UsageError
from tightrope.store.schema import TABLES


class TableFormat(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


def export(
    table: Annotated[
        str,
        typer.Argument(metavar="TABLE", help=f"One of: {', '.join([*TABLES, 'corrections'])}."),
    ],
    db: Database = DEFAULT_DATABASE,
    file_format: Annotated[
        TableFormat, typer.Option("--format", help="How to write it.")
    ] = TableFormat.JSONL,
    output: Output = None,
) -> None:
    """Write a table, by default to standard output."""
    from tightrope.store import Corrections, open_corpus, table_named

    if table != "corrections":
        table_named(table)
    if output is None and file_format is TableFormat.PARQUET:
        raise UsageError("Parquet is not text; name a file to write with -o FILE.")
    if output is not None and not output.absolute().parent.is_dir():
        raise UsageError(f"The folder {output.parent} does not exist; create it first.")
    if table == "corrections":
        sys.stdout.flush()
        Corrections(db).copy_out(str(output or Path("/dev/stdout")), file_format)
        return
    with open_corpus(db) as corpus:
        sys.stdout.flush()
        corpus.copy_out(table, str(output or Path("/dev/stdout")), file_format)


def show(
    record_id: Annotated[
        str,
        typer.Argument(metavar="ID", help="Of any record; an unambiguous beginning will do."),
    ],
    db: Database = DEFAULT_DATABASE,
) -> None:
    """One record with its sentences, its chain of sources, and the rule or model that made it."""
    from tightrope.briefing.cards import write_card
    from tightrope.store import open_corpus

    with open_corpus(db) as corpus:
        print(write_card(corpus, record_id))


def add_to(app: typer.Typer) -> None:
    app.command("export")(export)
    app.command("show")(show)
