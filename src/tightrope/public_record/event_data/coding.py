"""Blocks of rows into one form, column by column: each distinct cell is looked up once."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tightrope.public_record.event_data.layouts import Layout
from tightrope.public_record.event_data.resolving import (
    AMBIGUOUS,
    NAMELESS,
    OFFICE,
    OPEN,
    ResolvedActor,
    resolve_name,
    resolve_with_country,
)
from tightrope.records.actors import Sector
from tightrope.records.plover import INTENSITY, QUAD_CLASS, EventType
from tightrope.reference.cameo import cameo_code

SCHEMA = pa.schema(
    [
        ("dataset", pa.string()),
        ("source_id", pa.string()),
        ("date", pa.date32()),
        ("actor_iso3", pa.string()),
        ("actor_name", pa.string()),
        ("actor_sector", pa.string()),
        ("recipient_iso3", pa.string()),
        ("recipient_name", pa.string()),
        ("recipient_sector", pa.string()),
        ("cameo_code", pa.string()),
        ("event_type", pa.string()),
        ("quad_class", pa.string()),
        ("intensity", pa.float64()),
        ("mode", pa.string()),
        ("contexts", pa.string()),
        ("n_mentions", pa.int64()),
        ("n_sources", pa.int64()),
        ("publisher", pa.string()),
        ("url", pa.string()),
        ("actor_basis", pa.string()),
        ("recipient_basis", pa.string()),
    ]
)
NO_DATE, NO_CODE, NO_ACTOR = (
    "the date is not one",
    "the event code is not known",
    "neither side is named",
)
_MARK = "\x1f"
_FIRST_DAY = date(1970, 1, 1).toordinal()
_DAYS = 4_000_000  # more than there are days in the calendar
_MOST_REMEMBERED = 500_000
_SIDES = ("actor", "recipient")
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Act:
    """What a distinct event cell stands for."""

    cameo_code: str | None
    event_type: str | None
    quad_class: str
    intensity: float


@dataclass(slots=True)
class Coder:
    """Turns blocks of one file into :data:`SCHEMA`; remembers what it has looked up.

    ``rejected`` counts rows that were left out, by reason; ``examples`` has the first of each;
    ``resolved`` counts actors of rows that were kept by how they were resolved ("" when open).
    """

    layout: Layout
    rejected: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    resolved: Counter[str] = field(default_factory=Counter)
    n_rows: int = 0
    _known: dict[str, ResolvedActor] = field(default_factory=dict)

    def code(self, block: pa.Table) -> pa.Table:
        """One block; its columns are strings named as in the file."""
        self.n_rows += block.num_rows
        fields = self.layout.fields
        days, has_day = self._days(block.column(fields["date"]))
        acts, which = self._acts(block)
        has_act = np.array([a is not None for a in acts], dtype=bool)[which]
        sides = [self._actors(block, side) for side in _SIDES]
        named = np.zeros(block.num_rows, dtype=bool)
        for actors, index in sides:
            named |= np.array([a.basis != NAMELESS for a in actors], dtype=bool)[index]
        self._reject(block, ~has_day, NO_DATE)
        self._reject(block, has_day & ~has_act, NO_CODE)
        self._reject(block, has_day & has_act & ~named, NO_ACTOR)
        kept = np.flatnonzero(has_day & has_act & named)
        columns: dict[str, Any] = {
            "date": pa.array(days[kept].astype(np.int32), pa.int32()).cast(pa.date32())
        }
        columns |= _act_columns(acts, which[kept])
        for side, (actors, index) in zip(_SIDES, sides, strict=True):
            columns |= self._actor_columns(side, actors, index[kept], days[kept] + _FIRST_DAY)
        columns |= self._plain_columns(block.take(pa.array(kept)))
        n = len(kept)
        columns["dataset"] = pa.array([self.layout.dataset] * n, pa.string())
        made = {
            f.name: columns[f.name] if f.name in columns else pa.nulls(n, f.type) for f in SCHEMA
        }
        return pa.table(made, schema=SCHEMA)

    def _days(self, column: Any) -> tuple[Integers, npt.NDArray[np.bool_]]:
        values, index = _distinct(column)
        found = [day_of(value) for value in values]
        days = np.array([0 if d is None else d.toordinal() - _FIRST_DAY for d in found], np.int64)
        known = np.array([d is not None for d in found], dtype=bool)
        return days[index], known[index]

    def _acts(self, block: pa.Table) -> tuple[list[_Act | None], Integers]:
        fields = self.layout.fields
        names = ("event_type", "intensity") if "event_type" in fields else ("event", "code")
        keys = _joined([block.column(fields[n]) if n in fields else None for n in names], block)
        values, index = _distinct(keys)
        make: Callable[[str, str], _Act | None] = (
            _plover_act if "event_type" in fields else _cameo_act
        )
        return [make(*value.split(_MARK)) for value in values], index

    def _actors(self, block: pa.Table, side: str) -> tuple[list[ResolvedActor], Integers]:
        fields = self.layout.fields
        parts = [f"{side}_{part}" for part in ("name", "country", "sectors", "group")]
        keys = _joined([block.column(fields[p]) if p in fields else None for p in parts], block)
        values, index = _distinct(keys)
        return [self._resolved(value) for value in values], index

    def _resolved(self, key: str) -> ResolvedActor:
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            found = self._known[key] = _resolve(self.layout, *key.split(_MARK))
        return found

    def _actor_columns(
        self, side: str, actors: Sequence[ResolvedActor], index: Integers, days: Integers
    ) -> dict[str, Any]:
        entries, index = _serving(actors, index, days)
        counts = np.bincount(index, minlength=len(entries)).tolist()
        for entry, count in zip(entries, counts, strict=True):
            if entry.basis != NAMELESS and count:
                self.resolved[entry.basis if entry.iso3 is not None else OPEN] += count
        where = pa.array(index)
        texts = {
            "iso3": [e.iso3 for e in entries],
            "name": [e.name or None for e in entries],
            "sector": [str(e.sector) for e in entries],
            "basis": [e.basis if e.iso3 is not None else None for e in entries],
        }
        return {
            f"{side}_{what}": pa.array(values, pa.string()).take(where)
            for what, values in texts.items()
        }

    def _plain_columns(self, block: pa.Table) -> dict[str, Any]:
        fields, found = self.layout.fields, {}
        for name in ("source_id", "mode", "contexts", "publisher", "url"):
            if name in fields:
                column = block.column(fields[name]).combine_chunks()
                empty = pc.is_in(column, pa.array(["", "None", "none"]))
                found[name] = pc.if_else(empty, pa.scalar(None, pa.string()), column)
        for name, column_name in (("n_mentions", "mentions"), ("n_sources", "sources")):
            if column_name in fields:
                found[name] = _counts(block.column(fields[column_name]))
            else:
                found[name] = pa.array(np.ones(block.num_rows, np.int64))
        return found

    def _reject(self, block: pa.Table, where: npt.NDArray[np.bool_], reason: str) -> None:
        count = int(where.sum())
        if not count:
            return
        self.rejected[reason] += count
        if reason not in self.examples:
            row = block.slice(int(np.flatnonzero(where)[0]), 1).to_pylist()[0]
            self.examples[reason] = " | ".join(str(v) for v in list(row.values())[:4])


def _serving(
    actors: Sequence[ResolvedActor], index: Integers, days: Integers
) -> tuple[list[ResolvedActor], Integers]:
    """Persons split by what they were on the day: for whom they acted, and in what sector."""
    entries, index = list(actors), index.copy()
    with_terms = np.array([bool(a.terms) for a in actors], dtype=bool)
    rows = np.flatnonzero(with_terms[index]) if len(entries) else np.empty(0, np.int64)
    if not len(rows):
        return entries, index
    keys, which = np.unique(index[rows] * _DAYS + days[rows], return_inverse=True)
    made: dict[tuple[int, str | None, Sector], int] = {}
    places = []
    for actor_index, day in (divmod(int(key), _DAYS) for key in keys):
        actor = actors[actor_index]
        serving = [t for t in actor.terms if t.first <= day <= t.last]
        state = serving[-1].iso3 if serving else actor.iso3
        sector = serving[-1].sector if serving else actor.sector
        at = made.setdefault((actor_index, state, sector), len(entries))
        if at == len(entries):
            basis = OFFICE if serving and actor.basis == AMBIGUOUS else actor.basis
            entries.append(replace(actor, iso3=state, sector=sector, basis=basis, terms=()))
        places.append(at)
    index[rows] = np.array(places, np.int64)[which]
    return entries, index


def _resolve(layout: Layout, name: str, countries: str, sectors: str, group: str) -> ResolvedActor:
    if layout.dataset == "gdelt":
        return resolve_with_country("gdelt", name.title() or group, countries, sectors)
    if "actor_country" not in layout.fields:
        return resolve_name(name)
    separator = "," if layout.dataset == "icews" else ";"
    known = "" if name.strip() in {"None", ""} else name
    return resolve_with_country(layout.dataset, known, countries, sectors, separator)


def _cameo_act(event: str, code: str) -> _Act | None:
    # The words first: numbers may have lost their leading zero on the way.
    known = (cameo_code(event) if event.strip() else None) or cameo_code(code)
    if known is None:
        return None
    kind = None if known.event_type is None else str(known.event_type)
    return _Act(known.code, kind, str(known.quad_class), known.intensity)


def _plover_act(event_type: str, intensity: str) -> _Act | None:
    try:
        kind = EventType(event_type.strip().upper())
    except ValueError:
        return None
    try:
        value = max(-10.0, min(10.0, float(intensity)))
    except ValueError:
        value = INTENSITY[kind]
    return _Act(None, str(kind), str(QUAD_CLASS[kind]), value)


@lru_cache(maxsize=100_000)
def day_of(written: str) -> date | None:
    """A day as 20180901, 2018-09-01 (with or without a time) or 9/1/2018."""
    text = written.strip().split(" ")[0].split("T")[0]
    try:
        if text.isdigit() and len(text) == 8:
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        if "/" in text:
            month, day, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return None


def _act_columns(acts: Sequence[_Act | None], index: Integers) -> dict[str, Any]:
    where = pa.array(index)
    return {
        name: pa.array([None if a is None else getattr(a, name) for a in acts], kind).take(where)
        for name, kind in (
            ("cameo_code", pa.string()),
            ("event_type", pa.string()),
            ("quad_class", pa.string()),
            ("intensity", pa.float64()),
        )
    }


def _distinct(column: Any) -> tuple[list[str], Integers]:
    encoded = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(encoded, pa.ChunkedArray):
        encoded = pa.concat_arrays(encoded.chunks)
    encoded = encoded.dictionary_encode()
    return encoded.dictionary.to_pylist(), encoded.indices.to_numpy().astype(np.int64)


def _joined(columns: Sequence[Any], block: pa.Table) -> Any:
    """Cells of several columns as one text each; a column that is not there is empty."""
    empty = pa.scalar("")
    if all(column is None for column in columns):
        return pa.array([""] * block.num_rows)
    cells = [empty if column is None else column.combine_chunks() for column in columns]
    return pc.binary_join_element_wise(*cells, _MARK)


def _counts(column: Any) -> Any:
    cells = pc.utf8_trim_whitespace(column.combine_chunks())
    digits = pc.match_substring_regex(cells, "^[0-9]{1,9}$")
    return pc.if_else(digits, pc.if_else(digits, cells, "1").cast(pa.int64()), 1)
