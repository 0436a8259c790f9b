"""What must always hold of the measures, and what they say on clear cases."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.errors import UsageError
from tightrope.measures.alignment import align, follow
from tightrope.measures.level_model import DEFAULT_PRIORS, Z90, Series, fit_levels
from tightrope.measures.moves import shifts
from tightrope.measures.observations import observe
from tightrope.measures.periods import PERIOD_DAYS, fitting_period, period_bounds, period_index
from tightrope.measures.posture import posture, say_do_gap
from tightrope.measures.standing import measure
from tightrope.measures.weights import Weights
from tightrope.records.alignment import Observation, Stream
from tightrope.records.corpus import Incident
from tightrope.records.plover import INTENSITY, EventType


def incident(
    name: str = "i1",
    kind: EventType | str = EventType.AID,
    actors: tuple[str, ...] = ("PER",),
    recipients: tuple[str, ...] = ("CHN",),
    day: date | None = date(2022, 5, 4),
    **changes: object,
) -> Incident:
    made = Incident(
        id=name,
        event_type=kind,
        actor_states=actors,
        recipient_states=recipients,
        date_low=day,
        date_high=day,
        event_ids=(name + "e",),
        document_ids=("d1",),
        origins=("Andina",),
        polarity="asserted",
        modality="actual",
        intensity=INTENSITY[EventType(kind)] if kind != "VOTE" else 0.0,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


days = st.dates(date(2010, 1, 1), date(2014, 12, 31))
incidents_of_peru = st.lists(
    st.builds(
        incident,
        name=st.uuids().map(str),
        kind=st.sampled_from(list(EventType)),
        actors=st.sampled_from([("PER",), ("CHN",), ("USA",), ("PER", "CHN")]),
        recipients=st.sampled_from([("PER",), ("CHN",), ("USA",), ()]),
        day=st.none() | days,
        modality=st.sampled_from(["actual", "planned", "possible", "background"]),
        polarity=st.sampled_from(["asserted", "negated"]),
        disputed=st.booleans(),
        origins=st.lists(st.sampled_from("abcd"), unique=True).map(tuple),
    ),
    max_size=12,
)


class TestObservations:
    def test_own_act_counts_more_than_act_of_the_power(self) -> None:
        own = observe([incident()], "PER", "CHN").observations[0]
        other = incident(actors=("CHN",), recipients=("PER",))
        theirs = observe([other], "PER", "CHN").observations[0]
        assert own.value == theirs.value == 0.75
        assert theirs.weight == pytest.approx(own.weight / 2)

    def test_streams_follow_the_quad_class(self) -> None:
        sanction = incident(kind=EventType.SANCTION)
        talks = incident("i2", EventType.CONSULT, actors=("CHN", "PER"), recipients=())
        found = observe([sanction, talks], "PER", "CHN").observations
        assert {o.incident_id: o.stream for o in found} == {"i1": Stream.DEEDS, "i2": Stream.WORDS}
        assert {o.incident_id: np.sign(o.value) for o in found} == {"i1": -1, "i2": 1}

    def test_acting_together_against_another_is_no_act_between_the_two(self) -> None:
        joint = incident(kind=EventType.SANCTION, actors=("PER", "CHN"), recipients=("BOL",))
        assert observe([joint], "PER", "CHN").observations == ()

    def test_other_relations_are_passed_over(self) -> None:
        found = observe([incident(actors=("BOL",))], "PER", "CHN")
        assert found.observations == found.left_out == ()

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"date_low": None, "date_high": None}, "date is not known"),
            ({"modality": "hypothetical"}, "hypothetical"),
            ({"modality": "background"}, "background"),
            ({"polarity": "negated"}, "not to have happened"),
        ],
    )
    def test_what_counts_nothing_is_left_out_with_the_reason(
        self, changes: dict[str, object], words: str
    ) -> None:
        found = observe([incident(**changes)], "PER", "CHN")
        assert found.observations == ()
        assert words in found.left_out[0].reason

    def test_a_vote_needs_the_position_of_the_power(self) -> None:
        vote = incident(kind="VOTE", recipients=())
        assert "vote" in observe([vote], "PER", "CHN").left_out[0].reason
        known = observe([vote], "PER", "CHN", vote_position=lambda i, p: -1.0)
        assert known.observations[0].stream == Stream.VOTES
        assert known.observations[0].value == -1.0

    def test_a_window_is_dated_to_its_middle_and_weighs_less(self) -> None:
        wide = incident(date_low=date(2022, 3, 1), date_high=date(2022, 4, 30))
        vague, exact = (observe([i], "PER", "CHN").observations[0] for i in (wide, incident()))
        assert vague.day == date(2022, 3, 31)
        assert vague.weight == pytest.approx(exact.weight / 2)

    def test_a_plan_is_observed_when_it_is_told_of(self) -> None:
        plan = incident(modality="planned", day=date(2022, 11, 1))
        heard = date(2022, 6, 1)
        assert observe([plan], "PER", "CHN", until=heard).observations[0].day == heard
        done = observe([incident()], "PER", "CHN", until=date(2020, 1, 1))
        assert done.observations[0].day == date(2022, 5, 4)

    def test_every_weight_is_said(self) -> None:
        made = observe([incident(disputed=True, modality="planned")], "PER", "CHN").observations[0]
        for word in ("own act", "planned 0.3", "1 independent origin 0.5", "disputed 0.5"):
            assert word in made.why
        assert made.weight == pytest.approx(0.3 * 0.5 * 0.5)

    @given(st.integers(1, 40), st.integers(1, 6))
    def test_copies_add_nothing_and_origins_do(self, reports: int, origins: int) -> None:
        one = incident(origins=tuple(f"o{i}" for i in range(origins)))
        many = replace(
            one,
            event_ids=tuple(f"e{i}" for i in range(reports)),
            document_ids=tuple(f"d{i}" for i in range(reports)),
        )
        more = replace(one, origins=(*one.origins, "another"))
        a, b, c = (observe([i], "PER", "CHN").observations[0].weight for i in (one, many, more))
        assert a == b < c <= 1.0

    @given(incidents_of_peru)
    def test_values_and_weights_stay_on_their_scales(self, incidents: list[Incident]) -> None:
        for o in observe(incidents, "PER", "CHN").observations:
            assert -1.0 <= o.value <= 1.0
            assert 0.0 < o.weight <= 1.0


class TestPeriods:
    @given(st.dates(date(1800, 1, 1), date(2200, 1, 1)), st.sampled_from(list(PERIOD_DAYS)))
    def test_a_period_holds_its_days_and_meets_the_next(self, day: date, period: str) -> None:
        index = period_index(day, period)
        start, end = period_bounds(index, period)
        assert start <= day <= end
        assert period_bounds(index + 1, period)[0] == end + timedelta(days=1)

    def test_long_records_get_long_periods(self) -> None:
        assert fitting_period([]) == "month"
        assert fitting_period([date(2020, 1, 1), date(2023, 1, 1)]) == "month"
        assert fitting_period([date(2000, 1, 1), date(2023, 1, 1)]) == "quarter"
        assert fitting_period([date(1950, 1, 1), date(2023, 1, 1)]) == "year"

    def test_an_unknown_period_is_refused_with_those_there_are(self) -> None:
        with pytest.raises(UsageError, match="week"):
            align("PER", "CHN", [], period="fortnight")


def observations(*given: tuple[int, float]) -> list[Observation]:
    start = date(2015, 1, 10)
    return [
        Observation(f"i{n}", Stream.DEEDS, start + timedelta(days=31 * month), value, 0.5, 1)
        for n, (month, value) in enumerate(given)
    ]


class TestAlignment:
    @settings(max_examples=60, deadline=None)
    @given(incidents_of_peru)
    def test_bounds_and_order(self, incidents: list[Incident]) -> None:
        there = measure("PER", ["CHN", "USA"], incidents)
        back = measure("PER", ["CHN", "USA"], incidents[::-1])
        assert there == back or there.alignments == back.alignments
        assert there.postures == back.postures
        assert there.shifts == back.shifts
        for a in there.alignments:
            assert -1.0 <= a.low <= a.mean <= a.high <= 1.0
            assert a.low < a.high
        for p in there.postures:
            assert sum(share for _, share in p.shares) == pytest.approx(1.0)
            assert all(0.0 <= share <= 1.0 for _, share in p.shares)
            assert 0.0 <= p.nearer_first <= 1.0
        for g in there.gaps:
            assert -2.0 <= g.low <= g.mean <= g.high <= 2.0

    @given(st.lists(st.tuples(st.integers(0, 5), st.floats(-1, 1)), min_size=1, max_size=8))
    def test_intervals_widen_with_silence(self, seen: list[tuple[int, float]]) -> None:
        first, last = min(m for m, _ in seen), max(m for m, _ in seen)
        series = Series(
            np.array([m + 10 for m, _ in seen]),
            np.array([v for _, v in seen]),
            np.full(len(seen), 0.5),
        )
        sd = fit_levels([series], 30, 30.0)[0].sd
        assert np.all(np.diff(sd[last + 10 :]) > 0.0)
        assert np.all(np.diff(sd[: first + 11]) < 0.0)

    def test_one_report_gives_a_direction_and_a_wide_interval(self) -> None:
        found = align("PER", "CHN", observations((0, 0.75)))
        deeds = next(a for a in found if a.stream == Stream.DEEDS)
        assert deeds.mean > 0.0
        assert deeds.low < 0.0 < 0.6 < deeds.high

    def test_more_of_the_same_narrows(self) -> None:
        few = align("PER", "CHN", observations((0, 0.6), (1, 0.6)))[-1]
        many = align("PER", "CHN", observations(*[(m % 2, 0.6) for m in range(30)]))[-1]
        assert many.high - many.low < (few.high - few.low) / 2
        assert 0.4 < many.mean <= 0.6

    def test_a_stream_without_observations_has_no_rows(self) -> None:
        found = align("PER", "CHN", observations((0, 0.75)))
        assert {a.stream for a in found} == {Stream.DEEDS, Stream.ALL}
        assert align("PER", "CHN", []) == []

    def test_words_weigh_less_than_deeds_when_joined(self) -> None:
        deed, word = observations((0, -0.6), (0, 0.6))
        found = align("PER", "CHN", [deed, replace(word, stream=Stream.WORDS)])
        joined = next(a for a in found if a.stream == Stream.ALL)
        assert joined.mean < 0.0
        assert joined.n_incidents == 2

    def test_powers_share_their_periods(self) -> None:
        tracks = follow(
            "PER", {"CHN": tuple(observations((0, 0.5))), "USA": tuple(observations((6, 0.5)))}
        )
        assert {t.start for t in tracks} == {tracks[0].start}
        assert {len(t.observations) for t in tracks} == {7}


class TestPosture:
    @staticmethod
    def between(a: float, b: float, n: int = 40) -> dict[str, float]:
        tracks = follow(
            "PER",
            {
                "CHN": tuple(observations(*[(0, a)] * n)),
                "USA": tuple(observations(*[(0, b)] * n)),
            },
        )
        by_power = {t.power: t for t in tracks if t.stream == Stream.ALL}
        found = posture(by_power["CHN"], by_power["USA"], 0)
        return {**dict(found.shares), "nearer": found.nearer_first}

    @pytest.mark.parametrize(
        ("a", "b", "name"),
        [
            (0.7, 0.0, "leans CHN"),
            (-0.2, 0.7, "leans USA"),
            (0.6, 0.6, "hedges"),
            (0.0, 0.0, "aloof"),
            (-0.6, -0.6, "estranged"),
        ],
    )
    def test_clear_cases(self, a: float, b: float, name: str) -> None:
        shares = self.between(a, b)
        assert shares[name] > 0.7

    @given(st.floats(-1, 1), st.floats(-1, 1))
    @settings(max_examples=30, deadline=None)
    def test_symmetric_in_the_powers(self, a: float, b: float) -> None:
        one, other = self.between(a, b, 3), self.between(b, a, 3)
        assert one["leans CHN"] == pytest.approx(other["leans USA"], abs=0.01)
        assert one["hedges"] == pytest.approx(other["hedges"], abs=0.01)
        assert one["nearer"] == pytest.approx(1.0 - other["nearer"])

    def test_shares_agree_with_simulation(self) -> None:
        tracks = follow(
            "PER", {"CHN": tuple(observations((0, 0.5))), "USA": tuple(observations((0, -0.1)))}
        )
        a, b = (t for t in tracks if t.stream == Stream.ALL)
        rng = np.random.default_rng(5)
        x = rng.normal(a.level.mean[0], a.level.sd[0], 200_000)
        y = rng.normal(b.level.mean[0], b.level.sd[0], 200_000)
        estranged = (x < -0.15) & (y < -0.15)
        drawn = {
            "estranged": estranged,
            "leans CHN": ~estranged & (x - y > 0.2),
            "leans USA": ~estranged & (y - x > 0.2),
            "hedges": ~estranged & (abs(x - y) <= 0.2) & ((x + y) / 2 > 0.15),
        }
        shares = dict(posture(a, b, 0).shares)
        for name, hits in drawn.items():
            assert shares[name] == pytest.approx(hits.mean(), abs=0.005)

    def test_little_evidence_leaves_the_posture_open(self) -> None:
        assert max(self.between(0.7, 0.0, 1).values()) < 0.8

    def test_say_do_gap_has_the_sign_of_the_deeds(self) -> None:
        deeds = observations(*[(0, -0.6)] * 10)
        words = [replace(o, stream=Stream.WORDS, value=0.4) for o in deeds]
        tracks = {t.stream: t for t in follow("PER", {"CHN": (*deeds, *words)})}
        gap = say_do_gap(tracks[Stream.DEEDS], tracks[Stream.WORDS], 0)
        assert gap.low < gap.mean < gap.high < 0.0


class TestShifts:
    def test_a_rupture_is_dated_and_names_its_incidents(self) -> None:
        seen = observations(*[(m, 0.6) for m in range(12)], *[(m, -0.7) for m in range(12, 18)])
        track = follow("PER", {"CHN": tuple(seen)})[0]
        found = shifts(track)
        dated = [s for s in found if s.period_start.month == s.period_end.month]
        largest = max(dated, key=lambda s: abs(s.change))
        assert largest.change < 0.0
        assert largest.period_start == date(2016, 1, 1)
        assert largest.incident_ids == ("i12",)
        assert largest.since < largest.period_start

    def test_nothing_moves_in_a_steady_relation(self) -> None:
        track = follow("PER", {"CHN": tuple(observations(*[(m, 0.5) for m in range(20)]))})[0]
        assert shifts(track) == []

    def test_moves_agree_with_simulation(self) -> None:
        """The smoother's covariances are those of the joint normal, solved directly."""
        steps, values = np.array([0, 1, 4]), np.array([0.5, 0.1, -0.4])
        level = fit_levels([Series(steps, values, np.ones(3))], 5, 30.0)[0]
        cell = int(level.cell_weight.argmax())
        noise_cells, drift_cells = DEFAULT_PRIORS.cells
        z_noise = np.linspace(-2, 2, noise_cells)[cell // drift_cells]
        z_drift = np.linspace(-2, 2, drift_cells)[cell % drift_cells]
        r = (DEFAULT_PRIORS.noise_sd * np.exp(DEFAULT_PRIORS.noise_log_sd * z_noise)) ** 2
        q = (DEFAULT_PRIORS.drift_sd * np.exp(DEFAULT_PRIORS.drift_log_sd * z_drift)) ** 2
        grid = np.arange(5)
        prior = DEFAULT_PRIORS.level_sd**2 + q * np.minimum.outer(grid, grid)
        seen = prior[np.ix_(steps, steps)] + r * np.eye(3)
        gain = np.linalg.solve(seen, prior[steps]).T
        mean, cov = gain @ values, prior - gain @ prior[steps]
        assert np.allclose(level.cell_mean[:, cell], mean)
        assert np.allclose(level.cell_variance[:, cell], np.diag(cov))
        product = np.prod(level.cell_gain[1:4, cell]) * level.cell_variance[4, cell]
        assert product == pytest.approx(cov[1, 4])


@pytest.mark.parametrize(("n_steps", "per_step"), [(24, 0.3), (24, 3.0), (60, 1.0)])
def test_intervals_cover_what_they_say(n_steps: int, per_step: float) -> None:
    """Levels drawn from the model lie in their 90 % intervals in 90 % ± 3 of cases."""
    rng = np.random.default_rng(11)
    priors, drawn, truth = DEFAULT_PRIORS, [], []
    for _ in range(800):
        z = np.clip(rng.normal(size=2), -2.0, 2.0)
        noise = priors.noise_sd * np.exp(priors.noise_log_sd * z[0])
        drift = priors.drift_sd * np.exp(priors.drift_log_sd * z[1])
        moves = np.concatenate([[0.0], rng.normal(size=n_steps - 1) * drift])
        levels = priors.level_sd * rng.normal() + np.cumsum(moves)
        count = max(1, rng.poisson(per_step * n_steps))
        steps, weights = rng.integers(0, n_steps, count), rng.choice([0.1, 0.25, 0.5, 1.0], count)
        values = levels[steps] + rng.normal(size=count) * noise / np.sqrt(weights)
        drawn.append(Series(steps, values, weights))
        truth.append(levels)
    fitted = fit_levels(drawn, n_steps, 30.0)
    mean = np.array([level.cell_mean @ level.cell_weight for level in fitted])
    inside = np.abs(np.array(truth) - mean) <= Z90 * np.array([level.sd for level in fitted])
    assert inside.mean() == pytest.approx(0.90, abs=0.03)


def test_weights_are_options() -> None:
    act = incident(modality="planned")
    default = observe([act], "PER", "CHN").observations[0].weight
    heavier = Weights(modality=(("planned", 0.6),))
    assert observe([act], "PER", "CHN", heavier).observations[0].weight == pytest.approx(
        default * 2
    )
    without = observe([act], "PER", "CHN", Weights(modality=()))
    assert without.observations == ()
