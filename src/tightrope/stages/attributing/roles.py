"""In what part somebody speaks, how high they stand, and for which institution.

The sector of the actor decides where it is known; else the words of the description do. Whoever is
not named is ``unnamed``, with what the text tells of rank and institution.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.records.actors import Sector
from tightrope.records.statements import SpeakerRole
from tightrope.reference.speaker_roles import role_words
from tightrope.reference.state_codes import state_code

_BY_SECTOR = {
    Sector.GOV: SpeakerRole.OFFICIAL, Sector.LEG: SpeakerRole.OFFICIAL,
    Sector.JUD: SpeakerRole.OFFICIAL, Sector.SPY: SpeakerRole.OFFICIAL,
    Sector.COP: SpeakerRole.OFFICIAL, Sector.IGO: SpeakerRole.OFFICIAL,
    Sector.PTY: SpeakerRole.OFFICIAL, Sector.MIL: SpeakerRole.MILITARY,
    Sector.OPP: SpeakerRole.OPPOSITION, Sector.REB: SpeakerRole.OPPOSITION,
    Sector.UAF: SpeakerRole.OPPOSITION, Sector.EDU: SpeakerRole.EXPERT,
    Sector.MED: SpeakerRole.PRESS, Sector.NGO: SpeakerRole.PRIVATE,
    Sector.MNC: SpeakerRole.PRIVATE, Sector.BUS: SpeakerRole.PRIVATE,
    Sector.CVL: SpeakerRole.PRIVATE,
}  # fmt: skip
_BY_KIND = {
    "outlet": SpeakerRole.PRESS, "press": SpeakerRole.PRESS, "document": SpeakerRole.DOCUMENT,
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# "director of the Institute for ...", "at the US-based Woodrow Wilson Center think-tank".
_HELD = re.compile(
    r"\b(?:of|at|from|with|for|in) (?P<body>(?:the |an? )?(?:[\w’'.-]+ ){0,2}?"
    r"[A-Z][\w’'.&-]*(?: (?:[A-Z][\w’'.&-]*|of|for|and|the|in|on))*(?: [a-z]+-[a-z]+)?)"
)
_LEADING = re.compile(r"^(?:the|an?)\s+|^\w+-based\s+", re.IGNORECASE)
_TRAILING = re.compile(r"(?:\s+(?:of|for|and|the|in|on))+$")
# An apposition after a name, closed by a comma; "X, told the paper" is none.
_APPOSED = re.compile(r",\s+(?P<words>(?:an?|the|its|his|her|[a-z]+) [^,.;:“”\"]{3,120}),")
_MOST_INSTITUTION = 80
_JOINT = " and "
_OWNING = (["his"], ["her"], ["its"], ["their"])
_GROUPS = frozenset({"opposition", "union", "group", "company", "firm", "executive"})


@dataclass(frozen=True, slots=True)
class Part:
    """Role, rank ("senior official") and institution of a speaker; empty where not told."""

    role: SpeakerRole | None = None
    rank: str = ""
    institution: str = ""


def part_of(kind: str, sector: Sector, written: str, after: str, name: str) -> Part:
    """What is told of a speaker.

    Args:
        kind: of the source (``person``, ``institution``, ``unnamed``, ...).
        sector: PLOVER sector of the actor.
        written: the source as the text writes it.
        after: what follows the source in its sentence; an apposition there describes it.
        name: canonical name of the source.
    """
    if not kind or kind == "none":
        return Part()
    if (role := _BY_KIND.get(kind)) is not None:
        return Part(role)
    apposed = _APPOSED.match(after)
    described = f"{written} {apposed['words']}" if apposed and kind == "person" else written
    told = _WORD.findall(described.lower())
    role = _BY_SECTOR.get(sector) or _told(told)
    institution = _institution(described, name)
    if role is SpeakerRole.OFFICIAL and _told(told) is SpeakerRole.EXPERT:
        role = SpeakerRole.EXPERT
    if kind == "unnamed":
        return Part(SpeakerRole.UNNAMED, _rank(told), institution)
    if kind == "institution":
        # A state that speaks by its own name or its capital is no institution of its own.
        own = "" if state_code(name) or _JOINT in name or told[:1] in _OWNING else name
        return Part(role, "", institution or own)
    return Part(role, "", institution)


def _told(words: list[str]) -> SpeakerRole | None:
    table = role_words()
    for role in SpeakerRole:
        if not table.get(str(role), frozenset()).isdisjoint(words):
            return role
    return None


def _rank(words: list[str]) -> str:
    """ "senior diplomat" of "a senior Pakistani diplomat"."""
    table = role_words()
    nouns = frozenset().union(*(table[str(r)] for r in SpeakerRole if str(r) in table))
    high = [w for w in words if w in table["rank"]]
    held = [w for w in words if w in nouns and w not in table["rank"] | table["body"] | _GROUPS]
    return " ".join(dict.fromkeys((*high[:1], *held[-1:])))


def _institution(described: str, name: str) -> str:
    """The body that a description names: "Woodrow Wilson Center", "foreign ministry"."""
    bodies = role_words()["body"]
    for match in _HELD.finditer(described):
        body = _TRAILING.sub("", match["body"])
        while (shorter := _LEADING.sub("", body)) != body:
            body = shorter
        if set(_WORD.findall(body.lower())) & bodies and len(body) <= _MOST_INSTITUTION:
            return body
    words = _WORD.findall(described)
    for at, word in enumerate(words):
        if word.lower() in bodies and at and word != name:
            first = at
            while first and words[first - 1].lower() in bodies | role_words()["qualifier"]:
                first -= 1
            if first < at:
                return " ".join(words[first : at + 1]).lower()
    return ""


def carried(parts: Sequence[tuple[str, Part]]) -> list[Part]:
    """What is told of a speaker once holds wherever the text has the same speaker.

    Args:
        parts: name and part of each speaker, in the order of the text.
    """
    known: dict[str, Part] = {}
    for name, part in parts:
        before = known.get(name, Part())
        if name:
            known[name] = Part(
                before.role or part.role, before.rank or part.rank,
                before.institution or part.institution,
            )  # fmt: skip
    return [
        Part(
            part.role or known.get(name, part).role,
            part.rank or known.get(name, part).rank,
            part.institution or known.get(name, part).institution,
        )
        for name, part in parts
    ]
