"""``tightrope find``: what was said, written or done, by words, best first."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tightrope.cli.options import DEFAULT_DATABASE, Database, day, states

if TYPE_CHECKING:
    from tightrope.store import Hit

_WIDEST = 100


class FoundKind(StrEnum):
    STATEMENTS = "statements"
    DOCUMENTS = "documents"
    INCIDENTS = "incidents"
    ALL = "all"


class FoundFormat(StrEnum):
    TEXT = "text"
    JSONL = "jsonl"


def find(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS",
            help='What to look for: all of the words, a "phrase" in quotation marks (inside those '
            "of the shell), beginnings (sanct*); -word must not be there. Without words the newest "
            "come first.",
        ),
    ] = None,
    kind: Annotated[FoundKind, typer.Option(help="What to look among.")] = FoundKind.STATEMENTS,
    speaker: Annotated[
        str, typer.Option(metavar="NAME", help="Who speaks: words of a name or office, or a state.")
    ] = "",
    about: Annotated[
        str, typer.Option(metavar="STATES", help="States that it is about, all of them.")
    ] = "",
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Not before this day (2023-01-31).")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Not after this day.")] = None,
    outlet: Annotated[
        str, typer.Option(metavar="NAME", help="Who carries it: words of the outlet's name.")
    ] = "",
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many to show.")] = 20,
    file_format: Annotated[
        FoundFormat, typer.Option("--format", help="How to write them.")
    ] = FoundFormat.TEXT,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Search statements, documents and incidents by words, best first."""
    from tightrope.store import open_corpus

    codes = states(about, "--about")
    first, last = day(since, "--since"), day(until, "--until")
    with open_corpus(db) as corpus:
        found = corpus.search(
            " ".join(words or ()),
            kind=kind.value,
            speaker=_speaker(speaker),
            about=codes,
            outlet=outlet,
            since=first,
            until=last,
            limit=limit,
        )
    if file_format is FoundFormat.JSONL:
        for hit in found.hits:
            print(json.dumps(asdict(hit), ensure_ascii=False, default=str))
        return
    width = min(_WIDEST, shutil.get_terminal_size().columns)
    print("\n\n".join(_told(hit, width) for hit in found.hits))
    more = "" if len(found.hits) == found.total else " --limit shows more."
    what = "records" if kind is FoundKind.ALL else kind.value
    print(f"{len(found.hits)} of {found.total} {what}.{more}", file=sys.stderr)


def _speaker(named: str) -> str:
    """A state by its name is looked for by its code."""
    from tightrope.reference.state_codes import state_code

    return state_code(named) or named if named else ""


def _told(hit: Hit, width: int) -> str:
    who = hit.speaker or ""
    if hit.speaker_iso3:
        who += f" ({hit.speaker_iso3})"
    where = hit.title if hit.kind == "documents" else None
    head = [who, where, hit.outlet, hit.day.isoformat() if hit.day else "undated", hit.id]
    text = " ".join(hit.text.split())
    body = textwrap.fill(text, width, initial_indent="  ", subsequent_indent="  ")
    return " · ".join(part for part in head if part) + "\n" + body


def add_to(app: typer.Typer) -> None:
    app.command("find")(find)
