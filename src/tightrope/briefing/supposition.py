"""What would change: a state without and with supposed acts and votes, side by side."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from tightrope.briefing.comparison import newest_postures
from tightrope.briefing.positions import STREAM_NAMES, verdict
from tightrope.briefing.rendering import escape_markdown
from tightrope.briefing.standing import move_words, posture_words, stance_words
from tightrope.briefing.wording import counted, listed, month_words, percent, signed, state
from tightrope.briefing.wording import state_name as name
from tightrope.engine.supposing import Effect, WhatIf
from tightrope.errors import UsageError
from tightrope.measures.differences import latest
from tightrope.measures.standing import Standing
from tightrope.records.alignment import Alignment, Posture, Shift, Stream

Format = Literal["md", "json"]
_STREAMS = (Stream.DEEDS, Stream.WORDS, Stream.VOTES, Stream.ALL)


def write_what_if(found: WhatIf, format: Format = "md") -> str:
    """Write what supposed acts and votes would change.

    Args:
        found: the states, measured without and with them.
        format: ``md`` or ``json``.

    Raises:
        UsageError: for another format.
    """
    if format == "md":
        return "\n".join(_markdown(found)).strip() + "\n"
    if format == "json":
        return json.dumps(_object(found), indent=2, ensure_ascii=False) + "\n"
    raise UsageError(f"format is '{format}'; what-if is written as md or json.")


def _object(found: WhatIf) -> dict[str, Any]:
    return {
        "powers": list(found.powers),
        "rows": found.n_rows,
        "unrelated_rows": list(found.unrelated),
        "effects": [
            {
                "state": e.focal,
                "as_of": _day(_as_of(e)),
                "positions": [
                    {
                        "power": power,
                        "stream": str(stream),
                        "before": _figures(before),
                        "after": _figures(after),
                        "change": round(after.mean - before.mean, 4) if before else None,
                    }
                    for power, stream, before, after in _positions(e)
                ],
                "nearer": [
                    {
                        "powers": list(after.powers),
                        "before": None if before is None else round(before.nearer_first, 4),
                        "after": round(after.nearer_first, 4),
                    }
                    for before, after in _postures(e)
                ],
                "postures": [
                    {
                        "powers": list(after.powers),
                        "before": None if before is None else _shares(before),
                        "after": _shares(after),
                    }
                    for before, after in _postures(e)
                ],
                "new_shifts": [
                    {
                        "power": s.power,
                        "stream": str(s.stream),
                        "period_start": _day(s.period_start),
                        "period_end": _day(s.period_end),
                        "change": s.change,
                        "low": s.low,
                        "high": s.high,
                        "probability": s.probability,
                    }
                    for s in _new_shifts(e)
                ],
                "not_counted": list(e.uncounted),
            }
            for e in found.effects
        ],
    }


def _as_of(effect: Effect) -> date | None:
    return max((a.period_end for a in effect.after.alignments), default=None)


def _positions(effect: Effect) -> Iterator[tuple[str, Stream, Alignment | None, Alignment]]:
    before, after = latest(effect.before), latest(effect.after)
    for power in effect.after.powers:
        for stream in _STREAMS:
            if (power, stream) in after:
                yield power, stream, before.get((power, stream)), after[power, stream]


def _postures(effect: Effect) -> list[tuple[Posture | None, Posture]]:
    before = {p.powers: p for p in newest_postures(effect.before)}
    return [(before.get(p.powers), p) for p in newest_postures(effect.after)]


def _new_shifts(effect: Effect) -> list[Shift]:
    """Shifts that only what is supposed makes."""
    known = {(s.power, s.stream, s.period_end, s.change > 0.0) for s in effect.before.shifts}
    return [
        s
        for s in effect.after.shifts
        if (s.power, s.stream, s.period_end, s.change > 0.0) not in known
    ]


def _figures(a: Alignment | None) -> dict[str, float] | None:
    return None if a is None else {"mean": a.mean, "low": a.low, "high": a.high}


def _shares(posture: Posture) -> dict[str, float]:
    return {label: round(share, 4) for label, share in posture.shares}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _markdown(found: WhatIf) -> Iterator[str]:
    yield f"# What if: {counted(found.n_rows, 'row')} supposed"
    yield ""
    yield (
        "Positions from −1 (against the power) to +1 (with it) with 90 % intervals, before: as the "
        "database has it; after: with the rows supposed. Both for the same day. Nothing was "
        "written to the database."
    )
    for effect in found.effects:
        yield from _effect(effect)
    if found.unrelated:
        rows = listed([str(n) for n in found.unrelated])
        what = "Row" if len(found.unrelated) == 1 else "Rows"
        change = "changes" if len(found.unrelated) == 1 else "change"
        yield f"\n{what} {rows} {change} no relation shown here."


def _effect(effect: Effect) -> Iterator[str]:
    as_of = _as_of(effect)
    powers = listed([state(p) for p in effect.after.powers])
    yield f"\n## {name(effect.focal)} and {powers}\n"
    if as_of is None:
        yield "Nothing dated is known of these relations, before or after."
    else:
        yield f"At the end of {month_words(as_of)}:\n"
        yield "| towards | stream | before | after | change | in words |"
        yield "|---|---|---|---|---|---|"
        for power, stream, before, after in _positions(effect):
            change = signed(after.mean - before.mean) if before else "new"
            yield (
                f"| {name(power)} | {STREAM_NAMES[stream]} | {_cell(before)} | {_cell(after)} "
                f"| {change} | {_words(before, after)} |"
            )
        yield from _nearness(effect)
    for line in effect.uncounted:
        yield f"\nNot counted: {escape_markdown(line)}."


def _cell(a: Alignment | None) -> str:
    if a is None:
        return "nothing known"
    return f"{signed(a.mean)} ({signed(a.low)} to {signed(a.high)})"


def _words(before: Alignment | None, after: Alignment) -> str:
    then = verdict(after.mean, after.low, after.high)
    if before is None:
        return then
    now = verdict(before.mean, before.low, before.high)
    return then if then == now else f"{now} → {then}"


def _nearness(effect: Effect) -> Iterator[str]:
    postures = _postures(effect)
    if postures:
        yield ""
    for before, after in postures:
        first, second = (state(p) for p in after.powers)
        was = "not known" if before is None else percent(before.nearer_first)
        yield f"- Nearer to {first} than to {second}: {was} → {percent(after.nearer_first)}"
    was_told, told = _told(effect.before), _told(effect.after)
    for line in was_told:
        yield f"- Before: {line}"
    for line in told:
        yield f"- After: {line}"
    for shift in _new_shifts(effect):
        yield f"- A shift that only these rows make. {move_words(shift)}"


def _told(standing: Standing) -> list[str]:
    """The posture among all powers where there are three, else between the two."""
    if standing.stance is not None:
        return list(stance_words(standing.stance)[:1])
    return [posture_words(p) for p in newest_postures(standing)]
