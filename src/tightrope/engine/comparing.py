"""Several states measured side by side, up to the same day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tightrope.engine.measuring import measure_states
from tightrope.measures.differences import differences
from tightrope.measures.periods import PERIOD_DAYS
from tightrope.measures.standing import Standing
from tightrope.records.alignment import Difference, Stream
from tightrope.store import Corpus


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where several states stand between the same powers.

    ``as_of`` is the end of the last period, the same for all; None when nothing is measured. Votes
    of the record stand by session; each has its own last one.
    """

    powers: tuple[str, ...]
    standings: tuple[Standing, ...]
    differences: tuple[Difference, ...]
    as_of: date | None


def compare(corpus: Corpus, states: Sequence[str], powers: Sequence[str]) -> Comparison:
    """Measure states on the same periods, up to the last day on which any of them is observed.

    A state of which nothing was heard for long is so compared with what is known of it then: its
    interval has widened.

    Args:
        corpus: the open database.
        states, powers: ISO 3166-1 alpha-3 codes.
    """
    states = tuple(dict.fromkeys(states))
    standings = measure_states(corpus, states, powers)
    days = [
        o.day
        for s in standings
        for _, seen in s.observations
        for o in seen
        if o.stream != Stream.VOTES
    ]
    if days:
        longest = max((s.period for s in standings), key=lambda p: PERIOD_DAYS[p])
        standings = measure_states(corpus, states, powers, longest, max(days))
    return Comparison(
        powers=tuple(dict.fromkeys(powers)),
        standings=tuple(standings),
        differences=tuple(differences(standings)),
        as_of=_last_day(standings),
    )


def _last_day(standings: Sequence[Standing]) -> date | None:
    ends = [(a.stream != Stream.VOTES, a.period_end) for s in standings for a in s.alignments]
    return max(ends)[1] if ends else None
