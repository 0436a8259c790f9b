"""Tightrope: where a state stands between the great powers, how that moved, and who says so."""

__version__ = "0.1.0"
