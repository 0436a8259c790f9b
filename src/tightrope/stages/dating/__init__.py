"""Dating: when a document was published, and which days its words mean.

``date_document`` sets a document's publication with its basis; the stage ``TIMES`` finds the time
expressions of a reading and resolves them against it.
"""

from tightrope.stages import Stage
from tightrope.stages.dating.expressions import find_times, read_times
from tightrope.stages.dating.incumbents import bound_by_offices, incumbencies
from tightrope.stages.dating.publication import date_document

TIMES = Stage("times", read_times, frozenset({"document"}), frozenset({"times"}))

__all__ = [
    "TIMES",
    "bound_by_offices",
    "date_document",
    "find_times",
    "incumbencies",
    "read_times",
]
