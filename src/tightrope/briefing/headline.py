"""The headline of a briefing: where the state stands, how sure that is, and what is newest."""

from collections.abc import Sequence
from datetime import date

from tightrope.briefing.content import Desk
from tightrope.briefing.contested import contests
from tightrope.briefing.happenings import VOTE, incident_title, names_both_sides
from tightrope.briefing.positions import OPEN, PERHAPS, Latest, verdict
from tightrope.briefing.wording import (
    counted,
    counted_words,
    day_words,
    happened_words,
    listed,
    month_words,
    percent,
    sentence,
    signed,
    state,
)
from tightrope.records.alignment import Posture
from tightrope.records.corpus import POSITION
from tightrope.records.events import Modality, Polarity

_MOST_CLAIMANTS = 3
_ANSWERABLE = frozenset({"person", "institution", "state"})


def headline(
    desk: Desk,
    rows: Sequence[Latest],
    unseen: Sequence[str],
    postures: Sequence[Posture],
    end: date | None,
) -> tuple[str, ...]:
    """The opening paragraphs, most important first.

    Args:
        desk: the material.
        rows: the latest joined positions.
        unseen: powers without one.
        postures: the latest posture of each pair of powers.
        end: the end of the last period.
    """
    focal = state(desk.material.focal)
    if not rows or end is None:
        powers = listed([state(p) for p in desk.material.powers], "or")
        towards = f" towards {powers}" if powers else ""
        last = desk.material.scope.until
        until = f" until {day_words(last)}" if last is not None else ""
        first = (
            f"No position can be given for {focal}{towards}: the corpus holds no dated act between "
            f"them{until} that counts. What it does hold stands below."
        )
        return tuple(p for p in (first, _newest_words(desk)) if p)
    thin = [row for row in rows if row.thin]
    where = _where(focal, rows, end, with_figures=len(thin) < len(rows))
    if len(thin) == len(rows):
        ids = {i for row in rows for i in row.incident_ids}
        origins = {o for row in rows for o in row.origins}
        amount = (
            f"{counted(len(ids), 'incident')} from {counted(len(origins), 'independent origin')}"
        )
        where = (
            f"The evidence is thin: {amount}, too little for more than a direction. "
            f"As far as it goes, {where}"
        )
    second = " ".join(part for part in (_nearness(postures), unseen_words(unseen)) if part)
    paragraphs = (sentence(where), second, _newest_words(desk))
    return tuple(paragraph for paragraph in paragraphs if paragraph)


def _where(focal: str, rows: Sequence[Latest], end: date, with_figures: bool) -> str:
    """One sentence that groups the powers by how the state stands towards them, warmest first."""
    groups: dict[str, list[str]] = {}
    weakly: list[str] = []
    for row in sorted(rows, key=lambda r: -r.alignment.mean):
        a = row.alignment
        name = state(a.power)
        words = verdict(a.mean, a.low, a.high)
        # On thin evidence a guess is worse than nothing where better evidence stands beside it.
        if words == OPEN or (words.startswith("perhaps ") and row.thin and with_figures):
            groups.setdefault(OPEN, []).append(name)
            continue
        if row.thin and with_figures:
            weakly.append(name)
        if with_figures:
            name += f" ({signed(a.mean)}, 90 % interval {signed(a.low)} to {signed(a.high)})"
        groups.setdefault(words, []).append(name)
    unread = groups.pop(OPEN, [])
    told = [f"{words} towards {listed(names)}" for words, names in groups.items()]
    if not told:
        return (
            f"no direction can be read towards {listed(unread, 'or')}: the acts reported are few "
            "or point both ways."
        )
    rest = f"; towards {listed(unread, 'or')} no direction can be read" if unread else ""
    caution = (
        f" Towards {listed(weakly)} the evidence is too little for more than a direction."
        if weakly
        else ""
    )
    return f"{focal} looked {listed(told)} in {month_words(end)}{rest}.{caution}"


def _newest_words(desk: Desk) -> str:
    """The newest act that is told as having happened, and how much is disputed."""
    focal = desk.material.focal
    done = [
        i
        for i in desk.listed.material.incidents
        if focal in (*i.actor_states, *i.recipient_states)
        and (i.event_type == VOTE or names_both_sides(i))
        and i.event_type != POSITION
        and i.modality == Modality.ACTUAL
        and i.polarity != Polarity.NEGATED
        and i.date_low is not None
    ]
    parts = []
    if done:
        newest = max(done, key=lambda i: (i.date_high or i.date_low, i.date_low, i.id))
        title = incident_title(desk, newest)
        disputed = " (this is disputed)" if newest.disputed else ""
        when = happened_words(newest.date_low, newest.date_high)
        which = f"The newest dated act reported{desk.material.scope.suffix}"
        parts.append(f"{which}, {when}: {title}{disputed}.")
    disputed_claims = contests(desk)
    if disputed_claims:
        named = [
            c.claim.name
            for c in disputed_claims
            if desk.statements[c.claim.receipt.id].source_kind in _ANSWERABLE
        ]
        claimants = list(dict.fromkeys(named))[:_MOST_CLAIMANTS]
        be = "is" if len(disputed_claims) == 1 else "are"
        among = "among them what" if len(disputed_claims) > len(claimants) else "what"
        whose = f": {among} {listed(claimants)} said" if claimants else ""
        number = sentence(counted_words(len(disputed_claims), "claim"))
        parts.append(f"{number} {be} disputed{whose}.")
    return " ".join(parts)


def unseen_words(unseen: Sequence[str]) -> str:
    """That nothing is known of the relations with some powers."""
    if not unseen:
        return ""
    names = listed([state(p) for p in unseen], "or")
    return f"About relations with {names} nothing dated was found that counts."


def _nearness(postures: Sequence[Posture]) -> str:
    """Which power is nearer, for every pair, in one sentence; the surest first."""
    told: list[str] = []
    even: list[tuple[str, str]] = []
    for posture in sorted(postures, key=lambda p: -abs(p.nearer_first - 0.5)):
        first, second = (state(p) for p in posture.powers)
        near = posture.nearer_first
        if near < 0.5:
            first, second, near = second, first, 1.0 - near
        if near < PERHAPS:
            even.append((first, second))
        else:
            told.append(f"nearer to {first} than to {second} with probability {percent(near)}")
    if not told and len(even) > 1:
        among = list(dict.fromkeys(name for pair in even for name in pair))
        return f"To which of {listed(among)} it is nearest can’t be told."
    if not told:
        pairs = [f"to {first} or to {second}" for first, second in even]
        return f"Whether it is nearer {listed(pairs, 'or')} can’t be told." if even else ""
    pairs = [f"between {first} and {second}" for first, second in even]
    rest = f"; {listed(pairs)} there is little to choose" if even else ""
    return f"It stands {listed(told)}{rest}."
