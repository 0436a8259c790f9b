"""The page of a person: offices, what they are reported to have said, where they are named."""

from dataclasses import dataclass

from tightrope.briefing.content import one_line
from tightrope.web.answers import Page
from tightrope.web.asking import Ask, NotThere
from tightrope.web.listing import DocumentLine, Said, document_lines, said_lines

_SAID = 25
_DOCUMENTS = 25


@dataclass(frozen=True, slots=True)
class PersonView:
    """Everything that the page shows."""

    name: str
    states: tuple[str, ...]
    sector: str
    offices: tuple[str, ...]
    mentions: int
    statements: int
    documents: int
    said: tuple[Said, ...]
    named_in: tuple[DocumentLine, ...]
    page: int
    more_href: str


def person(ask: Ask) -> Page:
    """``/person/NAME?page=2``."""
    finder = ask.finder
    name = ask.parts["name"]
    page = ask.number("page", 1, 1, 10_000)
    row = finder.person(name)
    said_ids = finder.ids_of_person(name, "said", _SAID + 1, (page - 1) * _SAID)
    if row is None and not said_ids and page == 1:
        raise NotThere(f"Nobody is named “{name[:80]}” in this database.")
    row = row or {"iso3": "", "sector": "", "offices": (), "mentions": 0, "documents": 0}
    documents = finder.ids_of_person(name, "document", _DOCUMENTS) if page == 1 else []
    said = said_lines(finder, said_ids[:_SAID])
    view = PersonView(
        name=one_line(name),
        states=tuple((row["iso3"] or "").split("+")) if row["iso3"] else (),
        sector=row["sector"] or "",
        offices=tuple(one_line(o) for o in row["offices"] or ()),
        mentions=int(row["mentions"]),
        statements=int(row.get("statements") or len(said)),
        documents=int(row["documents"]),
        said=said,
        named_in=document_lines(finder, documents),
        page=page,
        more_href=ask.address(page=page + 1) if len(said_ids) > _SAID else "",
    )
    return Page(
        "person",
        view.name,
        view,
        rows=[s.row() for s in said],
        section="documents",
    )
