"""The charts of a corpus: Altair objects that a notebook shows, and that can be changed and saved.

Every chart has tooltips that name what a mark rests on; ``corpus.show(ID)`` opens it. Where there
is nothing to draw, the chart says why and what to do next.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tightrope.briefing.ballots import beside_news
from tightrope.errors import UsageError
from tightrope.notebook import position_charts, record_charts, vote_charts
from tightrope.notebook.asked import day_asked, powers_asked, state_asked
from tightrope.notebook.pages import POWERS
from tightrope.notebook.positions import positions
from tightrope.records.alignment import Stream

if TYPE_CHECKING:
    from tightrope.notebook.corpus import NotebookCorpus

STREAMS = ("deeds", "words", "votes")
VOTES = ("both", "ideal_points", "agreement")


class Plots:
    """Charts of one open corpus. States are given as ISO 3166-1 alpha-3 codes or by name.

    Args:
        corpus: the open database.
    """

    def __init__(self, corpus: NotebookCorpus) -> None:
        self._corpus = corpus

    def alignment(
        self,
        focal: str,
        powers: Sequence[str] = POWERS,
        streams: Sequence[str] = STREAMS,
        since: date | str | None = None,
        until: date | str | None = None,
    ) -> Any:
        """Where a state stands towards each power over time, with 90 % intervals.

        Args:
            focal: the state.
            powers: one panel each.
            streams: of ``deeds``, ``words``, ``votes`` and ``all`` (joined).
            since, until: days that bound the time shown; without ``since`` it begins with the news,
                and roll calls before that are left to :meth:`votes`.

        Raises:
            UsageError: a state, stream or day that is none.
        """
        code, towards = state_asked(focal, "focal"), powers_asked(powers, focal)
        for stream in streams:
            if stream not in tuple(Stream):
                raise UsageError(
                    f"streams: '{stream}' is none of {', '.join(Stream)}; name one or several."
                )
        rows = [a for a in positions(self._corpus, code, towards) if a.stream in streams]
        rows = rows if since else beside_news(rows)
        rows = [a for a in rows if _within(a.period_start, a.period_end, since, until)]
        return position_charts.alignment(code, towards, rows)

    def triangle(self, focal: str, powers: Sequence[str] = POWERS) -> Any:
        """A state between three powers: its newest place, where that may be, and the trail there.

        Raises:
            UsageError: the powers are not three, or a state is none.
        """
        code, towards = state_asked(focal, "focal"), powers_asked(powers, focal)
        if len(towards) != 3:
            raise UsageError(f"powers: a triangle needs three other than the state, got {powers}.")
        return position_charts.triangle(code, towards, positions(self._corpus, code, towards))

    def timeline(
        self,
        focal: str,
        other: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        most: int = 400,
    ) -> Any:
        """What happened, is planned, threatened or denied, by kind of act and day.

        Args:
            focal: the state.
            other: only incidents with this state too.
            since, until: days that bound it.
            most: newest incidents that are drawn; the title says when there are more.

        Raises:
            UsageError: a state or day that is none.
        """
        filters = {
            "state": state_asked(focal, "focal"),
            "other": state_asked(other, "other") if other else "",
            "since": day_asked(since, "since"),
            "until": day_asked(until, "until"),
        }
        return record_charts.timeline(self._corpus.finder, filters, most)

    def provenance(self, record_id: str | None = None) -> Any:
        """Who had it from whom: the reports of a story by outlet and day, with copies and
        citations, and the sources outside the corpus that they name.

        Args:
            record_id: of a story or of a document in one; the story with most documents when None.

        Raises:
            UnknownRecord: no story or document is named so.
        """
        return record_charts.provenance(self._corpus, record_id)

    def votes(self, focal: str, powers: Sequence[str] = POWERS, show: str = "both") -> Any:
        """How a state votes in the General Assembly: agreement with each power by session
        (Scott's pi), and ideal points, both with 90 % intervals.

        Args:
            focal: the state.
            powers: those beside it.
            show: ``agreement``, ``ideal_points`` or ``both``.

        Raises:
            UsageError: a state is none, or another thing to show.
        """
        if show not in VOTES:
            raise UsageError(f"show: '{show}' is none of {', '.join(VOTES)}.")
        code, towards = state_asked(focal, "focal"), powers_asked(powers, focal)
        return vote_charts.votes(self._corpus, code, towards, show)


def _within(start: date, end: date, since: date | str | None, until: date | str | None) -> bool:
    first, last = day_asked(since, "since"), day_asked(until, "until")
    return (first is None or end >= first) and (last is None or start <= last)
