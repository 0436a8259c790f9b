"""The tables of cue words hold together."""

import pytest

from tightrope.reference.cues import WEAK_SENSES, cue, cues, media, words

FRAMES = {"clause", "quote", "to", "object", "person", "seem"}


def test_every_frame_and_part_is_one_that_the_header_names():
    assert {part for part, _ in cues()} == {
        "verb", "noun", "adjective", "preposition", "adverb", "view noun",
    }  # fmt: skip
    for entry in cues().values():
        assert entry.frames
        for frame, sense in entry.frames:
            assert frame in FRAMES or frame.startswith("object:"), entry
            assert sense.isalpha(), entry


def test_weak_senses_are_in_use():
    senses = {sense for entry in cues().values() for _, sense in entry.frames}
    assert senses >= WEAK_SENSES


def test_a_cue_knows_its_senses_by_construction():
    deny = cue("verb", "deny")
    assert deny is not None
    assert deny.denies
    assert deny.sense("clause") == "deny"
    want = cue("verb", "want")
    assert want is not None
    assert want.sense("to") in WEAK_SENSES
    assert cue("verb", "swim") is None


def test_prepositions_come_from_the_frames():
    warn = cue("verb", "warn")
    assert warn is not None
    assert "against" in warn.prepositions


def test_media_have_one_of_three_roles():
    assert {m.role for m in media().values()} == {"venue", "document", "press"}
    assert media()["memo"].medium == "memo"


def test_an_unknown_group_is_an_error():
    assert "leak" in words("held paper")
    with pytest.raises(KeyError):
        words("no such group")
