"""A small invented corpus about Kazakhstan, laid out by hand as the store would hand it over."""

from datetime import date
from itertools import pairwise

import pytest

from tightrope.briefing import Material, write_briefing
from tightrope.measures.sensitivity import sensitivity
from tightrope.measures.standing import measure
from tightrope.records.actors import Sector
from tightrope.records.corpus import (
    Dispute,
    DisputeRelation,
    Incident,
    Membership,
    ProvenanceEdge,
    Story,
)
from tightrope.records.documents import DateBasis, Document, Publication, Quarantined
from tightrope.records.events import Event, EventDate, Modality, ReportedVote, VotePosition
from tightrope.records.plover import INTENSITY, EventType
from tightrope.records.spans import Span
from tightrope.records.statements import ChainLink, Statement, StatementKind

_TEXTS = {
    "d1": (
        "Astana and Beijing sign pipeline deal",
        "Steppe Courier",
        date(2023, 3, 14),
        "Kazakhstan and China signed an agreement on a second gas pipeline on Monday. "
        "“We will not choose between our neighbours,” Foreign Minister Daniyar Seitov told "
        "reporters. "
        "Russia is considering a cut in transit fees for Kazakh oil, two officials said.",
    ),
    "d2": (
        "Second pipeline agreed",
        "Almaty Evening Post",
        date(2023, 3, 15),
        "China and Kazakhstan on Monday signed an agreement on a second gas pipeline, the Steppe "
        "Courier reported. In an internal note titled “Between Two Rails”, seen by the Courier, "
        "energy adviser Aigul Bektas argued that the country should avoid relying on one route.",
    ),
    "d3": (
        "US envoy in Astana as drills are called off",
        "Meridian Wire",
        date(2023, 5, 3),
        "The United States gave Kazakhstan border equipment worth $21m on Tuesday. "
        "Kazakhstan has suspended joint air drills with Russia, Defence Minister Marat "
        "Ospanov said. "
        "The Russian embassy in Astana denied it: “Nobody has told us of any suspension.”",
    ),
    "d4": (
        "Drills go on, Moscow insists",
        None,
        None,
        "Kazakhstan has suspended joint air drills with Russia, the defence minister said. "
        "Kazakh officials declined to comment on the note.",
    ),
    "d5": (
        "Ten votes Astana did not cast",
        "The Basin Review",
        date(2023, 6, 20),
        "In the UN General Assembly Kazakhstan abstained on the resolution on reparations on "
        "14 June. "
        "Kazakhstan plans to hold talks with the United States on rare earths in September. "
        "Kazakhstan did not join the sanctions against Russia, the ministry stressed.",
    ),
}


_SUMMARIES = {
    "i1": "Kazakhstan and China signed a pipeline agreement",
    "i3": "Kazakhstan suspended air drills with Russia",
    "i5": "United States gave aid to Kazakhstan",
    "i6": "Kazakhstan and United States plan to hold talks",
    "i7": "",
    "i8": "Kazakhstan did not impose sanctions on Russia",
}


def _document(name: str) -> Document:
    title, outlet, day, body = _TEXTS[name]
    published = Publication(DateBasis.STATED, day, day) if day else Publication()
    text = f"{title}\n\n{body}"
    return Document(name, f"kaz/{name}.txt", text, title, outlet=outlet, published=published)


def _span(document: str, words: str) -> Span:
    title, _, _, body = _TEXTS[document]
    start = f"{title}\n\n{body}".index(words)
    return Span(start, start + len(words))


def _event(
    name: str,
    document: str,
    sentence: str,
    kind: EventType,
    actors: tuple[str, ...],
    recipients: tuple[str, ...] = (),
    modality: Modality = Modality.ACTUAL,
    mode: str = "",
) -> Event:
    span = _span(document, sentence)
    return Event(
        id=name,
        document_id=document,
        sentence=span,
        trigger=span,
        type=kind,
        actor_states=actors,
        recipient_states=recipients,
        polarity="negated" if "did not" in sentence else "asserted",  # type: ignore[arg-type]
        modality=modality,
        intensity=INTENSITY[kind],
        mode=mode,
    )


