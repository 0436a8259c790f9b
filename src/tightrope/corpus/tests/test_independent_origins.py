"""Independent origins: copies, derived reports and retellings add none."""

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.corpus.copies import text_links
from tightrope.corpus.origins import Report, incident_origins, memberships, story_origins
from tightrope.corpus.signatures import sign
from tightrope.records.corpus import Derivation
from tightrope.records.documents import DateBasis, Publication
from tightrope.records.events import Event, Modality, Polarity
from tightrope.records.plover import EventType
from tightrope.records.spans import Span
from tightrope.records.statements import ChainLink, Statement, StatementKind

MEMO = (
    "A memo by deputy minister Jorge Tavares warned Lisbon against trading its port concession in "
    "Sines for a seat in the grain pact. In the memo, titled “Two Harbours”, Tavares argued that "
    "Portugal could no longer serve both the Gulf and the Baltic. The memo was posted on a gaming "
    "forum together with customs ledgers and a map of the silo basin. Another paper "
    "describes talks "
    "between the prime minister and an aide about a vote on fishing zones off Madeira."
)
RETOLD = (
    "Papers on a gaming forum embarrass Lisbon. Tavares argued that Portugal could no longer serve "
    "both the Gulf and the Baltic. In his memo, “Two Harbours”, the deputy minister Jorge Tavares "
    "cautioned against trading the concession in Sines for the grain pact. Talks between the prime "
    "minister and an aide about a coming vote on fishing off Madeira stand in "
    "another leaked paper, "
    "next to customs ledgers and maps of a silo."
)
OWN = (
    "Portuguese officials spent the day calling partners in the grain pact after the memo by Jorge "
    "Tavares on the Sines concession became known. This paper has spoken to three diplomats who "
    "were present when Tavares presented “Two Harbours” in a Setubal hotel in May; they recall an "
    "angry exchange with the finance ministry over dredging costs and a walkout by two brokers."
)


def day(n: int) -> Publication:
    return Publication(DateBasis.STATED, date(2024, 5, n), date(2024, 5, n))


def report(name: str, text: str, outlet: str | None = None, n: int | None = None) -> Report:
    return Report(sign(name, text), outlet, day(n) if n else Publication())


def rests(document_id: str, outlet: str, share: float = 1.0) -> Derivation:
    return Derivation(document_id, outlet, "cites", "opens with its report", share)


def found(reports, derivations=()):
    return story_origins(reports, derivations, text_links([r.signature for r in reports]))


def test_reports_that_rest_on_one_outlet_have_one_origin():
    reports = [report("a", MEMO, "Diario A"), report("b", OWN, "Diario B")]
    origins = found(reports, [rests("a", "The Ledger"), rests("b", "The Ledger")])
    assert origins.origins == ("The Ledger",)
    assert all("The Ledger" in r.reason for r in origins.reasons)


def test_an_outlet_in_capitals_is_the_same_outlet():
    reports = [report("a", MEMO, "CASPIAN COURIER"), report("b", OWN, "Caspian Courier")]
    assert found(reports).origins == ("Caspian Courier",)
    cited = found([report("c", RETOLD, "Diario C"), *reports], [rests("c", "The Caspian Courier")])
    assert cited.of("c") == ("Caspian Courier",)


def test_a_copy_takes_the_origin_of_what_it_copies():
    reports = [report("a", MEMO, "Diario A"), report("b", "New headline\n\n" + MEMO, "Diario B")]
    assert found(reports, [rests("a", "The Ledger")]).of("b") == ("The Ledger",)


def test_a_retelling_that_names_no_source_adds_no_origin():
    reports = [report("a", MEMO, "Diario A"), report("c", RETOLD)]
    origins = found(reports, [rests("a", "The Ledger")])
    assert origins.origins == ("The Ledger",)
    reason = next(r.reason for r in origins.reasons if r.document_id == "c")
    assert "adds nothing" in reason and "%" in reason


def test_a_passing_citation_of_another_outlet_changes_nothing():
    reports = [report("a", MEMO, "Diario A"), report("c", RETOLD)]
    origins = found(reports, [rests("a", "The Ledger"), rests("c", "Gulf Times", 0.08)])
    assert origins.origins == ("The Ledger",)


def test_own_reporting_is_an_origin_of_its_own():
    reports = [report("a", MEMO, "Diario A"), report("o", OWN, "Diario O")]
    origins = found(reports, [rests("a", "The Ledger")])
    assert origins.origins == ("Diario O", "The Ledger")


def test_copies_without_a_source_are_one_origin_named_after_the_earliest():
    reports = [
        report("a", MEMO, "Late Paper", 9),
        report("b", MEMO, "Early Paper", 3),
        report("c", MEMO, None),
    ]
    origins = found(reports)
    assert origins.origins == ("Early Paper",)
    known = memberships("s", reports, origins, text_links([r.signature for r in reports]))
    assert [(m.document_id, m.copy_of) for m in known] == [("a", "b"), ("b", None), ("c", "b")]


def test_a_source_that_itself_rests_on_another_is_followed():
    reports = [
        report("a", OWN, "Diario A"),
        report("w", MEMO, "Wire"),
    ]
    origins = found(reports, [rests("a", "Wire"), rests("w", "The Ledger")])
    assert origins.origins == ("The Ledger",)


def test_two_outlets_that_rest_on_each_other_end_somewhere():
    reports = [report("a", MEMO, "A"), report("b", OWN, "B")]
    assert found(reports, [rests("a", "B"), rests("b", "A")]).origins


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_origins_do_not_depend_on_order(rng: random.Random):
    texts = [MEMO, RETOLD, OWN, MEMO + " " + OWN, "Headline. " + RETOLD, "Nothing here at all."]
    reports = [
        report(f"d{n}", rng.choice(texts), rng.choice([None, "A", "B", "Wire"]), rng.randint(1, 9))
        for n in range(rng.randint(1, 7))
    ]
    derivations = [rests(r.id, rng.choice(["Wire", "A"])) for r in reports if rng.random() < 0.4]
    expected = found(reports, derivations)
    assert {r.document_id for r in expected.reasons} == {r.id for r in reports}
    rng.shuffle(reports)
    rng.shuffle(derivations)
    assert found(reports, derivations) == expected


def test_an_act_told_through_another_outlet_has_that_outlet_for_its_origin():
    def event(name: str, document_id: str, statement_id: str | None) -> Event:
        return Event(
            name, document_id, Span(0, 5), Span(0, 2), EventType.CONSULT, ("PRT",), (),
            Polarity.ASSERTED, Modality.ACTUAL, 3.0, statement_id=statement_id,
        )  # fmt: skip

    told = Statement(
        "s1", "d1", (), (), (), "", "told", "", StatementKind.INDIRECT,
        chain=(
            ChainLink("Diario A", "outlet"), ChainLink("Vestnik", "press"),
            ChainLink("Ana", "person"),
        ),
    )  # fmt: skip
    origins = incident_origins(
        [event("e1", "d1", "s1"), event("e2", "d1", None), event("e3", "d9", None)],
        {"s1": told},
        {"d1": ("The Ledger",)},
    )
    assert origins == ("The Ledger", "Vestnik", "d9")
