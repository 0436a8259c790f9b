"""Feeds followed politely: what is new is fetched once, slowly, and kept as files.

What was fetched lies as one WARC record a file, so that reading it later gives its address and the
moment it was fetched; the state of every feed and address lies beside, so that a watch that was
stopped goes on where it was.
"""

from tightrope.watching.rounds import RoundReport, Watch

__all__ = ["RoundReport", "Watch"]
