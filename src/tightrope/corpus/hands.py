"""Which hands are one: the links of chains from many documents, told apart or joined.

Outlets, persons and institutions are known by their name (without article, case, diacritics and
signs). Papers and unnamed sources belong to a story: there is no knowing that "the memo" of one
story is that of another.

- A surname alone is the one person of the story who bears it.
- Unnamed sources of a story are one where the noun is the same: "One of his aides" and "an aide".
- Papers are one when one name holds all telling words of the other ("leaked documents", "leaked US
  intelligence documents"), both speak of one paper or both of several, and no third name fits as
  well. Different titles or dates keep them apart.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tightrope.records.identifiers import identifier
from tightrope.records.provenance import ChainNode, NodeKind
from tightrope.records.statements import ChainLink

_ARTICLE = re.compile(r"^(?:the|a|an|his|her|its|their|this|that|these|those)\s+")
_SIGNS = re.compile(r"[^\w]+")
_TITLE = re.compile(r"[“\"‘'](.+?)[”\"’']")
_COUNTED = re.compile(
    r"^(?:one|two|three|four|five|some|many|several|most|both|a number|a group|a couple) of "
)
_AFTER_HEAD = re.compile(
    r"\s*(?:,|\(|\b(?:of|in|at|on|from|with|for|who|whose|which|that|to|by|close|familiar|"
    r"speaking|briefed|involved|dated)\b)"
)
_KINDS = {kind.value: kind for kind in NodeKind}
_OF_OUTLETS = frozenset({"outlet", "press"})


def fold(name: str) -> str:
    """A name as it is compared."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)
    ).casefold()
    return _SIGNS.sub(" ", _ARTICLE.sub("", plain.strip())).strip()


@dataclass(frozen=True, slots=True)
class Hand:
    """A link of a chain as far as it is known by itself: kind, name, and its key."""

    kind: NodeKind
    name: str
    key: str


def hand(link: ChainLink) -> Hand:
    """What a link names; institutions that carry what was said are outlets."""
    if link.kind in _OF_OUTLETS:
        return outlet(link.name)
    kind = _KINDS.get(link.kind, NodeKind.UNNAMED)
    key = head_noun(link.name) if kind is NodeKind.UNNAMED else fold(link.name)
    return Hand(kind, link.name, key)


def outlet(name: str) -> Hand:
    """An outlet by its name."""
    return Hand(NodeKind.OUTLET, name, fold(name))


def head_noun(name: str) -> str:
    """The noun of a description, in the singular: "One of his senior aides" is an "aide"."""
    said = _COUNTED.sub("", name.casefold().strip())
    head = _AFTER_HEAD.split(said, maxsplit=1)[0]
    words = fold(head or said).split()
    if not words:
        return fold(name)
    noun = words[-1]
    return noun[:-1] if len(noun) > 3 and noun.endswith("s") and not noun.endswith("ss") else noun


@dataclass
class Hands:
    """The hands of one story; give it all of them first, then ask.

    Args:
        story_id: of the story.
        hands: every hand of its chains.
    """

    story_id: str
    hands: Iterable[Hand]
    _known: dict[tuple[NodeKind, str], str] = field(default_factory=dict)
    _names: dict[tuple[NodeKind, str], set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        of_kind: dict[NodeKind, set[str]] = {}
        for h in self.hands:
            of_kind.setdefault(h.kind, set()).add(h.key)
        for kind, keys in of_kind.items():
            joined = {k: k for k in keys}
            if kind is NodeKind.PERSON:
                joined = _full_names(keys)
            elif kind is NodeKind.DOCUMENT:
                joined = _papers(keys, self.hands)
            self._known |= {(kind, key): end for key, end in joined.items()}
        for h in self.hands:
            self._names.setdefault((h.kind, self._known[h.kind, h.key]), set()).add(h.name)

    def node(self, h: Hand) -> ChainNode:
        """The node of a hand."""
        key = self._known[h.kind, h.key]
        names = self._names[h.kind, key]
        of_story = h.kind in (NodeKind.DOCUMENT, NodeKind.UNNAMED)
        story = self.story_id if of_story else ""
        return ChainNode(
            id=identifier("h", h.kind.value, key, story),
            name=best_name(names),
            kind=h.kind,
            story_id=story,
            names=tuple(sorted(names)),
        )


def best_name(names: Iterable[str]) -> str:
    """The fullest of several names; one in ordinary letters before one in capitals."""
    return min(names, key=lambda n: (n.isupper(), -len(n), n))


def _full_names(keys: Iterable[str]) -> dict[str, str]:
    bearers: dict[str, list[str]] = {}
    for key in keys:
        if " " in key:
            bearers.setdefault(key.rsplit(" ", 1)[-1], []).append(key)
    return {k: bearers[k][0] if len(bearers.get(k, ())) == 1 else k for k in keys}


def _papers(keys: Iterable[str], hands: Iterable[Hand]) -> dict[str, str]:
    """Each paper's key with that of the fullest name for it."""
    titles: dict[str, str] = {}
    for h in hands:
        if h.kind is NodeKind.DOCUMENT and (title := _TITLE.search(h.name)) is not None:
            titles[h.key] = fold(title[1])
    ordered = sorted(keys, key=lambda k: (len(k.split()), k))
    joined: dict[str, str] = {}
    for key in reversed(ordered):
        fuller = [k for k in set(joined.values()) if _same_paper(key, k, titles)]
        joined[key] = fuller[0] if len(fuller) == 1 else key
    return joined


def _same_paper(shorter: str, longer: str, titles: Mapping[str, str]) -> bool:
    if shorter in titles and longer in titles:
        return titles[shorter] == titles[longer]
    a, b = set(shorter.split()), set(longer.split())
    # "memo" alone may be any; what is not titled needs a telling word besides the noun.
    return len(a) > 1 and a < b and _plural(shorter) == _plural(longer)


def _plural(key: str) -> bool:
    words: Sequence[str] = key.split(" dated ", 1)[0].split()
    return words[-1].endswith("s")
