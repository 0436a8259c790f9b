"""What a person types into a search, taken apart; any text whatever is a valid question."""

import re
from dataclasses import dataclass

_QUOTES = str.maketrans("“”„‟«»″", '"""""""')
_PART = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))')
_MOST_PARTS = 32


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is looked for.

    Attributes:
        text: a word, or the words of a phrase.
        prefix: any word that begins so (``sanct*``).
        excluded: what must not stand there (``-oil``).
    """

    text: str
    prefix: bool = False
    excluded: bool = False


def parts(text: str) -> tuple[Part, ...]:
    """The parts of a question: words, ``"phrases"``, beginnings (``sanct*``), and any of these to
    be left out (``-oil``, ``-"oil price"``).

    There is no wrong syntax: a quotation mark that is never closed reaches to the end, and signs
    that belong to no word are passed over.

    Args:
        text: as typed; typographic quotation marks are marks too.
    """
    found: dict[Part, None] = {}
    for match in _PART.finditer(text.translate(_QUOTES)):
        phrase, word = match["phrase"], match["word"]
        said = phrase if word is None else word.rstrip("*")
        if any(c.isalnum() for c in said or ""):
            prefix = word is not None and word.endswith("*")
            found[Part(said.strip(), prefix, bool(match["minus"]))] = None
    return tuple(found)[:_MOST_PARTS]
