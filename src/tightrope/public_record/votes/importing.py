"""Roll calls out of files: every row placed, doubled rows joined, bad rows set aside with a reason.

Files are read as streams; what is held is one byte or two a vote. Several files of one set belong
together (votes, their roll calls, their issues) and are joined by Voeten's number of the roll call.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from tightrope.errors import UnreadableInput
from tightrope.public_record.votes.formats import (
    NOT_A_MEMBER,
    NOT_RECORDED,
    Layout,
    issue_code,
    layout_of,
)
from tightrope.public_record.votes.resolutions import OTHER_BODIES, session_of
from tightrope.public_record.votes.states import seat_named, seat_on
from tightrope.public_record.votes.tables import SourceTable, open_tables
from tightrope.records.documents import Quarantined
from tightrope.records.events import VotePosition
from tightrope.records.identifiers import identifier
from tightrope.records.votes import RollCall

_DETAILS = (
    "resolution", "draft", "date", "session", "title", "description", "subjects", "important",
    "amendment", "paragraph",
)  # fmt: skip
_DAY = len("2025-02-24")


@dataclass(slots=True)
class Troubles:
    """What was wrong with the rows of a file: one line a reason, with how many and the first."""

    path: str
    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)

    def add(self, reason: str, row: int, count: int = 1) -> None:
        self.counts[reason] += count
        self.first.setdefault(reason, row)

    def quarantined(self) -> list[Quarantined]:
        return [
            Quarantined(f"{self.path}:{self.first[reason]}", _counted(reason, count))
            for reason, count in sorted(self.counts.items(), key=lambda item: self.first[item[0]])
        ]


def _counted(reason: str, count: int) -> str:
    return reason if count == 1 else f"{reason} ({count:,} rows, this is the first)"


@dataclass(slots=True)
class ReadVotes:
    """What one set of files held.

    ``by_source`` are the roll calls of each table of votes; ``n_rows`` all rows of votes,
    ``n_not_members`` and ``n_not_recorded`` rows without a vote to keep, ``n_doubled`` rows that
    said again what another row had said.
    """

    by_source: dict[str, list[RollCall]] = field(default_factory=dict)
    quarantined: list[Quarantined] = field(default_factory=list)
    n_rows: int = 0
    n_not_members: int = 0
    n_not_recorded: int = 0
    n_doubled: int = 0


@dataclass(slots=True)
class _Open:
    """A roll call while its rows come in."""

    details: dict[str, str]
    row: int
    issues: set[str] = field(default_factory=set)
    voters: list[int] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)


def read_votes(paths: Sequence[Path]) -> ReadVotes:
    """Read files of votes and of their roll calls.

    Raises:
        MissingComponent: an R file, and nothing installed to read it.
    """
    result = ReadVotes()
    details: dict[str, dict[str, str]] = {}
    issues: dict[str, set[str]] = {}
    votes: list[Path] = []
    for path in paths:
        try:
            with open_tables(path) as tables:
                kinds = {_kind(table) for table in tables}
                if None in kinds and len(kinds) == 1:
                    raise UnreadableInput(_unknown(tables[0]))
                if "votes" in kinds:
                    votes.append(path)
                for table in tables:
                    _read_details(table, details, issues)
        except UnreadableInput as error:
            result.quarantined.append(Quarantined(str(path), str(error)))
    used: set[str] = set()
    for path in votes:
        try:
            with open_tables(path) as tables:
                for table in tables:
                    layout = layout_of(table.header)
                    if layout is not None and layout.kind == "votes":
                        _read_table(table, layout, details, issues, used, result)
        except UnreadableInput as error:
            result.quarantined.append(Quarantined(str(path), str(error)))
    if details and not used:
        result.quarantined.append(
            Quarantined(
                str(paths[0]),
                "these roll calls have no votes; name the file with the votes in the same command",
            )
        )
    return result


def _kind(table: SourceTable) -> str | None:
    layout = layout_of(table.header)
    return layout.kind if layout else None


def _unknown(table: SourceTable) -> str:
    return (
        f"no table of votes: its columns are {', '.join(table.header[:12])}; a plain table needs "
        "resolution, date, iso3 and position"
    )


def _column(batch: Any, layout: Layout, what: str) -> list[str] | None:
    name = layout.columns.get(what)
    return None if name is None else batch.column(name).to_pylist()


def _read_details(
    table: SourceTable, details: dict[str, dict[str, str]], issues: dict[str, set[str]]
) -> None:
    layout = layout_of(table.header)
    if layout is None or layout.kind == "votes":
        return
    for batch in table.batches:
        keys = [_number(key) for key in _column(batch, layout, "key") or ()]
        if layout.kind == "issues":
            for key, text in zip(keys, _column(batch, layout, "issue") or (), strict=True):
                if code := issue_code(text):
                    issues.setdefault(key, set()).add(code)
            continue
        columns = {w: c for w in _DETAILS if (c := _column(batch, layout, w)) is not None}
        for n, key in enumerate(keys):
            details[key] = {what: column[n] for what, column in columns.items()}
        for flag in layout.issues:
            for key, cell in zip(keys, batch.column(flag).to_pylist(), strict=True):
                if _is_set(cell):
                    issues.setdefault(key, set()).add(flag.casefold())


def _number(text: str) -> str:
    return text.strip().removesuffix(".0")


def _is_set(cell: str) -> bool:
    return _number(cell) in ("1", "True", "true", "TRUE")


def _read_table(
    table: SourceTable,
    layout: Layout,
    details: dict[str, dict[str, str]],
    issues: dict[str, set[str]],
    used: set[str],
    result: ReadVotes,
) -> None:
    troubles = Troubles(table.path)
    gathered: dict[str, _Open] = {}
    voters: dict[tuple[str, str, str, str], int] = {}
    row = 1
    for batch in table.batches:
        row = _gather(batch, layout, gathered, voters, row)
    for reason in table.misfits:
        troubles.add(reason or "further rows have more or fewer cells than the header", row)
    for key, opened in gathered.items():
        if layout.name in ("Voeten's data", "unvotes"):
            number = _number(key)
            if number in details:
                used.add(number)
                opened.details = _filled(opened.details, details[number])
            opened.issues |= issues.get(number, set())
    names = list(voters)
    made = [
        roll_call
        for key, opened in gathered.items()
        if (roll_call := _close(key, opened, layout, table.path, names, troubles, result))
    ]
    result.n_rows += row - 1
    result.by_source[table.path] = _told_apart(made)
    result.quarantined += troubles.quarantined()


def _filled(own: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    return other | {what: text for what, text in own.items() if text.strip()}


def _gather(
    batch: Any,
    layout: Layout,
    gathered: dict[str, _Open],
    voters: dict[tuple[str, str, str, str], int],
    row: int,
) -> int:
    """Sort the rows of a batch into their roll calls; gives the number of the last row."""
    length: int = batch.num_rows
    blank = [""] * length
    positions = _column(batch, layout, "position") or blank
    named = zip(
        *(_column(batch, layout, what) or blank for what in ("code", "name", "cow", "cow_name")),
        strict=True,
    )
    keys = _column(batch, layout, "key")
    columns = {w: c for w in _DETAILS if (c := _column(batch, layout, w)) is not None}
    if keys is None:
        keys = [f"{r}\x1f{d}" for r, d in zip(columns["resolution"], columns["date"], strict=True)]
    last, opened = None, None
    for n, (key, who, position) in enumerate(zip(keys, named, positions, strict=True)):
        if key != last or opened is None:
            last, opened = key, gathered.get(key)
            if opened is None:
                opened = gathered[key] = _Open({w: c[n] for w, c in columns.items()}, row + n + 1)
                for flag in layout.issues:
                    if _is_set(batch.column(flag)[n].as_py()):
                        opened.issues.add(flag.casefold())
        voter = voters.get(who)
        if voter is None:
            voter = voters[who] = len(voters)
        opened.voters.append(voter)
        opened.positions.append(position)
    return row + length


def _close(
    key: str,
    opened: _Open,
    layout: Layout,
    path: str,
    names: Sequence[tuple[str, str, str, str]],
    troubles: Troubles,
    result: ReadVotes,
) -> RollCall | None:
    """A roll call from its rows; None when they can't be placed."""
    said = {what: opened.details.get(what, "").strip() for what in _DETAILS}
    resolution = said["resolution"] or said["draft"]
    count = len(opened.voters)
    if resolution.upper().startswith(OTHER_BODIES):
        troubles.add("a vote of another body than the General Assembly", opened.row, count)
        return None
    day = _day(said["date"])
    if day is None:
        why = (
            f"the date '{said['date']}' is no day (write 2025-02-24)"
            if said["date"]
            else "the roll call has no date; name the file of roll calls in the same command"
        )
        troubles.add(why, opened.row, count)
        return None
    if not resolution and layout.name == "plain table":
        troubles.add("the row names no resolution", opened.row, count)
        return None
    kept = _positions(opened, layout, names, day, troubles, result)
    if not any(position is not VotePosition.ABSENT for position in kept.values()):
        return None
    rcid = _number(key) if layout.name in ("Voeten's data", "unvotes") else ""
    ordered = sorted(kept)
    return RollCall(
        id="",
        resolution=resolution,
        date=day,
        session=session_of(said["session"], resolution, day),
        states=tuple(ordered),
        positions=tuple(kept[state] for state in ordered),
        title=said["title"],
        description="" if said["description"] == said["title"] else said["description"],
        draft=said["draft"],
        subjects=_listed(said["subjects"]),
        issues=tuple(sorted(opened.issues)),
        important=_flag(said["important"]),
        amendment=_flag(said["amendment"]),
        paragraph=_flag(said["paragraph"]),
        rcid=int(rcid) if rcid.isdigit() else None,
        sources=(f"{path} ({layout.name})",),
    )  # fmt: skip


