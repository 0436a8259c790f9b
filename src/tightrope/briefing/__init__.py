"""Briefings: words, tables and charts made from stored results; nothing is computed anew here."""

from tightrope.briefing.content import Material
from tightrope.briefing.rendering import Briefing, Limits, compose, write_briefing

__all__ = ["Briefing", "Limits", "Material", "compose", "write_briefing"]
