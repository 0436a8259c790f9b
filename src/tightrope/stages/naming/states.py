"""States, organisations and outlets that stand on their own: acting, or only qualifying a noun."""

from tightrope.records.actors import Mention, Sector
from tightrope.records.sentences import Token
from tightrope.reference.actors import Actor, actor_nouns
from tightrope.reference.gazetteer import lowered
from tightrope.stages.naming.datelines import is_dateline
from tightrope.stages.naming.pieces import Piece, Pieces

_QUALIFYING = frozenset({"compound", "amod", "nmod", "npadvmod", "advmod"})
# Before a capital these say where something was, not who acted.
_WHERE = frozenset({"in", "near", "at", "outside", "around", "inside", "through", "via", "across"})
_BASES = {
    "name": "name",
    "demonym": "demonym",
    "capital": "capital",
    "prefix": "demonym",
    "city": "place in the state",
}


def name_state(pieces: Pieces, piece: Piece) -> tuple[Mention, bool]:
    """The mention of a named actor outside of any phrase, and whether it is a plural."""
    actor = piece.actor
    assert actor is not None
    sentence, tokens = pieces.sentence, pieces.tokens
    head_index = pieces.head(piece.first, piece.last)
    head = tokens[head_index]
    span = sentence.span_of(piece.first, piece.last)
    kind, basis = actor.kind, _BASES.get(actor.form, actor.form)
    sector, adjectival, plural = actor.sector, False, False
    if actor.kind == "state":
        adjectival = actor.form == "city" or _qualifies(pieces, piece, actor)
        if actor.form == "demonym" and not adjectival:
            plural = head.tag in ("NNS", "NNPS")
            if not _has_article(pieces, piece) and plural:
                kind, sector = "group", Sector.CVL
        if actor.form == "capital" and not adjectival:
            if _is_where(pieces, head_index):
                adjectival, basis = True, "capital, as a place"
            elif is_dateline(pieces, piece):
                adjectival, basis = True, "dateline"
    elif actor.kind != "outlet":
        adjectival = _qualifies(pieces, piece, actor)
    return (
        Mention(
            span=span,
            text=sentence.text[span.start - sentence.start : span.end - sentence.start],
            name=actor.name,
            states=actor.states,
            sector=sector,
            kind=kind,
            basis=basis,
            head=sentence.start + head.start,
            adjectival=adjectival,
        ),
        plural,
    )


def _qualifies(pieces: Pieces, piece: Piece, actor: Actor) -> bool:
    tokens = pieces.tokens
    following = tokens[piece.last + 1] if piece.last + 1 < len(tokens) else None
    if (
        following is not None
        and following.text in ("-", "–")
        and following.start == tokens[piece.last].end
    ):
        return True
    head = tokens[pieces.head(piece.first, piece.last)]
    if head.dep in _QUALIFYING and head.head > piece.last:
        return True
    if head.dep == "conj" and actor.form == "demonym" and head.pos == "ADJ":
        return True
    return actor.form in ("demonym", "prefix") and head.pos == "ADJ" and head.dep not in (
        "nsubj", "nsubjpass", "dobj", "pobj", "poss"
    )  # fmt: skip


def _has_article(pieces: Pieces, piece: Piece) -> bool:
    return piece.first > 0 and lowered(pieces.tokens[piece.first - 1].text) == "the"


def _is_where(pieces: Pieces, head: int) -> bool:
    token = pieces.tokens[head]
    if token.dep != "pobj":
        return False
    preposition = pieces.tokens[token.head]
    word = lowered(preposition.text)
    if word in ("from", "to"):
        return _is_leg(pieces, preposition)
    return word in _WHERE


def _is_leg(pieces: Pieces, preposition: Token) -> bool:
    """ "A flight from Lima to Quito", "the club from Madrid": ends of a way, or an origin."""
    governor = pieces.tokens[preposition.head]
    words = {lowered(t.text) for t in pieces.tokens if t.head == governor.i and t.dep == "prep"}
    if words >= {"from", "to"}:
        return True
    thing = governor.pos == "NOUN" and lowered(governor.lemma) not in actor_nouns()
    return thing and lowered(preposition.text) == "from"
