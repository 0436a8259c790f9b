"""Tightrope: where a state stands between the great powers, how that moved, and who says so.

>>> import tightrope as tr
>>> corpus = tr.run(["news/"], db="news.duckdb")          # doctest: +SKIP
>>> corpus.incidents(as_="polars")                        # doctest: +SKIP
>>> tr.code("China and India held talks.", date="2024-05-02")["events"]  # doctest: +SKIP
"""

# The rooms behind these functions load a parser and a database; they are imported when one is
# called, so that `import tightrope` costs nothing.

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as _date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tightrope.notebook import NotebookCorpus

__version__ = "0.1.0"
__all__ = ["__version__", "code", "open", "run"]


def run(
    paths: str | Path | Iterable[str | Path],
    db: str | Path | None = None,
    *,
    focal: Sequence[str] = (),
    powers: Sequence[str] = ("USA", "CHN", "RUS"),
    workers: int | None = None,
    fields: Mapping[str, str] | None = None,
    actors: Sequence[str | Path] = (),
    fast: bool = False,
) -> NotebookCorpus:
    """Read files and folders, run the whole path, and open the result.

    Args:
        paths: a file or folder, or several.
        db: the database file; it is made, or added to. In memory when None.
        focal: ISO 3166-1 alpha-3 codes of the states to measure; all that occur when empty.
        powers: the same of the powers between whom they are placed.
        workers: processes; as many as the work repays when None.
        fields: names of the fields of JSONL records (``{"text": "body"}``).
        actors: files of your own actors, tables or PETRARCH dictionaries, as with ``--actors``.
        fast: read by rules, and only what can hold something between states, as with ``--fast``.

    Returns:
        The open corpus; each table is a method that gives an Arrow, Polars or pandas frame,
        ``plot`` has charts, and ``show(ID)`` opens a record.

    Raises:
        TightropeError: what is wrong, and the next step.
    """
    from tightrope.engine.running import run_into
    from tightrope.language.pace import reading_fast
    from tightrope.notebook import NotebookCorpus
    from tightrope.store import Writer

    if actors:
        from tightrope.reference import own_actors

        own_actors.use([Path(p) for p in actors])
    listed = [paths] if isinstance(paths, str | Path) else list(paths)
    path = Path(db) if db is not None else None
    writer = Writer(path)
    try:
        with reading_fast(fast):
            run_into(
                writer,
                [Path(p) for p in listed],
                focal=focal,
                powers=powers,
                workers=workers,
                fields=fields,
            )
    except BaseException:
        writer.corpus.close()
        raise
    if path is None:
        return writer.corpus.seen_as(NotebookCorpus)
    writer.corpus.close()
    return NotebookCorpus.of_file(path)


def open(db: str | Path) -> NotebookCorpus:
    """Open a database that :func:`run` or the command line made.

    Raises:
        StoreError: it is missing, locked or not one of ours.
    """
    from tightrope.notebook import NotebookCorpus

    return NotebookCorpus.of_file(db)


def code(text: str, date: _date | str | None = None) -> dict[str, Any]:
    """Code one text without a database; see :func:`tightrope.engine.coding.code`."""
    from tightrope.engine.coding import code as code_text

    return code_text(text, date)
