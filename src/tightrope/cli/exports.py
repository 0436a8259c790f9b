"""``tightrope export`` and ``tightrope show``."""

import csv
import sys
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from tightrope.cli.options import DEFAULT_DATABASE, Database, Output
from tightrope.errors import UsageError
from tightrope.store.schema import TABLES


class TableFormat(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    TSV = "tsv"


class EventLayout(StrEnum):
    ICEWS = "icews"
    POLECAT = "polecat"


def export(
    table: Annotated[
        str,
        typer.Argument(metavar="TABLE", help=f"One of: {', '.join([*TABLES, 'corrections'])}."),
    ],
    db: Database = DEFAULT_DATABASE,
    file_format: Annotated[
        TableFormat | None,
        typer.Option("--format", help="How to write it; jsonl, or tsv with --layout."),
    ] = None,
    output: Output = None,
    layout: Annotated[
        EventLayout | None,
        typer.Option(help="Events with the columns of another project's dataset; csv or tsv."),
    ] = None,
    all_readings: Annotated[
        bool,
        typer.Option(
            "--all-readings",
            help="With --layout: also what is denied, planned, possible and the like.",
        ),
    ] = False,
) -> None:
    """Write a table, by default to standard output."""
    from tightrope.store import Corrections, open_corpus, table_named

    if table != "corrections":
        table_named(table)
    if layout is not None:
        _check_layout(table, file_format)
    elif all_readings:
        raise UsageError("--all-readings goes with --layout; a plain table holds every reading.")
    if output is None and file_format is TableFormat.PARQUET:
        raise UsageError("Parquet is not text; name a file to write with -o FILE.")
    if output is not None and not output.absolute().parent.is_dir():
        raise UsageError(f"The folder {output.parent} does not exist; create it first.")
    if layout is not None:
        _write_layout(db, layout, file_format or TableFormat.TSV, all_readings, output)
        return
    file_format = file_format or TableFormat.JSONL
    if table == "corrections":
        sys.stdout.flush()
        Corrections(db).copy_out(str(output or Path("/dev/stdout")), file_format)
        return
    with open_corpus(db) as corpus:
        sys.stdout.flush()
        corpus.copy_out(table, str(output or Path("/dev/stdout")), file_format)


def _check_layout(table: str, file_format: TableFormat | None) -> None:
    if table != "events":
        raise UsageError(
            f"--layout is for events, not for {table}; leave it out, or export events."
        )
    if file_format not in (None, TableFormat.CSV, TableFormat.TSV):
        raise UsageError(f"--layout writes csv or tsv, not {file_format}; leave --format out.")


def _write_layout(
    db: Path,
    layout: EventLayout,
    file_format: TableFormat,
    all_readings: bool,
    output: Path | None,
) -> None:
    from tightrope.public_record.layouts import LAYOUTS
    from tightrope.store import open_corpus

    with ExitStack() as opened:
        corpus = opened.enter_context(open_corpus(db))
        target: TextIO = sys.stdout
        if output is not None:
            target = opened.enter_context(output.open("w", encoding="utf-8", newline=""))
        separator = "," if file_format is TableFormat.CSV else "\t"
        writer = csv.writer(target, delimiter=separator, lineterminator="\n")
        writer.writerows(LAYOUTS[layout].lines(corpus.event_reports(all_readings)))


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
