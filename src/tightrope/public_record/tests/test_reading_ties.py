"""Ties by year: states by name, code or number, sums and what is no state left out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.engine.ties import import_ties
from tightrope.errors import UnreadableInput
from tightrope.public_record.ties import read_ties
from tightrope.reference.cow import cow_state, cow_states
from tightrope.reference.un_members import un_members
from tightrope.store import Writer

SIPRI = """\
Export_From,Import_To,Year,TIV
Soviet Union,Viet Nam,1991,5.0
Russia,Viet Nam,1991,2.0
All,Viet Nam,1991,7.0
Russia,Viet Nam,Total,7.0
Iran,Hezbollah (Lebanon)*,2006,3.0
Unknown supplier(s),Ghana,2006,1.0
"""
ATOP = """\
ccode1,ccode2,year,atop_defense,atop_nonagg
2.0,20.0,1950.0,1.0,0.0
345.0,365.0,1950.0,0.0,1.0
345.0,365.0,2010.0,0.0,1.0
245.0,300.0,1850.0,1.0,0.0
2.0,20.0,soon,1.0,0.0
9999,20,1950,1,0
"""


def rows(dataset: str, path: Path, kind: str = "", unit: str = "") -> list[tuple[object, ...]]:
    table = read_ties(dataset, path, kind, unit).table
    return [tuple(row.values()) for row in table.to_pylist()]


def test_transfers_of_a_state_and_its_forerunner_add_up(tmp_path: Path) -> None:
    path = tmp_path / "arms.csv"
    path.write_text(SIPRI)
    assert rows("sipri", path) == [
        ("arms_transfers", "RUS", "VNM", 1991, 7.0, "million TIV", "sipri")
    ]
    read = read_ties("sipri", path)
    assert (read.n_rows, read.n_sums, read.rejected.total()) == (6, 2, 2)
    assert any("Hezbollah" in q.reason and "line 6" in q.reason for q in read.quarantined)


def test_pacts_bind_both_and_numbers_change_their_meaning(tmp_path: Path) -> None:
    path = tmp_path / "atop.csv"
    path.write_text(ATOP)
    assert [row[:4] for row in rows("atop", path)] == [
        ("defence_pact", "CAN", "USA", 1950),
        ("defence_pact", "USA", "CAN", 1950),
        ("non_aggression_pact", "RUS", "SRB", 2010),
        ("non_aggression_pact", "RUS", "YUG", 1950),
        ("non_aggression_pact", "SRB", "RUS", 2010),
        ("non_aggression_pact", "YUG", "RUS", 1950),
    ]
    assert set(read_ties("atop", path).rejected) == {
        "Bavaria is no state of today",
        "the year is not one",
        "'9999' is no Correlates of War number",
    }


@pytest.mark.parametrize(
    "text",
    [
        "dyad,year,value\nUSA-PAK,2010,4.5\n",
        "iso3_a,iso3_b,year,value\nUSA,PAK,2010,4.5\n",
        "donor,recipient,year,value\nUnited States,Pakistan,2010,4.5\n",
        "ccode1,ccode2,year,value\n2,770,2010,4.5\n",
    ],
)
def test_plain_tables(tmp_path: Path, text: str) -> None:
    path = tmp_path / "aid.csv"
    path.write_text(text)
    assert rows("ties", path, "aid", "USD") == [("aid", "USA", "PAK", 2010, 4.5, "USD", "ties")]


def test_wrong_tables_say_what_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "aid.csv"
    path.write_text("a,b\n1,2\n")
    for dataset in ("sipri", "atop", "ties"):
        with pytest.raises(UnreadableInput, match="it needs the columns"):
            read_ties(dataset, path)
    with pytest.raises(UnreadableInput, match="no file"):
        read_ties("sipri", tmp_path / "gone.csv")


def test_values_that_are_none_are_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "aid.csv"
    path.write_text("dyad,year,value\nUSA-PAK,2010,much\nUSAPAK,2010,1\nUSA-PAK,2011,2\n")
    read = read_ties("ties", path, "aid")
    assert (read.table.num_rows, read.rejected.total()) == (1, 2)


def test_a_second_import_replaces_the_first(tmp_path: Path) -> None:
    path = tmp_path / "atop.csv"
    path.write_text(ATOP)
    with Writer(None) as writer:
        first = import_ties(writer, "atop", [path])
        again = import_ties(writer, "atop", [path])
        assert (first.n_added, again.n_added, again.n_kept) == (6, 0, 6)
        assert writer.corpus.ties().num_rows == 6
        assert writer.corpus.quarantine().num_rows == 3


@given(st.sampled_from(sorted(cow_states())), st.integers(1815, 2025))
def test_a_number_stands_for_one_state_in_a_year(number: int, year: int) -> None:
    state = cow_state(number, year)
    assert state is None or state.first_year <= year <= state.last_year


def test_every_seat_is_reached_by_its_number() -> None:
    for member in un_members().values():
        day = max(first for first, _ in member.seated)
        found = cow_state(member.cow, day.year + 1)
        assert found is not None and found.iso3 == member.iso3, member
