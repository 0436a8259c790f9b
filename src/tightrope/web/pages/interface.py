"""What programs can ask for: the tables, their columns and addresses."""

from dataclasses import dataclass

from tightrope.store import TABLES
from tightrope.web.answers import Page
from tightrope.web.asking import Ask


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table."""

    name: str
    meaning: str
    rows: int
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterfaceView:
    """Everything that the page shows."""

    tables: tuple[TableLine, ...]


def interface(ask: Ask) -> Page:
    """``/api``."""
    tables = tuple(
        TableLine(t.name, t.meaning, ask.finder.corpus.count(t.name), t.column_names)
        for t in TABLES.values()
    )
    return Page(
        "interface",
        "For programs",
        InterfaceView(tables),
        rows=[{"table": t.name, "rows": t.rows, "meaning": t.meaning} for t in tables],
        section="method",
    )
