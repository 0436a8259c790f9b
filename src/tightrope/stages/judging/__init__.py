"""Judging: the direction that officials' statements take towards other states.

For each statement of an official (a government, army, parliament, court, service) that names
another state, the stage says whether it is favourable to that state, unfavourable, neutral, or
can't be told; by which words; and what of the state's is judged.
"""

from tightrope.stages import Stage
from tightrope.stages.judging.stances import judge

__all__ = ["JUDGING", "judge"]

JUDGING = Stage(
    name="judging",
    run=judge,
    requires=frozenset({"document", "sentences", "mentions", "statements", "events"}),
    produces=frozenset({"stances"}),
)
