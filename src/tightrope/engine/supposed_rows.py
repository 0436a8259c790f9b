"""Acts and votes that somebody supposes, read from a small CSV or JSON file."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from tightrope.errors import UnreadableInput, UsageError
from tightrope.records.corpus import Incident
from tightrope.records.events import Modality, Polarity, VotePosition
from tightrope.records.plover import INTENSITY, RECIPROCAL, EventType
from tightrope.reference.state_codes import state_code

ACT_FIELDS = ("date", "actor", "recipient", "event_type", "modality", "polarity", "n_origins")
VOTE_FIELDS = ("date", "resolution", "iso3", "position")
_ALL_FIELDS = tuple(dict.fromkeys((*ACT_FIELDS, *VOTE_FIELDS)))
_LARGEST_BYTES = 10_000_000
_MOST_ORIGINS = 1000
_SHOWN = 5

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class SupposedVote:
    """The position of one state in a vote; ``row`` is its number in the file, from 1."""

    row: int
    day: date
    resolution: str
    iso3: str
    position: VotePosition


@dataclass(frozen=True, slots=True)
class Supposed:
    """All rows of a file: acts by the number of their row, and votes."""

    acts: tuple[tuple[int, Incident], ...]
    votes: tuple[SupposedVote, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """Every state that acts, is acted upon or votes, in the order in which they come."""
        found: dict[str, None] = {}
        for _, act in self.acts:
            found.update(dict.fromkeys((*act.actor_states, *act.recipient_states)))
        found.update(dict.fromkeys(v.iso3 for v in self.votes))
        return tuple(found)


class _BadRow(Exception):
    """What is wrong with a row, in words."""


def read_supposed(path: Path) -> Supposed:
    """Read supposed acts and votes.

    A row with ``event_type`` is an act: ``date``, ``actor``, ``recipient``, ``event_type``, and if
    wanted ``modality``, ``polarity``, ``n_origins``. A row with ``resolution`` is a vote: ``date``,
    ``resolution``, ``iso3``, ``position``. States are codes or names, several set apart by ``;``.

    Args:
        path: CSV with a line of column names, a JSON list of objects, or JSON lines.

    Raises:
        UnreadableInput: there is no such file, or it is not text of one of these kinds.
        UsageError: rows are wrong; the message names them and says what is allowed.
    """
    rows = list(_rows(path))
    acts: list[tuple[int, Incident]] = []
    votes: list[SupposedVote] = []
    wrong: list[str] = []
    for number, row in rows:
        try:
            if row.get("event_type"):
                acts.append((number, _act(number, row)))
            elif row.get("resolution"):
                votes.append(_vote(number, row))
            else:
                raise _BadRow("has neither event_type (an act) nor resolution (a vote)")
        except _BadRow as error:
            wrong.append(f"row {number} {error}")
    wrong += _contradictions(votes)
    if wrong:
        more = f" (and {len(wrong) - _SHOWN} more rows)" if len(wrong) > _SHOWN else ""
        raise UsageError(f"{path}: {'; '.join(wrong[:_SHOWN])}{more}. Nothing was worked out.")
    if not rows:
        raise UsageError(f"{path} has no rows; write at least one act or vote into it.")
    return Supposed(tuple(acts), tuple(votes))


def _rows(path: Path) -> Iterable[tuple[int, dict[str, str]]]:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise UnreadableInput(
                f"{path} is larger than {_LARGEST_BYTES // 1_000_000} MB; what-if takes a few "
                "rows, datasets go through 'tightrope import'."
            )
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise UnreadableInput(f"{path} can't be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    objects = _objects(path, text) if text.lstrip()[:1] in ("[", "{") else _csv_rows(text)
    for number, given in enumerate(objects, 1):
        row = {str(k).strip().lower(): _text(v) for k, v in given.items()}
        unknown = sorted(row.keys() - set(_ALL_FIELDS))
        if unknown:
            raise UsageError(
                f"{path}: there is no column '{unknown[0]}'; an act has {', '.join(ACT_FIELDS)}, "
                f"a vote {', '.join(VOTE_FIELDS)}."
            )
        if any(row.values()):
            yield number, row


def _csv_rows(text: str) -> Iterable[Mapping[str, Any]]:
    for row in csv.DictReader(io.StringIO(text), skipinitialspace=True, restval=""):
        surplus = row.pop(None, None)
        yield {**row, **({"more cells than columns": surplus} if surplus else {})}


def _objects(path: Path, text: str) -> list[Mapping[str, Any]]:
    try:
        if text.lstrip().startswith("["):
            found = json.loads(text)
        else:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
    except json.JSONDecodeError as error:
        raise UnreadableInput(
            f"{path} is not JSON ({error.msg}, line {error.lineno}); write a list of objects."
        ) from error
    if not all(isinstance(row, dict) for row in found):
        raise UnreadableInput(f"{path} should be a list of objects, one for each act or vote.")
    return list(found)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(map(str, value))
    return str(value).strip()


def _act(number: int, row: Mapping[str, str]) -> Incident:
    kind = _choice(row, "event_type", EventType, None)
    actors, recipients = _states(row, "actor"), _states(row, "recipient")
    if not actors:
        raise _BadRow("has no actor")
    if not recipients and not (kind in RECIPROCAL and len(actors) > 1):
        raise _BadRow("has no recipient")
    if kind in RECIPROCAL:
        actors, recipients = tuple(dict.fromkeys((*actors, *recipients))), ()
    day = _day(row)
    return Incident(
        id=f"supposed-{number}",
        event_type=str(kind),
        actor_states=actors,
        recipient_states=recipients,
        date_low=day,
        date_high=day,
        event_ids=(),
        document_ids=(),
        origins=tuple(f"supposed-{number}-{n}" for n in range(_origins(row))),
        polarity=str(_choice(row, "polarity", Polarity, Polarity.ASSERTED)),
        modality=str(_choice(row, "modality", Modality, Modality.ACTUAL)),
        intensity=INTENSITY[kind],
    )


def _vote(number: int, row: Mapping[str, str]) -> SupposedVote:
    states = _states(row, "iso3")
    if len(states) != 1:
        raise _BadRow("needs one state in iso3")
    position = _choice(row, "position", VotePosition, None)
    return SupposedVote(number, _day(row), " ".join(row["resolution"].split()), states[0], position)


def _contradictions(votes: Iterable[SupposedVote]) -> list[str]:
    first: dict[tuple[str, str], SupposedVote] = {}
    wrong = []
    for vote in votes:
        known = first.setdefault((vote.resolution.casefold(), vote.iso3), vote)
        if known is not vote:
            wrong.append(
                f"row {vote.row} gives a second vote of {vote.iso3} on {vote.resolution} "
                f"(the first is row {known.row})"
            )
    return wrong


def _day(row: Mapping[str, str]) -> date:
    given = row.get("date", "")
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise _BadRow(f"has the date '{given}'; write it as 2026-03-31") from None


def _origins(row: Mapping[str, str]) -> int:
    given = row.get("n_origins") or "1"
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= _MOST_ORIGINS:
        raise _BadRow(f"has n_origins '{given}'; it is a whole number from 1")
    return int(given)


def _states(row: Mapping[str, str], field: str) -> tuple[str, ...]:
    codes = []
    for name in filter(None, (part.strip() for part in row.get(field, "").split(";"))):
        code = state_code(name)
        if code is None:
            raise _BadRow(
                f"has {field} '{name}', which is not a state; give a code such as PAK or an "
                "English name"
            )
        codes.append(code)
    return tuple(dict.fromkeys(codes))


def _choice(
    row: Mapping[str, str], field: str, kinds: type[Choice], otherwise: Choice | None
) -> Choice:
    given = row.get(field, "")
    if not given and otherwise is not None:
        return otherwise
    for kind in kinds:
        if given.casefold() == kind.value.casefold():
            return kind
    allowed = ", ".join(k.value for k in kinds)
    raise _BadRow(f"has {field} '{given}'; it must be one of {allowed}")
