"""The direction of officials' statements: whose words, about whom, which way."""

from datetime import date

import pytest

from benchmarks import positions
from tightrope.engine.pipeline import read_documents
from tightrope.records.documents import DateBasis, Document, Publication
from tightrope.records.readings import Reading
from tightrope.reference.evaluations import ROLES, evaluations

#: Pinned on the held-out part; they only rise. Rules with the attribution model and event reader.
HELD_OUT = {
    "precision, for or against": 0.94,
    "recall, for or against": 0.69,
    "direction right, all four": 0.72,
}


def stances(text: str) -> dict[tuple[str, str], str]:
    day = date(2024, 5, 8)
    published = Publication(DateBasis.METADATA, day, day, "given with the text")
    (reading,) = read_documents([Document(id="d", path="", text=text, published=published)])
    assert isinstance(reading, Reading)
    return {
        (state, stance.state): str(stance.direction)
        for s in reading.statements
        for stance in s.stances
        for state in s.source_states
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru's foreign minister praised Chile for opening the pass.",
         {("PER", "CHL"): "favourable"}),
        ("Peru's foreign minister said Chile had broken its promise and lied about it.",
         {("PER", "CHL"): "unfavourable"}),
        ("Peru's foreign minister said Chile was not a reliable partner.",
         {("PER", "CHL"): "unfavourable"}),
        ("Peru's foreign minister said Chile was no threat to anyone.",
         {("PER", "CHL"): "favourable"}),
        ("Peru's foreign minister condemned the attack on Chile by Bolivian troops.",
         {("PER", "CHL"): "favourable", ("PER", "BOL"): "unfavourable"}),
        ("Peru's trade ministry said a delegation from Chile would arrive on Monday.",
         {("PER", "CHL"): "neutral"}),
        ("Peru's foreign minister said he valued ties with Chile, with Bolivia and with Brazil.",
         {("PER", c): "favourable" for c in ("CHL", "BOL", "BRA")}),
        ("Peru's foreign minister declined to comment on Chile's move.",
         {("PER", "CHL"): "unknown"}),
    ],
)  # fmt: skip
def test_words_give_a_direction_to_the_state_they_are_about(text, expected):
    assert stances(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # Nobody official speaks.
        "A baker in Lima said Chile was a great friend.",
        # A claim that is spelled out and rejected says nothing about the states in it.
        "Peru's foreign minister rejected a report that his country had sent arms to Chile.",
        # The one warned is not the one the warning is about.
        "Peru's foreign minister warned his cabinet that ties with Chile needed care.",
    ],
)
def test_words_that_go_neither_way(text):
    assert set(stances(text).values()) <= {"neutral"}


def test_what_others_are_quoted_with_is_not_the_speakers():
    found = stances("Peru's foreign minister said Bolivia had accused Chile of stealing water.")
    assert found.get(("PER", "CHL"), "neutral") == "neutral"


def test_the_table_holds_what_rules_ask_for():
    table = evaluations()
    assert {role for pairs in table.words.values() for role, _ in pairs} == set(ROLES)
    assert {sign for pairs in table.words.values() for _, sign in pairs} == {1, -1}
    for word, pairs in table.words.items():
        signs = {}
        for role, sign in pairs:
            assert signs.setdefault(role, sign) == sign, f"{word} judges both ways as {role}"


def test_held_out_directions_are_found():
    found = positions.judgements("held_out")
    figures = {f.measure: f.ours for f in positions.figures_of(found, "own positions")}
    for measure, floor in HELD_OUT.items():
        assert figures[measure] >= floor, f"{measure} fell to {figures[measure]:.3f}"
    # Precision comes first: of what is said to be for or against, hardly any is the contrary.
    opposite = {"favourable": "unfavourable", "unfavourable": "favourable"}
    contrary = [j for j in found if j.found and opposite.get(j.line.direction) == j.found]
    assert len(contrary) <= 3
