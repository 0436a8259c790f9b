"""Events in the layouts of ICEWS and POLECAT."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tightrope.public_record.layouts import LAYOUTS, icews
from tightrope.public_record.layouts.cameo import category
from tightrope.records.actors import Mention, Sector
from tightrope.records.documents import DateBasis, Document, Publication
from tightrope.records.events import Event, EventDate, Modality, Polarity
from tightrope.records.plover import INTENSITY, EventType, QuadClass
from tightrope.records.reports import EventReport
from tightrope.records.spans import Span

TEXT = (
    "Ports reopen\n\nThe talks were short.\n\n"
    "Chile's army struck at rebels near the border with Peru, the ministry said."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def event(kind: EventType = EventType.ASSAULT, **fields: object) -> Event:
    given_fields: dict[str, object] = {
        "id": "e1",
        "document_id": "d1",
        "sentence": span("Chile's army struck at rebels near the border with Peru"),
        "trigger": span("struck"),
        "type": kind,
        "actor_states": ("CHL",),
        "recipient_states": ("PER",),
        "polarity": Polarity.ASSERTED,
        "modality": Modality.ACTUAL,
        "intensity": INTENSITY[kind],
        "actor_sector": Sector.MIL,
        "actor_spans": (span("Chile's army"),),
        "recipient_spans": (span("Peru"),),
        "actor_names": ("Chilean Army",),
        "recipient_names": ("Peru",),
        "date": EventDate(date(2024, 5, 6), date(2024, 5, 6)),
    }
    return Event(**(given_fields | fields))  # type: ignore[arg-type]


def report(told: Event) -> EventReport:
    document = Document(
        id="d1",
        path="a.txt",
        text=TEXT,
        title="Ports reopen",
        outlet="The\tHarbour\nPost",
        published=Publication(DateBasis.STATED, date(2024, 5, 7), date(2024, 5, 7)),
    )
    mentions = (
        Mention(
            span("Chile's army"), "Chile's army", "Chilean Army", ("CHL",), Sector.MIL,
            kind="institution",
        ),
        Mention(span("Peru"), "Peru", "Peru", ("PER",), Sector.GOV),
    )  # fmt: skip
    return EventReport(told, document, mentions)


def rows(layout: str, *events: Event) -> list[dict[str, str]]:
    header, *lines = LAYOUTS[layout].lines(report(e) for e in events)
    return [dict(zip(header, line, strict=True)) for line in lines]


def test_an_event_as_icews_lays_it_out() -> None:
    (row,) = rows("icews", event(contexts=("military",)))
    assert row["Event ID"] == "e1"
    assert row["Event Date"] == "2024-05-06"
    assert (row["Source Name"], row["Source Sectors"], row["Source Country"]) == (
        "Chilean Army", "Military,Government", "Chile",
    )  # fmt: skip
    # A state that is named as such has no sector, as in ICEWS.
    assert (row["Target Name"], row["Target Sectors"], row["Target Country"]) == (
        "Peru", "", "Peru",
    )  # fmt: skip
    assert (row["CAMEO Code"], row["Event Text"], row["Intensity"]) == (
        "190", "Use conventional military force", "-10.0",
    )  # fmt: skip
    assert row["Sentence Number"] == "2"  # the headline is not counted
    assert row["Publisher"] == "The Harbour Post"
    assert row["Latitude"] == row["City"] == ""


def test_mutual_acts_go_both_ways_in_icews_and_once_in_polecat() -> None:
    meeting = event(
        EventType.CONSULT, mode="phone", actor_states=("CHL", "PER"), recipient_states=(),
        actor_spans=(span("Chile's army"), span("Peru")), recipient_spans=(),
        actor_names=("Chilean Army", "Peru"), recipient_names=(),
    )  # fmt: skip
    there, back = rows("icews", meeting)
    assert (there["Source Country"], there["Target Country"]) == ("Chile", "Peru")
    assert (back["Source Country"], back["Target Country"]) == ("Peru", "Chile")
    assert [there["Event ID"], back["Event ID"]] == ["e1.1", "e1.2"]
    assert there["CAMEO Code"] == "41"
    (row,) = rows("polecat", meeting)
    assert (row["Actor Country"], row["Recipient Country"]) == ("CHL", "PER")
    assert (row["Actor COW"], row["Recipient COW"]) == ("155", "135")
    assert row["Event ID"] == "e1"


def test_an_event_as_polecat_lays_it_out() -> None:
    (row,) = rows("polecat", event(contexts=("military", "territory")))
    assert row["Event Type"] == "ASSAULT"
    assert row["Quad Code"] == "MATERIAL CONFLICT"
    assert row["Contexts"] == "military;territory"
    assert (row["Actor Name"], row["Actor Country"], row["Primary Actor Sector"]) == (
        "Chilean Army", "CHL", "MIL",
    )  # fmt: skip
    assert row["Actor Name Raw"] == "Chile's army"
    assert row["Publication Date"] == "2024-05-07"
    assert row["Story Organizations"] == "Chilean Army"
    assert row["Story Locations"] == "Peru"
    assert row["Wikipedia Actor ID"] == row["GeoNames ID"] == ""


def test_unknown_parties_and_days_are_empty_cells() -> None:
    (row,) = rows(
        "icews",
        event(
            recipient_states=(), recipient_spans=(), recipient_names=(),
            date=EventDate(date(2024, 5, 1), date(2024, 5, 9)),
        ),
    )  # fmt: skip
    assert row["Target Name"] == row["Target Country"] == row["Event Date"] == ""


def test_news_without_a_day_gets_the_day_of_its_report() -> None:
    week = EventDate(date(2024, 4, 30), date(2024, 5, 7), "publication date")
    for layout in LAYOUTS:
        (row,) = rows(layout, event(date=week))
        assert row["Event Date"] == "2024-05-07"


def test_organisations_have_no_country_in_icews() -> None:
    (row,) = rows("icews", event(actor_states=("UNO",), actor_sector=Sector.IGO, actor_spans=()))
    assert row["Source Sectors"] == "International Government Organization"
    assert row["Source Country"] == ""


@given(
    st.sampled_from(EventType),
    st.sampled_from(["", "visit", "arrest", "veto", "unheard-of"]),
    st.lists(st.sampled_from(["military", "economic", "legal"]), unique=True),
)
def test_every_event_has_a_category_of_its_own_side(
    kind: EventType, mode: str, contexts: list[str]
) -> None:
    told = event(kind, mode=mode, contexts=tuple(contexts))
    found = category(told)
    assert found.code == found.code.lstrip("0")
    assert -10 <= found.intensity <= 10
    cooperative = told.quad_class in (
        QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION,
    )  # fmt: skip
    # CAMEO scores appeals as mildly cooperative; elsewhere the two scales agree in sign.
    assert kind is EventType.REQUEST or (found.intensity > 0) == cooperative


def test_every_sector_has_words() -> None:
    assert set(icews.SECTORS) == set(Sector)
