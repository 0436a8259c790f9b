"""Publication dates: the order of bases, and windows from the offices that a text names."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.records.documents import DateBasis, Document
from tightrope.stages.dating import bound_by_offices, date_document, incumbencies


def dated(text: str = "Nothing here.", **fields: Any) -> Any:
    return date_document(Document(id="d", path="p", text=text, **fields)).published


@pytest.mark.parametrize(
    "passage",
    [
        "Published June 9, 2014 Updated June 11, 2014 09:10am",
        "Updated June 11, 2014 / Published June 9, 2014",
        "Published in The Example, June 9th, 2014",
        "date 2014-06-09",
        "9 June 2014",
        "Monday 9 June 2014 10.31 BST",
        "09/06/2014 - 18:20",
        "09.06.2014",
        "Posted on Jun 9, 2014",
        "Mon., June 9, 2014",
        "2014/06/09 12:00 GMT",
    ],
)
def test_stated_dates(passage: str) -> None:
    published = dated(stated_dates=(passage,))
    assert published.day == date(2014, 6, 9)
    assert published.basis is DateBasis.STATED
    assert passage[:20] in published.note


def test_an_update_counts_only_when_nothing_better_is_stated() -> None:
    both = ("Updated 28 Apr, 2016", "Posted 26 Apr, 2016")
    assert dated(stated_dates=both).day == date(2016, 4, 26)
    only = dated(stated_dates=both[:1])
    assert only.day == date(2016, 4, 28)
    assert "updated" in only.note


def test_metadata_goes_before_an_update() -> None:
    passages = ("Updated on: April 28, 2016",)
    assert dated(stated_dates=passages, metadata_date=date(2016, 4, 26)).day == date(2016, 4, 26)


def test_order_of_bases() -> None:
    text = "OSLO, March 4, 2012 — The ministers met."
    url = "https://news.example/2012/03/06/ministers"
    metadata = date(2012, 3, 5)
    stated = ("Published March 3, 2012",)
    all_four = dated(text, url=url, metadata_date=metadata, stated_dates=stated)
    assert all_four.day == date(2012, 3, 3)
    three = dated(text, url=url, metadata_date=metadata)
    assert (three.day, three.basis) == (date(2012, 3, 5), DateBasis.METADATA)
    two = dated(text, url=url)
    assert (two.day, two.basis) == (date(2012, 3, 4), DateBasis.STATED)
    assert dated(url=url).day == date(2012, 3, 6)
    month = dated(url="https://news.example/2012/03/ministers")
    assert (month.low, month.high) == (date(2012, 3, 1), date(2012, 3, 31))


def test_dates_of_events_and_copyright_are_not_publication() -> None:
    text = (
        "The treaty was signed on 4 May 1999, and lapsed in 2010.\n\n"
        "On June 3, 2011, it was renewed.\n\nCopyright 2015 The Example"
    )
    assert dated(text).basis is DateBasis.UNKNOWN


def test_a_date_after_fetching_is_not_believed() -> None:
    fetched = datetime(2018, 1, 5, tzinfo=UTC)
    assert dated(stated_dates=("May 1, 2031",), fetched_at=fetched).basis is DateBasis.UNKNOWN


OFFICES = (
    "British Foreign Secretary William Hague met US Secretary of State John Kerry in Rome. "
    "French President Francois Hollande joined them."
)


def test_offices_bound_the_day() -> None:
    published = dated(OFFICES)
    assert published.basis is DateBasis.OFFICES
    assert (published.low, published.high) == (date(2013, 2, 1), date(2014, 7, 14))
    assert "William Hague, Foreign Secretary (GBR)" in published.note
    assert "John Kerry" in published.note


def test_a_dateline_without_a_year_is_settled_by_the_offices() -> None:
    published = dated(f"ROME, Feb 27 (Example) - {OFFICES}")
    assert published.low is not None
    assert published.basis is DateBasis.OFFICES
    # 27 February fell once between both men's terms' common start and end in 2013 and once in 2014.
    assert published.day is None
    published = dated(f"ROME, Aug 27 (Example) - {OFFICES}")
    assert published.day == date(2013, 8, 27)


@pytest.mark.parametrize(
    "text",
    [
        "Former President Barack Obama spoke.",
        "The former US President Barack Obama spoke.",
        "Ex-Chancellor Angela Merkel spoke.",
        "Angela Merkel, the former chancellor, spoke.",
        "Then Foreign Minister Guido Westerwelle objected.",
        "Deputy Foreign Minister Guido Westerwelle objected.",
        "William Hague, who was foreign secretary, objected.",
        "Barack Obama spoke.",
        "Obama spoke.",
    ],
)
def test_who_is_not_named_in_office_bounds_nothing(text: str) -> None:
    assert incumbencies(text) == []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Chancellor Angela Merkel spoke.", "Angela Merkel"),
        ("German Chancellor Merkel spoke.", "Angela Merkel"),
        ("Angela Merkel, the German chancellor, spoke.", "Angela Merkel"),
        ("PRIME MINISTER Matteo Renzi spoke.", "Matteo Renzi"),
        ("Army Chief General Raheel Sharif spoke.", "Raheel Sharif"),
        ("The Obama administration objected.", "Barack Obama"),
        ("NATO Secretary-General Jens Stoltenberg spoke.", "Jens Stoltenberg"),
        ("Turkish Foreign Minister Mevlüt Çavuşoğlu spoke.", "Mevlut Cavusoglu"),
    ],
)
def test_who_is_named_in_office(text: str, person: str) -> None:
    assert [i.person for i in incumbencies(text)] == [person]


def test_a_contradiction_is_reported_and_nothing_bounded() -> None:
    text = "Chancellor Gerhard Schroeder met President Nicolas Sarkozy."
    published = bound_by_offices(text)
    assert published.basis is DateBasis.UNKNOWN
    assert (published.low, published.high) == (None, None)
    assert "Gerhard Schroeder" in published.note and "Nicolas Sarkozy" in published.note


def test_american_titles_outlive_the_office() -> None:
    published = bound_by_offices("President Bill Clinton praised the accord.")
    assert (published.low, published.high) == (date(1993, 1, 20), None)
    published = bound_by_offices("US President Bill Clinton praised the accord.")
    assert (published.low, published.high) == (date(1993, 1, 20), date(2001, 1, 20))


def test_a_predecessor_named_by_title_is_history() -> None:
    text = "Chancellor Gerhard Schroeder had refused. German Chancellor Angela Merkel agreed."
    published = bound_by_offices(text)
    assert (published.low, published.high) == (date(2005, 11, 22), date(2021, 12, 8))
    assert "Named from earlier: Gerhard Schroeder" in published.note


def test_nobody_holds_an_office_in_a_hypothesis() -> None:
    assert incumbencies("What would a President Donald Trump do?") == []


def test_one_stray_mention_does_not_overturn_the_rest() -> None:
    text = OFFICES + " They recalled how Chancellor Gerhard Schroeder used to laugh."
    published = bound_by_offices(text)
    assert (published.low, published.high) == (date(2013, 2, 1), date(2014, 7, 14))
    assert "left out: Gerhard Schroeder" in published.note


def test_a_running_term_is_closed_by_the_day_of_fetching() -> None:
    published = bound_by_offices("Chancellor Friedrich Merz spoke.", fetched=date(2025, 9, 1))
    assert (published.low, published.high) == (date(2025, 5, 6), date(2025, 9, 1))


PIECES = """
Chancellor Angela Merkel|Gerhard Schroeder|President|Barack Obama|former|Prime Minister|
David Cameron|Foreign Minister|Sergei Lavrov|,|.|administration|Xi Jinping|OSLO, May 3 -|2014
"""
names = st.sampled_from([*PIECES.strip().split("|"), "\n\n"])


@settings(deadline=None)
@given(st.lists(names, max_size=20).map(" ".join), st.text(max_size=60))
def test_any_text_is_dated_with_ordered_bounds(text: str, stated: str) -> None:
    published = dated(text, stated_dates=(stated,), dateline=stated[:10] or None, url=stated)
    if published.low is not None and published.high is not None:
        assert published.low <= published.high
    assert (published.basis is DateBasis.UNKNOWN) == (published.low is None)


def test_the_date_at_the_head_of_a_page_comes_last() -> None:
    head = "Tuesday, June 4, 2024"
    alone = dated(page_date=head)
    assert (alone.day, alone.basis) == (date(2024, 6, 4), DateBasis.STATED)
    assert "head of the page" in alone.note
    assert dated(page_date=head, metadata_date=date(2024, 5, 1)).day == date(2024, 5, 1)
    assert dated(page_date=head, stated_dates=("Updated May 2, 2024",)).day == date(2024, 5, 2)


def test_the_day_of_a_visit_is_no_publication() -> None:
    head = "Tuesday, June 4, 2024"
    visited = dated(page_date=head, fetched_at=datetime(2024, 6, 4, 9, 0))
    assert visited.basis is DateBasis.UNKNOWN
    text = "US President George W. Bush spoke to reporters."
    assert dated(text, page_date=head).basis is DateBasis.OFFICES
