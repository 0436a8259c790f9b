"""Options that several commands share, and what their values mean."""

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tightrope.errors import UsageError
from tightrope.reference import own_actors
from tightrope.reference.actors import load_actors
from tightrope.reference.state_codes import state_code

DEFAULT_DATABASE = Path("tightrope.duckdb")
DEFAULT_POWERS = "USA,CHN,RUS"
_SHOWN = 20  # skipped lines of a dictionary that are printed

Database = Annotated[
    Path, typer.Option("--db", metavar="FILE", help="The database file that holds everything.")
]
Powers = Annotated[
    str,
    typer.Option(
        metavar="STATES", help="The powers to place states between: ISO 3166-1 alpha-3 or names."
    ),
]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here.")]

Actors = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE",
        help="Actors of your own: a table, or a PETRARCH dictionary; may be given several times.",
        envvar="TIGHTROPE_ACTORS",
    ),
]

Fast = Annotated[
    bool,
    typer.Option(
        "--fast",
        help="Read fast: by rules, and only what can hold something between states.",
        envvar="TIGHTROPE_FAST",
    ),
]


def day(given: str | None, option: str) -> date | None:
    """A day given as ``2023-04-30``.

    Raises:
        UsageError: it is no day.
    """
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UsageError(f"{option}: '{given}' is not a day; write it as 2023-04-30.") from None


class LineFormat(StrEnum):
    JSONL = "jsonl"


def use_actors(files: list[Path] | None) -> None:
    """Take a user's own actor files into use; lines of dictionaries that say nothing are told.

    Raises:
        UsageError: a file is missing, or nothing in it can be used.
    """
    own_actors.use(files or [])
    for path in own_actors.own_files():
        if not own_actors.is_petrarch(path):
            load_actors()
            continue
        skipped = own_actors.dictionary(path).skipped
        for line in skipped[:_SHOWN]:
            print(f"tightrope: {path}, line {line.line}: {line.reason}; skipped", file=sys.stderr)
        if len(skipped) > _SHOWN:
            print(f"tightrope: {path}: {len(skipped)} lines skipped in all", file=sys.stderr)


def states(listed: str, option: str) -> tuple[str, ...]:
    """Codes of a comma-separated list of states, in the order given, each once.

    Raises:
        UsageError: a name is not a state's; the message names the option.
    """
    names = [name.strip() for name in listed.split(",") if name.strip()]
    return tuple(dict.fromkeys(state(name, option) for name in names))


def state(name: str, option: str) -> str:
    """Code of one state, given as ISO 3166-1 alpha-3 or by name.

    Raises:
        UsageError: it is not a state's.
    """
    code = state_code(name)
    if code is None:
        raise UsageError(
            f"{option}: '{name}' is not a state; give an ISO 3166-1 alpha-3 code such as PAK, "
            "or its English name."
        )
    return code


def pairs(listed: list[str], option: str) -> dict[str, str]:
    """``name=value`` options as a dictionary.

    Raises:
        UsageError: one has no equals sign.
    """
    found: dict[str, str] = {}
    for text in listed:
        field, equals, name = text.partition("=")
        if not equals:
            raise UsageError(f"{option}: '{text}' should read FIELD=NAME, for instance text=body.")
        found[field.strip()] = name.strip()
    return found


def write_text(text: str, output: Path | None) -> None:
    """Print a result, or write it to the file that was named.

    Raises:
        UsageError: the file can't be written.
    """
    if output is None:
        print(text, end="")
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{output} can't be written ({error.strerror}); name another file."
        ) from error
    print(f"Wrote {output}")
