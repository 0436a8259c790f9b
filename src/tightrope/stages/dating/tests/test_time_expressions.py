"""Time expressions: what is found, the value and the days it stands for."""

import json
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.dating import GOLD, SPAN_FLOOR, VALUE_FLOOR, score_times
from benchmarks.figures import bench_folder
from tightrope.records.documents import DateBasis, Document, Publication
from tightrope.records.readings import Reading
from tightrope.stages import check_order
from tightrope.stages.dating import TIMES, find_times
from tightrope.stages.dating.lexicon import CLASSES, WORDS, tokens

WEDNESDAY = date(2019, 8, 14)


def values(text: str, day: date | None = WEDNESDAY) -> list[tuple[str, str]]:
    return [(t.span.of(text), t.value) for t in find_times(text, day, day)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The envoy arrived on Monday.", "2019-08-12"),
        ("The envoy left Wednesday.", "2019-08-14"),
        ("The envoy will leave on Friday.", "2019-08-16"),
        ("Talks are scheduled for next Tuesday.", "2019-08-20"),
        ("They met last Thursday.", "2019-08-08"),
        ("The fleet sailed yesterday.", "2019-08-13"),
        ("The treaty was signed on 3 March 1998.", "1998-03-03"),
        ("The treaty was signed on March 3rd, 1998.", "1998-03-03"),
        ("The treaty dates from 1998-03-03.", "1998-03-03"),
        ("The cable, dated February 17, says so.", "2019-02-17"),
        ("The port opened in June.", "2019-06"),
        ("The port opened in November.", "2018-11"),
        ("The port will open in March.", "2020-03"),
        ("Troops would leave by September.", "2019-09"),
        ("It was agreed in June last year.", "2018-06"),
        ("Trade fell last week.", "2019-W32"),
        ("Trade fell last month.", "2019-07"),
        ("Exports doubled in 2010.", "2010"),
        ("A visit is expected in the coming week.", "2019-W34"),
        ("It began two weeks ago.", "2019-W31"),
        ("It began three days ago.", "2019-08-11"),
        ("It has grown over the past three years.", "P3Y"),
        ("They fought a six-month war.", "P6M"),
        ("Output fell in the third quarter of 2015.", "2015-Q3"),
        ("It was built in the 1970s.", "197"),
        ("A pact of the 19th century.", "18"),
        ("They withdrew in the spring of 2004.", "2004-SP"),
        ("The king is now abroad.", "PRESENT_REF"),
        ("He recently resigned.", "PAST_REF"),
        ("They patrol every day.", "XXXX-XX-XX"),
        ("They met on Tuesday evening.", "2019-08-13TEV"),
        ("It fell at 5:30 p.m. Monday.", "2019-08-12T17:30"),
        ("The budget for fiscal 2012 passed.", "2012"),
        ("It collapsed in early October 2008.", "2008-10"),
        ("Nineteen ninety-six was a good year.", "1996"),
    ],
)
def test_values(text: str, value: str) -> None:
    assert value in [v for _, v in values(text)]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "The 34-year-old minister resigned.",
        "A quarter of the seats went to women.",
        "She told The Sunday Times about it.",
        "He writes for USA Today.",
        "They bought 2000 tanks for $1990.",
        "Second, the accord must hold.",
        "Prices will fall.",
        "They spring into action.",
        "As soon as they can.",
    ],
)
def test_no_times(text: str) -> None:
    assert values(text) == []


def test_a_day_earlier_leans_on_the_day_named_last() -> None:
    text = "The army spoke on Friday. A day earlier, the ministry had kept silent."
    assert [v for _, v in values(text)] == ["2019-08-09", "2019-08-08"]


def test_two_years_later_leans_on_the_year_named_last() -> None:
    text = "The pact was signed in 2004. Two years later it was dead."
    assert [v for _, v in values(text)] == ["2004", "2006"]


def test_a_year_ago_is_the_quarter_a_year_before() -> None:
    text = "Profit rose in the second quarter. It was half as much a year ago."
    assert [v for _, v in values(text)] == ["2019-Q2", "2018-Q2"]


