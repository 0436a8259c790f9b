"""Ties between states by year: arms transfers, alliances, and plain tables of aid or trade.

SIPRI Arms Transfers Database: volume of deliveries of a supplier to a recipient in millions of
SIPRI's trend-indicator value. ATOP (Alliance Treaty Obligations and Provisions): which obligations
two states had towards each other, under Correlates of War numbers. Other tables: two states, or a
dyad such as USA-PAK, a year and a value.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from tightrope.errors import UnreadableInput
from tightrope.public_record.countries import country
from tightrope.public_record.event_data.opening import opened
from tightrope.records.documents import Quarantined
from tightrope.reference.cow import cow_state

SCHEMA = pa.schema(
    [
        ("kind", pa.string()),
        ("from_iso3", pa.string()),
        ("to_iso3", pa.string()),
        ("year", pa.int32()),
        ("value", pa.float64()),
        ("unit", pa.string()),
        ("source", pa.string()),
    ]
)
DATASETS = ("sipri", "atop", "ties")
PACTS = {
    "defense": "defence_pact",
    "offense": "offence_pact",
    "neutral": "neutrality_pact",
    "nonagg": "non_aggression_pact",
    "consul": "consultation_pact",
}
ARMS = "arms_transfers"
_COLUMNS: dict[str, tuple[str, ...]] = {
    "from": ("export_from", "iso3_a", "from_iso3", "from", "supplier", "exporter", "donor",
             "ccode1", "statea", "mem1"),
    "to": ("import_to", "iso3_b", "to_iso3", "to", "recipient", "importer", "ccode2", "stateb",
           "mem2"),
    "dyad": ("dyad",),
    "year": ("year",),
    "value": ("tiv", "value"),
}  # fmt: skip
_NEEDED = {
    "sipri": "Export_From, Import_To, Year and TIV",
    "atop": "ccode1, ccode2, year and atop_defense, atop_offense, atop_neutral, atop_nonagg or "
    "atop_consul",
    "ties": "iso3_a, iso3_b (or dyad, such as USA-PAK), year and value",
}
_TOTALS = frozenset({"all", "total"})
_DYAD = re.compile(r"\s*([A-Za-z]{3})\s*[-_/:–]\s*([A-Za-z]{3})\s*\Z")
SUMS = "rows that sum others up"
_NO_YEAR, _NO_VALUE = "the year is not one", "the value is not a number"


@dataclass(frozen=True, slots=True)
class TiesRead:
    """Ties of one file in the columns of :data:`SCHEMA`, one row for each kind, pair and year.

    ``rejected`` counts rows that were left out by reason; rows that sum others up are counted
    apart as ``n_sums``, since nothing is lost with them.
    """

    table: pa.Table
    n_rows: int
    n_sums: int
    rejected: Counter[str]
    quarantined: tuple[Quarantined, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    columns: Mapping[str, str]
    values: tuple[tuple[str, str], ...]  # kind, column


def read_ties(dataset: str, path: Path, kind: str = "", unit: str = "") -> TiesRead:
    """Ties of one file, plain, gzipped or zipped.

    Args:
        dataset: ``sipri``, ``atop`` or ``ties``.
        path: a CSV file with a header.
        kind: of ``ties``: what the values are, for instance ``aid``.
        unit: of ``ties``: what they are counted in.

    Raises:
        UnreadableInput: the file is missing or not a table of this kind.
    """
    if path.is_dir():
        raise UnreadableInput(f"{path} is a folder; name the files in it.")
    with opened(path) as source:
        try:
            table = pa_csv.read_csv(
                source, convert_options=pa_csv.ConvertOptions(strings_can_be_null=False)
            )
        except pa.ArrowInvalid as error:
            raise UnreadableInput(
                f"{path} can't be read as a table with commas ({str(error)[:120]}); check it."
            ) from error
    layout = _layout(dataset, path, table.column_names, kind)
    cells = {
        what: [_text(v) for v in table.column(name).to_pylist()]
        for what, name in layout.columns.items()
        if what != "value"
    }
    values = [(k, [_text(v) for v in table.column(c).to_pylist()]) for k, c in layout.values]
    units = {ARMS: "million TIV"} if dataset == "sipri" else {}
    found: dict[tuple[str, str, str, int], float] = {}
    rejected: Counter[str] = Counter()
    first: dict[str, int] = {}
    n_sums = 0
    by_cow = dataset == "atop" or _is_cow(cells.get("from", [])[:50])
    known: dict[tuple[str, int], tuple[str | None, str]] = {}
    for row in range(table.num_rows):
        sides = _sides(cells, row)
        if _TOTALS & {side.casefold() for side in (*sides, cells["year"][row])}:
            n_sums += 1
            continue
        reason = _NO_YEAR
        year = _year(cells["year"][row])
        if year is not None:
            codes = []
            for side in sides:
                if (side, year) not in known:
                    known[side, year] = _state(side, year, by_cow)
                codes.append(known[side, year])
            reason = next((why for code, why in codes if code is None), "")
            if not reason:
                a, b = str(codes[0][0]), str(codes[1][0])
                reason = _add(found, values, row, (a, b, year), summed=dataset != "atop")
        if reason:
            rejected[reason] += 1
            first.setdefault(reason, row + 2)
    quarantined = tuple(
        Quarantined(
            f"{path}:{reason}",
            f"{count:,} {'row' if count == 1 else 'rows'}: {reason} (first: line {first[reason]})",
        )
        for reason, count in sorted(rejected.items())
    )
    return TiesRead(
        _table(found, units, unit, dataset), table.num_rows, n_sums, rejected, quarantined
    )


def _layout(dataset: str, path: Path, header: Sequence[str], kind: str) -> _Layout:
    by_name = {name.strip().strip("\ufeff").casefold(): name for name in header}
    columns = {
        what: next(by_name[name] for name in names if name in by_name)
        for what, names in _COLUMNS.items()
        if any(name in by_name for name in names)
    }
    has_pair = {"from", "to"} <= columns.keys() or ("dyad" in columns and dataset == "ties")
    values: tuple[tuple[str, str], ...]
    if dataset == "atop":
        values = tuple(
            (pact, by_name[name])
            for short, pact in PACTS.items()
            for name in (f"atop_{short}", short)
            if name in by_name
        )
    else:
        named = ARMS if dataset == "sipri" else kind
        is_tiv = "tiv" in by_name
        wanted = "value" in columns and is_tiv == (dataset == "sipri")
        values = ((named, columns["value"]),) if wanted else ()
    if not has_pair or "year" not in columns or not values:
        raise UnreadableInput(
            f"{path} is not a table for 'tightrope import {dataset}': it needs the columns "
            f"{_NEEDED[dataset]}, and has {', '.join(header[:8])}."
        )
    return _Layout(columns, values)


def _sides(cells: Mapping[str, list[str]], row: int) -> tuple[str, str]:
    if "from" in cells and "to" in cells:
        return cells["from"][row], cells["to"][row]
    match = _DYAD.match(cells["dyad"][row])
    return (match[1].upper(), match[2].upper()) if match else (cells["dyad"][row], "")


def _state(written: str, year: int, by_cow: bool) -> tuple[str | None, str]:
    if by_cow:
        number = int(float(written)) if _is_number(written) else -1
        state = cow_state(number, year)
        if state is None:
            return None, f"'{written.removesuffix('.0')}' is no Correlates of War number"
        if state.iso3 is None:
            return None, f"{state.name} is no state of today"
        return state.iso3, ""
    code = country(written) if not written.endswith("*") else None
    if code is None:
        return None, f"'{written}' is not a state" if written else "no state is named"
    return code, ""


def _add(
    found: dict[tuple[str, str, str, int], float],
    values: Sequence[tuple[str, list[str]]],
    row: int,
    at: tuple[str, str, int],
    summed: bool,
) -> str:
    """Keep the values of a row; returns why it can't be."""
    a, b, year = at
    for kind, cells in values:
        if not _is_number(cells[row]):
            return _NO_VALUE
        value = float(cells[row])
        if summed:
            key = (kind, a, b, year)
            found[key] = found.get(key, 0.0) + value
        elif value > 0.0:
            # An alliance binds both.
            found[kind, a, b, year] = found[kind, b, a, year] = 1.0
    return ""


def _table(
    found: Mapping[tuple[str, str, str, int], float],
    units: Mapping[str, str],
    unit: str,
    source: str,
) -> pa.Table:
    keys = sorted(found)
    return pa.table(
        {
            "kind": [k[0] for k in keys],
            "from_iso3": [k[1] for k in keys],
            "to_iso3": [k[2] for k in keys],
            "year": [k[3] for k in keys],
            "value": [found[k] for k in keys],
            "unit": [units.get(k[0], unit) or ("in force" if source == "atop" else None)
                     for k in keys],
            "source": [source] * len(keys),
        },
        schema=SCHEMA,
    )  # fmt: skip


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < float("inf")
    except ValueError:
        return False


def _is_cow(sample: Sequence[str]) -> bool:
    return bool(sample) and all(_is_number(text) for text in sample)


def _year(text: str) -> int | None:
    if not _is_number(text):
        return None
    year = int(float(text))
    return year if year == float(text) and 1500 <= year <= 2200 else None
