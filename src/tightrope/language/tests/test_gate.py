import time

import pytest

from tightrope.language.gate import default_gate, may_hold


@pytest.mark.parametrize(
    "text",
    [
        "Peru opened a consulate.",
        "PERU SHUTS BORDER",
        "The Kremlin shrugged.",
        "Merkel left early.",
        "The foreign minister left early.",
        "Ecuadorean soldiers crossed the river.",
        "The UN voted.",
        "According to people at the table, nothing was signed.",
        "“Never,” came the answer.",
        "Sources close to the talks were gloomy.",
        "It announced the closure on Friday.",
        "They signed on Monday.",
        "Both sides pulled back.",
    ],
)
def test_what_may_hold_something_passes(text):
    assert may_hold(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "The striker scored twice in the second half.",
        "Shares in the miner fell 3 percent by midday after weak results.",
        "Temperatures will reach 31 degrees by the weekend.",
        "Chop the onions and fry them gently.",
        "The bakery on Elm Street reopened after the fire.",
    ],
)
def test_what_holds_nothing_is_refused(text):
    assert not may_hold(text)


def test_taking_up_needs_something_before_it():
    gate = default_gate()
    assert gate.select(["Chop the onions.", "They turn brown.", "Peru won.", "They sang."]) == [
        False,
        False,
        True,
        True,
    ]


def test_gate_costs_next_to_nothing():
    gate, sentence = (
        default_gate(),
        "Temperatures will reach 31 degrees by the weekend in the hills.",
    )
    start = time.perf_counter()
    for _ in range(5_000):
        gate.may_hold(sentence)
    per_second = 5_000 / (time.perf_counter() - start)
    # Some 150,000 a second on an idle core; the floor leaves room for a busy machine.
    assert per_second > 20_000
