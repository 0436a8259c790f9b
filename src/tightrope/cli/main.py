"""The command line: ``tightrope COMMAND``.

Errors that a user can act on end as one sentence on standard error: exit status 1 when nothing
could be done, 2 for wrong usage. ``--debug``, anywhere on the line, shows where they came from.
"""

import os
import sys

import typer

from tightrope.cli import (
    assisting,
    briefs,
    chains,
    comparing,
    datasets,
    doctor,
    exports,
    finding,
    runs,
    serving,
    streams,
    supposing,
    votes,
    watching,
)
from tightrope.errors import TightropeError, UsageError

app = typer.Typer(
    name="tightrope",
    help="Where a state stands between the great powers, how that moved, and who says so.",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
ROOMS = (
    runs,
    watching,
    serving,
    assisting,
    briefs,
    comparing,
    supposing,
    finding,
    chains,
    exports,
    streams,
    votes,
    datasets,
    doctor,
)
for room in ROOMS:
    room.add_to(app)


@app.callback()
def options(
    debug: bool = typer.Option(False, "--debug", help="Show where an error came from."),
) -> None:
    """Where a state stands between the great powers, how that moved, and who says so."""


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    given = [argument for argument in given if argument != "--debug"] or ["--help"]
    try:
        status = app(given, standalone_mode=False)
    except typer.Exit as leaving:
        status = leaving.exit_code
    except typer.TyperException as error:
        _say(f"{error.format_message()} ('tightrope --help' or 'tightrope COMMAND --help' tells.)")
        status = error.exit_code
    except (TightropeError, BrokenPipeError, KeyboardInterrupt) as error:
        if debug:
            raise
        status = _status_of(error)
    except Exception as error:
        if debug:
            raise
        _say(
            f"Something went wrong inside Tightrope ({type(error).__name__}: {error}); "
            "run it again with --debug and report what it shows."
        )
        status = 1
    sys.exit(status if isinstance(status, int) else 0)


def _status_of(error: BaseException) -> int:
    if isinstance(error, BrokenPipeError):
        # Whoever read our output has had enough; that is no error of ours. What is still waiting
        # to be written goes nowhere, or Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if isinstance(error, KeyboardInterrupt):
        _say("Stopped. What was finished is kept; the same command goes on from there.")
        return 1
    _say(str(error))
    return 2 if isinstance(error, UsageError) else 1


def _say(sentence: str) -> None:
    print(f"tightrope: {sentence}", file=sys.stderr)


if __name__ == "__main__":
    main()
