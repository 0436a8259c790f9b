"""Which language a text is in."""

import re
from functools import lru_cache

# The commonest English words, by any frequency list; in English prose they are a third and more
# of all words, in other languages written in Latin letters hardly any.
_ENGLISH = """the of and to a in that is was for on with as by at from it be are has have had were
    which this but not an or its their his her he she they we who will would been after before about
    more than into over said says also up out if no one two when there can could may should what
    between against under during other some such only new first last because while where most
    since until them him us our you your i my all do did does being these those so then now how"""
ENGLISH_FUNCTION_WORDS: frozenset[str] = frozenset(_ENGLISH.split())
_SAMPLE_CHARACTERS = 4_000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CLEARLY_ENGLISH_SHARE = 0.25
_LEAST_LETTERS = 40
UNDETERMINED = "und"


def identify_language(text: str, declared: str | None = None) -> str:
    """The ISO 639-1 code of a text's language; ``und`` when there is too little to tell.

    Args:
        text: cleaned text.
        declared: what the container says ("en-GB"); it decides only where the text can't,
            because pages keep the language of their template.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    words = _WORD.findall(sample.lower())
    hint = (declared or "").strip().lower().replace("_", "-").split("-")[0]
    hint = hint if len(hint) in (2, 3) and hint.isalpha() else ""
    if sum(map(len, words)) < _LEAST_LETTERS:
        return hint or ("en" if words and sample.isascii() else UNDETERMINED)
    english = sum(w in ENGLISH_FUNCTION_WORDS for w in words)
    if english >= _CLEARLY_ENGLISH_SHARE * len(words):
        return "en"
    code, _ = _identifier().classify(sample)
    return str(code)


@lru_cache(maxsize=1)
def _identifier():  # type: ignore[no-untyped-def]
    # Loaded only where the short test above does not settle it: it takes about a second.
    import py3langid

    return py3langid
