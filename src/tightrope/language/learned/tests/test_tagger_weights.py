"""The weights are taken only as they were trained, and what they read is always a quotation."""

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.errors import ChangedWeights, MissingComponent
from tightrope.language.learned.release import HASHES, MODEL, VOCABULARY, WEIGHTS, check_hashes
from tightrope.language.learned.tagger import Tagger, default_tagger
from tightrope.language.segmentation import segments

NEWS = (
    "Norwegian officials said on Monday that the ferry had never left Bergen. “We would have "
    "seen it,” the harbour master, Ada Lind, told reporters.\n\n"
    "The cable was cut on purpose, according to the Estonian navy."
)


def read(text: str):
    return default_tagger().read(text, segments(text))


@pytest.fixture
def folder(tmp_path):
    for name in (HASHES, MODEL, VOCABULARY):
        shutil.copyfile(WEIGHTS / name, tmp_path / name)
    return tmp_path


def test_released_weights_are_unchanged_and_small():
    check_hashes(WEIGHTS)
    assert (WEIGHTS / MODEL).stat().st_size < 40_000_000
    assert (WEIGHTS / "MODEL_CARD.md").is_file()


def test_a_changed_file_is_refused_with_the_next_step(folder):
    model = folder / MODEL
    model.write_bytes(model.read_bytes()[:-1] + b"\x00\x01")
    with pytest.raises(ChangedWeights, match=r"attribution\.int8\.onnx.*reinstall.*=rules"):
        Tagger(folder)


@pytest.mark.parametrize("name", [MODEL, VOCABULARY, HASHES])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(MissingComponent, match=f"{name}.*reinstall"):
        Tagger(folder)


def test_sources_cues_and_contents_are_found():
    found = {
        a.cue.of(NEWS): (a.source.of(NEWS), [c.of(NEWS) for c in a.contents])
        for a in read(NEWS)
        if a.source and a.cue
    }
    said = next(v for k, v in found.items() if k.startswith("said"))
    assert said[0] == "Norwegian officials"
    assert "the ferry had never left Bergen" in said[1][0]
    assert "the Estonian navy" in found["according to"][0]
    told = next(v for k, v in found.items() if k.startswith("told"))
    assert "harbour master" in told[0]
    assert any("We would have seen it" in content for content in told[1])


def test_the_same_text_gives_the_same_answer_in_another_tagger_and_beside_other_texts():
    alone = Tagger(threads=1).read(NEWS, segments(NEWS))
    read("Something else was said before, the minister claimed.")
    assert read(NEWS) == read(NEWS) == alone


def test_a_text_longer_than_a_window_is_read_to_its_end():
    filler = "The road to the harbour is long and runs beside the sea for many miles. " * 60
    text = f"{filler}\n\nThe road was closed, the Latvian police said on Friday."
    assert any(a.cue and a.cue.of(text).startswith("said") for a in read(text))


@given(
    st.lists(
        st.sampled_from(
            ["said", "“We left", "”", '"', "the envoy", "told", "Oslo", "\n\n", ".", "that it", "é",
             "🙂", "\u200b", "according to", "x" * 300, "İ", "ﬁ", "、", "1,000"]
        ),
        max_size=60,
    )
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_spans_always_quote(pieces):
    text = " ".join(pieces)
    for attribution in read(text):
        assert attribution.contents
        for span in (attribution.source, attribution.cue, *attribution.contents):
            assert span is None or (span.start < span.end <= len(text) and span.of(text).strip())
