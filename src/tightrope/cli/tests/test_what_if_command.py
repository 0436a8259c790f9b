"""``tightrope what-if``: supposed acts and votes move the figures, and nothing is written."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.briefing.supposition import write_what_if
from tightrope.cli.tests.measured_record import database, record_of_acts
from tightrope.cli.tests.test_commands import Ended, tightrope
from tightrope.engine.supposed_rows import ACT_FIELDS, VOTE_FIELDS, read_supposed
from tightrope.engine.supposing import WhatIf, suppose
from tightrope.errors import UnreadableInput, UsageError
from tightrope.measures.voting import vote_value
from tightrope.records.alignment import Stream
from tightrope.records.events import VotePosition
from tightrope.records.plover import EventType
from tightrope.records.votes import RollCall
from tightrope.store import Writer, open_corpus

ROOT = Path(__file__).resolve().parents[4]
POWERS = ("USA", "CHN")
RUPTURE = """date,actor,recipient,event_type,n_origins
2022-07-01,Chile,China,SANCTION,3
2022-07-04,CHL,CHN,SANCTION,3
"""
VOTES = """date,resolution,iso3,position
2022-07-05,A/RES/99/1,CHL,yes
2022-07-05,A/RES/99/1,USA,yes
2022-07-05,A/RES/99/1,CHN,no
"""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return database(tmp_path_factory.mktemp("supposed") / "acts.duckdb", record_of_acts())


@pytest.fixture(scope="module")
def voted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a session of six roll calls: Chile votes with China and against the US."""
    path = database(tmp_path_factory.mktemp("voted") / "acts.duckdb", record_of_acts())
    yes, no, abstain = VotePosition.YES, VotePosition.NO, VotePosition.ABSTAIN
    positions = [(yes, yes, no), (no, no, yes)] * 3
    calls = [
        RollCall(f"rc{n}", f"A/RES/76/{n}", date(2021, 11, n + 1), 76, ("CHL", "CHN", "USA"), p)
        for n, p in enumerate(positions)
    ]
    last = RollCall("rc9", "A/RES/76/9", date(2021, 12, 9), 76, ("CHN", "USA"), (abstain, no))
    with Writer(path) as writer, writer.batch():
        writer.write_roll_calls([*calls, last])
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rows.csv"


def asked(db: Path, file: Path, text: str, *focal: str) -> WhatIf:
    file.write_text(text, "utf-8")
    with open_corpus(db) as corpus:
        return suppose(corpus, read_supposed(file), POWERS, focal)


def last(found: WhatIf, power: str, stream: Stream, after: bool = True) -> float:
    (effect,) = found.effects
    standing = effect.after if after else effect.before
    return [a for a in standing.alignments if (a.power, a.stream) == (power, stream)][-1].mean


def test_a_supposed_rupture_moves_the_deeds_and_only_them(db: Path, file: Path) -> None:
    found = asked(db, file, RUPTURE)
    deeds = last(found, "CHN", Stream.DEEDS) - last(found, "CHN", Stream.DEEDS, after=False)
    assert deeds < -0.2
    for key in (("USA", Stream.WORDS), ("USA", Stream.ALL)):
        assert last(found, *key) == last(found, *key, after=False)
    (effect,) = found.effects
    assert effect.focal == "CHL"
    ends = {max(a.period_end for a in s.alignments) for s in (effect.before, effect.after)}
    assert ends == {date(2022, 7, 31)}
    assert found.unrelated == ()
    told = write_what_if(found)
    assert "A shift that only these rows make. July 2022: deeds towards China fell" in told


def test_votes_need_the_vote_of_the_power(db: Path, file: Path) -> None:
    found = asked(db, file, VOTES)
    assert last(found, "USA", Stream.VOTES) > 0.2
    assert last(found, "CHN", Stream.VOTES) < -0.2
    # Votes stay outside the joined position.
    for power in POWERS:
        assert last(found, power, Stream.ALL) == last(found, power, Stream.ALL, after=False)
    alone = asked(db, file, "date,resolution,iso3,position\n2022-07-05,A/RES/99/2,CHL,no\n")
    assert alone.effects[0].uncounted == ("row 1: how the power voted is not known",)


