"""Dictionaries of PETRARCH as actors of a user's own. All entries are made up."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.errors import UsageError
from tightrope.language.gate import default_gate
from tightrope.records.actors import Sector
from tightrope.reference import own_actors
from tightrope.reference.actors import actor_nouns, load_actors
from tightrope.reference.gazetteer import actor_gazetteer, title_gazetteer
from tightrope.reference.offices import terms_by_surname, terms_of
from tightrope.reference.petrarch import read_dictionary, written_forms

ACTORS = """# Written for this test.
<!-- VERSION: 1 -->
NAURU_PORT_AUTHORITY_ [NRUGOV] ; state-owned
+PORT_OF_AIWO_
NAURU_  [NRU]
+NAURUAN_
+ANIBARE_BAY_
JOHN_ABEL_TEKA_  ; made up
+J_A_TEKA_
	[NRUELI 19970101-191231]
	[NRUGOV 200101-221231]
	[NRUELI >20230101]
REEF_LIBERATION_MOVEMENT_ [NRUREB]
UNITED_NATIONS_REEF_OFFICE_ [IGOUNO]
"""
AGENTS = """!PERSON! = MAN, WOMAN
COAST!PERSON! [~COP] # made up
PHOSPHATE_MINER {PHOSPHATE_MINERS} [~LAB]
REEF_WATCHER [NGO~]
MINISTER [~OPP]
"""


@pytest.fixture
def in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(own_actors.VARIABLE, "")
    path = tmp_path / "Test.actors.txt"
    path.write_text(ACTORS + AGENTS, encoding="utf-8")
    own_actors.use([path])
    return path


def test_names_codes_and_dates_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ACTORS, encoding="utf-8")
    found = read_dictionary(path)
    assert not found.skipped
    port, nauru, teka, reef, office = found.entries
    assert port.names == (
        "Nauru Port Authority", "NAURU PORT AUTHORITY", "Port of Aiwo", "PORT OF AIWO",
    )  # fmt: skip
    assert port.default is not None and port.default.sector is Sector.GOV
    assert nauru.default is not None and not nauru.default.has_role
    assert [(t.meaning.sector, t.low, t.high) for t in teka.terms] == [
        (Sector.UNK, date(1997, 1, 1), date(2019, 12, 31)),
        (Sector.GOV, date(2020, 1, 1), date(2022, 12, 31)),
        (Sector.UNK, date(2023, 1, 1), None),
    ]
    assert reef.default is not None and reef.default.sector is Sector.REB
    assert office.default is not None and office.default.states == ("UNO",)


def test_actors_come_into_every_table(in_use: Path) -> None:
    by_name = {a.written: a for a in load_actors()}
    assert by_name["Port of Aiwo"].name == "Nauru Port Authority"
    assert by_name["Port of Aiwo"].states == ("NRU",)
    assert by_name["Reef Liberation Movement"].kind == "group"
    assert by_name["Nauruan"].form == "demonym"  # the project knows more of it
    assert by_name["Anibare Bay"].name == "Nauru"
    assert actor_gazetteer().find("the PORT OF AIWO")[0].entry.states == ("NRU",)
    assert default_gate().may_hold("Teka left.")
    assert {t.sector for t in terms_of("J A Teka")} == {"GOV", "UNK"}
    assert terms_by_surname("teka")
    assert actor_nouns()["coastwoman"].sector is Sector.COP
    assert actor_nouns()["reef watcher"].sector is Sector.NGO
    assert actor_nouns()["phosphate miner"].kind == "group"
    assert "minister" not in actor_nouns()  # a title of the project's
    assert title_gazetteer().find("two phosphate miners")


def test_they_go_when_the_files_are_no_longer_named(in_use: Path) -> None:
    version = own_actors.version()
    own_actors.use([])
    assert "Port of Aiwo" not in {a.written for a in load_actors()}
    assert not terms_of("John Abel Teka")
    assert not default_gate().may_hold("Teka left.")
    assert own_actors.version() != version


@pytest.mark.parametrize(
    ("line", "number", "why"),
    [
        ("ELBONIA_ [XYZ]", 2, "no state"),
        ("ELBONIA_", 2, "has no code"),
        ("\t[NRUGOV 2020-2021]", 2, "no day"),
        ("\t[NRUGOV 209901-219999]", 2, "no day"),
        ("\t[NRUGOV since 1999]", 2, "none of <date"),
        ("THING {} [~ZZZ]", 2, "no role"),
        ("COAST!PERSON! [~COP]", 2, "not defined"),
        ("1 [NRU]", 2, "no name"),
    ],
)
def test_lines_that_say_nothing_are_named_and_left_out(
    tmp_path: Path, line: str, number: int, why: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"REEF_OFFICE_ [NRUGOV]\n{line}\n", encoding="utf-8")
    found = read_dictionary(path)
    (skipped,) = found.skipped
    assert skipped.line == number
    assert why in skipped.reason
    assert [e.names[0] for e in found.entries] == ["Reef Office"]


def test_what_is_neither_table_nor_dictionary_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(own_actors.VARIABLE, "")
    path = tmp_path / "a.txt"
    path.write_text("Dear diary\n", encoding="utf-8")
    with pytest.raises(UsageError, match="neither"):
        own_actors.use([path])
    with pytest.raises(UsageError, match="no file"):
        own_actors.use([tmp_path / "missing.txt"])


def test_a_table_in_use_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(own_actors.VARIABLE, "")
    path = tmp_path / "a.csv"
    path.write_text("name,aliases,code,sector,kind\nWine Shop,Kremlin,MDA,BUS,institution\n")
    own_actors.use([path])
    assert {a.written: a for a in load_actors()}["Kremlin"].states == ("MDA",)


@given(st.lists(st.from_regex(r"[A-Z]{2,8}", fullmatch=True), min_size=1, max_size=4))
def test_written_forms_differ_in_case_alone(words: list[str]) -> None:
    phrase = " ".join(words)
    assert {form.upper() for form in written_forms(phrase)} == {phrase}


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("d") / "a.txt"
    path.write_bytes(raw)
    read_dictionary(path)
