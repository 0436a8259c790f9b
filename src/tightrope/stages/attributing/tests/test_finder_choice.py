"""Which finder is used, and what becomes of what two finders say of one text."""

import pytest

from tightrope.errors import ChangedWeights, MissingComponent, UsageError
from tightrope.language.learned import tagger
from tightrope.records.spans import Span
from tightrope.stages.attributing import finders
from tightrope.stages.attributing.combining import combined
from tightrope.stages.attributing.rules import RuleFinder
from tightrope.stages.attributing.triples import Triple

TEXT = (
    "The Coastal Times said that the report warned that the dam could break, "
    "and the ministry declined to comment."
)
MODEL = "model:attribution-1"


def spans(*phrases: str) -> tuple[Span, ...]:
    return tuple(Span(TEXT.index(p), TEXT.index(p) + len(p)) for p in phrases)


def triple(source: str, cue: str, content: str, rule: str, **more) -> Triple:
    return Triple(spans(source), spans(cue), spans(content), cue, rule, **more)


OUTER = "that the report warned that the dam could break"


@pytest.fixture
def choosing(monkeypatch):
    """Chooses anew under a value of the variable, with a loader that may fail."""

    def choose(wanted: str | None, error: Exception | None = None):
        finders._finder.cache_clear()
        monkeypatch.delenv(finders.VARIABLE, raising=False)
        if wanted is not None:
            monkeypatch.setenv(finders.VARIABLE, wanted)

        def load():
            if error is not None:
                raise error

        monkeypatch.setattr(tagger, "default_tagger", load)
        return finders.default_finder(), finders.finder_in_use()

    yield choose
    finders._finder.cache_clear()


def test_the_model_is_used_when_it_loads(choosing):
    finder, words = choosing(None)
    assert not isinstance(finder, RuleFinder)
    assert words.startswith("model attribution-")


def test_the_rules_stand_in_for_a_missing_model_and_say_so(choosing):
    finder, words = choosing(None, MissingComponent("attribution.int8.onnx is missing."))
    assert isinstance(finder, RuleFinder)
    assert words.startswith("rules")
    assert "attribution.int8.onnx is missing." in words


def test_the_rules_can_be_asked_for(choosing):
    finder, words = choosing("rules", ChangedWeights("never loaded"))
    assert isinstance(finder, RuleFinder)
    assert finders.VARIABLE in words


def test_who_asks_for_the_model_gets_no_rules(choosing):
    with pytest.raises(MissingComponent):
        choosing("model", MissingComponent("it is missing."))


def test_changed_weights_are_not_passed_over(choosing):
    with pytest.raises(ChangedWeights):
        choosing(None, ChangedWeights("changed"))


def test_another_value_is_refused(choosing):
    with pytest.raises(UsageError, match="'both' is neither 'model' nor 'rules'"):
        choosing("both")


def test_the_version_changes_with_the_choice(monkeypatch):
    monkeypatch.delenv(finders.VARIABLE, raising=False)
    before = finders.finder_version()
    monkeypatch.setenv(finders.VARIABLE, "rules")
    assert finders.finder_version() != before


def test_where_both_agree_the_rule_says_what_it_is():
    learned = triple("The Coastal Times", "said", OUTER, MODEL)
    ruled = triple("The Coastal Times", "said", OUTER[5:], "verb:say/clause")
    (found,) = combined(TEXT, [learned], [ruled])
    assert found.content == ruled.content
    assert found.rule == f"verb:say/clause+{MODEL}"


def test_where_they_differ_the_model_decides_how_far_the_content_goes():
    learned = triple("The Coastal Times", "said", OUTER, f"weak/{MODEL}")
    ruled = triple("The Coastal Times", "said", "the report", "verb:say/clause")
    (found,) = combined(TEXT, [learned], [ruled])
    assert found.content == learned.content
    assert found.rule == MODEL


def test_refusals_and_words_within_a_papers_words_are_the_rules_own():
    learned = triple("The Coastal Times", "said", OUTER, MODEL)
    inner = triple("the report", "warned", "that the dam could break", "verb:warn/clause")
    refusal = triple("the ministry", "declined", "to comment", "refusal:decline", no_comment=True)
    assert combined(TEXT, [learned], [inner, refusal]) == [learned, inner, refusal]


def test_beliefs_that_only_the_rules_find_are_left_out():
    belief = triple("the report", "warned", "that the dam could break", "weak/verb:warn/clause")
    assert combined(TEXT, [], [belief]) == []


def test_words_that_only_the_rules_find_stand_where_the_model_found_nothing():
    words = triple("the ministry", "warned", "that the dam could break", "verb:warn/clause")
    assert combined(TEXT, [], [words]) == [words]
    other = triple("the report", "said", "the dam could break", MODEL)
    assert combined(TEXT, [other], [words]) == [other]


def test_a_single_word_that_only_the_model_sees_is_left_out():
    assert combined(TEXT, [triple("the report", "warned", "break", MODEL)], []) == []


NESTED = (
    "Three diplomats said that Tonga wants a new port, a cable shows. "
    "The cable says that the aide feared a breach."
)


def nested(source: str, cue: str, content: str, rule: str, **more) -> Triple:
    def at(phrase: str) -> tuple[Span, ...]:
        return (Span(NESTED.index(phrase), NESTED.index(phrase) + len(phrase)),)

    return Triple(at(source), at(cue), at(content), cue, rule, **more)


def test_what_a_paper_tells_of_anybodys_fears_is_kept():
    outer = nested("The cable", "says", "that the aide feared a breach", MODEL)
    inner = nested("the aide", "feared", "a breach", "weak/verb:fear/object")
    assert inner in combined(NESTED, [outer], [inner])


def test_what_anybody_tells_of_a_states_wishes_is_kept_and_of_others_not():
    outer = nested("Three diplomats", "said", "that Tonga wants a new port", MODEL)
    inner = nested("Tonga", "wants", "a new port", "weak/verb:want/to")
    assert inner in combined(NESTED, [outer], [inner])
    text = NESTED.replace("Tonga", "Moira")
    assert inner not in combined(text, [outer], [inner])


def test_the_layer_around_what_the_model_found_is_kept():
    flat = nested("Three diplomats", "said", "that Tonga wants a new port", MODEL)
    around = nested(
        "a cable",
        "shows",
        "Three diplomats said that Tonga wants a new port",
        "verb:show/clause",
    )
    assert around in combined(NESTED, [flat], [around])
