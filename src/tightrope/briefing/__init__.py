"""Briefings: words, tables and charts made from stored results; nothing is computed anew here."""

from tightrope.briefing.content import Material
from tightrope.briefing.paper import Paper
from tightrope.briefing.rendering import (
    Briefing,
    Limits,
    Options,
    compose,
    lay_out,
    render,
    write_briefing,
)
from tightrope.briefing.scope import Scope

__all__ = [
    "Briefing",
    "Limits",
    "Material",
    "Options",
    "Paper",
    "Scope",
    "compose",
    "lay_out",
    "render",
    "write_briefing",
]
