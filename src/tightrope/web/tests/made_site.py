"""A small database for the tests of pages: an invented corpus, and a hostile document."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

from tightrope.briefing import Material
from tightrope.engine.measuring import keep_standings, with_votes
from tightrope.measures.standing import measure
from tightrope.public_record.vote_alignment import session_days
from tightrope.public_record.votes.matrix import vote_matrix
from tightrope.records.actors import Mention, Sector
from tightrope.records.corpus import Derivation, Incident, Membership, Story
from tightrope.records.documents import (
    DateBasis,
    Document,
    Publication,
    Quarantined,
    RemovedBlock,
)
from tightrope.records.events import Event, EventDate, Modality, Polarity, VotePosition
from tightrope.records.plover import EventType
from tightrope.records.readings import Reading
from tightrope.records.spans import Span
from tightrope.records.statements import ChainLink, Statement, StatementKind
from tightrope.records.votes import IdealPoint, RollCall
from tightrope.store import Writer

SCRIPT = "<script>alert(1)</script>"
ATTRIBUTE = '"><img src=x onerror=alert(2)>'
HOSTILE = (
    f"=cmd()|' /C calc'!A0 {SCRIPT}\n\n"
    f"Kazakhstan and China signed {ATTRIBUTE} an agreement on Monday, محمد بن سلمان "
    f"{SCRIPT} said \u202eesrever\u202c. {'Very' * 60} long.\n\n"
    "{{ 7 * 7 }} {% raw %} &amp; ]]> </textarea></title>"
)
_SAID = "محمد بن سلمان"


def write_site(path: Path, material: Material) -> None:
    """Write a material and the hostile document into a new database."""
    named = {m.document_id: m for m in material.memberships}
    hostile = _hostile()
    with Writer(path) as writer, writer.batch():
        documents = [*material.documents, hostile.document]
        writer.add_documents([(d, ("signature", d.id)) for d in documents])
        named["dx"] = Membership("dx", "tx", "d1", (SCRIPT,))
        writer.update_documents(documents, named)
        writer.add_readings([(r, "key") for r in [*_readings(material), hostile]])
        for story in (*material.stories, _story()):
            cites = [
                Derivation("d2", "d1", "copy", f"near-identical {SCRIPT}", 0.9),
                Derivation("d2", "Steppe Courier", "cites", "cites it once", 0.2),
            ]
            writer.update_story(story, story.document_ids, cites if story.id == "t1" else [])
        incidents = [*material.incidents, _incident()]
        writer.replace_incidents(incidents)
        writer.replace_disputes(material.disputes)
        writer.replace_provenance(material.provenance)
        standings = [measure(f, ("USA", "CHN", "RUS"), incidents) for f in ("KAZ", "RUS")]
        votes = vote_matrix(roll_calls())
        days = session_days(votes)
        keep_standings(writer, [with_votes(s, votes, days) for s in standings])
        writer.write_roll_calls(roll_calls())
        writer.replace_ideal_points(ideal_points(), b"")
        writer.add_quarantined(
            [*material.quarantined, Quarantined(f"news/{SCRIPT}.html", f"no text {ATTRIBUTE}")]
        )
    with Writer(path) as writer:
        writer.prepare_lookups()


def roll_calls() -> list[RollCall]:
    """Twelve invented votes of two sessions in which Kazakhstan often goes with China."""
    states = ("CHN", "KAZ", "RUS", "USA")
    made = []
    for n in range(12):
        kaz = VotePosition.ABSTAIN if n % 4 == 3 else VotePosition.YES
        usa = VotePosition.YES if n % 5 == 0 else VotePosition.NO
        made.append(
            RollCall(
                id=f"r{n:02}",
                resolution=f"A/RES/{77 + n // 6}/{n + 1}",
                date=date(2022 + n // 6, 12, n + 1),
                session=77 + n // 6,
                states=states,
                positions=(VotePosition.YES, kaz, VotePosition.YES, usa),
                title=f"Question {n + 1} {SCRIPT if n == 11 else ''}".strip(),
                sources=("invented",),
            )
        )
    return made


def ideal_points() -> list[IdealPoint]:
    """Positions of four states in the same sessions."""
    return [
        IdealPoint(state, session, mean + 0.1 * (session - 77), mean - 0.3, mean + 0.4, 0.2, 6)
        for state, mean in (("CHN", -1.0), ("KAZ", -0.6), ("RUS", -0.9), ("USA", 2.4))
        for session in (77, 78)
    ]


def _readings(material: Material) -> list[Reading]:
    events: dict[str, list[Event]] = defaultdict(list)
    for event in material.events:
        events[event.document_id].append(event)
    statements: dict[str, list[Statement]] = defaultdict(list)
    for statement in material.statements:
        statements[statement.document_id].append(statement)
    return [
        Reading(
            d,
            mentions=_mentions(d),
            events=tuple(events[d.id]),
            statements=tuple(statements[d.id]),
            votes=tuple(v for v in material.votes if v.document_id == d.id),
        )
        for d in material.documents
    ]


def _mentions(document: Document) -> tuple[Mention, ...]:
    found = []
    for name, states, kind in (
        ("Kazakhstan", ("KAZ",), "state"),
        ("China", ("CHN",), "state"),
        ("Russia", ("RUS",), "state"),
        ("Daniyar Seitov", ("KAZ",), "person"),
        ("Marat Ospanov", ("KAZ",), "person"),
    ):
        at = document.text.find(name)
        if at >= 0:
            found.append(
                Mention(Span(at, at + len(name)), name, name, states, Sector.GOV, "", kind, "name")
            )
    return tuple(found)


def _hostile() -> Reading:
    document = Document(
        id="dx",
        path=f"news/{SCRIPT}.html",
        text=HOSTILE,
        title=HOSTILE.splitlines()[0],
        byline=ATTRIBUTE,
        outlet=f"The {SCRIPT} Times",
        url="javascript:alert(3)",
        published=Publication(DateBasis.STATED, date(2023, 3, 15), date(2023, 3, 15), SCRIPT),
        removed=(RemovedBlock(f"Share {SCRIPT}", "share links"),),
        part_note=ATTRIBUTE,
    )
    sentence = Span(HOSTILE.index("Kazakhstan"), HOSTILE.index("long.") + 5)
    event = Event(
        id="ex",
        document_id="dx",
        sentence=sentence,
        trigger=Span(HOSTILE.index("signed"), HOSTILE.index("signed") + 6),
        type=EventType.AGREE,
        actor_states=("CHN", "KAZ"),
        recipient_states=(),
        polarity=Polarity.ASSERTED,
        modality=Modality.ACTUAL,
        intensity=6.0,
        actor_names=(SCRIPT,),
        date=EventDate(date(2023, 3, 13), date(2023, 3, 13), SCRIPT),
        rule=f"verb:{SCRIPT}",
        probability=0.87,
    )
    at = HOSTILE.index(_SAID)
    cue = HOSTILE.index("said")
    statement = Statement(
        id="sx",
        document_id="dx",
        source_spans=(Span(at, at + len(_SAID)),),
        cue_spans=(Span(cue, cue + 4),),
        content_spans=(Span(cue + 5, cue + 40),),
        source_text=_SAID,
        cue_text="said",
        content_text=HOSTILE[cue + 5 : cue + 40],
        kind=StatementKind.INDIRECT,
        source_name=f"محمد/بن {ATTRIBUTE}",
        source_states=("KAZ",),
        source_sector=Sector.GOV,
        source_kind="person",
        source_office=SCRIPT,
        medium=ATTRIBUTE,
        chain=(ChainLink(SCRIPT, "outlet"),),
        about=("CHN",),
    )
    mention = Mention(
        Span(at, at + len(_SAID)), _SAID, statement.source_name, ("KAZ",), Sector.GOV, SCRIPT,
        "person", ATTRIBUTE,
    )  # fmt: skip
    return Reading(document, mentions=(mention,), events=(event,), statements=(statement,))


def _story() -> Story:
    return Story("tx", f"Story {SCRIPT}", ("dx",), (SCRIPT,), date(2023, 3, 15))


def _incident() -> Incident:
    return Incident(
        id="ix",
        event_type="AGREE",
        actor_states=("CHN", "KAZ"),
        recipient_states=(),
        date_low=date(2023, 3, 13),
        date_high=date(2023, 3, 13),
        event_ids=("ex",),
        document_ids=("dx",),
        origins=(SCRIPT,),
        polarity="asserted",
        modality="actual",
        intensity=6.0,
        summary=f"China and {SCRIPT} signed",
    )


def renamed(material: Material) -> Material:
    """The same with another identifier for one event, as a later version would give it."""
    return replace(
        material,
        events=tuple(replace(e, id="e1new") if e.id == "e1" else e for e in material.events),
        incidents=tuple(
            replace(i, event_ids=tuple("e1new" if e == "e1" else e for e in i.event_ids))
            for i in material.incidents
        ),
    )
