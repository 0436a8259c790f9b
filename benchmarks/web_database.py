"""A large database for measuring the pages, made from what was read out of the example corpus.

The examples are read once, by the parser. Every further copy of a document is made from its
records: other persons (names are rewritten letter by letter, so that every span still quotes),
another outlet, other states than the powers, another date, and identifiers of its own. The text's
own words for states stay. Everything goes through the store's writer.
"""

import random
import string
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from tightrope.engine.measuring import focal_states, keep_standings, measure_all
from tightrope.records.actors import Mention
from tightrope.records.corpus import Derivation, Dispute, Incident, Membership, Story
from tightrope.records.documents import Document, Quarantined
from tightrope.records.events import Event, EventDate, ReportedVote
from tightrope.records.readings import Reading
from tightrope.records.statements import Statement
from tightrope.store import Corpus, Writer

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "corpus"
POWERS = ("USA", "CHN", "RUS")
_CODES = (
    "VNM KAZ IND TUR SAU SRB PAK IDN MYS PHL THA BGD EGY ZAF BRA MEX NGA KEN ETH "
    "UZB AZE ARM GEO UKR ARE QAT JOR MAR CHL PER COL ARG HUN SVK BGR MNG LKA NPL "
    "KHM LAO "
)
_OTHERS = tuple(_CODES.split())
_SPAN_DAYS = 3_600
_PER_BATCH = 2_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Base:
    """What was read out of the examples."""

    readings: tuple[Reading, ...]
    memberships: dict[str, Membership]
    stories: tuple[Story, ...]
    derivations: tuple[Derivation, ...]
    incidents: tuple[Incident, ...]
    disputes: tuple[Dispute, ...]
    quarantined: tuple[Quarantined, ...]


def read_base(folder: Path) -> Base:
    """Read the examples into a small database, and that into records."""
    from tightrope.engine.running import run_into

    with Writer(folder / "base.duckdb") as writer:
        run_into(writer, [EXAMPLES], powers=POWERS, workers=1)
        return _records(writer.corpus)


def _records(corpus: Corpus) -> Base:
    def by_document(kind: type[T], name: str) -> dict[str, list[T]]:
        found: dict[str, list[T]] = {}
        for record in corpus.records(name, kind):
            found.setdefault(record.document_id, []).append(record)  # type: ignore[attr-defined]
        return found

    events = by_document(Event, "events")
    statements = by_document(Statement, "statements")
    votes = by_document(ReportedVote, "reported_votes")
    readings = tuple(
        Reading(
            d,
            mentions=tuple(corpus.mentions(d.id)),
            statements=tuple(statements.get(d.id, ())),
            events=tuple(events.get(d.id, ())),
            votes=tuple(votes.get(d.id, ())),
        )
        for d in corpus.records("documents", Document)
    )
    return Base(
        readings=readings,
        memberships={m.document_id: m for m in corpus.memberships()},
        stories=tuple(corpus.records("stories", Story)),
        derivations=tuple(corpus.records("derivations", Derivation)),
        incidents=tuple(corpus.records("incidents", Incident)),
        disputes=tuple(corpus.records("disputes", Dispute)),
        quarantined=tuple(corpus.records("quarantine", Quarantined)),
    )


