"""Files of each dataset, in each packing, into one form."""

import gzip
import zipfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.public_record.event_data.coding import NO_CODE, NO_DATE, SCHEMA, day_of
from tightrope.public_record.event_data.importing import Tally, read_events
from tightrope.public_record.event_data.layouts import POLECAT_COLUMNS, layout_of

POLECAT = "\t".join(POLECAT_COLUMNS)


def gdelt_row(width: int, number: int = 1, day: str = "20180901", code: str = "042") -> str:
    cells = [""] * width
    cells[0], cells[1], cells[26], cells[31], cells[32] = str(number), day, code, "7", "3"
    cells[6], cells[7] = "CHINESE", "CHN"
    cells[16], cells[17], cells[22] = "DEFENCE MINISTER", "PAK", "MIL"
    if width > 57:
        cells[60 if width == 61 else 57] = "http://example.org/one"
    return "\t".join(cells)


def polecat_row(day: str = "2023-03-04", kind: str = "SANCTION") -> str:
    cells = ["None"] * 40
    cells[0], cells[1], cells[2], cells[3], cells[4] = "E1", day, kind, "ban", "-5.5"
    cells[6], cells[7], cells[8], cells[10] = "economic;diplomatic", "Canada", "CAN", "GOV"
    cells[15], cells[16], cells[18], cells[33] = "Russia", "RUS", "None", "Example Post"
    return "\t".join(cells)


def read(dataset: str, *paths: Path) -> tuple[list[dict[str, object]], Tally]:
    tally = Tally()
    blocks = list(read_events(dataset, paths, tally))
    assert all(block.schema == SCHEMA for block in blocks)
    return pa.concat_tables(blocks).to_pylist() if blocks else [], tally


@pytest.mark.parametrize("width", [57, 58, 61])
def test_gdelt_of_every_width(tmp_path: Path, width: int) -> None:
    path = tmp_path / "20180901.export.CSV"
    path.write_text(gdelt_row(width) + "\n" + gdelt_row(width, 2, code="1312") + "\n")
    (visit, threat), tally = read("gdelt", path)
    assert (visit["actor_iso3"], visit["actor_sector"]) == ("CHN", "GOV")
    assert (visit["recipient_iso3"], visit["recipient_sector"]) == ("PAK", "MIL")
    assert (visit["cameo_code"], visit["event_type"], visit["quad_class"]) == (
        "042", "CONSULT", "VCOOP",
    )  # fmt: skip
    assert (visit["n_mentions"], visit["n_sources"], visit["date"]) == (7, 3, date(2018, 9, 1))
    assert visit["url"] == (None if width == 57 else "http://example.org/one")
    assert (threat["event_type"], threat["intensity"]) == ("THREATEN", -5.8)
    assert (tally.n_rows, tally.n_kept, tally.resolved_share) == (2, 2, 1.0)


def test_packed_files_read_like_plain_ones(tmp_path: Path) -> None:
    text = gdelt_row(58) + "\n"
    plain, zipped, gzipped = (tmp_path / f"e{suffix}" for suffix in (".CSV", ".zip", ".CSV.gz"))
    plain.write_text(text)
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("e.CSV", text)
    gzipped.write_bytes(gzip.compress(text.encode()))
    assert read("gdelt", plain)[0] == read("gdelt", zipped)[0] == read("gdelt", gzipped)[0]


def test_bad_rows_are_set_aside_with_their_reason(tmp_path: Path) -> None:
    path = tmp_path / "e.CSV"
    rows = [
        gdelt_row(58),
        gdelt_row(58, 2, day="20181399"),
        gdelt_row(58, 3, code="999"),
        gdelt_row(58, 4) + "\tone too many",
    ]
    path.write_bytes("\n".join(rows).encode() + b"\n" + gdelt_row(58, 5).encode() + b"\xff\n")
    found, tally = read("gdelt", path)
    assert len(found) == 2
    assert (tally.rejected[NO_DATE], tally.rejected[NO_CODE]) == (1, 1)
    assert (tally.n_rows, tally.rejected.total()) == (5, 3)
    assert len(tally.quarantined) == 3
    assert any("20181399" in q.reason for q in tally.quarantined)


