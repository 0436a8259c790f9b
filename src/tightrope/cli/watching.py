"""``tightrope watch``: feeds followed politely, and what is new in them read."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from tightrope.cli.options import (
    DEFAULT_DATABASE,
    DEFAULT_POWERS,
    Actors,
    Database,
    Powers,
    states,
    use_actors,
)
from tightrope.cli.runs import summary
from tightrope.errors import UnreadableInput, UsageError

if TYPE_CHECKING:
    from tightrope.watching import RoundReport

_SHOWN = 20


def watch(
    feeds: Annotated[
        list[str],
        typer.Argument(
            metavar="FEED", help="Addresses of RSS or Atom feeds, or files that list them."
        ),
    ],
    into: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where fetched articles and the state are kept.")
    ],
    db: Database = DEFAULT_DATABASE,
    once: Annotated[bool, typer.Option("--once", help="One round, then stop.")] = False,
    every: Annotated[
        float, typer.Option(min=1, metavar="MINUTES", help="From one round to the next.")
    ] = 30,
    pause: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="Between two questions to one host.")
    ] = 2,
    seed: Annotated[int, typer.Option(help="Settles the chance in waiting times.")] = 0,
    focal: Annotated[
        str,
        typer.Option(metavar="STATES", help="States to measure; all that occur when not given."),
    ] = "",
    powers: Powers = DEFAULT_POWERS,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; as many as repay it when not given.")
    ] = None,
    actors: Actors = None,
) -> None:
    """Follow feeds politely, and read into the database what is new after every round."""
    from tightrope.cli.bars import Bars
    from tightrope.engine.running import run_into
    from tightrope.store import Writer
    from tightrope.watching import Watch

    use_actors(actors)
    focal_states, power_states = states(focal, "--focal"), states(powers, "--powers")
    watched = Watch(_addresses(feeds), into, pause_seconds=pause, seed=seed)
    try:
        while True:
            report = watched.round()
            print("\n".join(_told(report)), flush=True)
            if new := [path for path in watched.unread if path.is_file()]:
                with Writer(db) as writer, Bars() as bars:
                    read = run_into(
                        writer,
                        new,
                        focal=focal_states,
                        powers=power_states,
                        workers=workers,
                        progress=bars,
                    )
                    told = summary(read, writer.corpus, db)
                watched.mark_read()
                print(f"\n{told}\n", flush=True)
            if once:
                if report.asked and report.asked == _failed(report, feeds):
                    raise UnreadableInput("No feed could be read; the reasons stand above.")
                return
            time.sleep(every * 60)
    finally:
        watched.close()


def _addresses(given: list[str]) -> list[str]:
    """Addresses as given; a file stands for those on its lines."""
    found: list[str] = []
    for text in given:
        if urlsplit(text).scheme in ("http", "https"):
            found.append(text)
        elif Path(text).is_file():
            lines = Path(text).read_text("utf-8", errors="replace").splitlines()
            listed = [line.strip() for line in lines]
            found += [line for line in listed if line and not line.startswith("#")]
        else:
            raise UsageError(
                f"'{text}' is neither an address (https://...) nor a file that lists some."
            )
    wrong = [text for text in found if urlsplit(text).scheme not in ("http", "https")]
    if wrong or not found:
        raise UsageError(f"'{(wrong or given)[0]}' names no feed; give addresses (https://...).")
    return found


def _failed(report: RoundReport, feeds: list[str]) -> int:
    asked = set(_addresses(feeds))
    return sum(address in asked for address, _ in report.troubles)


def _told(report: RoundReport) -> list[str]:
    lines = [
        f"Feeds asked: {report.asked:,} ({report.unchanged:,} unchanged); new articles announced: "
        f"{report.found:,}; fetched: {len(report.saved):,}."
    ]
    lines += [f"  {address}: {why}" for address, why in report.troubles[:_SHOWN]]
    if len(report.troubles) > _SHOWN:
        lines.append(f"  ... and {len(report.troubles) - _SHOWN} more")
    return lines


def add_to(app: typer.Typer) -> None:
    app.command("watch")(watch)
