"""Votes that the news reports."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tightrope.records.readings import Reading
from tightrope.records.spans import Span
from tightrope.records.times import TimeExpression
from tightrope.stages.coding import code_events


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zambia abstained when the General Assembly voted.", [("ZMB", "abstain")]),
        ("Kenya was among 35 countries that abstained.", [("KEN", "abstain")]),
        ("India and Mali abstained from voting.", [("IND", "abstain"), ("MLI", "abstain")]),
        ("Brazil voted in favour of the resolution.", [("BRA", "yes")]),
        ("Mali voted against the text at the Security Council.", [("MLI", "no")]),
        ("France, Poland and Norway voted yes.", [("FRA", "yes"), ("POL", "yes"), ("NOR", "yes")]),
        ("Egypt voted for the draft, while Sudan abstained.", [("EGY", "yes"), ("SDN", "abstain")]),
        ("Serbia did not vote against the resolution.", []),
        ("Armenia will abstain, its ambassador said.", []),
        ("An aide advised that Peru should vote for the measure.", []),
        ("Hungary may vote against the motion.", []),
        ("Poland's parliament voted for the motion.", []),
        ("The Chilean doctor abstained from alcohol.", []),
    ],
)  # fmt: skip
def test_votes(code: Callable[[str], Reading], text: str, expected: list[tuple[str, str]]) -> None:
    assert [(v.state, str(v.position)) for v in code(text).votes] == expected


def test_body_and_subject_come_from_the_text_around(code: Callable[[str], Reading]) -> None:
    text = "A resolution on the river was tabled at the Security Council. Egypt abstained."
    (vote,) = code(text).votes
    assert vote.body == "UN Security Council"
    assert vote.subject == "A resolution on the river"


def test_the_stated_day_of_the_vote_counts(code: Callable[[str], Reading]) -> None:
    text = (
        "When the General Assembly voted on March 2, Kenya was among 35 countries that abstained."
    )
    start = text.index("March 2")
    reading = code(text)
    day = date(2022, 3, 2)
    times = (TimeExpression(Span(start, start + 7), "DATE", "2022-03-02", day, day),)
    (vote,) = code_events(replace(reading, times=times)).votes
    assert vote.date.day == day
    assert vote.date.basis == "March 2"


def test_a_vote_is_not_an_event_too(code: Callable[[str], Reading]) -> None:
    reading = code("Mali voted against the text at the Security Council.")
    assert reading.votes
    assert not reading.events


def test_the_day_of_the_vote_is_no_part_of_its_subject(code: Callable[[str], Reading]) -> None:
    (vote,) = code("Mali abstained on a resolution on Monday that condemns the coup.").votes
    assert vote.subject == "a resolution that condemns the coup"


def test_the_day_of_the_decision_is_the_day_of_the_vote(code: Callable[[str], Reading]) -> None:
    text = "The General Assembly adopted the text on March 2. Kenya abstained."
    reading, start = code(text), text.index("March 2")
    day = date(2022, 3, 2)
    times = (TimeExpression(Span(start, start + 7), "DATE", "2022-03-02", day, day),)
    (vote,) = code_events(replace(reading, times=times)).votes
    assert vote.date.day == day
