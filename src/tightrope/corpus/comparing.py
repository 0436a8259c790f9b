"""When two tellings may be of one happening, and when they are.

``compatible`` says that nothing keeps two tellings apart; ``one_act`` that they are one, given the
same parties; ``fits`` that the parties of a vaguer telling are those of a surer one.
"""

from datetime import timedelta

from tightrope.corpus.tellings import VOTE, Telling, overlap
from tightrope.records.plover import EventType

# A report may give the day after as the day, when it only knows its own date.
_PUBLICATION_SLACK = timedelta(days=1)
# Windows longer than this say too little to join reports of different stories.
_BOUNDED_DAYS = 31
# Share of a sentence's telling words at which two sentences of different stories tell one act.
LIKE_WORDING = 0.34
# On a visit one meets: two wordings of one encounter.
_ENCOUNTER = {"meet", "visit"}
# What a state says, it says often; only like words make two sayings one.
_VERBAL_LIKE_WORDING = 0.2
_SAYINGS = frozenset(
    {EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.SUPPORT, EventType.THREATEN}
)


def fits(vague: Telling, sure: Telling) -> bool:
    """Whether the parties of ``vague``, as far as known, are those of ``sure``."""
    if vague.reciprocal:
        return (
            vague.parties <= sure.parties if not vague.complete else vague.parties == sure.parties
        )
    if vague.complete:
        return vague.actors == sure.actors and vague.recipients == sure.recipients
    return vague.actors <= sure.actors and vague.recipients <= sure.recipients


def same_sides(a: Telling, b: Telling) -> bool:
    """Whether the same parties act on the same others; talks have no direction."""
    if a.reciprocal:
        return a.parties == b.parties
    return a.actors == b.actors and a.recipients == b.recipients


def compatible(a: Telling, b: Telling) -> bool:
    """Whether days and wording allow two tellings to be of one happening."""
    if a.mode and b.mode and a.mode != b.mode and {a.mode, b.mode} != _ENCOUNTER:
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


def same_saying(a: Telling, b: Telling) -> bool:
    """What is said is one incident only in like words; deeds need none."""
    if a.type not in _SAYINGS or (a.stated_day and b.stated_day):
        return True
    return (a.trigger == b.trigger and a.story_id == b.story_id) or overlap(
        a.wording, b.wording
    ) >= _VERBAL_LIKE_WORDING


def one_act(a: Telling, b: Telling) -> bool:
    """Whether two compatible tellings with the same parties tell one act."""
    if a.document_id == b.document_id or a.story_id == b.story_id:
        return same_saying(a, b)
    if a.type == VOTE:
        return a.placed and b.placed and a.stated_day and b.stated_day
    like = overlap(a.wording, b.wording)
    if a.placed and b.placed:
        if a.type in _SAYINGS:
            return like >= LIKE_WORDING
        return (a.stated_day and b.stated_day) or like >= _VERBAL_LIKE_WORDING
    return bounded(a) and bounded(b) and like >= LIKE_WORDING


def bounded(telling: Telling) -> bool:
    return (
        telling.low is not None
        and telling.high is not None
        and (telling.high - telling.low).days <= _BOUNDED_DAYS
    )


def days_agree(plan: Telling, act: Telling) -> bool:
    """Whether both have the same day, or one text tells both about the same object."""
    if act.earlier or not compatible(plan, act):
        return False
    one_text = plan.document_id == act.document_id and bool(plan.object)
    return (plan.placed and act.placed) or (one_text and plan.object == act.object)
