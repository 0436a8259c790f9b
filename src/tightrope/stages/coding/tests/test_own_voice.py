"""In an official's own words the first person stands for the state."""

from dataclasses import replace

from tightrope.records.actors import Sector
from tightrope.records.documents import Document
from tightrope.records.readings import Reading
from tightrope.records.spans import Span
from tightrope.records.statements import Statement, StatementKind
from tightrope.stages.coding.own_voice import BASIS, with_own_voices

TEXT = '"We have closed our border with Chile," the minister said. We saw it.'


def reading(parse_text, sector: Sector, kind: StatementKind) -> Reading:
    quotation = Span(0, TEXT.index('"', 1) + 1)
    statement = Statement(
        "s0", "d0", (Span(TEXT.index("the minister"), TEXT.index(" said")),), (), (quotation,),
        "the minister", "said", quotation.of(TEXT), kind,
        source_states=("PER",), source_sector=sector,
    )  # fmt: skip
    return replace(
        Reading(Document("d0", "made up", TEXT), parse_text(TEXT)), statements=(statement,)
    )


def test_we_is_the_state_that_is_spoken_for(parse_text):
    found = with_own_voices(reading(parse_text, Sector.GOV, StatementKind.DIRECT))
    assert [(m.text, m.states, m.basis) for m in found] == [
        ("We", ("PER",), BASIS),
        ("our", ("PER",), BASIS),
    ]


def test_others_speak_for_themselves_alone(parse_text):
    assert with_own_voices(reading(parse_text, Sector.EDU, StatementKind.DIRECT)) == ()
    assert with_own_voices(reading(parse_text, Sector.GOV, StatementKind.INDIRECT)) == ()
