"""``tightrope import``: event datasets that users already have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tightrope.cli.options import DEFAULT_DATABASE, Database

if TYPE_CHECKING:
    from tightrope.engine.event_data import EventImport

_SHOWN = 20

app = typer.Typer(
    name="import",
    help="Datasets that you have: events (GDELT, ICEWS, POLECAT), arms, alliances, aid, trade.",
    no_args_is_help=True,
)

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="Plain, gzipped or zipped, as published.")
]
Measure = Annotated[
    bool,
    typer.Option(
        "--measure/--no-measure",
        help="Measure afterwards where every state stands by all imported events "
        "(tightrope export coded_alignment).",
    ),
]


@app.command()
def gdelt(files: Files, db: Database = DEFAULT_DATABASE, measure: Measure = True) -> None:
    """Events of GDELT 1 (57 or 58 columns) or GDELT 2 (61 columns)."""
    _import("gdelt", files, db, measure)


@app.command()
def icews(files: Files, db: Database = DEFAULT_DATABASE, measure: Measure = True) -> None:
    """Events of ICEWS: its own files, or tables of date, source, relation and target."""
    _import("icews", files, db, measure)


@app.command()
def polecat(files: Files, db: Database = DEFAULT_DATABASE, measure: Measure = True) -> None:
    """Events of POLECAT, with tabs or commas between columns."""
    _import("polecat", files, db, measure)


@app.command()
def sipri(files: Files, db: Database = DEFAULT_DATABASE) -> None:
    """Arms transfers by supplier, recipient and year (SIPRI's trend-indicator value)."""
    _import_ties("sipri", files, db)


@app.command()
def atop(files: Files, db: Database = DEFAULT_DATABASE) -> None:
    """Alliances by two states and year (ATOP, Correlates of War numbers)."""
    _import_ties("atop", files, db)


@app.command()
def ties(
    files: Files,
    kind: Annotated[
        str, typer.Option(metavar="NAME", help="What the values are, for instance aid or trade.")
    ],
    unit: Annotated[
        str, typer.Option(metavar="NAME", help="What they are counted in, for instance USD.")
    ] = "",
    db: Database = DEFAULT_DATABASE,
) -> None:
    """A plain table: iso3_a, iso3_b (or dyad, such as USA-PAK), year, value."""
    _import_ties("ties", files, db, kind, unit)


def _import_ties(dataset: str, files: list[Path], db: Path, kind: str = "", unit: str = "") -> None:
    from tightrope.engine.ties import import_ties
    from tightrope.store import Writer

    with Writer(db) as writer:
        report = import_ties(writer, dataset, files, kind, unit)
    print(
        f"Rows: {report.n_rows:,}, of which {report.n_sums:,} sum up others. Ties of two states "
        f"in a year: {report.n_kept:,}, of which {report.n_added:,} are new. Kept in {db}."
    )
    if report.quarantined:
        n_rows = report.rejected.total()
        print(f"Set aside: {n_rows:,} rows (tightrope export quarantine)")
        for q in report.quarantined[:_SHOWN]:
            print(f"  {q.reason}")


def _import(dataset: str, files: list[Path], db: Path, measure: bool) -> None:
    from tightrope.cli.bars import Bars
    from tightrope.engine.coded_alignment import keep_coded_alignment
    from tightrope.engine.event_data import import_events
    from tightrope.store import Writer

    with Writer(db) as writer, Bars() as bars:
        report = import_events(writer, dataset, files, bars)
        n_relations = keep_coded_alignment(writer) if measure else None
    print("\n".join(_told(report, db)))
    if n_relations is not None:
        print(
            f"Measured: {n_relations:,} relations of a state towards another "
            "(tightrope export coded_alignment)."
        )


def _told(report: EventImport, db: Path) -> list[str]:
    lines = [
        f"Rows of events: {report.n_rows:,}. New events: {report.n_added:,}. Known already: "
        f"{report.n_known:,}. Rows that repeat another: "
        f"{report.n_kept - report.n_added - report.n_known:,}. Kept in {db}.",
        f"Actors resolved to a state or organisation: {report.resolved_share:.1%}",
    ]
    total = report.resolved.total()
    lines += [
        f"  {count / total:6.1%}  {basis or 'open: the name does not say whose it is'}"
        for basis, count in sorted(report.resolved.items(), key=lambda x: (not x[0], -x[1], x[0]))
    ]
    if report.quarantined:
        n_rows = report.rejected.total()
        lines.append(f"Set aside: {n_rows:,} rows (tightrope export quarantine)")
        lines += [f"  {q.path.split(':')[0]}: {q.reason}" for q in report.quarantined[:_SHOWN]]
    return lines


def add_to(root: typer.Typer) -> None:
    root.add_typer(app)
