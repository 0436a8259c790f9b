"""Who is not in office does not act for the state."""

from datetime import date

import pytest

from tightrope.engine.coding import code


@pytest.mark.parametrize(
    ("text", "day", "actors"),
    [
        ("Shinzo Abe criticised China.", date(2015, 5, 1), ["JPN"]),
        ("Shinzo Abe criticised China.", date(2021, 5, 1), []),
        ("Shinzo Abe criticised China.", date(2003, 5, 1), []),
        ("Former Togolese ministers criticised Ghana.", date(2021, 5, 1), []),
        ("Togolese ministers criticised Ghana.", date(2021, 5, 1), ["TGO"]),
        ("The former president of Togo criticised Ghana.", date(2021, 5, 1), []),
    ],
)
def test_an_act_is_the_states_only_in_office(text: str, day: date, actors: list[str]) -> None:
    (event,) = code(text, day)["events"]
    assert event["event_type"] == "ACCUSE"
    assert event["actor_iso3"] == actors
    assert event["actor_names"]


def test_a_meeting_keeps_the_party_that_is_in_office() -> None:
    (event,) = code("Angela Merkel met Emmanuel Macron in Lima.", date(2023, 5, 1))["events"]
    assert event["actor_iso3"] == ["FRA"]
    assert "Angela Merkel" in event["actor_names"]
