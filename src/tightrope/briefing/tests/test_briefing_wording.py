"""Numbers, names, dates and acts in plain English."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.briefing.content import Desk, Material
from tightrope.briefing.positions import bar, verdict
from tightrope.briefing.voices import manner, voices
from tightrope.briefing.wording import counted, listed, percent, range_words, signed, state
from tightrope.records.statements import Statement, StatementKind


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 reports"), (1, "1 report"), (2, "2 reports"), (1200, "1,200 reports")],
)
def test_singular_and_plural(number: int, words: str) -> None:
    assert counted(number, "report") == words


def test_lists() -> None:
    assert [listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_names_take_their_article() -> None:
    assert state("USA") == "the United States"
    assert state("CHN") == "China"
    assert state("UNO") == "the United Nations"
    assert state("QQQ") == "QQQ"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (date(2023, 5, 1), date(2023, 5, 1), "1 May 2023"),
        (date(2023, 5, 1), date(2023, 5, 31), "May 2023"),
        (date(2023, 5, 1), date(2023, 5, 7), "1–7 May 2023"),
        (date(2023, 4, 30), date(2023, 5, 1), "30 April – 1 May 2023"),
        (date(2022, 12, 30), date(2023, 1, 2), "30 December 2022 – 2 January 2023"),
        (date(2023, 1, 1), date(2023, 12, 31), "2023"),
        (date(2019, 1, 1), date(2023, 12, 31), "2019–2023"),
        (date(2023, 5, 1), None, "after 1 May 2023"),
        (None, date(2023, 5, 1), "before 1 May 2023"),
        (None, None, ""),
    ],
)
def test_ranges_of_days(low: date | None, high: date | None, words: str) -> None:
    assert range_words(low, high) == words


def test_signs_and_certainty() -> None:
    assert [signed(x) for x in (0.341, -0.05, 0.001, -0.001)] == ["+0.34", "−0.05", "0.00", "0.00"]
    assert [percent(x) for x in (0.0, 0.5, 0.999)] == ["under 1 %", "50 %", "over 99 %"]


def test_verdicts_follow_the_interval() -> None:
    assert verdict(0.5, 0.3, 0.7) == "friendly"
    assert verdict(-0.4, -0.95, 0.15) == "probably strained"
    assert verdict(0.2, -0.2, 0.6) == "perhaps fairly friendly"
    assert verdict(0.3, -0.1, 0.7) == "probably friendly"
    # A sign that is likelier than not, and no more, is no direction.
    assert verdict(0.13, -0.36, 0.62) == "no direction can be read"
    assert verdict(0.02, -0.9, 0.9) == "no direction can be read"
    assert verdict(0.02, -0.1, 0.14) == "neither warm nor cool"


@given(st.lists(st.floats(-1, 1), min_size=3, max_size=3).map(sorted))
def test_bars_are_as_long_as_the_scale(ends: list[float]) -> None:
    low, mean, high = ends
    drawn = bar(mean, low, high)
    assert len(drawn) == len(bar(0, 0, 0))
    assert drawn.count("●") == 1


def statement(name: str, **changes: object) -> Statement:
    made = Statement(
        id=name,
        document_id=f"d{name}",
        source_spans=(),
        cue_spans=(),
        content_spans=(),
        source_text="the minister",
        cue_text="said",
        content_text="the road will stay open for trade this winter",
        kind=StatementKind.INDIRECT,
        source_name="Amina Wekesa",
        source_states=("KEN",),
        cue_lemma="say",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def heard(*statements: Statement) -> list[tuple[str, list[str]]]:
    told = voices(Desk(Material("KEN", (), statements=statements)), 10, 10)
    return [(v.name, [s.ids[0] for s in v.sayings]) for v in told.voices]


class TestVoices:
    def test_one_saying_told_twice_is_one(self) -> None:
        shorter = statement("s2", content_text="the road will stay open for trade")
        direct = statement(
            "s3",
            kind=StatementKind.DIRECT,
            content_text="“The road will stay open for trade this winter, whatever happens”",
        )
        assert heard(statement("s1"), shorter, direct) == [("Amina Wekesa", ["s3"])]

    def test_different_sayings_stay_apart(self) -> None:
        other = statement("s2", content_text="no talks on fuel prices are planned")
        assert heard(statement("s1"), other)[0][1] in (["s1", "s2"], ["s2", "s1"])

    def test_weak_beliefs_and_pronouns_are_counted_and_left_out(self) -> None:
        belief = statement("s1", cue_lemma="believe")
        nameless = statement("s2", source_name="", source_text="He")
        told = voices(Desk(Material("KEN", (), statements=(belief, nameless))), 10, 10)
        assert (told.voices, told.weak, told.nameless) == ((), 1, 1)

    def test_a_quoted_belief_is_kept(self) -> None:
        assert heard(statement("s1", cue_lemma="believe", kind=StatementKind.MIXED))

    def test_the_press_is_left_out_where_it_passes_words_on(self) -> None:
        press = statement("s1", source_name="The Lake Herald", source_kind="outlet", about=("KEN",))
        inner = statement("s2", parent_id="s1")
        assert [name for name, _ in heard(press, inner)] == ["Amina Wekesa"]

    def test_own_officials_come_first(self) -> None:
        expert = statement("s1", source_name="Zed", source_states=(), about=("KEN",))
        official = statement("s2", source_sector="GOV")
        assert [name for name, _ in heard(expert, official)] == ["Amina Wekesa", "Zed"]

    @pytest.mark.parametrize(
        ("medium", "words"),
        [
            ("memo", "in a memo"),
            ("interview", "in an interview"),
            ("television", "on television"),
            ("remarks", "in remarks"),
            ("", ""),
        ],
    )
    def test_media_are_told_in_words(self, medium: str, words: str) -> None:
        assert manner(statement("s1", medium=medium)) == words
