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

from tightrope.corpus.origins import incident_origins
from tightrope.corpus.summaries import summarise
from tightrope.corpus.tellings import VOTE, Telling, overlap, tellings
from tightrope.records.corpus import Dispute, Incident
from tightrope.records.events import Event, Modality, Polarity, ReportedVote
from tightrope.records.identifiers import identifier
from tightrope.records.plover import EventType
from tightrope.records.statements import Statement

# A report may give the day after as the day, when it only knows its own date.
_PUBLICATION_SLACK = timedelta(days=1)
# Windows longer than this say too little to join reports of different stories.
_BOUNDED_DAYS = 31
# Share of a sentence's telling words at which two sentences of different stories tell one act.
_LIKE_WORDING = 0.34
# What a state says, it says often; only like words make two sayings one.
_VERBAL_LIKE_WORDING = 0.2
# No group waits longer for a telling of a later day.
_LONGEST_GAP = timedelta(days=4)
_SAYINGS = frozenset(
    {EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.SUPPORT, EventType.THREATEN}
)
# Types that reports use for one act in other words ("froze aid", "cut off supplies"); two of them
# are one incident only within a document and with the same telling words.
_CLOSE_TYPES = (
    frozenset({EventType.SANCTION, EventType.COERCE}),
    frozenset({EventType.ACCUSE, EventType.REJECT}),
    frozenset({EventType.AGREE, EventType.COOPERATE}),
)


@dataclass(slots=True)
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


def _grouped(told: Sequence[Telling]) -> list[_Group]:
    """The three rounds over tellings of one type, polarity and modality."""
    groups: list[_Group] = []
    by_state: dict[str, list[_Group]] = {}
    rounds: tuple[Callable[[Telling], bool], ...] = (
        lambda t: t.complete and t.placed,
        lambda t: t.complete and not t.placed,
        lambda t: not t.complete,
    )
    for belongs in rounds:
        left: list[Telling] = []
        joining: list[tuple[_Group, Telling]] = []
        for telling in told:
            if not belongs(telling):
                continue
            home = _home(telling, by_state)
            if home is None:
                left.append(telling)
            else:
                joining.append((home, telling))
        for home, telling in joining:
            home.tellings.append(telling)
        founded = _founded(left)
        groups += founded
        for group in founded:
            for state in sorted({s for t in group.tellings for s in t.parties}):
                by_state.setdefault(state, []).append(group)
    return groups


def _home(telling: Telling, by_state: Mapping[str, list[_Group]]) -> _Group | None:
    """The incident of an earlier round that a telling belongs to, if exactly one is nearest."""
    if not telling.parties:
        return None
    rarest = min(telling.parties, key=lambda s: (len(by_state.get(s, ())), s))
    ranked: dict[tuple[int, float, int, date], list[_Group]] = {}
    for group in by_state.get(rarest, ()):
        same_document = any(t.document_id == telling.document_id for t in group.tellings)
        fits = [t for t in group.tellings if _fits(telling, t) and _same_saying(telling, t)]
        if not fits or not all(_compatible(telling, t) for t in group.tellings):
            continue
        same_story = any(t.story_id == telling.story_id for t in fits)
        like = max(overlap(telling.wording, t.wording) for t in fits)
        if not same_document and not same_story:
            bounded = _bounded(telling) and like >= _LIKE_WORDING and telling.complete
            if not bounded:
                continue
        nearness = 2 if same_document else 1 if same_story else 0
        latest = max((t.high for t in group.tellings if t.high), default=date.min)
        current = 0 if any(t.earlier for t in group.tellings) else 1
        rank = (nearness, round(like, 2) if nearness == 0 else 0.0, current, latest)
        ranked.setdefault(rank, []).append(group)
    if not ranked:
        return None
    best = ranked[max(ranked)]
    return best[0] if len(best) == 1 else None


def _fits(vague: Telling, sure: Telling) -> bool:
    """Whether the parties of ``vague``, as far as known, are those of ``sure``."""
    if vague.reciprocal:
        return (
            vague.parties <= sure.parties if not vague.complete else vague.parties == sure.parties
        )
    if vague.complete:
        return vague.actors == sure.actors and vague.recipients == sure.recipients
    return vague.actors <= sure.actors and vague.recipients <= sure.recipients