class Variant:
    """One copy of the whole corpus under other names and dates."""

    def __init__(self, base: Base, number: int) -> None:
        self._base = base
        self._number = number
        chance = random.Random(number)
        self._shift = timedelta(days=-chance.randrange(_SPAN_DAYS))
        others = list(_OTHERS)
        chance.shuffle(others)
        self._states = dict(zip(sorted(_OTHERS), others, strict=True))
        self._chance = chance
        self._letters = {
            letter: chance.choice(string.ascii_lowercase) for letter in string.ascii_lowercase
        }

    def name(self, record_id: str) -> str:
        """Another identifier of the same form."""
        mixed = int(record_id[1:9], 16) ^ (self._number * 2654435761 & 0xFFFFFFFF)
        return f"{record_id[0]}{mixed:08x}{record_id[9:]}"

    def readings(self) -> list[Reading]:
        return [self._reading(r) for r in self._base.readings]

    def _reading(self, reading: Reading) -> Reading:
        text = self._text(reading)
        document = reading.document
        published = document.published
        document = replace(
            document,
            id=self.name(document.id),
            path=f"{self._number}/{document.path}",
            text=text,
            title=text[: len(document.title)] if document.title else None,
            outlet=f"{document.outlet} {self._number % 40 + 1}" if document.outlet else None,
            published=replace(
                published, low=self._day(published.low), high=self._day(published.high)
            ),
        )  # fmt: skip
        return Reading(
            document,
            mentions=tuple(
                replace(
                    m,
                    text=m.span.of(text),
                    name=self._rewritten(m.name) if m.kind == "person" else m.name,
                    states=self._codes(m.states),
                )
                for m in reading.mentions
            ),
            statements=tuple(self._statement(s, text) for s in reading.statements),
            events=tuple(
                replace(
                    e,
                    id=self.name(e.id),
                    document_id=document.id,
                    actor_states=self._codes(e.actor_states),
                    recipient_states=self._codes(e.recipient_states),
                    date=self._date(e.date),
                    statement_id=self.name(e.statement_id) if e.statement_id else None,
                )
                for e in reading.events
            ),
            votes=tuple(
                replace(
                    v,
                    id=self.name(v.id),
                    document_id=document.id,
                    state=self._states.get(v.state, v.state),
                    date=self._date(v.date),
                )
                for v in reading.votes
            ),
        )

    def _statement(self, s: Statement, text: str) -> Statement:
        person = s.source_kind == "person"
        return replace(
            s,
            id=self.name(s.id),
            document_id=self.name(s.document_id),
            source_text=" ".join(span.of(text) for span in s.source_spans),
            content_text=" ".join(span.of(text) for span in s.content_spans),
            source_name=self._rewritten(s.source_name) if person else s.source_name,
            source_states=self._codes(s.source_states),
            about=self._codes(s.about),
            statement_date=self._day(s.statement_date),
            date_low=self._day(s.date_low),
            date_high=self._day(s.date_high),
            parent_id=self.name(s.parent_id) if s.parent_id else None,
        )

    def _text(self, reading: Reading) -> str:
        """The text with the names of persons rewritten; every offset keeps its place."""
        text = reading.document.text
        persons: list[Mention] = [m for m in reading.mentions if m.kind == "person"]
        for m in persons:
            text = text[: m.span.start] + self._rewritten(m.text) + text[m.span.end :]
        return text

    def _rewritten(self, name: str) -> str:
        return "".join(
            self._letters[c] if c in self._letters else
            self._letters[c.lower()].upper() if c.lower() in self._letters else c
            for c in name
        )  # fmt: skip

    def memberships(self) -> Iterator[Membership]:
        for m in self._base.memberships.values():
            yield Membership(
                self.name(m.document_id),
                self.name(m.story_id),
                self.name(m.copy_of) if m.copy_of else None,
                tuple(self._origin(o) for o in m.origins),
            )

    def stories(self) -> Iterator[tuple[Story, list[Derivation]]]:
        resting: dict[str, list[Derivation]] = {}
        for d in self._base.derivations:
            resting.setdefault(d.document_id, []).append(
                replace(d, document_id=self.name(d.document_id), target=self._origin(d.target))
            )
        for s in self._base.stories:
            made = replace(
                s,
                id=self.name(s.id),
                document_ids=tuple(map(self.name, s.document_ids)),
                origins=tuple(map(self._origin, s.origins)),
                first_published=self._day(s.first_published),
            )
            yield made, [d for i in s.document_ids for d in resting.get(i, ())]

    def incidents(self) -> Iterator[Incident]:
        for i in self._base.incidents:
            yield replace(
                i,
                id=self.name(i.id),
                actor_states=self._codes(i.actor_states),
                recipient_states=self._codes(i.recipient_states),
                date_low=self._day(i.date_low),
                date_high=self._day(i.date_high),
                event_ids=tuple(map(self.name, i.event_ids)),
                document_ids=tuple(map(self.name, i.document_ids)),
                origins=tuple(map(self._origin, i.origins)),
                dispute_ids=tuple(map(self.name, i.dispute_ids)),
            )

    def disputes(self) -> Iterator[Dispute]:
        for d in self._base.disputes:
            yield replace(
                d,
                id=self.name(d.id),
                claim_statement_id=self.name(d.claim_statement_id),
                denial_statement_id=self.name(d.denial_statement_id),
            )

    def _origin(self, name: str) -> str:
        return self.name(name) if name in self._base.memberships else name

    def _codes(self, codes: Sequence[str]) -> tuple[str, ...]:
        return tuple(self._states.get(c, c) for c in codes)

    def _day(self, day: date | None) -> date | None:
        return day + self._shift if day is not None else None

    def _date(self, when: EventDate) -> EventDate:
        return replace(when, low=self._day(when.low), high=self._day(when.high))


def write_database(path: Path, base: Base, documents: int) -> float:
    """Write about so many documents; return the seconds it took."""
    started = time.perf_counter()
    variants = [Variant(base, n) for n in range(-(-documents // len(base.readings)))]
    members = {m.document_id: m for v in variants for m in v.memberships()}
    with Writer(path) as writer:
        waiting: list[Reading] = []
        for variant in variants:
            waiting += variant.readings()
            if len(waiting) >= _PER_BATCH:
                _write(writer, waiting, members)
                waiting = []
        _write(writer, waiting, members)
        for at in range(0, len(variants), 100):
            found = [pair for v in variants[at : at + 100] for pair in v.stories()]
            with writer.batch():
                writer.update_stories([(s, s.document_ids, d) for s, d in found])
        incidents = [i for v in variants for i in v.incidents()]
        with writer.batch():
            writer.replace_incidents(incidents)
            writer.replace_disputes(d for v in variants for d in v.disputes())
            writer.add_quarantined(base.quarantined)
        standings = measure_all(incidents, focal_states(incidents, (), POWERS), POWERS)
        with writer.batch():
            keep_standings(writer, standings)
        writer.prepare_lookups()
        writer.update_search()
    return time.perf_counter() - started


def _write(writer: Writer, readings: list[Reading], members: Mapping[str, Membership]) -> None:
    if readings:
        with writer.batch():
            writer.update_documents([r.document for r in readings], members)
            writer.add_readings([(r, "made") for r in readings])