def _incident(name: str, day: date | None, events: tuple[Event, ...], *origins: str) -> Incident:
    first = events[0]
    return Incident(
        id=name,
        event_type=first.type,
        actor_states=first.actor_states,
        recipient_states=first.recipient_states,
        date_low=day,
        date_high=day,
        event_ids=tuple(e.id for e in events),
        document_ids=tuple(e.document_id for e in events),
        origins=origins,
        polarity=first.polarity,
        modality=first.modality,
        intensity=first.intensity,
        summary=_SUMMARIES[name],
        disputed=name == "i3",
    )


def _statement(
    name: str,
    document: str,
    source: str,
    cue: str,
    content: str,
    kind: StatementKind,
    chain: tuple[ChainLink, ...] = (),
    **more: object,
) -> Statement:
    return Statement(
        id=name,
        document_id=document,
        source_spans=(_span(document, source),),
        cue_spans=(_span(document, cue),),
        content_spans=(_span(document, content),) if content else (),
        source_text=source,
        cue_text=cue,
        content_text=content,
        kind=kind,
        chain=chain,
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="session")
def kazakhstan() -> Material:
    """A briefing's material with everything in it: copies, a dispute, a chain, a vote, plans."""
    return demo()


@pytest.fixture(scope="session")
def page(kazakhstan: Material) -> str:
    """The briefing on it as a page; drawing takes a while, so once for all tests."""
    return write_briefing(kazakhstan, "html")


