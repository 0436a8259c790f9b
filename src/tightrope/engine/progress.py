"""Telling somebody how far a run has come, without knowing who listens."""

from typing import Protocol


class Progress(Protocol):
    """What a listener offers; the command line shows bars, a notebook may show nothing."""

    def begin(self, step: str, total: int | None) -> None:
        """A step starts; ``total`` is None while it is not known."""

    def advance(self, count: int = 1) -> None:
        """``count`` more of the current step are done."""

    def end(self) -> None:
        """The current step is over."""


class Silent:
    """Listens to nothing."""

    def begin(self, step: str, total: int | None) -> None:
        pass

    def advance(self, count: int = 1) -> None:
        pass

    def end(self) -> None:
        pass
