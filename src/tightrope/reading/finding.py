"""Which files a user means: files as named, folders with everything readable in them."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from tightrope.errors import UsageError

# Our own results lie beside the sources more often than not.
_OWN_SUFFIXES = (".duckdb", ".duckdb.wal", ".duckdb.corrections.jsonl")
_OWN_FOLDERS = ".duckdb.search"


def find_inputs(paths: Sequence[Path]) -> Iterator[Path]:
    """The files to be read, each once, in an order that depends on names alone.

    Args:
        paths: files and folders; folders are searched through, leaving out hidden files and
            folders and our own database files. A file named outright is always taken.

    Yields:
        Paths as given (relative ones stay relative), folders' contents sorted by name.

    Raises:
        UsageError: a path does not exist or can't be listed; raised before anything is yielded.
    """
    for path in paths:
        if not path.exists():
            raise UsageError(
                f"'{path}' does not exist (looked from {Path.cwd()}); check the spelling, or give "
                "a file or folder that is there."
            )
        if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            raise UsageError(f"the folder '{path}' may not be listed; give yourself read access.")
    seen: set[str] = set()
    for path in paths:
        for found in _files_below(path) if path.is_dir() else iter((path,)):
            key = os.path.normcase(found.absolute())
            if key not in seen:
                seen.add(key)
                yield found


def _files_below(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(
            f for f in folders if not f.startswith(".") and not f.endswith(_OWN_FOLDERS)
        )
        for name in sorted(names):
            path = Path(where) / name
            if name.startswith(".") or name.endswith(_OWN_SUFFIXES):
                continue
            # Pipes and sockets would block for ever.
            if path.is_file():
                yield path
