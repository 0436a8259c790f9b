"""The page of a dispute: a claim, and what was said against it, side by side."""

from dataclasses import dataclass

from tightrope.briefing.content import one_line
from tightrope.briefing.contested import Contest, contests_of
from tightrope.briefing.desks import desk_of
from tightrope.briefing.wording import sentence
from tightrope.web.answers import Page
from tightrope.web.asking import Ask, NotThere


@dataclass(frozen=True, slots=True)
class DisputeView:
    """Everything that the page shows."""

    id: str
    relation: str
    parties: tuple[str, ...]
    rule: str
    contests: tuple[Contest, ...]


def dispute(ask: Ask) -> Page:
    """``/dispute/x0123…``."""
    row = ask.finder.row("disputes", ask.parts["id"])
    if row is None:
        raise NotThere(f"No dispute is named “{ask.parts['id'][:60]}” in this database.")
    desk = desk_of(ask.finder, "", (), disputes=[row["id"]])
    view = DisputeView(
        id=row["id"],
        relation=row["relation"],
        parties=tuple(row["parties"] or ()),
        rule=row["rule"] or "",
        contests=contests_of(desk),
    )
    title = sentence(one_line(row["subject"] or "")) or "A disputed claim"
    return Page("dispute", title, view, rows=[row], section="states")
