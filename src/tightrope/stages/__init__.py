"""Document stages: pure functions of one document (and read-only reference data).

A stage takes a :class:`~tightrope.records.readings.Reading` and returns it with one more field
filled. It says what it requires and what it produces, and :func:`check_order` refuses a sequence
in which something is missing before any work starts. One stage never imports another.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tightrope.errors import StageOrderError
from tightrope.records.readings import Reading


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of reading a document; ``requires`` and ``produces`` are fields of ``Reading``."""

    name: str
    run: Callable[[Reading], Reading]
    requires: frozenset[str]
    produces: frozenset[str]


def check_order(stages: Iterable[Stage], given: Iterable[str] = ("document",)) -> None:
    """Refuse a sequence of stages in which one lacks what it requires.

    Raises:
        StageOrderError: naming the stage, what it lacks, and which stage would produce it.
    """
    stages = list(stages)
    there = set(given)
    for stage in stages:
        lacking = sorted(stage.requires - there)
        if lacking:
            makers = [s.name for s in stages if s is not stage and s.produces & set(lacking)]
            hint = f"put {' and '.join(makers)} before it" if makers else "add a stage that does"
            raise StageOrderError(
                f"stage '{stage.name}' requires {', '.join(lacking)}, "
                f"which no earlier stage produces; {hint}."
            )
        there |= stage.produces
