"""A state's votes in the General Assembly: as Markdown, or as one JSON object."""

import json
from typing import Any, Literal

from tightrope.briefing.roll_calls import markdown_table, short_title
from tightrope.briefing.wording import listed, state
from tightrope.briefing.wording import state_name as name
from tightrope.engine.vote_record import Cast, VoteRecord
from tightrope.public_record.departures import Departure
from tightrope.public_record.votes.matrix import POSITIONS
from tightrope.records.events import VotePosition
from tightrope.records.votes import Agreement, Estimate, IdealPoint, RollCall

Format = Literal["md", "json"]

_SESSIONS = 10
_ESTIMATE_FIRST = (
    "No ideal points are estimated yet: run `tightrope votes fit`. Surprise is then measured "
    "against the state's position as well."
)


def write_vote_record(record: VoteRecord, form: Format) -> str:
    """The record of a state as text that ends in a line break."""
    if form == "json":
        return json.dumps(_as_json(record), ensure_ascii=False, indent=2) + "\n"
    parts = [
        f"# {name(record.state)} in the General Assembly",
        _counted(record),
        _latest(record),
        *(_agreement(record, power) for power in record.powers),
        _departures(record),
        _points(record),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _counted(record: VoteRecord) -> str:
    first, last = record.counts[0][0], record.counts[-1][0]
    totals = [sum(c[k] for _, c in record.counts) for k in range(3)]
    session, of_last = record.counts[-1]
    return (
        f"Sessions {first} to {last}: {sum(totals):,} votes, of them {totals[2]:,} yes, "
        f"{totals[1]:,} abstentions and {totals[0]:,} no. In session {session}: {of_last[2]} yes, "
        f"{of_last[1]} abstentions, {of_last[0]} no."
    )


def _latest(record: VoteRecord) -> str:
    heads = ["Day", "Resolution", "On", name(record.state), *map(name, record.powers)]
    rows = [
        [
            c.roll_call.date.isoformat(),
            c.roll_call.resolution,
            short_title(c.roll_call),
            str(c.position),
            *(str(p) if p is not None else "–" for p in c.powers),
        ]
        for c in record.latest
    ]
    return f"## Latest votes\n\n{markdown_table(heads, rows)}"


def _agreement(record: VoteRecord, power: str) -> str:
    found = [a for a in record.agreements if a.other == power]
    heading = f"## Agreement with {state(power)}"
    if not found:
        return f"{heading}\n\nThere is no roll call in which both voted."
    shown = [*found[:-1][-_SESSIONS:][::-1], found[-1]]
    rows = [
        [
            str(a.session) if a.session is not None else "all",
            str(a.n_votes),
            str(a.n_same),
            _interval(a.s),
            _interval(a.pi),
            _interval(a.kappa),
        ]
        for a in shown
    ]
    return f"{heading}\n\n" + markdown_table(["Session", "Votes", "Alike", "S", "π", "κ"], rows)


def _departures(record: VoteRecord) -> str:
    if not record.departures:
        return f"## Departures from its own pattern\n\n{_ESTIMATE_FIRST}"
    rows = [
        [
            d.roll_call.date.isoformat(),
            d.roll_call.resolution,
            short_title(d.roll_call),
            str(d.position),
            f"{d.bits:.1f}",
            _share(d.by_model),
            _share(d.by_history),
            f"{d.usual} ({d.n_earlier} votes)" if d.usual is not None else "–",
        ]
        for d in record.departures
    ]
    heads = ["Day", "Resolution", "On", "Vote", "Bits", "By position", "By history", "Usually"]
    note = (
        "The votes that its position and its earlier votes on the same title made least likely. "
        "Bits are minus the logarithm to base two of the larger of the two probabilities."
    )
    return f"## Departures from its own pattern\n\n{note}\n\n{markdown_table(heads, rows)}"


def _points(record: VoteRecord) -> str:
    if not record.points:
        return "" if not record.departures else f"## Ideal point\n\n{_ESTIMATE_FIRST}"
    others = {(p.iso3, p.session): p for p in record.power_points}
    rows = [
        [
            str(p.session),
            _interval(Estimate(p.mean, p.low, p.high)),
            str(p.n_votes),
            *(_point(others.get((power, p.session))) for power in record.powers),
        ]
        for p in record.points[-_SESSIONS:][::-1]
    ]
    heads = ["Session", "Position", "Votes", *map(name, record.powers)]
    powers = listed([state(p) for p in record.powers])
    beside = f" Beside it, {powers}." if record.powers else ""
    return (
        "## Ideal point\n\nOn the one dimension that orders the Assembly, with the West high and "
        f"mean 0 and standard deviation 1 over all states and sessions.{beside}\n\n"
        f"{markdown_table(heads, rows)}"
    )


def _interval(estimate: Estimate | None) -> str:
    if estimate is None:
        return "–"
    return f"{estimate.mean:.2f} ({estimate.low:.2f} to {estimate.high:.2f})".replace("-", "−")


def _point(point: IdealPoint | None) -> str:
    return f"{point.mean:.2f}".replace("-", "−") if point is not None else "–"


def _share(probability: float | None) -> str:
    return f"{probability:.3f}" if probability is not None else "–"


def _as_json(record: VoteRecord) -> dict[str, Any]:
    return {
        "state": record.state,
        "powers": list(record.powers),
        "counts": [
            {"session": session, **{str(p): n for p, n in zip(POSITIONS, counts, strict=True)}}
            for session, counts in record.counts
        ],
        "latest": [_cast_json(c, record.powers) for c in record.latest],
        "agreement": [_agreement_json(a) for a in record.agreements],
        "departures": [_departure_json(d) for d in record.departures],
        "ideal_points": [_point_json(p) for p in (*record.points, *record.power_points)],
    }


def _roll_call_json(roll_call: RollCall) -> dict[str, Any]:
    return {
        "roll_call_id": roll_call.id,
        "resolution": roll_call.resolution,
        "date": roll_call.date.isoformat(),
        "session": roll_call.session,
        "title": roll_call.title or roll_call.description,
    }


def _cast_json(cast: Cast, powers: tuple[str, ...]) -> dict[str, Any]:
    return {
        **_roll_call_json(cast.roll_call),
        "position": str(cast.position),
        "powers": {p: _text(v) for p, v in zip(powers, cast.powers, strict=True)},
    }


def _text(position: VotePosition | None) -> str | None:
    return str(position) if position is not None else None


def _departure_json(departure: Departure) -> dict[str, Any]:
    return {
        **_roll_call_json(departure.roll_call),
        "position": str(departure.position),
        "bits": round(departure.bits, 3),
        "by_model": departure.by_model,
        "by_history": departure.by_history,
        "usual": _text(departure.usual),
        "n_earlier": departure.n_earlier,
    }


def _agreement_json(agreement: Agreement) -> dict[str, Any]:
    return {
        "power": agreement.other,
        "session": agreement.session,
        "n_votes": agreement.n_votes,
        "n_same": agreement.n_same,
        **{key: _estimate_json(getattr(agreement, key)) for key in ("s", "pi", "kappa")},
    }


def _estimate_json(estimate: Estimate | None) -> dict[str, float] | None:
    if estimate is None:
        return None
    return {key: round(getattr(estimate, key), 4) for key in ("mean", "low", "high")}


def _point_json(point: IdealPoint) -> dict[str, Any]:
    return {
        "iso3": point.iso3,
        "session": point.session,
        "mean": point.mean,
        "low": point.low,
        "high": point.high,
        "n_votes": point.n_votes,
    }
