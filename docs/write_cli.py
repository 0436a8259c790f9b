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
    # Click wraps help to the terminal; the page must not depend on whose it is.
    os.environ["COLUMNS"] = str(WIDTH)
    os.environ.pop("TERMINAL_WIDTH", None)
    import typer.main
    from click import Context

    from tightrope.cli.main import app

    root = typer.main.get_command(app)
    parts = [HEAD, _block("tightrope", root, None)]
    with Context(root, info_name="tightrope", max_content_width=WIDTH) as context:
        for name in root.list_commands(context):
            command = root.get_command(context, name)
            parts.append(f"## tightrope {name}\n")
            parts.append(_block(name, command, context))
            subcommands = getattr(command, "commands", {})
            for below, subcommand in subcommands.items():
                parts.append(f"### tightrope {name} {below}\n")
                inner = Context(command, info_name=name, parent=context, max_content_width=WIDTH)
                parts.append(_block(below, subcommand, inner))
    return "\n".join(parts)


def _block(name, command, parent) -> str:
    from click import Context

    settings = {"terminal_width": WIDTH, "max_content_width": WIDTH}
    with Context(command, info_name=name, parent=parent, **settings) as context:
        lines = command.get_help(context).splitlines()
    return "```text\n" + "\n".join(line.rstrip() for line in lines).strip() + "\n```\n"


if __name__ == "__main__":
    PAGE.write_text(command_page(), "utf-8")
    print(f"Wrote {PAGE}")
