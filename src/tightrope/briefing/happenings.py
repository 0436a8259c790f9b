"""What happened: incidents and reported votes, newest first, each with its sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tightrope.briefing.content import Desk, Receipt, one_line
from tightrope.briefing.wording import counted, happened_words, sentence, state, states
from tightrope.records.corpus import Incident
from tightrope.records.events import Modality, Polarity, ReportedVote, VotePosition

VOTE = "VOTE"
_MOST_SENTENCES = 12
_VOTED = {
    VotePosition.YES: "voted yes",
    VotePosition.NO: "voted no",
    VotePosition.ABSTAIN: "abstained",
    VotePosition.ABSENT: "was absent from the vote",
}
_GROUPS = (
    ("happened", "What happened", "Nothing about {} is reported as having happened{}."),
    (
        "talked-of",
        "Planned, threatened, asked for or possible",
        "No act of {} or towards it is reported as planned, threatened, asked for or possible{}.",
    ),
    ("not", "Said not to have happened, or not to be planned", ""),
    ("history", "Background that reports recall", ""),
)


@dataclass(frozen=True, slots=True)
class Happening:
    """One incident as the briefing tells it; ``more`` counts sentences too many to show."""

    id: str
    when: str
    title: str
    kind: str
    weight_of_evidence: str
    disputed: bool
    receipts: tuple[Receipt, ...]
    more: int = 0
    sort_day: date | None = None


@dataclass(frozen=True, slots=True)
class HappeningGroup:
    """Incidents of one reading.

    ``more`` counts those that a long list leaves to the tables; ``one_sided`` those of which the
    reports name no other side, which say nothing of a relation; ``absence`` is what to say when
    there are none (nothing, where nobody would expect any).
    """

    key: str
    title: str
    items: tuple[Happening, ...]
    more: int
    absence: str
    one_sided: int = 0


def happenings(desk: Desk, most: int) -> tuple[HappeningGroup, ...]:
    """Incidents with the focal state among the parties, in four groups, newest first.

    Args:
        desk: the material.
        most: how many to show in each group.
    """
    focal = desk.material.focal
    grouped: dict[str, list[Incident]] = {key: [] for key, _, _ in _GROUPS}
    one_sided = dict.fromkeys(grouped, 0)
    for incident in desk.listed.material.incidents:
        parties = (*incident.actor_states, *incident.recipient_states)
        if incident.event_type == VOTE or focal not in parties:
            continue
        if not any(e in desk.events for e in incident.event_ids):
            continue
        if names_both_sides(incident):
            grouped[_group(incident)].append(incident)
        else:
            one_sided[_group(incident)] += 1
    return tuple(
        HappeningGroup(
            key,
            title,
            tuple(_happening(desk, incident) for incident in found[:most]),
            max(0, len(found) - most),
            absence.format(state(focal), desk.material.scope.suffix),
            one_sided[key],
        )
        for key, title, absence in _GROUPS
        for found in [_newest_first(grouped[key])]
    )


def names_both_sides(incident: Incident) -> bool:
    """Whether an incident is between at least two states or organisations."""
    return len({*incident.actor_states, *incident.recipient_states}) > 1


def reported_votes(desk: Desk, most: int) -> tuple[Happening, ...]:
    """How the focal state is said to have voted, one item a vote, newest first."""
    focal = desk.material.focal
    found: list[Happening] = []
    told: set[str] = set()
    for incident in desk.listed.material.incidents:
        if incident.event_type != VOTE or focal not in incident.actor_states:
            continue
        votes = [desk.votes[v] for v in incident.event_ids if v in desk.votes]
        votes = [v for v in votes if v.state == focal]
        if not votes:
            continue
        told.update(v.id for v in votes)
        receipts = _distinct(desk.receipt(v.id, v.document_id, v.span) for v in votes)
        found.append(
            Happening(
                id=incident.id,
                when=happened_words(incident.date_low, incident.date_high),
                title=_vote_title(votes),
                kind="VOTE",
                weight_of_evidence=_evidence(incident),
                disputed=incident.disputed,
                receipts=receipts,
                sort_day=incident.date_high or incident.date_low,
            )
        )
    found += [
        Happening(
            id=vote.id,
            when=happened_words(vote.date.low, vote.date.high),
            title=_vote_title([vote]),
            kind="VOTE",
            weight_of_evidence="1 report",
            disputed=False,
            receipts=(desk.receipt(vote.id, vote.document_id, vote.span),),
            sort_day=vote.date.high or vote.date.low,
        )
        for vote in desk.listed.material.votes
        if vote.state == focal and vote.id not in told
    ]
    found.sort(key=lambda h: h.id)
    found.sort(key=lambda h: h.sort_day or date.min, reverse=True)
    return tuple(found[:most])


def incident_title(desk: Desk, incident: Incident) -> str:
    """The heading of any incident, votes included."""
    if incident.event_type == VOTE:
        votes = [desk.votes[v] for v in incident.event_ids if v in desk.votes]
        return _vote_title(votes) if votes else "A vote"
    if incident.summary:
        return sentence(one_line(incident.summary))
    actors = states(incident.actor_states) or "somebody not identified"
    towards = f" towards {states(incident.recipient_states)}" if incident.recipient_states else ""
    return sentence(f"{actors}: {str(incident.event_type).lower()}{towards}")


def marked_title(desk: Desk, incident: Incident) -> str:
    """The same heading, with a mark where somebody denies what is told."""
    title = incident_title(desk, incident)
    return f"{title} (disputed)" if incident.disputed else title


def _happening(desk: Desk, incident: Incident) -> Happening:
    events = [desk.events[e] for e in incident.event_ids if e in desk.events]
    events.sort(key=lambda e: (e.document_id, e.sentence.start, e.id))
    receipts = _distinct(desk.receipt(e.id, e.document_id, e.sentence) for e in events)
    return Happening(
        id=incident.id,
        when=happened_words(incident.date_low, incident.date_high),
        title=incident_title(desk, incident),
        kind=str(incident.event_type),
        weight_of_evidence=_evidence(incident),
        disputed=incident.disputed,
        receipts=receipts[:_MOST_SENTENCES],
        more=max(0, len(receipts) - _MOST_SENTENCES),
        sort_day=incident.date_high or incident.date_low,
    )


def _newest_first(incidents: Iterable[Incident]) -> list[Incident]:
    ordered = sorted(incidents, key=lambda i: i.id)
    return sorted(ordered, key=lambda i: i.date_high or i.date_low or date.min, reverse=True)


def _distinct(receipts: Iterable[Receipt]) -> tuple[Receipt, ...]:
    """One receipt for each passage of each document."""
    first: dict[tuple[str, str], Receipt] = {}
    for receipt in receipts:
        first.setdefault((receipt.document_id, receipt.quotation), receipt)
    return tuple(first.values())


def _evidence(incident: Incident) -> str:
    reports = counted(len(set(incident.document_ids)), "report")
    if not incident.origins:
        return reports
    return f"{reports}, {counted(len(set(incident.origins)), 'independent origin')}"


def _group(incident: Incident) -> str:
    if incident.modality == Modality.BACKGROUND:
        return "history"
    if incident.polarity == Polarity.NEGATED:
        return "not"
    return "happened" if incident.modality == Modality.ACTUAL else "talked-of"


def _vote_title(votes: list[ReportedVote]) -> str:
    """ "Kenya abstained in the UN General Assembly: a resolution on ..."; the fullest report."""
    fullest = max(votes, key=lambda v: (bool(v.body) + bool(v.subject), len(v.subject), v.id))
    body = one_line(fullest.body)
    if body and body.split()[0].lower() != "the":
        body = f"the {body}"
    where = f" in {body}" if body else ""
    subject = f": {one_line(fullest.subject)}" if fullest.subject else ""
    return f"{sentence(state(fullest.state))} {_VOTED[fullest.position]}{where}{subject}"
