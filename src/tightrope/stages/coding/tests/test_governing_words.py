"""Every governing word of the table, before every form of an act, gives a reading."""

from tightrope.language.parser import default_parser
from tightrope.records.events import Modality
from tightrope.reference.lexicon import embeddings
from tightrope.stages.coding.readings import reading_of

_FRAMES = {
    "verb": (
        "France will {} about talks with Iran.",
        "Talks with Iran were {} by France.",
        "France may {} to bomb Iran.",
        "France will {} in bombing Iran.",
        "France will {} for talks with Iran.",
        "France will {} of bombing Iran.",
        "France will {} with talks with Iran.",
    ),
    "noun": (
        "A {} for talks with Iran came from France.",
        "France has a {} to bomb Iran.",
        "The {} of talks with Iran did not last.",
    ),
    "adj": ("Talks with Iran are {}.", "France is {} to bomb Iran and {} about talks."),
}


def test_every_governing_word_of_the_table_gives_a_reading() -> None:
    sentences = [
        frame.replace("{}", lemma.replace("_", " "))
        for lemma, parts in sorted(embeddings().items())
        for part in parts
        for frame in _FRAMES[part]
    ]
    read = 0
    for parse in default_parser().parse(sentences):
        for token in parse.tokens:
            if token.lemma in ("talk", "bomb"):
                found = reading_of(parse, token.i)
                assert found is None or isinstance(found[1], Modality)
                read += 1
    assert read > len(sentences)
