"""Which outlet a page names as its own: in its masthead, its date lines and its copyright line."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from tightrope.reference.actors import TABLES, load_actors, organisation_words, read_table
from tightrope.reference.own_actors import kept
from tightrope.stages.cleaning.headlines import fold

#: Words of names that are no initials, however short.
_SMALL_WORDS = frozenset({"the", "of", "and", "for", "in", "on", "to", "at"})
_WORDS = Path(__file__).with_name("outlet_words.csv")
_MOST_NAME_WORDS = 7
MOST_OWNER_WORDS = 40
_LINKING = r"(?:of|the|and|for|de|&|in|on)"
_OWNER = (
    r"(?-i:(?:[Tt]he\s+)?[A-Z][\w.&’'-]*(?:\s+(?:of|the|and|for|de|&|[A-Z0-9][\w.&’'-]*)){0,6})"
)
_COPYRIGHT = re.compile(
    r"(?:(?:copyright|©|\(c\)|&copy;)\s*){1,3}(?:\d{4}(?:\s*[-–—/]\s*\d{2,4})?\s*,?\s*)?"
    r"(?:(?:copyright|©|\(c\)|by)\s+)?" + rf"(?P<owner>{_OWNER})",
    re.I,
)
_OWNER_BEFORE_SIGN = re.compile(
    rf"^(?!copyright\b)(?P<owner>{_OWNER})\s*[|,.–—-]?\s*(?:©|\(c\)|&copy;)", re.I
)
_OWNER_TAIL = re.compile(
    r"(?:[\s,.|-]+|^)(?:all|rights|inc|ltd|llc|limited|co|company|reserved|terms|privacy)\b.*$",
    re.I,
)
_NEXT_SENTENCE = re.compile(r"(?<=[a-z]{2})\.\s.*$")
_OWNED_YEARS = re.compile(r"\b\d{4}(?:\s*[-–]\s*\d{2,4})?\b")
_NOT_OWNERS = re.compile(
    r"^(?:all rights|the author|reserved|rights|content|policy|notice)\b", re.I
)
_PARTED = re.compile(r"\s+(?:[|–—·•»]|-{1,2}|::)\s+")
_NAME = re.compile(rf"^[A-ZÀ-ÞĀ-Ž][\w.'’&-]*(?:\s+(?:[A-ZÀ-ÞĀ-Ž0-9][\w.'’&-]*|{_LINKING}))*$")


def copyright_owner(text: str) -> str | None:
    """Whose a copyright line says the page is, less forms of business and what follows the name."""
    for pattern in (_COPYRIGHT, _OWNER_BEFORE_SIGN):
        found = pattern.search(text)
        if found is None:
            continue
        owner = _OWNER_TAIL.sub("", _OWNED_YEARS.sub("", found["owner"]))
        owner = _NEXT_SENTENCE.sub("", owner).strip(" ,.|&-")
        # A single word before the sign may be the end of anything that ran together with it.
        if pattern is _OWNER_BEFORE_SIGN and len(owner.split()) < 2:
            continue
        if owner and not _NOT_OWNERS.match(owner):
            return owner
    return None


def name_parts(line: str) -> list[str]:
    """A line at the head of a page as what it may join: "Name | Section", "Title - Name"."""
    return [part for p in _PARTED.split(line.strip(" *_#|")) if (part := p.strip(" ,|–—-"))]


def is_name(text: str) -> bool:
    """True when ``text`` is a few words in capitals, as names of newspapers are."""
    return (
        len(text.split()) <= _MOST_NAME_WORDS
        and not text.endswith(".")
        and _NAME.match(text) is not None
    )


def folded_name(text: str) -> str:
    """A name for comparison: without case, signs and a leading article."""
    return fold(text).removeprefix("the ")


def known_outlet(name: str) -> str | None:
    """The name as the table of outlets writes it; None when it does not have it."""
    return _known().get(folded_name(name))


def in_plain_capitals(name: str) -> str:
    """A name that is shouted as it is written in running text: "CASPIAN COURIER" as "Caspian
    Courier".

    What is known is written as the table has it. Otherwise short words are left as they are, since
    they may be initials ("BBC NEWS ONLINE"), and so is a name of one word.
    """
    if not name.isupper() or not name.isascii():
        return name
    if (known := known_outlet(name)) is not None:
        return known
    words = name.split()
    if len(words) < 2:
        return name
    return " ".join(_plain_word(word, first=n == 0) for n, word in enumerate(words))


def _plain_word(word: str, first: bool) -> str:
    if word.lower() in _SMALL_WORDS:
        return word.capitalize() if first else word.lower()
    letters = sum(map(str.isalpha, word))
    return "-".join(part.capitalize() for part in word.split("-")) if letters > 3 else word


def sounds_like_press(name: str) -> bool:
    """True when the words of a name are a newspaper's ("Courier"), and one is its own."""
    kinds = _word_kinds()
    words = folded_name(name).split()
    if len(words) < 2 or any(kinds.get(w) == "firm" for w in words):
        return False
    edges = {kinds.get(words[0]), kinds.get(words[-1])}
    own = any(w not in kinds for w in words)
    return own and bool(edges & {"press", "weak"})


