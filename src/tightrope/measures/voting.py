"""What a vote says about a relation."""

from tightrope.records.events import VotePosition

_SCALE = {VotePosition.YES: 1.0, VotePosition.ABSTAIN: 0.0, VotePosition.NO: -1.0}


def vote_value(state: VotePosition, power: VotePosition) -> float | None:
    """How far a vote stood with a power: +1 voted alike, 0 one of them abstained, -1 against it.

    One minus the distance of the two positions on yes, abstain, no: the agreement of a single roll
    call in the S score of Signorino & Ritter (1999), "Tau-b or not tau-b", International Studies
    Quarterly 43. None where one of them was absent: that says nothing.
    """
    if state not in _SCALE or power not in _SCALE:
        return None
    return 1.0 - abs(_SCALE[state] - _SCALE[power])
