"""Which of two states is the nearer one to a power, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.briefing.positions import PERHAPS, PROBABLY, SURE
from tightrope.records.alignment import Difference, Stream

_STREAMS = (Stream.DEEDS, Stream.WORDS, Stream.VOTES, Stream.ALL)


@dataclass(frozen=True, slots=True)
class Nearer:
    """A difference told from the state that is likelier to be the nearer one.

    Attributes:
        power, stream: towards whom, in which stream.
        nearer, other: codes of the two states.
        by: how much nearer; with its 90 % interval from ``low`` to ``high``.
        probability: that it is the nearer one; at least one half.
        words: how sure that is, by the same bounds as for positions.
    """

    power: str
    stream: Stream
    nearer: str
    other: str
    by: float
    low: float
    high: float
    probability: float
    words: str


def nearer(found: Sequence[Difference], powers: Sequence[str]) -> tuple[Nearer, ...]:
    """Differences by power (in the order given), stream and pair of states."""
    order = {power: n for n, power in enumerate(powers)}
    ordered = sorted(found, key=lambda d: (order[d.power], _STREAMS.index(Stream(d.stream))))
    return tuple(_told(d) for d in ordered)


def _told(d: Difference) -> Nearer:
    warm, cool, sign = (d.first, d.second, 1.0)
    if d.probability < 0.5:
        warm, cool, sign = d.second, d.first, -1.0
    chance = max(d.probability, 1.0 - d.probability)
    low, high = sorted((sign * d.low, sign * d.high))
    stream = Stream(d.stream)
    return Nearer(d.power, stream, warm, cool, sign * d.mean, low, high, chance, _sureness(chance))


def _sureness(chance: float) -> str:
    for least, words in ((SURE, "nearer"), (PROBABLY, "probably nearer"), (PERHAPS, "perhaps")):
        if chance >= least:
            return words
    return "little to choose"
