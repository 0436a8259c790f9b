"""Actor files of a user's own, for the whole process and the processes that it starts.

``--actors FILE`` and the variable ``TIGHTROPE_ACTORS`` (files separated as in ``PATH``) name them:
a CSV file of the form of our tables, or a dictionary of PETRARCH. What rests on the actor base is
kept per set of files (:func:`kept`), so that naming other files takes effect.
"""

import os
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from tightrope.errors import UsageError
from tightrope.reference.petrarch import Dictionary, is_dictionary, read_dictionary

VARIABLE = "TIGHTROPE_ACTORS"
T = TypeVar("T")
Files = tuple[Path, ...]


def own_files() -> Files:
    """The files in use."""
    return _split(os.environ.get(VARIABLE, ""))


@lru_cache(maxsize=4)
def _split(listed: str) -> Files:
    return tuple(Path(name) for name in listed.split(os.pathsep) if name)


def use(files: Sequence[Path]) -> None:
    """Take these files into use in this process and in those that it starts.

    Raises:
        UsageError: one is missing, or is neither a table nor a dictionary.
    """
    for path in files:
        if not path.is_file():
            raise UsageError(f"--actors: there is no file {path}.")
        is_petrarch(path)
    os.environ[VARIABLE] = os.pathsep.join(str(path.absolute()) for path in files)


def kept(make: Callable[[], T]) -> Callable[[], T]:
    """Keep what a function makes as long as the same own files are in use."""
    held: list[tuple[Files, T]] = []

    @wraps(make)
    def give() -> T:
        files = own_files()
        if not held or held[0][0] != files:
            held[:] = [(files, make())]
        return held[0][1]

    return give


@lru_cache(maxsize=16)
def is_petrarch(path: Path) -> bool:
    """Whether a file is a dictionary of PETRARCH; otherwise it is a table of our form.

    Raises:
        UsageError: it is neither, or can't be read.
    """
    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise UsageError(f"{path} can't be read ({error.strerror}).") from None
    lines = [line for line in text.splitlines() if line.strip() and line[0] not in "#;<"]
    if lines and lines[0].lstrip("\ufeff").startswith("name,"):
        return False
    if is_dictionary(text):
        return True
    raise UsageError(
        f"{path} is neither a table of actors (header name,aliases,code,sector,kind) nor a "
        "PETRARCH dictionary (lines such as 'HAMID_KARZAI_ [AFGGOV]')."
    )


@lru_cache(maxsize=16)
def dictionary(path: Path) -> Dictionary:
    """A dictionary, read once.

    Raises:
        UsageError: nothing in it can be used; names the first line and what is wrong with it.
    """
    found = read_dictionary(path)
    if not found.entries and not found.agents:
        first = found.skipped[0]
        raise UsageError(f"{path}: no line can be used; line {first.line}: {first.reason}.")
    return found


def dictionaries() -> list[Dictionary]:
    """The PETRARCH dictionaries among the files in use, in their order."""
    return [dictionary(path) for path in own_files() if is_petrarch(path)]


def tables() -> Files:
    """The tables of our own form among the files in use, in their order."""
    return tuple(path for path in own_files() if not is_petrarch(path))


def version() -> str:
    """Names the contents of the files in use; empty when there are none."""
    digest = blake2b(digest_size=8)
    for path in own_files():
        digest.update(path.read_bytes())
    return digest.hexdigest() if own_files() else ""
