"""``tightrope compare``: several states side by side."""

from enum import StrEnum
from typing import Annotated

import typer

from tightrope.cli.options import (
    DEFAULT_DATABASE,
    DEFAULT_POWERS,
    Database,
    Output,
    Powers,
    state,
    states,
    write_text,
)
from tightrope.errors import UsageError


class CompareFormat(StrEnum):
    MARKDOWN = "md"
    CSV = "csv"
    JSON = "json"


def compare(
    focal: Annotated[
        list[str],
        typer.Argument(
            metavar="STATE...", help="Two or more: ISO 3166-1 alpha-3 codes or English names."
        ),
    ],
    powers: Powers = DEFAULT_POWERS,
    db: Database = DEFAULT_DATABASE,
    file_format: Annotated[
        CompareFormat, typer.Option("--format", help="How to write it.")
    ] = CompareFormat.MARKDOWN,
    output: Output = None,
) -> None:
    """States side by side on the same day: positions, postures, gaps, shifts, differences."""
    from tightrope.briefing.comparison import write_comparison
    from tightrope.engine.comparing import compare as compared
    from tightrope.store import open_corpus

    chosen = tuple(dict.fromkeys(state(name, "STATE") for name in focal))
    if len(chosen) < 2:
        raise UsageError("Name two or more states to compare, for instance: PAK IND TUR.")
    power_states = states(powers, "--powers")
    with open_corpus(db) as corpus:
        found = compared(corpus, chosen, power_states)
    write_text(write_comparison(found, file_format.value), output)


def add_to(app: typer.Typer) -> None:
    app.command("compare")(compare)
