"""Which coder is used, and what becomes of what both say of one sentence."""

import re
from dataclasses import replace

import numpy as np
import pytest

from tightrope.errors import ChangedWeights, MissingComponent, UsageError
from tightrope.language.learned import event_reader
from tightrope.language.learned.events import FoundEvent, PartyScores
from tightrope.language.learned.shapes import EVENT_TYPES, READINGS
from tightrope.records.actors import Mention
from tightrope.records.events import Modality, Polarity
from tightrope.records.plover import EventType
from tightrope.records.spans import Span
from tightrope.stages.coding import coders
from tightrope.stages.coding.combining import BRIEF, TRUST, WARY, combined, trust_in
from tightrope.stages.coding.drafts import Draft

TEXT = "Peru blamed Chile in Lima."


@pytest.fixture
def choosing(monkeypatch):
    """Chooses anew under a value of the variable, with a loader that may fail."""

    def choose(wanted: str | None, error: Exception | None = None):
        coders._choice.cache_clear()
        monkeypatch.delenv(coders.VARIABLE, raising=False)
        if wanted is not None:
            monkeypatch.setenv(coders.VARIABLE, wanted)

        def load():
            if error is not None:
                raise error
            return object()

        monkeypatch.setattr(event_reader, "default_event_reader", load)
        return coders.chosen_reader(), coders.coder_in_use()

    yield choose
    coders._choice.cache_clear()


def test_the_model_is_used_when_it_loads(choosing):
    reader, words = choosing(None)
    assert reader is not None
    assert words.startswith("model events-")


def test_the_rules_stand_in_for_a_missing_model_and_say_so(choosing):
    reader, words = choosing(None, MissingComponent("events.int8.onnx is missing."))
    assert reader is None
    assert "events.int8.onnx is missing." in words


def test_the_rules_can_be_asked_for(choosing):
    reader, words = choosing("rules", ChangedWeights("never loaded"))
    assert reader is None
    assert coders.VARIABLE in words


def test_who_asks_for_the_model_gets_no_rules(choosing):
    with pytest.raises(MissingComponent):
        choosing("model", MissingComponent("it is missing."))


def test_changed_weights_are_not_passed_over(choosing):
    with pytest.raises(ChangedWeights):
        choosing(None, ChangedWeights("changed"))


def test_another_value_is_refused(choosing):
    with pytest.raises(UsageError, match="'both' is neither 'model' nor 'rules'"):
        choosing("both")


def named(word: str, state: str, basis: str = "name") -> Mention:
    start = TEXT.index(word)
    return Mention(Span(start, start + len(word)), word, word, (state,), basis=basis)


PERU, CHILE = named("Peru", "PER"), named("Chile", "CHL")


@pytest.fixture
def sentence(parse_text):
    return parse_text(TEXT)[0]


def found(trigger: str, kind: EventType, told: float, actor: str, recipient: str) -> FoundEvent:
    spans = [(m.start(), m.end()) for m in re.finditer(r"\w+", TEXT)]
    words = [TEXT[a:b] for a, b in spans]

    def party(name: str):
        return np.array([0.95 if w == name else 0.01 for w in words], dtype=np.float32)

    start = TEXT.index(trigger)
    return FoundEvent(
        Span(start, start + len(trigger)),
        told,
        tuple(0.97 if t is kind else 0.002 for t in EVENT_TYPES),
        tuple(0.93 if r == "actual" else 0.01 for r in READINGS),
        PartyScores(
            np.array([a for a, _ in spans]),
            np.array([b for _, b in spans]),
            party(actor),
            party(recipient),
        ),
    )


def ruled(sentence, **changes) -> Draft:
    draft = Draft(
        sentence=sentence, anchor=1, first=1, last=1, type=EventType.ACCUSE,
        polarity=Polarity.ASSERTED, modality=Modality.ACTUAL, actors=(PERU,),
        recipients=(CHILE,), rule="verb:blame",
    )  # fmt: skip
    return replace(draft, **changes)


def test_what_both_find_carries_both_names(sentence):
    told = [found("blamed", EventType.ACCUSE, 0.99, "Peru", "Chile")]
    (draft,) = combined(sentence, [ruled(sentence)], told, [PERU, CHILE])
    assert draft.rule.startswith("verb:blame+model:events-")
    assert draft.probability == pytest.approx(0.96, abs=0.01)


def test_what_only_a_sure_model_finds_counts(sentence):
    sure = found("blamed", EventType.ACCUSE, 0.99, "Peru", "Chile")
    (draft,) = combined(sentence, [], [sure], [PERU, CHILE])
    assert (draft.actor_states, draft.recipient_states) == (("PER",), ("CHL",))
    assert draft.rule.startswith("model:events-")
    doubtful = replace(sure, told=0.6)
    assert combined(sentence, [], [doubtful], [PERU, CHILE]) == []


def test_an_act_that_only_the_model_sees_needs_both_sides(sentence):
    sure = found("blamed", EventType.ACCUSE, 0.99, "Peru", "nobody")
    assert combined(sentence, [], [sure], [PERU, CHILE]) == []


def test_what_the_rules_guessed_gives_way_to_what_the_model_sees(sentence):
    told = [found("blamed", EventType.ACCUSE, 0.99, "Chile", "Peru")]
    sure = ruled(sentence)
    guessed = ruled(sentence, actors=(), recipients=(CHILE,), guessed=True)
    assert combined(sentence, [sure], told, [PERU, CHILE])[0].actor_states == ("PER",)
    (draft,) = combined(sentence, [guessed], told, [PERU, CHILE])
    assert draft.recipient_states == ("PER",)


def test_a_name_speaks_for_its_state_before_a_pronoun_does(sentence):
    told = [found("blamed", EventType.ACCUSE, 0.99, "Peru", "Chile")]
    wrong = named("Chile", "PER", basis="pronoun")
    (draft,) = combined(sentence, [], told, [PERU, CHILE, wrong])
    assert (draft.actor_states, draft.recipient_states) == (("PER",), ("CHL",))


def test_a_long_text_in_which_little_is_told_is_read_warily():
    told = [found("blamed", EventType.ACCUSE, 0.9, "Peru", "Chile")]
    assert trust_in(told, 1) is BRIEF
    assert trust_in(told, 30) is WARY
    assert trust_in(told * 30, 30) is TRUST


def test_a_cue_with_a_clause_is_a_statement_and_no_act_of_its_own(parse_text):
    text = "Peru warned that Chile could not go on."
    (spoken,) = parse_text(text)
    told = replace(found("blamed", EventType.THREATEN, 0.99, "Peru", "Chile"), trigger=Span(5, 11))
    mentions = [
        replace(PERU, span=Span(0, 4)),
        replace(CHILE, span=Span(text.index("Chile"), text.index("Chile") + 5)),
    ]
    assert combined(spoken, [], [told], mentions) == []
