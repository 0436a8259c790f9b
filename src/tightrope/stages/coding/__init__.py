"""Coding: what happened, who did it to whom, and whether it is said to have happened at all."""

from tightrope.stages.coding.stage import CODING, code_events

__all__ = ["CODING", "code_events"]
