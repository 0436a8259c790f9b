"""Each kind of medium and document in which something is said, as `statements.medium` keeps it."""

import pytest

from tightrope.language.parser import default_parser
from tightrope.language.segmentation import segments
from tightrope.records.documents import Document
from tightrope.records.readings import Reading
from tightrope.records.sentences import Sentence
from tightrope.records.statements import Statement
from tightrope.stages.attributing import RuleFinder, attribute


def only_statement(text: str) -> Statement:
    parts = segments(text, None)
    parses = default_parser().parse([s.span.of(text) for s in parts])
    sentences = tuple(
        Sentence(s.span.start, parse, s.paragraph, n, s.role)
        for n, (s, parse) in enumerate(zip(parts, parses, strict=True))
    )
    found = attribute(Reading(Document("d1", "one.txt", text), sentences), RuleFinder())
    (statement,) = found.statements
    return statement


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("The envoy said in an interview that the road would open.", "interview"),
        ("The minister said in a phone call that the dam was safe.", "call"),
        ("The spokesman said at a press conference that talks had failed.", "press conference"),
        ("The president wrote in a tweet that the deal was dead.", "tweet"),
        ("Prosecutors said in a court filing that the banker had bribed them.", "court filing"),
        ("The envoy wrote in a cable that the harbour would be closed.", "cable"),
        ("The adviser warned in a memo that the border would close.", "memo"),
        ("The leaked document says that the general advised restraint.", "leaked document"),
        ("The resolution demands that the army withdraw its troops.", "resolution"),
    ],
)
def test_the_medium_is_the_one_that_the_sentence_names(text: str, medium: str) -> None:
    assert only_statement(text).medium == medium


def test_a_memo_keeps_its_title() -> None:
    statement = only_statement(
        "In a memo titled “Two Rivers”, the adviser warned that the border would close."
    )
    assert [link.name for link in statement.chain][1] == "memo “Two Rivers”"


def test_a_leaked_document_keeps_its_date() -> None:
    statement = only_statement(
        "A leaked intelligence document dated 17 February says that the general wavered."
    )
    assert statement.source_name == "leaked document dated 17 February"
    assert statement.medium == "leaked document"
