"""``tightrope code`` and ``tightrope clean``: text in, JSON lines out, no database."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from tightrope.cli.options import Actors, Fast, LineFormat, use_actors
from tightrope.errors import UnreadableInput, UsageError

Format = Annotated[LineFormat, typer.Option("--format", help="How to write results.")]


def code(file_format: Format = LineFormat.JSONL, actors: Actors = None, fast: Fast = False) -> None:
    """Code texts from standard input: one JSON object a line, {"id", "text", "date"?}."""
    from tightrope.engine.coding import code_lines
    from tightrope.language.pace import reading_fast

    use_actors(actors)
    if sys.stdin.isatty():
        raise UsageError(
            'Standard input is a terminal; send JSON lines, for instance: echo \'{"id": 1, '
            '"text": "China and India held talks."}\' | tightrope code'
        )
    coded = 0
    refused = 0
    with reading_fast(fast):
        for result in code_lines(sys.stdin.buffer):
            if "error" in result:
                refused += 1
                print(f"tightrope: {result['error']}", file=sys.stderr)
                continue
            coded += 1
            _write(result)
    if refused and not coded:
        raise UnreadableInput("None of the lines could be coded; the reasons stand above.")


def clean(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE", help="Pages or dumps.")],
    file_format: Format = LineFormat.JSONL,
) -> None:
    """Clean pages and dumps: title, text, date, and what was removed and why."""
    from tightrope.engine.pipeline import prepare_file

    cleaned = 0
    for path in paths:
        if path.is_dir():
            raise UsageError(f"{path} is a folder; 'tightrope clean' takes files.")
        prepared = prepare_file(path)
        for document in prepared.documents:
            cleaned += 1
            _write(
                {
                    "path": document.path,
                    "title": document.title,
                    "text": document.text,
                    "published_at": document.published.day,
                    "published_low": document.published.low,
                    "published_high": document.published.high,
                    "published_basis": document.published.basis,
                    "byline": document.byline,
                    "outlet": document.outlet,
                    "language": document.language,
                    "removed": [{"text": b.text, "reason": b.reason} for b in document.removed],
                }
            )
        for entry in prepared.quarantined:
            print(f"tightrope: {entry.path}: {entry.reason}", file=sys.stderr)
    if not cleaned:
        raise UnreadableInput("None of the files could be read; the reasons stand above.")


def _write(result: dict[str, Any]) -> None:
    print(json.dumps(result, ensure_ascii=False, default=str), flush=True)


def add_to(app: typer.Typer) -> None:
    app.command("code")(code)
    app.command("clean")(clean)
