"""Files of every format become the same roll calls; bad rows are set aside with a reason."""

import gzip
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.public_record.votes.formats import layout_of
from tightrope.public_record.votes.importing import ReadVotes, read_votes
from tightrope.public_record.votes.joining import join
from tightrope.public_record.votes.resolutions import session_of, session_on, symbol_key
from tightrope.records.events import VotePosition
from tightrope.records.votes import RollCall

UNDL = """undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,title,agenda_title,subjects
4001,NAM,NAMIBIA,Y,2014-12-02,69,A/RES/69/29,A/69/438,"Prevention of an arms race
in outer space",Disarmament,OUTER SPACE|ARMS RACES
4001,USA,UNITED STATES,A,2014-12-02,69,A/RES/69/29,A/69/438,"Prevention",Disarmament,OUTER SPACE
4001,PRK,DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA,Y,2014-12-02,69,A/RES/69/29,A/69/438,P,D,S
4001,KIR,KIRIBATI,X,2014-12-02,69,A/RES/69/29,A/69/438,P,D,S
4001,PLW,PALAU,,2014-12-02,69,A/RES/69/29,A/69/438,P,D,S
4001,XXX,ATLANTIS,Y,2014-12-02,69,A/RES/69/29,A/69/438,P,D,S
4001,FRA,FRANCE,Q,2014-12-02,69,A/RES/69/29,A/69/438,P,D,S
4002,USA,UNITED STATES,Y,2014-12-02,69,S/RES/2186,,A Council matter,,
"""
VOETEN = (
    (
        "rcid,ccode,member,vote,Country,Countryname,year,session,importantvote,date,unres,amend,"
        "para,short,descr,me,nu,di,hr,co,ec\n"
    )
    + """\
5,2,1,1,USA,United States,1968,23,0,1968-12-20,R/23/2465,0,0,COLONIALISM,Implementation,0,0,0,0,1,0
5,315,1,3,CZE,Czechoslovakia,1968,23,0,1968-12-20,R/23/2465,0,0,COLONIALISM,Implementation,0,0,0,0,1,0
5,225,0,9,SWZ,Switzerland,1968,23,0,1968-12-20,R/23/2465,0,0,COLONIALISM,Implementation,0,0,0,0,1,0
5,710,0,9,CHN,China,1968,23,0,1968-12-20,R/23/2465,0,0,COLONIALISM,Implementation,0,0,0,0,1,0
5,713,1,2,TAW,Taiwan,1968,23,0,1968-12-20,R/23/2465,0,0,COLONIALISM,Implementation,0,0,0,0,1,0
5,365,1,8,RUS,Russia,1968,23,0,1968-12-20,R/23/2465,0,0,COLONIALISM,Implementation,0,0,0,0,1,0
"""
)
YES, NO, ABSTAIN, ABSENT = VotePosition


def read(folder: Path, **files: str) -> ReadVotes:
    paths = []
    for name, text in files.items():
        path = folder / name.replace("_csv", ".csv")
        path.write_text(text, "utf-8")
        paths.append(path)
    return read_votes(paths)


def only(result: ReadVotes) -> RollCall:
    (roll_call,) = [r for found in result.by_source.values() for r in found]
    return roll_call


def positions(roll_call: RollCall) -> dict[str, VotePosition]:
    return dict(zip(roll_call.states, roll_call.positions, strict=True))


def test_un_digital_library(tmp_path: Path) -> None:
    result = read(tmp_path, undl_csv=UNDL)
    roll_call = only(result)
    assert positions(roll_call) == {"NAM": YES, "USA": ABSTAIN, "PRK": YES, "KIR": ABSENT}
    assert (roll_call.resolution, roll_call.session) == ("A/RES/69/29", 69)
    assert roll_call.subjects == ("OUTER SPACE", "ARMS RACES")
    assert "\n" in roll_call.title
    assert result.n_not_recorded == 1  # Palau is missing, not absent
    reasons = " ".join(q.reason for q in result.quarantined)
    assert "'ATLANTIS' is no state" in reasons
    assert "'Q' is no position" in reasons
    assert "another body" in reasons


def test_voeten(tmp_path: Path) -> None:
    result = read(tmp_path, voeten_csv=VOETEN)
    roll_call = only(result)
    assert positions(roll_call) == {"USA": YES, "CSK": NO, "TWN": ABSTAIN, "RUS": ABSENT}
    assert result.n_not_members == 2
    assert roll_call.issues == ("co",)
    assert (roll_call.rcid, roll_call.paragraph, roll_call.important) == (5, False, False)


def test_unvotes_in_three_files(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        votes_csv="rcid,country,country_code,vote\n9,Namibia,NA,yes\n9,Germany,DE,no\n",
        roll_calls_csv="rcid,session,importantvote,date,unres,amend,para,short,descr\n"
        "9,55,1,2000-11-20,R/55/33A,0,0,ARMS,Missiles\n",
        issues_csv="rcid,short_name,issue\n9,di,Arms control and disarmament\n",
    )
    roll_call = only(result)
    assert positions(roll_call) == {"DEU": NO, "NAM": YES}
    assert (roll_call.date, roll_call.session) == (date(2000, 11, 20), 55)
    assert (roll_call.issues, roll_call.important) == (("di",), True)
    assert not result.quarantined