def _founded(told: Sequence[Telling]) -> list[_Group]:
    """Join tellings with the same parties."""
    by_parties: dict[tuple[tuple[str, ...], ...], list[Telling]] = {}
    for t in told:
        sides: tuple[tuple[str, ...], ...] = (tuple(sorted(t.actors)), tuple(sorted(t.recipients)))
        if t.reciprocal:
            sides = (tuple(sorted(t.parties)),)
        by_parties.setdefault(sides, []).append(t)
    groups: list[_Group] = []
    for sides in sorted(by_parties):
        groups += _components(by_parties[sides])
    return groups


def _components(told: Sequence[Telling]) -> list[_Group]:
    ordered = sorted(told, key=lambda t: (t.low or date.min, t.high or date.max, t.id))
    groups: list[_Group] = []
    for telling in ordered:
        for group in reversed(groups):
            last = max((t.high for t in group.tellings if t.high), default=date.max)
            if telling.low is not None and telling.low - last > _LONGEST_GAP:
                continue
            if all(_compatible(telling, t) for t in group.tellings) and any(
                _one_act(telling, t) for t in group.tellings
            ):
                group.tellings.append(telling)
                break
        else:
            groups.append(_Group([telling]))
    return groups


def _compatible(a: Telling, b: Telling) -> bool:
    """Whether days and wording allow two tellings to be of one happening."""
    if a.mode and b.mode and a.mode != b.mode:
        return False
    if a.object and b.object and a.object != b.object:
        return False
    if a.persons and b.persons and not (a.persons <= b.persons or b.persons <= a.persons):
        return False
    if a.ordinal and b.ordinal and a.ordinal != b.ordinal:
        return False
    if a.document_id == b.document_id and a.earlier != b.earlier and (a.ordinal or b.ordinal):
        return False
    if a.document_id == b.document_id and {a.ordinal, b.ordinal} & {1} and a.ordinal != b.ordinal:
        # "The first call" is set apart from the call that the report is about.
        return False
    if a.type == VOTE and a.by_publication != b.by_publication and a.story_id == b.story_id:
        # A report without the day of the vote tells it as news, however long ago it was.
        stated, told = (b, a) if a.by_publication else (a, b)
        return stated.low is None or told.high is None or stated.low <= told.high
    slack = _PUBLICATION_SLACK if a.by_publication or b.by_publication else timedelta(0)
    if a.low is not None and b.high is not None and a.low > b.high + slack:
        return False
    return not (b.low is not None and a.high is not None and b.low > a.high + slack)


def _same_saying(a: Telling, b: Telling) -> bool:
    """What is said is one incident only in like words; deeds need none."""
    if a.type not in _SAYINGS or (a.stated_day and b.stated_day):
        return True
    return (a.trigger == b.trigger and a.story_id == b.story_id) or overlap(
        a.wording, b.wording
    ) >= _VERBAL_LIKE_WORDING


def _one_act(a: Telling, b: Telling) -> bool:
    """Whether two compatible tellings with the same parties tell one act."""
    if a.document_id == b.document_id or a.story_id == b.story_id:
        return _same_saying(a, b)
    if a.type == VOTE:
        return a.placed and b.placed and a.stated_day and b.stated_day
    like = overlap(a.wording, b.wording)
    if a.placed and b.placed:
        if a.type in _SAYINGS:
            return like >= _LIKE_WORDING
        return (a.stated_day and b.stated_day) or like >= _VERBAL_LIKE_WORDING
    return _bounded(a) and _bounded(b) and like >= _LIKE_WORDING


def _bounded(telling: Telling) -> bool:
    return (
        telling.low is not None
        and telling.high is not None
        and (telling.high - telling.low).days <= _BOUNDED_DAYS
    )


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
                if _same_words(one, other) and _compatible(one.first, other.first):
                    one.tellings += other.tellings
                    kept.remove(other)
    return kept


def _same_words(a: _Group, b: _Group) -> bool:
    return any(
        x.trigger == y.trigger and overlap(x.wording, y.wording) >= _LIKE_WORDING
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
                if any(_days_agree(p, a) for p in group.tellings for a in act.tellings)
            ]
        if len(homes) == 1:
            homes[0].tellings += group.tellings
        else:
            kept.append(group)
    return kept


def _days_agree(plan: Telling, act: Telling) -> bool:
    """Whether both have the same day, or one text tells both about the same object."""
    if act.earlier or not _compatible(plan, act):
        return False
    one_text = plan.document_id == act.document_id and bool(plan.object)
    return (plan.placed and act.placed) or (one_text and plan.object == act.object)


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
