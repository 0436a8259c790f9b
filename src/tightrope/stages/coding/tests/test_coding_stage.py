"""What always holds for coded events: receipts, determinism, dates, odd input."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tightrope.language.learned.events import FoundEvent
from tightrope.language.segmentation import Segment
from tightrope.records.documents import Document
from tightrope.records.readings import Reading
from tightrope.records.spans import Span
from tightrope.records.statements import Statement, StatementKind
from tightrope.records.times import TimeExpression
from tightrope.stages.coding import CODING, code_by_rules, code_events, stage

_STATES = st.sampled_from(["Peru", "Chile", "Turkey", "Greece", "China", "India", "Mali", "France"])
_ACTS = st.sampled_from(
    ["condemned", "did not attack", "will visit", "asked", "suspended aid to", "met",
     "may sanction", "held talks with", "accused", "threatened to bomb",
     "denied that it had invaded"]
)  # fmt: skip
_SENTENCES = st.builds(lambda a, v, b: f"{a} {v} {b}.", _STATES, _ACTS, _STATES)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sentences=st.lists(_SENTENCES, min_size=1, max_size=4))
def test_every_event_quotes_its_evidence(
    code: Callable[[str], Reading], sentences: list[str]
) -> None:
    text = " ".join(sentences)
    reading = code(text)
    for event in reading.events:
        assert event.sentence.contains(event.trigger)
        assert event.trigger.of(text)
        assert event.rule
        assert event.actor_states or event.recipient_states
        assert all(event.sentence.contains(s) for s in event.actor_spans + event.recipient_spans)
    assert len({e.id for e in reading.events}) == len(reading.events)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sentences=st.lists(_SENTENCES, min_size=1, max_size=4), seed=st.integers(0, 99))
def test_order_of_mentions_changes_nothing(
    code: Callable[[str], Reading], sentences: list[str], seed: int
) -> None:
    reading = code(" ".join(sentences))
    mentions = list(reading.mentions)
    random.Random(seed).shuffle(mentions)
    shuffled = replace(reading, mentions=tuple(mentions))
    assert code_by_rules(shuffled).events == reading.events
    assert code_events(shuffled).events == code_events(reading).events


@pytest.mark.parametrize(
    "text", ["", "x", "\x00\x00", "....", "?" * 3000, "Peru", "met met met met met"]
)
def test_odd_text_is_read_in_peace(code: Callable[[str], Reading], text: str) -> None:
    assert code(text).votes == ()


def test_without_sentences_nothing_is_found() -> None:
    reading = Reading(Document("d", "p", "Peru attacked Chile."))
    assert code_events(reading) is reading


def test_the_stage_says_what_it_needs() -> None:
    assert CODING.produces == {"events", "votes"}
    assert "statements" in CODING.requires


def test_news_happened_in_the_days_before_it_was_published(code: Callable[[str], Reading]) -> None:
    (event,) = code("Peru condemned Chile.").events
    assert event.date.high == date(2024, 3, 10)
    assert event.date.low == date(2024, 3, 3)
    assert event.date.basis == "publication date"


def test_an_undated_text_leaves_the_day_open(code: Callable[..., Reading]) -> None:
    (event,) = code("Peru condemned Chile.", None).events
    assert event.date.low is None


def test_the_time_of_the_clause_dates_the_event(code: Callable[[str], Reading]) -> None:
    text = "China said on Friday that India had attacked Mali on March 1."
    reading = code(text)
    spans = {w: Span(text.index(w), text.index(w) + len(w)) for w in ("Friday", "March 1")}
    friday, first = date(2024, 3, 8), date(2024, 3, 1)
    times = (
        TimeExpression(spans["Friday"], "DATE", "2024-03-08", friday, friday),
        TimeExpression(spans["March 1"], "DATE", "2024-03-01", first, first),
    )
    (event,) = code_events(replace(reading, times=times)).events
    assert event.date.day == first
    assert event.date.basis == "March 1"


def test_a_future_plan_has_no_day_of_its_own(code: Callable[[str], Reading]) -> None:
    (event,) = code("Peru will condemn Chile.").events
    assert event.date.low is None


def test_the_innermost_statement_is_kept(code: Callable[[str], Reading]) -> None:
    text = "China said India said Mali had attacked France."
    reading = code(text)
    outer = _statement("s1", text, text.index("India"), len(text))
    inner = _statement("s2", text, text.index("Mali"), len(text))
    (event,) = code_events(replace(reading, statements=(outer, inner))).events
    assert event.statement_id == "s2"


def _statement(name: str, text: str, start: int, end: int) -> Statement:
    span = Span(start, end)
    return Statement(name, "d1", (), (), (span,), "", "said", span.of(text), StatementKind.INDIRECT)


def test_the_other_side_is_carried_over_from_the_sentence_before(
    code: Callable[[str], Reading],
) -> None:
    text = "France suspended its aid to Mali. Paris also recalled its ambassador."
    second = code(text).events[-1]
    assert (second.actor_states, second.recipient_states) == (("FRA",), ("MLI",))
    assert "sentence before" in second.rule
    assert second.recipient_spans == ()


def test_a_third_state_keeps_the_other_side_open(code: Callable[[str], Reading]) -> None:
    text = (
        "France suspended its aid to Mali. Paris also recalled its ambassador, Kenya and Peru said."
    )
    second = code(text).events[-1]
    assert second.recipient_states == ()


def test_sport_is_no_war(code: Callable[[str], Reading]) -> None:
    assert code("Brazil attacked Peru all night but the goalkeeper was superb.").events == ()


class _Listening:
    """Stands in for the learned reader: finds nothing, and keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def read(self, text: str, sentences: Sequence[Segment]) -> list[FoundEvent]:
        self.given += [s.span.of(text) for s in sentences]
        return []


_AT_HOME = [f"Peru has {n} rivers." for n in ("long", "clear", "short", "old", "cold", "wide")]


@pytest.mark.parametrize(
    ("sentences", "given"),
    [
        ([*_AT_HOME], []),
        ([*_AT_HOME, "Chile is near Peru."], None),
        ([*_AT_HOME, "Peru freed nine prisoners."], None),
        (_AT_HOME[:3], _AT_HOME[:3]),
        ([*_AT_HOME[:2], "Peru met Chile.", "Chile met Mali."], None),
    ],
    ids=["one state", "two states meet", "a rule sees an act", "short", "about acts"],
)
def test_the_learned_reader_is_given_what_may_tell_an_act(
    code: Callable[[str], Reading],
    monkeypatch: pytest.MonkeyPatch,
    sentences: list[str],
    given: list[str] | None,
) -> None:
    reader = _Listening()
    monkeypatch.setattr(stage, "chosen_reader", lambda: reader)
    code_events(code("\n\n".join(sentences)))
    assert reader.given == (sentences if given is None else given)
