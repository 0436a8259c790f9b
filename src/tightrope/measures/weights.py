"""How much an incident counts: every weight in one frozen record of options."""

from dataclasses import dataclass, field

from tightrope.records.alignment import Stream
from tightrope.records.events import Modality


def _modality_weights() -> tuple[tuple[str, float], ...]:
    return (
        (Modality.ACTUAL, 1.0),
        (Modality.PLANNED, 0.3),
        (Modality.THREATENED, 0.3),
        (Modality.POSSIBLE, 0.15),
        (Modality.REQUESTED, 0.1),
        (Modality.HYPOTHETICAL, 0.0),
        (Modality.BACKGROUND, 0.0),
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """Options of the measure; each multiplies the precision of an observation (0 leaves it out).

    All are between 0 and 1 by default; one above 1 makes an act count more than one of the state
    itself that happened.

    Attributes:
        focal_acts: what the focal state does towards the power, alone or together with it.
        power_acts: what the power does towards the focal state. Both warm or cool the relation,
            but where a state *stands* shows first in what it does itself.
        modality: weight by how real the act is said to be; only what happened counts in full.
        negated: an act that is said not to have happened.
        origin_doubt: chance that one independent origin is wrong; ``n`` origins weigh
            ``1 - origin_doubt**n``, so copies of one report add nothing and further origins ever
            less.
        positions: what an official says for or against the other state, where no act is coded:
            words about a state move less than acts towards it, promises and threats included.
        disputed: factor while a denial or retraction stands against the incident.
        window_days: an incident dated to a window of this many days weighs half as much as one
            dated to a day (``1 / (1 + width / window_days)``).
        deeds_in_all, words_in_all, votes_in_all: factors in the joined stream ``all``; words
            count half there, since saying costs less than doing.
        full_intensity: Goldstein points that make a value of 1.
    """

    focal_acts: float = 1.0
    power_acts: float = 0.5
    modality: tuple[tuple[str, float], ...] = field(default_factory=_modality_weights)
    negated: float = 0.0
    positions: float = 0.25
    origin_doubt: float = 0.5
    disputed: float = 0.5
    window_days: float = 60.0
    deeds_in_all: float = 1.0
    words_in_all: float = 0.5
    votes_in_all: float = 0.5
    full_intensity: float = 10.0

    def in_all(self, stream: Stream) -> float:
        """Factor of a stream in the joined one."""
        share = {
            Stream.DEEDS: self.deeds_in_all,
            Stream.WORDS: self.words_in_all,
            Stream.VOTES: self.votes_in_all,
        }
        return share.get(stream, 1.0)

    def of_modality(self, modality: str) -> float:
        """Weight of a modality; one that is not listed weighs nothing."""
        return dict(self.modality).get(modality, 0.0)

    def of_origins(self, count: int) -> float:
        """Weight of ``count`` independent origins, between 0 and 1."""
        return float(1.0 - self.origin_doubt ** max(count, 0))

    def of_window(self, width_days: int) -> float:
        """Weight of an incident whose day lies in a window of ``width_days`` (0 for one day)."""
        return 1.0 / (1.0 + max(width_days, 0) / self.window_days)


DEFAULT_WEIGHTS = Weights()
