"""An open corpus as notebooks use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from datetime import date as _date
from functools import cached_property
from typing import TYPE_CHECKING

from tightrope.errors import StoreError, UsageError
from tightrope.notebook.pages import POWERS
from tightrope.store import Corpus, Finder

if TYPE_CHECKING:
    from tightrope.engine.vote_forecast import VoteForecast
    from tightrope.notebook.briefs import Brief
    from tightrope.notebook.pages import Shown
    from tightrope.notebook.plots import Plots
    from tightrope.records.votes import ForecastFit


class NotebookCorpus(Corpus):
    """An open database with charts (:attr:`plot`), records (:meth:`show`), briefings
    (:meth:`brief`) and a summary."""

    @cached_property
    def plot(self) -> Plots:
        """Charts; see :class:`tightrope.notebook.plots.Plots`."""
        from tightrope.notebook.plots import Plots

        return Plots(self)

    @property
    def finder(self) -> Finder:
        """Questions about it.

        Raises:
            StoreError: the run that made it did not come to its end.
        """
        if not self.is_prepared():
            raise StoreError(
                f"{self.path or 'This corpus'} is not complete: its run was stopped before its "
                "end, or an earlier version made it. Run 'tightrope run' on it again."
            )
        return Finder(self)

    def show(self, record_id: str) -> Shown:
        """One record with its sentences, its chain of sources, and what made it.

        Args:
            record_id: of any table; an unambiguous beginning will do.

        Raises:
            UnknownRecord: no table holds it, or several records begin with it.
        """
        from tightrope.notebook.pages import Shown

        return Shown.of(self, record_id)

    def brief(
        self,
        focal: str,
        powers: Sequence[str] = POWERS,
        *,
        since: date | str | None = None,
        until: date | str | None = None,
        focus: str = "",
        length: str = "full",
        paper: str = "a4",
    ) -> Brief:
        """The briefing on a state, as ``tightrope brief`` writes it.

        ``corpus.brief("VNM", length="short").save("vietnam.pdf")`` writes one page; the ending
        names the form: ``.html``, ``.md``, ``.pdf`` or ``.docx``.

        Args:
            focal: the state, as ISO 3166-1 alpha-3 code or by name.
            powers: between whom it is placed, in the order in which they are named.
            since, until: days that bound what is listed; positions are those of ``until``.
            focus: a topic that narrows what is listed: words, or a PLOVER type, mode or context.
            length: ``full``, or ``short`` for one page.
            paper: ``a4`` or ``letter``.

        Raises:
            UsageError: a state, day, length or paper that is none.
        """
        from tightrope.notebook.briefs import brief

        return brief(self, focal, powers, since, until, focus, length, paper)

    def forecast(
        self,
        text: str | None = None,
        *,
        roll_call: str | None = None,
        date: str | _date | None = None,
        given: Mapping[str, str] | None = None,
        others: bool = False,
        states: Sequence[str] = (),
    ) -> VoteForecast:
        """How states will vote on a text, as ``tightrope votes forecast`` tells it.

        Weights that are not kept in the database are fitted at the first call, which takes seconds.

        Args:
            text: title of a draft; further lines are its text.
            roll_call: instead of a draft, the symbol of a resolution or the id of a roll call.
            date: of the vote on a draft; the day after the newest roll call when None.
            given: votes that are known or supposed: ``{"USA": "no"}``.
            others: forecast each state of a recorded vote from how the others voted on it.
            states: ISO 3166-1 alpha-3 codes; all when empty.

        Returns:
            The forecast; ``found.likelihoods`` has a state each, ``found.similar`` the past roll
            calls that it rests on.

        Raises:
            UsageError: neither a text nor a roll call was given, or both.
            StoreError: there are no roll calls to rest on.
        """
        from tightrope.engine.vote_forecast import forecast_draft, forecast_recorded
        from tightrope.records.events import VotePosition

        if (text is None) == (roll_call is None):
            raise UsageError("Give the text of a draft, or roll_call=NAME; one of both.")
        known = {state: VotePosition(position) for state, position in (given or {}).items()}
        fit = self._forecast_fit
        if roll_call is not None:
            return forecast_recorded(
                self, roll_call, given=known, each_from_others=others, states=states, fit=fit
            )
        day = _date.fromisoformat(date) if isinstance(date, str) else date
        return forecast_draft(self, text or "", day=day, given=known, states=states, fit=fit)

    @cached_property
    def _forecast_fit(self) -> ForecastFit:
        from tightrope.engine.vote_forecast import fitted_forecast

        return fitted_forecast(self)

    def _repr_html_(self) -> str:
        from tightrope.notebook.pages import summary

        return summary(self)
