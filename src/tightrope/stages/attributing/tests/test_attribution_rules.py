"""What the rules find, construction by construction, and what they leave alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.language.parser import default_parser
from tightrope.language.segmentation import segments
from tightrope.records.sentences import Sentence
from tightrope.stages.attributing import RuleFinder, Triple


def read(text: str, title: str | None = None) -> list[Sentence]:
    found = segments(text, title)
    parses = default_parser().parse([s.span.of(text) for s in found])
    return [
        Sentence(s.span.start, parse, s.paragraph, n, s.role)
        for n, (s, parse) in enumerate(zip(found, parses, strict=True))
    ]


def find(text: str, title: str | None = None) -> list[Triple]:
    return RuleFinder().find(text, read(text, title))


def quote(spans, text):
    return " … ".join(s.of(text) for s in spans)


def one(text: str, cue: str, title: str | None = None) -> tuple[Triple, str, str]:
    """The attribution with a cue, with its source and content as text."""
    hits = [t for t in find(text, title) if cue in quote(t.cue, text)]
    assert len(hits) == 1, [(quote(t.cue, text), quote(t.content, text)) for t in find(text, title)]
    return hits[0], quote(hits[0].source, text), quote(hits[0].content, text)


# text, cue, source, content
CONSTRUCTIONS = [
    pytest.param(
        "Norwegian officials said that the ferry had never left the port of Bergen.",
        "said",
        "Norwegian officials",
        "that the ferry had never left the port of Bergen",
        id="reporting clause with that",
    ),
    pytest.param(
        "The cable was cut on purpose, the Estonian navy said on Tuesday.",
        "said",
        "the Estonian navy",
        "The cable was cut on purpose",
        id="content first",
    ),
    pytest.param(
        "“The border stays shut,” said Ana Reyes, the interior minister.",
        "said",
        "Ana Reyes, the interior minister",
        "“The border stays shut,”",
        id="inverted",
    ),
    pytest.param(
        "The envoy told reporters that Lima would not sign the treaty.",
        "told",
        "The envoy",
        "that Lima would not sign the treaty",
        id="told somebody",
    ),
    pytest.param(
        "According to the harbour master, two tankers are waiting outside the bay.",
        "According to",
        "the harbour master",
        "two tankers are waiting outside the bay",
        id="according to, first",
    ),
    pytest.param(
        "Two tankers are waiting outside the bay, according to the harbour master.",
        "according to",
        "the harbour master",
        "Two tankers are waiting outside the bay",
        id="according to, last",
    ),
    pytest.param(
        "In her view, the talks were doomed from the start.",
        "view",
        "her",
        "the talks were doomed from the start",
        id="in her view",
    ),
    pytest.param(
        "The minister rejected Lima's claim that the pilot had crossed the border.",
        "claim",
        "Lima",
        "that the pilot had crossed the border",
        id="noun with clause",
    ),
    pytest.param(
        "The army denied that its drones had entered Latvian airspace.",
        "denied",
        "The army",
        "that its drones had entered Latvian airspace",
        id="denial",
    ),
    pytest.param(
        "The ministry said it would close the consulate, adding that visas remain valid.",
        "adding",
        "The ministry",
        "that visas remain valid",
        id="adding that",
    ),
    pytest.param(
        "Ghana promised to reopen its embassy in Harare.",
        "promised",
        "Ghana",
        "to reopen its embassy in Harare",
        id="promise",
    ),
    pytest.param(
        "The leaked cables show that the ambassador knew of the raid.",
        "show",
        "The leaked cables",
        "that the ambassador knew of the raid",
        id="documents show",
    ),
    pytest.param(
        "The bridge would be rebuilt within a year, The Coastal Times, citing two engineers, "
        "reported on Monday.",
        "reported",
        "The Coastal Times",
        "The bridge would be rebuilt within a year",
        id="trailing wire style",
    ),
    pytest.param(
        "The general is quoted as saying that the base will close in May.",
        "saying",
        "The general",
        "that the base will close in May",
        id="quoted as saying",
    ),
    pytest.param(
        "It was reported that Uruguay would leave the bloc.",
        "was reported",
        "",
        "that Uruguay would leave the bloc",
        id="impersonal passive",
    ),
    pytest.param(
        "The consulate has repeatedly denied issuing the visas.",
        "denied",
        "The consulate",
        "issuing the visas",
        id="denied doing",
    ),
    pytest.param(
        "Radio Lagoon called the drills “a rehearsal for war”.",
        "called",
        "Radio Lagoon",
        "the drills “a rehearsal for war”",
        id="called something by quoted words",
    ),
    pytest.param(
        "The general, according to the daily, said the bridge was safe.",
        "said",
        "The general",
        "the bridge was safe",
        id="according to, in between",
    ),
    pytest.param(
        "In a letter titled “Our Quiet Years,” Lind, who once ran the bank, warned that the "
        "currency would fall.",
        "warned",
        "Lind",
        "that the currency would fall",
        id="subject behind a title and a relative clause",
    ),
]


@pytest.mark.parametrize(("text", "cue", "source", "content"), CONSTRUCTIONS)
def test_a_construction_is_found_with_its_spans(text, cue, source, content):
    _, found_source, found_content = one(text, cue)
    assert found_source == source
    assert found_content == content


def test_interrupted_speech_has_discontinuous_content():
    text = "“Sanctions,” said the Chilean senator, “are never free of charge.”"
    _, source, content = one(text, "said")
    assert source == "the Chilean senator"
    assert content == "“Sanctions,” … “are never free of charge.”"


def test_a_partial_quotation_stays_inside_its_clause():
    text = "Minister Sato declared that the agreement was “dead and buried”."
    _, source, content = one(text, "declared")
    assert source == "Minister Sato"
    assert content == "that the agreement was “dead and buried”"


def test_a_quotation_goes_on_after_the_speaker_was_named():
    text = (
        "“We will wait,” said the Omani delegate. “We have waited for ten years. "
        "Another month changes nothing.”"
    )
    _, _, content = one(text, "said")
    assert "We will wait" in content
    assert "Another month changes nothing" in content


def test_a_quotation_runs_on_over_paragraphs():
    text = (
        "“We will wait,” said the Omani delegate. “We have waited for ten years.\n\n"
        "“Another month changes nothing.”\n\nThe session ended."
    )
    _, _, content = one(text, "said")
    assert "Another month changes nothing" in content
    assert "session" not in content


def test_a_colon_introduces_the_next_paragraph():
    text = "The delegate from Oman went on:\n\n“The strait belongs to everybody who sails it.”"
    _, source, content = one(text, "went on")
    assert source == "The delegate from Oman"
    assert content == "“The strait belongs to everybody who sails it.”"


def test_a_cue_takes_the_quotation_that_ended_before_its_sentence():
    text = "“Why should we pay for this?” Gruber asked."
    _, source, content = one(text, "asked")
    assert source == "Gruber"
    assert content == "“Why should we pay for this?”"


def test_a_headline_names_its_speaker_before_a_colon():
    title = "Kremlin: No plans for talks with Warsaw"
    _, source, content = one(f"{title}\n\nMore follows.", ":", title)
    assert source == "Kremlin"
    assert content == "No plans for talks with Warsaw"


def test_a_dateline_is_no_speaker():
    assert not [t for t in find("NAIROBI: The two ministers met for lunch.") if ":" in t.rule]


def test_nested_attributions_are_both_found():
    text = "The Coastal Times said that the report warned that the dam could break."
    outer, outer_source, outer_content = one(text, "said")
    inner, inner_source, inner_content = one(text, "warned")
    assert (outer_source, inner_source) == ("The Coastal Times", "the report")
    assert inner_content in outer_content
    assert not outer.denies
    assert inner.lemma == "warn"


def test_a_claim_denied_in_passing_is_what_the_denial_is_about():
    text = (
        "The Laotian premier claimed that Hanoi had closed the bridge, "
        "a claim the Vietnamese ministry denied."
    )
    claim, _, claimed = one(text, "claimed")
    denial, source, denied = one(text, "denied")
    assert claimed == denied == "that Hanoi had closed the bridge"
    assert source == "the Vietnamese ministry"
    assert denial.denies
    assert not claim.denies


def test_a_denial_of_it_is_about_the_claim_before_it():
    text = "Leaked cable says Malta agreed to sell ships; Valletta denies it"
    _, _, claimed = one(text, "says")
    denial, source, denied = one(text, "denies")
    assert denied == claimed == "Malta agreed to sell ships"
    assert source == "Valletta"
    assert denial.denies


def test_a_dateline_is_neither_speaker_nor_content():
    text = "NEW HAVEN - Officials in Quito said on Monday that the road was open."
    _, source, content = one(text, "said")
    assert source == "Officials in Quito"
    assert content == "that the road was open"


def test_where_it_was_said_is_no_content():
    text = "The spokesman said at a briefing that he knew of no call."
    assert one(text, "said")[2] == "that he knew of no call"


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("The embassy declined to comment on the arrests.", "declined", "The embassy"),
        ("Bolivian officials refused to comment.", "refused", "Bolivian officials"),
        (
            "The ministry did not respond to a request for comment on Friday.",
            "did not respond",
            "The ministry",
        ),
        ("The company had no immediate comment.", "had", "The company"),
    ],
)
def test_refusals_to_speak_are_kept(text, cue, source):
    triple, found_source, content = one(text, cue)
    assert found_source == source
    assert triple.no_comment
    assert triple.denies
    assert content


def test_what_a_refusal_concerns_is_its_content():
    _, _, content = one("The embassy declined to comment on the arrests.", "declined")
    assert "arrests" in content


def test_a_question_belongs_to_nobody_when_only_the_answer_is_told():
    text = "Asked whether Tunis would sign, the spokeswoman declined to answer."
    _, source, _ = one(text, "Asked")
    assert source == ""


def test_a_negated_cue_denies_and_a_negated_denial_does_not():
    assert one("Tunis has not said that it will sign.", "said")[0].denies
    assert not one("Tunis did not deny that it had signed.", "deny")[0].denies


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The premier wants to visit Tirana.", "wants"),
        ("Many voters believe that the deal is lost.", "believe"),
        ("The senator praised the new treaty with Peru.", "praised"),
    ],
)
def test_beliefs_intentions_and_judgements_are_weak(text, cue):
    assert one(text, cue)[0].weak


def test_words_are_not_weak():
    assert not one("Tunis said that it will sign.", "said")[0].weak


def test_warning_against_something_keeps_its_preposition():
    _, _, content = one("The general warned the cabinet against leaving the pact.", "warned")
    assert content.startswith("against leaving")


def test_a_happening_that_reveals_something_says_nothing():
    text = "The episode embarrassed Rome by revealing its spying on allies."
    assert all(t.weak for t in find(text))


def test_nothing_is_attributed_within_somebody_elses_quotation():
    text = "“I think they said too much about the harbour,” the mayor told the council."
    assert [quote(t.cue, text) for t in find(text)] == ["told"]


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", ".", "”", "“", "said", "“said", "a: b", "\n\n\n"]
)
def test_odd_texts_give_nothing_and_do_not_fail(text):
    assert all(t.content for t in find(text))


def test_a_very_long_line_is_read_in_bounded_time():
    assert find("x" * 300_000) == []


PIECES = st.sampled_from(
    [
        "Lind said", "“", "”", '"', "''", "‘", "’", ", ", ". ", "\n", "\n\n", ": ",
        "the minister", " told ", "that the port is shut", "according to ", "a claim ", "denied",
        "declined to comment", " who ", "adding that", "The Post", "in a memo titled ", "—", "she",
        "denies it; ", "\x00", "é", "…", "OSLO - ", " reported on Monday",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=40, deadline=None)
def test_spans_always_quote(text):
    for triple in find(text):
        assert triple.content
        for span in (*triple.source, *triple.cue, *triple.content):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip() == span.of(text)
        content = set(range(0))
        for span in triple.content:
            content |= set(range(span.start, span.end))
        for span in triple.cue:
            assert not content.intersection(range(span.start, span.end))


@given(st.lists(PIECES, max_size=15).map("".join))
@settings(max_examples=20, deadline=None)
def test_finding_twice_gives_the_same(text):
    assert find(text) == find(text)
