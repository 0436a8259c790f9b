"""Event datasets: floors of what is resolved and of agreement with votes; whole made-up files."""

from pathlib import Path

import pytest

from benchmarks.event_data import CORRELATION_FLOOR, ICEWS, RESOLVED_FLOOR, compare, load
from benchmarks.event_data_files import write_events
from benchmarks.figures import bench_folder
from tightrope.engine.event_data import import_events
from tightrope.public_record.event_data.importing import DATASETS
from tightrope.store import Writer


@pytest.mark.parametrize("dataset", DATASETS)
def test_made_up_files_are_read_whole(dataset: str, tmp_path: Path) -> None:
    path = tmp_path / "events.tsv"
    write_events(dataset, path, 500)
    with Writer(None) as writer:
        report = import_events(writer, dataset, [path])
    assert (report.n_rows, report.n_kept, report.rejected.total()) == (500, 500, 0)
    assert report.resolved_share > 0.99


@pytest.mark.skipif(bench_folder() is None, reason="no gold data")
def test_floors_on_icews_and_votes() -> None:
    bench = bench_folder()
    assert bench is not None
    if not (bench / ICEWS).exists():
        pytest.skip("no ICEWS table in the gold data")
    with Writer(None) as writer:
        report, votes, _ = load(bench, writer)
        pairs, _ = compare(writer, votes)
        events = writer.corpus.coded_events().select(["actor_iso3", "actor_name"]).to_pylist()
    assert report.resolved_share >= RESOLVED_FLOOR
    assert pairs.correlation(pairs.aligned) >= CORRELATION_FLOOR
    low, high = pairs.interval(pairs.aligned)
    assert low < pairs.correlation(pairs.aligned) < high
    publishers = "Association of American Publishers"
    assert {e["actor_iso3"] for e in events if e["actor_name"] == publishers} == {None}
