"""Positions: one statement told by many reports counts once, and not beside its own act."""

import random
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tightrope.corpus.positions import group_positions
from tightrope.measures.observations import observe
from tightrope.records.actors import Sector
from tightrope.records.corpus import Dispute, DisputeRelation
from tightrope.records.events import Event, Modality, Polarity
from tightrope.records.plover import EventType
from tightrope.records.spans import Span
from tightrope.records.statements import Direction, Stance, Statement, StatementKind

DAY = date(2024, 5, 8)


def said(number: int, document: str = "d1", content: str = "Chile is a reliable partner of Peru",
         direction=Direction.FAVOURABLE, **changes) -> Statement:  # fmt: skip
    made = Statement(
        id=f"s{number}", document_id=document, source_spans=(Span(0, 4),),
        cue_spans=(Span(5, 9),), content_spans=(Span(10, 10 + len(content)),),
        source_text="the minister", cue_text="said", content_text=content,
        kind=StatementKind.INDIRECT, source_name="Ana Rey", source_states=("PER",),
        source_sector=Sector.GOV, source_kind="person", about=("CHL",),
        stances=(Stance("CHL", direction, "quality:reliable", "Chile"),),
    )  # fmt: skip
    return replace(made, **changes)


def grouped(statements, events=(), story=None, disputes=()):
    documents = {s.document_id for s in statements}
    return group_positions(
        statements, events, dict.fromkeys(documents, (DAY, DAY)),
        story_of=story or {}, document_origins={d: (f"origin of {d}",) for d in documents},
        disputes=disputes,
    )  # fmt: skip


def test_forty_reports_of_one_statement_count_once():
    statements = [said(n, document=f"d{n}") for n in range(40)]
    found = grouped(statements, story={f"d{n}": "story" for n in range(40)})
    assert len(found) == 1
    assert found[0].event_type == "POSITION"
    assert found[0].actor_states == ("PER",)
    assert found[0].recipient_states == ("CHL",)
    assert len(found[0].event_ids) == 40
    assert found[0].intensity > 0
    shuffled = list(statements)
    random.Random(3).shuffle(shuffled)
    assert grouped(shuffled, story={f"d{n}": "story" for n in range(40)}) == found


def test_the_same_words_in_another_story_are_the_same_position_only_near_in_time():
    near = [said(1, "d1"), said(2, "d2")]
    assert len(grouped(near)) == 1
    later = replace(near[1], date_low=date(2024, 7, 1), date_high=date(2024, 7, 1))
    assert len(grouped([near[0], later])) == 2


def test_other_words_of_others_are_other_positions():
    other = said(2, "d2", "We thank our neighbour for its water", source_name="Bo Lima")
    assert len(grouped([said(1), other])) == 2


def test_a_statement_whose_act_is_coded_does_not_count_again():
    event = Event(
        id="e1", document_id="d1", sentence=Span(0, 60), trigger=Span(12, 20),
        type=EventType.SUPPORT, actor_states=("PER",), recipient_states=("CHL",),
        polarity=Polarity.ASSERTED, modality=Modality.ACTUAL, intensity=5.5, statement_id="s1",
    )  # fmt: skip
    assert grouped([said(1)], [event]) == ()
    at_cue = replace(event, statement_id=None, trigger=Span(5, 9))
    assert grouped([said(1)], [at_cue]) == ()
    elsewhere = replace(event, recipient_states=("BOL",))
    assert len(grouped([said(1)], [elsewhere])) == 1


def test_neutral_and_unknown_words_are_no_position():
    for direction in (Direction.NEUTRAL, Direction.UNKNOWN):
        assert grouped([said(1, direction=direction)]) == ()


def test_a_statement_taken_back_leaves_a_disputed_position():
    dispute = Dispute("x1", "s1", "s9", DisputeRelation.RETRACTS, "Chile", ("PER",))
    (found,) = grouped([said(1)], disputes=[dispute])
    assert found.disputed
    assert found.dispute_ids == ("x1",)


def test_a_position_is_observed_among_the_words_with_little_weight():
    (found,) = grouped([said(1, direction=Direction.UNFAVOURABLE)])
    (own,) = observe([found], "PER", "CHL").observations
    assert (str(own.stream), own.day, own.value < 0) == ("words", DAY, True)
    assert "words about the other state 0.25" in own.why
    (theirs,) = observe([found], "CHL", "PER").observations
    assert theirs.weight == own.weight / 2


@given(
    st.lists(
        st.tuples(
            st.integers(0, 4),
            st.sampled_from(["Chile is a reliable partner", "thanks for the water", ""]),
            st.sampled_from(list(Direction)),
            st.sampled_from(["Ana Rey", "Bo Lima", ""]),
        ),
        max_size=12,
    ),
    st.randoms(),
)
def test_every_statement_is_in_one_position_at_most_whatever_the_order(rows, chance):
    statements = [
        said(n, f"d{document}", words, way, source_name=name)
        for n, (document, words, way, name) in enumerate(rows)
    ]
    found = grouped(statements, story={f"d{n}": f"story {n // 2}" for n in range(5)})
    members = [m for incident in found for m in incident.event_ids]
    decided = {s.id for s in statements if s.stances[0].direction in
               (Direction.FAVOURABLE, Direction.UNFAVOURABLE)}  # fmt: skip
    assert sorted(members) == sorted(decided)
    assert all(incident.origins for incident in found)
    chance.shuffle(statements)
    assert grouped(statements, story={f"d{n}": f"story {n // 2}" for n in range(5)}) == found
