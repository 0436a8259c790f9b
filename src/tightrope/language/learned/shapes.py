"""What the encoder's heads give: the tags, types and readings behind their numbers."""

from tightrope.records.plover import EventType

N_TAGS = 7
"""Attributions: outside; beginning and inside of source, cue and content."""
SOURCE, CUE, CONTENT = 1, 3, 5
"""The tags with which a source, a cue and a content begin; the next tag continues it."""

N_TYPES = 6
"""Token types: lower case, capitalised, capitals, each inside or at the start of a paragraph."""

EVENT_TYPES: tuple[EventType, ...] = tuple(EventType)
"""In the order of their tags."""
CONTINUES = 1
"""The event tag of a trigger's later tokens."""
FIRST_TYPE = 2
"""The event tag with which a trigger of the first type begins; 0 is outside."""
N_EVENT_TAGS = FIRST_TYPE + len(EVENT_TYPES)

READINGS: tuple[str, ...] = (
    "actual", "negated", "planned", "threatened", "requested", "possible", "hypothetical",
    "background",
)  # fmt: skip
N_READINGS = len(READINGS)
