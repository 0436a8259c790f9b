"""Derivation by citation: which outlet a report rests on, wholly or for one passage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.corpus.derivations import PARTLY, WHOLLY, OutletNames, citations, derivations
from tightrope.records.documents import Document

OUTLETS = OutletNames(
    {
        "The Harbour Post": "The Harbour Post",
        "Harbour Post": "The Harbour Post",
        "Reuters": "Reuters",
        "Vestnik": "Vestnik",
        "Gulf Times": "Gulf Times",
    }
)
FILLER = " ".join(["The talks went on behind closed doors in the old customs house."] * 18)


def read(text: str, outlet: str | None = None):
    document = Document("d", "d.txt", text, outlet=outlet)
    return {d.target: d for d in derivations(document, OUTLETS)}


@pytest.mark.parametrize(
    "sentence",
    [
        "The Harbour Post reported on Sunday that Sweden had leased two islands.",
        "Sweden had leased two islands, The Harbour Post, quoting a leaked map, reported "
        "on Sunday.",
        "Sweden leased two islands, according to the Harbour Post.",
        "Sweden leased two islands, as per the Harbour Post.",
        "The lease was published by the Harbour Post.",
        "Sweden leased two islands, said the Harbour Post.",
        "Sweden leased two islands (h/t Harbour Post).",
        "A Harbour Post investigation found the lease.",
    ],
)
def test_ways_of_naming_the_publisher(sentence):
    found = citations(Document("d", "d.txt", f"Islands leased\n\n{sentence}"), OUTLETS)
    assert [(c.outlet, c.how) for c in found] == [("The Harbour Post", "published")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Harbour Post building burnt down.",
        "He has been a subscriber to the Harbour Post for years.",
        "Boxes of the Harbour Post stood at the gate.",
    ],
)
def test_an_outlet_that_is_only_mentioned_is_not_cited(sentence):
    assert citations(Document("d", "d.txt", sentence), OUTLETS) == ()


def test_a_report_that_opens_with_anothers_news_rests_on_it():
    text = (
        "Sweden leases islands\n\nSweden has leased two islands to Finland, the Harbour "
        "Post reported "
        f"on Sunday.\n\n{FILLER}\n\nThe Post said that both ministries declined to comment."
    )
    found = read(text)["The Harbour Post"]
    assert found.share == WHOLLY
    assert "cites it twice" in found.evidence


def test_an_interview_cited_further_down_carries_one_passage():
    text = f"Talks in Riga\n\n{FILLER}\n\n{FILLER}\n\n“We wait,” Anna Liepa told Vestnik."
    found = read(text)["Vestnik"]
    assert found.relation == "cites"
    assert found.share < PARTLY


def test_agency_credit_at_the_head_or_foot():
    head = f"Talks in Riga\n\nRIGA (Reuters) - Ministers met again.\n\n{FILLER}"
    foot = f"Talks in Riga\n\nMinisters met again.\n\n{FILLER}\n\n— Reuters"
    assert read(head)["Reuters"].share == WHOLLY
    assert read(foot)["Reuters"].share == WHOLLY


def test_a_credited_report_of_anothers_news_goes_back_to_that_other():
    text = (
        "Islands leased\n\nSTOCKHOLM (Reuters) - Sweden has leased two islands, the Harbour Post "
        f"reported on Sunday.\n\nThe Harbour Post said it saw the lease.\n\n{FILLER}"
    )
    found = read(text)
    assert found["The Harbour Post"].share == WHOLLY
    assert found["Reuters"].share < PARTLY


def test_an_outlet_does_not_rest_on_itself():
    text = "Islands leased\n\nSweden leased two islands, The Harbour Post reported, citing a map."
    assert read(text, outlet="The Harbour Post") == {}


def test_unnamed_media_are_one_source():
    text = (
        "Islands leased\n\nSweden has leased two islands, local media reported on Sunday.\n\n"
        "Swedish media said the lease runs for nine years."
    )
    assert read(text)["unnamed media"].share == WHOLLY


def test_outlets_of_the_reference_tables_are_found():
    document = Document("d", "d.txt", "Deal near\n\nA deal is near, according to Reuters.")
    assert [c.outlet for c in citations(document)] == ["Reuters"]


@given(st.text(max_size=300))
def test_any_text_is_read_and_spans_quote_it(text):
    document = Document("d", "d.txt", text + " said the Harbour Post (Reuters)\n" + text)
    for citation in citations(document, OUTLETS):
        assert citation.span.of(document.text)
    for derivation in derivations(document, OUTLETS):
        assert 0 < derivation.share <= WHOLLY
