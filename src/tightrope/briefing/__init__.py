"""Briefings: words, tables and charts made from stored results; nothing is computed anew here."""

from typing import TYPE_CHECKING, Any

from tightrope.briefing.content import Material
from tightrope.briefing.paper import Paper
from tightrope.briefing.scope import Scope

if TYPE_CHECKING:
    from tightrope.briefing.rendering import (
        Briefing,
        Limits,
        Options,
        compose,
        format_of,
        lay_out,
        render,
        write_briefing,
    )

__all__ = [
    "Briefing",
    "Limits",
    "Material",
    "Options",
    "Paper",
    "Scope",
    "compose",
    "format_of",
    "lay_out",
    "render",
    "write_briefing",
]


def __getattr__(name: str) -> Any:
    """What writes briefings is loaded when one is written: pages need only the words."""
    if name in __all__:
        from tightrope.briefing import rendering

        return getattr(rendering, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
