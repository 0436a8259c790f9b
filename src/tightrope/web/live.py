"""What is going on while pages are read: a run's progress, and what has arrived."""

import threading
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class State:
    """One moment.

    Attributes:
        watching: what is watched, in words; empty when nothing is.
        step: what a run is doing; empty when none is going on.
        done, total: how far the step has come; total is None while it is not known.
        arrivals: documents that came since the server started.
        arrived_at: when the last of them did.
        trouble: why the last round failed; empty when it did not.
        number: grows with every change.
    """

    watching: str = ""
    step: str = ""
    done: int = 0
    total: int | None = None
    arrivals: int = 0
    arrived_at: datetime | None = None
    trouble: str = ""
    number: int = 0


class Live:
    """The state, for whoever writes it and whoever reads it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state = State()

    @property
    def state(self) -> State:
        with self._lock:
            return self._state

    def tell(self, **changes: Any) -> None:
        """Change some fields."""
        with self._lock:
            fields = asdict(self._state) | changes
            fields["number"] = self._state.number + 1
            self._state = State(**fields)

    # What a run tells (:class:`tightrope.engine.progress.Progress`).

    def begin(self, step: str, total: int | None) -> None:
        self.tell(step=step, done=0, total=total)

    def advance(self, count: int = 1) -> None:
        self.tell(done=self.state.done + count)

    def end(self) -> None:
        self.tell(step="", done=0, total=None)
