"""States side by side: as Markdown, as one table, or as one JSON object."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from tightrope.briefing.differences import nearer
from tightrope.briefing.positions import STREAM_NAMES, is_thin
from tightrope.briefing.standing import gap_words, move_words, posture_words, stance_words
from tightrope.briefing.wording import counted, listed, month_words, percent, signed, state
from tightrope.briefing.wording import state_name as name
from tightrope.engine.comparing import Comparison
from tightrope.errors import UsageError
from tightrope.measures.differences import latest
from tightrope.measures.standing import Standing
from tightrope.records.alignment import Posture, SayDoGap, Shift, Stream, Support

Format = Literal["md", "csv", "json"]
Row = dict[str, Any]

#: The columns of the table; a row leaves those empty that its part has not.
COLUMNS = (
    "part",
    "state",
    "other_state",
    "powers",
    "stream",
    "posture",
    "period_start",
    "period_end",
    "since",
    "mean",
    "low",
    "high",
    "probability",
    "n_incidents",
    "n_origins",
    "incident_ids",
)
PARTS = ("position", "difference", "posture", "nearest", "gap", "shift")
_STREAMS = (Stream.DEEDS, Stream.WORDS, Stream.VOTES, Stream.ALL)
_SHIFTS = 5
_MOST_IDS = 3


def write_comparison(found: Comparison, format: Format = "md") -> str:
    """Write states side by side.

    Args:
        found: the states, measured.
        format: ``md``; ``csv``, one table whose column ``part`` says what a row is; or ``json``,
            one object with a list of rows for each part.

    Raises:
        UsageError: for another format.
    """
    if format == "md":
        return "\n".join(_markdown(found)).strip() + "\n"
    if format == "csv":
        return _csv(found)
    if format == "json":
        parts = {part: [r for r in rows(found) if r["part"] == part] for part in PARTS}
        told = {
            "states": [s.focal for s in found.standings],
            "powers": list(found.powers),
            "as_of": found.as_of,
            **{
                f"{part}s" if part != "nearest" else part: [_without_part(r) for r in of_part]
                for part, of_part in parts.items()
            },
        }
        return json.dumps(told, indent=2, ensure_ascii=False, default=_plain) + "\n"
    raise UsageError(f"format is '{format}'; a comparison is written as md, csv or json.")


def rows(found: Comparison) -> list[Row]:
    """Everything compared as rows, by part and state."""
    made: list[Row] = [row for standing in found.standings for row in _rows_of(standing)]
    made.extend(
        {
            "part": "difference",
            "state": d.first,
            "other_state": d.second,
            "powers": [d.power],
            "stream": str(d.stream),
            "period_end": found.as_of,
            "mean": d.mean,
            "low": d.low,
            "high": d.high,
            "probability": d.probability,
        }
        for d in found.differences
    )
    order = {part: n for n, part in enumerate(PARTS)}
    return sorted(made, key=lambda row: order[row["part"]])


def _rows_of(standing: Standing) -> Iterator[Row]:
    support = _support(standing)
    for (power, stream), a in latest(standing).items():
        rests = support[power, stream]
        yield {
            "part": "position",
            "state": a.focal,
            "powers": [power],
            "stream": str(stream),
            "period_start": a.period_start,
            "period_end": a.period_end,
            "since": rests.last_seen,
            "mean": a.mean,
            "low": a.low,
            "high": a.high,
            "n_incidents": rests.n_incidents,
            "n_origins": rests.n_origins,
        }
    postures = newest_postures(standing)
    for p in ([standing.stance] if standing.stance else []) + postures:
        for posture, share in p.shares:
            yield {
                "part": "posture",
                "state": p.focal,
                "powers": list(p.powers),
                "posture": posture,
                "period_start": p.period_start,
                "period_end": p.period_end,
                "probability": round(share, 4),
            }
    for power, share in _nearest(standing, postures):
        yield {
            "part": "nearest",
            "state": standing.focal,
            "powers": [power],
            "probability": round(share, 4),
        }
    for g in newest_gaps(standing):
        yield {
            "part": "gap",
            "state": g.focal,
            "powers": [g.power],
            "period_start": g.period_start,
            "period_end": g.period_end,
            "mean": g.mean,
            "low": g.low,
            "high": g.high,
        }
    for s in _last_shifts(standing):
        yield {
            "part": "shift",
            "state": s.focal,
            "powers": [s.power],
            "stream": str(s.stream),
            "period_start": s.period_start,
            "period_end": s.period_end,
            "since": s.since,
            "mean": s.change,
            "low": s.low,
            "high": s.high,
            "probability": s.probability,
            "n_incidents": len(s.incident_ids),
            "incident_ids": list(s.incident_ids),
        }


def newest_postures(standing: Standing) -> list[Posture]:
    """The posture of the last period between every two powers."""
    ordered = sorted(standing.postures, key=lambda p: p.period_end)
    return list({p.powers: p for p in ordered}.values())


def newest_gaps(standing: Standing) -> list[SayDoGap]:
    """The say–do gap of the last period towards every power."""
    ordered = sorted(standing.gaps, key=lambda g: g.period_end)
    return list({g.power: g for g in ordered}.values())


def _support(standing: Standing) -> dict[tuple[str, Stream], Support]:
    return {(s.power, Stream(s.stream)): s for s in standing.support}


def _nearest(standing: Standing, postures: list[Posture]) -> list[tuple[str, float]]:
    if standing.stance is not None:
        return list(standing.stance.nearest)
    if len(postures) != 1:
        return []
    (first, second), chance = postures[0].powers, postures[0].nearer_first
    return [(first, chance), (second, 1.0 - chance)]


def _last_shifts(standing: Standing) -> list[Shift]:
    ordered = sorted(standing.shifts, key=lambda s: (s.period_end, s.power, str(s.stream)))
    return ordered[::-1][:_SHIFTS]


def _csv(found: Comparison) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for row in rows(found):
        writer.writerow(
            {k: " ".join(v) if isinstance(v, list) else _plain(v) for k, v in row.items()}
        )
    return text.getvalue()


def _without_part(row: Row) -> Row:
    return {key: value for key, value in row.items() if key != "part"}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _markdown(found: Comparison) -> Iterator[str]:
    powers = listed([state(p) for p in found.powers])
    yield f"# {listed([name(s.focal) for s in found.standings])} between {powers}"
    yield ""
    if found.as_of is None:
        states = listed([state(s.focal) for s in found.standings], "or")
        yield f"No position can be given: nothing dated between {states} and {powers} was found."
        return
    yield (
        f"Positions from −1 (against the power) to +1 (with it), all at the end of "
        f"{month_words(found.as_of)}, with 90 % intervals; “thin” stands for less than five "
        "incidents or three independent origins."
    )
    yield from _position_table(found)
    yield from _differences(found)
    yield from _list(
        "Posture",
        {
            s.focal: [*stance_words(s.stance), *map(posture_words, newest_postures(s))]
            for s in found.standings
        },
        "nothing is measured towards two powers.",
    )
    yield from _list(
        "Deeds and words",
        {s.focal: list(gap_words(newest_gaps(s))) for s in found.standings},
        "there are not both deeds and words towards any power.",
    )
    yield from _list(
        "Last shifts",
        {s.focal: [_shift(x) for x in _last_shifts(s)] for s in found.standings},
        "no period shows a move that stands out from chance.",
    )


def _position_table(found: Comparison) -> Iterator[str]:
    yield "\n## Positions\n"
    yield "| towards | stream | " + " | ".join(name(s.focal) for s in found.standings) + " |"
    yield "|---|---|" + "---|" * len(found.standings)
    positions = [latest(s) for s in found.standings]
    for power in found.powers:
        for stream in _STREAMS:
            if not any((power, stream) in p for p in positions):
                continue
            cells = [_cell(s, power, stream) for s in found.standings]
            yield f"| {name(power)} | {STREAM_NAMES[stream]} | " + " | ".join(cells) + " |"


def _cell(standing: Standing, power: str, stream: Stream) -> str:
    a = latest(standing).get((power, stream))
    if a is None:
        return "itself" if standing.focal == power else "nothing known"
    rests = _support(standing)[power, stream]
    if stream == Stream.VOTES:
        return (
            f"{signed(a.mean)} ({signed(a.low)} to {signed(a.high)}); "
            f"{counted(a.n_incidents, 'vote')} up to {month_words(a.period_end)}"
        )
    thin = ", thin" if is_thin(rests.n_incidents, rests.n_origins) else ""
    return (
        f"{signed(a.mean)} ({signed(a.low)} to {signed(a.high)}); "
        f"{counted(rests.n_incidents, 'incident')}, {counted(rests.n_origins, 'origin')}{thin}"
    )


def _differences(found: Comparison) -> Iterator[str]:
    yield "\n## Differences\n"
    if not found.differences:
        yield "No two of the states have a position towards the same power."
        return
    yield "| towards | stream | nearer | than | by | 90 % interval | probability | in words |"
    yield "|---|---|---|---|---|---|---|---|"
    for d in nearer(found.differences, found.powers):
        yield (
            f"| {name(d.power)} | {STREAM_NAMES[d.stream]} | {name(d.nearer)} | {name(d.other)} "
            f"| {signed(d.by)} | {signed(d.low)} to {signed(d.high)} | {percent(d.probability)} "
            f"| {d.words} |"
        )


def _list(title: str, of_states: dict[str, list[str]], nothing: str) -> Iterator[str]:
    yield f"\n## {title}\n"
    for code, lines in of_states.items():
        if not lines:
            yield f"- {name(code)}: {nothing}"
            continue
        yield f"- {name(code)}"
        yield from (f"  - {line}" for line in lines)


def _shift(shift: Shift) -> str:
    ids = " ".join(f"`{i}`" for i in shift.incident_ids[:_MOST_IDS])
    more = len(shift.incident_ids) - _MOST_IDS
    return (
        move_words(shift) + (f" {ids}" if ids else "") + (f" and {more} more" if more > 0 else "")
    )
