"""Influence, sensitivity and the posture among several powers."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.measures.alignment import Track, follow
from tightrope.measures.influence import influences
from tightrope.measures.level_model import Series, fit_levels
from tightrope.measures.posture import posture
from tightrope.measures.sensitivity import sensitivity, variants
from tightrope.measures.stance import stance
from tightrope.measures.standing import measure
from tightrope.measures.tests.test_measures import incident, incidents_of_peru, observations
from tightrope.measures.weights import DEFAULT_WEIGHTS, Weights
from tightrope.records.alignment import Stream
from tightrope.records.corpus import Incident
from tightrope.records.plover import EventType

seen = st.lists(
    st.tuples(st.integers(0, 7), st.floats(-1, 1), st.sampled_from([0.05, 0.25, 0.5, 1.0])),
    min_size=1,
    max_size=10,
)


class TestInfluence:
    @settings(max_examples=60, deadline=None)
    @given(seen)
    def test_leaving_one_out_is_what_a_fit_without_it_gives(
        self, found: list[tuple[int, float, float]]
    ) -> None:
        """One observation stays at the first step, where the prior on the level stands."""
        rows = [(0, 0.1, 0.2), *found]
        steps, values, weights = (np.array(column) for column in zip(*rows, strict=True))
        level = fit_levels([Series(steps, values, weights)], 9, 30.0)[0]
        mean, sd = level.without(steps[1:], values[1:], weights[1:])
        others = [np.arange(len(rows)) != n for n in range(1, len(rows))]
        refitted = fit_levels([Series(steps[k], values[k], weights[k]) for k in others], 9, 30.0)
        assert mean == pytest.approx(np.array([x.mean[-1] for x in refitted]), abs=1e-7)
        assert sd == pytest.approx(np.array([x.sd[-1] for x in refitted]), abs=1e-7)

    def test_the_odd_one_out_carries_most(self) -> None:
        track = follow("PER", {"CHN": tuple(observations((0, 0.5), (1, 0.5), (2, -0.9)))})[0]
        found = influences(track)
        assert [i.rank for i in found] == [1, 2, 3]
        assert found[0].incident_id == "i2"
        assert found[0].change < 0.0
        assert found[0].mean_without > found[0].mean
        assert found[0].change == pytest.approx(found[0].mean - found[0].mean_without, abs=2e-4)

    def test_without_its_only_incident_nothing_is_known(self) -> None:
        (only,) = influences(follow("PER", {"CHN": tuple(observations((0, 0.75)))})[0])
        assert only.mean_without == pytest.approx(0.0, abs=1e-6)
        assert only.low_without < -0.7 < 0.7 < only.high_without

    def test_the_list_is_cut_after_the_largest(self) -> None:
        rows = [(m, 0.1 * m) for m in range(9)]
        track = follow("PER", {"CHN": tuple(observations(*rows))})[0]
        assert influences(track, most=4) == influences(track)[:4]

    @settings(max_examples=30, deadline=None)
    @given(incidents_of_peru)
    def test_every_stream_has_its_own(self, incidents: list[Incident]) -> None:
        found = measure("PER", ["CHN", "USA"], incidents)
        assert {(i.power, i.stream) for i in found.influences} == {
            (a.power, a.stream) for a in found.alignments
        }
        known = {i.id for i in incidents}
        for i in found.influences:
            assert i.incident_id in known
            assert -1.0 <= i.low_without <= i.mean_without <= i.high_without <= 1.0


class TestSensitivity:
    @settings(max_examples=15, deadline=None)
    @given(incidents_of_peru)
    def test_every_row_is_what_the_measure_gives_with_these_weights(
        self, incidents: list[Incident]
    ) -> None:
        base = measure("PER", ["CHN", "USA"], incidents, period="month")
        rows = sensitivity("PER", base.observations, incidents, "month")
        settings = {("", 1.0): DEFAULT_WEIGHTS} | {(o, f): w for o, f, _, w in variants()}
        assert {(r.option, r.factor) for r in rows} == (
            settings.keys() if base.alignments else set()
        )
        for row in rows:
            weights = settings[row.option, row.factor]
            measured = measure("PER", ["CHN", "USA"], incidents, "month", weights)
            last = {a.power: a for a in measured.alignments if a.stream == Stream.ALL}
            assert [p for p, *_ in row.positions] == list(last)
            for power, mean, low, high in row.positions:
                a = last[power]
                assert (mean, low, high) == pytest.approx((a.mean, a.low, a.high), abs=2e-4)
            newest = {p.powers: p.nearer_first for p in measured.postures}
            assert {(a, b): c for a, b, c in row.nearer} == pytest.approx(newest)

    def test_each_weight_is_halved_and_doubled_once(self) -> None:
        found = [(option, factor) for option, factor, _, _ in variants()]
        assert len(found) == len(set(found))
        assert {factor for _, factor in found} == {0.5, 2.0}
        options = {option for option, _ in found}
        for name in ("power_acts", "modality planned", "origin_doubt", "window_days", "disputed"):
            assert name in options
        # What weighs nothing has no half.
        assert not options & {"negated", "modality hypothetical", "modality background"}

    def test_a_chance_stays_one(self) -> None:
        made = {f: v for option, f, v, _ in variants() if option == "origin_doubt"}
        assert made == pytest.approx({0.5: 1 / 3, 2.0: 2 / 3})

    def test_a_state_that_only_receives_hangs_on_the_weight_of_the_power(self) -> None:
        aid = [incident(f"i{n}", actors=("CHN",), recipients=("PER",)) for n in range(4)]
        own = incident("own", EventType.SANCTION)
        base = measure("PER", ["CHN"], [*aid, own])
        rows = {
            (r.option, r.factor): r.positions[0][1]
            for r in sensitivity("PER", base.observations, [*aid, own], base.period)
        }
        assert rows["power_acts", 2.0] > rows["", 1.0] > rows["power_acts", 0.5]
        assert rows["focal_acts", 2.0] < rows["", 1.0] < rows["focal_acts", 0.5]
        assert rows["votes_in_all", 2.0] == rows["", 1.0]

    def test_a_vote_of_the_record_keeps_its_weight(self) -> None:
        """No incident stands behind it; only its share in the joined position changes."""
        (vote,) = observations((0, 0.5))
        rows = {
            (r.option, r.factor): r.positions[0][1:3]
            for r in sensitivity("PER", (("CHN", (vote,)),), [], "month")
        }
        assert rows["power_acts", 2.0] == rows["full_intensity", 2.0] == rows["", 1.0]
        assert rows["deeds_in_all", 2.0] > rows["", 1.0]

    def test_nothing_observed_nothing_told(self) -> None:
        assert sensitivity("PER", (("CHN", ()),), [incident()], "month") == []


class TestStance:
    @staticmethod
    def tracks(*levels: float, n: int = 40) -> list[Track]:
        powers = ("CHN", "USA", "RUS", "JPN")
        found = follow(
            "PER",
            {
                power: tuple(observations(*[(0, level)] * n))
                for power, level in zip(powers, levels, strict=False)
            },
        )
        return [t for t in found if t.stream == Stream.ALL]

    @pytest.mark.parametrize(
        ("levels", "name"),
        [
            ((0.7, 0.0, 0.1), "leans CHN"),
            ((-0.2, 0.1, 0.7), "leans RUS"),
            ((0.6, 0.6, -0.4), "hedges"),
            ((0.6, 0.6, 0.6), "hedges"),
            ((0.0, 0.0, 0.0), "aloof"),
            ((0.0, 0.0, -0.7), "aloof"),
            ((-0.6, -0.6, -0.6), "estranged"),
        ],
    )
    def test_clear_cases(self, levels: tuple[float, ...], name: str) -> None:
        assert dict(stance(self.tracks(*levels), 0).shares)[name] > 0.7

    @settings(max_examples=30, deadline=None)
    @given(st.floats(-1, 1), st.floats(-1, 1), st.integers(1, 12))
    def test_for_two_powers_it_is_the_posture_between_them(
        self, a: float, b: float, n: int
    ) -> None:
        tracks = self.tracks(a, b, n=n)
        among, between = stance(tracks, 0), posture(*tracks, 0)
        assert dict(among.shares) == pytest.approx(dict(between.shares), abs=0.01)
        assert dict(among.nearest)["CHN"] == pytest.approx(between.nearer_first, abs=0.01)

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.floats(-1, 1), min_size=3, max_size=4), st.integers(1, 12))
    def test_shares_sum_to_one_and_follow_their_powers(self, levels: list[float], n: int) -> None:
        tracks = self.tracks(*levels, n=n)
        there, back = stance(tracks, 0), stance(tracks[::-1], 0)
        for found in (there.shares, there.nearest):
            assert sum(share for _, share in found) == pytest.approx(1.0)
            assert all(0.0 <= share <= 1.0 for _, share in found)
        assert dict(there.shares) == pytest.approx(dict(back.shares), abs=0.01)
        assert dict(there.nearest) == pytest.approx(dict(back.nearest), abs=0.01)

    def test_measured_for_all_powers_that_are_seen(self) -> None:
        acts = [incident(p, recipients=(p,), day=date(2022, 5, 4)) for p in ("CHN", "USA", "RUS")]
        found = measure("PER", ["CHN", "USA", "RUS", "JPN"], acts).stance
        assert found is not None
        assert found.powers == ("CHN", "USA", "RUS")
        assert measure("PER", ["CHN", "USA"], acts).stance is None


def test_a_weight_above_one_counts_for_more() -> None:
    act = [incident()]
    once, twice = (
        measure("PER", ["CHN"], act, weights=Weights(focal_acts=w)).observations[0][1][0].weight
        for w in (1.0, 2.0)
    )
    assert twice == 2.0 * once
