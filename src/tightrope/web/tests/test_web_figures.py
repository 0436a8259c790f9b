"""Marked text is the text, axes stay in their bounds, and a place in the triangle is inside it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tightrope.briefing.nearness import shares
from tightrope.records.alignment import Alignment, Stream
from tightrope.web.figures.axis import TimeAxis
from tightrope.web.figures.svg import tag
from tightrope.web.figures.timeline import timeline
from tightrope.web.figures.triangle import triangle
from tightrope.web.marking import ROLES, Mark, paragraphs, pieces

TEXT = "One act.\n\nAnother <b>act</b> of “two” states 🙂.\n\n\n\nThe end."
marks = st.lists(
    st.builds(
        lambda a, b, role, n: Mark(min(a, b), max(a, b), role, f"r{n}"),
        st.integers(0, len(TEXT)),
        st.integers(0, len(TEXT)),
        st.sampled_from(ROLES),
        st.integers(0, 5),
    ),
    max_size=12,
)
days = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(marks)
def test_pieces_are_the_text_and_every_mark_is_whole(made: list[Mark]) -> None:
    found = pieces(TEXT, made)
    assert "".join(p.text for p in found) == TEXT
    for mark in made:
        under = "".join(
            p.text for p in found if mark.record_id in p.records and mark.role in p.roles
        )
        assert len(under) >= mark.end - mark.start
    for piece in found:
        assert len(set(piece.records)) == len(piece.records)
        assert not piece.opens or piece.opens in piece.records


@given(marks)
def test_paragraphs_hold_all_but_the_breaks_between_them(made: list[Mark]) -> None:
    shown = ["".join(p.text for p in paragraph) for paragraph in paragraphs(TEXT, made)]
    assert [s.strip() for s in shown] == [b.strip() for b in TEXT.split("\n\n") if b.strip()]


@given(days, days, st.integers(2, 14))
def test_ticks_lie_on_the_axis(first: date, last: date, most: int) -> None:
    first, last = sorted((first, last))
    axis = TimeAxis(first, last, 40.0, 700.0)
    ticks = axis.ticks(most)
    assert len(ticks) <= most + 2
    assert all(40.0 <= x <= 700.0 for x, _ in ticks)
    assert axis.x(first - timedelta(days=9)) == 40.0


@given(st.lists(st.floats(-1.0, 1.0), min_size=3, max_size=3))
def test_shares_sum_to_one(positions: list[float]) -> None:
    found = shares(positions)
    assert abs(sum(found) - 1.0) < 1e-9
    assert all(0.0 <= s <= 1.0 for s in found)


def alignment(power: str, stream: Stream, month: int, mean: float) -> Alignment:
    start = date(2023, month, 1)
    return Alignment(
        "VNM", power, start, start + timedelta(days=27), stream, mean, -1.0, 1.0, 1, 1, ("i1",)
    )


def test_a_line_of_many_months_has_few_marks_that_count_all() -> None:
    rows = [
        Alignment(
            "VNM", "USA", date(2000 + n // 12, n % 12 + 1, 1), date(2000 + n // 12, n % 12 + 1, 28),
            Stream.DEEDS, 0.1, -0.2, 0.4, 1, 1,
        )
        for n in range(240)
    ]  # fmt: skip
    drawn = timeline("VNM", rows, lambda power, stream: f"/pair/VNM/{power}?stream={stream}")
    assert drawn is not None
    assert 10 <= drawn.wide.count("<a ") <= 24
    assert drawn.narrow.count("<a ") <= 10
    assert "10 incidents" in drawn.wide


def test_a_triangle_needs_three_observed_powers() -> None:
    rows = [alignment(p, Stream.ALL, m, 0.1 * m) for p in ("USA", "CHN") for m in (1, 2)]
    assert triangle("VNM", ("USA", "CHN", "RUS"), rows, lambda a, b: "/") is None
    rows += [alignment("RUS", Stream.ALL, m, -0.9) for m in (1, 2)]
    drawn = triangle("VNM", ("USA", "CHN", "RUS"), rows, lambda a, b: "/?<")
    assert drawn is not None
    assert "nan" not in drawn.drawing and "/?&lt;" in drawn.drawing


def test_elements_are_escaped() -> None:
    assert tag("text", "<b>", class_='"') == '<text class="&#34;">&lt;b&gt;</text>'