def test_votes_are_put_among_those_of_the_record(voted: Path, file: Path) -> None:
    row = "date,resolution,iso3,position\n2021-12-09,a/res/76/9,CHL,{}\n"
    found = asked(voted, file, row.format("no"))
    (effect,) = found.effects
    ends = {a.period_end for a in effect.after.alignments if a.stream == Stream.VOTES}
    assert ends == {date(2021, 12, 9)}
    # Nearer to the power that voted alike, farther from the one that abstained.
    usa, china = ((p, Stream.VOTES) for p in ("USA", "CHN"))
    assert last(found, *usa) > last(found, *usa, after=False)
    assert last(found, *china) < last(found, *china, after=False) == pytest.approx(1.0)
    told = write_what_if(found)
    assert "| China | votes |" in told
    unknown = asked(voted, file, row.replace("76/9", "76/99").format("yes"))
    assert unknown.effects[0].uncounted == ("row 1: how the powers voted is not known",)
    assert unknown.unrelated == ()


def test_plans_count_less_and_what_counts_nothing_is_told(db: Path, file: Path) -> None:
    act = "date,actor,recipient,event_type,modality\n2022-07-01,CHL,CHN,SANCTION,{}\n"
    moved = [
        last(asked(db, file, act.format(m)), "CHN", Stream.DEEDS) for m in ("actual", "planned")
    ]
    assert moved[0] < moved[1]
    nothing = asked(db, file, act.format("hypothetical"))
    assert nothing.effects[0].uncounted == ("row 1: it is hypothetical",)
    assert "Not counted: row 1: it is hypothetical" in write_what_if(nothing)


def test_rows_of_other_relations_are_named(db: Path, file: Path) -> None:
    text = RUPTURE + "2022-07-01,JPN,PHL,AID,1\n"
    found = asked(db, file, text, "CHL")
    assert found.unrelated == (3,)
    assert "Row 3 changes no relation" in write_what_if(found)
    assert [e.focal for e in asked(db, file, text).effects] == ["CHL", "JPN", "PHL"]


def test_both_kinds_and_both_forms_read_alike(tmp_path: Path) -> None:
    table, listed, lines = (tmp_path / n for n in ("a.csv", "a.json", "a.jsonl"))
    table.write_text(
        "\ufeffDate, actor, recipient, event_type, resolution, iso3, position\n"
        "2022-07-01, CHL;CHN, , agree, , , \n\n"
        "2022-07-02, , , , A/RES/1, PER, Yes\n",
        "utf-8",
    )
    objects = [
        {"date": "2022-07-01", "actor": ["CHL", "China"], "event_type": "AGREE"},
        {"date": "2022-07-02", "resolution": "A/RES/1", "iso3": "Peru", "position": "yes"},
    ]
    listed.write_text(json.dumps(objects), "utf-8")
    lines.write_text("\n".join(map(json.dumps, objects)), "utf-8")
    read = [read_supposed(p) for p in (table, listed, lines)]
    assert read[0] == read[1] == read[2]
    assert read[0].states == ("CHL", "CHN", "PER")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("date,actor,recipient,event_type\n2022-07-01,CHL,CHN,HUG\n", "row 1 has event_type 'HUG'"),
        ("date,actor,recipient,event_type\n1 July,CHL,CHN,AID\n", "write it as 2026-03-31"),
        ("date,actor,recipient,event_type\n2022-07-01,CHL,Atlantis,AID\n", "'Atlantis'"),
        ("date,actor,recipient,event_type\n2022-07-01,CHL,,AID\n", "has no recipient"),
        ("date,actor,recipient,event_type\n2022-07-01,,CHL,AID\n", "has no actor"),
        ("date,actor,recipient,event_type,mood\n2022-07-01,CHL,CHN,AID,x\n", "no column 'mood'"),
        (RUPTURE.replace(",3", ",0"), "row 2 has n_origins '0'"),
        ("date,actor,recipient,event_type\n2022-07-01,CHL,CHN,AID,x\n", "more cells"),
        ("date,actor\n2022-07-01,CHL\n", "neither event_type (an act) nor resolution"),
        (VOTES.replace("CHN,no", "CHN,maybe"), "one of yes, no, abstain, absent"),
        (VOTES + "2022-07-05,A/RES/99/1,CHL,no\n", "row 4 gives a second vote of CHL"),
        ("date,actor,recipient,event_type\n", "has no rows"),
        ("", "has no rows"),
    ],
)
def test_bad_rows_are_told_by_number(file: Path, text: str, says: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError) as told:
        read_supposed(file)
    assert says in str(told.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"[1, 2]", "list of objects"), (b"{", "is not JSON"), (b"\xff\xfe\xff", "not UTF-8")],
)
def test_files_of_another_kind_are_refused(file: Path, content: bytes, says: str) -> None:
    file.write_bytes(content)
    with pytest.raises(UnreadableInput, match=says):
        read_supposed(file)


