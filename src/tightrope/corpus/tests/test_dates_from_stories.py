"""Dates of undated documents from dated reports of the same story."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tightrope.corpus.story_dating import date_from_story
from tightrope.records.documents import DateBasis, Document, Publication


def document(name: str, text: str = "Ferry strike ends.", published: Publication | None = None):
    return Document(name, f"{name}.txt", text, published=published or Publication())


def stated(d: date) -> Publication:
    return Publication(DateBasis.STATED, d, d)


MONDAY = date(2022, 9, 12)
REPORTED = "Ferry strike ends\n\nThe strike is over, the Gazette reported on Sunday."


def test_a_weekday_named_for_the_news_gives_the_day():
    found = date_from_story(document("a", REPORTED), [document("b", published=stated(MONDAY))])
    assert found.basis is DateBasis.STORY
    assert found.day == MONDAY - timedelta(days=1)
    assert "reported on Sunday" in found.note and "12 September 2022" in found.note


def test_without_a_weekday_the_news_cycle_bounds_the_day():
    found = date_from_story(document("a"), [document("b", published=stated(MONDAY))])
    assert (found.low, found.high) == (MONDAY - timedelta(days=1), MONDAY + timedelta(days=1))


def test_a_weekday_named_by_a_sibling_opens_the_window():
    siblings = [document("b", published=stated(MONDAY)), document("c", REPORTED)]
    found = date_from_story(document("a"), siblings)
    assert (found.low, found.high) == (MONDAY - timedelta(days=1), MONDAY)


def test_what_offices_say_still_bounds_it():
    bounded = Publication(DateBasis.OFFICES, MONDAY, date(2023, 1, 1), "terms")
    found = date_from_story(
        document("a", published=bounded), [document("b", published=stated(MONDAY))]
    )
    assert (found.low, found.high) == (MONDAY, MONDAY + timedelta(days=1))


def test_a_contradiction_is_said_and_not_averaged():
    bounded = Publication(DateBasis.OFFICES, date(2012, 1, 1), date(2013, 1, 1), "terms")
    found = date_from_story(
        document("a", published=bounded), [document("b", published=stated(MONDAY))]
    )
    assert (found.basis, found.low, found.high) == (bounded.basis, bounded.low, bounded.high)
    assert "do not fit" in found.note


def test_a_dated_document_keeps_its_date_and_a_lonely_one_stays_undated():
    dated = document("a", published=stated(MONDAY))
    assert (
        date_from_story(dated, [document("b", published=stated(date(2022, 1, 1)))])
        == dated.published
    )
    assert date_from_story(document("a"), [document("b")]) == Publication()


def test_a_report_of_another_turn_of_the_news_gives_no_date():
    sibling = document("b", "Wharf union elects Marlene Okafor treasurer.", stated(MONDAY))
    assert date_from_story(document("a", REPORTED), [sibling]) == Publication()
    assert date_from_story(document("a", REPORTED), [sibling], {"b": 0.6}).day is not None


def test_in_a_long_story_the_closest_reports_count():
    siblings = [
        document("b", published=stated(MONDAY)),
        document("c", published=stated(MONDAY + timedelta(days=40))),
    ]
    found = date_from_story(document("a"), siblings, {"b": 1.9, "c": 0.8})
    assert found.high == MONDAY + timedelta(days=1)


@given(
    st.lists(st.dates(date(2001, 1, 1), date(2030, 1, 1)), min_size=1, max_size=6),
    st.permutations(range(6)),
    st.sampled_from([REPORTED, "Ferry strike ends.", "Ferry strike ends, it said on Friday."]),
)
def test_windows_are_never_empty_and_order_does_not_matter(days, order, text):
    siblings = [document(f"s{n}", published=stated(d)) for n, d in enumerate(days)]
    found = date_from_story(document("a", text), siblings)
    assert found.low is not None and found.high is not None
    assert found.low <= found.high
    shuffled = [siblings[n] for n in order if n < len(siblings)]
    assert date_from_story(document("a", text), shuffled) == found
    assert date_from_story(replace(document("a", text), published=found), siblings) == found
