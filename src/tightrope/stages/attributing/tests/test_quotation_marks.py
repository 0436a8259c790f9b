"""Quotations, however they were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.stages.attributing.quotations import Quotations


def inner(text: str) -> list[str]:
    return [q.inner.of(text) for q in Quotations(text).all]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She said “no way” twice.", ["no way"]),
        ('She said "no way" twice.', ["no way"]),
        ("She said ''no way'' twice.", ["no way"]),
        ("She said ``no way'' twice.", ["no way"]),
        ("She said ‘no way’ twice.", ["no way"]),
        ("She said «no way» twice.", ["no way"]),
        ("She said 'no way' twice.", ["no way"]),
        ('Opened “curly and closed straight" here.', ["curly and closed straight"]),
        ("“The memo ‘Our Years’ is real,” he said.", ["The memo ‘Our Years’ is real,"]),
        ("The allies’ reply and the ministers’ votes", []),
        ("It's the government's view, isn't it?", []),
        ("In the '90s it's said", []),
        ("‘Peru’s Hard Choices’ is its title", ["Peru’s Hard Choices"]),
    ],
)
def test_marks_of_every_kind(text, words):
    assert inner(text) == words


def test_a_quotation_left_open_ends_with_its_paragraph():
    text = "“We will wait, he said.\nThe session ended."
    assert inner(text) == ["We will wait, he said."]
    assert not Quotations(text).all[0].closed


def test_a_quotation_left_open_continues_when_the_next_paragraph_opens_again():
    first, second = Quotations("“We will wait.\n\n“For years.”").all
    assert first.continues
    assert not second.continues


@given(st.text(alphabet="ab ,.\n“”\"'‘’«»`—", max_size=60))
def test_quotations_lie_in_the_text_and_do_not_overlap(text):
    last = 0
    for quotation in Quotations(text).all:
        assert last <= quotation.outer.start <= quotation.inner.start
        assert quotation.inner.end <= quotation.outer.end <= len(text)
        last = quotation.outer.end
