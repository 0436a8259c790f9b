"""Incidents: one happening, however many reports tell of it.

Tellings of the same type, polarity, modality and parties are one incident when their days agree
and nothing in the wording keeps them apart ("the second call"). They are taken in three rounds,
from the surest to the vaguest: both sides known and the day known; the day only bounded; a side
missing. In each round a telling first joins the one incident that fits it, nearest first (same
document, same story, then like wording); what fits none founds incidents of its own. Each round
looks at all its tellings at once, so the order of reports changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median_low

from tightrope.corpus.comparing import (
    LIKE_WORDING,
    bounded,
    compatible,
    days_agree,
    fits,
    one_act,
    same_saying,
    same_sides,
)
from tightrope.corpus.origins import incident_origins
from tightrope.corpus.summaries import summarise
from tightrope.corpus.tellings import VOTE, Telling, overlap, tellings
from tightrope.records.corpus import Dispute, Incident
from tightrope.records.events import Event, Modality, Polarity, ReportedVote
from tightrope.records.identifiers import identifier
from tightrope.records.plover import EventType
from tightrope.records.statements import Statement

# Types that reports use for one act in other words ("froze aid", "cut off supplies"); two of them
# are one incident only within a document and with the same telling words.
_CLOSE_TYPES = (
    frozenset({EventType.SANCTION, EventType.COERCE}),
    frozenset({EventType.ACCUSE, EventType.REJECT}),
    frozenset({EventType.AGREE, EventType.COOPERATE}),
)


@dataclass(slots=True, eq=False)
class _Group:
    tellings: list[Telling]

    @property
    def first(self) -> Telling:
        return self.tellings[0]


def group_incidents(
    events: Iterable[Event],
    votes: Iterable[ReportedVote],
    texts: Mapping[str, str],
    *,
    story_of: Mapping[str, str] | None = None,
    document_origins: Mapping[str, Sequence[str]] | None = None,
    statements: Iterable[Statement] = (),
    disputes: Iterable[Dispute] = (),
) -> tuple[Incident, ...]:
    """Group what reports tell into incidents.

    Args:
        events, votes: everything told, in any order.
        texts: document id to cleaned text.
        story_of: document id to story id.
        document_origins: document id to its independent origins.
        statements: statements under which events stand (for origins and disputes).
        disputes: disputes about these statements.

    Returns:
        Incidents sorted by date and id; every event and vote belongs to exactly one.
    """
    told = tellings(events, votes, texts, story_of or {})
    kinds: dict[tuple[str, str, str], list[Telling]] = {}
    for t in told:
        kinds.setdefault((t.type, t.polarity, _stage_of(t)), []).append(t)
    groups: list[_Group] = []
    for kind in sorted(kinds):
        groups += _grouped(kinds[kind])
    groups = _joined_done(_joined_close(groups))
    by_id = {s.id: s for s in statements}
    made = [_incident(g, by_id, document_origins or {}) for g in groups]
    return mark_disputed(_named_apart(made), told, disputes)


def _stage_of(telling: Telling) -> str:
    return str(telling.modality)


class _Board:
    """Groups that a telling may belong to: of its document or story, or of its days."""

    def __init__(self) -> None:
        self.groups: list[_Group] = []
        self._by_story: dict[str, list[int]] = {}
        self._by_day: dict[date, list[int]] = {}

    def found(self, telling: Telling) -> None:
        """Open a group with one telling."""
        self.groups.append(_Group([]))
        self.join(len(self.groups) - 1, telling)

    def join(self, number: int, telling: Telling) -> None:
        """Put a telling into a group."""
        self.groups[number].tellings.append(telling)
        self._by_story.setdefault(telling.story_id, []).append(number)
        for day in _days_of(telling):
            self._by_day.setdefault(day, []).append(number)

    def near(self, telling: Telling) -> list[int]:
        """Numbers of the groups that share its story or one of its days, in order."""
        found = set(self._by_story.get(telling.story_id, ()))
        for day in _days_of(telling):
            found.update(self._by_day.get(day, ()))
        return sorted(found)


def _days_of(telling: Telling) -> list[date]:
    """Every day of a bounded window, and one more on each side for a date that is off by one."""
    if telling.low is None or telling.high is None or not bounded(telling):
        return []
    span = (telling.high - telling.low).days
    return [telling.low + timedelta(days=n) for n in range(-1, span + 2)]


def _grouped(told: Sequence[Telling]) -> list[_Group]:
    """The three rounds over tellings of one type, polarity and modality."""
    boards: dict[frozenset[str], _Board] = {}
    # Which boards a side that is missing may be filled from.
    with_state: dict[str, list[frozenset[str]]] = {}
    rounds: tuple[Callable[[Telling], bool], ...] = (
        lambda t: t.complete and t.placed,
        lambda t: t.complete and not t.placed,
        lambda t: not t.complete,
    )
    for belongs in rounds:
        left: dict[frozenset[str], list[Telling]] = {}
        joining: list[tuple[_Board, int, Telling]] = []
        for telling in told:
            if not belongs(telling):
                continue
            home = _home(telling, boards, with_state)
            if home is None:
                left.setdefault(telling.parties, []).append(telling)
            else:
                joining.append((*home, telling))
        for board, number, telling in joining:
            board.join(number, telling)
        for parties in sorted(left, key=sorted):
            if parties not in boards:
                boards[parties] = _Board()
                for state in sorted(parties):
                    with_state.setdefault(state, []).append(parties)
            _found(boards[parties], left[parties])
    return [group for parties in sorted(boards, key=sorted) for group in boards[parties].groups]


def _home(
    telling: Telling,
    boards: Mapping[frozenset[str], _Board],
    with_state: Mapping[str, Sequence[frozenset[str]]],
) -> tuple[_Board, int] | None:
    """The incident of an earlier round that a telling belongs to, if exactly one is nearest."""
    if not telling.parties:
        return None
    of_parties = [telling.parties] if telling.complete else _holding(telling, with_state)
    ranked: dict[tuple[int, float, int, date], list[tuple[_Board, int]]] = {}
    for board in [boards[p] for p in of_parties if p in boards]:
        for number in board.near(telling):
            rank = _nearness(telling, board.groups[number])
            if rank is not None:
                ranked.setdefault(rank, []).append((board, number))
    if not ranked:
        return None
    best = ranked[max(ranked)]
    return best[0] if len(best) == 1 else None


def _holding(
    telling: Telling, with_state: Mapping[str, Sequence[frozenset[str]]]
) -> list[frozenset[str]]:
    rarest = min(telling.parties, key=lambda s: (len(with_state.get(s, ())), s))
    return [p for p in with_state.get(rarest, ()) if telling.parties <= p]


def _nearness(telling: Telling, group: _Group) -> tuple[int, float, int, date] | None:
    """How near a group is to a telling that may belong to it; None when it can't."""
    fitting = [t for t in group.tellings if fits(telling, t) and same_saying(telling, t)]
    if not fitting or not all(compatible(telling, t) for t in group.tellings):
        return None
    latest = max((t.high for t in group.tellings if t.high), default=date.min)
    current = 0 if any(t.earlier for t in group.tellings) else 1
    if any(t.document_id == telling.document_id for t in group.tellings):
        return (2, 0.0, current, latest)
    if any(t.story_id == telling.story_id for t in fitting):
        return (1, 0.0, current, latest)
    like = max(overlap(telling.wording, t.wording) for t in fitting)
    if bounded(telling) and telling.complete and like >= LIKE_WORDING:
        return (0, round(like, 2), current, latest)
    return None


