"""In what part somebody speaks, and what is known of a source without a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.records.actors import Sector
from tightrope.records.statements import SpeakerRole
from tightrope.reference.speaker_roles import role_words
from tightrope.stages.attributing.roles import Part, carried, part_of

UNK = Sector.UNK


@pytest.mark.parametrize(
    ("kind", "sector", "written", "after", "name", "expected"),
    [
        ("person", Sector.GOV, "Kenya's trade minister Ann Oduya", "", "Ann Oduya",
         Part(SpeakerRole.OFFICIAL)),
        ("person", Sector.MIL, "General Oduya", "", "Ann Oduya", Part(SpeakerRole.MILITARY)),
        ("person", UNK, "Ann Oduya, director of the Centre for River Studies", "", "Ann Oduya",
         Part(SpeakerRole.EXPERT, "", "Centre for River Studies")),
        ("person", UNK, "Ann Oduya", ", an analyst at the Lake Institute, said", "Ann Oduya",
         Part(SpeakerRole.EXPERT, "", "Lake Institute")),
        # What follows the name without closing it is no description.
        ("person", UNK, "Ann Oduya", ", told the newspaper", "Ann Oduya", Part()),
        ("person", Sector.OPP, "opposition leader Ann Oduya", "", "Ann Oduya",
         Part(SpeakerRole.OPPOSITION)),
        ("unnamed", Sector.GOV, "a senior Kenyan foreign ministry official", "", "official",
         Part(SpeakerRole.UNNAMED, "senior official", "foreign ministry")),
        ("unnamed", UNK, "two diplomats", "", "two diplomats",
         Part(SpeakerRole.UNNAMED, "diplomats")),
        ("institution", UNK, "the border service", "", "border service",
         Part(SpeakerRole.OFFICIAL, "", "border service")),
        # A state that speaks by its own name is no institution of its own.
        ("institution", Sector.GOV, "Nairobi", "", "Kenya", Part(SpeakerRole.OFFICIAL)),
        ("outlet", Sector.MED, "the daily", "", "Daily Lake", Part(SpeakerRole.PRESS)),
        ("document", UNK, "the memo", "", "memo", Part(SpeakerRole.DOCUMENT)),
        ("", UNK, "", "", "", Part()),
        ("none", UNK, "", "", "", Part()),
    ],
)  # fmt: skip
def test_what_is_told_of_a_speaker(kind, sector, written, after, name, expected):
    assert part_of(kind, sector, written, after, name) == expected


def test_what_is_told_once_holds_for_the_same_speaker():
    expert = Part(SpeakerRole.EXPERT, "", "Lake Institute")
    assert carried([("Ann Oduya", expert), ("Bo", Part()), ("Ann Oduya", Part())]) == [
        expert, Part(), expert,
    ]  # fmt: skip


@given(
    st.sampled_from(["person", "unnamed", "institution", "outlet", "document", "", "none"]),
    st.sampled_from(list(Sector)), st.text(max_size=60), st.text(max_size=60), st.text(max_size=20),
)  # fmt: skip
def test_any_description_is_read(kind, sector, written, after, name):
    part = part_of(kind, sector, written, after, name)
    assert part.rank == "" or part.role is SpeakerRole.UNNAMED
    assert (part.role is None) or isinstance(part.role, SpeakerRole)
    assert len(part.institution) <= max(80, len(written) + len(after), len(name))


def test_the_table_has_words_for_what_the_rules_ask():
    assert {"rank", "body", "qualifier"} <= set(role_words())
    assert set(role_words()) - {"rank", "body", "qualifier"} <= {str(r) for r in SpeakerRole}
