"""Coding: what happened, who did it to whom, and whether it is said to have happened at all."""

from tightrope.stages.coding.coders import chosen_reader, coder_in_use, wanted_coder
from tightrope.stages.coding.stage import CODING, code_by_rules, code_events

__all__ = [
    "CODING",
    "chosen_reader",
    "code_by_rules",
    "code_events",
    "coder_in_use",
    "wanted_coder",
]
