"""Tables out of files, a batch at a time, every cell as text: "NA" is Namibia, not a hole."""

import csv
import gzip
import importlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from tightrope.errors import MissingComponent, UnreadableInput

_ROWS = 65_536
_PARQUET = (".parquet", ".pq")
_R = (".rda", ".rdata", ".rds")
# Rows that are kept as examples of what is wrong with a file.
_EXAMPLES = 20


@dataclass(slots=True)
class SourceTable:
    """One table of a file: its header, its batches of text cells, and rows that did not fit."""

    path: str
    header: tuple[str, ...]
    batches: Iterator[pa.RecordBatch]
    misfits: list[str] = field(default_factory=list)


@contextmanager
def open_tables(path: Path) -> Iterator[list[SourceTable]]:
    """The tables of a CSV, Parquet or R file.

    Raises:
        UnreadableInput: it can't be read as one; the text says why.
        MissingComponent: R files need a package that is not installed.
    """
    name = path.name.casefold()
    if name.endswith(_PARQUET):
        yield [_parquet(path)]
    elif name.endswith(_R):
        yield _r_tables(path)
    else:
        with _opened(path) as file:
            yield [_csv(path, file)]


def _parquet(path: Path) -> SourceTable:
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableInput(f"{path} is no Parquet file that can be read ({error}).") from error
    batches = (_as_text(batch) for batch in file.iter_batches(batch_size=_ROWS))
    return SourceTable(str(path), tuple(file.schema_arrow.names), batches)


def _as_text(batch: pa.RecordBatch) -> pa.RecordBatch:
    columns = [_text_column(column) for column in batch.columns]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _text_column(column: Any) -> Any:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        cells = ["; ".join(map(str, c)) if c else "" for c in column.to_pylist()]
        return pa.array(cells, pa.string())
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.date32(), safe=False)
    if pa.types.is_boolean(kind):
        column = column.cast(pa.int8())
    if pa.types.is_nested(kind) or pa.types.is_binary(kind):
        return pa.array([""] * len(column), pa.string())
    return pc.fill_null(column.cast(pa.string(), safe=False), "")


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        raw = path.open("rb")
    except OSError as error:
        raise UnreadableInput(f"{path} can't be read ({error.strerror}).") from error
    with raw:
        if raw.read(2) == b"\x1f\x8b":
            raw.seek(0)
            with gzip.open(raw) as packed:
                yield cast(BinaryIO, packed)
        else:
            raw.seek(0)
            yield raw


def _csv(path: Path, file: BinaryIO) -> SourceTable:
    encoding = _encoding(file)
    file.seek(0)
    first = io.TextIOWrapper(io.BytesIO(file.readline()), encoding).read()
    file.seek(0)
    delimiter = max(",;\t|", key=first.count)
    header = tuple(next(csv.reader([first], delimiter=delimiter), ()))
    if len(header) < 2:
        raise UnreadableInput(f"{path} is no table: its first line names fewer than two columns.")
    if len(set(header)) < len(header):
        header = tuple(f"{n}.{i}" if n in header[:i] else n for i, n in enumerate(header))
    table = SourceTable(str(path), header, iter(()))

    def misfit(row: Any) -> str:
        if len(table.misfits) < _EXAMPLES:
            table.misfits.append(
                f"a row has {row.actual_columns} cells where the header has {row.expected_columns}"
            )
        else:
            table.misfits.append("")
        return "skip"

    try:
        reader = pa_csv.open_csv(
            file,
            pa_csv.ReadOptions(
                column_names=header, skip_rows=1, encoding=encoding, block_size=1 << 22,
                use_threads=False,
            ),
            pa_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, invalid_row_handler=misfit
            ),
            pa_csv.ConvertOptions(
                column_types=dict.fromkeys(header, pa.string()),
                null_values=[], strings_can_be_null=False,
            ),
        )  # fmt: skip
    except (pa.ArrowException, UnicodeError) as error:
        if "Empty CSV" in str(error):
            return table
        raise UnreadableInput(f"{path} is no CSV file that can be read ({error}).") from error
    table.batches = _guarded(path, reader)
    return table


def _guarded(path: Path, reader: Any) -> Iterator[pa.RecordBatch]:
    try:
        yield from reader
    except (pa.ArrowException, UnicodeError) as error:
        raise UnreadableInput(f"{path} breaks off where it can't be read ({error}).") from error


def _encoding(file: BinaryIO) -> str:
    """UTF-8 when all of it is, else what older exports were written in."""
    rest = b""
    while piece := file.read(1 << 22):
        piece = rest + piece
        try:
            piece.decode("utf-8")
            rest = b""
        except UnicodeDecodeError as error:
            if error.start < len(piece) - 4:
                return "cp1252" if b"\x81" not in piece else "latin-1"
            rest = piece[error.start :]
    return "latin-1" if rest else "utf-8"


def _r_tables(path: Path) -> list[SourceTable]:
    """Data frames of an R file (.rda, .RData, .rds), whole, by the package ``rdata``."""
    try:
        rdata = importlib.import_module("rdata")
        pandas = importlib.import_module("pandas")
    except ImportError as error:
        raise MissingComponent(
            f"{path}: reading R files needs a package; install it with "
            "'pip install \"tightrope[rdata]\"', or save the table as CSV."
        ) from error
    try:
        if path.suffix.casefold() == ".rds":
            held: dict[str, Any] = {path.stem: rdata.read_rds(path)}
        else:
            held = rdata.read_rda(path)
    except Exception as error:  # the package raises many kinds on a damaged file
        raise UnreadableInput(f"{path} is no R file that can be read ({error}).") from error
    frames = {name: frame for name, frame in held.items() if isinstance(frame, pandas.DataFrame)}
    if not frames:
        raise UnreadableInput(f"{path} holds no data frame.")
    return [_from_frame(f"{path}:{name}", frame) for name, frame in frames.items()]


def _from_frame(path: str, frame: Any) -> SourceTable:
    names = [str(name) for name in frame.columns]
    columns = []
    for name, column in zip(names, (frame.iloc[:, n] for n in range(len(names))), strict=True):
        if name.casefold() == "date" and column.dtype.kind in "if":
            # R keeps days as numbers since 1970.
            days = pa.array(column.round().astype("Int32").to_numpy(dtype=object, na_value=None))
            columns.append(_text_column(days.cast(pa.int32()).cast(pa.date32())))
            continue
        cells = [_cell(value) for value in column.tolist()]
        columns.append(pa.array(cells, pa.string()))
    table = pa.Table.from_arrays(columns, names=names)
    return SourceTable(path, tuple(names), iter(table.to_batches(_ROWS)))


def _cell(value: Any) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return text[:10] if text.endswith(" 00:00:00") else text