def _positions(
    opened: _Open,
    layout: Layout,
    names: Sequence[tuple[str, str, str, str]],
    day: date,
    troubles: Troubles,
    result: ReadVotes,
) -> dict[str, VotePosition]:
    kept: dict[str, VotePosition] = {}
    for voter, cell in zip(opened.voters, opened.positions, strict=True):
        meaning = layout.meaning(cell)
        if meaning == NOT_A_MEMBER:
            result.n_not_members += 1
            continue
        if meaning == NOT_RECORDED:
            result.n_not_recorded += 1
            continue
        if not isinstance(meaning, VotePosition):
            troubles.add(f"'{cell.strip()}' is no position (yes, no, abstain, absent)", opened.row)
            continue
        iso3, reason = _seat(names[voter], day)
        if iso3 is None:
            if meaning is VotePosition.ABSENT:
                result.n_not_members += 1
            else:
                troubles.add(reason, opened.row)
            continue
        known = kept.get(iso3)
        if known is None:
            kept[iso3] = meaning
        elif known is meaning:
            result.n_doubled += 1
        else:
            troubles.add(
                f"{iso3} stands twice in one roll call, once as {known} and once as {meaning}; "
                "the first is kept",
                opened.row,
            )
    return kept


_seats: dict[tuple[tuple[str, str, str, str], date], tuple[str | None, str]] = {}


