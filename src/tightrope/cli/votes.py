"""``tightrope votes``: roll calls of the General Assembly, and what follows from them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tightrope.cli.options import DEFAULT_DATABASE, Database

if TYPE_CHECKING:
    from tightrope.engine.voting import ImportReport

_SHOWN = 20

app = typer.Typer(
    name="votes",
    help="UN General Assembly roll calls, agreement, ideal points and forecasts.",
    no_args_is_help=True,
)


@app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="CSV, Parquet or R files of the UN Digital Library, of Voeten, of the package "
            "unvotes, or plain tables with resolution, date, iso3 and position. Files that belong "
            "together (votes, roll calls, issues) go into one command.",
        ),
    ],
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Read roll calls into the database; what it holds already is not read twice."""
    from tightrope.cli.bars import Bars
    from tightrope.engine.voting import import_votes
    from tightrope.store import Writer

    with Writer(db) as writer, Bars() as bars:
        report = import_votes(writer, files, bars)
    print("\n".join(_told(report, db)))


def _told(report: ImportReport, db: Path) -> list[str]:
    lines = [
        f"Rows of votes: {report.n_rows:,}. New roll calls: {report.n_added:,} with "
        f"{report.n_votes:,} votes. Known already: {report.n_known:,}, of which "
        f"{report.n_changed:,} were filled from the new files. Kept in {db}."
    ]
    counted = (
        (report.n_not_members, "rows of states without a seat"),
        (report.n_not_recorded, "rows without a recorded vote"),
        (report.n_doubled, "rows that repeat another"),
        (len(report.disagreements), "votes on which two files differ (the first is kept)"),
    )
    lines += [f"  {count:,} {what}" for count, what in counted if count]
    if report.quarantined:
        lines.append(f"Set aside: {len(report.quarantined):,} (tightrope export quarantine)")
        lines += [f"  {q.path}: {q.reason}" for q in report.quarantined[:_SHOWN]]
    return lines


def add_to(root: typer.Typer) -> None:
    root.add_typer(app)
