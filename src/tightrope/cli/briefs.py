"""``tightrope brief``: the briefing on a state."""

import sys
from datetime import datetime
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
    state,
    states,
)
from tightrope.errors import UsageError


class BriefFormat(StrEnum):
    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


class BriefLength(StrEnum):
    FULL = "full"
    SHORT = "short"


class BriefPaper(StrEnum):
    A4 = "a4"
    LETTER = "letter"


_TEXT = (BriefFormat.MARKDOWN, BriefFormat.HTML)
_DAY = ["%Y-%m-%d"]


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
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=_DAY, metavar="DATE", help="List only what happened or was said from this day."
        ),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(
            formats=_DAY,
            metavar="DATE",
            help="Until this day, which is also the last one that positions rest on.",
        ),
    ] = None,
    focus: Annotated[
        str,
        typer.Option(
            metavar="TOPIC",
            help="List only what tells of this: a word or phrase, or a PLOVER type or context.",
        ),
    ] = "",
    length: Annotated[
        BriefLength, typer.Option(help="All of it, or what fits on one page.")
    ] = BriefLength.FULL,
    paper: Annotated[
        BriefPaper, typer.Option(help="The paper that it is to be printed on.")
    ] = BriefPaper.A4,
    output: Output = None,
) -> None:
    """The briefing on a state: where it stands, what happened, who says so, what is disputed."""
    from tightrope.briefing import Options, Paper, Scope, format_of, render
    from tightrope.briefing.gathering import gather
    from tightrope.store import open_corpus

    focal_state = state(focal, "STATE")
    power_states = states(powers, "--powers")
    scope = Scope(since and since.date(), until and until.date(), focus.strip())
    if file_format is None:
        file_format = BriefFormat((output and format_of(output.name)) or "md")
    if output is None and file_format not in _TEXT and sys.stdout.isatty():
        raise UsageError(
            f"A {file_format.value} file can't be shown here; name one: "
            f"-o briefing.{file_format.value}."
        )
    options = Options(length=length.value, paper=Paper(paper.value))
    with open_corpus(db) as corpus:
        material = gather(corpus, focal_state, power_states, scope)
        written = render(material, file_format.value, options)
    _put(written, output, file_format in _TEXT)


def _put(written: bytes, output: Path | None, text: bool) -> None:
    if output is None and text:
        print(written.decode("utf-8"), end="")
        return
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(written)
        return
    try:
        output.write_bytes(written)
    except OSError as error:
        raise UsageError(
            f"{output} can't be written ({error.strerror}); name another file."
        ) from error
    print(f"Wrote {output}")


def add_to(app: typer.Typer) -> None:
    app.command("brief")(brief)
