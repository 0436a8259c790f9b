"""``tightrope brief``: the briefing on a state."""

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
)
from tightrope.errors import UsageError


class BriefFormat(StrEnum):
    MARKDOWN = "md"
    HTML = "html"


def brief(
    focal: Annotated[
        str, typer.Argument(metavar="STATE", help="ISO 3166-1 alpha-3 code or English name.")
    ],
    powers: Powers = DEFAULT_POWERS,
    db: Database = DEFAULT_DATABASE,
    file_format: Annotated[
        BriefFormat | None,
        typer.Option("--format", help="By the name of the file when not given, else md."),
    ] = None,
    output: Output = None,
) -> None:
    """The briefing on a state: where it stands, what happened, who says so, what is disputed."""
    from tightrope.briefing import write_briefing
    from tightrope.briefing.gathering import gather
    from tightrope.store import open_corpus

    focal_state = state(focal, "STATE")
    power_states = states(powers, "--powers")
    if file_format is None:
        html = output is not None and output.suffix.lower() in {".html", ".htm"}
        file_format = BriefFormat.HTML if html else BriefFormat.MARKDOWN
    with open_corpus(db) as corpus:
        text = write_briefing(gather(corpus, focal_state, power_states), file_format.value)
    if output is None:
        print(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{output} can't be written ({error.strerror}); name another file."
        ) from error
    print(f"Wrote {output}")


def add_to(app: typer.Typer) -> None:
    app.command("brief")(brief)
