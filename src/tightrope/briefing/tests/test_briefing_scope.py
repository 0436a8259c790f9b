"""A window and a topic narrow what is listed, and the briefing says so."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.briefing import Material, Scope, compose, render
from tightrope.briefing.gathering import known_by
from tightrope.errors import UsageError
from tightrope.records.events import Modality

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


def listed(material: Material, scope: Scope) -> set[str]:
    groups = compose(replace(material, scope=scope), with_chart=False).groups
    return {h.id for group in groups for h in group.items}


def test_a_window_lists_what_may_have_happened_in_it(kazakhstan: Material) -> None:
    everything = listed(kazakhstan, Scope())
    march = listed(kazakhstan, Scope(date(2023, 3, 1), date(2023, 3, 31)))
    later = listed(kazakhstan, Scope(since=date(2023, 4, 1)))
    assert march == {"i1"}
    assert "i1" not in later
    assert march | later <= everything


def test_what_has_no_date_is_left_out_of_a_window_and_counted(kazakhstan: Material) -> None:
    scope = Scope(since=date(2020, 1, 1))
    briefing = compose(replace(kazakhstan, scope=scope), with_chart=False)
    undated = {i.id for i in kazakhstan.incidents if i.date_low is None and i.date_high is None}
    assert undated
    assert not undated & listed(kazakhstan, scope)
    assert "without a date" in briefing.scope_words[0]


@pytest.mark.parametrize(
    ("focus", "found"),
    [
        ("aid", {"i5"}),
        ("AID", {"i5"}),
        ("pipeline", {"i1"}),
        ("sanction", {"i3", "i8"}),
        ("air drills", {"i3"}),
        ("rail", set()),
    ],
)
def test_a_topic_is_a_type_or_words(kazakhstan: Material, focus: str, found: set[str]) -> None:
    assert listed(kazakhstan, Scope(focus=focus)) == found


def test_a_context_is_a_topic(kazakhstan: Material) -> None:
    events = tuple(
        replace(e, contexts=("human_rights",)) if e.id in kazakhstan.incidents[0].event_ids else e
        for e in kazakhstan.events
    )
    material = replace(kazakhstan, events=events)
    assert listed(material, Scope(focus="human rights")) == {kazakhstan.incidents[0].id}


def test_statements_and_disputes_are_narrowed_too(kazakhstan: Material) -> None:
    briefing = compose(replace(kazakhstan, scope=Scope(focus="neighbours")), with_chart=False)
    (voice,) = briefing.voices.voices
    assert "neighbours" in voice.sayings[0].receipt.quotation
    assert not briefing.contests
    drills = compose(replace(kazakhstan, scope=Scope(focus="suspension")), with_chart=False)
    (contest,) = drills.contests  # only the denial has the word; the claim is shown beside it
    assert contest.claim.name == "Marat Ospanov"


def test_positions_are_not_narrowed_to_a_topic(kazakhstan: Material) -> None:
    narrowed = compose(replace(kazakhstan, scope=Scope(focus="pipeline")), with_chart=False)
    assert narrowed.standing.positions == compose(kazakhstan, with_chart=False).standing.positions
    assert "positions rest on the whole corpus" in narrowed.scope_words[0]


@pytest.mark.parametrize("form", ["md", "html", "pdf", "docx"])
def test_nothing_that_matches_is_explained(kazakhstan: Material, form: str) -> None:
    scope = Scope(date(2001, 1, 1), date(2001, 2, 1), "cyber")
    material = replace(kazakhstan, scope=scope)
    assert render(material, form)  # type: ignore[arg-type]
    text = render(material, "md").decode()
    assert "Nothing about Kazakhstan matches." in text
    assert "widen --since, --until or --focus" in text
    assert "on “cyber” from 1 January 2001 to 1 February 2001" in text


def test_a_last_day_cuts_off_what_positions_rest_on(kazakhstan: Material) -> None:
    last = date(2023, 4, 30)
    kept = {i.id for i in known_by(last, kazakhstan.incidents, kazakhstan.documents)}
    assert "i1" in kept
    assert "i5" not in kept  # it happened in May
    plan = next(i for i in kazakhstan.incidents if i.modality == Modality.PLANNED)
    assert plan.id not in kept  # told of in June
    assert plan.id in {
        i.id for i in known_by(date(2023, 6, 30), kazakhstan.incidents, kazakhstan.documents)
    }  # although it is for September
    assert known_by(None, kazakhstan.incidents, kazakhstan.documents) == kazakhstan.incidents


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(UsageError, match="begins on 2023-05-01 and ends on 2023-04-01"):
        Scope(date(2023, 5, 1), date(2023, 4, 1))
    with pytest.raises(UsageError, match="holds no word"):
        Scope(focus="?!")


@given(DAYS, DAYS, DAYS, DAYS)
def test_a_wider_window_covers_at_least_as_much(a: date, b: date, c: date, d: date) -> None:
    low, high = min(c, d), max(c, d)
    days = sorted((a, b))
    if Scope(*days).covers(low, high):
        assert Scope(since=days[0]).covers(low, high)
        assert Scope(until=days[1]).covers(low, high)
        assert Scope().covers(low, high)


@given(st.text(alphabet="abc -", max_size=20))
def test_a_topic_matches_itself(focus: str) -> None:
    if any(c.isalpha() for c in focus):
        assert Scope(focus=focus).matches((), [f"They spoke of {focus.strip(' -')}."])
