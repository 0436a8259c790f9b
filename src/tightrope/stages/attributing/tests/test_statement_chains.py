"""From triples to statements: who speaks, where, through whose hands, and on which day."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.language.parser import default_parser
from tightrope.language.segmentation import segments
from tightrope.records.actors import Mention, Sector
from tightrope.records.documents import DateBasis, Document, Publication
from tightrope.records.readings import Reading
from tightrope.records.sentences import Sentence
from tightrope.records.spans import Span
from tightrope.records.statements import Statement, StatementKind
from tightrope.records.times import TimeExpression
from tightrope.stages import check_order
from tightrope.stages.attributing import ATTRIBUTING, attribute

POST = ("Lagoon Herald", "outlet", (), Sector.MED)
LEAK = (
    "The Lagoon Herald, quoting a leak of Tongan diplomatic documents, reported on Monday that "
    "the islands wanted a new port.\n\n"
    "In an internal memo titled “Our Narrow Road,” Mele Vea warned that the port would cost "
    "the islands their voice.\n\n"
    "Vea argued in June that her country can “no longer please both Canberra and Beijing.”\n\n"
    "Another document, dated March 3, describes talks between Vea and an aide. The aide advised "
    "Vea that the vote would be close, the document says.\n\n"
    "At a weekly briefing, spokesman Tom Hale said the talks were routine.\n\n"
    "“Small states pay twice,” Ana Reyes told the Herald.\n\n"
    "The Herald said Tongan officials declined to comment."
)


def mentions(text: str, *named: tuple[str, str, str, tuple[str, ...], Sector]) -> list[Mention]:
    """Mentions of every occurrence of a phrase: phrase, name, kind, states, sector."""
    found = []
    for phrase, name, kind, states, sector in named:
        at = text.find(phrase)
        while at >= 0:
            span = Span(at, at + len(phrase))
            head = at + phrase.rfind(" ") + 1
            found.append(Mention(span, phrase, name, states, sector, "", kind, "", head))
            at = text.find(phrase, span.end)
    taken: list[Mention] = []
    for m in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
        if not taken or taken[-1].span.end <= m.span.start:
            taken.append(m)
    return taken


def reading(text: str, *named, **document) -> Reading:
    parts = segments(text, document.get("title"))
    parses = default_parser().parse([s.span.of(text) for s in parts])
    sentences = tuple(
        Sentence(s.span.start, parse, s.paragraph, n, s.role)
        for n, (s, parse) in enumerate(zip(parts, parses, strict=True))
    )
    return Reading(
        Document("d1", "one.txt", text, **document), sentences, (), tuple(mentions(text, *named))
    )


def said(found: Reading, words: str) -> Statement:
    hits = [
        s for s in found.statements if words in s.content_text and not s.rule.startswith("weak")
    ]
    assert hits, [s.content_text for s in found.statements]
    return min(hits, key=lambda s: len(s.content_text))


def names(statement: Statement) -> list[str]:
    return [link.name for link in statement.chain]


@pytest.fixture(scope="module")
def leak() -> Reading:
    return attribute(
        reading(
            LEAK,
            ("Lagoon Herald", *POST),
            ("Mele Vea", "Mele Vea", "person", ("TON",), Sector.GOV),
            ("Vea", "Mele Vea", "person", ("TON",), Sector.GOV),
            ("Tom Hale", "Tom Hale", "person", ("AUS",), Sector.GOV),
            ("Ana Reyes", "Ana Reyes", "person", (), Sector.EDU),
            ("Tongan officials", "Tongan officials", "unnamed", ("TON",), Sector.GOV),
            ("Canberra", "Australia", "state", ("AUS",), Sector.GOV),
            ("Beijing", "China", "state", ("CHN",), Sector.GOV),
            outlet="Island Times",
        )
    )


THROUGH_THE_LEAK = ["Island Times", "Lagoon Herald", "leaked Tongan diplomatic documents"]


def test_a_memo_is_reached_through_the_leak_and_the_outlet_that_brought_it(leak):
    statement = said(leak, "cost the islands their voice")
    assert names(statement) == [*THROUGH_THE_LEAK, "memo “Our Narrow Road”", "Mele Vea"]
    assert statement.medium == "memo"
    assert [k.kind for k in statement.chain] == [
        "outlet", "press", "document", "document", "person",
    ]  # fmt: skip


def test_other_words_of_the_same_author_come_the_same_way(leak):
    statement = said(leak, "no longer please")
    assert names(statement) == [*THROUGH_THE_LEAK, "memo “Our Narrow Road”", "Mele Vea"]
    assert statement.kind is StatementKind.MIXED
    assert statement.about == ("AUS", "CHN")


def test_a_document_that_speaks_hands_on_the_one_it_quotes(leak):
    outer = next(s for s in leak.statements if s.cue_text == "says")
    inner = next(s for s in leak.statements if s.cue_text == "advised")
    assert outer.source_kind == "document"
    assert inner.parent_id == outer.id
    assert names(inner)[:-1] == [*THROUGH_THE_LEAK, "leaked document dated March 3"]
    assert names(inner)[-1] == "aide"


def test_a_briefing_is_not_through_the_leak(leak):
    statement = said(leak, "the talks were routine")
    assert names(statement) == ["Island Times", "Tom Hale"]
    assert statement.medium == "briefing"


def test_who_told_an_outlet_comes_through_it(leak):
    statement = said(leak, "Small states pay twice")
    assert names(statement) == ["Island Times", "Lagoon Herald", "Ana Reyes"]
    assert statement.kind is StatementKind.DIRECT


def test_a_refusal_reported_by_an_outlet(leak):
    statement = next(s for s in leak.statements if s.kind is StatementKind.NO_COMMENT)
    assert names(statement) == ["Island Times", "Lagoon Herald", "Tongan officials"]
    assert statement.source_states == ("TON",)
    assert statement.denies


def test_the_outlet_of_the_page_is_named_when_unknown():
    found = attribute(reading("Norwegian divers said that the cable was cut."))
    assert names(said(found, "the cable was cut")) == ["this page", "Norwegian divers"]


def test_the_paper_is_the_outlet_last_named():
    text = (
        "The port is losing ships, Ada Lind told the Lagoon Herald. "
        "“It will not recover,” Joe Park told the paper."
    )
    found = attribute(reading(text, ("Lagoon Herald", *POST)))
    assert names(said(found, "It will not recover")) == ["this page", "Lagoon Herald", "Joe Park"]


def test_a_newspaper_that_names_itself_is_not_the_outlet_last_named():
    text = (
        "The cables were published by the Lagoon Herald. "
        "According to the Harbour Echo newspaper, two ships have sunk."
    )
    found = attribute(reading(text, ("Lagoon Herald", *POST)))
    statement = said(found, "two ships have sunk")
    assert (statement.source_name, statement.source_kind) == ("Harbour Echo", "outlet")


def test_a_single_leaked_document_is_no_set():
    text = (
        "Leaked Peruvian document says Lima agreed to sell ships.\n\n"
        "The leaked document was published by the Lagoon Herald."
    )
    found = attribute(reading(text, ("Lagoon Herald", *POST)))
    assert names(said(found, "agreed to sell ships")) == [
        "this page", "Lagoon Herald", "leaked Peruvian document",
    ]  # fmt: skip


def test_told_reporters_adds_no_outlet():
    found = attribute(reading("The envoy told reporters that the port was shut."))
    assert names(said(found, "the port was shut")) == ["this page", "envoy"]


def test_a_memo_without_a_leak_stands_alone():
    text = "In a memo to the cabinet, Ada Lind warned that the port was losing money."
    found = attribute(reading(text, ("Ada Lind", "Ada Lind", "person", ("NOR",), Sector.GOV)))
    chain = said(found, "losing money").chain
    assert [k.kind for k in chain] == ["outlet", "document", "person"]


def test_a_person_in_apposition_is_the_speaker():
    text = "“We will stay,” said Ada Lind, the spokeswoman for the Norwegian embassy in Lima."
    found = attribute(
        reading(
            text,
            ("Ada Lind", "Ada Lind", "person", ("NOR",), Sector.GOV),
            ("Norwegian embassy", "Norwegian embassy", "institution", ("NOR",), Sector.GOV),
            ("Lima", "Peru", "state", ("PER",), Sector.GOV),
        )
    )
    statement = said(found, "We will stay")
    assert (statement.source_name, statement.source_kind) == ("Ada Lind", "person")
    assert statement.source_states == ("NOR",)


def test_a_pronoun_left_open_is_the_person_heard_before():
    text = "Ada Lind said the port was shut. She added that no ship had left."
    found = attribute(reading(text, ("Ada Lind", "Ada Lind", "person", ("NOR",), Sector.GOV)))
    assert said(found, "no ship had left").source_name == "Ada Lind"


def test_it_is_the_body_heard_before_and_not_a_person():
    text = (
        "Ada Lind said little. The harbour board said the port was shut. "
        "It added that no ship left."
    )
    found = attribute(
        reading(
            text,
            ("Ada Lind", "Ada Lind", "person", ("NOR",), Sector.GOV),
            ("harbour board", "Harbour Board", "institution", ("NOR",), Sector.GOV),
        )
    )
    assert said(found, "no ship left").source_name == "Harbour Board"


BROUGHT = [
    "A cable obtained by The Baltic Argus says that the port is closed.",
    "The Baltic Argus published a cable in May. The port is closed, the cable says.",
    "The Baltic Argus had come by a cable. The port is closed, the cable says.",
    "The cable was leaked to The Baltic Argus. The port is closed, the cable says.",
    "The cable, which The Baltic Argus printed, says that the port is closed.",
]


@pytest.mark.parametrize("text", BROUGHT)
def test_who_brought_a_paper_stands_before_it(text):
    found = attribute(reading(text, outlet="Island Times"))
    chain = names(said(found, "port is closed"))
    assert chain[:2] == ["Island Times", "Baltic Argus"]
    assert len(chain) == 3 and chain[2].endswith("cable")


def test_a_paper_that_the_page_itself_holds_came_by_nobody():
    text = "The Island Times has obtained a cable. The port is closed, the cable says."
    found = attribute(reading(text, outlet="Island Times"))
    assert names(said(found, "port is closed")) == ["Island Times", "cable"]


def test_the_last_word_of_a_papers_name_stands_for_it():
    text = "The Baltic Argus asked the ministry. The Argus said that the port was closed."
    statement = said(attribute(reading(text, outlet="Island Times")), "port was closed")
    assert names(statement) == ["Island Times", "Baltic Argus"]
    assert statement.source_kind == "outlet"


def test_a_page_is_of_the_paper_named_before():
    text = (
        "We have read the transcript of the call.\n\n"
        "“The port is closed,” Mele Vea says on page three."
    )
    vea = ("Mele Vea", "Mele Vea", "person", ("TON",), Sector.GOV)
    statement = said(attribute(reading(text, vea, outlet="Island Times")), "port is closed")
    assert names(statement)[0] == "Island Times"
    assert names(statement)[-1] == "Mele Vea"
    assert "transcript" in names(statement)[1]


def test_who_is_the_noun_before_it():
    text = "Ada Lind, who said that the port was shut, left on Friday."
    found = attribute(reading(text, ("Ada Lind", "Ada Lind", "person", ("NOR",), Sector.GOV)))
    statement = said(found, "the port was shut")
    assert (statement.source_text, statement.source_name) == ("who", "Ada Lind")


def test_the_day_beside_the_cue_decides():
    text = "On Friday, Ada Lind said the port would open in May."
    base = reading(text, ("Ada Lind", "Ada Lind", "person", ("NOR",), Sector.GOV))
    friday, may = date(2024, 3, 1), (date(2024, 5, 1), date(2024, 5, 31))
    times = (
        TimeExpression(Span(3, 9), "DATE", "2024-03-01", friday, friday),
        TimeExpression(Span(text.index("May"), text.index("May") + 3), "DATE", "2024-05", *may),
    )
    assert said(attribute(replace(base, times=times)), "the port").statement_date == friday


def test_a_month_bounds_the_day_without_naming_it():
    text = "Ada Lind argued in June that the port should close."
    times = (TimeExpression(Span(19, 23), "DATE", "2024-06", date(2024, 6, 1), date(2024, 6, 30)),)
    statement = said(attribute(replace(reading(text), times=times)), "should close")
    assert statement.statement_date is None
    assert (statement.date_low, statement.date_high) == (date(2024, 6, 1), date(2024, 6, 30))


def test_news_without_a_day_was_said_when_it_was_published():
    day = date(2024, 3, 2)
    published = Publication(DateBasis.STATED, day, day)
    found = attribute(reading("Ada Lind said the port was shut.", published=published))
    assert said(found, "the port was shut").statement_date == day
    found = attribute(reading("Ada Lind had said the port was shut.", published=published))
    assert said(found, "the port was shut").statement_date is None


def test_the_stage_says_what_it_needs():
    assert ATTRIBUTING.produces == {"statements"}
    check_order([ATTRIBUTING], given=("document", "sentences", "mentions", "times"))


@given(st.integers(0, len(LEAK)), st.integers(0, 400), st.booleans())
@settings(max_examples=25, deadline=None)
def test_any_cut_of_a_text_gives_statements_that_quote(start, length, named):
    text = LEAK[start : start + length]
    actors = [("Vea", "Mele Vea", "person", ("TON",), Sector.GOV), ("Lagoon Herald", *POST)]
    found = attribute(reading(text, *(actors if named else ())))
    assert len({s.id for s in found.statements}) == len(found.statements)
    ids = {s.id for s in found.statements}
    for statement in found.statements:
        spans = (*statement.source_spans, *statement.cue_spans, *statement.content_spans)
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert statement.content_text == " … ".join(s.of(text) for s in statement.content_spans)
        assert statement.parent_id is None or statement.parent_id in ids - {statement.id}
        assert statement.chain[0].name == "this page"
        assert len(set(names(statement))) == len(statement.chain)
    assert found == attribute(reading(text, *(actors if named else ())))


def test_whom_a_paper_quotes_as_saying_is_the_source():
    found = attribute(
        reading(
            "A cable obtained by the Lagoon Herald quotes an aide as saying that the quay sank.",
            ("Lagoon Herald", *POST),
            outlet="Island Times",
        )
    )
    statement = said(found, "the quay sank")
    assert statement.source_text == "an aide"
    assert names(statement)[:2] == ["Island Times", "Lagoon Herald"]


def test_a_paper_cited_after_the_cue_stands_in_the_chain():
    found = attribute(
        reading(
            "The Lagoon Herald reported on Monday, citing a leaked cable, that Vea had asked the "
            "islands to wait.",
            ("Lagoon Herald", *POST),
            ("Vea", "Mele Vea", "person", ("TON",), Sector.GOV),
            outlet="Island Times",
        )
    )
    assert names(said(found, "to wait"))[:3] == ["Island Times", "Lagoon Herald", "leaked cable"]


def test_an_author_writes_through_the_paper():
    found = attribute(
        reading(
            "A memo by a former adviser reached the Lagoon Herald last week.\n\n"
            "The adviser wrote that the harbour would silt up within ten years.\n\n"
            "It was dated March.",
            ("Lagoon Herald", *POST),
            outlet="Island Times",
        )
    )
    assert names(said(found, "silt up"))[:2] == ["Island Times", "Lagoon Herald"]
    assert [k.kind for k in said(found, "silt up").chain][1:3] == ["press", "document"]


def test_it_is_the_paper_that_the_sentence_before_is_about():
    found = attribute(
        reading(
            "The memo was written in March. It says that the harbour will be closed in winter.",
            outlet="Island Times",
        )
    )
    statement = said(found, "closed in winter")
    assert (statement.source_kind, statement.source_name) == ("document", "memo")


def test_an_official_quoted_by_an_outlet_is_heard_through_it():
    found = attribute(
        reading(
            "A harbour official quoted by the Lagoon Herald said that the quay was safe.",
            ("Lagoon Herald", *POST),
            outlet="Island Times",
        )
    )
    assert names(said(found, "quay was safe"))[1] == "Lagoon Herald"
