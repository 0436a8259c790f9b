"""Phrases around a title or an actor noun: "US CENTCOM commander General Joseph Votel".

A phrase is grown from its core (the title or noun) leftwards over modifiers and rightwards over a
name, an apposition or "of Malawi"; on the way the states and institutions in it are collected.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tightrope.records.actors import Sector
from tightrope.records.sentences import Token
from tightrope.reference.actors import Actor
from tightrope.reference.gazetteer import lowered
from tightrope.stages.naming.datelines import is_dateline
from tightrope.stages.naming.pieces import Piece, Pieces

# Suffixes of "US-based", "Russian-backed": the state is named, it is neither home nor actor.
_OF_HOME = frozenset({"based", "born", "headquartered", "educated"})
# Offices that mean nothing without the body they belong to.
_HEADS_OF_SOMETHING = frozenset(
    {"chief", "chairman", "director", "leader", "secretary", "commissioner"}
)
# Offices said beside a fuller one ("Army Chief General"): the other one is recorded.
RANKS = frozenset({"general", "admiral", "officer", "", "commander", "minister", "leader", "chief"})
# Sectors of an institution that pass to whoever speaks for it, whatever their title.
_SPEAKS_AS = {Sector.GOV, Sector.UNK}
_STATE_FOLLOWS = frozenset({"of", "for", "from", "at", "with"})
# Those who act in a place belong to it ("police in Serbia"); an ambassador in a place does not.
_LOCAL_NOUNS = frozenset({Sector.COP, Sector.REB, Sector.UAF, Sector.CVL, Sector.JUD, Sector.OPP})
_LOCAL_WORDS = frozenset({"authorities", "officials", "government", "regime", "junta", "leaders"})
_ABROAD = frozenset({"ambassador", "consul"})
_ABROAD_NOUNS = frozenset({"embassy", "consulate", "high commission", "mission"})
_LONGEST_TAIL = 7
_ABSTRACT = frozenset({"opposition"})
_FORMER = frozenset({"former", "ex", "erstwhile", "late", "onetime", "ousted", "deposed"})
_JOINING = frozenset({"and", "&", "or"})


@dataclass(slots=True)
class Phrase:
    """One acting phrase; tokens are indices of its sentence, ends inclusive.

    ``name`` is the run that names the person, ``possessor`` the pronoun of "its ambassador",
    ``owner`` the name of "Modi's government". ``actors`` are the pieces absorbed, ``aside`` those
    that only qualify ("US-based").
    """

    core: Piece
    first: int
    last: int
    head: int
    states: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    sector: Sector = Sector.UNK
    kind: str = "unnamed"
    office: str = ""
    basis: str = ""
    definite: bool = False
    name: Piece | None = None
    name_before: bool = False
    contiguous: bool = False
    owner: Piece | None = None
    possessor: int | None = None
    modifies: bool = False
    former: bool = False
    then: bool = False
    actors: list[Piece] = field(default_factory=list)
    aside: list[Piece] = field(default_factory=list)
    tokens: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Left:
    """What stands to the left of a core, collected from right to left."""

    first: int
    states: list[tuple[Piece, bool]] = field(default_factory=list)  # with: possessive?
    bodies: list[tuple[Piece, bool]] = field(default_factory=list)
    titles: list[Piece] = field(default_factory=list)
    nouns: list[Piece] = field(default_factory=list)
    aside: list[Piece] = field(default_factory=list)
    owner: Piece | None = None
    possessor: int | None = None
    joint: bool = False


def phrases(pieces: Pieces) -> list[Phrase]:
    """All phrases of a sentence in order; no token is in two of them."""
    found: list[Phrase] = []
    used: set[int] = set()
    for piece in reversed(pieces.pieces):
        if piece.kind not in ("title", "noun") or piece.last in used:
            continue
        phrase = _grow(pieces, piece, used)
        if phrase is not None:
            used |= phrase.tokens
            found.append(phrase)
    found.sort(key=lambda p: min(p.tokens))
    return found


def _grow(pieces: Pieces, core: Piece, used: set[int]) -> Phrase | None:
    token = pieces.tokens[core.last]
    postposed = token.pos == "ADJ" and core.first < core.last  # "the secretary-general"
    heads = postposed and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "dative")
    if (
        token.pos not in ("NOUN", "PROPN", "X")
        and not heads
        and not _is_name_after(pieces, core.last)
    ):
        return None
    left = _extend_left(pieces, core.first, used)
    phrase = Phrase(core, left.first, core.last, pieces.head(left.first, core.last))
    phrase.tokens = set(range(left.first, core.last + 1))
    phrase.actors = [p for p, _ in left.states + left.bodies]
    phrase.aside = left.aside
    phrase.owner, phrase.possessor = left.owner, left.possessor
    before = pieces.tokens[left.first - 1] if left.first else None
    near = {lowered(t.text) for t in pieces.tokens[max(0, left.first - 2) : core.first]}
    phrase.former = bool(near & _FORMER)
    phrase.then = "then" in near
    phrase.definite = before is not None and lowered(before.text) in ("the", "this", "that")
    _assign_office(phrase, left)
    _assign_states(phrase, left)
    _name_after(pieces, phrase, used)
    if not phrase.states and phrase.owner is None and phrase.possessor is None:
        _extend_right(pieces, phrase, used)
    if phrase.name is None:
        _name_before(pieces, phrase, used)
        if phrase.name is None:
            _name_after_comma(pieces, phrase, used)
    head = pieces.tokens[phrase.head]
    phrase.modifies = (
        phrase.name is None
        and head.dep in ("compound", "nmod", "amod", "npadvmod")
        and head.head not in phrase.tokens
        and not _is_joined(head)
    )
    return phrase


def _is_joined(token: Token) -> bool:
    return token.dep == "conj"


def _extend_left(pieces: Pieces, first: int, used: set[int]) -> _Left:
    tokens = pieces.tokens
    left = _Left(first)
    j, possessive = first, False
    while j > 0:
        k = j - 1
        token, piece = tokens[k], pieces.at[k]
        if k in used:
            break
        if piece is not None and piece.kind == "actor" and piece.actor is not None:
            bucket = left.states if piece.actor.kind == "state" else left.bodies
            bucket.append((piece, possessive))
            j, possessive = piece.first, False
        elif piece is not None and piece.kind in ("title", "noun"):
            if not possessive and tokens[piece.last].dep not in (
                "compound",
                "amod",
                "nmod",
                "nsubj",
            ):
                break
            if tokens[piece.last].tag == "NNS" and not possessive:
                break
            (left.titles if piece.kind == "title" else left.nouns).append(piece)
            j, possessive = piece.first, False
        elif piece is not None:  # a name: "Modi's government", "the Biden administration"
            if not possessive and token.dep not in ("compound", "nmod"):
                break
            if left.states or left.bodies:
                break
            if left.owner is None:
                left.owner = piece
            j, possessive = piece.first, False
        elif token.tag == "POS" and k > 0 and pieces.at[k - 1] is not None:
            possessive, j = True, k
        elif token.tag == "PRP$":
            left.possessor, j = k, k
            break
        elif token.tag == "HYPH" or token.text in ("-", "–"):
            j = _hyphen(pieces, k, left)
            if j > k:
                break
        elif token.pos in ("ADJ", "NUM") or token.dep in ("compound", "amod", "nmod"):
            if token.pos == "VERB" and token.dep != "amod":
                break
            if token.pos == "PUNCT":
                break
            j = k
        elif lowered(token.text) in _JOINING or (token.text == "," and left.joint):
            step = _joined(pieces, k, left)
            if step == k:
                break
            j = step
        else:
            break
    left.first = _trim(pieces, j, first)
    return left


def _hyphen(pieces: Pieces, k: int, left: _Left) -> int:
    """Step over "US-based", "Russian-backed", "Pakistan-US"; ``k`` + 1 when nothing is there."""
    piece = pieces.at[k - 1] if k else None
    if piece is not None and is_dateline(pieces, piece):
        return k + 1
    if piece is None:
        return k - 1 if k and pieces.tokens[k - 1].pos in ("ADJ", "NOUN", "ADV", "PROPN") else k + 1
    if piece.kind != "actor":
        return k + 1
    following = pieces.at[k + 1] if k + 1 < len(pieces.tokens) else None
    if following is not None and following.kind == "actor" and piece.actor is not None:
        left.states.append((piece, False))
        left.joint = True
    else:
        left.aside.append(piece)
    return piece.first


def _joined(pieces: Pieces, k: int, left: _Left) -> int:
    """Step over "Polish and" before "Lithuanian border guards"; else ``k`` itself."""
    if k == 0:
        return k
    before, piece = pieces.tokens[k - 1], pieces.at[k - 1]
    if left.states and piece is not None and piece.actor is not None:
        modifier = before.dep in ("amod", "compound", "nmod") or piece.actor.form == "demonym"
        if piece.actor.kind == "state" and modifier:
            left.states.append((piece, False))
            left.joint = True
            return piece.first
        return k
    if (
        piece is None
        and before.dep in ("amod", "compound", "nmod")
        and before.pos in ("ADJ", "NOUN")
    ):
        return k - 1
    return k


def _trim(pieces: Pieces, first: int, core: int) -> int:
    """A phrase does not begin with a hyphen or an ordinal that only looked like a modifier."""
    while first < core and pieces.tokens[first].pos in ("PUNCT", "SYM", "PART"):
        first += 1
    return first


def _assign_office(phrase: Phrase, left: _Left) -> None:
    core = phrase.core
    if core.title is not None:
        phrase.kind, phrase.sector, phrase.office = "person", core.title.sector, core.title.office
        for piece in left.titles:
            if piece.title is not None and phrase.office in RANKS:
                phrase.office, phrase.sector = piece.title.office, piece.title.sector
    elif core.noun is not None:
        phrase.kind, phrase.sector = core.noun.kind, core.noun.sector
        for piece in left.titles:
            if piece.title is not None and phrase.sector in _SPEAKS_AS:
                phrase.sector = piece.title.sector
    for piece in left.nouns:
        if piece.noun is not None and phrase.sector in _SPEAKS_AS:
            phrase.sector = piece.noun.sector


def _assign_states(phrase: Phrase, left: _Left) -> None:
    if left.joint:
        ordered = sorted(left.states, key=lambda s: s[0].first)
        phrase.states = tuple(dict.fromkeys(c for p, _ in ordered for c in _codes(p.actor)))
        phrase.basis = "named beside it"
    elif left.states:
        piece = next((p for p, possessive in left.states if possessive), left.states[-1][0])
        phrase.states = _codes(piece.actor)
        phrase.basis = _basis(piece.actor)
    if left.bodies:
        body = left.bodies[-1][0].actor
        assert body is not None
        if body.kind == "outlet":
            phrase.states, phrase.sector = (), Sector.MED
        elif not phrase.states or left.states[-1][0].first > left.bodies[-1][0].first:
            phrase.states, phrase.basis = body.states, _basis(body)
        _take_sector(phrase, body)
    if left.aside and left.aside[-1].actor is not None:
        phrase.home = left.aside[-1].actor.states


def _take_sector(phrase: Phrase, body: Actor) -> None:
    if phrase.sector in _SPEAKS_AS or body.kind == "organisation":
        phrase.sector = body.sector


def _codes(actor: Actor | None) -> tuple[str, ...]:
    return actor.states if actor is not None else ()


def _basis(actor: Actor | None) -> str:
    return actor.form if actor is not None else ""


def _is_name_after(pieces: Pieces, last: int) -> bool:
    following = pieces.at[last + 1] if last + 1 < len(pieces.tokens) else None
    return following is not None and following.kind == "name"


def _name_after(pieces: Pieces, phrase: Phrase, used: set[int]) -> None:
    """ "Foreign Minister Sergei Lavrov": the name follows the title at once."""
    piece = pieces.at[phrase.last + 1] if phrase.last + 1 < len(pieces.tokens) else None
    if phrase.core.title is None or piece is None or piece.kind != "name" or piece.first in used:
        return
    phrase.name, phrase.contiguous = piece, True
    phrase.tokens |= set(range(piece.first, piece.last + 1))
    phrase.head = pieces.head(phrase.first, piece.last)


def _name_after_comma(pieces: Pieces, phrase: Phrase, used: set[int]) -> None:
    """ "Pakistan's foreign secretary, Asad Khan, said": the name in apposition after a comma."""
    if phrase.core.title is None:
        return
    end = max(phrase.tokens)
    tokens = pieces.tokens
    if end + 2 >= len(tokens) or tokens[end + 1].text != ",":
        return
    piece = pieces.at[end + 2]
    if piece is None or piece.kind != "name" or piece.first in used:
        return
    head = pieces.head(piece.first, piece.last)
    closes = piece.last + 1 >= len(tokens) or tokens[piece.last + 1].text in (
        ",",
        ".",
        ";",
        ")",
        "”",
        '"',
    )
    if (tokens[head].dep == "appos" and tokens[head].head in phrase.tokens) or (
        closes and (phrase.states or phrase.definite or phrase.possessor is not None)
        and tokens[head].dep not in ("conj", "nsubj")
    ):  # fmt: skip
        phrase.name = piece
        phrase.tokens |= set(range(piece.first, piece.last + 1))


def _name_before(pieces: Pieces, phrase: Phrase, used: set[int]) -> None:
    """ "Ivan Konovalov, director of the centre": the title in apposition after the name."""
    if phrase.core.title is None:
        return
    tokens = pieces.tokens
    k = phrase.first - 1
    while k >= 0 and tokens[k].pos in ("DET", "ADV"):
        k -= 1
    if k < 1 or tokens[k].text not in (",", "(", "–", "—"):
        return
    piece = pieces.at[k - 1]
    if piece is None or piece.kind != "name" or piece.first in used:
        return
    name_head = pieces.head(piece.first, piece.last)
    title = tokens[pieces.head(phrase.first, phrase.last)]
    end = max(phrase.tokens)
    closes = end + 1 >= len(tokens) or tokens[end + 1].text in (",", ".", ")", "–", "—", "”")
    if (title.dep == "appos" and title.head in range(piece.first, piece.last + 1)) or (
        closes and title.dep not in ("nsubj", "nsubjpass", "dobj", "pobj", "ROOT")
    ):
        phrase.name, phrase.name_before = piece, True
        phrase.head = name_head
        phrase.tokens |= set(range(piece.first, piece.last + 1))


def _extend_right(pieces: Pieces, phrase: Phrase, used: set[int]) -> None:
    """ "President of Djibouti", "police in Serbia", "a scholar at the Carnegie Endowment"."""
    tokens = pieces.tokens
    i = max(phrase.tokens) + 1
    if i >= len(tokens) or tokens[i].pos != "ADP":
        return
    preposition = lowered(tokens[i].text)
    core = phrase.core
    noun = core.noun.written if core.noun is not None else ""
    local = phrase.sector in _LOCAL_NOUNS or noun in _LOCAL_WORDS
    if preposition == "in":
        if not local:
            return
    elif preposition not in _STATE_FOLLOWS:
        return
    if preposition == "from" and (phrase.kind == "institution" or noun in _ABSTRACT):
        # "The withdrawal of forces from Niger": they are not Niger's.
        return
    if phrase.office in _ABROAD and preposition in ("with", "at"):
        return
    for piece, at in _pieces_after(pieces, i + 1):
        if piece.first in used and piece.kind == "actor" and piece.last + 1 in used:
            # Inside another phrase ("the US embassy"): the state is what matters here.
            pass
        actor = piece.actor
        if actor is None:
            break
        if at + 1 < len(tokens) and tokens[piece.last + 1 :][:1] and _is_hyphened(pieces, piece):
            if actor.kind == "state" and _home_suffix(pieces, piece):
                phrase.home = actor.states
            phrase.aside.append(piece)
            continue
        if actor.kind == "outlet":
            phrase.sector = Sector.MED
            break
        phrase.states = actor.states
        phrase.basis = _basis(actor)
        if actor.kind != "state":
            _take_sector(phrase, actor)
        if piece.first not in used:
            phrase.actors.append(piece)
            phrase.tokens |= set(range(i, piece.last + 1))
            if phrase.name is None and not phrase.aside:
                phrase.last = piece.last
        break
    if noun in _ABROAD_NOUNS and preposition == "in":
        phrase.states = ()
    if not phrase.states and core.title is not None:
        _find_school(pieces, phrase)


def _find_school(pieces: Pieces, phrase: Phrase) -> None:
    """ "Director of the Centre for Delta Studies at the Academy of Sciences": an expert's house."""
    if phrase.sector not in (Sector.EDU, Sector.UNK):
        return
    for i in range(max(phrase.tokens) + 1, len(pieces.tokens)):
        piece = pieces.at[i]
        if pieces.tokens[i].pos in ("VERB", "AUX"):
            return
        if piece is not None and piece.actor is not None and piece.actor.sector is Sector.EDU:
            phrase.home, phrase.sector = piece.actor.states, Sector.EDU
            return


def _pieces_after(pieces: Pieces, start: int) -> Iterator[tuple[Piece, int]]:
    """Actor pieces after a preposition, as long as the noun phrase lasts."""
    tokens, i = pieces.tokens, start
    while i < min(len(tokens), start + _LONGEST_TAIL):
        piece = pieces.at[i]
        if piece is not None and piece.kind == "actor":
            yield piece, piece.last
            i = piece.last + 1
            continue
        token = tokens[i]
        if piece is not None and piece.kind in ("title", "noun"):
            return
        if token.pos in ("VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PRON") and token.dep != "amod":
            return
        if token.text in (",", ";", ".", "”", "“", ":"):
            return
        i += 1


def _is_hyphened(pieces: Pieces, piece: Piece) -> bool:
    i = piece.last + 1
    return i < len(pieces.tokens) and pieces.tokens[i].text == "-"


def _home_suffix(pieces: Pieces, piece: Piece) -> bool:
    i = piece.last + 2
    return i < len(pieces.tokens) and lowered(pieces.tokens[i].text) in _OF_HOME
