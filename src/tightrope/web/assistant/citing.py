"""From records to items that carry their quotation, outlet, date, identifier and address."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from tightrope.briefing.ballots import Ballot
from tightrope.briefing.breaks import AgainstTheGrain
from tightrope.briefing.content import UNKNOWN_OUTLET, Desk, Receipt, one_line
from tightrope.briefing.contested import Contest, contests_of
from tightrope.briefing.contested import Side as Told
from tightrope.briefing.desks import desk_of
from tightrope.briefing.happenings import incident_title
from tightrope.briefing.influence import Carried
from tightrope.briefing.voices import speaker_name, speaker_role
from tightrope.briefing.wording import day_words, happened_words
from tightrope.records.documents import Document
from tightrope.records.spans import Span
from tightrope.records.votes import Agreement
from tightrope.store import Finder
from tightrope.web import addresses
from tightrope.web.assistant.shapes import (
    AgreementItem,
    BallotItem,
    CarrierItem,
    DisputeItem,
    DocumentItem,
    Fact,
    GrainItem,
    IncidentItem,
    PositionItem,
    Quotation,
    Side,
    StatementItem,
    StoryItem,
)
from tightrope.web.listing import document_lines
from tightrope.web.pages.incident import reports
from tightrope.web.pages.state import PositionRow

_LONGEST_QUOTATION = 500
_LONGEST_LEAD = 240
_QUOTATIONS = 2
_CUT = " […]"

#: From an address on the site to the one that an answer gives.
Linked = Callable[[str], str]


def linked_to(pages: str) -> Linked:
    """Addresses below the place where the pages are served; as they are when it is empty."""
    base = pages.rstrip("/")
    return lambda path: base + path


def shortened(text: str, longest: int = _LONGEST_QUOTATION) -> str:
    """A passage with its end left out, and marked as such, where it is long."""
    if len(text) <= longest:
        return text
    cut = text.rfind(" ", longest // 2, longest)
    return text[: cut if cut > 0 else longest] + _CUT


def quotation(receipt: Receipt, linked: Linked, whole: bool = False) -> Quotation:
    """A receipt as an answer has it."""
    path = addresses.document(receipt.document_id, receipt.id) if receipt.document_id else ""
    url = linked(path)
    outlet = receipt.outlet or UNKNOWN_OUTLET
    title = f", “{receipt.title}”" if receipt.title else ""
    return Quotation(
        quotation=receipt.quotation if whole else shortened(receipt.quotation),
        outlet=outlet,
        title=receipt.title,
        published=receipt.published,
        document_id=receipt.document_id,
        url=url,
        cite=f"{outlet}{title}, {receipt.published}, {receipt.id} ({url}).",
    )


def incident_items(finder: Finder, ids: Iterable[str], linked: Linked) -> tuple[IncidentItem, ...]:
    """Incidents in the order of their identifiers, each with its first independent reports."""
    desk = desk_of(finder, "", (), incidents=ids)
    found = []
    for it in desk.material.incidents:
        told: dict[str, Receipt] = {}
        for report in reports(desk, it):
            told.setdefault(report.receipt.outlet, report.receipt)
        found.append(
            IncidentItem(
                id=it.id,
                title=incident_title(desk, it),
                event_type=str(it.event_type),
                when=happened_words(it.date_low, it.date_high),
                reading=reading(it.polarity, it.modality),
                parties=tuple(dict.fromkeys((*it.actor_states, *it.recipient_states))),
                n_reports=len(set(it.document_ids)),
                n_origins=len(set(it.origins)),
                disputed=it.disputed,
                quotations=tuple(quotation(r, linked) for r in list(told.values())[:_QUOTATIONS]),
                url=linked(addresses.incident(it.id)),
            )
        )
    return tuple(found)


def reading(polarity: str, modality: str) -> str:
    """Whether it happened: ``happened``, ``denied``, or a modality."""
    if polarity == "negated":
        return "denied"
    return "happened" if modality == "actual" else str(modality)


def statement_items(
    finder: Finder, ids: Iterable[str], linked: Linked
) -> tuple[StatementItem, ...]:
    """Statements in the order of their identifiers."""
    desk = desk_of(finder, "", (), statements=ids)
    return tuple(
        StatementItem(
            id=s.id,
            speaker=speaker_name(s),
            role=speaker_role(s),
            kind=str(s.kind).replace("_", " "),
            denies=s.denies,
            about=s.about,
            said_on=day_words(s.statement_date) if s.statement_date else "",
            chain=tuple(one_line(link.name) for link in s.chain),
            source=quotation(desk.said(s), linked),
            url=linked(addresses.statement(s.id)),
        )
        for s in desk.material.statements
    )


def dispute_items(finder: Finder, ids: Iterable[str], linked: Linked) -> tuple[DisputeItem, ...]:
    """Disputes; those about one passage are told together."""
    contests = contests_of(desk_of(finder, "", (), disputes=ids))
    return tuple(dispute_item(c, linked) for c in contests)


def dispute_item(contest: Contest, linked: Linked) -> DisputeItem:
    return DisputeItem(
        ids=contest.ids,
        subject=contest.subject,
        claim=_side(contest.claim, linked),
        answers=tuple(_side(answer, linked) for answer in contest.answers),
        url=linked(addresses.dispute(contest.ids[0])),
    )


def _side(side: Told, linked: Linked) -> Side:
    return Side(
        part=side.part,
        speaker=side.name,
        role=side.role,
        statement_id=side.receipt.id,
        source=quotation(side.receipt, linked),
    )


def story_items(finder: Finder, ids: Iterable[str], linked: Linked) -> tuple[StoryItem, ...]:
    """Stories in the order of their identifiers, each with the beginning of its first document."""
    rows = finder.rows("stories", ids)
    first = {r["id"]: r["document_ids"][0] for r in rows if r["document_ids"]}
    desk = desk_of(finder, "", (), documents=first.values())
    return tuple(
        StoryItem(
            id=r["id"],
            title=one_line(r["title"] or "") or "Untitled story",
            first_published=day_words(r["first_published"]) if r["first_published"] else "undated",
            n_documents=r["n_documents"],
            n_origins=r["n_origins"],
            lead=lead(desk, first.get(r["id"], ""), linked),
            url=linked(addresses.story(r["id"])),
        )
        for r in rows
    )


def lead(desk: Desk, document_id: str, linked: Linked) -> Quotation:
    """The beginning of a document below its title."""
    document = desk.documents.get(document_id)
    start = _below_title(document) if document else 0
    end = min(len(document.text), start + _LONGEST_LEAD * 2) if document else 0
    receipt = desk.receipt(document_id, document_id, Span(start, end))
    said = quotation(receipt, linked, whole=True)
    url = linked(addresses.document(document_id))
    cite = said.cite.replace(said.url, url)
    return said.model_copy(
        update={"quotation": shortened(receipt.quotation, _LONGEST_LEAD), "url": url, "cite": cite}
    )


def _below_title(document: Document) -> int:
    title = document.title or ""
    start = len(title) if title and document.text.startswith(title) else 0
    return start if start < len(document.text) else 0


def document_items(
    finder: Finder, ids: Sequence[str], words: Sequence[str], linked: Linked
) -> tuple[DocumentItem, ...]:
    """Documents in the order of their identifiers, with the passage around the words."""
    desk = desk_of(finder, "", (), documents=ids)
    found = []
    for line in document_lines(finder, ids, words):
        source = lead(desk, line.id, linked)
        if line.snippet:
            source = source.model_copy(update={"quotation": line.snippet})
        found.append(
            DocumentItem(
                id=line.id,
                story_id=line.story_id,
                copy_of=line.copy_of,
                source=source,
                url=source.url,
            )
        )
    return tuple(found)


def agreement_item(a: Agreement) -> AgreementItem:
    """How alike two states voted."""
    return AgreementItem(
        power=a.other,
        session=a.session,
        n_votes=a.n_votes,
        n_same=a.n_same,
        pi=round(a.pi.mean, 3) if a.pi else None,
        pi_low=round(a.pi.low, 3) if a.pi else None,
        pi_high=round(a.pi.high, 3) if a.pi else None,
        s=round(a.s.mean, 3),
    )


def ballot_item(ballot: Ballot, powers: Sequence[str], url: str) -> BallotItem:
    """One roll call, to be named by its resolution and day."""
    named = f"“{ballot.title}”, {ballot.resolution}" if ballot.title else ballot.resolution
    return BallotItem(
        id=ballot.id,
        resolution=ballot.resolution,
        title=ballot.title,
        date=day_text(ballot.day),
        own=ballot.own,
        powers=[
            Fact(name=power, value=position or "-")
            for power, position in zip(powers, ballot.theirs, strict=True)
        ],
        cite=f"UN General Assembly, {named}, recorded vote of {day_words(ballot.day)} ({url}).",
    )


def position_item(row: PositionRow, linked: Linked) -> PositionItem:
    """A position with the address of what it rests on."""
    return PositionItem(
        power=row.power,
        stream=row.stream,
        mean=round(row.mean, 3),
        low=round(row.low, 3),
        high=round(row.high, 3),
        verdict=row.verdict,
        n_incidents=row.n_incidents,
        n_origins=row.n_origins,
        last_observed=row.last,
        thin=row.thin,
        url=linked(row.href),
    )


def grain_items(breaks: Iterable[AgainstTheGrain]) -> tuple[GrainItem, ...]:
    return tuple(GrainItem(incident_id=b.id, title=b.title, text=b.told) for b in breaks)


def carrier_items(found: Iterable[Carried]) -> tuple[CarrierItem, ...]:
    return tuple(
        CarrierItem(power=c.power, incident_id=i.id, title=i.title, change=i.change, text=i.told)
        for c in found
        for i in c.carriers
    )


def day_text(day: date | None) -> str:
    """ISO 8601, or nothing."""
    return day.isoformat() if day else ""
