"""The card of an imported event says what was coded, between whom, and by which dataset."""

from pathlib import Path

from tightrope.briefing.cards import write_card
from tightrope.engine.event_data import import_events
from tightrope.store import Writer

ROWS = """\
date,source,relation,target
2018-09-01,United States,Reduce or stop economic assistance,Pakistan
2018-09-01,United States,Reduce or stop economic assistance,Pakistan
2018-10-08,Somebody Unknown,Accuse,Pakistan
"""


def test_a_coded_event_opens_with_its_dataset(tmp_path: Path) -> None:
    path = tmp_path / "coded.csv"
    path.write_text(ROWS)
    with Writer(None) as writer:
        import_events(writer, "icews", [path])
        cut, reproach = sorted(
            writer.corpus.coded_events().to_pylist(), key=lambda e: str(e["date"])
        )
        lines = write_card(writer.corpus, cut["id"]).splitlines()
        assert lines[0].startswith(f"Coded event {cut['id']}: {cut['event_type']} (")
        text = "\n".join(lines)
        assert "USA/GOV: United States" in text and "PAK/GOV: Pakistan" in text
        assert "2018-09-01" in text and "rows 2" in text
        assert "the coder of icews (CAMEO 1621)" in text and "None" not in text
        # A beginning of the identifier will do, and who belongs to no state is shown as named.
        again = write_card(writer.corpus, reproach["id"][:-2])
        assert "no state" in again and "Somebody Unknown" in again and "None" not in again