def test_a_file_of_another_dataset_says_where_to_go(tmp_path: Path) -> None:
    path = tmp_path / "e.tab"
    path.write_text(POLECAT + "\n" + polecat_row() + "\n")
    found, tally = read("gdelt", path)
    assert not found
    assert "tightrope import polecat" in tally.quarantined[0].reason
    path.write_text("a\tb\n1\t2\n")
    assert "needs 57 or 58" in read("gdelt", path)[1].quarantined[0].reason
    assert "no file" in read("gdelt", tmp_path / "gone")[1].quarantined[0].reason


def test_polecat_keeps_its_own_types_and_intensity(tmp_path: Path) -> None:
    path = tmp_path / "ngecEvents.txt"
    path.write_text(POLECAT + "\n" + polecat_row() + "\n" + polecat_row(kind="NONE") + "\n")
    (event,), tally = read("polecat", path)
    assert (event["event_type"], event["quad_class"], event["intensity"]) == (
        "SANCTION", "MCONF", -5.5,
    )  # fmt: skip
    assert (event["actor_iso3"], event["recipient_iso3"]) == ("CAN", "RUS")
    assert (event["recipient_sector"], event["publisher"]) == ("GOV", "Example Post")
    assert (event["mode"], event["contexts"]) == ("ban", "economic;diplomatic")
    assert tally.rejected[NO_CODE] == 1


def test_a_polecat_header_with_names_too_many(tmp_path: Path) -> None:
    path = tmp_path / "ngecEvents.txt"
    path.write_text(POLECAT + "\tHeadline\tText\n" + polecat_row() + "\n")
    (event,), _ = read("polecat", path)
    assert event["recipient_iso3"] == "RUS"


def test_icews_by_words_and_with_columns(tmp_path: Path) -> None:
    table = tmp_path / "coded.csv"
    table.write_text(
        "date,source,relation,target\n"
        '2018-09-01,United States,"Reduce or stop economic assistance",Pakistan\n'
        "2018-09-01,Police (India),Arrest everybody,Citizen (India)\n"
    )
    (cut,), tally = read("icews", table)
    assert (cut["cameo_code"], cut["event_type"], cut["intensity"]) == ("1621", "SANCTION", -5.6)
    assert tally.rejected[NO_CODE] == 1
    own = tmp_path / "events.tab"
    own.write_text(
        "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\t"
        "CAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tPublisher\n"
        "7\t2018-06-01\tForeign Affairs (Vietnam)\tExecutive,Government\tVietnam\tConsult\t40\t"
        '1.0\tThe "Quoted\t\tJapan\t9\tExample Daily\n'
    )
    (talk,), _ = read("icews", own)
    assert (talk["cameo_code"], talk["actor_iso3"], talk["recipient_iso3"]) == ("040", "VNM", "JPN")
    assert (talk["source_id"], talk["publisher"], talk["recipient_sector"]) == (
        "7", "Example Daily", "UNK",
    )  # fmt: skip


def test_a_person_acts_for_whom_he_serves_that_day(tmp_path: Path) -> None:
    path = tmp_path / "coded.csv"
    days = ("2014-05-01", "2018-05-01", "2024-01-01")
    path.write_text(
        "date,source,relation,target\n"
        + "".join(f"{day},Federica Mogherini,Consult,Iran\n" for day in days)
    )
    found, _ = read("icews", path)
    assert [(e["actor_iso3"], e["actor_sector"]) for e in found][:2] == [
        ("ITA", "GOV"), ("EUU", "IGO"),
    ]  # fmt: skip
    assert found[2]["actor_iso3"] is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_days_are_read_in_every_form(day: date) -> None:
    forms = (day.isoformat(), f"{day:%Y%m%d}", f"{day.month}/{day.day}/{day.year}", f"{day}T00:00")
    assert {day_of(form) for form in forms} == {day}


def test_other_tables_have_no_layout() -> None:
    assert layout_of("a,b,c") is None
    assert layout_of("") is None
