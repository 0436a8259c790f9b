"""Shifts, slow moves and breaks: what moved is dated, and no sum hides a rupture."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.measures.alignment import Track, follow
from tightrope.measures.moves import Bounds, _runs, breaks, shifts
from tightrope.measures.standing import Standing, measure
from tightrope.measures.tests.test_measures import incident, incidents_of_peru, observations
from tightrope.records.alignment import Observation, Stream
from tightrope.records.corpus import Incident
from tightrope.records.plover import EventType


def track(*given_: tuple[int, float]) -> Track:
    return follow("PER", {"CHN": tuple(observations(*given_))})[0]


def a_cut_among_smiles(projects: int = 0) -> list[Incident]:
    """A year of aid; then aid is cut in a week full of talks, pledges and ``projects``."""
    aid = [
        incident(f"aid{m}", actors=("CHN",), recipients=("PER",), day=date(2021, m, 5))
        for m in range(1, 13)
    ]
    day = date(2022, 1, 12)
    cut = incident(
        "cut", EventType.SANCTION, actors=("CHN",), recipients=("PER",), day=day, origins=("a", "b")
    )
    both = {"actors": ("CHN", "PER"), "recipients": (), "origins": ("a", "b", "c")}
    talks = [
        incident(f"talk{n}", kind, day=day + timedelta(days=n - 3), **both)  # type: ignore[arg-type]
        for n, kind in enumerate([EventType.CONSULT, EventType.AGREE] * 3)
    ]
    more = [
        incident(f"project{n}", EventType.COOPERATE, day=day, **both)  # type: ignore[arg-type]
        for n in range(projects)
    ]
    return [*aid, cut, *talks, *more]


def levels(found: Standing, stream: Stream) -> list[float]:
    return [a.mean for a in found.alignments if a.stream == stream]


class TestBreaks:
    def test_warm_words_do_not_hide_an_aid_cut(self) -> None:
        found = measure("PER", ["CHN"], a_cut_among_smiles())
        deeds, words = levels(found, Stream.DEEDS), levels(found, Stream.WORDS)
        assert deeds[-1] < deeds[-2]
        assert words[-1] > 0.3
        (cut,) = found.breaks
        assert (cut.incident_id, cut.stream, cut.day) == ("cut", Stream.DEEDS, date(2022, 1, 12))
        assert cut.level > 0.3
        assert cut.contrary > 0.95
        assert cut.expected < 0.05

    def test_nor_do_other_deeds_of_the_same_month(self) -> None:
        """The level hardly moves, as it should; the act is told all the same."""
        found = measure("PER", ["CHN"], a_cut_among_smiles(projects=5))
        assert [b.incident_id for b in found.breaks] == ["cut"]
        assert not [s for s in found.shifts if s.stream == Stream.DEEDS and s.change < -0.1]

    def test_a_plan_a_mild_act_or_a_lone_one_is_none(self) -> None:
        acts = a_cut_among_smiles()
        plan = [i for i in acts if i.id != "cut"]
        plan.append(
            incident("threat", EventType.SANCTION, day=date(2022, 1, 12), modality="planned")
        )
        assert measure("PER", ["CHN"], plan).breaks == ()
        assert breaks(track(*[(m, 0.6) for m in range(9)], (9, -0.2))) == []
        assert breaks(track((0, -0.7))) == []

    def test_in_a_hostile_relation_a_hostile_act_is_none(self) -> None:
        found = breaks(track(*[(m, -0.6) for m in range(9)], (9, -0.9), (9, 0.7)))
        assert [(b.incident_id, b.value) for b in found] == [("i10", 0.7)]

    @settings(max_examples=40, deadline=None)
    @given(incidents_of_peru)
    def test_every_break_is_strong_and_against_the_grain(self, incidents: list[Incident]) -> None:
        found = measure("PER", ["CHN", "USA"], incidents)
        for b in found.breaks:
            assert abs(b.value) >= 0.5
            assert b.value * b.level < 0.0
            assert 0.8 <= b.contrary <= 1.0
            assert 0.0 <= b.expected < 0.5
            assert b.stream != Stream.ALL

    @given(st.lists(st.floats(0.5, 1.0), min_size=1, max_size=8))
    @settings(max_examples=30, deadline=None)
    def test_what_comes_later_does_not_change_what_was_foretold(self, after: list[float]) -> None:
        """Only noise and drift are estimated from everything."""
        start = [(m, 0.6) for m in range(8)]
        short = track(*start, (8, -0.8))
        long = track(*start, (8, -0.8), *[(9 + n, -v) for n, v in enumerate(after)])
        (first,) = breaks(short)
        assert first.incident_id in {b.incident_id for b in breaks(long)}


class TestShifts:
    def test_a_slow_move_is_told_with_its_beginning_and_end(self) -> None:
        seen = [(m, 0.7 - 0.06 * m) for m in range(22) for _ in range(2)]
        (slow,) = shifts(track(*seen))
        assert slow.change < -0.5
        assert slow.probability > 0.95
        assert (slow.period_end - slow.period_start).days > 300
        assert slow.since < slow.period_start
        assert 1 <= len(slow.incident_ids) <= 10

    def test_only_what_pulled_that_way_is_named(self) -> None:
        rows = [(m, 0.6) for m in range(12)] + [(12, -0.9)] * 4 + [(12, 0.9)]
        found = shifts(track(*rows))
        named = {i for s in found if s.change < 0.0 for i in s.incident_ids}
        assert named == {"i12", "i13", "i14", "i15"}
        for s in found:
            assert s.incident_ids

    def test_votes_make_shifts_like_acts(self) -> None:
        rows = observations(*[(m, 1.0) for m in range(8)], *[(8 + m, -1.0) for m in range(6)])
        votes = tuple(
            Observation(o.incident_id, Stream.VOTES, o.day, o.value, 1.0, 1) for o in rows
        )
        tracks = {t.stream: t for t in follow("PER", {"CHN": votes})}
        fall = min(shifts(tracks[Stream.VOTES]), key=lambda s: s.change)
        assert fall.stream == Stream.VOTES
        assert set(fall.incident_ids) <= {f"i{n}" for n in range(8, 14)}

    @settings(max_examples=40, deadline=None)
    @given(incidents_of_peru)
    def test_every_shift_is_sure_enough_and_in_order(self, incidents: list[Incident]) -> None:
        found = measure("PER", ["CHN", "USA"], incidents).shifts
        bounds = Bounds()
        for s in found:
            assert s.since < s.period_start <= s.period_end
            assert abs(s.change) >= bounds.change - 1e-4
            assert s.probability >= bounds.probability - 1e-4
            assert -2.0 <= s.low <= s.change <= s.high <= 2.0
            assert s.incident_ids


class TestRuns:
    @pytest.mark.parametrize(
        ("given_", "wanted"),
        [
            ([], []),
            ([0.1], []),
            ([0.1, 0.12, 0.11], []),
            ([0.0, 0.1, 0.2], [(0, 2)]),
            ([0.0, 0.3, 0.28, 0.5, 0.1], [(0, 3), (3, 4)]),
            ([0.5, 0.5, 0.1, 0.12, 0.0], [(1, 4)]),
        ],
    )
    def test_rises_and_falls(self, given_: list[float], wanted: list[tuple[int, int]]) -> None:
        assert _runs(given_, 0.05) == wanted

    @given(st.lists(st.floats(-1, 1), max_size=30), st.floats(0.01, 0.5))
    def test_runs_are_in_order_and_alternate(self, given_: list[float], turn: float) -> None:
        found = _runs(given_, turn)
        for a, b in found:
            assert a < b
            assert abs(given_[a] - given_[b]) >= turn
        for one, other in pairwise(found):
            assert one[1] == other[0]
            rise = given_[one[1]] - given_[one[0]]
            assert rise * (given_[other[1]] - given_[other[0]]) < 0.0