def sounds_like_body(name: str) -> bool:
    """True when a name has a word for institutions ("Centre for ...", "... Society").

    States and bodies that are in the news are left out: at the head of a page they are its subject.
    """
    bodies = _body_words()
    words = folded_name(name).split()
    return (
        len(words) >= 2
        and any(w in bodies for w in words)
        and folded_name(name) not in _other_actors()
    )


def is_city(text: str) -> bool:
    """True for a city that the tables know ("Geneva", "Brussels, Belgium")."""
    return folded_name(text.split(",")[0]) in _cities()


def is_section(text: str) -> bool:
    """True when nothing but words for sections and kinds of text stand in ``text``."""
    kinds = _word_kinds()
    words = fold(text).split()
    return bool(words) and all(w in kinds for w in words)


def written_elsewhere(name: str, texts: Iterable[str]) -> str | None:
    """The name as a running text writes it, in capitals and small letters; None without one."""
    # White space, because names in capitals and their other forms differ in nothing else.
    pattern = re.compile(
        r"(?<!\w)(?:[Tt]he\s+)?" + r"\s+".join(map(re.escape, _bare(name).split())) + r"(?!\w)",
        re.I,
    )
    leading = re.match(r"the\s", name, re.I) is not None
    for text in texts:
        for found in pattern.finditer(text):
            written = " ".join(found[0].split())
            if not written.isupper() and _NAME.match(written[0].upper() + written[1:]):
                bare = _bare(written)
                return f"The {bare}" if leading else bare
    return None


def outlet_of_page(
    page_title: str | None, title: str | None, texts: Sequence[str]
) -> tuple[str, str] | None:
    """The outlet of a page whose metadata name none, and how it is known.

    Args:
        page_title: the words of the page's title element.
        title: the headline.
        texts: what stands around the article, in order.
    """
    owner = next(
        (
            o
            for t in reversed(texts)
            if len(t.split()) <= MOST_OWNER_WORDS and (o := copyright_owner(t))
        ),
        None,
    )
    headline = fold(title or "")
    parts = [
        p
        for p in name_parts(page_title or "")
        if fold(p) not in headline and headline not in fold(p) and is_name(p) and not is_section(p)
    ]
    for part in reversed(parts):
        if owner is not None and folded_name(part) == folded_name(owner):
            return part, "page title and copyright line"
    for part in reversed(parts):
        if known_outlet(part):
            return part, "page title"
        if sounds_like_press(part) and written_elsewhere(part, texts):
            return part, "page title, and the page again"
    # An owner whom the page names nowhere else is as often the firm behind the paper.
    if owner is not None and is_name(owner) and len(owner.split()) > 1:
        alone = any(folded_name(t) == folded_name(owner) for t in texts)
        if alone or sounds_like_press(owner):
            return owner, "copyright line"
    return None


def _bare(name: str) -> str:
    return re.sub(r"^the\s+", "", name.strip(), flags=re.I)


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    names: dict[str, str] = {}
    for _, row in read_table(TABLES / "outlets.csv"):
        for written in filter(None, (n.strip() for n in (row["name"], *row["aliases"].split(";")))):
            names.setdefault(folded_name(written), written)
    return names


@kept
def _other_actors() -> frozenset[str]:
    return frozenset(folded_name(a.written) for a in load_actors() if a.kind != "outlet")


@kept
def _cities() -> frozenset[str]:
    return frozenset(folded_name(a.written) for a in load_actors() if a.form in ("capital", "city"))


@lru_cache(maxsize=1)
def _word_kinds() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for _, row in read_table(_WORDS):
        kinds.setdefault(row["word"], row["kind"])
    return kinds


@lru_cache(maxsize=1)
def _body_words() -> frozenset[str]:
    return frozenset(word.casefold() for word in organisation_words())
