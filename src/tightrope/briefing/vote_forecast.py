"""The forecast of a roll call: as Markdown, as one table, or as one JSON object."""

import csv
import io
import json
from typing import Any, Literal

from tightrope.briefing.as_markdown import escape_markdown
from tightrope.briefing.roll_calls import markdown_table, short_title, shortened
from tightrope.briefing.wording import counted, day_words, listed, percent, state
from tightrope.briefing.wording import state_name as name
from tightrope.engine.vote_forecast import VoteForecast
from tightrope.errors import UsageError
from tightrope.records.events import VotePosition
from tightrope.records.votes import Likelihood, RollCall

Format = Literal["md", "csv", "json"]

#: Columns of the table; ``recorded`` is empty for a draft.
COLUMNS = ("iso3", "name", "yes", "abstain", "no", "forecast", "recorded")
# From the few that stand against a text to the many that are for it.
_ORDER = (VotePosition.NO, VotePosition.ABSTAIN, VotePosition.YES)
_LETTERS = {
    VotePosition.YES: "Y",
    VotePosition.NO: "N",
    VotePosition.ABSTAIN: "A",
    VotePosition.ABSENT: "–",
}
_DIGITS = 4


def write_vote_forecast(found: VoteForecast, form: Format = "md") -> str:
    """Write a forecast as text that ends in a line break.

    Args:
        found: the forecast.
        form: ``md``; ``csv``, a line a state (``COLUMNS``); or ``json``, one object with the past
            roll calls that it rests on.

    Raises:
        UsageError: for another format.
    """
    if form == "json":
        return json.dumps(_as_json(found), ensure_ascii=False, indent=2) + "\n"
    if form == "csv":
        return _as_csv(found)
    if form == "md":
        parts = (_head(found), _basis(found), _similar(found), _states(found))
        return "\n\n".join(part for part in parts if part) + "\n"
    raise UsageError(f"format is '{form}'; a forecast is written as md, csv or json.")


def likeliest(likelihood: Likelihood) -> VotePosition:
    """The position with the largest probability."""
    shares = {position: _share(likelihood, position) for position in _ORDER}
    return max(_ORDER, key=lambda position: shares[position])


def sorted_likelihoods(found: VoteForecast) -> list[Likelihood]:
    """By forecast (no, abstention, yes), within each the surest first."""
    return sorted(
        found.found.likelihoods,
        key=lambda p: (
            _ORDER.index(likeliest(p)),
            -round(_share(p, likeliest(p)), _DIGITS),
            p.iso3,
        ),
    )


def _share(likelihood: Likelihood, position: VotePosition) -> float:
    return float(getattr(likelihood, str(position)))


def _head(found: VoteForecast) -> str:
    likelihoods = found.found.likelihoods
    if not likelihoods:
        return f"# {shortened(found.title)}\n\nThere is no state to forecast."
    expected = [sum(_share(p, position) for p in likelihoods) for position in reversed(_ORDER)]
    heading = f"# {escape_markdown(shortened(found.title))}"
    day = day_words(found.day)
    what = "The vote" if found.recorded else "A vote"
    if found.recorded:
        heading += f" ({escape_markdown(found.recorded.resolution)})"
    told = (
        f"{what} on {day}: of {counted(len(likelihoods), 'state')}, if all vote, {expected[0]:.0f} "
        f"yes, {expected[1]:.0f} abstaining and {expected[2]:.0f} no are expected."
    )
    right, counted_votes = _hits(found)
    if counted_votes:
        told += (
            f" Of {counted(counted_votes, 'recorded vote')} among these, {right:,} "
            f"({percent(right / counted_votes)}) are as forecast."
        )
    return f"{heading}\n\n{told}"


def _basis(found: VoteForecast) -> str:
    lines = []
    forecast = found.found
    if not forecast.has_precedent:
        why = "No roll call of the session or the six before it has a text like this one"
        if found.language not in ("en", "und"):
            why += f" (it seems to be in another language than English: {found.language})"
        lines.append(
            f"**{why}: the forecast rests on base rates, what each state does at large.** "
            "It is about as good as guessing each state's usual vote."
        )
    if found.each_from_others:
        lines.append("Each state is forecast from the recorded votes of the others.")
    elif forecast.n_seen:
        given = [f"{state(iso3)} {position}" for iso3, position in sorted(found.given.items())]
        lines.append(f"Taken as known: {listed(given)}.")
    elif found.recorded:
        lines.append("Nothing of the vote itself was looked at, only roll calls before that day.")
    return "\n\n".join(lines)


