"""Disputes: claims against what was said against them; and the chains by which words reached us."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.corpus.chain_graph import Carrier, provenance_steps
from tightrope.corpus.disputes import find_disputes, subject_of
from tightrope.corpus.provenance import chains, retellings
from tightrope.records.spans import Span
from tightrope.records.statements import ChainLink, Statement, StatementKind


def quote(text: str, part: str) -> tuple[Span, ...]:
    if not part:
        return ()
    at = text.index(part)
    return (Span(at, at + len(part)),)


def said(
    text: str, source: str, cue: str, content: str, *, lemma: str = "say", states=(),
    kind=StatementKind.INDIRECT, denies=False, name="", office="", document_id="d", parent=None,
    chain=(), about=(),
) -> Statement:  # fmt: skip
    return Statement(
        id=f"s-{document_id}-{text.index(content) if content else text.index(cue)}",
        document_id=document_id,
        source_spans=quote(text, source), cue_spans=quote(text, cue),
        content_spans=quote(text, content),
        source_text=source, cue_text=cue, content_text=content, kind=kind,
        source_name=name or source, source_states=tuple(states), source_office=office,
        cue_lemma=lemma, denies=denies, parent_id=parent, chain=chain, about=about,
    )  # fmt: skip


TEXT = (
    "Defence minister Paulo Reis claimed that Angola had suspended all naval and radar cooperation "
    "with Portugal, a claim that Lisbon denied. “We have not been told of any suspension of radar "
    "or naval cooperation,” said Ines Couto, an embassy spokeswoman. A day before, foreign "
    "minister Rui Lima declared that the fishing pact was “dead”. The foreign ministry appeared to "
    "back down from that position on Friday. “The words of the foreign minister should be seen in "
    "the proper context,” said its spokesman Abel Dias. Officials declined to comment."
)
CLAIM = said(TEXT, "Paulo Reis", "claimed",
             "that Angola had suspended all naval and radar cooperation with Portugal",
             lemma="claim", states=["AGO"])  # fmt: skip
DENIAL = said(TEXT, "Lisbon", "denied", "a claim", lemma="deny", states=["PRT"], denies=True)
NO_WORD = said(TEXT, "Ines Couto", "said",
               "“We have not been told of any suspension of radar or naval cooperation,”",
               states=["PRT"], kind=StatementKind.DIRECT)  # fmt: skip
DEAD = said(TEXT, "Rui Lima", "declared", "that the fishing pact was “dead”", lemma="declare",
            states=["AGO"], office="foreign minister")  # fmt: skip
CONTEXT = said(TEXT, "Abel Dias", "said",
               "“The words of the foreign minister should be seen in the proper context,”",
               states=["AGO"], kind=StatementKind.DIRECT)  # fmt: skip
SILENT = said(TEXT, "Officials", "declined", "to comment", lemma="decline", denies=True,
              kind=StatementKind.NO_COMMENT)  # fmt: skip
ALL = [CLAIM, DENIAL, NO_WORD, DEAD, CONTEXT, SILENT]


def pairs(statements, texts, story_of=None):
    return {
        (d.claim_statement_id, d.denial_statement_id): (str(d.relation), d.rule)
        for d in find_disputes(statements, texts, story_of)
    }


def test_claims_are_set_against_what_was_said_against_them():
    assert pairs(ALL, {"d": TEXT}) == {
        (CLAIM.id, DENIAL.id): ("denies", "denied-claim"),
        (CLAIM.id, NO_WORD.id): ("denies", "negated-counterpart"),
        (DEAD.id, CONTEXT.id): ("qualifies", "qualifies"),
    }


def test_a_dispute_names_its_subject_and_both_sides():
    found = next(d for d in find_disputes(ALL, {"d": TEXT}) if d.denial_statement_id == DENIAL.id)
    assert found.subject.startswith("Angola had suspended all naval and radar cooperation")
    assert found.parties == ("Paulo Reis", "AGO", "Lisbon", "PRT")


def test_a_position_taken_back_is_a_retraction():
    text = (
        "President Anna Berg said that Malta would leave the customs union. Her office backed down "
        "from that position on Monday. “Malta stays,” said press officer Jon Vella."
    )
    claim = said(
        text, "Anna Berg", "said", "that Malta would leave the customs union", states=["MLT"]
    )
    after = said(text, "Jon Vella", "said press", "“Malta stays,”", states=["MLT"])
    assert pairs([claim, after], {"d": text}) == {(claim.id, after.id): ("retracts", "retracts")}


def test_a_denial_in_another_report_of_the_story():
    one = "Togo has massed troops near Aflao, the Ghanaian army said."
    two = "Lome rejected reports that Togo massed troops near Aflao."
    claim = said(one, "the Ghanaian army", "said", "Togo has massed troops near Aflao",
                 states=["GHA"], document_id="a")  # fmt: skip
    denial = said(two, "Lome", "rejected", "reports that Togo massed troops near Aflao",
                  lemma="reject", states=["TGO"], denies=True, document_id="b")  # fmt: skip
    texts = {"a": one, "b": two}
    same = {"a": "s", "b": "s"}
    assert pairs([claim, denial], texts, same) == {
        (claim.id, denial.id): ("denies", "denies-content")
    }
    assert pairs([claim, denial], texts, {"a": "s", "b": "t"}) == {}


@pytest.mark.parametrize(
    "denying",
    [
        "“Radar cooperation is not only naval cooperation but suspended work,”",
        "“We did not rule out a suspension of naval and radar cooperation,”",
        "“We have no word on the wheat price,”",
    ],
)
def test_words_that_deny_nothing_make_no_dispute(denying):
    text = (
        "Paulo Reis claimed that Angola had suspended all naval and radar cooperation with "
        f"Portugal. {denying} said Ines Couto."
    )
    content = "that Angola had suspended all naval and radar cooperation with Portugal"
    claim = said(text, "Paulo Reis", "claimed", content)
    other = said(text, "Ines Couto", "said", denying)
    assert pairs([claim, other], {"d": text}) == {}


def test_nobody_disputes_oneself():
    text = "Rui Lima said the pact is alive. Rui Lima denied the claim."
    one = said(text, "Rui Lima", "said", "the pact is alive")
    two = said(text, "Rui Lima", "denied", "the claim", lemma="deny", denies=True)
    assert pairs([one, two], {"d": text}) == {}


def test_a_long_subject_is_cut_at_a_word():
    claim = said("x " + "words " * 60, "x", "x", "words " * 60)
    assert len(subject_of(claim)) < 120 and subject_of(claim).endswith("words …")


@given(st.randoms(use_true_random=False))
def test_disputes_do_not_depend_on_order(rng: random.Random):
    shuffled = ALL[:]
    rng.shuffle(shuffled)
    assert find_disputes(shuffled, {"d": TEXT}) == find_disputes(ALL, {"d": TEXT})


@given(st.text(max_size=80), st.text(max_size=30))
def test_odd_statements_harm_nothing(content, source):
    text = f"{source} said {content}"
    one = Statement("a", "d", (Span(0, 1),), (), (), source, "said", content, StatementKind.DIRECT)
    two = Statement("b", "d", (), (), (), source, "denied", content, StatementKind.INDIRECT,
                    cue_lemma="deny", denies=True)  # fmt: skip
    find_disputes([one, two], {"d": text})
    assert retellings([one, two]) == ()


def by_way_of(document_id: str, source: str, content: str, *names: str) -> Statement:
    chain = tuple(ChainLink(n, "outlet" if i == 0 else "document") for i, n in enumerate(names))
    chain += (ChainLink(source, "person"),)
    text = f"{source} said {content}"
    return said(text, source, "said", content, document_id=document_id, chain=chain)


def test_steps_join_chains_by_name_and_skip_repeats():
    one = by_way_of("a", "Ana Sousa", "that the dam is unsafe", "Daily A", "The Ledger", "the memo")
    two = by_way_of("b", "Ana Sousa", "that the dam is unsafe", "Daily B", "Ledger", "The Ledger")
    carriers = [Carrier("a", "t", "Daily A"), Carrier("b", "t", "Daily B")]
    edges = {(e.holder, e.source) for e in provenance_steps([two, one], carriers)}
    assert edges == {
        ("Daily A", "The Ledger"),
        ("The Ledger", "the memo"),
        ("the memo", "Ana Sousa"),
        ("Daily B", "The Ledger"),
        ("The Ledger", "Ana Sousa"),
    }
    longest = chains([one, two])[0]
    assert longest.in_words == "Ana Sousa → the memo → The Ledger → Daily A"


def test_one_statement_by_several_ways_keeps_its_differences():
    one = by_way_of(
        "a", "Ana Sousa", "that “the northern dam near Soure cannot stand another flood”", "Daily A"
    )
    two = by_way_of(
        "b", "Sousa", "the northern dam near Soure cannot survive another flood", "Daily B", "memo"
    )
    other = by_way_of("c", "Sousa", "that she likes long walks beside quiet rivers", "Daily C")
    found = retellings([two, other, one])
    assert len(found) == 1
    assert found[0].source_name == "Ana Sousa"
    assert found[0].document_ids == ("a", "b")
    assert found[0].chains == (("Daily A", "Ana Sousa"), ("Daily B", "memo", "Sousa"))
    assert len(set(found[0].contents)) == 2


def answered(first, second, *, apart=False):
    """Relation and rule between two statements, each (source, cue, content, states, more)."""
    one = f"{first[0]} {first[1]} {first[2]}."
    two = f"{second[0]} {second[1]} {second[2]}."
    text = f"{one}\n\n{two}"
    texts = {"a": one, "b": two} if apart else {"d": text}
    made = [
        said(
            (one, two)[n] if apart else text, source, cue, content, states=states,
            document_id="ab"[n] if apart else "d", **more,
        )
        for n, (source, cue, content, states, more) in enumerate((first, second))
    ]  # fmt: skip
    found = pairs(made, texts, {"a": "s", "b": "s"} if apart else None)
    return found.get((made[0].id, made[1].id))


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("Oslo", "said", "Danish trawlers had emptied the Skagen grounds", ["NOR"],
          {"about": ("DNK",)}),
         ("Copenhagen", "said", "no trawler had fished the Skagen grounds", ["DNK"], {}),
         ("denies", "contradicts")),
        (("Oslo", "said", "Danish trawlers had emptied the Skagen grounds", ["NOR"],
          {"about": ("DNK",)}),
         ("Copenhagen", "called", "the allegation a fairy tale", ["DNK"], {"lemma": "call"}),
         ("denies", "called-untrue")),
        (("Norway's fisheries minister", "said", "the quota would be cut", ["NOR"], {}),
         ("The minister", "took back", "his remark on Friday", [], {"lemma": "take"}),
         ("retracts", "takes-back")),
        (("Norway's premier", "said", "the herring talks were finished", ["NOR"], {}),
         ("A Norwegian aide", "said", "he had been speaking of the herring round in May", ["NOR"],
          {}),
         ("qualifies", "explains")),
    ],
)  # fmt: skip
def test_who_answers_in_which_words_says_what_an_answer_is(first, second, expected, apart):
    found = answered(first, second, apart=apart)
    assert found is not None
    assert found[0] == expected[0]


@pytest.mark.parametrize(
    "second",
    [
        # Another matter, another party, a promise kept, words that bear the claim out.
        ("Copenhagen", "said", "no ferry had sailed to Hirtshals", ["DNK"], {}),
        ("Warsaw", "said", "no Polish boat had fished the Skagen grounds", ["POL"], {}),
        ("The minister", "refused to take back", "his remark", [], {"lemma": "take"}),
        ("Copenhagen", "said", "no trawler fished the Skagen grounds without a licence", ["DNK"],
         {}),
        ("Copenhagen", "denied", "that its ferry had hit the pier", ["DNK"],
         {"lemma": "deny", "denies": True}),
    ],
)  # fmt: skip
def test_what_only_sounds_like_an_answer_is_none(second):
    first = ("Oslo", "said", "Danish trawlers had emptied the Skagen grounds", ["NOR"],
             {"about": ("DNK",)})  # fmt: skip
    assert answered(first, second) is None
    assert answered(first, second, apart=True) is None