def _found(board: _Board, told: Sequence[Telling]) -> None:
    """Group tellings with the same parties that fit no incident so far."""
    earlier = len(board.groups)
    for telling in sorted(told, key=lambda t: (t.low or date.min, t.high or date.max, t.id)):
        for number in [n for n in reversed(board.near(telling)) if n >= earlier]:
            there = board.groups[number].tellings
            if all(compatible(telling, t) for t in there) and any(
                same_sides(telling, t) and one_act(telling, t) for t in there
            ):
                board.join(number, telling)
                break
        else:
            board.found(telling)


def _joined_close(groups: Sequence[_Group]) -> list[_Group]:
    """Join incidents of close types that one document tells in the same words."""
    kept = list(groups)
    for types in _CLOSE_TYPES:
        by_document: dict[tuple[str, frozenset[str], str, str], list[_Group]] = {}
        for group in kept:
            first = group.first
            if first.type not in types:
                continue
            for document_id in sorted({t.document_id for t in group.tellings}):
                key = (document_id, first.parties, first.polarity, first.modality)
                by_document.setdefault(key, []).append(group)
        for near in by_document.values():
            for other in near[1:]:
                one = near[0]
                if other is one or other.first.type == one.first.type:
                    continue
                if other not in kept or one not in kept:
                    continue
                if _same_words(one, other) and compatible(one.first, other.first):
                    one.tellings += other.tellings
                    kept.remove(other)
    return kept


def _same_words(a: _Group, b: _Group) -> bool:
    return any(
        x.trigger == y.trigger and overlap(x.wording, y.wording) >= LIKE_WORDING
        for x in a.tellings
        for y in b.tellings
    )


