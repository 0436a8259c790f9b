"""Files of one event dataset, streamed: blocks of rows in one form, and what became of the rest."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv

from tightrope.errors import UnreadableInput
from tightrope.public_record.event_data.coding import Coder
from tightrope.public_record.event_data.layouts import EXPECTED, Layout, layout_of
from tightrope.public_record.event_data.opening import opened
from tightrope.records.documents import Quarantined

DATASETS = ("gdelt", "icews", "polecat")
_BLOCK_BYTES = 16 << 20
_MALFORMED = "the number of columns is wrong"


@dataclass(slots=True)
class Tally:
    """What reading came to so far; complete when the last block was taken.

    ``resolved`` counts actors (two a row) by how their state was found, "" for those that stay
    open; ``rejected`` rows that were left out by reason.
    """

    n_rows: int = 0
    n_kept: int = 0
    resolved: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    quarantined: list[Quarantined] = field(default_factory=list)

    @property
    def n_actors(self) -> int:
        return self.resolved.total()

    @property
    def resolved_share(self) -> float:
        """Share of named actors whose state or organisation is known."""
        return 1.0 - self.resolved[""] / self.n_actors if self.n_actors else 0.0


def read_events(
    dataset: str,
    paths: Sequence[Path],
    tally: Tally,
    advance: Callable[[int], None] = lambda _: None,
) -> Iterator[pa.Table]:
    """Rows of files of one dataset in the columns of :data:`.coding.SCHEMA`, block by block.

    A file that is not one of the dataset's is set aside with the reason and the next is read.

    Args:
        dataset: ``gdelt``, ``icews`` or ``polecat``.
        paths: plain, ``.gz`` or ``.zip`` files.
        tally: filled as blocks are taken.
        advance: told how many rows a block had.
    """
    for path in paths:
        try:
            layout = _layout(dataset, path)
            yield from _read(path, layout, tally, advance)
        except UnreadableInput as error:
            tally.quarantined.append(Quarantined(str(path), str(error)))


def _layout(dataset: str, path: Path) -> Layout:
    if path.is_dir():
        raise UnreadableInput(f"{path} is a folder; name the files in it.")
    with opened(path) as source:
        first, second = (source.readline(1 << 20).decode().rstrip("\r\n") for _ in range(2))
    layout = layout_of(first, second)
    if layout is None:
        raise UnreadableInput(
            f"{path} is not a file of {dataset.upper()} events: it needs {EXPECTED[dataset]}; "
            f"its first line has {len(first.split(chr(9)))} columns between tabs and begins "
            f"'{first[:40]}'."
        )
    if layout.dataset != dataset:
        raise UnreadableInput(
            f"{path} is a file of {layout.dataset.upper()} events, not of {dataset.upper()}; "
            f"read it with 'tightrope import {layout.dataset} {path}'."
        )
    return layout


def _read(
    path: Path, layout: Layout, tally: Tally, advance: Callable[[int], None]
) -> Iterator[pa.Table]:
    coder = Coder(layout)
    malformed: Counter[str] = Counter()

    def skip(row: Any) -> str:
        malformed[_MALFORMED] += 1
        coder.examples.setdefault(
            _MALFORMED, f"{row.actual_columns} instead of {row.expected_columns}"
        )
        return "skip"

    with opened(path) as source:
        for block in _blocks(path, source, layout, skip):
            coded = coder.code(block)
            tally.n_kept += coded.num_rows
            advance(block.num_rows)
            yield coded
    rejected = coder.rejected + malformed
    tally.n_rows += coder.n_rows + malformed.total()
    tally.resolved.update(coder.resolved)
    tally.rejected.update(rejected)
    for reason, count in sorted(rejected.items()):
        rows = "1 row" if count == 1 else f"{count:,} rows"
        tally.quarantined.append(
            Quarantined(f"{path}:{reason}", f"{rows}: {reason} (first: {coder.examples[reason]})")
        )


def _blocks(
    path: Path, source: Any, layout: Layout, skip: Callable[[Any], str]
) -> Iterator[pa.Table]:
    wanted = list(dict.fromkeys(layout.fields.values()))
    try:
        reader = pa_csv.open_csv(
            pa.PythonFile(source, mode="r"),
            read_options=pa_csv.ReadOptions(
                column_names=list(layout.names),
                skip_rows=int(layout.has_header),
                block_size=_BLOCK_BYTES,
                use_threads=(os.cpu_count() or 1) > 1,
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=layout.delimiter,
                quote_char='"' if layout.is_quoted else False,
                newlines_in_values=False,
                invalid_row_handler=skip,
            ),
            convert_options=pa_csv.ConvertOptions(
                include_columns=wanted,
                column_types={name: pa.string() for name in wanted},
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
        for batch in reader:
            if batch.num_rows:
                yield pa.table(batch)
    except pa.ArrowInvalid as error:
        raise UnreadableInput(
            f"{path} can't be read as a table ({str(error)[:120]}); check where it breaks off."
        ) from error
