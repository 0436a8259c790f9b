"""Imported events: kept once, apart from the news, and measured for all pairs of states."""

from datetime import date
from pathlib import Path

import pytest

from tightrope.engine.coded_alignment import (
    coded_observations,
    keep_coded_alignment,
    measure_coded,
)
from tightrope.engine.event_data import import_events
from tightrope.errors import UnreadableInput
from tightrope.measures.alignment import align
from tightrope.records.alignment import Stream
from tightrope.store import Writer

HEADER = "date,source,relation,target\n"
ROWS = """\
2018-09-01,United States,Reduce or stop economic assistance,Pakistan
2018-09-01,United States,Reduce or stop economic assistance,Pakistan
2018-09-03,Foreign Affairs (China),Consult,Pakistan
2018-09-03,Pakistan,Consult,China
2018-10-02,Pakistan,Criticize or denounce,United States
2018-10-05,Citizen (Pakistan),Demonstrate or rally,United States
2018-10-06,Military (United States),Use conventional military force,Insurgent (Afghanistan)
2018-10-07,United States,Make statement,Pakistan
2018-10-08,Somebody Unknown,Accuse,Pakistan
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "coded.csv"
    path.write_text(HEADER + ROWS)
    return path


def test_an_event_is_kept_once(table: Path) -> None:
    with Writer(None) as writer:
        first = import_events(writer, "icews", [table])
        before = writer.corpus.coded_events().to_pylist()
        again = import_events(writer, "icews", [table])
        assert (first.n_rows, first.n_added, first.n_known) == (9, 8, 0)
        assert (again.n_added, again.n_known) == (0, 8)
        assert writer.corpus.coded_events().to_pylist() == before
        assert [e["n_rows"] for e in before if e["cameo_code"] == "1621"] == [2]
        assert writer.corpus.events().num_rows == 0


def test_the_order_of_rows_changes_nothing(table: Path) -> None:
    with Writer(None) as writer:
        import_events(writer, "icews", [table])
        straight = writer.corpus.coded_events().to_pylist()
    table.write_text(HEADER + "\n".join(reversed(ROWS.splitlines())) + "\n")
    with Writer(None) as writer:
        import_events(writer, "icews", [table])
        assert writer.corpus.coded_events().to_pylist() == straight


def test_only_acts_between_states_are_observed_once_a_day_and_type(table: Path) -> None:
    with Writer(None) as writer:
        import_events(writer, "icews", [table])
        observed = coded_observations(writer.corpus)
    cut, reproach = observed.between("PAK", "USA")
    assert (cut.day, cut.stream) == (date(2018, 9, 1), Stream.DEEDS)
    assert cut.value == pytest.approx(-0.56)
    assert cut.weight == pytest.approx(0.5 * 0.5)  # the other side's act, from one source
    assert (reproach.stream, reproach.weight) == (Stream.WORDS, 0.5)
    (talk,) = observed.between("PAK", "CHN")
    assert (talk.day, talk.weight) == (date(2018, 9, 3), 0.5)
    assert observed.between("CHN", "PAK") == (talk,)
    assert observed.between("USA", "AFG") == ()


def test_all_pairs_together_are_measured_as_each_alone(table: Path) -> None:
    with Writer(None) as writer:
        import_events(writer, "icews", [table])
        observed = coded_observations(writer.corpus)
        keep_coded_alignment(writer)
        kept = writer.corpus.coded_alignment().to_pylist()
    alone = align("PAK", "USA", observed.between("PAK", "USA"))
    by_stream = {
        (a.stream, a.period_start): (a.mean, a.low, a.high)
        for a in alone
        if a.stream is Stream.ALL  # streams of fewer months are fitted on their own months
    }
    found = {
        (Stream(r["stream"]), r["period_start"]): (r["mean"], r["low"], r["high"])
        for r in kept
        if (r["focal"], r["power"], r["stream"]) == ("PAK", "USA", "all")
    }
    assert found == by_stream
    assert len(found) == 2


def test_nothing_to_measure_is_an_empty_table() -> None:
    with Writer(None) as writer:
        assert measure_coded(coded_observations(writer.corpus)).num_rows == 0


def test_a_wrong_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("a,b\n1,2\n")
    with Writer(None) as writer, pytest.raises(UnreadableInput, match="needs a header"):
        import_events(writer, "polecat", [path])
