"""Naming: who is named where, and which state or organisation they belong to."""

from tightrope.stages.naming.stage import NAMING, name_actors

__all__ = ["NAMING", "name_actors"]
