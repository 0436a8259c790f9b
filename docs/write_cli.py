"""Write docs/cli.md from the commands' own help, so that it can't go stale.

    python docs/write_cli.py

``src/tightrope/tests/test_documented.py`` fails when the page differs from what this makes.
"""

import os
from pathlib import Path

PAGE = Path(__file__).resolve().with_name("cli.md")
WIDTH = 96

HEAD = """\
# Commands

Made by `make docs` from the commands' own help; do not edit.

Exit status 0: done (documents left out are listed, not fatal); 1: nothing could be done; 2: wrong
usage. Errors go to standard error as one sentence with the next step; `--debug`, anywhere on the
line, shows where they came from. Results on standard output are for machines when `--format` says
so, and progress bars appear only on a terminal.
"""


def command_page() -> str:
    """The whole page."""
    # Help is wrapped to the terminal; the page must not depend on whose it is.
    os.environ["COLUMNS"] = str(WIDTH)
    os.environ.pop("TERMINAL_WIDTH", None)
    import typer.main

    from tightrope.cli.main import app

    return "\n".join([HEAD, *_sections(typer.main.get_command(app), "tightrope", None)])


def _sections(command, name, parent):
    """The help of a command, then of the commands below it, each under its heading."""
    context = command.make_context(
        name, [], parent, resilient_parsing=True, terminal_width=WIDTH, max_content_width=WIDTH
    )
    level = "#" * len(context.command_path.split())
    if parent is not None:
        yield f"{level} {context.command_path}\n"
    lines = command.get_help(context).splitlines()
    yield "```text\n" + "\n".join(line.rstrip() for line in lines).strip() + "\n```\n"
    for below, subcommand in getattr(command, "commands", {}).items():
        yield from _sections(subcommand, below, context)


if __name__ == "__main__":
    PAGE.write_text(command_page(), "utf-8")
    print(f"Wrote {PAGE}")
