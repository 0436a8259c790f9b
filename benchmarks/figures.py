"""What a benchmark reports: one figure of ours, beside a peer's where one runs."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table that ``make bench`` prints.

    ``peer_value`` is measured in the same run when ``published`` is False, and taken from the
    literature or the gold data's notes when it is True. ``floor`` is the value pinned in the tests.
    """

    area: str
    measure: str
    ours: float
    unit: str = ""
    peer: str = ""
    peer_value: float | None = None
    published: bool = False
    higher_is_better: bool = True
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours over the peer's; None where there is no peer."""
        if self.peer_value in (None, 0.0):
            return None
        assert self.peer_value is not None
        return self.ours / self.peer_value


def bench_folder() -> Path | None:
    """Where the gold data is: ``TIGHTROPE_BENCH``, else ``shared/bench`` beside the repository."""
    named = os.environ.get("TIGHTROPE_BENCH")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "bench"
    return folder if folder.is_dir() else None
