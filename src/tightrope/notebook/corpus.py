"""An open corpus as notebooks use it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tightrope.errors import StoreError
from tightrope.store import Corpus, Finder

if TYPE_CHECKING:
    from tightrope.notebook.pages import Shown
    from tightrope.notebook.plots import Plots


class NotebookCorpus(Corpus):
    """An open database with charts (:attr:`plot`), records (:meth:`show`) and a summary."""

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

    def _repr_html_(self) -> str:
        from tightrope.notebook.pages import summary

        return summary(self)
