"""The event lexicon's tables are whole and mean what they say."""

import csv
from importlib.resources import files

import pytest

from tightrope.records.plover import CONTEXTS, EventType
from tightrope.reference import lexicon

_SLOTS = {
    "subj", "obj", "obj!", "iobj", "comp", "poss", "mod", "donor", "&", "to", "on", "upon", "of",
    "for", "from", "with", "against", "in", "into", "at", "by", "between", "over", "about", "near",
    "along", "alongside", "off", "behind", "outside", "toward", "towards", "under", "among",
}  # fmt: skip
_EFFECTS = {
    "planned", "possible", "requested", "threatened", "negated", "plain", "said", "void", "wish",
    "hypothetical",
}  # fmt: skip
_SHAPES = {
    "", "inf", "clause", "must", "trans", "intrans", "active", "crowd", "object", "support",
    "bare", "goer",
}  # fmt: skip


def _rows(name: str) -> list[dict[str, str]]:
    path = files("tightrope.reference") / "tables" / name
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    return list(csv.DictReader(lines))


@pytest.mark.parametrize("name", ["event_verbs.csv", "event_nouns.csv"])
def test_rows_are_well_formed(name: str) -> None:
    classes = lexicon.word_classes()
    for row in _rows(name):
        assert None not in row, row
        assert row["type"] in EventType.__members__, row
        slots = row["actor"].split() + row["recipient"].split()
        assert set(slots) <= _SLOTS, row
        assert {o[1:] for o in row["objects"].split() if o.startswith("@")} <= classes.keys(), row
        assert set(row["contexts"].split()) <= CONTEXTS, row
        assert row["needs"] in ("", "1", "2", "3"), row
        assert (row["shape"] or "") in _SHAPES, row
        assert not any(w.endswith("_") for w in row["lemmas"].split()), row


def test_the_lexicon_is_rich() -> None:
    assert len(lexicon.verbs()) >= 300
    assert len(lexicon.nouns()) >= 80
    types = {e.type for entries in lexicon.verbs().values() for e in entries}
    assert types == set(EventType)


def test_the_most_specific_entry_comes_first() -> None:
    for entries in (*lexicon.verbs().values(), *lexicon.nouns().values()):
        weights = [e.weight for e in entries]
        assert weights == sorted(weights, reverse=True)


def test_effects_are_known() -> None:
    found = {e for by_part in lexicon.embeddings().values() for e in by_part.values()}
    assert found <= _EFFECTS


def test_supports_say_whose_act_it_is() -> None:
    assert {role for role, _ in lexicon.supports().values()} <= {"actor", "recipient", "none"}


def test_contexts_are_plovers() -> None:
    assert {c for found in lexicon.context_words().values() for c in found} <= CONTEXTS