def test_the_command_writes_nothing_into_the_database(db: Path, file: Path) -> None:
    file.write_text(RUPTURE, "utf-8")
    held = db.read_bytes()

    def run(*options: str) -> Ended:
        return tightrope("what-if", str(file), "--powers", "USA,CHN", "--db", str(db), *options)

    shown, again = run(), run()
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout == again.stdout
    assert "## Chile and the United States and China" in shown.stdout
    told = json.loads(run("--format", "json").stdout)
    (effect,) = told["effects"]
    deeds = next(p for p in effect["positions"] if (p["power"], p["stream"]) == ("CHN", "deeds"))
    assert deeds["change"] == pytest.approx(deeds["after"]["mean"] - deeds["before"]["mean"])
    assert effect["nearer"][0]["after"] > effect["nearer"][0]["before"]
    assert db.read_bytes() == held
    assert tightrope("what-if", "none.csv", "--db", str(db)).returncode == 1
    bad = tightrope("what-if", str(file), "--focal", "Atlantis", "--db", str(db))
    assert bad.returncode == 2
    file.write_text("date,actor,recipient,event_type\n2022-07-01,USA,CHN,AID\n", "utf-8")
    assert "--focal" in run().stderr


def test_the_fields_are_documented() -> None:
    page = (ROOT / "docs" / "formats.md").read_text("utf-8").split("## Supposed acts")[1]
    for field in (*ACT_FIELDS, *VOTE_FIELDS):
        assert f"`{field}`" in page.split("\n## ")[0], field


positions = st.sampled_from(list(VotePosition))


@given(positions, positions)
def test_a_vote_value_is_an_agreement(one: VotePosition, other: VotePosition) -> None:
    value = vote_value(one, other)
    assert value == vote_value(other, one)
    if VotePosition.ABSENT in (one, other):
        assert value is None
    else:
        assert value is not None and -1.0 <= value <= 1.0
        assert (value == 1.0) == (one == other)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(list(EventType)), st.integers(1, 9))
def test_an_act_moves_a_position_its_own_way(
    tmp_path_factory: pytest.TempPathFactory, db: Path, kind: EventType, origins: int
) -> None:
    """Towards its own value, and never beyond it."""
    file = tmp_path_factory.mktemp("one") / "row.csv"
    text = f"date,actor,recipient,event_type,n_origins\n2022-07-01,PER,CHN,{kind},{origins}\n"
    (effect,) = asked(db, file, text).effects
    assert effect.before.alignments == ()
    (observed,) = dict(effect.after.observations)["CHN"]
    for a in effect.after.alignments:
        assert abs(a.mean) <= abs(observed.value)
        assert a.mean * observed.value >= 0.0
