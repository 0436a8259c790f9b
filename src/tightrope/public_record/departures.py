"""Votes with which a state left its own pattern, and how surprising each was.

Two answers, since each has its blind side:

- by its ideal point: the probability of the position it took under the model of
  :mod:`tightrope.public_record.ideal_points`, at its position in that session;
- by its history: the share of that position among its earlier votes on resolutions of the same
  title (with half a vote beforehand for each of the three positions).

A surprise is minus the logarithm to base two of the probability, in bits: 1 for a coin's toss, 10
for what happens once in a thousand times.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scipy.special import ndtr

from tightrope.public_record.votes.matrix import NO, POSITIONS, YES, VoteMatrix
from tightrope.records.events import VotePosition
from tightrope.records.votes import Asked, IdealPoint, RollCall

#: Fewer earlier votes on a title are no pattern.
FEWEST_EARLIER = 3
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Departure:
    """One vote with how surprising it was.

    ``by_model`` and ``by_history`` are probabilities of the position that was taken; None where
    there is no estimate, or too little history. ``usual`` is the position it took most often
    before on that title, ``n_earlier`` how many votes that were.
    """

    roll_call: RollCall
    position: VotePosition
    by_model: float | None
    by_history: float | None
    usual: VotePosition | None
    n_earlier: int

    @property
    def bits(self) -> float:
        """The surprise that both agree on: that of the larger probability."""
        known = [p for p in (self.by_model, self.by_history) if p is not None]
        return -math.log2(max(*known, _LEAST)) if known else 0.0


def departures(
    matrix: VoteMatrix, state: str, points: Iterable[IdealPoint], asked: Iterable[Asked]
) -> list[Departure]:
    """All votes of a state for which there is a probability, the most surprising first.

    Args:
        matrix: the roll calls.
        state: ISO 3166-1 alpha-3 code.
        points, asked: of the estimate of ideal points; may be empty.
    """
    column = matrix.column(state)
    if column is None:
        return []
    place = {p.session: p for p in points if p.iso3 == state}
    what: Mapping[str, Asked] = {a.roll_call_id: a for a in asked}
    history: defaultdict[str, Counter[int]] = defaultdict(Counter)
    found = []
    for n, roll_call in enumerate(matrix.roll_calls):
        vote = int(matrix.votes[n, column])
        if vote < 0:
            continue
        title = plain_title(roll_call)
        earlier = history[title] if title else Counter[int]()
        count = earlier.total()
        point, question = place.get(roll_call.session), what.get(roll_call.id)
        by_model = None
        if point is not None and question is not None:
            by_model = probability(vote, question, point.mean, point.sd)
        enough = count >= FEWEST_EARLIER
        by_history = (earlier[vote] + 0.5) / (count + 1.5) if enough else None
        usual = POSITIONS[earlier.most_common(1)[0][0]] if enough else None
        if by_model is not None or by_history is not None:
            found.append(Departure(roll_call, POSITIONS[vote], by_model, by_history, usual, count))
        if title:
            history[title][vote] += 1
    found.sort(key=lambda d: (-d.bits, d.roll_call.date, d.roll_call.id))
    return found


def probability(vote: int, asked: Asked, mean: float, sd: float) -> float:
    """Probability of a vote of a state whose position is N(mean, sd²).

    Args:
        vote: as in the matrix.
        asked: what the roll call asks.
        mean, sd: the state's position.
    """
    width = math.sqrt(1.0 + (asked.slope * sd) ** 2)
    low = float(ndtr((asked.low - asked.slope * mean) / width))
    high = float(ndtr((asked.high - asked.slope * mean) / width))
    if vote == NO:
        return low
    return 1.0 - high if vote == YES else high - low


_ENDING = re.compile(r"\s*[:/]\s*resolution.*$", re.DOTALL)
_NOT_WORDS = re.compile(r"[^\w]+")


def plain_title(roll_call: RollCall) -> str:
    """Words of a title without case, marks and "resolution adopted by"; parts are told apart."""
    plain = _NOT_WORDS.sub(" ", _ENDING.sub("", roll_call.title.casefold())).strip()
    if not plain:
        return ""
    part = "paragraph" if roll_call.paragraph else "amendment" if roll_call.amendment else ""
    return f"{plain} ({part})" if part else plain