def _joined_done(groups: Sequence[_Group]) -> list[_Group]:
    """A plan that came true, or history told again, joins the act when parties and days agree."""
    acts: dict[tuple[str, frozenset[str]], list[_Group]] = {}
    for group in groups:
        first = group.first
        if first.modality == Modality.ACTUAL and first.polarity == Polarity.ASSERTED:
            acts.setdefault((first.type, first.parties), []).append(group)
    kept: list[_Group] = []
    for group in groups:
        first = group.first
        homes: list[_Group] = []
        if first.polarity == Polarity.ASSERTED and first.modality in (
            Modality.PLANNED,
            Modality.BACKGROUND,
        ):
            homes = [
                act
                for act in acts.get((first.type, first.parties), ())
                if any(days_agree(p, a) for p in group.tellings for a in act.tellings)
            ]
        if len(homes) == 1:
            homes[0].tellings += group.tellings
        else:
            kept.append(group)
    return kept


def _window(told: Sequence[Telling]) -> tuple[date | None, date | None]:
    """The days that the tellings agree on; a stated day counts for more than a report's own."""
    stated = [t for t in told if t.stated_day]
    placed = stated or [t for t in told if t.placed] or list(told)
    low = max((t.low for t in placed if t.low), default=None)
    high = min((t.high for t in placed if t.high), default=None)
    if low is not None and high is not None and low > high:
        # Reports a day apart: the earliest that any of them allows.
        low, high = min(t.low for t in placed if t.low), high
        low, high = min(low, high), max(low, high)
    return low, high


def _incident(
    group: _Group,
    statements: Mapping[str, Statement],
    document_origins: Mapping[str, Sequence[str]],
) -> Incident:
    told = sorted(group.tellings, key=lambda t: t.id)
    fullest = max(told, key=lambda t: (t.complete, t.modality == Modality.ACTUAL, len(t.parties)))
    if fullest.reciprocal:
        actors: frozenset[str] = fullest.parties
        recipients: frozenset[str] = frozenset()
    else:
        actors, recipients = fullest.actors, fullest.recipients
    types = sorted(t.type for t in told)
    event_type = fullest.type if fullest.type == VOTE else EventType(max(types, key=types.count))
    modality = (
        str(Modality.ACTUAL)
        if any(t.modality == Modality.ACTUAL for t in told)
        else fullest.modality
    )
    low, high = _window([t for t in told if t.modality == modality] or told)
    day = low.isoformat() if low else fullest.story_id
    states = (tuple(sorted(actors)), tuple(sorted(recipients)))
    mode = fullest.mode if fullest.type == VOTE else ""
    return Incident(
        id=identifier("i", event_type, *states, fullest.polarity, modality, mode, day),
        event_type=event_type,
        actor_states=states[0],
        recipient_states=states[1],
        date_low=low,
        date_high=high,
        event_ids=tuple(t.id for t in told),
        document_ids=tuple(sorted({t.document_id for t in told})),
        origins=incident_origins((t.source for t in told), statements, document_origins),
        polarity=fullest.polarity,
        modality=modality,
        intensity=median_low([t.intensity for t in told]),
        summary=summarise(told, states[0], states[1]),
    )


def _named_apart(incidents: Sequence[Incident]) -> list[Incident]:
    """Give two incidents of one type, day and parties ids of their own."""
    by_id: dict[str, list[Incident]] = {}
    for incident in incidents:
        by_id.setdefault(incident.id, []).append(incident)
    apart: list[Incident] = []
    for name in sorted(by_id):
        same = sorted(by_id[name], key=lambda i: i.event_ids)
        apart += [
            same[0],
            *(replace(i, id=identifier("i", name, i.event_ids[0])) for i in same[1:]),
        ]
    return sorted(apart, key=lambda i: (i.date_low or date.min, i.id))


def mark_disputed(
    incidents: Iterable[Incident], told: Iterable[Telling], disputes: Iterable[Dispute]
) -> tuple[Incident, ...]:
    """Mark the incidents that rest on a disputed claim, alone or among other reports.

    Args:
        incidents: incidents as grouped.
        told: their tellings.
        disputes: disputes; an incident is disputed when one of its events stands under the claim
            and its trigger is part of what the dispute is about.
    """
    by_claim: dict[str, list[Dispute]] = {}
    for dispute in disputes:
        by_claim.setdefault(dispute.claim_statement_id, []).append(dispute)
    against: dict[str, set[str]] = {}
    for telling in told:
        for dispute in by_claim.get(telling.source.statement_id or "", ()):
            if telling.trigger in dispute.subject.lower():
                against.setdefault(telling.id, set()).add(dispute.id)
    marked = []
    for incident in incidents:
        ids = sorted({d for e in incident.event_ids for d in against.get(e, ())})
        marked.append(replace(incident, disputed=True, dispute_ids=tuple(ids)) if ids else incident)
    return tuple(marked)