def _similar(found: VoteForecast) -> str:
    if not found.found.similar:
        return ""
    rows = [
        [
            s.roll_call.date.isoformat(),
            s.roll_call.resolution,
            short_title(s.roll_call),
            f"{s.likeness:.2f}",
            f"{s.roll_call.count(VotePosition.YES)}–{s.roll_call.count(VotePosition.ABSTAIN)}–"
            f"{s.roll_call.count(VotePosition.NO)}",
        ]
        for s in found.found.similar
    ]
    heads = ["Day", "Resolution", "On", "Likeness", "Yes–abstain–no"]
    sessions = "its session and the six before"
    likeness = "Likeness is the cosine of the words, 1 for the same title."
    if found.found.has_precedent:
        heading = "What it rests on"
        note = f"The most similar of {counted(found.found.n_past, 'roll call')} of {sessions}."
    else:
        heading = "The nearest texts"
        note = f"Too unlike to rest on, out of {counted(found.found.n_past, 'roll call')}."
    return f"## {heading}\n\n{note} {likeness}\n\n{markdown_table(heads, rows)}"


def _states(found: VoteForecast) -> str:
    if not found.found.likelihoods:
        return ""
    heads = ["State", "Yes", "Abstain", "No", "Forecast"]
    if found.recorded:
        heads.append("Recorded")
    if found.found.similar:
        heads.append("On the similar")
    rows = []
    for p in sorted_likelihoods(found):
        row = [name(p.iso3), percent(p.yes), percent(p.abstain), percent(p.no), str(likeliest(p))]
        if found.recorded:
            row.append(str(_cast(found.recorded, p.iso3) or "–"))
        if found.found.similar:
            row.append(" ".join(_letter(s.roll_call, p.iso3) for s in found.found.similar))
        rows.append(row)
    note = (
        "Probabilities are of what a state does if it votes. "
        + (
            "The last column has its votes on the roll calls above, in their order. "
            if found.found.similar
            else ""
        )
    ).strip()
    return f"## States\n\n{note}\n\n{markdown_table(heads, rows)}"


def _hits(found: VoteForecast) -> tuple[int, int]:
    if found.recorded is None:
        return 0, 0
    cast = [(likeliest(p), _cast(found.recorded, p.iso3)) for p in found.found.likelihoods]
    voted = [(a, b) for a, b in cast if b in _ORDER]
    return sum(a == b for a, b in voted), len(voted)


def _cast(roll_call: RollCall, iso3: str) -> VotePosition | None:
    if iso3 not in roll_call.states:
        return None
    return roll_call.positions[roll_call.states.index(iso3)]


def _letter(roll_call: RollCall, iso3: str) -> str:
    position = _cast(roll_call, iso3)
    return _LETTERS[position] if position is not None else "–"


def state_rows(found: VoteForecast) -> list[dict[str, Any]]:
    """A row a state, with ``COLUMNS``, in the order of the table."""
    return [
        {
            "iso3": p.iso3,
            "name": name(p.iso3),
            "yes": round(p.yes, _DIGITS),
            "abstain": round(p.abstain, _DIGITS),
            "no": round(p.no, _DIGITS),
            "forecast": str(likeliest(p)),
            "recorded": _text(_cast(found.recorded, p.iso3)) if found.recorded else None,
        }
        for p in sorted_likelihoods(found)
    ]


def _text(position: VotePosition | None) -> str | None:
    return str(position) if position is not None else None


def _as_csv(found: VoteForecast) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(state_rows(found))
    return out.getvalue()


def _as_json(found: VoteForecast) -> dict[str, Any]:
    right, voted = _hits(found)
    return {
        "title": found.title,
        "date": found.day.isoformat(),
        "roll_call_id": found.recorded.id if found.recorded else None,
        "resolution": found.recorded.resolution if found.recorded else None,
        "basis": "similar texts" if found.found.has_precedent else "base rates",
        "language": found.language,
        "n_past": found.found.n_past,
        "n_seen": found.found.n_seen,
        "each_from_others": found.each_from_others,
        "given": {} if found.each_from_others else {s: str(p) for s, p in found.given.items()},
        "n_recorded": voted,
        "n_right": right,
        "similar": [
            {
                "roll_call_id": s.roll_call.id,
                "resolution": s.roll_call.resolution,
                "date": s.roll_call.date.isoformat(),
                "title": " ".join((s.roll_call.title or s.roll_call.description).split()),
                "likeness": s.likeness,
                "yes": s.roll_call.count(VotePosition.YES),
                "abstain": s.roll_call.count(VotePosition.ABSTAIN),
                "no": s.roll_call.count(VotePosition.NO),
            }
            for s in found.found.similar
        ],
        "states": [
            {
                **row,
                "on_similar": [_text(_cast(s.roll_call, row["iso3"])) for s in found.found.similar],
            }
            for row in state_rows(found)
        ],
    }