def test_plain_table_packed_and_in_latin_1(tmp_path: Path) -> None:
    path = tmp_path / "plain.csv.gz"
    text = "resolution;date;iso3;position\nA/RES/80/1;18.09.2025;Côte d'Ivoire;yes\n"
    path.write_bytes(gzip.compress((text + "A/RES/80/1;18.09.2025;IND;Abstain\n").encode("cp1252")))
    roll_call = only(read_votes([path]))
    assert positions(roll_call) == {"CIV": YES, "IND": ABSTAIN}
    assert roll_call.session == 80


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,colour\nx,red\n", "no table of votes: its columns are name, colour"),
        ("only one column\n1\n", "fewer than two columns"),
        ("", "fewer than two columns"),
        ("rcid,country,vote\n9,India,yes\n", "no date; name the file of roll calls"),
        ("rcid,session,date,unres\n9,1,1946-01-01,R/1/1\n", "no votes; name the file"),
        ("resolution,date,iso3,position\nA/RES/1/1,soon,IND,yes\n", "'soon' is no day"),
    ],
)
def test_what_can_not_be_read_is_set_aside(tmp_path: Path, text: str, says: str) -> None:
    result = read(tmp_path, bad_csv=text)
    assert not any(result.by_source.values())
    assert says in result.quarantined[0].reason


def test_rows_that_do_not_fit_are_counted_and_the_rest_is_read(tmp_path: Path) -> None:
    text = "resolution,date,iso3,position\nA/RES/80/1,2025-09-18,IND,yes\nA/RES/80/1,IND\n"
    text += "A/RES/80/1,2025-09-18,IND,yes\nA/RES/80/1,2025-09-18,PAK,no\n"
    text += "A/RES/80/1,2025-09-18,PAK,yes\n"
    result = read(tmp_path, rows_csv=text)
    assert positions(only(result)) == {"IND": YES, "PAK": NO}
    assert result.n_doubled == 1
    reasons = " ".join(q.reason for q in result.quarantined)
    assert "a row has 2 cells where the header has 4" in reasons
    assert "PAK stands twice" in reasons


def test_r_files(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    rdata = pytest.importorskip("rdata")
    frame = pandas.DataFrame(
        {"rcid": [9.0, 9.0], "country": ["Namibia", "Zanzibar"], "vote": ["yes", "no"],
         "date": ["1963-12-16"] * 2, "unres": ["R/18/1949"] * 2}
    )  # fmt: skip
    frame = frame.astype({name: object for name in frame.columns if name != "rcid"})
    path = tmp_path / "votes.rda"
    rdata.write_rda(str(path), {"un_votes": frame})
    roll_call = only(read_votes([path]))
    assert positions(roll_call) == {"EAZ": NO}


@pytest.mark.parametrize(
    ("symbol", "key"),
    [
        ("A/RES/79/269", ("79", "269")),
        ("R/26/2758", ("26", "2758")),
        ("A/RES/2758(XXVI)", ("26", "2758")),
        ("A/RES/35/152C", ("35", "152C")),
        ("A/RES/35/152 C", ("35", "152")),
        ("A/RES/181(II)[A]", ("2", "181A")),
        ("A/RES/ES-11/8", ("ES-11", "8")),
        ("R/ES10/15", ("ES-10", "15")),
        ("A/RES/377(V)[A]", ("5", "377A")),
        ("A/RES/997(ES-I)", ("ES-1", "997")),
        ("On the question of Palestine", None),
    ],
)
def test_symbols(symbol: str, key: tuple[str, str] | None) -> None:
    assert symbol_key(symbol) == key


def test_sessions() -> None:
    assert session_on(date(2025, 9, 5)) == 79
    assert session_on(date(2025, 9, 18)) == 80
    assert session_on(date(1946, 1, 10)) == 1
    assert session_of("", "A/RES/ES-11/8", date(2025, 2, 24)) == 79
    assert session_of("74.0", "", date(2020, 1, 1)) == 74


def made(name: str, votes: dict[str, VotePosition], **changes: object) -> RollCall:
    values: dict[str, object] = {
        "id": name, "resolution": "A/RES/50/1", "date": date(1995, 12, 1), "session": 50,
        "states": tuple(sorted(votes)), "positions": tuple(votes[s] for s in sorted(votes)),
    }  # fmt: skip
    return RollCall(**(values | changes))  # type: ignore[arg-type]


MANY = {f"S{n:02}": YES if n % 3 else NO for n in range(30)}


def test_one_roll_call_of_two_files_is_kept_once() -> None:
    first = made("a", MANY, rcid=7)
    other = made("b", {**MANY, "S01": ABSTAIN, "T01": NO}, title="Peace", date=date(1995, 12, 7))
    joined = join([first], [other])
    assert (joined.n_known, len(joined.added), len(joined.changed)) == (1, 0, 1)
    (merged,) = joined.changed
    assert (merged.id, merged.title, merged.rcid, len(merged.states)) == ("a", "Peace", 7, 31)
    assert positions(merged)["S01"] is YES
    assert joined.disagreements == [("a", "S01")]


def test_paragraphs_voted_alike_stay_apart() -> None:
    joined = join([], [made("a", MANY), made("b", MANY, paragraph=True)])
    assert len(joined.added) == 2
    again = join(joined.added, [made("c", MANY), made("d", MANY, paragraph=True)])
    assert (again.n_known, again.added, again.changed) == (2, [], [])


def test_another_vote_on_the_same_text_is_another_roll_call() -> None:
    turned = {state: YES if p is NO else NO for state, p in MANY.items()}
    assert len(join([made("a", MANY)], [made("b", turned)]).added) == 1
    later = made("b", MANY, date=date(1996, 12, 1))
    assert len(join([made("a", MANY)], [later]).added) == 1


@given(st.lists(st.sampled_from(["rcid", "vote", "ccode", "date", "iso3", "ms_vote", "x"])))
def test_any_header_is_a_layout_or_none(header: list[str]) -> None:
    layout = layout_of(header)
    assert layout is None or set(layout.columns.values()) <= set(header)
