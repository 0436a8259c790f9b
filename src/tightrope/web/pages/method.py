"""How to read these pages, in a minute."""

from dataclasses import dataclass

from tightrope.briefing.method import METHOD
from tightrope.records.plover import INTENSITY, QUAD_CLASS, EventType
from tightrope.web.answers import Page
from tightrope.web.asking import Ask

_CLASSES = {
    "VCOOP": "words, cooperative",
    "MCOOP": "deeds, cooperative",
    "VCONF": "words, conflictual",
    "MCONF": "deeds, conflictual",
}


@dataclass(frozen=True, slots=True)
class TypeLine:
    """One kind of act."""

    event_type: str
    quad_class: str
    intensity: float


@dataclass(frozen=True, slots=True)
class MethodView:
    """Everything that the page shows."""

    paragraphs: tuple[str, ...]
    types: tuple[TypeLine, ...]


def method(ask: Ask) -> Page:
    """``/method``."""
    types = tuple(
        TypeLine(str(t), _CLASSES[str(QUAD_CLASS[t])], INTENSITY[t])
        for t in sorted(EventType, key=lambda t: -INTENSITY[t])
    )
    return Page(
        "method",
        "How to read these pages",
        MethodView(METHOD, types),
        rows=[
            {"event_type": t.event_type, "class": t.quad_class, "intensity": t.intensity}
            for t in types
        ],
        section="method",
    )
