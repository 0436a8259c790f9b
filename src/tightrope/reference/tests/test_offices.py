"""The table of office holders: what it holds, how it is asked, and what it refuses."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.dating import OFFICES_FLOOR
from benchmarks.figures import bench_folder
from benchmarks.office_agreement import LEADERS, compare
from tightrope.errors import UsageError
from tightrope.records.actors import Sector
from tightrope.reference import offices
from tightrope.reference.offices import OfficeTable, all_terms, fold, load_terms, surnames

HEADER = "name,aliases,iso3,office,title,sector,start,end\n"


def test_table_is_large_enough_and_well_formed() -> None:
    terms = all_terms()
    assert len(terms) >= 2300
    assert len({t.iso3 for t in terms}) >= 140
    sectors = {s.value for s in Sector}
    for term in terms:
        assert re.fullmatch(r"[A-Z]{3}", term.iso3), term
        assert term.sector in sectors, term
        assert term.start_low <= term.start_high
        if term.end_low is not None and term.end_high is not None:
            assert term.end_low <= term.end_high
            assert term.start_low <= term.end_high, term


def test_one_person_is_not_twice_in_one_office_at_once() -> None:
    spans: dict[tuple[str, str, str, str], list[tuple[date, date]]] = {}
    for t in all_terms():
        key = (t.name, t.iso3, t.office, t.title)
        spans.setdefault(key, []).append((t.start_low, t.end_high or date.max))
    for key, terms in spans.items():
        terms.sort()
        for (_, end), (start, _) in pairwise(terms):
            assert end <= start or (end - start).days < 370, key


def test_names_are_found_in_any_spelling() -> None:
    assert offices.terms_of("recep tayyip erdoğan") == offices.terms_of("Recep Tayyip Erdogan")
    assert offices.terms_of("Jean Yves Le Drian")
    assert offices.terms_of("nobody at all") == ()
    assert {t.name for t in offices.terms_by_surname("Stoltenberg")} == {"Jens Stoltenberg"}
    assert {t.name for t in offices.terms_by_surname("Modi")} == {"Narendra Modi"}


def test_surnames_follow_the_order_of_names() -> None:
    assert surnames("Xi Jinping", "CHN") == ("xi",)
    assert surnames("Ursula von der Leyen", "EUU") == ("leyen", "von der leyen")
    assert surnames("Ferdinand Marcos Jr.", "PHL") == ("marcos",)
    assert fold("Şölé-Ó’Brien") == "sole obrien"


def test_holders_on_a_day() -> None:
    names = {t.name for t in offices.holders_on("FRA", "head of state", date(2010, 6, 1))}
    assert names == {"Nicolas Sarkozy"}
    both = {t.name for t in offices.holders_on("USA", "head of government", date(2016, 3, 1))}
    assert both == {"Barack Obama"}
    handover = {t.name for t in offices.holders_on("GBR", "head of government", date(2010, 5, 11))}
    assert handover == {"Gordon Brown", "David Cameron"}


def test_resolution_depends_on_the_day() -> None:
    early = offices.resolve("Boris Johnson", date(2017, 5, 1), date(2017, 5, 1))
    assert [t.office for t in early] == ["foreign minister"]
    later = offices.resolve("Boris Johnson", date(2021, 5, 1), date(2021, 5, 1))
    assert [t.office for t in later] == ["head of government"]
    after = offices.resolve("Merkel", date(2024, 1, 1), date(2024, 1, 1))
    assert after and after[0].name == "Angela Merkel"
    assert offices.resolve("Keir Starmer", date(2001, 1, 1), date(2001, 1, 1)) == ()


def test_a_users_table_is_laid_on_top(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "# our own\n"
        + HEADER
        + 'Ada Example,"A. Example|Example",NOR,minister of state,,,2019-03,\n'
    )
    terms = load_terms(own)
    assert len(terms) == len(all_terms()) + 1
    term = OfficeTable(terms).terms_of("a example")[0]
    assert (term.start_low, term.start_high) == (date(2019, 3, 1), date(2019, 3, 31))
    assert term.end_high is None and term.sector == "GOV" and term.title == "minister of state"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,iso3\n", "header"),
        (HEADER + "A,,NOR,x,,,2019-13,\n", "2019-13"),
        (HEADER + "A,,NOR,x,,,spring,\n", "YYYY"),
        (HEADER + "A,,NOR,x,,,2019,2018\n", "ends"),
        (HEADER + "A,,NO,x,,,2019,\n", "iso3"),
        (HEADER + "A,,NOR,x\n", "fields"),
    ],
)
def test_bad_tables_are_refused_with_their_line(tmp_path: Path, text: str, message: str) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(text)
    with pytest.raises(UsageError, match=message) as caught:
        load_terms(bad)
    assert str(bad) in str(caught.value)


@settings(deadline=None)  # the first one reads the table
@given(st.text(max_size=40), st.sampled_from(["CHN", "FRA", "IDN"]))
def test_any_name_can_be_folded_and_asked(name: str, iso3: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert all(part in fold(name) for part in surnames(name, iso3))
    offices.resolve(name, None, None)


BENCH = bench_folder()


@pytest.mark.skipif(BENCH is None, reason="no independent list here")
def test_heads_agree_with_an_independent_list() -> None:
    assert BENCH is not None
    compared = compare(BENCH / LEADERS)
    found = [c for c in compared if c.terms]
    assert len(found) / len(compared) >= 0.9
    assert sum(c.agrees for c in found) / len(found) >= OFFICES_FLOOR


@pytest.mark.parametrize(
    ("name", "day", "iso3", "office"),
    [
        ("Gorbachev", date(1990, 5, 1), "RUS", "head of state"),
        ("Kozyrev", date(1994, 5, 1), "RUS", "foreign minister"),
        ("Primakov", date(1997, 5, 1), "RUS", "foreign minister"),
        ("Primakov", date(1999, 2, 1), "RUS", "head of government"),
        ("Chernomyrdin", date(1996, 5, 1), "RUS", "head of government"),
        ("Warren Christopher", date(1995, 5, 1), "USA", "foreign minister"),
        ("William Perry", date(1995, 5, 1), "USA", "defence minister"),
        ("Li Peng", date(1996, 5, 1), "CHN", "head of government"),
        ("Qian Qichen", date(1993, 5, 1), "CHN", "foreign minister"),
        ("John Major", date(1992, 5, 1), "GBR", "head of government"),
        ("Malcolm Rifkind", date(1994, 5, 1), "GBR", "defence minister"),
        ("Malcolm Rifkind", date(1996, 5, 1), "GBR", "foreign minister"),
        ("Helmut Kohl", date(1993, 5, 1), "DEU", "head of government"),
        ("Narasimha Rao", date(1993, 5, 1), "IND", "head of government"),
        ("Benazir Bhutto", date(1995, 5, 1), "PAK", "head of government"),
        ("Nawaz Sharif", date(1998, 5, 28), "PAK", "head of government"),
        ("Rafsanjani", date(1994, 5, 1), "IRN", "head of state"),
        ("Yitzhak Rabin", date(1993, 9, 13), "ISR", "head of government"),
        ("Kravchuk", date(1993, 5, 1), "UKR", "head of state"),
        ("Do Muoi", date(1995, 5, 1), "VNM", "party leader"),
    ],
)
def test_holders_of_the_nineties(name: str, day: date, iso3: str, office: str) -> None:
    assert (iso3, office) in {
        (t.iso3, o) for t in offices.resolve(name, day, day) for o in t.offices
    }
