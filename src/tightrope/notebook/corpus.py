"""An open corpus as notebooks use it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from tightrope.errors import StoreError
from tightrope.notebook.pages import POWERS
from tightrope.store import Corpus, Finder

if TYPE_CHECKING:
    from tightrope.notebook.briefs import Brief
    from tightrope.notebook.pages import Shown
    from tightrope.notebook.plots import Plots


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

    def _repr_html_(self) -> str:
        from tightrope.notebook.pages import summary

        return summary(self)
