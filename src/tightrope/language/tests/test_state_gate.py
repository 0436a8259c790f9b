import pytest

from tightrope.errors import UsageError
from tightrope.language import pace
from tightrope.language.sentences import chosen_gate
from tightrope.language.state_gate import StateGate, state_gate


def test_a_text_about_one_state_is_not_read():
    assert state_gate().select(
        ["The U.S. Senate met on Monday.", "American voters are angry.", "Nobody won."]
    ) == [False, False, False]


def test_in_news_from_home_only_what_names_another_state_is_read():
    sentences = [
        "American voters are angry.",
        "The White House was silent.",
        "Washington recalled its ambassador to Peru.",
        "They left on Monday.",
        "American farmers are angry too.",
    ]
    assert state_gate().select(sentences) == [False, False, True, False, False]


def test_in_news_about_relations_what_names_a_state_and_what_takes_it_up_is_read():
    sentences = [
        "China and India held talks.",
        "They signed nothing.",
        "The hall was cold.",
        "India was pleased.",
    ]
    assert state_gate().select(sentences) == [True, True, False, True]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("PERU SHUTS BORDER WITH CHILE", {"PER", "CHL"}),
        ("Voters in New Mexico stayed at home.", set()),
        ("The Kremlin shrugged.", {"RUS"}),
        ("Chinatown was busy.", set()),
        ("", set()),
    ],
)
def test_names_mean_states(text, states):
    assert StateGate().states_in(text) == states


def test_reading_is_fast_within_and_as_before_after(monkeypatch):
    monkeypatch.delenv(pace.VARIABLE, raising=False)
    with pace.reading_fast(True):
        assert pace.is_fast()
        assert isinstance(chosen_gate(), StateGate)
    assert not pace.is_fast()
    assert not isinstance(chosen_gate(), StateGate)
    monkeypatch.setenv(pace.VARIABLE, "yes")
    with pace.reading_fast(False):
        assert pace.is_fast()


def test_what_says_neither_yes_nor_no_is_refused(monkeypatch):
    monkeypatch.setenv(pace.VARIABLE, "quick")
    with pytest.raises(UsageError, match="quick"):
        pace.is_fast()