def demo() -> Material:
    powers = ("RUS", "CHN", "USA")
    gas = "Kazakhstan and China signed an agreement on a second gas pipeline on Monday."
    again = (
        "China and Kazakhstan on Monday signed an agreement on a second gas pipeline, the Steppe "
        "Courier reported."
    )
    drills = (
        "Kazakhstan has suspended joint air drills with Russia, "
        "Defence Minister Marat Ospanov said."
    )
    undated = "Kazakhstan has suspended joint air drills with Russia, the defence minister said."
    events = (
        _event("e1", "d1", gas, EventType.AGREE, ("KAZ", "CHN")),
        _event("e2", "d2", again, EventType.AGREE, ("CHN", "KAZ")),
        _event("e3", "d3", drills, EventType.SANCTION, ("KAZ",), ("RUS",), mode="discontinue"),
        _event("e4", "d4", undated, EventType.SANCTION, ("KAZ",), ("RUS",), mode="discontinue"),
        _event(
            "e5",
            "d3",
            "The United States gave Kazakhstan border equipment worth $21m on Tuesday.",
            EventType.AID,
            ("USA",),
            ("KAZ",),
        ),
        _event(
            "e6",
            "d5",
            "Kazakhstan plans to hold talks with the United States on rare earths in September.",
            EventType.CONSULT,
            ("KAZ", "USA"),
            (),
            Modality.PLANNED,
        ),
        _event(
            "e7",
            "d1",
            "Russia is considering a cut in transit fees for Kazakh oil, two officials said.",
            EventType.CONCEDE,
            ("RUS",),
            ("KAZ",),
            Modality.POSSIBLE,
        ),
        _event(
            "e8",
            "d5",
            "Kazakhstan did not join the sanctions against Russia, the ministry stressed.",
            EventType.SANCTION,
            ("KAZ",),
            ("RUS",),
        ),
    )
    e = {event.id: event for event in events}
    vote = ReportedVote(
        "v1",
        "d5",
        _span(
            "d5",
            "In the UN General Assembly Kazakhstan abstained on the resolution on reparations on "
            "14 June.",
        ),
        "KAZ",
        VotePosition.ABSTAIN,
        "UN General Assembly",
        "the resolution on reparations",
        EventDate(date(2023, 6, 14), date(2023, 6, 14)),
    )
    incidents = (
        _incident("i1", date(2023, 3, 13), (e["e1"], e["e2"]), "Steppe Courier"),
        _incident("i3", date(2023, 5, 2), (e["e3"], e["e4"]), "Meridian Wire", "d4"),
        _incident("i5", date(2023, 5, 2), (e["e5"],), "Meridian Wire"),
        _incident("i6", date(2023, 9, 15), (e["e6"],), "The Basin Review"),
        _incident("i7", None, (e["e7"],), "Steppe Courier"),
        _incident("i8", date(2023, 6, 20), (e["e8"],), "The Basin Review"),
        Incident(
            "i9",
            "VOTE",
            ("KAZ",),
            (),
            date(2023, 6, 14),
            date(2023, 6, 14),
            ("v1",),
            ("d5",),
            ("The Basin Review",),
            "asserted",
            "actual",
            0.0,
        ),
    )
    courier = ChainLink("Steppe Courier", "outlet")
    statements = (
        _statement(
            "s1",
            "d1",
            "Foreign Minister Daniyar Seitov",
            "told",
            "“We will not choose between our neighbours,”",
            StatementKind.DIRECT,
            (courier, ChainLink("Daniyar Seitov", "person")),
            source_name="Daniyar Seitov",
            source_states=("KAZ",),
            source_sector=Sector.GOV,
            source_office="foreign minister",
            medium="news conference",
            cue_lemma="tell",
        ),
        _statement(
            "s2",
            "d2",
            "energy adviser Aigul Bektas",
            "argued",
            "that the country should avoid relying on one route",
            StatementKind.INDIRECT,
            (
                ChainLink("Almaty Evening Post", "outlet"),
                ChainLink("Steppe Courier", "press"),
                ChainLink("note “Between Two Rails”", "document"),
                ChainLink("Aigul Bektas", "person"),
            ),
            source_name="Aigul Bektas",
            source_states=("KAZ",),
            source_sector=Sector.GOV,
            source_office="energy adviser",
            medium="internal note",
            about=("KAZ",),
            cue_lemma="argue",
        ),
        _statement(
            "s3",
            "d3",
            "Defence Minister Marat Ospanov",
            "said",
            "Kazakhstan has suspended joint air drills with Russia",
            StatementKind.INDIRECT,
            source_name="Marat Ospanov",
            source_kind="person",
            source_states=("KAZ",),
            source_sector=Sector.GOV,
            source_office="defence minister",
            about=("KAZ", "RUS"),
            cue_lemma="say",
            statement_date=date(2023, 5, 2),
        ),
        _statement(
            "s4",
            "d3",
            "The Russian embassy in Astana",
            "denied",
            "“Nobody has told us of any suspension.”",
            StatementKind.DIRECT,
            source_name="Embassy of Russia in Kazakhstan",
            source_states=("RUS",),
            source_sector=Sector.GOV,
            about=("KAZ",),
            cue_lemma="deny",
        ),
        _statement(
            "s5",
            "d4",
            "Kazakh officials",
            "declined to comment",
            "",
            StatementKind.NO_COMMENT,
            source_states=("KAZ",),
            source_sector=Sector.GOV,
            source_kind="unnamed",
            cue_lemma="decline",
        ),
    )
    chain = statements[1].chain
    measured = measure("KAZ", powers, incidents, until=date(2023, 6, 20))
    return Material(
        focal="KAZ",
        powers=powers,
        documents=tuple(_document(d) for d in _TEXTS),
        memberships=(
            Membership("d1", "t1", None, ("Steppe Courier",)),
            Membership("d2", "t1", None, ("Steppe Courier",)),
        ),
        stories=(
            Story("t1", "Astana and Beijing sign pipeline deal", ("d1", "d2"), ("Steppe Courier",)),
            Story("t2", "US envoy in Astana as drills are called off", ("d3",), ("Meridian Wire",)),
            Story("t3", "Ten votes Astana did not cast", ("d5",), ("The Basin Review",)),
        ),
        events=events,
        incidents=incidents,
        statements=statements,
        disputes=(
            Dispute(
                "q1",
                "s3",
                "s4",
                DisputeRelation.DENIES,
                "the suspension of joint air drills",
                ("KAZ", "RUS"),
            ),
        ),
        votes=(vote,),
        provenance=tuple(
            ProvenanceEdge(a.name, a.kind, b.name, b.kind, "s2", "d2", step=n)
            for n, (a, b) in enumerate(pairwise(chain))
        ),
        alignments=measured.alignments,
        postures=measured.postures,
        gaps=measured.gaps,
        shifts=measured.shifts,
        left_out=measured.left_out,
        stance=measured.stance,
        influences=measured.influences,
        breaks=measured.breaks,
        sensitivity=tuple(sensitivity("KAZ", measured.observations, incidents, measured.period)),
        quarantined=(Quarantined("kaz/scan.pdf", "a PDF; save its text and add it again"),),
    )
