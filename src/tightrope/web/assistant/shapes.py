"""The shapes of answers; their JSON schemas are what an assistant is told of them."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict


def _without_titles(schema: dict[str, Any]) -> None:
    """Take out what only repeats the names of fields; an assistant reads every word of a schema."""
    for described in schema.get("properties", {}).values():
        described.pop("title", None)


class Shape(BaseModel):
    """A frozen part of an answer."""

    model_config = ConfigDict(frozen=True, json_schema_extra=_without_titles)


class Quotation(Shape):
    """One passage, quoted exactly, and where it stands; "[…]" marks what a long one leaves out."""

    quotation: str
    outlet: str
    title: str
    published: str
    document_id: str
    url: str
    cite: str


class IncidentItem(Shape):
    """One happening, however many reports tell of it."""

    id: str
    title: str
    event_type: str
    when: str
    reading: str
    parties: Sequence[str]
    n_reports: int
    n_origins: int
    disputed: bool
    quotations: Sequence[Quotation]
    url: str


class StatementItem(Shape):
    """Who said what; ``chain`` names the hands it came through, the outlet first."""

    id: str
    speaker: str
    role: str
    kind: str
    denies: bool
    about: Sequence[str]
    said_on: str
    chain: Sequence[str]
    source: Quotation
    url: str


class Side(Shape):
    """One side of a dispute."""

    part: str
    speaker: str
    role: str
    statement_id: str
    source: Quotation


class DisputeItem(Shape):
    """A claim and what was said against it."""

    ids: Sequence[str]
    subject: str
    claim: Side
    answers: Sequence[Side]
    url: str


class StoryItem(Shape):
    """Documents that tell the same news; ``n_origins`` counts independent ones."""

    id: str
    title: str
    first_published: str
    n_documents: int
    n_origins: int
    lead: Quotation
    url: str


class DocumentItem(Shape):
    """A document, with the passage that holds the words."""

    id: str
    story_id: str
    copy_of: str
    source: Quotation
    url: str


class PositionItem(Shape):
    """The latest position towards a power, from -1 (against) to 1 (with), and its 90 % interval."""

    power: str
    stream: str
    mean: float
    low: float
    high: float
    verdict: str
    n_incidents: int
    n_origins: int
    last_observed: str
    thin: bool
    url: str


class MoveItem(Shape):
    """A dated shift with the incidents of its period."""

    text: str
    incident_ids: Sequence[str]


class GrainItem(Shape):
    """A strong act against where the same stream stood before."""

    incident_id: str
    title: str
    text: str


class CarrierItem(Shape):
    """An incident that carries a position: its change, and what the position would be without."""

    power: str
    incident_id: str
    title: str
    change: str
    text: str


class Fact(Shape):
    """A named value."""

    name: str
    value: str


class AgreementItem(Shape):
    """How alike a state and a power voted in one session, or in all when it is null: Scott's pi,
    which is 0 where they agree as often as by chance, with its 90 % interval, and S."""

    power: str
    session: int | None
    n_votes: int
    n_same: int
    pi: float | None
    pi_low: float | None
    pi_high: float | None
    s: float


class IdealPointItem(Shape):
    """A position on the line that divides the General Assembly most, with its 90 % interval."""

    state: str
    session: int
    mean: float
    low: float
    high: float


class BallotItem(Shape):
    """One roll call; ``powers`` says how each power voted, "-" where it is not recorded."""

    id: str
    resolution: str
    title: str
    date: str
    own: str
    powers: Sequence[Fact]
    cite: str


class ObservedItem(Shape):
    """An incident as a position counts it: ``value`` from -1 to 1, ``weight`` and why; without an
    incident, the roll calls of a session of the General Assembly."""

    stream: str
    day: str
    value: float
    weight: float
    why: str
    session: int | None
    incident: IncidentItem | None


class StateItem(Shape):
    """A state that the documents tell of, with its latest joined positions."""

    code: str
    name: str
    incidents: int
    statements: int
    documents: int
    last_day: str
    positions: Sequence[PositionItem]
    url: str


class Related(Shape):
    """Another record that hangs on this one."""

    id: str
    what: str


class Answer(Shape):
    """What every answer has: what it shows, how to name the whole view, and its address."""

    title: str
    cite: str
    url: str


class Listing(Answer):
    """A page of a list; ``next_page`` is null at its end."""

    total: int
    page: int
    next_page: int | None


class Incidents(Listing):
    """Incidents, newest first."""

    incidents: Sequence[IncidentItem]


class Statements(Listing):
    """Statements, newest first."""

    statements: Sequence[StatementItem]


class Disputes(Listing):
    """Disputes."""

    disputes: Sequence[DisputeItem]


class Stories(Listing):
    """Stories, newest first."""

    stories: Sequence[StoryItem]


class Documents(Listing):
    """Documents, newest first."""

    documents: Sequence[DocumentItem]


class States(Listing):
    """States, those between the powers first, then by how much is told of them."""

    states: Sequence[StateItem]


class Standing(Answer):
    """Where a state stands, and the newest incidents of it."""

    state: str
    powers: Sequence[str]
    as_of: str
    headline: Sequence[str]
    positions: Sequence[PositionItem]
    postures: Sequence[str]
    say_do_gaps: Sequence[str]
    shifts: Sequence[MoveItem]
    against_the_grain: Sequence[GrainItem]
    carried_by: Sequence[CarrierItem]
    not_observed: str
    newest: Sequence[IncidentItem]


class Evidence(Listing):
    """What a position rests on, newest first, and how many incidents no measure counts."""

    state: str
    power: str
    stream: str
    positions: Sequence[PositionItem]
    observed: Sequence[ObservedItem]
    not_counted: int


class Record(Answer):
    """One record; a document's text comes in pieces, the next begins at ``text_next``."""

    id: str
    table: str
    facts: Sequence[Fact]
    quotations: Sequence[Quotation]
    chain: Sequence[str]
    related: Sequence[Related]
    text: str
    text_next: int | None


class Votes(Answer):
    """Recorded votes of a state in the General Assembly; empty where none are imported."""

    state: str
    powers: Sequence[str]
    agreement: Sequence[AgreementItem]
    ideal_points: Sequence[IdealPointItem]
    newest: Sequence[BallotItem]


class Coverage(Answer):
    """What the corpus holds and what it does not."""

    counts: Sequence[Fact]
    first_day: str
    last_day: str
    outlets: Sequence[Fact]
    n_outlets: int
    languages: Sequence[Fact]
    dates_known_from: Sequence[Fact]
    n_undated: int
    copies: int
    left_out: Sequence[Fact]
    n_left_out: int
