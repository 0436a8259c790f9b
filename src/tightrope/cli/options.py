"""Options that several commands share, and what their values mean."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tightrope.errors import UsageError
from tightrope.reference.state_codes import state_code

DEFAULT_DATABASE = Path("tightrope.duckdb")
DEFAULT_POWERS = "USA,CHN,RUS"

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


class LineFormat(StrEnum):
    JSONL = "jsonl"


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
