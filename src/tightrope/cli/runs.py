"""``tightrope run``: from files to a database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tightrope.cli.options import (
    DEFAULT_DATABASE,
    DEFAULT_POWERS,
    Actors,
    Database,
    Fast,
    Powers,
    pairs,
    states,
    use_actors,
)
from tightrope.errors import UnreadableInput
from tightrope.records.corpus import POSITION

if TYPE_CHECKING:
    from tightrope.engine.running import Report
    from tightrope.store import Corpus

_SHOWN = 20  # reasons printed; all of them are in the quarantine table


def run(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH",
            help="Files and folders: pages, text, JSONL, WARC, feeds, mail, PDF, ZIP.",
        ),
    ],
    db: Database = DEFAULT_DATABASE,
    focal: Annotated[
        str,
        typer.Option(metavar="STATES", help="States to measure; all that occur when not given."),
    ] = "",
    powers: Powers = DEFAULT_POWERS,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; as many as repay it when not given.")
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=NAME", help="Name of a JSONL field, for instance text=body."),
    ] = None,
    actors: Actors = None,
    fast: Fast = False,
) -> None:
    """Read files and folders, run the whole path, and keep the result in one database file."""
    from tightrope.cli.bars import Bars
    from tightrope.engine.running import run_into
    from tightrope.language.pace import reading_fast
    from tightrope.reading import find_inputs
    from tightrope.store import Writer

    use_actors(actors)
    focal_states = states(focal, "--focal")
    power_states = states(powers, "--powers")
    fields = pairs(field or [], "--field")
    # Before a database is made: a path that does not exist leaves nothing behind.
    files = list(find_inputs(paths))
    if not files:
        raise UnreadableInput(f"{', '.join(map(str, paths))}: there is no file to read in there.")
    with Writer(db) as writer, Bars() as bars, reading_fast(fast):
        report = run_into(
            writer,
            files,
            focal=focal_states,
            powers=power_states,
            workers=workers,
            fields=fields or None,
            progress=bars,
        )
        told = summary(report, writer.corpus, db)
        empty = writer.corpus.count("documents") == 0
    print(told)
    if empty:
        raise UnreadableInput("Nothing could be read; the reasons stand above.")


def summary(report: Report, corpus: Corpus, db: Path) -> str:
    """What a run did and what the database holds now, for people."""
    known = (
        f", {_count(report.known_documents, 'was', 'were')} known" if report.known_documents else ""
    )
    lines = [
        f"Read {_count(report.files, 'file', 'files')}: "
        f"{_count(report.new_documents, 'new document', 'new documents')}{known}; "
        f"{report.read_documents} read for actors, statements and events.",
        "",
        f"{db} now holds",
    ]
    for table, what in (
        ("documents", "documents"),
        ("stories", "stories"),
        ("events", "coded events"),
        ("incidents", "incidents"),
        ("statements", "statements"),
        ("disputes", "disputes"),
        ("reported_votes", "reported votes"),
    ):
        count = corpus.count(table)
        if table == "incidents":
            # Stored beside the happenings, but words about a state are none.
            positions = len(corpus.rows("incidents", "event_type = ?", [POSITION]))
            lines.append(f"  {count - positions:>8,}  {what}")
            lines.append(f"  {positions:>8,}  positions that officials took for or against a state")
            continue
        lines.append(f"  {count:>8,}  {what}")
    undated = corpus.rows("documents", "published_low IS NULL AND published_high IS NULL")
    foreign = corpus.rows("documents", "language <> 'en'")
    for rows, what in (
        (undated, "without any date: kept, but outside the measures"),
        (foreign, "not in English: kept and marked, not coded"),
    ):
        if rows:
            lines += ["", f"{_count(len(rows), 'document', 'documents')} {what}:"]
            lines += [f"  {row['path']}" for row in rows[:_SHOWN]]
            lines += _more(len(rows))
    if report.quarantined:
        lines += ["", f"Left out ({_count(len(report.quarantined), 'input', 'inputs')}):"]
        lines += [f"  {entry.path}: {entry.reason}" for entry in report.quarantined[:_SHOWN]]
        lines += _more(len(report.quarantined))
    return "\n".join(lines)


def _more(total: int) -> list[str]:
    return [f"  ... and {total - _SHOWN} more"] if total > _SHOWN else []


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def add_to(app: typer.Typer) -> None:
    app.command("run")(run)
