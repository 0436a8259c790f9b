"""``tightrope votes``: roll calls of the General Assembly, and what follows from them."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tightrope.cli.options import (
    DEFAULT_DATABASE,
    DEFAULT_POWERS,
    Database,
    Output,
    Powers,
    day,
    pairs,
    state,
    states,
    write_text,
)
from tightrope.errors import StoreError, UsageError
from tightrope.records.events import VotePosition

if TYPE_CHECKING:
    from tightrope.engine.voting import FitReport, ImportReport

_SHOWN = 20

app = typer.Typer(
    name="votes",
    help="UN General Assembly roll calls, agreement and ideal points.",
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


class RecordFormat(StrEnum):
    MARKDOWN = "md"
    JSON = "json"


@app.command("fit")
def fit(
    db: Database = DEFAULT_DATABASE,
    whole: Annotated[
        bool,
        typer.Option(
            "--whole", help="Estimate all sessions anew, not only those that are new or changed."
        ),
    ] = False,
    seed: Annotated[
        int, typer.Option(min=0, help="Of the random numbers: the same seed, the same result.")
    ] = 1,
    sweeps: Annotated[
        int, typer.Option(min=20, help="Sweeps of the sampler that count, in a whole estimate.")
    ] = 1000,
    chart: Annotated[
        Path | None,
        typer.Option("--chart", metavar="FILE", help="Draw the powers' paths as SVG here."),
    ] = None,
    powers: Powers = DEFAULT_POWERS,
) -> None:
    """Estimate where states stand in the General Assembly (table ideal_points)."""
    from tightrope.cli.bars import Bars
    from tightrope.engine.voting import fit_votes
    from tightrope.store import Writer

    drawn = states(powers, "--powers")
    with Writer(db) as writer, Bars() as bars:
        report = fit_votes(writer, whole=whole, seed=seed, sweeps=sweeps, progress=bars)
        points = writer.corpus.read_ideal_points() if chart is not None else []
    print(_fitted(report, db))
    if chart is not None:
        from tightrope.briefing.vote_chart import ideal_point_chart

        write_text(ideal_point_chart(points, drawn), chart)


@app.command("show")
def show(
    focal: Annotated[
        str, typer.Argument(metavar="STATE", help="ISO 3166-1 alpha-3 code or English name.")
    ],
    powers: Powers = DEFAULT_POWERS,
    db: Database = DEFAULT_DATABASE,
    file_format: Annotated[
        RecordFormat, typer.Option("--format", help="How to write it.")
    ] = RecordFormat.MARKDOWN,
    output: Output = None,
    chart: Annotated[
        Path | None,
        typer.Option("--chart", metavar="FILE", help="Draw the path of its position as SVG here."),
    ] = None,
) -> None:
    """A state's votes: counts, agreement with powers, departures from its pattern, position."""
    from tightrope.briefing.vote_record import write_vote_record
    from tightrope.engine.vote_record import vote_record
    from tightrope.store import open_corpus

    chosen, power_states = state(focal, "STATE"), states(powers, "--powers")
    with open_corpus(db) as corpus:
        record = vote_record(corpus, chosen, power_states)
    if chart is not None:
        from tightrope.briefing.vote_chart import ideal_point_chart

        if not record.points:
            raise StoreError(
                f"There are no ideal points of {chosen} to draw; 'tightrope votes fit --db {db}' "
                "estimates them."
            )
        drawn = (record.state, *record.powers)
        write_text(ideal_point_chart((*record.points, *record.power_points), drawn), chart)
    write_text(write_vote_record(record, file_format.value), output)


class ForecastFormat(StrEnum):
    MARKDOWN = "md"
    CSV = "csv"
    JSON = "json"


@app.command("forecast")
def forecast(
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="TEXT",
            help="Title of a draft resolution; further lines are its text. - reads it from "
            "standard input.",
        ),
    ] = None,
    roll_call: Annotated[
        str | None,
        typer.Option(
            "--roll-call",
            metavar="NAME",
            help="Instead of a draft, a recorded vote: symbol of the resolution, or id of the "
            "roll call. It is forecast from what was known the day before.",
        ),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="Day of the vote on a draft; only earlier roll calls count. The day after the "
            "newest roll call, if not given.",
        ),
    ] = None,
    of: Annotated[
        str,
        typer.Option("--states", metavar="STATES", help="States to forecast; all, if not given."),
    ] = "",
    given: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATE=POSITION",
            help="A vote that is known or supposed: yes, no or abstain; may be given several "
            "times.",
        ),
    ] = None,
    others: Annotated[
        bool,
        typer.Option(
            "--others",
            help="With --roll-call: forecast each state from how the others voted on it.",
        ),
    ] = False,
    db: Database = DEFAULT_DATABASE,
    file_format: Annotated[
        ForecastFormat, typer.Option("--format", help="How to write it.")
    ] = ForecastFormat.MARKDOWN,
    output: Output = None,
) -> None:
    """How states will vote on a text: probabilities, and the past votes that they rest on."""
    from tightrope.briefing.vote_forecast import write_vote_forecast
    from tightrope.cli.bars import Bars
    from tightrope.engine.vote_forecast import (
        forecast_draft,
        forecast_recorded,
        is_forecast_fitted,
        keep_forecast_fit,
    )
    from tightrope.store import Writer, open_corpus

    if (text is None) == (roll_call is None):
        raise UsageError(
            "Give the title or text of a draft, or a recorded vote with --roll-call; one of both."
        )
    if roll_call is None and others:
        raise UsageError("--others is about a recorded vote; name it with --roll-call.")
    if roll_call is not None and date is not None:
        raise UsageError("--date is of a draft; a recorded vote has its own day.")
    on, chosen, known = day(date, "--date"), states(of, "--states"), _given(given or [])
    with open_corpus(db) as corpus:
        is_fitted = is_forecast_fitted(corpus)
    if not is_fitted:
        with Writer(db) as writer, Bars() as bars:
            keep_forecast_fit(writer, bars)
    with open_corpus(db) as corpus:
        if roll_call is not None:
            found = forecast_recorded(
                corpus, roll_call, given=known, each_from_others=others, states=chosen
            )
        else:
            asked = sys.stdin.read() if text == "-" else text or ""
            found = forecast_draft(corpus, asked, day=on, given=known, states=chosen)
    write_text(write_vote_forecast(found, file_format.value), output)


def _given(listed: list[str]) -> dict[str, VotePosition]:
    allowed = {str(p): p for p in (VotePosition.YES, VotePosition.NO, VotePosition.ABSTAIN)}
    found = {}
    for name, position in pairs(listed, "--given").items():
        if position not in allowed:
            raise UsageError(
                f"--given: '{name}={position}' names no position; a state votes yes, no or abstain."
            )
        found[state(name, "--given")] = allowed[position]
    return found


def _fitted(report: FitReport, db: Path) -> str:
    if not report.sessions:
        return "No session holds three contested roll calls; nothing can be estimated."
    span = f"{report.sessions[0]} to {report.sessions[-1]}"
    if not report.fitted:
        return f"Sessions {span}: nothing changed since the last estimate, which stands in {db}."
    if len(report.fitted) < len(report.sessions):
        added = ", ".join(map(str, report.fitted))
        done = f"Session{'s' * (len(report.fitted) > 1)} {added} estimated; the others stand."
    else:
        done = "All estimated."
    return (
        f"Sessions {span}: {report.n_points:,} ideal points from {report.n_roll_calls:,} contested "
        f"roll calls. {done} Kept in {db}."
    )


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
