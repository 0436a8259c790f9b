"""``tightrope what-if``: what supposed acts and votes would change."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tightrope.cli.options import (
    DEFAULT_DATABASE,
    DEFAULT_POWERS,
    Database,
    Output,
    Powers,
    states,
    write_text,
)


class WhatIfFormat(StrEnum):
    MARKDOWN = "md"
    JSON = "json"


def what_if(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="CSV or JSON with acts (date, actor, recipient, event_type, and if wanted "
            "modality, polarity, n_origins) or votes (date, resolution, iso3, position).",
        ),
    ],
    focal: Annotated[
        str,
        typer.Option(metavar="STATES", help="The states to measure; those of the file if not set."),
    ] = "",
    powers: Powers = DEFAULT_POWERS,
    db: Database = DEFAULT_DATABASE,
    file_format: Annotated[
        WhatIfFormat, typer.Option("--format", help="How to write it.")
    ] = WhatIfFormat.MARKDOWN,
    output: Output = None,
) -> None:
    """What supposed acts and votes would change; the database stays as it is."""
    from tightrope.briefing.supposition import write_what_if
    from tightrope.engine.supposed_rows import read_supposed
    from tightrope.engine.supposing import suppose
    from tightrope.store import open_corpus

    power_states, asked = states(powers, "--powers"), states(focal, "--focal")
    supposed = read_supposed(file)
    with open_corpus(db) as corpus:
        found = suppose(corpus, supposed, power_states, asked)
    write_text(write_what_if(found, file_format.value), output)


def add_to(app: typer.Typer) -> None:
    app.command("what-if")(what_if)
