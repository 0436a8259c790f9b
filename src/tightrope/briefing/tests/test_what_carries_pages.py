"""A briefing shows what carries its positions and how much the weights matter."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tightrope.briefing import Material, write_briefing
from tightrope.briefing.content import Desk
from tightrope.briefing.influence import carried
from tightrope.briefing.sensitivity import sensitivity_view
from tightrope.briefing.standing import standing
from tightrope.records.alignment import Break, Stream, Variation


@pytest.fixture(scope="module")
def written(kazakhstan: Material) -> str:
    return write_briefing(kazakhstan, "md")


def test_every_power_names_what_carries_its_position(kazakhstan: Material, written: str) -> None:
    found = carried(Desk(kazakhstan))
    assert {c.power for c in found} == {"Russia", "China", "the United States"}
    (pipeline,) = next(c for c in found if c.power == "China").carriers
    assert pipeline.change.startswith("+")
    assert "told by Steppe Courier" in pipeline.told
    assert "without it 0.00" in pipeline.told
    section = written.split("## What carries these positions")[1].split("\n## ")[0]
    assert pipeline.id in section
    assert "export influence" in section


def test_a_change_of_words_is_told(kazakhstan: Material) -> None:
    """When a position has another name without an incident, the other name is given."""
    row = next(i for i in kazakhstan.influences if i.power == "CHN" and i.stream == Stream.ALL)
    strained = replace(row, mean_without=-0.6, low_without=-0.8, high_without=-0.4)
    (towards,) = carried(Desk(replace(kazakhstan, influences=(strained,))))
    assert "(hostile)" in towards.carriers[0].told


def test_the_table_has_a_row_for_each_weight_that_matters(
    kazakhstan: Material, written: str, page: str
) -> None:
    section = written.split("## How much the weights matter")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    assert rows[1].startswith("| Weights as they are")
    assert any(row.startswith("| Acts of the power, doubled | 1 |") for row in rows)
    # No vote is counted here, so its weight is named under the table and has no row.
    assert "votes in the joined position" in section
    assert not any("Votes" in row for row in rows)
    assert {row.count(" | ") for row in rows} == {rows[0].count(" | ")}
    assert "Each weight halved and doubled" in page
    for name in re.findall(r"^\| ([^|]+) \|", section, re.M)[1:]:
        assert name in page


def test_a_turn_names_the_weight_it_hangs_on() -> None:
    base = Variation(
        "", 1.0, 1.0, (("CHN", 0.2, -0.1, 0.5), ("USA", 0.1, -0.2, 0.4)), (("CHN", "USA", 0.6),)
    )
    turned = replace(
        base, option="power_acts", factor=2.0, value=1.0, nearer=(("CHN", "USA", 0.4),)
    )
    same = replace(base, option="disputed", factor=2.0, value=1.0)
    view = sensitivity_view(Desk(Material("KAZ", ("CHN", "USA"), sensitivity=(base, turned, same))))
    assert view is not None
    assert "hangs on the weight of acts of the power" in " ".join(view.summary)
    assert view.unchanged == "disputed acts"
    assert [row.weight for row in view.rows][1] == "Acts of the power, doubled"


def test_the_posture_among_all_powers_comes_first(kazakhstan: Material) -> None:
    told = standing(Desk(kazakhstan)).postures
    assert told[0].startswith("Among Russia, China and the United States")
    assert told[1].startswith("Nearest of all: ")


def test_nothing_measured_shows_neither() -> None:
    empty = write_briefing(Material("PER", ("CHN", "USA")), "md")
    assert "carries these positions" not in empty
    assert "weights matter" not in empty


def test_an_act_against_the_grain_is_told_with_what_it_ran_against(kazakhstan: Material) -> None:
    found = Break("KAZ", "CHN", Stream.DEEDS, "gone", date(2023, 5, 9), -0.6, 0.71, 0.99, 0.004)
    for form, percent in (("md", "under 1 %"), ("html", "under 1\u00a0%")):
        told = write_briefing(replace(kazakhstan, breaks=(found,)), form)  # type: ignore[arg-type]
        section = told.split("Against the grain")[1].split("What carries")[0]
        assert "9 May 2023: −0.60, while deeds towards China stood at +0.71" in section
        assert f"as cold or colder was to be expected with a probability of {percent}" in section
    assert "Against the grain" not in write_briefing(replace(kazakhstan, breaks=()), "md")
