"""Words that take up somebody named before, or somebody whom only the text's own state tells."""

import pytest


def states_of(mentions, words):
    found = [m.states for m in mentions if m.text == words]
    assert found, [m.text for m in mentions]
    return found[0]


HOME = (
    "Oman signs port deal with Japan\n\n"
    "MUSCAT - Oman signed a port deal with Japan on Monday. "
    "Oman has sold oil to Japan for years. Italy was told of it. "
)


@pytest.mark.parametrize(
    ("text", "words", "states"),
    [
        ("The two sides will meet again in May.", "The two sides", ("OMN", "JPN")),
        ("The two will meet again in May.", "The two", ("OMN", "JPN")),
        ("Both signed a pledge.", "Both", ("OMN", "JPN")),
        ("The sultanate needs the money.", "The sultanate", ("OMN",)),
        ("His Excellency received the envoy of Chile.", "His Excellency", ("OMN",)),
    ],
)
def test_what_a_text_deals_with_is_taken_up(namer, text, words, states):
    assert states_of(namer(HOME + text), words) == states


def test_a_report_is_mostly_about_the_state_in_which_it_was_written(namer):
    text = (
        "Tonga port deal worries neighbour\n\n"
        "NUKU'ALOFA - Australia asked Tonga for a copy of a port deal. Australia was not told. "
        "The government answered on Friday."
    )
    assert states_of(namer(text), "government") == ("TON",)


def test_a_dateline_is_no_part_of_whom_the_sentence_names(namer):
    text = "VIENNA - Ghana's president met the chancellor of Austria on Monday."
    assert states_of(namer(text), "Ghana's president") == ("GHA",)


def test_a_name_with_a_hyphen_is_no_dateline(namer):
    found = namer("Hanoi-based diplomats expected no statement.")
    assert [m.text for m in found] == ["Hanoi-based diplomats"]


def test_an_object_is_somebody_else_than_the_subject(namer):
    text = (
        "Kenya's president, Amos Wako, flew to Accra. "
        "Ghana's foreign minister, John Mensah, thanked him."
    )
    assert states_of(namer(text), "him") == ("KEN",)


def test_an_unnamed_official_speaks_for_whom_the_sentence_before_is_about(namer):
    text = "The foreign ministry of Peru denied a boycott. A spokesman said that trade goes on."
    assert states_of(namer(text), "spokesman") == ("PER",)


def test_two_states_that_signed_are_meant_by_they(namer):
    text = "Chad and Sudan signed a truce on Monday. They will meet in May."
    assert set(states_of(namer(text), "They")) == {"TCD", "SDN"}


def test_a_surname_in_a_headline_is_of_whom_the_text_introduces(namer):
    text = (
        "Mensahbor turns down loan\n\n"
        "ACCRA - Finance Minister Kofi Mensahbor of Ghana turned down a loan from Norway on Monday."
    )
    mention = next(m for m in namer(text) if m.span.start == 0)
    assert (mention.states, mention.basis) == (("GHA",), "introduced later in the text")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The EU met Norway. The Commission asked for talks with Norway.", True),
        ("Norway met Chile. The Commission asked for talks with Norway.", False),
    ],
)
def test_the_commission_is_the_unions_where_the_union_is_spoken_of(namer, text, named):
    assert any(m.text == "The Commission" and m.states == ("EUU",) for m in namer(text)) is named
