"""Incidents: one happening in many reports is one, and two happenings stay two."""

import random
import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.corpus.incidents import group_incidents
from tightrope.records.corpus import Dispute, DisputeRelation
from tightrope.records.events import (
    Event,
    EventDate,
    Modality,
    Polarity,
    ReportedVote,
    VotePosition,
)
from tightrope.records.identifiers import identifier
from tightrope.records.plover import INTENSITY, EventType
from tightrope.records.spans import Span
from tightrope.records.statements import Statement, StatementKind

NO_DATE = EventDate()


def on(d: date, basis: str = "on Tuesday") -> EventDate:
    return EventDate(d, d, basis)


class Corpus:
    """Sentences become documents; each event stands in one of them."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.events: list[Event] = []
        self.votes: list[ReportedVote] = []

    def event(
        self, document_id, sentence, trigger, kind, actors, recipients=(), when=NO_DATE,
        polarity=Polarity.ASSERTED, modality=Modality.ACTUAL, mode="", rule="", statement_id=None,
    ) -> Event:  # fmt: skip
        start = self._written(document_id, sentence)
        at = start + sentence.index(trigger)
        made = Event(
            identifier("e", document_id, at, kind, actors, recipients), document_id,
            Span(start, start + len(sentence)), Span(at, at + len(trigger)), kind,
            tuple(actors), tuple(recipients), polarity, modality, INTENSITY[kind],
            mode=mode, date=when, rule=rule, statement_id=statement_id,
        )  # fmt: skip
        self.events.append(made)
        return made

    def vote(self, document_id, sentence, state, position, when=NO_DATE, body="") -> ReportedVote:
        start = self._written(document_id, sentence)
        made = ReportedVote(
            identifier("r", document_id, start, state), document_id,
            Span(start, start + len(sentence)), state, position, body=body, date=when,
        )  # fmt: skip
        self.votes.append(made)
        return made

    def _written(self, document_id: str, sentence: str) -> int:
        text = self.texts.get(document_id, "")
        if sentence in text:
            return text.index(sentence)
        start = len(text) + 1 if text else 0
        self.texts[document_id] = f"{text} {sentence}" if text else sentence
        return start

    def incidents(self, **kwargs):
        return group_incidents(self.events, self.votes, self.texts, **kwargs)


SIGNED = date(2021, 6, 8)


def test_one_act_in_many_reports_is_one_incident():
    c = Corpus()
    for n, sentence in enumerate(
        (
            "Norway suspended fishery aid to Iceland on Tuesday over a dispute about capelin.",
            "Oslo has frozen aid for Iceland's fishery since Tuesday over capelin.",
            "The suspension of Norwegian aid to Iceland over capelin took effect on Tuesday.",
        )
    ):
        trigger = ("suspended", "frozen", "suspension")[n]
        rule = ("verb:suspend/aid active", "verb:freeze/aid active", "noun:suspension/aid")[n]
        c.event(
            f"d{n}", sentence, trigger, EventType.SANCTION, ["NOR"], ["ISL"], on(SIGNED), rule=rule
        )
    found = c.incidents()
    assert len(found) == 1
    assert found[0].summary == "Norway suspended or froze aid to Iceland"
    assert found[0].day == SIGNED
    assert len(found[0].document_ids) == 3
    assert found[0].origins == ("d0", "d1", "d2")


def test_verb_and_noun_for_one_act_within_a_document_are_one():
    c = Corpus()
    c.event("d", "Norway froze aid to Iceland.", "froze", EventType.SANCTION, ["NOR"], ["ISL"],
            rule="verb:freeze/aid")  # fmt: skip
    c.event("d", "The aid cut will hurt Iceland.", "cut", EventType.SANCTION, [], ["ISL"],
            rule="noun:cut/aid")  # fmt: skip
    assert len(c.incidents()) == 1


def test_what_is_cut_keeps_two_acts_apart():
    c = Corpus()
    c.event("d", "Norway froze aid to Iceland.", "froze", EventType.SANCTION, ["NOR"], ["ISL"],
            rule="verb:freeze/aid")  # fmt: skip
    c.event("d", "Norway suspended cooperation with Iceland.", "suspended", EventType.SANCTION,
            ["NOR"], ["ISL"], rule="verb:suspend/ties")  # fmt: skip
    assert sorted(i.summary for i in c.incidents()) == [
        "Norway froze aid to Iceland",
        "Norway suspended cooperation with Iceland",
    ]


def test_who_acts_on_whom_keeps_two_acts_apart_but_talks_have_no_direction():
    c = Corpus()
    c.event(
        "d", "Chile attacked Peru.", "attacked", EventType.ASSAULT, ["CHL"], ["PER"], on(SIGNED)
    )
    c.event(
        "d", "Peru attacked Chile.", "attacked", EventType.ASSAULT, ["PER"], ["CHL"], on(SIGNED)
    )
    c.event("d", "Chile met Peru.", "met", EventType.CONSULT, ["CHL", "PER"], [], on(SIGNED))
    c.event("x", "Peru met Chile.", "met", EventType.CONSULT, ["PER"], ["CHL"], on(SIGNED))
    assert len(c.incidents()) == 3


def test_not_done_threatened_or_asked_for_is_not_the_act():
    c = Corpus()
    for n, (polarity, modality) in enumerate(
        (
            (Polarity.ASSERTED, Modality.ACTUAL),
            (Polarity.NEGATED, Modality.ACTUAL),
            (Polarity.ASSERTED, Modality.THREATENED),
            (Polarity.ASSERTED, Modality.REQUESTED),
            (Polarity.ASSERTED, Modality.HYPOTHETICAL),
        )
    ):
        c.event("d", f"Peru sanction Chile {n}.", "sanction", EventType.SANCTION, ["PER"], ["CHL"],
                on(SIGNED), polarity, modality)  # fmt: skip
    assert len(c.incidents()) == 5


def test_two_visits_in_one_month_stay_two():
    c = Corpus()
    first, second = date(2022, 3, 4), date(2022, 3, 21)
    for name, day in (("a", first), ("b", first), ("c", second)):
        c.event(name, f"Ministers of Ghana visited Togo in {name}.", "visited", EventType.CONSULT,
                ["GHA"], ["TGO"], on(day), mode="visit")  # fmt: skip
    found = c.incidents()
    assert [(i.day, len(i.document_ids)) for i in found] == [(first, 2), (second, 1)]
    assert found[0].summary == "Ghana visited Togo"


def test_a_second_call_is_not_the_first():
    c = Corpus()
    parties = ["FJI", "NZL"]
    c.event("d", "In a second phone call Fiji and New Zealand spoke of tuna.", "call",
            EventType.CONSULT, parties, mode="phone")  # fmt: skip
    c.event("d", "However, the first call between Fiji and New Zealand was about visas.", "call",
            EventType.CONSULT, parties, mode="phone")  # fmt: skip
    c.event(
        "d", "The Fiji-New Zealand call comes at a bad time.", "call", EventType.CONSULT, parties
    )
    found = c.incidents()
    assert sorted(len(i.event_ids) for i in found) == [1, 2]


def test_calls_of_other_people_are_other_calls():
    c = Corpus()
    first = c.event("d", "Ana Matos spoke to Tom Reed of Fiji.", "spoke", EventType.CONSULT,
                    ["FJI", "NZL"], [], on(SIGNED), mode="phone")  # fmt: skip
    second = c.event("d", "Tom Reed also spoke to General Ove Lund.", "spoke", EventType.CONSULT,
                     ["FJI", "NZL"], [], on(SIGNED), mode="phone")  # fmt: skip
    c.events = [
        replace(first, actor_names=("Ana Matos", "Tom Reed")),
        replace(second, actor_names=("Tom Reed", "Ove Lund")),
    ]
    assert len(c.incidents()) == 2


@pytest.mark.parametrize(
    ("kind", "trigger", "modality", "polarity", "line"),
    [
        (EventType.SUPPORT, "restored", Modality.ACTUAL, Polarity.ASSERTED,
         "Benin restored or raised ties with Chad"),
        (EventType.ASSAULT, "attacked", Modality.ACTUAL, Polarity.NEGATED,
         "Benin did not attack Chad"),
        (EventType.AID, "gave", Modality.THREATENED, Polarity.ASSERTED,
         "Benin threatened to give aid to Chad"),
        (EventType.REJECT, "objection", Modality.ACTUAL, Polarity.NEGATED,
         "Benin did not object to a decision or position of Chad"),
        (EventType.MOBILIZE, "massed", Modality.POSSIBLE, Polarity.ASSERTED,
         "Benin may move forces towards Chad"),
    ],
)  # fmt: skip
def test_lines_say_what_happened_and_what_did_not(kind, trigger, modality, polarity, line):
    c = Corpus()
    c.event("d", f"Cotonou {trigger} N'Djamena.", trigger, kind, ["BEN"], ["TCD"],
            modality=modality, polarity=polarity)  # fmt: skip
    assert c.incidents()[0].summary == line


@pytest.mark.parametrize("kind", list(EventType))
@pytest.mark.parametrize("modality", list(Modality))
def test_every_type_has_a_line_with_and_without_another_side(kind, modality):
    c = Corpus()
    c.event("d", "Benin acts on Chad.", "acts", kind, ["BEN"], ["TCD"], modality=modality)
    c.event("e", "Benin acts.", "acts", kind, ["BEN"], modality=modality)
    for incident in c.incidents():
        assert incident.summary.startswith("Benin")
        assert "{" not in incident.summary and "  " not in incident.summary


def test_a_missing_side_is_filled_from_the_same_story():
    c = Corpus()
    c.event(
        "a",
        "Qatar lent Jordan money on Tuesday.",
        "lent",
        EventType.AID,
        ["QAT"],
        ["JOR"],
        on(SIGNED),
    )
    c.event("b", "Jordan was lent money.", "lent", EventType.AID, [], ["JOR"])
    one_story = c.incidents(story_of={"a": "s", "b": "s"})
    assert len(one_story) == 1 and one_story[0].actor_states == ("QAT",)
    assert len(c.incidents(story_of={"a": "s", "b": "t"})) == 2


def test_a_missing_side_joins_nothing_when_two_would_fit():
    c = Corpus()
    c.event("a", "Qatar lent Jordan money.", "lent", EventType.AID, ["QAT"], ["JOR"], on(SIGNED))
    c.event("a", "Oman lent Jordan money.", "lent", EventType.AID, ["OMN"], ["JOR"], on(SIGNED))
    c.event("a", "Jordan was lent money.", "lent", EventType.AID, [], ["JOR"], on(SIGNED))
    assert len(c.incidents()) == 3


def test_sayings_need_like_words():
    c = Corpus()
    c.event("d", "Cuba accused Spain of hoarding tobacco seed.", "accused", EventType.ACCUSE,
            ["CUB"], ["ESP"])  # fmt: skip
    c.event("d", "Cuba denounced Spain for jamming radio stations.", "denounced", EventType.ACCUSE,
            ["CUB"], ["ESP"])  # fmt: skip
    c.event("e", "Havana accuses Madrid of hoarding tobacco seed.", "accuses", EventType.ACCUSE,
            ["CUB"], ["ESP"])  # fmt: skip
    found = c.incidents(story_of={"d": "s", "e": "s"})
    assert sorted(len(i.event_ids) for i in found) == [1, 2]


def test_a_plan_that_came_true_on_its_day_joins_the_act():
    c = Corpus()
    c.event("a", "Laos and Nepal are to meet on Tuesday.", "meet", EventType.CONSULT,
            ["LAO", "NPL"], [], on(SIGNED), modality=Modality.PLANNED)  # fmt: skip
    c.event(
        "b",
        "Laos and Nepal met on Tuesday.",
        "met",
        EventType.CONSULT,
        ["LAO", "NPL"],
        [],
        on(SIGNED),
    )
    found = c.incidents()
    assert len(found) == 1 and found[0].modality == "actual"


def test_a_vote_is_one_incident_however_many_reports_tell_it():
    c = Corpus()
    body = "UN General Assembly"
    c.vote("a", "When the Assembly voted on March 9, Gabon abstained.", "GAB", VotePosition.ABSTAIN,
           on(date(2020, 3, 9), "March 9"), body)  # fmt: skip
    c.vote("b", "When the Assembly voted, Gabon abstained.", "GAB", VotePosition.ABSTAIN, body=body)
    c.vote("c", "Gabon voted against.", "GAB", VotePosition.NO, on(date(2020, 3, 9), "March 9"))
    found = c.incidents(story_of=dict.fromkeys("abc", "s"))
    several = [i for i in found if len(i.event_ids) == 2]
    assert [(i.event_type, len(i.event_ids), i.day) for i in several] == [
        ("VOTE", 2, date(2020, 3, 9))
    ]
    assert len(found) == 2
    assert "Gabon abstained on a resolution in the UN General Assembly" in {
        i.summary for i in found
    }


def test_only_what_the_dispute_is_about_is_disputed():
    c = Corpus()
    sentence = "Mali had expelled envoys of Niger and kept talks with Niger open."
    c.event("d", sentence, "expelled", EventType.SANCTION, ["MLI"], ["NER"], statement_id="s1")
    c.event("d", sentence, "talks", EventType.CONSULT, ["MLI", "NER"], statement_id="s1")
    claim = Statement(
        "s1", "d", (), (), (), "the minister", "said", sentence, StatementKind.INDIRECT
    )
    dispute = Dispute("x1", "s1", "s2", DisputeRelation.DENIES, "Mali had expelled envoys", ())
    found = c.incidents(statements=[claim], disputes=[dispute])
    assert [(str(i.event_type), i.dispute_ids) for i in found if i.disputed] == [
        ("SANCTION", ("x1",))
    ]


def test_an_id_stays_when_another_report_arrives():
    c = Corpus()
    c.event("a", "Laos and Nepal met.", "met", EventType.CONSULT, ["LAO", "NPL"], [], on(SIGNED))
    before = c.incidents()[0].id
    c.event("b", "Nepal met Laos.", "met", EventType.CONSULT, ["NPL", "LAO"], [], on(SIGNED))
    assert [i.id for i in c.incidents()] == [before]


STATES = ["AUT", "BEL", "CHE"]


@st.composite
def corpora(draw) -> Corpus:
    c = Corpus()
    for n in range(draw(st.integers(1, 14))):
        kind = draw(st.sampled_from([EventType.AID, EventType.CONSULT, EventType.ACCUSE]))
        actors = draw(st.lists(st.sampled_from(STATES), max_size=2, unique=True))
        recipients = draw(st.lists(st.sampled_from(STATES), max_size=1))
        day = date(2020, 1, draw(st.integers(1, 9)))
        when = draw(
            st.sampled_from(
                [NO_DATE, on(day), EventDate(day, date(2020, 1, 20), "in January"),
                 EventDate(day, day, "publication date")]
            )
        )  # fmt: skip
        c.event(
            draw(st.sampled_from("pqr")),
            f"Sentence {n} tells of {draw(st.sampled_from(['grain', 'timber', 'second visit']))}.",
            "tells", kind, actors, recipients, when,
            draw(st.sampled_from(list(Polarity))), draw(st.sampled_from(list(Modality)[:3])),
        )  # fmt: skip
    return c


@settings(max_examples=80, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_every_event_has_one_incident_in_any_order(c: Corpus, rng: random.Random):
    stories = {"p": "s", "q": "s", "r": "t"}
    found = c.incidents(story_of=stories)
    assert sorted(e for i in found for e in i.event_ids) == sorted(e.id for e in c.events)
    assert len({i.id for i in found}) == len(found)
    for i in found:
        assert i.summary
        assert i.date_low is None or i.date_high is None or i.date_low <= i.date_high
    rng.shuffle(c.events)
    assert c.incidents(story_of=stories) == found


def test_many_events_of_one_pair_of_states_are_grouped_in_time():
    c = Corpus()
    for n in range(4000):
        day = on(date.fromordinal(700_000 + n % 900)) if n % 3 else NO_DATE
        c.event(f"d{n}", f"Oman chided Iran about item{n % 50}.", "chided", EventType.ACCUSE,
                ["OMN"], ["IRN"], day)  # fmt: skip
    started = time.process_time()
    assert sum(len(i.event_ids) for i in c.incidents()) == 4000
    assert time.process_time() - started < 6


def test_a_text_that_is_missing_harms_nothing():
    c = Corpus()
    event = c.event("a", "Laos and Nepal met.", "met", EventType.CONSULT, ["LAO", "NPL"])
    assert len(group_incidents([replace(event, document_id="gone")], [], {})) == 1


def test_an_act_of_vague_days_beside_another_act_of_its_story_is_kept():
    c = Corpus()
    c.event("p", "Mali gave Niger grain.", "gave", EventType.AID, ["MLI"], ["NER"], on(SIGNED))
    later = EventDate(SIGNED + timedelta(days=9), SIGNED + timedelta(days=19), "in March")
    c.event("q", "Mali gave Niger tents.", "gave", EventType.AID, ["MLI"], ["NER"], later)
    found = c.incidents(story_of={"p": "s", "q": "s"})
    assert [i.event_ids for i in found] == [(e.id,) for e in c.events]