def _seat(who: tuple[str, str, str, str], day: date) -> tuple[str | None, str]:
    found = _seats.get((who, day))
    if found is None:
        seat = seat_named(*who)
        if seat.iso3 is not None:
            seat = seat_on(seat.iso3, day)
        found = _seats[who, day] = (seat.iso3, seat.reason)
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:_DAY])
    except ValueError:
        pass
    for separator in ("/", "."):
        parts = text.split(" ")[0].split(separator)
        if len(parts) == 3 and all(part.isdigit() for part in parts):
            return _spelled(parts, day_first=separator == ".")
    return None


def _spelled(parts: list[str], *, day_first: bool) -> date | None:
    """American dates with strokes (12/18/2003), European ones with dots."""
    first, second, year = (int(part) for part in parts)
    day, month = (first, second) if day_first else (second, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("|", ";").split(";") if part.strip())


def _flag(text: str) -> bool | None:
    number = _number(text)
    return True if number in ("1", "True") else False if number in ("0", "False") else None


def _told_apart(made: Iterable[RollCall]) -> list[RollCall]:
    """Roll calls with their identifiers, in order of day; several on one text stay apart."""
    found: list[RollCall] = []
    seen: Counter[str] = Counter()
    for roll_call in sorted(made, key=_order):
        tallies = [roll_call.count(p) for p in VotePosition if p is not VotePosition.ABSENT]
        name = identifier("q", roll_call.resolution, roll_call.date.isoformat(), *tallies)
        seen[name] += 1
        if seen[name] > 1:
            name = identifier("q", name, seen[name])
        found.append(replace(roll_call, id=name))
    return found


def _order(roll_call: RollCall) -> tuple[object, ...]:
    return (roll_call.date, roll_call.resolution, roll_call.rcid or 0, roll_call.title)