def test_bounds_of_rolling_spans() -> None:
    (found,) = find_times("Over the past two months, calm returned.", WEDNESDAY, WEDNESDAY)
    assert (found.low, found.high) == (date(2019, 6, 14), WEDNESDAY)


def test_without_a_date_placeholders_remain_and_named_days_stand() -> None:
    text = "On Friday they met. The first meeting was on May 2, 2016; the next in June."
    found = find_times(text, None, None)
    assert [t.value for t in found] == ["XXXX-WXX-5", "2016-05-02", "XXXX-06"]
    assert [t.low for t in found] == [None, date(2016, 5, 2), None]


def test_a_window_gives_bounds() -> None:
    low, high = date(2015, 1, 1), date(2015, 6, 30)
    friday, year = find_times("On Friday, as last year, they met.", low, high)
    assert friday.value == "XXXX-WXX-5"
    assert friday.low == date(2014, 12, 26) and friday.high == date(2015, 6, 26)
    assert year.value == "2014" and year.low == date(2014, 1, 1)


def test_the_stage_fills_times_from_the_publication() -> None:
    published = Publication(DateBasis.STATED, WEDNESDAY, WEDNESDAY)
    document = Document(id="d", path="p", text="They met on Monday.", published=published)
    reading = TIMES.run(Reading(document))
    assert [t.value for t in reading.times] == ["2019-08-12"]
    check_order([TIMES])


def test_every_class_of_the_lexicon_is_documented() -> None:
    assert {kind for kind, _ in WORDS.values()} <= set(CLASSES)
    odd = "“9–11”, 5:30 pm; '98 1990s 1/2/2003 2003-02-01\n\n£ % x!"
    assert {w.kind for w in tokens(odd)} <= set(CLASSES)


days = st.dates(date(1, 1, 1), date(9999, 12, 31))
WORDS_OF_TIME = """
the last next this past two 3 17 31 1999 2024 99999 years year days week quarter March May Friday
Mondays Sept. fall winter weekend ago earlier later now soon today on in of , - . 's first third
century half fiscal 12:30 p.m. 1990s nineties each every several a few couple 2020-02-30 31/02/2020
29/02/2020 early mid end night noon since until will said hundred decades before ~ $ % ( ;
"""
pieces = st.sampled_from([*WORDS_OF_TIME.split(), "\n\n"])


@settings(deadline=None)
@given(st.lists(pieces, max_size=25).map(" ".join), days, days)
def test_spans_quote_and_bounds_are_ordered(text: str, one: date, other: date) -> None:
    low, high = min(one, other), max(one, other)
    for anchors in ((low, high), (low, low), (None, None)):
        found = find_times(text, *anchors)
        end = 0
        for expression in found:
            assert expression.span.start >= end
            end = expression.span.end
            quoted = expression.span.of(text)
            assert quoted and quoted == quoted.strip()
            assert expression.type in ("DATE", "TIME", "DURATION", "SET")
            assert expression.value
            if expression.low is not None and expression.high is not None:
                assert expression.low <= expression.high


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert find_times(text, WEDNESDAY, WEDNESDAY) == find_times(text, WEDNESDAY, WEDNESDAY)


@pytest.mark.parametrize(
    "piece", ["1 ", "the first ", "two-", "\x00", "Monday ", "'", "9" * 50, "the last ", "x"]
)
def test_long_lines_take_no_long_time(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    start = time.process_time()
    find_times(text, WEDNESDAY, WEDNESDAY)
    assert time.process_time() - start < 5


BENCH = bench_folder()


@pytest.mark.skipif(BENCH is None, reason="no gold data here")
def test_floor_on_timebank() -> None:
    assert BENCH is not None
    with (BENCH / GOLD).open(encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    scores = score_times(documents, find_times)
    assert scores.span_f1 >= SPAN_FLOOR
    assert scores.value_f1 >= VALUE_FLOOR
