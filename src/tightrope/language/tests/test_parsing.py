"""The parser gives what its pipeline gives, and reads a distinct sentence once."""

import pytest
import spacy

from tightrope.language.parser import Parser, installed_pipeline

SENTENCES = [
    "There were talks in Oslo, and there is a draft that both capitals have not yet signed.",
    "Norway's ministers flew home on Friday; it wasn't clear when they would be meeting again.",
    '"We leave nothing out," said the envoy, who had left Tromsø\u00a0 early.',
    "Does Peru's leadership leaves  room for doubt?",
    "",
    " ",
]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def test_tokens_are_those_of_the_pipeline(parser: Parser) -> None:
    plain = spacy.load(installed_pipeline(), exclude=["ner", "senter"])
    for sentence, parse in zip(SENTENCES, parser.parse(SENTENCES), strict=True):
        doc = plain(sentence)
        kept = [t for t in doc if not t.is_space]
        place = {t.i: n for n, t in enumerate(kept)}
        assert parse.text == sentence
        assert [tuple(t) for t in parse.tokens] == [
            (n, t.text, t.lemma_, t.pos_, t.tag_, t.dep_, place[t.head.i], t.idx, t.idx + len(t))
            for n, t in enumerate(kept)
        ]


def test_every_token_quotes_its_sentence(parser: Parser) -> None:
    for parse in parser.parse(SENTENCES):
        for token in parse.tokens:
            assert parse.text[token.start : token.end] == token.text


def test_a_distinct_sentence_is_read_once() -> None:
    parser = Parser()
    first = parser.parse(["Chad met Togo.", "Chad met Togo.", "Togo met Chad."])
    assert first[0] is first[1]
    assert (parser.parsed_sentences, parser.repeated_sentences) == (2, 1)
    assert parser.parse(["Togo met Chad."])[0] is first[2]
    assert (parser.parsed_sentences, parser.repeated_sentences) == (2, 2)


def test_what_is_known_of_tokens_does_not_depend_on_their_company() -> None:
    alone, together = Parser(), Parser()
    apart = [parse for sentence in SENTENCES for parse in alone.parse([sentence])]
    assert apart == together.parse(list(reversed(SENTENCES)))[::-1]
