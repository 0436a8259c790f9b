"""The CAMEO category of a PLOVER event, for layouts that carry CAMEO codes."""

from dataclasses import dataclass
from functools import lru_cache

from tightrope.records.events import Event
from tightrope.records.plover import EventType
from tightrope.reference.actors import TABLES, read_table


@dataclass(frozen=True, slots=True)
class Category:
    """A CAMEO category: code without leading zero, name, Goldstein value."""

    code: str
    name: str
    intensity: float


_Lines = tuple[tuple[str, str, Category], ...]


@lru_cache(maxsize=1)
def _lines_by_type() -> dict[EventType, _Lines]:
    found: dict[EventType, list[tuple[str, str, Category]]] = {kind: [] for kind in EventType}
    for _, row in read_table(TABLES / "plover_cameo.csv"):
        category = Category(row["code"], row["name"], float(row["intensity"]))
        found[EventType(row["type"])].append((row["mode"], row["context"], category))
    return {kind: tuple(lines) for kind, lines in found.items()}


def category(event: Event) -> Category:
    """The category of an event: by its mode, else by a context, else by its type alone."""
    lines = _lines_by_type()[event.type]
    for mode, _, found in lines:
        if mode and mode == event.mode:
            return found
    for mode, context, found in lines:
        if not mode and (not context or context in event.contexts):
            return found
    raise AssertionError(f"plover_cameo.csv has no line for {event.type} alone")
