"""Events in the column layouts of datasets that scholars load today.

A layout is a header and a function from one report of an event to its rows. What Tightrope does
not know (where an event took place, for instance) is an empty cell, never a guess.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tightrope.public_record.layouts import icews, polecat
from tightrope.records.reports import EventReport

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How one dataset lays out events.

    Attributes:
        name: as in ``tightrope export events --layout NAME``.
        columns: the dataset's own header, in its order.
        rows: the rows of one report, each as long as ``columns``.
    """

    name: str
    columns: Row
    rows: Callable[[EventReport], Iterable[Row]]

    def lines(self, reports: Iterable[EventReport]) -> Iterator[Row]:
        """The header, then the rows of every report; no cell holds a tab or a line break."""
        yield self.columns
        for report in reports:
            for row in self.rows(report):
                yield tuple(" ".join(cell.split()) for cell in row)


LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        Layout("icews", icews.COLUMNS, icews.rows),
        Layout("polecat", polecat.COLUMNS, polecat.rows),
    )
}
