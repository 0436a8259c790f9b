"""Whole names decide; what could be somebody else's stays open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.public_record.event_data.resolving import (
    AMBIGUOUS,
    BASE,
    BODY,
    BRACKETS,
    COLUMN,
    NAME,
    OFFICE,
    resolve_name,
    resolve_with_country,
)
from tightrope.records.actors import Sector
from tightrope.reference.actors import State, states


@pytest.mark.parametrize(
    ("name", "iso3", "sector", "basis"),
    [
        ("Pakistan", "PAK", Sector.GOV, NAME),
        ("Holy See (Vatican City State)", "VAT", Sector.GOV, NAME),
        ("Foreign Affairs (Turkey)", "TUR", Sector.GOV, BRACKETS),
        ("Police (Cote d'Ivoire)", "CIV", Sector.COP, BRACKETS),
        ("Bishop (Holy See (Vatican City State))", "VAT", Sector.CVL, BRACKETS),
        ("Member of Legislative (Govt) (India)", "IND", Sector.LEG, BRACKETS),
        ("North Atlantic Treaty Organization", "NAT", Sector.IGO, BASE),
        ("Yemeni Armed Forces", "YEM", Sector.MIL, BODY),
        ("Central Bank of the Islamic Republic of Iran", "IRN", Sector.GOV, BODY),
    ],
)
def test_names_whose_state_is_plain(name: str, iso3: str, sector: Sector, basis: str) -> None:
    found = resolve_name(name)
    assert (found.iso3, found.sector, found.basis) == (iso3, sector, basis)


@pytest.mark.parametrize(
    "name",
    [
        "Association of American Publishers",
        "Islamic State of Iraq and the Levant",
        "Movement for the Liberation of the Congo",
        "Georgia Supreme Court",
        "Supreme Court",
        "Conservative Party",
        "Africa",
        "Police (Africa)",
        "Scottish Government",
        "Indian Administered Kashmir",
        "Bank of New South Wales",
    ],
)
def test_names_that_stay_open(name: str) -> None:
    assert resolve_name(name).iso3 is None


def test_a_persons_offices_come_with_the_person() -> None:
    found = resolve_name("Sergey Viktorovich Lavrov")
    assert (found.iso3, found.basis) == ("RUS", OFFICE)
    on = date(2018, 9, 1).toordinal()
    assert [t.sector for t in found.terms if t.first <= on <= t.last] == [Sector.GOV]


def test_a_person_who_served_two_is_told_apart_by_the_day() -> None:
    found = resolve_name("Federica Mogherini")
    assert (found.iso3, found.basis) == (None, AMBIGUOUS)
    assert {term.iso3 for term in found.terms} == {"EUU", "ITA"}


def test_the_column_for_the_country_decides() -> None:
    found = resolve_with_country("icews", "Aisha Example", "Nigeria", "Government,Executive")
    assert (found.iso3, found.sector, found.basis) == ("NGA", Sector.GOV, COLUMN)


def test_a_company_of_a_state_is_not_the_state() -> None:
    found = resolve_with_country("gdelt", "Example Mills", "USA", "")
    assert (found.iso3, found.sector) == ("USA", Sector.UNK)
    assert resolve_with_country("gdelt", "American", "USA", "").sector is Sector.GOV


def test_two_countries_in_one_column_stay_open() -> None:
    found = resolve_with_country("polecat", "Envoys", "FRA;DEU", "GOV", ";")
    assert (found.iso3, found.basis) == (None, AMBIGUOUS)


@given(st.text(max_size=60))
def test_any_text_is_resolved_or_left_open(text: str) -> None:
    found = resolve_name(text)
    assert (found.iso3 is None) or found.basis


WITHIN = ("Association of {}", "{} Daily", "Free {} Front")


@given(st.sampled_from(states()), st.sampled_from(WITHIN))
def test_a_states_name_within_a_name_is_not_enough(state: State, pattern: str) -> None:
    assert resolve_name(pattern.format(state.name)).basis not in {NAME, BODY}
